package book

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"subtype/internal/expr/column"
	"subtype/internal/expr/finding"
	"subtype/internal/expr/textfile"
)

// openDocument is a spreadsheet of LibreOffice and its like (ODS): one XML file with all sheets,
// read as a stream.
type openDocument struct {
	sheet   *Sheet
	content *zip.File
	prefix  map[string]string // of the names of what XML calls namespaces
	known   map[xml.Name]string
	rows    *odsRows
}

// The namespaces, by the ends of their addresses.
const (
	nsOffice = "office"
	nsTable  = "table"
	nsText   = "text"
)

func (o *openDocument) program() string { return "a spreadsheet" }
func (o *openDocument) kind() string    { return "OpenDocument spreadsheet" }

func (o *openDocument) open() ([]string, error) {
	section := o.sheet.source.Book.Section()
	archive, err := zip.NewReader(section, section.Size())
	if err != nil {
		return nil, err
	}
	for _, f := range archive.File {
		switch f.Name {
		case "content.xml":
			o.content = f
		case "mimetype":
			if kind, err := beginning(f); err == nil && !strings.Contains(kind, "opendocument.spreadsheet") {
				return nil, o.refuse("this is an OpenDocument file, but no spreadsheet",
					"give the expression matrix as tab-separated text")
			}
		}
	}
	if text, err := beginning(o.content); err == nil && !strings.HasPrefix(strings.TrimLeft(text, "\ufeff \r\n"), "<") {
		return nil, o.refuse("this spreadsheet is locked with a password", "save it without")
	}
	return o.listSheets()
}

func (o *openDocument) refuse(text, remedy string) error {
	return o.sheet.source.Refuse(finding.Finding{Code: finding.NotATable, Severity: finding.Fatal, Text: text,
		Remedy: remedy})
}

// beginning is the beginning of a file in the archive.
func beginning(f *zip.File) (string, error) {
	r, err := f.Open()
	if err != nil {
		return "", err
	}
	defer r.Close()
	head, err := io.ReadAll(io.LimitReader(r, 100))
	return string(head), err
}

// listSheets lists the sheets: it looks at the beginnings of tables alone.
func (o *openDocument) listSheets() ([]string, error) {
	r, err := o.content.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	tags := bufio.NewReaderSize(r, 1<<16)
	var names []string
	for {
		tag, err := tags.ReadSlice('>')
		if err == io.EOF {
			return names, nil
		}
		if err != nil && err != bufio.ErrBufferFull {
			return nil, err
		}
		tag = tag[max(0, bytes.LastIndexByte(tag, '<')):]
		switch {
		case o.prefix == nil && bytes.Contains(tag, []byte("xmlns:")):
			o.prefix = prefixes(tag)
		case o.prefix != nil && bytes.HasPrefix(tag, []byte("<"+o.prefix[nsTable]+":table ")):
			if name, ok := o.attributes(tag)[nsTable+":name"]; ok {
				names = append(names, name)
			}
		}
		if len(names) > mostSheets {
			return nil, o.refuse("the spreadsheet has more than "+strconv.Itoa(mostSheets)+" sheets",
				"save the sheet that is the table alone")
		}
	}
}

const mostSheets = 1000

// prefixes finds what the namespaces are called, in the first tag that says so.
func prefixes(tag []byte) map[string]string {
	out := map[string]string{}
	token, err := xml.NewDecoder(bytes.NewReader(tag)).RawToken()
	if start, ok := token.(xml.StartElement); ok && err == nil {
		for _, a := range start.Attr {
			for _, ns := range []string{nsOffice, nsTable, nsText} {
				if a.Name.Space == "xmlns" && strings.HasSuffix(a.Value, ":xmlns:"+ns+":1.0") {
					out[ns] = a.Name.Local
				}
			}
		}
	}
	return out
}

// attributes are those of a tag, their names with the usual prefixes.
func (o *openDocument) attributes(tag []byte) map[string]string {
	out := map[string]string{}
	token, err := xml.NewDecoder(bytes.NewReader(tag)).RawToken()
	if start, ok := token.(xml.StartElement); ok && err == nil {
		for _, a := range start.Attr {
			out[o.usual(a.Name)] = a.Value
		}
	}
	return out
}

// usual is a name with the usual prefix.
func (o *openDocument) usual(name xml.Name) string {
	if known, ok := o.known[name]; ok {
		return known
	}
	out := name.Space + ":" + name.Local
	for ns, prefix := range o.prefix {
		if prefix == name.Space {
			out = ns + ":" + name.Local
		}
	}
	if len(o.known) < 1000 {
		o.known[name] = out
	}
	return out
}

func (o *openDocument) choose() (err error) {
	if o.rows, err = o.find(o.sheet.Name); err == nil {
		o.sheet.source.OnClose(func() { o.rows.close() })
	}
	return err
}

func (o *openDocument) row() ([]string, int, error) { return o.rows.next() }

func (o *openDocument) names(fields []string) {
	for _, d := range o.rows.dates {
		if d.column >= len(fields) {
			break
		}
		if fields[d.column] = d.raw[:min(10, len(d.raw))]; namesMonth(d.shown) {
			fields[d.column] = d.shown
		}
		o.sheet.tellDate(d.column, d.raw, d.shown, fields[d.column])
	}
	fields[0] = shownNumber(fields[0])
}

func (o *openDocument) first(name string, n int) (head [][]string, err error) {
	rows, err := o.find(name)
	if err != nil {
		return nil, err
	}
	defer rows.close()
	for len(head) < n {
		fields, _, err := rows.next()
		if err != nil || fields == nil {
			return head, err
		}
		if column.Filled(fields) > 1 {
			head = append(head, fields)
		}
	}
	return head, nil
}

func (o *openDocument) formula(line, column int) bool { return o.rows.hollow[[2]int{line, column}] }

// find goes to a sheet.
func (o *openDocument) find(name string) (*odsRows, error) {
	r, err := o.content.Open()
	if err != nil {
		return nil, err
	}
	bounded := &gauge{r: r}
	rows := &odsRows{book: o, bounded: bounded, xml: xml.NewDecoder(bounded), close: func() { r.Close() },
		hollow: map[[2]int]bool{}}
	for {
		token, err := rows.token()
		if err == io.EOF {
			err = errors.New("the sheet is not there")
		}
		if err != nil {
			rows.close()
			return nil, err
		}
		if start, ok := token.(xml.StartElement); ok && o.usual(start.Name) == "table:table" &&
			rows.attribute(start, "table:name") == name {
			return rows, nil
		}
	}
}

// gauge refuses to read more than a line of text may have between two tokens.
type gauge struct {
	r io.Reader
	n int
}

func (g *gauge) Read(p []byte) (int, error) {
	n, err := g.r.Read(p)
	if g.n += n; g.n > textfile.MostTextLine {
		return 0, errors.New("a cell is too long")
	}
	return n, err
}

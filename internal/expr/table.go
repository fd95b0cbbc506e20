package expr

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// ReadOptions say how to read a table. The zero value finds out from the
// content and refuses what is ambiguous.
type ReadOptions struct {
	Format      string // one of Formats; "" or "auto": by the content
	Sep         string // "tab", "comma", "semicolon", "blank"; "" or "auto": found from the first lines
	Decimal     string // "point", "comma"; "" or "auto": a comma only where semicolons separate
	Encoding    string // a name that KnownEncoding knows; "" or "auto": UTF-8, or UTF-16 that shows
	Sheet       string // of a workbook; "": the first
	Orientation string // "" or "auto": genes in rows, refused where it looks otherwise; "genes-in-rows" whatever it looks like; "genes-in-columns"
	InfMissing  bool   // infinite values count as missing instead of being refused

	matrixMarket bool // the file is one of a MatrixMarket folder
}

// Formats are the words for formats, the first finding it from the content.
var Formats = []string{"auto", "text", "gct", "geo", "xlsx", "10x"}

// Bounds of what can be an expression matrix. They are there for files that are
// none: a table beyond them ends in an error that says so, not in an exhausted
// memory.
const (
	mostSamples = 200_000
	mostGenes   = 4_000_000
	mostValues  = 1 << 31
)

// Table is an expression matrix as read: genes in rows, samples in columns, in
// the order of the file.
type Table struct {
	Name     string // of the file, without its folder
	SHA256   string // of the file as it is stored
	Format   string // "tab-separated text", "GCT 1.2", …
	Genes    []string
	Samples  []string
	Lines    []int       // the line of each gene
	Columns  []int       // the field of each sample, from 1; 0 where samples stand in rows
	Values   [][]float64 // a row a gene; NaN is missing
	Findings Findings
	// Annotations are those a GCT 1.3 or GEO file brings along; nil without.
	Annotations *Annotations

	missing missingCount
	sink    sink
}

// missingCount describes the missing values of a table.
type missingCount struct {
	cells     int
	line, col int // of the first
	spellings map[string]bool
	infinite  int // of them infinite, with --inf missing
}

// Read reads an expression matrix from r. name is the file's, for messages.
// What cannot be used gives a *Refusal. The file is read as a stream, a gene
// at a time; a workbook and a file with genes in columns are held whole.
func Read(name string, r io.Reader, o ReadOptions) (*Table, error) {
	return usable(readRows(name, r, o, nil))
}

// usable turns what is fatal among the findings of a table into a refusal.
func usable(t *Table, err error) (*Table, error) {
	if err == nil && t.Findings.Count(Fatal) > 0 {
		err = &Refusal{Name: t.Name, Findings: t.Findings}
	}
	if err != nil {
		return nil, err
	}
	return t, nil
}

// readRows is Read with the rows handed to take as they come, if it is not nil,
// and what is fatal in names and cells left in the findings.
func readRows(name string, r io.Reader, o ReadOptions, take func(*Table, []float64)) (*Table, error) {
	s, err := open(name, r, o)
	if err != nil {
		return nil, err
	}
	defer s.close()
	p := newParser(s, o)
	p.table.sink.take = take
	if s.book != nil {
		err = p.readBook()
	} else {
		err = p.readText()
	}
	if err == nil {
		err = p.turn()
	}
	return p.finish(err, s.digest)
}

// readText tells the formats of text apart.
func (p *parser) readText() error {
	head, comment, err := p.source.head(headLines)
	if err != nil {
		return err
	}
	if p.options.Sheet != "" {
		return p.source.refuse(Finding{Code: "sheets", Severity: Fatal, Text: "this is text, which has no sheet " + quote(p.options.Sheet), Remedy: "leave --sheet away"})
	}
	first := ""
	if len(head) > 0 {
		if err := p.tooWide(head[0]); err != nil {
			return err
		}
		first = strings.TrimLeft(head[0], `"`)
	}
	format := p.options.Format
	if format == "" || format == "auto" {
		switch {
		case strings.HasPrefix(first, "#1."):
			format = "gct"
		case strings.HasPrefix(first, "!"):
			format = "geo"
		case isRES(head):
			return p.source.refuse(Finding{Code: "not-a-table", Severity: Fatal, Line: 1, Text: "this is a RES file, whose columns are values and present/absent calls in turn",
				Remedy: "convert it to GCT, for example with GenePattern's PreprocessDataset"})
		case isGMT(head):
			return p.source.refuse(Finding{Code: "not-a-table", Severity: Fatal, Line: 1, Text: "this is a GMT file: sets of genes, not their expression", Remedy: "give the expression matrix"})
		default:
			format = "text"
		}
	}
	switch format {
	case "text":
		return p.readPlain(head, comment)
	case "gct":
		return p.readGCT()
	case "geo":
		return p.readGEO()
	}
	return p.source.refuse(Finding{Code: "format", Severity: Fatal, Text: "this is text, not " + format, Remedy: "leave --format away to have it found from the content"})
}

// tooWide refuses a header of too many fields before it is cut into them.
func (p *parser) tooWide(header string) error {
	fields, most := 1+max(strings.Count(header, "\t"), strings.Count(header, ","), strings.Count(header, ";")), mostSamples
	if n := strings.Count(header, " "); p.flip != nil || n > mostGenes {
		fields, most = max(fields, n), mostGenes
	}
	if fields <= most {
		return nil
	}
	f := Finding{Code: "too-large", Severity: Fatal, Line: 1, Count: fields, Text: fmt.Sprintf("the header has %s; up to %d are read", count(fields, "column"), most), Remedy: "is this an expression matrix, genes in rows and samples in columns?"}
	if p.flip == nil && fields <= mostGenes {
		f.Remedy = "if genes stand in columns, use --transpose"
	}
	return p.source.refuse(f)
}

// headLines are looked at before a table is read: the header and 20 rows.
const headLines = 21

// isRES recognises GenePattern's RES: names in the third header field and every
// second from there, and the number of genes alone on the third line; head has
// no second where the samples are not described.
func isRES(head []string) bool {
	return len(head) >= 3 && strings.HasPrefix(strings.ToLower(head[0]), "description\taccession\t") &&
		(isNumber(strings.TrimSpace(head[1])) || isNumber(strings.TrimSpace(head[2])))
}

// isGMT recognises sets of genes with a web address in the second field.
func isGMT(head []string) bool {
	for _, line := range head {
		_, rest, _ := strings.Cut(line, "\t")
		if rest = strings.TrimLeft(rest, "> "); !strings.HasPrefix(rest, "http://") && !strings.HasPrefix(rest, "https://") {
			return false
		}
	}
	return len(head) > 0
}

// finish adds up what was found. err is how the reading ended; a refusal takes
// in what was found before.
func (p *parser) finish(err error, digest func() (string, error)) (*Table, error) {
	t := p.table
	var refusal *Refusal
	if err != nil && !errors.As(err, &refusal) {
		return nil, err
	}
	p.dropped()
	if t.Annotations != nil {
		c := t.Annotations.clean()
		if f, ok := c.finding("annotations-cleaned", "text"); ok {
			p.add(f)
		}
	}
	if refusal == nil {
		p.checkNames()
		p.checkOrientation()
	}
	t.Findings = append(append(p.source.notes, p.cellFindings()...), t.Findings...)
	if refusal != nil {
		return nil, &Refusal{Name: refusal.Name, Findings: append(t.Findings, refusal.Findings...)}
	}
	if p.source.packed != "" {
		t.Format += ", " + p.source.packed
	}
	t.SHA256, err = digest()
	return t, err
}

// add notes a finding about the table.
func (p *parser) add(f Finding) { p.table.Findings = append(p.table.Findings, f) }

// tooMany refuses what is no expression matrix for its size.
func (p *parser) tooMany(n, most int, what string) error {
	return p.source.refuse(Finding{Code: "too-large", Severity: Fatal, Line: p.source.line, Count: n,
		Text: fmt.Sprintf("there are %s or more; up to %d are read", count(n, what), most), Remedy: "is this an expression matrix, genes in rows and samples in columns?"})
}

package table

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/names"
	"subtype/internal/expr/textfile"
	"subtype/internal/words"
)

// ReadOptions say how to read a table. The zero value finds out from the
// content and refuses what is ambiguous.
type Options struct {
	Format   string // one of Formats; "" or "auto": by the content
	Sep      string // "tab", "comma", "semicolon", "blank"; "" or "auto": found from the first lines
	Decimal  string // "point", "comma"; "" or "auto": a comma only where semicolons separate
	Encoding string // a name that KnownEncoding knows; "" or "auto": UTF-8, or UTF-16 that shows
	Sheet    string // of a workbook, or the matrix of an AnnData file; "": the first
	// Orientation is "" or "auto": genes in rows, refused where it looks otherwise;
	// "genes-in-rows", whatever it looks like; or "genes-in-columns".
	Orientation string
	InfMissing  bool // infinite values count as missing instead of being refused
	// KeepSamples and DropSamples are names and patterns (names.Choice).
	KeepSamples, DropSamples []string
	DropUnnamed              bool // leave out rows without a name
	HeaderLine               int  // the line, or row of a sheet, with the names of the samples; 0: found
}

// Formats are the words for formats, the first finding it from the content.
var Formats = []string{"auto", "text", "gct", "geo", "xlsx", "10x", "h5ad", "ods", "parquet"}

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
	Findings finding.Findings
	// Annotations are those a GCT 1.3, GEO or AnnData file brings along, a value for each of the Samples.
	Annotations []Annotation

	SampleLines []int // the line of each sample, where samples stand in rows

	Choice *names.Choice // of samples by name, where the reader has followed it already; nil: it has not

	Missing  MissingCount
	Repaired NameRepairs
	sink     sink
}

// Annotation is one column of text about the samples; "" is unknown.
type Annotation struct {
	Name   string
	Values []string
}

// nameRepairs counts names that were read otherwise than they stand in the file.
type NameRepairs struct {
	Trimmed, TrimmedSamples int // names of genes and samples with blanks around them
	Cleaned                 names.Cleaning
}

// cleanAnnotations cleans headings and values that were read without, and tells of it;
// ok is false where there was nothing to clean.
func cleanAnnotations(columns []Annotation) (f finding.Finding, ok bool) {
	var c names.Cleaning
	for i := range columns {
		column := &columns[i]
		column.Name = strings.TrimSpace(c.Text(column.Name, 0, 0))
		for j, v := range column.Values {
			column.Values[j] = strings.TrimSpace(c.Text(v, 0, 0))
		}
	}
	return c.Finding(finding.AnnotationsCleaned, "text")
}

// missingCount describes the missing values of a table.
type MissingCount struct {
	cells     int
	line, col int // of the first
	Spellings map[string]bool
	Infinite  int // of them infinite, with --inf missing
}

// Read reads an expression matrix from r. name is the file's, for messages.
// What cannot be used gives a *Refusal. The file is read as a stream, a gene
// at a time; a workbook and a file with genes in columns are held whole.
func Read(name string, r io.Reader, o Options) (*Table, error) {
	return usable(ReadRows(name, r, o, nil))
}

// usable turns what is fatal among the findings of a table into a refusal.
func usable(t *Table, err error) (*Table, error) {
	if err == nil && t.Findings.Count(finding.Fatal) > 0 {
		err = &finding.Refusal{Name: t.Name, Findings: t.Findings}
	}
	if err != nil {
		return nil, err
	}
	return t, nil
}

// readRows is Read with the rows handed to take as they come, if it is not nil,
// and what is fatal in names and cells left in the findings.
func ReadRows(name string, r io.Reader, o Options, take func(*Table, []float64)) (*Table, error) {
	s, err := textfile.Open(name, r, o.Encoding, false)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	p := newParser(s, o)
	p.table.sink.take = take
	switch s.Kind {
	case "":
		err = p.readText()
	case "hdf5":
		err = p.readHDF5()
	case "parquet":
		err = p.readParquet()
	default:
		err = p.readBook()
	}
	if err == nil {
		err = p.handOnColumns()
	}
	return p.finish(err, s.Digest)
}

// readText tells the formats of text apart.
func (p *parser) readText() error {
	if err := p.skipTo(p.options.HeaderLine); err != nil {
		return err
	}
	head, comment, err := p.source.Head(headLines)
	if err != nil {
		return err
	}
	if p.options.Sheet != "" {
		return p.source.Refuse(finding.Finding{Code: finding.Sheets, Severity: finding.Fatal,
			Text: "this is text, which has no sheet " + finding.Quote(p.options.Sheet), Remedy: "leave --sheet away"})
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
		case p.options.HeaderLine > 0:
			format = "text"
		case strings.HasPrefix(first, "#1."):
			format = "gct"
		case strings.HasPrefix(first, "!"):
			format = "geo"
		case isRES(head):
			return p.source.Refuse(finding.Finding{Code: finding.NotATable, Severity: finding.Fatal, Line: 1,
				Text:   "this is a RES file, whose columns are values and present/absent calls in turn",
				Remedy: "convert it to GCT, for example with GenePattern's PreprocessDataset"})
		case textfile.IsGMT(head):
			return p.source.Refuse(finding.Finding{Code: finding.NotATable, Severity: finding.Fatal, Line: 1,
				Text: "this is a GMT file: sets of genes, not their expression", Remedy: "give the expression matrix"})
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
	return p.source.Refuse(finding.Finding{Code: finding.Format, Severity: finding.Fatal,
		Text: "this is text, not " + format, Remedy: "leave --format away to have it found from the content"})
}

// tooWide refuses a header of too many fields before it is cut into them.
func (p *parser) tooWide(header string) error {
	fields, most := 1+max(strings.Count(header, "\t"), strings.Count(header, ","), strings.Count(header, ";")),
		textfile.MostSamples
	if n := strings.Count(header, " "); p.flip != nil || n > textfile.MostGenes {
		fields, most = max(fields, n), textfile.MostGenes
	}
	if fields <= most {
		return nil
	}
	f := finding.Finding{Code: finding.TooLarge, Severity: finding.Fatal, Line: 1, Count: fields,
		Text:   fmt.Sprintf("the header has %s; up to %d are read", words.Plural(fields, "column"), most),
		Remedy: "is this an expression matrix, genes in rows and samples in columns?"}
	if p.flip == nil && fields <= textfile.MostGenes {
		f.Remedy = "if genes stand in columns, use --transpose"
	}
	return p.source.Refuse(f)
}

// headLines are looked at before a table is read: the header and 20 rows.
const headLines = 21

// isRES recognises GenePattern's RES: names in the third header field and every
// second from there, and the number of genes alone on the third line; head has
// no second where the samples are not described.
func isRES(head []string) bool {
	return len(head) >= 3 && strings.HasPrefix(strings.ToLower(head[0]), "description\taccession\t") &&
		(textfile.IsNumber(strings.TrimSpace(head[1])) || textfile.IsNumber(strings.TrimSpace(head[2])))
}

// finish adds up what was found. err is how the reading ended; a refusal takes
// in what was found before.
func (p *parser) finish(err error, digest func() (string, error)) (*Table, error) {
	t := p.table
	var refusal *finding.Refusal
	if err != nil && !errors.As(err, &refusal) {
		return nil, err
	}
	p.dropped()
	if f, ok := cleanAnnotations(t.Annotations); ok {
		p.add(f)
	}
	if refusal == nil {
		p.checkNames()
		p.checkOrientation()
	}
	t.Findings = append(append(p.source.Notes, p.cellFindings()...), t.Findings...)
	t.Findings = decisive(t.Findings)
	if refusal != nil {
		return nil, &finding.Refusal{Name: refusal.Name, Findings: append(t.Findings, refusal.Findings...)}
	}
	if p.source.Packed != "" {
		t.Format += ", " + p.source.Packed
	}
	t.SHA256, err = digest()
	return t, err
}

// decisive leaves what else stands against a table away where it comes of its being the
// other way round, or of formulas without results: no advice on that would help.
func decisive(found finding.Findings) finding.Findings {
	for _, code := range []finding.Code{finding.Transposed, finding.Formula} {
		if slices.ContainsFunc(found, func(f finding.Finding) bool {
			return f.Severity == finding.Fatal && f.Code == code
		}) {
			return slices.DeleteFunc(found, func(f finding.Finding) bool {
				return f.Severity == finding.Fatal && f.Code != code
			})
		}
	}
	return found
}

// Decided says whether one fault of a table makes all others meaningless.
func (t *Table) Decided() bool {
	return slices.ContainsFunc(t.Findings, func(f finding.Finding) bool {
		return f.Severity == finding.Fatal && (f.Code == finding.Transposed || f.Code == finding.Formula)
	})
}

// add notes a finding about the table.
func (p *parser) add(f finding.Finding) { p.table.Findings = append(p.table.Findings, f) }

// tooMany refuses what is no expression matrix for its size.
func (p *parser) tooMany(n, most int, what string) error {
	return p.source.Refuse(finding.Finding{Code: finding.TooLarge, Severity: finding.Fatal, Line: p.source.Line, Count: n,
		Text:   fmt.Sprintf("there are %s or more; up to %d are read", words.Plural(n, what), most),
		Remedy: "is this an expression matrix, genes in rows and samples in columns?"})
}

package table

import (
	"subtype/internal/expr/finding"
	"subtype/internal/expr/parquet"
	"subtype/internal/expr/textfile"
)

// readParquet reads a Parquet file as a table of text is read: its columns are told apart by
// their names and values.
func (p *parser) readParquet() error {
	refuse := func(text, remedy string) error {
		return p.source.Refuse(finding.Finding{Code: finding.Format, Severity: finding.Fatal, Text: text, Remedy: remedy})
	}
	switch f := p.options.Format; {
	case f != "" && f != "auto" && f != "parquet":
		return refuse("this is a Parquet file, not "+f, "leave --format away to have it found from the content")
	case p.options.Sheet != "":
		return refuse("a Parquet file has no sheets", "leave --sheet away")
	case p.options.HeaderLine > 0:
		return refuse("a Parquet file has no lines", "leave --header-line away")
	}
	book := p.source.Book.Section()
	t, err := parquet.Open(book, book.Size())
	if err != nil {
		return p.unread(err)
	}
	p.source.OnClose(t.Close)
	if n := t.Width() - 1; n > textfile.MostSamples && p.flip == nil {
		return p.tooMany(n, textfile.MostSamples, "sample")
	}
	p.table.Format, p.comma = "Parquet", false
	next := func() ([]string, int, error) {
		fields, line, err := t.Next()
		return fields, line, p.unread(err)
	}
	var head [][]string
	var ahead []sheetRow
	for len(head) < headLines {
		fields, line, err := next()
		if err != nil {
			return err
		}
		if fields == nil {
			break
		}
		head, ahead = append(head, fields), append(ahead, sheetRow{fields, line})
	}
	if len(head) < 2 {
		return p.noData()
	}
	p.takeRows(ahead, next)
	return p.readTable(head)
}

package table

import (
	"fmt"
	"io"
	"strings"

	"subtype/internal/expr/column"
	"subtype/internal/expr/finding"
	"subtype/internal/expr/textfile"
	"subtype/internal/words"
)

// separatorHint recognises the line sep=; with which Excel is told the separator.
func separatorHint(line string) (string, bool) {
	line = strings.ToLower(strings.Trim(line, "\" "))
	if len(line) != 5 || !strings.HasPrefix(line, "sep=") {
		return "", false
	}
	for _, n := range textfile.SeparatorNames {
		if line[4] == byte(n.Sep) {
			return n.Name, true
		}
	}
	return "", false
}

// passOver leaves out lines above the header of a text, which head begins with, and
// returns the rest of head.
func (p *parser) passOver(head []string) ([]string, error) {
	n, lines := 0, head
	for i := 1; i <= len(head)-3 && n == 0; i++ {
		if sep, numbers, ok := textfile.Sniff(head[i:]); ok && numbers {
			rows := make([][]string, len(head))
			for j, line := range head {
				rows[j], _ = sep.Split(nil, line) // none where quotes do not match
			}
			n = column.Titles(rows, i)
		}
	}
	for i := 0; i < n; {
		line, err := p.source.Next()
		if err != nil {
			return nil, err
		}
		if !textfile.IsEmpty(line) && !textfile.IsComment(line, true) {
			i++
		}
	}
	p.passedOver(n, lines[:n])
	return head[n:], nil
}

// passedOver tells of lines above the header.
func (p *parser) passedOver(n int, lines []string) {
	if n == 0 {
		return
	}
	p.add(finding.Finding{Code: finding.Title, Severity: finding.Note, Line: 1, Count: n,
		Text: words.Plural(n, "line") + " above the header (" + finding.List(lines) + ")", Done: "passed over",
		Remedy: "--header-line says where the header is"})
}

// skipTo has the next line be the one of --header-line.
func (p *parser) skipTo(line int) error {
	for p.source.Line < line-1 {
		if _, err := p.source.Next(); err == io.EOF {
			return p.source.Refuse(finding.Finding{Code: finding.Title, Severity: finding.Fatal, Line: p.source.Line,
				Text: fmt.Sprintf("the file ends before line %d, which --header-line names", line)})
		} else if err != nil {
			return err
		}
	}
	return nil
}

// units passes over the second line of a Firehose file, which says what the
// values are.
func (p *parser) units(header []string) error {
	if !strings.EqualFold(strings.TrimSpace(header[0]), "Hybridization REF") {
		return nil
	}
	fields, err := p.next()
	if err != nil || fields == nil {
		return err
	}
	kinds := map[string]bool{}
	for _, f := range fields[1:] {
		if textfile.LooksLikeValue(strings.TrimSpace(f)) {
			kinds = nil
			break
		}
		kinds[strings.TrimSpace(f)] = true
	}
	switch {
	case len(kinds) == 0:
		return p.source.Refuse(finding.Finding{Code: finding.Firehose, Severity: finding.Fatal, Line: p.source.Line,
			Text: "the second line of a Firehose file should say what the values are (gene_id normalized_count …), but " +
				"holds values", Remedy: "remove Hybridization REF from the header if this is another kind of table"})
	case len(kinds) > 1:
		return p.source.Refuse(finding.Finding{Code: finding.Firehose, Severity: finding.Fatal, Line: p.source.Line,
			Count:  len(kinds),
			Text:   "there are several values for each sample: " + finding.List(sortedKeys(kinds)),
			Remedy: "keep the columns of one of them, or take the file with normalized_count alone"})
	}
	p.add(finding.Finding{Code: finding.Firehose, Severity: finding.Note, Line: p.source.Line,
		Text: "the second header line of Firehose (" + strings.Join(textfile.Trim(fields[:2]), " ") +
			") is no gene: left out"})
	p.table.Format += ", Firehose"
	return nil
}

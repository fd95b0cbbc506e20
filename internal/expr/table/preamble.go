package table

import (
	"fmt"
	"strings"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/textfile"
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

// titles refuses lines above the header: lines of few fields, with a table of
// many below them.
func (p *parser) titles(head []string) error {
	for n := 1; n <= 5 && n+2 <= len(head); n++ {
		sep, numbers, ok := textfile.Sniff(head[n:])
		if !ok || !numbers {
			continue
		}
		width, widest := strings.Count(head[n], string(rune(sep)))+1, 0
		for _, line := range head[:n] {
			fields := strings.FieldsFunc(line, func(r rune) bool { return r == rune(sep) })
			widest = max(widest, len(fields))
		}
		if 2*widest <= width {
			return p.source.Refuse(finding.Finding{Code: finding.Title, Severity: finding.Fatal, Line: 1, Count: n,
				Text: fmt.Sprintf("%s above the header (%s)", map[bool]string{true: "there is a line",
					false: fmt.Sprintf("there are %d lines", n)}[n == 1], finding.List(head[:n])),
				Remedy: "remove what stands above it, or begin it with #"})
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

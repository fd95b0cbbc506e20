package table

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"subtype/internal/expr/column"
	"subtype/internal/expr/finding"
	"subtype/internal/expr/names"
	"subtype/internal/expr/textfile"
	"subtype/internal/words"
)

// layout is where the samples of a table stand: rows have width fields, of which those
// after the first have names in the header. What follows has none and must be empty.
type layout struct {
	names   []string
	width   int
	samples []int // fields, from 0
	about   []int // of a file with genes in columns: what is about samples
	row     int   // the field that names the row
	others  []int // fields of other identifiers, for rows that have no name
	class   int   // the field that tells controls; 0: none
	marks   []int // fields whose + leaves the row out
}

// layout compares the header with the width of the rows, the first of which
// follow the header in head.
func (p *parser) layout(header []string, line, width int, head [][]string) (layout, error) {
	h := len(header)
	for h > width && strings.TrimSpace(header[h-1]) == "" {
		h-- // tabs at the end of the header alone
	}
	if h < len(header) {
		p.add(finding.Finding{Code: finding.EmptyLastColumn, Severity: finding.Note, Line: line, Count: len(header) - h,
			Text: "the header ends in " + words.Plural(len(header)-h, "empty field") + " more than the rows",
			Done: "left out"})
	}
	all := width // with what every row leaves empty behind the last sample
	if h > 1 && h < width {
		if filled := column.FilledFields(head[1:], width); filled <= h {
			if width = h; h == all-1 && !column.IsCorner(header[0]) {
				return layout{}, p.source.Refuse(finding.Finding{Code: finding.Ragged, Severity: finding.Fatal, Line: line,
					Text: "the header has one field fewer than the rows, whose last field is empty: either it names the samples " +
						"alone and the last has no values, or the rows end in a separator too many",
					Remedy: "name the column of the genes in the header, or remove the separators at the ends of the rows"})
			}
		} else {
			width = filled
		}
		if n := all - width; n > 0 {
			p.add(finding.Finding{Code: finding.EmptyLastColumn, Severity: finding.Note, Line: line, Count: n,
				Text: "the rows end in " + words.Plural(n, "empty field") + " without a name in the header", Done: "left out"})
		}
	}
	if h == width-1 && h > 0 && strings.TrimSpace(header[h-1]) != "" {
		if corner := strings.TrimSpace(header[0]); corner != "" && column.IsCorner(corner) {
			return layout{}, p.source.Refuse(finding.Finding{Code: finding.Header, Severity: finding.Fatal, Line: line,
				Column: 1,
				Text: "the header has one field fewer than the rows, but begins with " + finding.Quote(corner) +
					" as if it named the column of the genes too: one of the columns has no name",
				Remedy: "name every column in the header, or remove " + finding.Quote(corner)})
		}
		p.add(finding.Finding{Code: finding.HeaderWithoutCorner, Severity: finding.Note, Line: line,
			Text: "the header has one field fewer than the rows, as R's write.table leaves it: its first field names the " +
				"first sample"})
		return layout{names: header[:h], width: all}, nil
	}
	if h != width {
		remedy := "the header must have as many fields as the rows, or one fewer when it has no field above the gene names"
		if h == 1 {
			remedy = "remove titles above the header, or say with --header-line where it is"
		}
		return layout{}, p.source.Refuse(finding.Finding{Code: finding.Ragged, Severity: finding.Fatal, Line: p.source.Line,
			Text: fmt.Sprintf("the header has %s and this line %d", words.Plural(len(header), "field"), all), Remedy: remedy})
	}
	return layout{names: header[1:p.withoutUnnamed(header[:h], line)], width: all}, nil
}

// withoutUnnamed is the width of the header without empty fields at its end.
func (p *parser) withoutUnnamed(header []string, line int) int {
	h := len(header)
	for h > 2 && strings.TrimSpace(header[h-1]) == "" {
		h--
	}
	switch empty := len(header) - h; {
	case empty == 1:
		p.add(finding.Finding{Code: finding.EmptyLastColumn, Severity: finding.Note, Line: line,
			Text: "the last column has no name and no values", Done: "left out"})
	case empty > 1:
		p.add(finding.Finding{Code: finding.EmptyLastColumn, Severity: finding.Note, Line: line, Count: empty,
			Text: fmt.Sprintf("the last %d columns have no names and no values", empty), Done: "left out"})
	}
	return h
}

// oneSample refuses the tables in which programs that count reads tell of one sample.
func (p *parser) oneSample(line int, head [][]string) error {
	if names.LeftoverKind(strings.TrimSpace(head[0][0])) == "STAR" && len(head[0]) == 4 {
		return p.source.Refuse(finding.Finding{Code: finding.OneSample, Severity: finding.Fatal, Line: line,
			Text: "this is STAR's table of one sample (ReadsPerGene.out.tab): counts unstranded, of the first and of the " +
				"second strand",
			Remedy: "join the samples' tables into one matrix: the column that fits the library from each, under a header " +
				"with their names"})
	}
	if tool := column.OneSampleOf(head[0]); tool != "" {
		return p.source.Refuse(finding.Finding{Code: finding.OneSample, Severity: finding.Fatal, Line: line,
			Text:   "this is " + tool + "'s table of one sample, with lengths and measures as columns",
			Remedy: "join the samples' tables into one matrix, for example with tximport in R"})
	}
	return nil
}

// rowNames counts the rows that have a name; numbered says that they only count them.
func rowNames(rows [][]string) (named int, numbered bool) {
	numbered = true
	for i, fields := range rows {
		name := strings.TrimSpace(fields[0])
		if name != "" {
			named++
		}
		numbered = numbered && (name == strconv.Itoa(i) || name == strconv.Itoa(i+1))
	}
	return named, numbered
}

// headless refuses a first line of measurements where sample names should be.
func (p *parser) headless(line int) error {
	numbers, measured := 0, 0
	samples := p.table.Samples
	for _, name := range samples {
		if !textfile.IsNumber(name) {
			return nil
		}
		numbers++
		_, fraction, _ := strings.Cut(name, ".")
		if len(fraction) > 2 || strings.HasPrefix(name, "-") || strings.ContainsAny(name, "eE") {
			measured++
		}
	}
	switch {
	case measured > 0 && 2*measured >= numbers:
		p.add(finding.Finding{Code: finding.Header, Severity: finding.Fatal, Line: line,
			Text:   "the first line holds values where the sample names should be: " + finding.List(samples),
			Remedy: "put a header with the sample names above it"})
	case numbers > 0 && !slices.IsSortedFunc(samples, func(a, b string) int { return len(a) - len(b) }):
		p.add(finding.Finding{Code: finding.Header, Severity: finding.Warning, Line: line,
			Text: "all sample names are numbers: " + finding.List(samples) + "; is the header missing?"})
	}
	return nil
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

package table

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/names"
	"subtype/internal/expr/textfile"
	"subtype/internal/words"
)

// layout is where the samples of a table stand: fields start to
// start+len(names) of rows of width fields. What follows has no name in the
// header and must be empty.
type layout struct {
	names        []string
	start, width int
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
		if filled := filledFields(head[1:], width); filled <= h {
			if width = h; h == all-1 && !isCorner(header[0]) {
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
		if corner := strings.TrimSpace(header[0]); corner != "" && isCorner(corner) {
			return layout{}, p.source.Refuse(finding.Finding{Code: finding.Header, Severity: finding.Fatal, Line: line,
				Column: 1,
				Text: "the header has one field fewer than the rows, but begins with " + finding.Quote(corner) +
					" as if it named the column of the genes too: one of the columns has no name",
				Remedy: "name every column in the header, or remove " + finding.Quote(corner)})
		}
		p.add(finding.Finding{Code: finding.HeaderWithoutCorner, Severity: finding.Note, Line: line,
			Text: "the header has one field fewer than the rows, as R's write.table leaves it: its first field names the " +
				"first sample"})
		return layout{names: header[:h], start: 1, width: all}, nil
	}
	if h != width {
		remedy := "the header must have as many fields as the rows, or one fewer when it has no field above the gene names"
		if h == 1 {
			remedy = "remove titles above the header"
		}
		return layout{}, p.source.Refuse(finding.Finding{Code: finding.Ragged, Severity: finding.Fatal, Line: p.source.Line,
			Text: fmt.Sprintf("the header has %s and this line %d", words.Plural(len(header), "field"), all), Remedy: remedy})
	}
	return layout{names: header[1:p.withoutUnnamed(header[:h], line)], start: 1, width: all}, nil
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

// geneColumns are names, in lower case, of columns that tell about genes. Some
// hold numbers and would pass for samples.
var geneColumns = map[string]bool{
	"entrez_gene_id": true, "entrez": true, "entrezid": true, "entrez_id": true, "entrezgene": true, "entrezgene_id": true,
	"geneid": true, "gene_id": true, "gene id": true,
	"hugo_symbol": true, "symbol": true, "gene_symbol": true, "genesymbol": true, "gene symbol": true, "hgnc_symbol": true,
	"hgnc_id": true, "external_gene_name": true, "gene_name": true, "genename": true, "gene name": true,
	"ensembl": true, "ensembl_id": true, "ensembl_gene_id": true, "transcript_id": true, "transcript_id(s)": true,
	"description": true, "desc": true, "gene_description": true, "gene_biotype": true, "biotype": true, "gene_type": true,
	"chr": true, "chrom": true, "chromosome": true, "chromosome_name": true, "seqnames": true, "start": true, "end": true,
	"start_position": true, "end_position": true, "strand": true, "cytoband": true, "locus": true, "location": true,
	"length": true, "gene_length": true, "genelength": true, "effective_length": true, "effectivelength": true,
	"eff_length": true, "efflength": true, "width": true, "gc": true, "percentage_gene_gc_content": true,
}

// quantifications are the headers of files that hold one sample.
var quantifications = []struct{ tool, header string }{
	{"Salmon", "name length effectivelength tpm numreads"},
	{"kallisto", "target_id length eff_length est_counts tpm"},
	{"RSEM", "gene_id transcript_id(s) length effective_length expected_count tpm fpkm"},
	{"RSEM", "transcript_id gene_id length effective_length expected_count tpm fpkm isopct"},
	{"StringTie", "gene id gene name reference strand start end coverage fpkm tpm"},
}

// leading passes over columns between the gene names and the samples that tell
// about genes: by their names, or because they hold text in all the first rows.
func (p *parser) leading(l *layout, line int, head [][]string) error {
	if err := p.oneSample(line, head); err != nil {
		return err
	}
	if p.flip != nil { // columns are genes, and a text column is about samples
		return nil
	}
	named, numbered := rowNames(head[1:])
	if named == 0 && len(head) > 2 {
		return p.source.Refuse(finding.Finding{Code: finding.GeneName, Severity: finding.Fatal, Line: line, Column: 1,
			Text: "the first column, which should name the genes, is empty", Remedy: "remove it, so that the names come first"})
	}
	skipped := 0
	byText := false
	for skipped < len(l.names) {
		known := geneColumns[strings.ToLower(strings.TrimSpace(l.names[skipped]))]
		if !known && !isTextColumn(head[1:], l.start+skipped, l.width) {
			break
		}
		byText = byText || !known
		skipped++
	}
	if skipped == len(l.names) {
		if !byText {
			return p.source.Refuse(finding.Finding{Code: finding.NoSamples, Severity: finding.Fatal, Line: line,
				Text:   "all columns are about genes (" + finding.List(textfile.Trim(l.names)) + "); none is a sample",
				Remedy: "give the matrix with the samples in columns"})
		}
		return nil // text throughout, which reading will tell
	}
	if skipped > 0 && numbered && len(head) > 2 && strings.TrimSpace(head[0][0]) == "" {
		return p.source.Refuse(finding.Finding{Code: finding.RowNumbers, Severity: finding.Fatal, Line: line, Column: 1,
			Text: "the first column numbers the rows, and the names seem to stand in the second (" +
				finding.Quote(strings.TrimSpace(l.names[0])) + ")",
			Remedy: "remove the first column (R: row.names=FALSE, pandas: index=False)"})
	}
	if skipped > 0 {
		p.skip(l, line, skipped, byText)
	}
	for j, name := range l.names {
		switch lower := strings.ToLower(strings.TrimSpace(name)); {
		case geneColumns[lower] && lower != "locus" && lower != "location" && lower != "gc" && lower != "width":
			p.add(finding.Finding{Code: finding.GeneColumns, Severity: finding.Fatal, Line: line, Column: l.start + j + 1,
				Text:   "the column " + finding.Quote(strings.TrimSpace(name)) + " tells about genes and is no sample",
				Remedy: "remove it, or put it right after the gene names"})
		}
	}
	return p.headless(l, line)
}

// skip leaves out columns that tell about genes; byText says that this was seen by words
// in their cells.
func (p *parser) skip(l *layout, line, columns int, byText bool) {
	list := finding.List(textfile.Trim(l.names[:columns]))
	f := finding.Finding{Code: finding.GeneColumns, Severity: finding.Note, Line: line, Count: columns,
		Text: fmt.Sprintf("column %d (%s) tells about genes", l.start+1, list), Done: "left out"}
	if columns > 1 {
		f.Text = fmt.Sprintf("columns %d to %d (%s) tell about genes", l.start+1, l.start+columns, list)
	}
	if byText {
		f.Severity = finding.Warning // no name that is known: a sample with words in its cells would look the same
	}
	p.add(f)
	l.start += columns
	l.names = l.names[columns:]
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
	lower := strings.ToLower(strings.Join(textfile.Trim(append(append([]string(nil), head[0]...),
		"")[:min(len(head[0]), 20)]), " "))
	for _, q := range quantifications {
		if lower == q.header {
			return p.source.Refuse(finding.Finding{Code: finding.OneSample, Severity: finding.Fatal, Line: line,
				Text:   "this is " + q.tool + "'s table of one sample, with lengths and measures as columns",
				Remedy: "join the samples' tables into one matrix, for example with tximport in R"})
		}
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

// isTextColumn says whether a column holds words in the rows where it holds
// anything: no number in any spelling, and a letter first in most. A sample
// whose numbers are damaged does not look like that.
func isTextColumn(rows [][]string, at, width int) bool {
	words, others := 0, 0
	for _, fields := range rows {
		if len(fields) != width || at >= len(fields) {
			continue
		}
		f := strings.TrimSpace(fields[at])
		first, _ := utf8.DecodeRuneInString(f)
		switch {
		case textfile.IsMissing(f):
		case textfile.LooksLikeValue(f) || dateLike.MatchString(f):
			return false
		case unicode.IsLetter(first):
			words++
		default:
			others++
		}
	}
	return words > others
}

// headless refuses a first line of measurements where sample names should be.
func (p *parser) headless(l *layout, line int) error {
	numbers, measured := 0, 0
	for _, name := range l.names {
		name = strings.TrimSpace(name)
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
			Text:   "the first line holds values where the sample names should be: " + finding.List(textfile.Trim(l.names)),
			Remedy: "put a header with the sample names above it"})
	case numbers > 0 && !slices.IsSortedFunc(l.names, func(a, b string) int { return len(a) - len(b) }):
		p.add(finding.Finding{Code: finding.Header, Severity: finding.Warning, Line: line,
			Text: "all sample names are numbers: " + finding.List(textfile.Trim(l.names)) + "; is the header missing?"})
	}
	return nil
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

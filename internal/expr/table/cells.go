package table

import (
	"fmt"
	"math"
	"strings"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/textfile"
	"subtype/internal/words"
)

// gene reads one row of cells.
func (p *parser) gene(name string, cells []string) error {
	name = p.table.Repaired.Cleaned.Text(name, p.source.Line, 1)
	bare := strings.TrimSpace(name)
	if p.flip == nil && p.isLeftover(bare) {
		return nil
	}
	if p.flip == nil && bare == "" && p.options.DropUnnamed {
		p.leftovers["unnamed"]++
		return nil
	}
	row := p.values[:0]
	bad, explained := p.badCells, p.explained
	for j, cell := range cells {
		x, ok := textfile.FastNumber(cell, p.comma)
		if !ok {
			x = p.value(cell, bare, j)
		}
		row = append(row, x)
	}
	p.values = row
	if len(cells) > 1 && p.badCells-bad == len(cells) && p.explained == explained {
		return p.textRow(bare, cells)
	}
	if p.flip != nil {
		if bare != name {
			p.table.Repaired.TrimmedSamples++
		}
		return p.flip.add(p, bare, row)
	}
	return p.keep(name, p.source.Line, row)
}

// textRow takes back what was noted of a row's cells, none of which is a number,
// and notes the row: a second header, or a line of classes.
func (p *parser) textRow(name string, cells []string) error {
	for j := range cells {
		b := p.bad[j]
		b.count--
		if n := len(b.first); n > 0 && b.first[n-1].Line == p.source.Line {
			b.first = b.first[:n-1]
		}
		if b.count == 0 {
			delete(p.bad, j)
		}
	}
	p.badCells -= len(cells)
	return p.spoilt(finding.Finding{Code: finding.TextRow, Severity: finding.Fatal, Line: p.source.Line,
		Gene: strings.Clone(name), Count: len(cells),
		Text: fmt.Sprintf("no value of %s is a number (%s): a second header or a line about the samples?",
			finding.Quote(name), finding.List(cells)),
		Remedy: "remove the line; facts about samples go into a table for --annotations"})
}

// keep is where every reader hands on a gene, one at a time. The values are
// lent: what is kept of them is copied.
func (p *parser) keep(name string, line int, values []float64) error {
	t := p.table
	if len(t.Genes) >= textfile.MostGenes {
		return p.tooMany(textfile.MostGenes, textfile.MostGenes, "row")
	}
	if t.sink.take == nil && (len(t.Genes)+1)*len(values) > textfile.MostValues {
		return p.tooMany(textfile.MostValues, textfile.MostValues, "value")
	}
	row := t.blank(len(values))
	copy(row, values)
	t.add(name, line, row)
	return nil
}

// value reads one cell of sample j that is no plain number; NaN stands for
// missing, and for what is reported as unusable.
func (p *parser) value(cell, gene string, j int) float64 {
	cell = strings.TrimSpace(cell)
	x, err := p.number(cell)
	if err == nil {
		return x
	}
	t := p.table
	sample, column := t.Samples[j], t.Columns[j]
	if p.flip != nil { // the row is a sample
		gene, sample = sample, gene
	}
	place := finding.Finding{Severity: finding.Fatal, Line: p.source.Line, Column: column, Gene: gene, Sample: sample,
		Count: 1}
	switch {
	case textfile.IsMissing(cell):
		if t.Missing.cells == 0 {
			t.Missing.line, t.Missing.col = place.Line, place.Column
		}
		t.Missing.cells++
		t.Missing.Spellings[strings.Clone(cell)] = true
		return math.NaN()
	case textfile.IsInfinite(cell):
		if p.options.InfMissing {
			t.Missing.cells++
			t.Missing.Spellings[strings.Clone(cell)] = true
			t.Missing.Infinite++
			return math.NaN()
		}
		place.Code, place.Text, place.Remedy = finding.Infinite, "gene "+finding.Quote(gene)+" has the value "+
			finding.Quote(cell), "use --inf missing to treat infinite values as missing"
		place.Flags = "--inf missing"
		if len(p.infinite) < finding.MostKept {
			p.infinite = append(p.infinite, place)
		}
	default:
		if strings.ContainsRune(cell, '−') {
			if x, err := p.number(strings.Replace(cell, "−", "-", 1)); err == nil {
				if p.minus.Count++; p.minus.Count == 1 {
					p.minus.Line, p.minus.Column = place.Line, place.Column
				}
				return x
			}
		}
		p.badCell(cell, place, err, j)
	}
	return unusable
}

// badCell notes a cell of sample j that is no number; place is where it stands.
func (p *parser) badCell(cell string, place finding.Finding, err error, j int) {
	text, remedy := textfile.CellError(cell, err, p.comma, p.sep == textfile.Comma)
	place.Code, place.Text, place.Remedy = finding.NotANumber, "gene "+finding.Quote(place.Gene)+": "+text, remedy
	if remedy != "" {
		p.explained++
	}
	byComma := strings.HasPrefix(remedy, textfile.UseDecimalComma)
	if byComma && p.points {
		place.Remedy = "write it with a decimal point, as other values are"
	} else if remedy == textfile.UseDecimalComma {
		place.Flags = remedy[len("use "):]
	}
	if p.badCells++; byComma {
		p.commas++
		if p.rows != nil {
			place.Remedy = "the cell holds text: turn it into a number in the workbook"
		}
	}
	b := p.bad[j]
	if b == nil {
		b = &badColumn{}
		p.bad[j] = b
	}
	if b.count++; len(b.first) == 0 || p.badCells <= finding.MostKept && len(b.first) < finding.MostKept {
		b.first = append(b.first, place)
	}
}

// badColumn collects what is wrong in one column.
type badColumn struct {
	count int
	first []finding.Finding
}

// textColumn tells of a column that is text throughout.
func (p *parser) textColumn(b *badColumn) finding.Finding {
	f := b.first[0]
	f.Code, f.Count = finding.TextColumn, b.count
	f.Text = fmt.Sprintf("no value of this column is a number (the first is for %s)", f.Text)
	if p.flip == nil {
		f.Gene = ""
	}
	switch {
	case f.Remedy != "": // a spelling of numbers, throughout
	case p.flip == nil:
		f.Remedy = "leave out columns that are no samples (descriptions, identifiers)"
		f.Flags = dropFlag(f.Sample)
	default:
		f.Remedy = "leave out columns that are no genes (classes, identifiers)"
	}
	return f
}

// cellFindings turns bad cells into findings: decimal commas throughout and a
// column that is text throughout are one finding, not thousands.
func (p *parser) cellFindings() finding.Findings {
	var out finding.Findings
	t := p.table
	rows := len(t.Genes)
	if p.flip != nil {
		rows = len(p.flip.names)
	}
	fields := len(t.Samples)
	if p.flip != nil {
		fields = p.flip.width
	}
	listed := 0
	for j := range fields {
		b := p.bad[j]
		switch {
		case b == nil:
		case p.commas == p.badCells && p.badCells > 1:
			if len(out) == 0 {
				f := b.first[0]
				f.Code, f.Count = finding.DecimalComma, p.badCells
				f.Text = fmt.Sprintf("%s; so are all %d values that are no numbers", f.Text, p.badCells)
				out = append(out, f)
			} else if b.first[0].Line < out[0].Line {
				out[0].Line, out[0].Column, out[0].Gene, out[0].Sample = b.first[0].Line, b.first[0].Column, b.first[0].Gene,
					b.first[0].Sample
				out[0].Text = fmt.Sprintf("%s; so are all %d values that are no numbers", b.first[0].Text, p.badCells)
			}
		case b.count == rows && b.count > 1:
			out = append(out, p.textColumn(b))
		default:
			room := max(1, finding.MostKept-listed)
			kept := b.first[:min(len(b.first), room)]
			listed += len(kept)
			if more := b.count - len(kept); more > 0 {
				kept = append(finding.Findings(nil), kept...)
				kept[len(kept)-1].Count += more
				kept[len(kept)-1].Text += fmt.Sprintf(" (and %d more in this column)", more)
			}
			out = append(out, kept...)
		}
	}
	if p.minus.Count > 0 {
		p.minus.Code, p.minus.Severity = finding.TypographicMinus, finding.Note
		p.minus.Text = fmt.Sprintf("%s written with a typographic minus sign (−), the first here",
			words.Plural(p.minus.Count, "value"))
		p.minus.Done = "read as -"
		out = append(out, p.minus)
	}
	return append(out, p.infinite...)
}

// number reads a number with the file's decimal sign. Where that is a comma, a
// point may group thousands: such a cell is no number.
func (p *parser) number(s string) (float64, error) {
	if !p.comma {
		return textfile.ParseNumber(s)
	}
	if strings.ContainsRune(s, '.') {
		if textfile.IsNumber(s) {
			return 0, textfile.ErrPoint
		}
		return 0, textfile.ErrNotANumber
	}
	return textfile.ParseNumber(strings.Replace(s, ",", ".", 1))
}

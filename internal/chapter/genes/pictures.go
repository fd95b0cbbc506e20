package genes

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"subtype/internal/chapter"
	"subtype/internal/figure"
	"subtype/internal/style"
	"subtype/internal/tabular"
	"subtype/internal/words"
	"subtype/internal/workbook"
)

// picture is a figure, or nil where there is nothing to show.
type picture struct{ *figure.Figure }

// byPicture is said on pictures of genes that were chosen by the subtypes that they show.
const byPicture = "These genes were chosen because they differ between these subtypes: the picture describes, it " +
	"proves " +
	"nothing."

// groups are the subtypes with their samples, those most surely in it first, and how many of
// them are left out, as there are too many to draw.
func (s *content) groups() (groups []figure.SampleGroup, leftOut int) {
	r := s.Chosen()
	order := make([]int, len(r.Subtypes))
	for j := range order {
		order[j] = j
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(r.Subtypes[a], r.Subtypes[b]), cmp.Compare(r.Widths[b], r.Widths[a]))
	})
	if n := len(order); n > style.MostDrawn {
		some := make([]int, style.SomeDrawn)
		for i := range some {
			some[i] = order[i*n/len(some)]
		}
		leftOut, order = n-len(some), some
	}
	for q, c := range s.Colors() {
		g := figure.SampleGroup{Name: words.Subtype(q), Color: c}
		for _, j := range order {
			if r.Subtypes[j] == q {
				g.Samples = append(g.Samples, j)
			}
		}
		groups = append(groups, g)
	}
	return groups, leftOut
}

// mostZ is the end of the scale of z-scores.
const mostZ = 2.5

func (s *content) expressionFigure() *picture {
	rows := s.shownRows()
	if len(rows) == 0 {
		return nil
	}
	groups, leftOut := s.groups()
	note := fmt.Sprintf("The best genes of each subtype; its samples by falling silhouette. %s", byPicture)
	if leftOut > 0 {
		note += fmt.Sprintf(" %s of %d are shown, evenly.", words.Plural(style.SomeDrawn, "sample"), style.SomeDrawn+leftOut)
	}
	m := figure.ExpressionMap{Name: ExpressionFigure, Title: s.title("Expression of the marker genes of %d subtypes", s.k),
		Note: note, Groups: groups, Names: s.Samples, Legend: "Standard deviations", Most: mostZ, Tracks: s.tracks()}
	var z [][]float64
	for _, row := range rows {
		m.Genes = append(m.Genes, figure.WeightRow{Gene: s.label(row.gene), Group: row.q})
		z = append(z, standardised(s.found.Values(row.gene)))
		m.Lacks = m.Lacks || slices.ContainsFunc(s.found.Values(row.gene), func(x float64) bool { return math.IsNaN(x) })
	}
	m.At = func(sample, row int) float64 { return z[row][sample] }
	return &picture{s.Fonts.ExpressionMap(m)}
}

// cell is a gene of the picture in a sample.
type cell struct {
	expressionRow
	sample   int
	value, z float64
}

// expressionTable has the numbers of the picture of expression.
func (s *content) expressionTable() tabular.Table[cell] {
	number := func(name, heading, about string, value func(cell) float64) tabular.Column[cell] {
		return tabular.Column[cell]{Field: tabular.Field{Name: name, Heading: heading, About: about, Kind: tabular.Measure},
			Value: func(x cell) any { return rounded(value(x)) }}
	}
	return tabular.Table[cell]{Name: "Expression of marker genes", File: ValuesFile,
		About: "The genes of the picture in every sample; the subtype is the one that the gene marks.",
		Rows: func(yield func(cell) bool) {
			for _, row := range s.shownRows() {
				values := s.found.Values(row.gene)
				z := standardised(values)
				for _, j := range s.SampleOrder {
					if !yield(cell{row, j, values[j], z[j]}) {
						return
					}
				}
			}
		},
		Columns: []tabular.Column[cell]{
			{Field: chapter.GeneField, Value: func(x cell) any { return s.in.Evidence.Genes[x.gene] }},
			{Field: chapter.SymbolField, Value: func(x cell) any { return s.symbols[x.gene] }},
			{Field: chapter.SubtypeField, Value: func(x cell) any { return s.Group(x.q) }},
			{Field: chapter.SampleField, Value: func(x cell) any { return s.Samples[x.sample] }},
			number("expression", "Expression", "of the gene in the sample, on the scale of the tests",
				func(x cell) float64 { return x.value }),
			number("z_score", "z-score", "expression less the gene's mean, over its standard deviation",
				func(x cell) float64 { return x.z }),
		}}
}

// tracks are the subtypes, and what figures show of the samples.
func (s *content) tracks() []figure.Track {
	return append([]figure.Track{figure.SubtypeTrack("Subtype", s.Chosen().Subtypes, s.Colors())}, s.Tracks...)
}

// standardised are values less their mean over their standard deviation.
func standardised(x []float64) []float64 {
	n, sum, squares := 0.0, 0.0, 0.0
	for _, v := range x {
		if v == v {
			n++
			sum += v
		}
	}
	for _, v := range x {
		if v == v {
			squares += float64((v - sum/n) * (v - sum/n))
		}
	}
	out := make([]float64, len(x))
	for j, v := range x {
		out[j] = (v - sum/n) / math.Sqrt(squares/(n-1))
	}
	return out
}

// boxed are the genes of the box plots: the best of each subtype, then the second of each.
func (s *content) boxed() []expressionRow {
	const most = 6
	var out []expressionRow
	rows := s.shownRows()
	for place := 0; len(out) < min(most, len(rows)) && place < len(rows); place++ {
		for q := range s.k {
			at := 0
			for _, row := range rows {
				if row.q != q {
					continue
				}
				if at == place && len(out) < most {
					out = append(out, row)
				}
				at++
			}
		}
	}
	return out
}

// boxRow is a gene in a subtype with its box.
type boxRow struct {
	expressionRow
	q      int
	values []float64 // rising
	box    figure.Box
}

func (s *content) boxRows() []boxRow {
	var out []boxRow
	for _, row := range s.boxed() {
		for q := range s.k {
			b := boxRow{expressionRow: row, q: q}
			for j, v := range s.found.Values(row.gene) {
				if s.Chosen().Subtypes[j] == q && v == v {
					b.values = append(b.values, v)
				}
			}
			slices.Sort(b.values)
			b.box = boxOf(b.values)
			out = append(out, b)
		}
	}
	return out
}

// boxOf is the box of rising values.
func boxOf(x []float64) figure.Box {
	if len(x) == 0 {
		return figure.Box{Low: math.NaN(), Q1: math.NaN(), Median: math.NaN(), Q3: math.NaN(), High: math.NaN()}
	}
	at := func(p float64) float64 {
		place := p * float64(len(x)-1)
		i := min(int(place), max(len(x)-2, 0))
		if len(x) == 1 {
			return x[0]
		}
		share := place - float64(i)
		return float64((1-share)*x[i]) + float64(share*x[i+1])
	}
	b := figure.Box{Q1: at(0.25), Median: at(0.5), Q3: at(0.75)}
	reach := 1.5 * (b.Q3 - b.Q1)
	b.Low, b.High = b.Q1, b.Q3
	for _, v := range x {
		if v >= b.Q1-reach {
			b.Low = min(b.Low, v)
		}
		if v <= b.Q3+reach {
			b.High = max(b.High, v)
		}
	}
	return b
}

func (s *content) boxTable() tabular.Table[boxRow] {
	number := func(name, heading, about string, value func(figure.Box) float64) tabular.Column[boxRow] {
		return tabular.Column[boxRow]{Field: tabular.Field{Name: name, Heading: heading, About: about, Kind: tabular.Measure},
			Value: func(x boxRow) any { return rounded(value(x.box)) }}
	}
	return tabular.Table[boxRow]{Name: "Boxes of marker genes", File: BoxesFile, Rows: slices.Values(s.boxRows()),
		About: "The boxes of the best marker genes, on the scale of the tests.",
		Columns: []tabular.Column[boxRow]{
			{Field: chapter.GeneField, Value: func(x boxRow) any { return s.in.Evidence.Genes[x.gene] }},
			{Field: chapter.SymbolField, Value: func(x boxRow) any { return s.symbols[x.gene] }},
			{Field: chapter.SubtypeField, Value: func(x boxRow) any { return s.Group(x.q) }},
			{Field: chapter.SamplesField, Value: func(x boxRow) any { return len(x.values) }},
			number("box_low", "Low end", "end of the lower whisker", func(b figure.Box) float64 { return b.Low }),
			number("box_q1", "First quartile", "a quarter of the samples is below", func(b figure.Box) float64 { return b.Q1 }),
			number("box_median", "Middle", "half of the samples is below", func(b figure.Box) float64 { return b.Median }),
			number("box_q3", "Third quartile", "three quarters of the samples are below", func(b figure.Box) float64 {
				return b.Q3
			}),
			number("box_high", "High end", "end of the upper whisker", func(b figure.Box) float64 { return b.High }),
		}}
}

func (s *content) boxesFigure() *picture {
	rows := s.boxRows()
	if len(rows) == 0 {
		return nil
	}
	f := figure.Boxes{Name: BoxesFigure, Title: s.title("The best marker genes of %d subtypes", s.k), Axis: "expression",
		Note: byPicture, Colors: s.Colors()}
	if s.logarithms() {
		f.Axis = "log2(x + 1)"
	}
	for q := range s.k {
		f.Groups = append(f.Groups, words.Subtype(q))
	}
	for from := 0; from < len(rows); from += s.k {
		panel := figure.BoxPanel{Title: fmt.Sprintf("%s, of %s", s.label(rows[from].gene),
			words.Subtype(rows[from].expressionRow.q))}
		for _, row := range rows[from : from+s.k] {
			panel.Values, panel.Boxes = append(panel.Values, row.values), append(panel.Boxes, row.box)
		}
		f.Panels = append(f.Panels, panel)
	}
	return &picture{s.Fonts.Boxes(f)}
}

// componentTable has the samples' coordinates on the principal components.
func (s *content) componentTable() tabular.Table[int] {
	t := tabular.Table[int]{Name: "Principal components", File: ComponentsFile, Rows: slices.Values(s.SampleOrder),
		About: "The samples on the strongest principal components of the genes that were factorised.",
		Columns: []tabular.Column[int]{
			{Field: chapter.SampleField, Value: func(j int) any { return s.Samples[j] }},
			{Field: chapter.SubtypeField, Value: func(j int) any { return s.Group(s.Chosen().Subtypes[j]) }},
		}}
	for c, scores := range s.in.Evidence.Scores {
		t.Columns = append(t.Columns, tabular.Column[int]{Field: tabular.Field{Name: fmt.Sprintf("component_%d", c+1),
			Heading: s.axis(c), About: "coordinate on the component", Kind: tabular.Measure},
			Value: func(j int) any { return rounded(scores[j]) }})
	}
	return t
}

// axis names a principal component.
func (s *content) axis(c int) string {
	return fmt.Sprintf("component %d (%.1f %%)", c+1, 100*s.in.Evidence.Shares[c])
}

func (s *content) componentsFigure() *picture {
	e := s.in.Evidence
	if len(e.Scores) < 2 {
		return nil
	}
	groups := s.Chosen().Subtypes
	f := figure.Scatter{Name: ComponentsFigure, Title: s.title("Samples on the principal components, by subtype at k "+
		"= %d", s.k),
		Note:   "Components of the genes that were factorised, each less its mean; in brackets the share of all variance.",
		Points: e.Scores, Pairs: [][2]int{{0, 1}}, Groups: groups, Colors: s.Colors(),
		Legend: figure.SubtypeTrack("Subtype", groups, s.Colors()).Legend}
	if len(e.Scores) > 2 {
		f.Pairs = append(f.Pairs, [2]int{0, 2})
	}
	for c := range e.Scores {
		f.Axes = append(f.Axes, s.axis(c))
	}
	return &picture{s.Fonts.Scatter(f)}
}

// pictureSheet shows the pictures of single genes and of the samples.
func (s *content) pictureSheet(pictures ...*picture) workbook.Sheet {
	note := fmt.Sprintf("%s Colours: the gene less its mean, over its standard deviation, cut at ±%g. The numbers are "+
		"in %s, %s "+
		"and %s.", byPicture, mostZ, ValuesFile, BoxesFile, ComponentsFile)
	sheet := workbook.Sheet{Name: "Expression", Widths: []float64{style.FirstWidth},
		About: "How high are the marker genes in every sample?",
		Blocks: []workbook.Block{chapter.Heading(s.title("Expression at k = %d", s.k)),
			workbook.Note{Text: note, Lines: style.ConsensusNote}, workbook.Space(1)}}
	for _, p := range pictures {
		if p != nil {
			sheet.Blocks = append(sheet.Blocks, chapter.Picture(p.Figure, 1))
		}
	}
	return sheet
}

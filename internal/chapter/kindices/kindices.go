// Package kindices shows the plain indices of the number of groups: a table, a figure and
// a sheet.
package kindices

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"subtype/internal/chapter"
	"subtype/internal/cite"
	"subtype/internal/figure"
	"subtype/internal/indices"
	"subtype/internal/style"
	"subtype/internal/tabular"
	"subtype/internal/words"
	"subtype/internal/workbook"
)

// File and FigureName are what the chapter writes.
const (
	File       = "k_indices.tsv"
	FigureName = "k_indices"
)

// Result is what is shown.
type Result struct {
	Rows   []indices.Row
	Errors []float64 // of every row: the objective of the factorisation at that rank; NaN: there is none
	Ratios []float64 // and its gain over the next gain, as rank.Gains has it; NaN: not known
	Of     int       // the rank whose coefficients were clustered
}

// Picks are the numbers of groups that the indices speak for.
func (r *Result) Picks() []indices.Pick { return indices.Picks(r.Rows, r.Ratios) }

// Chapter is what a report has of it. mark changes titles of pictures and sheets.
func Chapter(r *Result, fonts *figure.Fonts, mark func(string) string) chapter.Chapter {
	if len(r.Rows) == 0 {
		return chapter.Chapter{}
	}
	picture := r.figure(fonts, mark)
	return chapter.Chapter{Tables: []tabular.Data{r.table().Data()}, Figures: []*figure.Figure{picture},
		Sheets: []workbook.Sheet{r.sheet(picture, mark)}, Cited: []*cite.Work{cite.Tibshirani, cite.Calinski,
			cite.Rousseeuw}}
}

// names are the indices for people, by column.
var names = map[string]string{"elbow": "elbow", "cut_calinski_harabasz": "Caliński–Harabasz",
	"cut_silhouette": "silhouette",
	"gap":            "gap statistic", "height_gap": "heights of the tree"}

// Sentence says which numbers of groups the indices speak for.
func (r *Result) Sentence() string {
	var parts []string
	for _, p := range r.Picks() {
		if p.K > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", names[p.Index], p.K))
		}
	}
	return "k by plain indices: " + strings.Join(parts, ", ") + "."
}

// pickedBy are the indices that speak for k.
func (r *Result) pickedBy(k int) string {
	var by []string
	for _, p := range r.Picks() {
		if p.K == k {
			by = append(by, names[p.Index])
		}
	}
	return strings.Join(by, ", ")
}

func (r *Result) table() tabular.Table[int] {
	column := func(name, heading, about, limits string, value func(i int) float64) tabular.Column[int] {
		return tabular.Column[int]{Value: func(i int) any { return value(i) },
			Field: tabular.Field{Name: name, Heading: heading, About: about, Range: limits, Kind: tabular.Measure}}
	}
	of := func(get func(indices.Row) float64) func(int) float64 {
		return func(i int) float64 { return get(r.Rows[i]) }
	}
	rows := make([]int, len(r.Rows))
	for i := range rows {
		rows[i] = i
	}
	return tabular.Table[int]{Name: "Plain indices", File: File, Rows: slices.Values(rows),
		About: "What plain indices say of every number of groups.",
		Columns: []tabular.Column[int]{
			{Field: chapter.RankField, Value: func(i int) any { return r.Rows[i].K }},
			column("error", "Error", "objective of the factorisation at this rank; empty where there was none", "0 and more",
				func(i int) float64 { return r.Errors[i] }),
			column("elbow", "Elbow", "how many times as much the last metagene lowers the error as the next one would",
				"0 to 100", func(i int) float64 { return r.Ratios[i] }),
			column("cut_calinski_harabasz", "Caliński–Harabasz", "spread between the groups over spread within; larger is "+
				"better",
				"0 and more", of(func(x indices.Row) float64 { return x.CalinskiHarabasz })),
			column("cut_silhouette", "Silhouette", "how much closer samples are to their own group than to the next; 1 is best",
				"−1 to 1", of(func(x indices.Row) float64 { return x.Silhouette })),
			column("gap", "Gap statistic", fmt.Sprintf("how much tighter the groups are than those of evenly spread points, "+
				"mean of %d draws", indices.References), "", of(func(x indices.Row) float64 { return x.Gap })),
			column("gap_se", "its standard error", "of the gap statistic", "",
				of(func(x indices.Row) float64 { return x.GapSE })),
			column("tree_height", "Height of the tree", "at which k groups become k − 1", "0 and more",
				of(func(x indices.Row) float64 { return x.Height })),
			column("height_gap", "Range of heights", "over which a cut of the tree gives k groups; wider is clearer",
				"0 and more", of(func(x indices.Row) float64 { return x.HeightGap })),
			{Field: tabular.Field{Name: "picked_by", Heading: "Picked by", About: "the indices that speak for this k",
				Kind: tabular.Text}, Value: func(i int) any { return r.pickedBy(r.Rows[i].K) }},
		}}
}

func (r *Result) figure(fonts *figure.Fonts, mark func(string) string) *figure.Figure {
	title := fmt.Sprintf("How many groups? The plain indices, samples by their coefficients at rank %d", r.Of)
	f := figure.Curves{Name: FigureName, Title: "Plain indices", Heading: mark(title)}
	picks := map[string]int{}
	for _, p := range r.Picks() {
		picks[p.Index] = p.K
	}
	for _, row := range r.Rows {
		f.Ranks = append(f.Ranks, row.K)
	}
	panel := func(title, note, index string, least, top float64, value func(i int) float64) {
		c := figure.Curve{Title: title, Note: note, Least: least, Top: top, Marked: picks[index]}
		for i := range r.Rows {
			c.Values = append(c.Values, value(i))
		}
		f.Curves = append(f.Curves, c)
	}
	if slices.ContainsFunc(r.Errors, func(x float64) bool { return !math.IsNaN(x) }) {
		panel("Error of the factorisation", "look for a bend", "elbow", 0, 0, func(i int) float64 { return r.Errors[i] })
	}
	panel("Caliński–Harabasz", "higher is better", "cut_calinski_harabasz", 0, 0,
		func(i int) float64 { return r.Rows[i].CalinskiHarabasz })
	panel("Silhouette", "higher is better", "cut_silhouette", 0.2, 1, func(i int) float64 { return r.Rows[i].Silhouette })
	panel("Gap statistic", "where it stops rising", "gap", 0.1, 0, func(i int) float64 { return r.Rows[i].Gap })
	panel("Height where k groups become k − 1", "look for a wide step down", "height_gap", 0, 0,
		func(i int) float64 { return r.Rows[i].Height })
	return fonts.Curves(f)
}

func (r *Result) sheet(picture *figure.Figure, mark func(string) string) workbook.Sheet {
	note := fmt.Sprintf("The samples' coefficients in the best run at k = %d, those of each sample scaled to sum 1, were "+
		"clustered by average linkage, and the tree cut at every k. %s They say which k cuts these coefficients best. They "+
		"do not say whether there are groups, or whether groups come again: see Stability.", r.Of, r.Sentence())
	how := make([]string, 0, 5)
	for _, p := range r.Picks() {
		how = append(how, fmt.Sprintf("%s: the k %s", words.Upper(names[p.Index]), p.How))
	}
	return workbook.Sheet{Name: "Plain indices", Widths: style.IndicesWidths, FrozenRows: 4,
		About: "What do plain indices say of the number of groups?",
		Blocks: []workbook.Block{chapter.Heading(mark("How many groups, by plain indices")),
			workbook.Note{Text: note, Lines: style.IndicesNote},
			workbook.Note{Text: strings.Join(how, ". ") + ".", Lines: style.IndicesNote},
			workbook.Table{Data: r.table().Data(), Excel: "Indices"}, workbook.Space(1), chapter.Picture(picture, 0.8)}}
}

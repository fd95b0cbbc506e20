package compare

import (
	"context"
	"fmt"
	"image/color"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"subtype/internal/chapter"
	"subtype/internal/figure"
	"subtype/internal/product"
	"subtype/internal/study"
	"subtype/internal/style"
	"subtype/internal/tabular"
	"subtype/internal/usage"
	"subtype/internal/words"
)

// Names of files.
const (
	subtypesFile     = "compare.tsv"
	correlationsFile = "correlations.tsv"
	samplesFile      = "common_samples.tsv"
	figureName       = "figures/correlations"
)

// Open reads two finished analyses and compares them. A rank of 0 is the one that was chosen.
func Open(ctx context.Context, a, b string, rankA, rankB int, p study.Process) (*Result, []string, error) {
	sides := make([]*Side, 2)
	digests := make([]string, 2)
	for i, dir := range []string{a, b} {
		kept, err := study.Read(ctx, dir, []int{rankA, rankB}[i], p)
		if err != nil {
			return nil, nil, err
		}
		sides[i] = &Side{filepath.Base(filepath.Clean(dir)), kept.Matrix, kept.Survey}
		digests[i] = kept.Digest
	}
	r, ok := Of(sides[0], sides[1])
	if !ok {
		genesA, _ := rowsOf(sides[0].Matrix)
		genesB, _ := rowsOf(sides[1].Matrix)
		return nil, nil, usage.Errorf("%s and %s have %s in common, of %d and %d: %d are needed; genes are named like "+
			"%s there, and like %s here", a, b, words.Plural(r.Genes, "gene"), len(genesA), len(genesB), LeastGenes,
			strings.Join(genesA[:min(3, len(genesA))], ", "), strings.Join(genesB[:min(3, len(genesB))], ", "))
	}
	return r, digests, nil
}

// Product is what the folder of results holds.
func (r *Result) Product(digests []string) product.Product {
	return product.Product{Command: "compare", What: "comparison", Version: study.Version,
		Names: []string{subtypesFile, correlationsFile, samplesFile, figureName + ".png", figureName + ".svg"},
		Options: []product.Option{{Name: "first analysis", Value: digests[0]}, {Name: "second analysis", Value: digests[1]},
			{Name: "rank-a", Value: fmt.Sprint(r.A.chosen().K)}, {Name: "rank-b", Value: fmt.Sprint(r.B.chosen().K)}}}
}

// row is a subtype of A, of B, or one of each that match; −1 is none.
type row struct{ a, b int }

func (r *Result) rows() []row {
	var out []row
	for a, b := range r.Partner {
		out = append(out, row{a, b})
	}
	for b := range r.InA.Of {
		if !slices.Contains(r.Partner, b) {
			out = append(out, row{-1, b})
		}
	}
	return out
}

// both counts the common samples of two subtypes.
func (r *Result) both(x row) (n int) {
	for _, s := range r.Samples {
		if s.A == x.a && s.B == x.b {
			n++
		}
	}
	return n
}

type column = tabular.Column[row]

func number(name, heading, about string, kind tabular.Kind, value func(row) any) column {
	return column{Field: tabular.Field{Name: name, Heading: heading, About: about, Kind: kind}, Value: value}
}

// named is a subtype; nil is none.
func named(q int) any {
	if q < 0 {
		return nil
	}
	return words.Subtype(q)
}

// of is a number of a subtype that is there.
func of(q int, value func(q int) any) any {
	if q < 0 {
		return nil
	}
	return value(q)
}

// table has a row for every match.
func (r *Result) table() tabular.Data {
	replicate := func(prefix, where string, found Replication, at, partner func(row) int) []column {
		all := found.Of
		return []column{
			number("samples_nearest_"+prefix, "Nearest there", "samples of "+where+" that are nearest to it", tabular.Count,
				func(x row) any { return of(at(x), func(q int) any { return all[q].Samples }) }),
			number("in_group_proportion_"+prefix, "In-group proportion", "share of these whose nearest neighbour is one of "+
				"them", tabular.Share, func(x row) any { return of(at(x), func(q int) any { return all[q].Proportion }) }),
			number("p_"+prefix, "p", "that about as many samples nearest to weights which genes have exchanged at random do "+
				"as well", tabular.Share, func(x row) any { return of(at(x), func(q int) any { return all[q].P }) }),
			number("samples_matching_"+prefix, "Of them matching", "samples that are nearest to it and belong to the subtype "+
				"of "+where+" that matches it", tabular.Count, func(x row) any {
				return of(min(at(x), partner(x)), func(int) any { return found.Own[at(x)][partner(x)] })
			})}
	}
	next := func(x row) any {
		if x.a < 0 || x.b < 0 || len(r.Correlations[x.a]) < 2 {
			return nil
		}
		best := math.Inf(-1)
		for b, c := range r.Correlations[x.a] {
			if b != x.b {
				best = max(best, c)
			}
		}
		return best
	}
	columns := []column{
		number("subtype_a", "Subtype of A", "of "+r.A.Name, tabular.Text, func(x row) any { return named(x.a) }),
		number("subtype_b", "Subtype of B", "of "+r.B.Name+", that matches it", tabular.Text,
			func(x row) any { return named(x.b) }),
		number("correlation", "Correlation", "Spearman's, of how much more weight genes have in it than in the mean subtype",
			tabular.Share, func(x row) any {
				if x.a < 0 || x.b < 0 {
					return nil
				}
				return r.Correlations[x.a][x.b]
			}),
		number("next_correlation", "Next correlation", "with the next best subtype of B", tabular.Share, next),
		number("samples_a", "Samples of A", "in the subtype", tabular.Count, func(x row) any {
			return of(x.a, func(q int) any { return r.A.chosen().Sizes()[q] })
		}),
		number("samples_b", "Samples of B", "in the subtype", tabular.Count, func(x row) any {
			return of(x.b, func(q int) any { return r.B.chosen().Sizes()[q] })
		}),
		number("common_samples", "Common samples", "in both of them", tabular.Count, func(x row) any {
			if x.a < 0 || x.b < 0 {
				return nil
			}
			return r.both(x)
		})}
	a, b := func(x row) int { return x.a }, func(x row) int { return x.b }
	columns = slices.Concat(columns, replicate("in_b", "B", r.InB, a, b), replicate("in_a", "A", r.InA, b, a))
	return tabular.Table[row]{Name: "Comparison", File: subtypesFile,
		About: "The subtypes of two analyses, matched by their metagenes.", Rows: slices.Values(r.rows()),
		Columns: columns}.Data()
}

// correlationTable has them all.
func (r *Result) correlationTable() tabular.Data {
	var rows []row
	for a := range r.Correlations {
		rows = append(rows, row{a, -1})
	}
	columns := []column{number("subtype_a", "Subtype of A", "of "+r.A.Name, tabular.Text,
		func(x row) any { return named(x.a) })}
	for b := range r.Correlations[0] {
		columns = append(columns, number(words.Subtype(b), words.Subtype(b)+" of B", "correlation with this subtype of "+
			r.B.Name, tabular.Share, func(x row) any { return r.Correlations[x.a][b] }))
	}
	return tabular.Table[row]{Name: "Correlations", File: correlationsFile,
		About: "Correlations of the metagenes of all subtypes.", Rows: slices.Values(rows), Columns: columns}.Data()
}

// commonTable lists the samples of both.
func (r *Result) commonTable() tabular.Data {
	field := func(name, heading, about string, kind tabular.Kind, value func(Common) any) tabular.Column[Common] {
		return tabular.Column[Common]{Value: value,
			Field: tabular.Field{Name: name, Heading: heading, About: about, Kind: kind}}
	}
	return tabular.Table[Common]{Name: "Common samples", File: samplesFile, About: "Samples of both analyses.",
		Rows: slices.Values(r.Samples), Columns: []tabular.Column[Common]{
			{Field: chapter.SampleField, Value: func(c Common) any { return c.Name }},
			field("subtype_a", "Subtype of A", "of "+r.A.Name, tabular.Text, func(c Common) any { return words.Subtype(c.A) }),
			field("subtype_b", "Subtype of B", "of "+r.B.Name, tabular.Text, func(c Common) any { return words.Subtype(c.B) }),
			field("matching", "Matching", "whether these two match", tabular.YesNo,
				func(c Common) any { return r.Partner[c.A] == c.B }),
		}}.Data()
}

// picture is a heatmap of the correlations.
func (r *Result) picture(fonts *figure.Fonts) *figure.Figure {
	m := figure.WeightMap{Name: figureName,
		Title: fmt.Sprintf("Subtypes of %s (A, rows) and of %s (B, columns)", r.A.Name, r.B.Name),
		Note: fmt.Sprintf("Rank correlation of relative weights over %s. Colours at the left: the match in B; grey: none.",
			words.Plural(r.Genes, "common gene")),
		Scale: figure.NewScale(style.CoefficientsScale), Legend: "Correlation", Ends: [2]string{"0 or less", "1"},
		At: func(a, b int) float64 { return max(r.Correlations[a][b], 0) }}
	for b := range r.Correlations[0] {
		m.Groups, m.Colors = append(m.Groups, words.Subtype(b)), append(m.Colors, color.NRGBA(style.SubtypeColor(b)))
	}
	m.Colors = append(m.Colors, color.NRGBA(style.Grey))
	for a, b := range r.Partner {
		row := figure.WeightRow{Gene: words.Subtype(a) + " of A", Group: b}
		if b < 0 {
			row.Group = len(m.Groups)
		} else {
			row.Gene += fmt.Sprintf(": %s, %.2f", words.Subtype(b), r.Correlations[a][b])
		}
		m.Genes = append(m.Genes, row)
	}
	return fonts.WeightMap(m)
}

// Results are what is told to a person.
type Results struct {
	Told string `json:"told"`
}

// Files are all files of the results.
func (r *Result) Files() ([]product.File, Results, error) {
	fonts, err := study.Fonts("", figure.Double)
	if err != nil {
		return nil, Results{}, err
	}
	var out []product.File
	for _, t := range []tabular.Data{r.table(), r.correlationTable(), r.commonTable()} {
		out = append(out, product.File{Name: t.File, Write: t.Write})
	}
	picture := r.picture(fonts)
	out = append(out, product.File{Name: figureName + ".png", Write: picture.PNG},
		product.File{Name: figureName + ".svg", Write: picture.SVG})
	return out, Results{r.text()}, nil
}

// text says what was found.
func (r *Result) text() string {
	lines := []string{fmt.Sprintf("A is %s (%d subtypes of %s), B is %s (%d of %s); %s in common.", r.A.Name,
		r.A.chosen().K, words.Plural(len(r.A.Matrix.Samples), "sample"), r.B.Name, r.B.chosen().K,
		words.Plural(len(r.B.Matrix.Samples), "sample"), words.Plural(r.Genes, "gene"))}
	for a, b := range r.Partner {
		lines = append(lines, fmt.Sprintf("%s of A %s; %s.", words.Subtype(a), r.matching(a, b), r.again(a, b)))
	}
	for _, way := range []struct {
		samples, subtypes string
		found             Replication
	}{{"B", "A", r.InB}, {"A", "B", r.InA}} {
		lines = append(lines, fmt.Sprintf("Samples of %s by the subtype of %s that they are nearest to, and by their own: "+
			"adjusted Rand index %.2f (p %.3f).", way.samples, way.subtypes, way.found.Agreement, way.found.P))
	}
	switch n := len(r.Samples); {
	case n == 0:
		lines = append(lines, "No sample is in both.")
	default:
		same := 0
		for _, s := range r.Samples {
			if r.Partner[s.A] == s.B {
				same++
			}
		}
		text := fmt.Sprintf("%s in both: %d in matching subtypes", words.Plural(n, "sample"), same)
		if !math.IsNaN(r.Agreement) {
			text += fmt.Sprintf(", adjusted Rand index %.3f", r.Agreement)
		}
		lines = append(lines, text+".")
	}
	return strings.Join(lines, "\n")
}

// alike is the correlation from which on two subtypes are called alike.
const alike = 0.5

// matching says which subtype of B a subtype of A matches.
func (r *Result) matching(a, b int) string {
	switch {
	case b < 0:
		return "has no match in B"
	case r.Correlations[a][b] < alike:
		return fmt.Sprintf("is like no subtype of B: the correlation with %s, which is left for it, is %.2f",
			words.Subtype(b), r.Correlations[a][b])
	}
	return fmt.Sprintf("matches %s of B, correlation %.2f", words.Subtype(b), r.Correlations[a][b])
}

// again says how a subtype of A comes again in the samples of B.
func (r *Result) again(a, b int) string {
	in := r.InB.Of[a]
	if in.Samples == 0 {
		return "no sample of B is nearest to it"
	}
	text := fmt.Sprintf("%s of B nearest to it", words.Plural(in.Samples, "sample"))
	if b >= 0 {
		text += fmt.Sprintf(", %d of them in %s", r.InB.Own[a][b], words.Subtype(b))
	}
	text += fmt.Sprintf(" (in-group proportion %.2f", in.Proportion)
	if !math.IsNaN(in.P) {
		text += fmt.Sprintf(", p %.3f", in.P)
	}
	return text + ")"
}

// Text tells a person what came out, and where it is.
func (r Results) Text(folder string) string {
	return fmt.Sprintf("%s\nResults: %s\n", r.Told, filepath.Join(folder, subtypesFile))
}

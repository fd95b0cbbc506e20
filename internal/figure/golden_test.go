package figure

import (
	"bytes"
	"flag"
	"fmt"
	"image/color"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"subtype/consensus"
	"subtype/internal/expr/annotation"
	"subtype/internal/style"
)

var update = flag.Bool("update", false, "write testdata/*.svg anew")

// planted is a consensus of n samples in three groups, in runs that differ a little.
func planted(n int) (*consensus.Counts, []int) {
	counts, groups := consensus.NewCounts(n), make([]int, n)
	for run := range 10 {
		labels := make([]int, n)
		for j := range labels {
			groups[j] = j * 3 / n
			labels[j] = groups[j]
			if (j*7+run*3)%11 == 0 {
				labels[j] = (groups[j] + run) % 3
			}
		}
		counts.Add(labels)
	}
	return counts, groups
}

// column is an annotation with so many levels, some of the samples unknown; 0: numbers.
func column(name string, n, levels int) annotation.Column {
	c := annotation.Column{Name: name}
	for j := range n {
		switch {
		case j%9 == 4:
			c.Values = append(c.Values, "")
		case levels == 0:
			c.Values = append(c.Values, strconv.FormatFloat(float64(j)*1.23456789, 'f', -1, 64))
		default:
			c.Values = append(c.Values, fmt.Sprintf("level number %d", j*5%levels+1))
		}
	}
	return c
}

// sampleMap is a map of n samples in three groups, with annotations of so many levels each.
func sampleMap(n int, name string, levels []int) SampleMap {
	counts, groups := planted(n)
	tree, _ := counts.Tree()
	m := SampleMap{Tree: tree, Cut: 3, Tracks: []Track{SubtypeTrack("Subtype", groups, style.SubtypeColors[:3])}}
	for j := range n {
		m.Samples = append(m.Samples, fmt.Sprintf("%s-%02d-%04dA", name, j%37, 7000+j))
	}
	for i, l := range levels {
		m.Tracks = append(m.Tracks, AnnotationTrack(column(fmt.Sprintf("annotation %d", i+1), n, l), 2*i))
	}
	scale := NewScale(style.ConsensusScale)
	m.At = func(sample, row int) color.NRGBA { return scale.At(counts.At(sample, tree.Order[row])) }
	return m
}

// consensusMap has a row a sample.
func consensusMap(n int, levels ...int) SampleMap {
	m := sampleMap(n, "TCGA", levels)
	m.Name, m.Title, m.Axis = "consensus", "Consensus of 10 runs at k = 3", "1 − consensus"
	m.Rows, m.RowLabels, m.Frames = n, m.Samples, nil
	m.Legends = []Legend{{Title: "Consensus", Scale: NewScale(style.ConsensusScale),
		Ends: [2]string{"0: never together", "1: together in every run"}}}
	return m
}

// coefficientsMap has few rows, and the names of samples below.
func coefficientsMap(n int, levels ...int) SampleMap {
	m := sampleMap(n, "patient", levels)
	m.Name, m.Title, m.Axis = "coefficients", "Metagene coefficients of the best of 10 runs at k = 3", "distance"
	m.Rows, m.RowHeight, m.RowLabels, m.Columns = 3, style.MetageneRow, []string{"M1", "M2", "M3"}, true
	m.Legends = []Legend{{Title: "Share of a sample", Scale: NewScale(style.ConsensusScale), Ends: [2]string{"0", "1"}}}
	return m
}

// expressionMap has n samples in k groups, and ten genes of each.
func expressionMap(n, k int, levels ...int) ExpressionMap {
	m := ExpressionMap{Name: "marker_expression", Title: fmt.Sprintf("Expression of the marker genes of %d subtypes", k),
		Note: "The picture describes, it proves nothing.", Legend: "Standard deviations", Most: 2.5, Lacks: true,
		At: func(sample, row int) float64 {
			if (sample+row)%50 == 13 {
				return math.NaN()
			}
			return 2.5 * math.Sqrt(float64(sample*row%97)/97) * float64(1-(sample+row)%3)
		}}
	groups := make([]int, n)
	for q := range k {
		g := SampleGroup{Name: fmt.Sprintf("S%d", q+1), Color: style.SubtypeColor(q)}
		for j := range n {
			if j*k/n == q {
				g.Samples, groups[j] = append(g.Samples, j), q
			}
		}
		m.Groups = append(m.Groups, g)
		for i := range 10 {
			m.Genes = append(m.Genes, WeightRow{Gene: fmt.Sprintf("GENE%d%c", q+1, 'A'+i), Group: q})
		}
	}
	for j := range n {
		m.Names = append(m.Names, fmt.Sprintf("patient %d", j+1))
	}
	m.Tracks = []Track{SubtypeTrack("Subtype", groups, style.SubtypeColors[:k])}
	for i, l := range levels {
		m.Tracks = append(m.Tracks, AnnotationTrack(column(fmt.Sprintf("annotation %d", i+1), n, l), 2*i))
	}
	return m
}

// examples are a figure of every kind.
func examples(f *Fonts) []*Figure {
	colors := style.SubtypeColors[:3]
	return append([]*Figure{f.SampleMap(consensusMap(24, 2, 0, 5)), f.SampleMap(coefficientsMap(40, 2, 4)),
		f.ExpressionMap(expressionMap(30, 3, 2, 0)),
		silhouettes(f), overview(f, 5), curves(f, 5)}, otherExamples(f, colors)...)
}

func silhouettes(f *Fonts) *Figure {
	s := Silhouettes{Name: "silhouettes", Title: "Silhouette of every sample at k = 3", Axis: "Above 0 is better."}
	for q := range 3 {
		g := SilhouetteGroup{Label: fmt.Sprintf("S%d", q+1), Color: style.SubtypeColor(q)}
		for i := range 8 * (3 - q) {
			g.Widths = append(g.Widths, 1-float64(i*(q+1))/24)
		}
		s.Groups = append(s.Groups, g)
	}
	s.Groups[2].Widths = append(s.Groups[2].Widths, -0.3, math.NaN())
	return f.Silhouettes(s)
}

// cdf is a distribution of so many steps.
func cdf(i int) Distribution {
	d := Distribution{Label: fmt.Sprintf("k = %d", i+2), Marked: i == 1}
	for b := range 21 {
		d.CDF = append(d.CDF, math.Min(1, 0.4+0.1*float64(i)+float64(b)/100))
	}
	d.CDF[20] = 1
	return d
}

func overview(f *Fonts, ranks int) *Figure {
	counts, _ := planted(12)
	tree, _ := counts.Tree()
	o := Overview{Name: "overview", Title: "Consensus at every number of subtypes", Scale: NewScale(style.ConsensusScale),
		Ends: [2]string{"0: never together", "1: always"}, CDF: &Distributions{Title: "Distribution of the consensus",
			Key: "Share of the pairs of samples with a consensus up to …"}}
	for i := range ranks {
		o.Panels = append(o.Panels, OverviewPanel{Title: fmt.Sprintf("k = %d", i+2), Marked: i == 1, Samples: 12,
			At: func(x, y int) float64 { return counts.At(tree.Order[x], tree.Order[y]) }})
		o.CDF.Ranks = append(o.CDF.Ranks, cdf(i))
	}
	return f.Overview(o)
}

func curves(f *Fonts, ranks int) *Figure {
	c := Curves{Name: "rank_survey", Title: "Rank survey", Heading: "Rank survey: k = 3, chosen", Marked: 3,
		Last: &Distributions{Title: "Distribution of the consensus", Key: "share of the pairs"}}
	band := func(of []float64, half float64) *Band {
		b := &Band{}
		for _, v := range of {
			b.Low, b.High = append(b.Low, v-half), append(b.High, v+half)
		}
		return b
	}
	values := make([]float64, ranks)
	for i := range ranks {
		c.Ranks = append(c.Ranks, i+2)
		values[i] = 0.9 - 0.05*float64(i*i%7)
		if i < 3 {
			c.Last.Ranks = append(c.Last.Ranks, cdf(i))
		}
	}
	large := append([]float64(nil), values...)
	for i := range large {
		large[i] *= 400_000
	}
	large[ranks-1] = math.NaN()
	c.Curves = []Curve{
		{Title: "Agreement of two halves of the genes", Note: "higher is better", Values: values, Top: 1, Bound: 0.6,
			Key: "band: 95 % interval; dashed: clear from 0.6", Band: band(values, 0.1)},
		{Title: "Share between k groups", Values: values, Beside: large[:ranks], Key: "grey: without groups"},
		{Title: "Residual of the best fit", Note: "look for a bend", Values: large, Around: band(large, 20_000)},
		{Title: "Nothing is known", Note: "higher is better", Values: append(large[:0:0], make([]float64, ranks)...)},
	}
	c.Curves[1].Beside, c.Curves[1].Around = band(values, 0.2).Low, band(band(values, 0.2).Low, 0.1)
	for i := range ranks {
		c.Curves[3].Values[i] = math.NaN()
	}
	return f.Curves(c)
}

// Every kind of figure looks as it did, to the last place in its SVG.
func TestFiguresLookAsTheyDid(t *testing.T) {
	for _, width := range []string{Single, Double} {
		for _, f := range examples(builtIn(t).Within(width)) {
			var b bytes.Buffer
			if err := f.SVG(&b); err != nil {
				t.Fatal(err)
			}
			name := filepath.Join("testdata", f.Name+"."+width+".svg")
			if *update {
				if err := os.WriteFile(name, b.Bytes(), 0o666); err != nil {
					t.Fatal(err)
				}
				continue
			}
			want, err := os.ReadFile(name)
			if err != nil || !bytes.Equal(want, b.Bytes()) {
				t.Errorf("%s differs, %v: look at what `go test ./internal/figure -run LookAsTheyDid -update` and git diff show, "+
					"and keep it if that is meant", name, err)
			}
		}
	}
}

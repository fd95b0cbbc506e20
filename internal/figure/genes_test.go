package figure

import (
	"bytes"
	"image/color"
	"math"
	"strings"
	"testing"

	"subtype/internal/style"
)

// svgOf is the SVG of a figure, which must draw as PNG, too.
func svgOf(t *testing.T, f *Figure) string {
	t.Helper()
	var b bytes.Buffer
	if err := f.SVG(&b); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Pixels(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Figures of genes name what they show, and leave out what has no room.
func TestFiguresOfGenes(t *testing.T) {
	f, colors := builtIn(t), []color.NRGBA{style.SubtypeColor(0), style.SubtypeColor(1)}
	few := ExpressionMap{Name: "e", Title: "The title", Groups: []SampleGroup{{"S1", colors[0], []int{2, 0}},
		{"S2", colors[1], []int{1}}}, Genes: []WeightRow{{"GENE1", 0}, {"GENE2", 1}}, Names: []string{"a1", "b2", "c3"},
		Legend: "Deviations", Most: 2.5, Lacks: true, At: func(sample, row int) float64 {
			return []float64{math.NaN(), 9, -9}[sample]
		}}
	many := few
	many.Groups = []SampleGroup{{"S1", colors[0], make([]int, 1200)}, {"S2", colors[1], nil}}
	box := Box{1, 2, 3, 4, 5}
	nan := math.NaN()
	for _, c := range []struct {
		f         *Figure
		has, lack []string
	}{
		{f.ExpressionMap(few), []string{"The title", "GENE1", "GENE2", "S1", "a1", "c3", "not known"}, nil},
		{f.ExpressionMap(many), []string{"GENE2", "S1: 1200 samples"}, []string{"c3"}},
		{f.Boxes(Boxes{Title: "Boxes", Groups: []string{"S1", "S2"}, Colors: colors, Axis: "log2", Panels: []BoxPanel{
			{"GENE1", [][]float64{{1, 2, 3, 4, 5}, {}}, []Box{box, {nan, nan, nan, nan, nan}}},
			{"GENE2", [][]float64{{3}, {3}}, []Box{{3, 3, 3, 3, 3}, {3, 3, 3, 3, 3}}}}}), []string{"GENE1", "S2", "log2"}, nil},
		{f.DotPlot(DotPlot{Title: "Dots", Rows: []string{"SET_A", "SET_B"}, Groups: []string{"S1", "S2"}, Colors: colors,
			Most: 3, Largest: 3, Color: func(row, group int) float64 { return []float64{nan, 2}[group] },
			Size:   func(row, group int) float64 { return math.Inf(1) },
			Ringed: func(row, group int) bool { return row == 0 }, Sized: "q", Ring: "below"}),
			[]string{"SET_A", "SET_B", "below"}, nil},
		{f.Scatter(Scatter{Title: "Points", Axes: []string{"one", "two"}, Points: [][]float64{{1, 1}, {-2, 5}},
			Pairs: [][2]int{{0, 1}}, Groups: []int{0, 1}, Colors: colors}), []string{"Points", "one", "two"}, nil},
	} {
		text := svgOf(t, c.f)
		if strings.Contains(text, "NaN") || strings.Contains(text, "Inf") {
			t.Errorf("%s: a place is no number", c.f.Title)
		}
		for _, s := range c.has {
			if !strings.Contains(text, ">"+s+"<") {
				t.Errorf("%s lacks %q", c.f.Title, s)
			}
		}
		for _, s := range c.lack {
			if strings.Contains(text, ">"+s+"<") {
				t.Errorf("%s has %q", c.f.Title, s)
			}
		}
	}
}

package figure

import (
	"fmt"
	"image/color"
	"math"

	"subtype/internal/style"
)

// otherExamples are figures of the kinds that the laws of maps do not speak of.
func otherExamples(f *Fonts, colors []color.NRGBA) []*Figure {
	groups := []string{"S1", "S2", "S3"}
	m := WeightMap{Name: "basis", Title: "Genes of each subtype at k = 3", Note: "All genes that are specific (9).",
		Groups: groups, Colors: colors, Scale: NewScale(style.WeightsScale), Legend: "Share of the weight",
		At: func(row, group int) float64 { return 1 / (1 + math.Abs(float64(row/3-group))) }}
	for i := range 9 {
		m.Genes = append(m.Genes, WeightRow{Gene: fmt.Sprintf("GENE%d|%d", i, 100*i), Group: i / 3})
	}
	boxes := Boxes{Name: "marker_boxes", Title: "The best marker genes of 3 subtypes", Axis: "expression", Groups: groups,
		Colors: colors}
	for i := range 4 {
		p := BoxPanel{Title: fmt.Sprintf("GENE%d, of S%d", i, i%3+1)}
		for q := range 3 {
			x := float64(i + q)
			p.Values = append(p.Values, []float64{x - 2, x - 1, x, x + 1, x + 2})
			p.Boxes = append(p.Boxes, Box{x - 2, x - 1, x, x + 1, x + 2})
		}
		boxes.Panels = append(boxes.Panels, p)
	}
	dots := DotPlot{Name: "gene_sets", Title: "Gene sets in 3 subtypes", Groups: groups, Colors: colors, Most: 3,
		Largest: 3, Rows: []string{"HALLMARK_E2F_TARGETS", "HALLMARK_EPITHELIAL_MESENCHYMAL_TRANSITION"},
		Color: func(row, group int) float64 { return float64(3*row - 2*group) }, Shade: "Normalised score",
		Size: func(row, group int) float64 { return float64(row + group) }, Sized: "−log10 q",
		Ringed: func(row, group int) bool { return row+group > 1 }, Ring: "q below 0.05"}
	points := Scatter{Name: "components", Title: "Samples on the principal components", Colors: colors,
		Axes:   []string{"component 1 (40 %)", "component 2 (20 %)", "component 3 (10 %)"},
		Points: make([][]float64, 3), Pairs: [][2]int{{0, 1}, {0, 2}}}
	for j := range 30 {
		points.Groups = append(points.Groups, j%3)
		for c := range points.Points {
			points.Points[c] = append(points.Points[c], float64(40*(j%3))+float64(j*(c+7)%23))
		}
	}
	points.Legend = SubtypeTrack("Subtype", points.Groups, colors).Legend
	return []*Figure{f.WeightMap(m), f.Boxes(boxes), f.DotPlot(dots), f.Scatter(points), alluvial(f, 4),
		survival(f, colors, 2)}
}

func alluvial(f *Fonts, ranks int) *Figure {
	a := Alluvial{Name: "lineage", Title: "What becomes of the subtypes", Note: "Blocks: subtypes. Ribbons: samples."}
	for i := range min(ranks, f.MostFlows()) {
		k := i + 2
		c := FlowColumn{Heading: fmt.Sprintf("k = %d", k), Marked: i == 1}
		for q := range k {
			c.Blocks = append(c.Blocks, FlowBlock{Label: fmt.Sprintf("S%d: %d", q+1, 60/k), Size: 60 / k,
				Color: style.SubtypeColor(q)})
			if i > 0 {
				a.Ribbons = append(a.Ribbons, Ribbon{i - 1, min(q, k-2), q, 60 / k, style.SubtypeColor(q)})
			}
		}
		a.Columns = append(a.Columns, c)
	}
	return f.Alluvial(a)
}

func survival(f *Fonts, colors []color.NRGBA, endpoints int) *Figure {
	s := Survival{Name: "survival", Title: "Survival by subtype", Heading: "Survival by subtype, k = 3"}
	for e := range endpoints {
		p := SurvivalPanel{Title: fmt.Sprintf("Endpoint %d", e+1), Axis: "Survival", Time: "Time (months)", Months: true,
			Note: "log-rank test: p = 0.003"}
		for q, c := range colors {
			p.Curves = append(p.Curves, SurvivalCurve{Label: fmt.Sprintf("S%d (n = 20, 3 events)", q+1),
				Name: fmt.Sprintf("S%d", q+1), Color: c, Time: []float64{3, 10 * float64(q+1), 100},
				Survival: []float64{0.9, 0.6, 0.6 / float64(q+1)}, Censored: []bool{false, true, q == 1},
				Risk: func(time float64) int { return max(0, 20-int(time)/5) }})
		}
		s.Panels = append(s.Panels, p)
	}
	return f.Survival(s)
}

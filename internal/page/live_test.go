package page

import (
	"encoding/json"
	"fmt"
	"image/color"
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"subtype/internal/figure"
	"subtype/internal/workbook"
)

// survivors are curves of which each time is a step.
func survivors(times ...[]float64) figure.Survival {
	p := figure.SurvivalPanel{Title: nasty, Time: "Time (months)", Months: true, Note: "log-rank test: p = 0.5"}
	for i, t := range times {
		c := figure.SurvivalCurve{Name: fmt.Sprint("S", i+1), Label: nasty, Color: color.Black, Time: t,
			Risk: func(at float64) int {
				n := 0
				for _, x := range t {
					if x >= at {
						n++
					}
				}
				return n
			}}
		for j := range t {
			s := 1 - float64(j+1)/float64(len(t))
			c.Survival, c.Low, c.High = append(c.Survival, s), append(c.Low, s/2), append(c.High, math.NaN())
			c.Censored = append(c.Censored, j == 1)
		}
		p.Curves = append(p.Curves, c)
	}
	return figure.Survival{Panels: []figure.SurvivalPanel{p}}
}

// At every time of any curve stands what each curve says there.
func TestSurvivalStandsAtAllTimes(t *testing.T) {
	s := survivalOf(survivors([]float64{2, 4}, []float64{1, 4, 30}).Panels[0])
	if got := fmt.Sprint(s.Times, s.All, s.Ticks); got != "[0 1 2 4 30] 5 [0 6 12 18 24 30]" {
		t.Error(got)
	}
	a, b := s.Lifetime[0], s.Lifetime[1]
	if got := fmt.Sprint(a.Survival, a.Low, a.High, a.Risk, a.Censored, a.AtTicks); got !=
		"[1.000 1.000 0.500 0.000 <nil>] [1.000 1.000 0.250 0.000 <nil>] [1.000 1.000 <nil> <nil> <nil>] "+
			"[2 2 2 1 0] [3] [2 0 0 0 0 0]" {
		t.Error(got)
	}
	if got := fmt.Sprint(b.Survival, b.Risk, b.Censored); got != "[1.000 0.667 0.667 0.333 0.000] [3 3 2 2 1] [3]" {
		t.Error(got)
	}
}

// Of many times the page has some, with the numbers that belong to them.
func TestManyTimesAreThinned(t *testing.T) {
	var times []float64
	for i := range 5000 {
		times = append(times, float64(i+1)/10)
	}
	s := survivalOf(survivors(times).Panels[0])
	if len(s.Times) != mostTimes || s.All != 5001 || s.Times[mostTimes-1] != json.Number("500") {
		t.Fatalf("%d of %d times", len(s.Times), s.All)
	}
	c := s.Lifetime[0]
	for i, at := range s.Times {
		x, _ := at.(json.Number).Float64()
		if step := int(math.Round(10 * x)); c.Risk[i] != 5000-max(0, step-1) ||
			c.Survival[i] != share(1-float64(step)/5000) {
			t.Fatalf("at %s: %d at risk, survival %s", at, c.Risk[i], c.Survival[i])
		}
	}
	if len(c.Censored) != 0 {
		t.Error("ticks where not every time is shown")
	}
}

func TestRoundTimes(t *testing.T) {
	for end, want := range map[float64]string{0: "[0]", 0.07: "[0 0.01 0.02 0.03 0.04 0.05 0.06 0.07]", 9: "[0 2 4 6 8]",
		4321: "[0 1000 2000 3000 4000]"} {
		if got := fmt.Sprint(roundTimes(end, false)); got != want {
			t.Errorf("%v: %s, want %s", end, got, want)
		}
	}
	if got := fmt.Sprint(roundTimes(150, true)); got != "[0 24 48 72 96 120 144]" {
		t.Error(got)
	}
}

// Figures that the page draws itself do not stand in it as pictures, too.
func TestLiveFiguresAreNoPictures(t *testing.T) {
	svg := func(io.Writer) error { t.Error("a picture was made"); return nil }
	flow := figure.Alluvial{Title: "Flow", Columns: []figure.FlowColumn{{Heading: "k = 2",
		Blocks: []figure.FlowBlock{{Label: "S1: 2", Size: 2, Color: color.NRGBA{R: 255, A: 255}}}}},
		Ribbons: []figure.Ribbon{{Size: 2}}}
	high := []float64{3, 4}
	curves := figure.Curves{Heading: nasty, Ranks: []int{2, 3}, Marked: 3, Curves: []figure.Curve{{Title: "a",
		Values: []float64{1, math.NaN()}, Bound: 1.5, Band: &figure.Band{Low: []float64{1, math.NaN()}, High: high}},
		{Title: "b", Values: []float64{1, 2}, Beside: high, Marked: -1,
			Around: &figure.Band{Low: []float64{1, 2}, High: high}}}}
	p := example()
	p.Before[0].Blocks = nil
	for _, of := range []any{survivors([]float64{1}), flow, curves} {
		p.Before[0].Blocks = append(p.Before[0].Blocks, workbook.Picture{SVG: svg, Of: of, Alt: "x"})
	}
	p.Before[0].Blocks = append(p.Before[0].Blocks, example().Before[0].Blocks...)
	text := write(t, p)
	all := unpacked(t, text)
	var kinds []string
	for _, l := range all.Live {
		kinds = append(kinds, l.(map[string]any)["kind"].(string))
	}
	if !slices.Equal(kinds, []string{"survival", "flows", "measures"}) || len(all.Figures) != 1 {
		t.Errorf("%v, %d pictures", kinds, len(all.Figures))
	}
	if n := strings.Count(text, "data-live="); n != 3 {
		t.Errorf("%d places", n)
	}
	got := fmt.Sprint(all.Live[2].(map[string]any)["panels"])
	if got != "[map[bound:1.5 high:[3 4] key: least:0 low:[1 <nil>] marked:3 note: title:a top:0 values:[1 <nil>]] "+
		"map[beside:[3 4] bound:0 from:[1 2] key: least:0 marked:-1 note: title:b to:[3 4] top:0 values:[1 2]]]" {
		t.Error(got)
	}
}

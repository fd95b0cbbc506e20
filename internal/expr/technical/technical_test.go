package technical

import (
	"fmt"
	"math"
	"slices"
	"testing"
)

// What is measured follows what was done to the samples, and not the order of the genes.
func TestMeasuresFollowTheSamples(t *testing.T) {
	type gene struct {
		name   string
		values []float64
	}
	var genes []gene
	for i := range 400 {
		x := make([]float64, 10)
		for j := range x {
			x[j] = float64((i*7+j*j*3+i*j)%11) + 1
			if j < 3 {
				x[j] += 4 // high altogether
			}
			if j == 9 && i%2 == 0 {
				x[j] = 0 // half of the genes are not detected
			}
			if j == 8 && i%8 == 0 {
				x[j] = 0
			}
		}
		if i == 17 {
			x[4] = math.NaN()
		}
		genes = append(genes, gene{fmt.Sprint("G", i), x})
	}
	genes = append(genes, gene{"RPS4Y1", []float64{9, 0, 9, 0, 9, 0, 9, 0, 9, 0}},
		gene{"XIST|7503", []float64{0, 8, 0, 9, 0, 8, 0, 7, 0, 8}}, gene{"HBB", []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}})
	measure := func(back bool) []Measure {
		var c Collector
		for i := range genes {
			if back {
				i = len(genes) - 1 - i
			}
			c.Add(genes[i].name, genes[i].values)
		}
		return c.Measures()
	}
	got := measure(false)
	var found []string
	for i, m := range got {
		found = append(found, m.Name)
		if !slices.Equal(m.Values, measure(true)[i].Values) {
			t.Errorf("%s depends on the order of the genes", m.Name)
		}
	}
	if !slices.Equal(found, []string{Level, "sex genes", "blood genes"}) {
		t.Fatalf("measures %v", found)
	}
	level, sex := got[0].Values, got[1].Values
	if slices.Min(level[:3]) < 0.6 || slices.Max(level[3:]) > 0.5 {
		t.Errorf("level %v", level)
	}
	for j, s := range sex {
		if (s > 0) != (j%2 == 0) {
			t.Errorf("sex of sample %d is %v", j, s)
		}
	}
	if !slices.Equal(got[1].Genes, []string{"RPS4Y1", "XIST|7503"}) {
		t.Errorf("sex genes %v", got[1].Genes)
	}
}

func TestDetectedGenes(t *testing.T) {
	var c Collector
	for i := range 300 {
		x := []float64{5, 6, 0, 0, 7, 8}
		if i%3 == 0 {
			x[1] = 0
		}
		c.Add(fmt.Sprint(i), x)
	}
	m := c.Measures()
	if len(m) != 2 || m[1].Name != Detected || m[1].Values[0] != 1 || math.Abs(m[1].Values[1]-2.0/3) > 1e-12 ||
		m[1].Values[2] != 0 {
		t.Errorf("%+v", m)
	}
	if (&Collector{}).Measures() != nil {
		t.Error("measures of nothing")
	}
}

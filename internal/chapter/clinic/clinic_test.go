package clinic

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"subtype/internal/clinical"
	"subtype/internal/expr/annotation"
	"subtype/internal/survey"
	"subtype/internal/survival"
	"subtype/internal/sweep"
	"subtype/rank"
)

// Halves of the genes that lack some genes are told from those that have them.
func TestSubtypesWithoutGenes(t *testing.T) {
	const genes, samples = 40, 12
	k := &Known{}
	for g := range genes {
		k.Genes = append(k.Genes, fmt.Sprintf("G%02d", g))
	}
	own, mixed := make([]int, samples), make([]int, samples)
	for j := range samples {
		own[j], mixed[j] = j%2, j/6
	}
	s := &survey.Survey{Plan: sweep.Plan{Seed: 5}, Choice: rank.Choice{K: 2}, Ranks: []survey.Rank{{K: 2, Subtypes: own}}}
	lacking := 0
	for i := 1; i <= 6; i++ {
		split := survey.Split{Number: i}
		for half := range split.Labels {
			split.Labels[half] = mixed
			if slices.Contains(sweep.Genes(5, nil, nil, genes, i, sweep.HalfA+sweep.Half(half)), 7) {
				split.Labels[half] = own // the subtypes rest on this gene
				lacking++
			}
		}
		s.Ranks[0].Splits = append(s.Ranks[0].Splits, split)
	}
	w := without(k, s, []string{"G07"})
	if w.Genes != 1 || w.Fewest != 0 || w.Halves != 6 || w.Others != lacking || w.RandOfOthers != 1 || w.Rand > 0.1 {
		t.Errorf("%+v", w)
	}
	if w := without(k, s, []string{"XIST"}); w.Genes != 0 || !math.IsNaN(w.Rand) {
		t.Errorf("a gene that is not there: %+v", w)
	}
}

// A subtype that is a batch is told of in one sentence.
func TestOneSentenceOfAnAlarm(t *testing.T) {
	s := clinical.Suspect{Name: "plate", Of: "batch", Alarm: true, Explained: 0.5, Share: 0.9, Subtype: 1, Level: "P3",
		In:    28,
		Among: 30, All: 29}
	r := &Result{Suspects: []clinical.Suspect{{Name: "RIN", Explained: 0.1}, s}}
	text := r.alarm()
	if !strings.HasPrefix(text, "Subtype S2 may be no biology but the plate: 28 of the 30 samples of S2 have plate = "+
		"P3,") ||
		strings.Count(text, ". ") != 0 {
		t.Error(text)
	}
	r.Suspects = r.Suspects[:1]
	if text := r.alarm(); text != "" {
		t.Error(text)
	}
}

func TestNumbersForPeople(t *testing.T) {
	for p, want := range map[float64]string{0.04321: "0.043", 0.00048: "0.00048", 1.5e-13: "1.5e-13", 3e-5: "3.0e-5",
		0:      "< 1e-300",
		0.9999: "> 0.999", math.NaN(): ""} {
		if got := pText(p); got != want {
			t.Errorf("p %v is %q, want %q", p, got, want)
		}
	}
	for x, want := range map[float64]string{87.394: "87.4", 114.0065: "114", 32.002: "32", 0.4385: "0.439", 1234.5: "1234",
		3e7: "3e+07", 0: "0"} {
		if got := digits(x, 3); got != want {
			t.Errorf("%v is %q, want %q", x, got, want)
		}
	}
	none := survival.Interval{Value: math.NaN(), Low: math.NaN(), High: math.NaN()}
	if got := intervalText(none, "not reached"); got != "not reached" {
		t.Error(got)
	}
}

// What is adjusted for becomes columns: a number, or an indicator of each level but the most
// frequent.
func TestCovariates(t *testing.T) {
	columns := []annotation.Column{{Name: "os_time", Values: []string{"1", "2", "3", "4", "5", "6"}},
		{Name: "os_event", Values: []string{"1", "0", "1", "1", "0", "1"}},
		{Name: "site", Values: []string{"a", "b", "b", "", "c", "b"}}}
	k, err := Read(columns, nil, Asked{Adjust: []string{"site"}})
	if err != nil {
		t.Fatal(err)
	}
	c := k.Adjust[0]
	if len(c.Columns) != 2 || !slices.Equal(c.Columns[0][:3], []float64{1, 0, 0}) || !math.IsNaN(c.Columns[1][3]) ||
		c.Columns[1][4] != 1 || c.Names[1] != "site c (against b)" {
		t.Errorf("%+v", c)
	}
}

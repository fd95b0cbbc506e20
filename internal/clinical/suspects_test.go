package clinical

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"subtype/internal/traits"
)

// cohort is subtypes of patients, and columns that have nothing to do with them.
func cohort(r *rand.Rand, n, k int) (columns []traits.Column, subtypes []int) {
	for i := range n {
		subtypes = append(subtypes, i%k)
	}
	category := func(name string, levels int) {
		c := traits.Column{Name: name, Type: traits.Category}
		for l := range levels {
			c.Levels = append(c.Levels, fmt.Sprint("B", l+1))
		}
		for range n {
			level := r.IntN(levels)
			if r.IntN(10) == 0 {
				level = -1
			}
			c.Level = append(c.Level, level)
		}
		columns = append(columns, c)
	}
	category("batch", 2)
	category("plate", 9)
	category("centre", 4)
	for _, name := range []string{"RIN", "purity"} {
		c := traits.Column{Name: name, Type: traits.Number}
		for range n {
			c.Numbers = append(c.Numbers, r.Float64())
		}
		columns = append(columns, c)
	}
	return columns, subtypes
}

func suspectsOf(columns []traits.Column, subtypes []int, k int, asked ...string) []Suspect {
	draws := func(string) Random { return rand.New(rand.NewPCG(7, 8)) }
	return Suspects(Compare(columns, subtypes, k, draws), asked, nil, subtypes, k)
}

// A cohort whose batches, plates, centres and quality have nothing to do with its subtypes
// raises an alarm in 5 of 100 at most.
func TestFewFalseAlarms(t *testing.T) {
	const cohorts = 100
	alarms := 0
	for i := range cohorts {
		r := rand.New(rand.NewPCG(uint64(i), 1))
		k := 2 + i%4
		columns, subtypes := cohort(r, 24+i%3*30, k)
		all := suspectsOf(columns, subtypes, k)
		if len(all) != 5 {
			t.Fatalf("%d suspects, want 5", len(all))
		}
		for _, s := range all {
			if s.Alarm {
				alarms++
				break
			}
		}
	}
	if alarms > cohorts/20 {
		t.Errorf("%d of %d cohorts raise an alarm", alarms, cohorts)
	}
}

// A subtype that is a batch is named, with the batch, also where the batch is one of many,
// and where few of its samples lie elsewhere.
func TestAPlantedBatchIsNamed(t *testing.T) {
	for _, k := range []int{2, 3, 5} {
		r := rand.New(rand.NewPCG(uint64(k), 2))
		columns, subtypes := cohort(r, 90, k)
		plate := &columns[1]
		for i, q := range subtypes {
			other := (i / k) % 8
			plate.Level[i] = other + 1
			if q == 1 && i%10 != 0 {
				plate.Level[i] = 0
			}
		}
		named := 0
		for _, s := range suspectsOf(columns, subtypes, k) {
			if !s.Alarm {
				continue
			}
			named++
			if s.Name != "plate" || s.Subtype != 1 || s.Level != "B1" || s.All != s.In || s.In > s.Among {
				t.Errorf("k = %d: %+v", k, s)
			}
		}
		if named != 1 {
			t.Errorf("k = %d: %d alarms", k, named)
		}
	}
}

// Numbers raise an alarm, too, and a column that is asked for under any name.
func TestAlarmsOfNumbers(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	columns, subtypes := cohort(r, 60, 3)
	for i, q := range subtypes {
		if columns[3].Numbers[i] = 7 + r.Float64(); q == 2 {
			columns[3].Numbers[i] -= 3
		}
	}
	columns[3].Name = "value"
	for _, s := range suspectsOf(columns, subtypes, 3) {
		if s.Alarm {
			t.Errorf("nobody asked for %+v", s)
		}
	}
	all := suspectsOf(columns, subtypes, 3, "value")
	for _, s := range all {
		if s.Alarm != (s.Name == "value") || s.Alarm && (s.Subtype != 2 || s.Away > -2) {
			t.Errorf("%+v", s)
		}
	}
	if len(all) != 5 {
		t.Errorf("%d suspects", len(all))
	}
}

// Measures of the expression need more; shares of all genes must lie far apart.
func TestAlarmsOfMeasures(t *testing.T) {
	var subtypes []int
	near, far, told := []float64{}, []float64{}, []float64{}
	for i := range 60 {
		q := i % 2
		subtypes = append(subtypes, q)
		noise := float64(i*7%11) / 100
		near, far = append(near, 0.45+0.1*float64(q)+noise), append(far, 0.3+0.4*float64(q)+noise)
		told = append(told, float64(q)*0.06+noise)
	}
	measure := func(name string, x []float64, share bool) Measure {
		return Measure{Column: traits.Column{Name: name, Type: traits.Number, Numbers: x}, Of: "x", Share: share}
	}
	all := Suspects(&Table{Sizes: []int{30, 30}}, nil, []Measure{measure("near", near, true), measure("far", far, true),
		measure("told", told, false)}, subtypes, 2)
	for _, s := range all {
		if s.Alarm != (s.Name == "far") || !s.Measured || math.IsNaN(s.Explained) {
			t.Errorf("%+v", s)
		}
	}
	if all[2].Explained < Explains || all[2].Explained > ExplainsMost {
		t.Errorf("the case is none: %v explained", all[2].Explained)
	}
}

func TestNamesOfSuspects(t *testing.T) {
	of := map[string]string{"batch": "batch", "Batch_ID": "batch", "tissue_source_site": "batch", "center": "batch",
		"sequencing.plate": "batch", "scan date": "batch", "set": "batch", "GSE": "batch", "tumor_purity": "tumour purity",
		"percent_tumor_cells": "tumour purity", "RIN": "quality of the specimen", "ischemia_time": "quality of the specimen"}
	for name, want := range of {
		if got := SuspectKind(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	for _, name := range strings.Fields("age gender stage grade label histology os_time subtype primary_site tumor_site " +
		"metastasis_site response sample_type race vital_status kras_mutation IDH ER HER2 smoking days_to_birth") {
		if of := SuspectKind(name); of != "" {
			t.Errorf("%s is %q", name, of)
		}
	}
}

package clinic

import (
	"testing"

	"subtype/internal/clinical"
	"subtype/internal/expr/technical"
	"subtype/internal/simulate"
	"subtype/internal/traits"
)

// Simulated cohorts with groups and without a batch raise hardly an alarm by what is measured
// in their expression, though their groups differ in many genes.
func TestGroupsAreNoAlarm(t *testing.T) {
	alarms, cohorts := 0, 0
	for seed := range uint64(20) {
		for _, factors := range []int{0, 2} {
			o := simulate.Default()
			o.Samples, o.Genes, o.Seed, o.Factors, o.Groups = 60, 400, seed, factors, 2+int(seed%3)
			set, err := simulate.New(o)
			if err != nil {
				t.Fatal(err)
			}
			var c technical.Collector
			for g := range set.Genes() {
				c.Add(g.Name, g.Values)
			}
			var measures []clinical.Measure
			for _, m := range c.Measures() {
				measures = append(measures, clinical.Measure{Of: m.Of, Share: m.Share,
					Column: traits.Column{Name: m.Name, Type: traits.Number, Numbers: m.Values}})
			}
			cohorts++
			for _, s := range clinical.Suspects(&clinical.Table{}, nil, measures, set.Groups, o.Groups) {
				if s.Alarm {
					alarms++
					t.Logf("seed %d, %d factors: %s explains %.2f, away %.2f", seed, factors, s.Name, s.Explained, s.Away)
				}
			}
		}
	}
	if 20*alarms > cohorts {
		t.Errorf("%d alarms in %d cohorts", alarms, cohorts)
	}
}

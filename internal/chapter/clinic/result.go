package clinic

import (
	"math"

	"subtype/internal/clinical"
	"subtype/internal/survey"
	"subtype/internal/survival"
	"subtype/internal/sweep"
	"subtype/internal/traits"
)

var nan = math.NaN()

// Result is what is shown.
type Result struct {
	Known     *Known
	K         int
	Table     *clinical.Table
	Agreement []clinical.Agreement // at every rank
	Ranks     []int
	Suspects  []clinical.Suspect
	Without   map[string]Without // of suspects that were measured in a few genes
	Survival  []Endpoint
}

// Endpoint is how long the subtypes live by one endpoint.
type Endpoint struct {
	Name, Unit, Coding string
	Columns            []string
	Early              int // times of 0 or less
	*survival.Comparison
}

// FromSurvey compares what is known of the samples with the subtypes of a survey.
func FromSurvey(known *Known, s *survey.Survey) *Result {
	chosen := s.Chosen()
	r := &Result{Known: known, K: chosen.K, Ranks: s.Plan.Ranks}
	r.Table = clinical.Compare(known.Columns, chosen.Subtypes, chosen.K, func(column string) clinical.Random {
		return sweep.Stream(s.Plan.Seed, "clinical="+column)
	})
	var groupings [][]int
	for _, rank := range s.Ranks {
		groupings = append(groupings, rank.Subtypes)
	}
	r.Agreement = clinical.Agree(known.Columns, r.Ranks, groupings)
	var measures []clinical.Measure
	for _, m := range known.Technical {
		measures = append(measures, clinical.Measure{Of: m.Of, Share: m.Share,
			Column: traits.Column{Name: m.Name, Type: traits.Number, Numbers: m.Values}})
	}
	r.Suspects = clinical.Suspects(r.Table, known.Confounders, measures, chosen.Subtypes, chosen.K)
	r.Without = map[string]Without{}
	for _, m := range known.Technical {
		if len(m.Genes) > 0 {
			r.Without[m.Name] = without(known, s, m.Genes)
		}
	}
	for _, e := range known.Endpoints {
		times := survival.Times{Time: e.Time, Event: e.Event}
		r.Survival = append(r.Survival, Endpoint{e.Name, e.Unit, e.Coding, e.Columns, e.Early,
			survival.Compare(times, chosen.Subtypes, chosen.K, known.Adjust)})
	}
	return r
}

// alarms are the suspects that raise one, in order.
func (r *Result) alarms() (out []clinical.Suspect) {
	for _, s := range r.Suspects {
		if s.Alarm {
			out = append(out, s)
		}
	}
	return out
}

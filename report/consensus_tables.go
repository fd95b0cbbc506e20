package report

import (
	"fmt"
	"slices"

	"subtype/internal/chapter"
	"subtype/internal/survey"
	"subtype/internal/tabular"
)

// consensusData is what is kept of a rank's consensus: between samples, or, where there
// are too many, their label profiles.
func (s *Study) consensusData(r *survey.Rank) tabular.Data {
	if of, _ := r.Counts.ByProfile(); of != nil {
		return s.profileTable(r).Data()
	}
	return s.consensusTable(r, s.Matrix.SampleOrder).Data()
}

// consensusTable is the consensus matrix, samples in an order. A row is a sample by its
// number.
func (s *Study) consensusTable(r *survey.Rank, order []int) tabular.Table[int] {
	columns := []tabular.Column[int]{{Field: chapter.SampleField, Value: func(i int) any { return s.Matrix.Samples[i] }}}
	for _, j := range order {
		name := s.Matrix.Samples[j]
		columns = append(columns, tabular.Column[int]{Field: tabular.Field{Name: name, Heading: name,
			About: "share of the runs in which the two samples came together", Range: "0 to 1", Kind: tabular.Share},
			Value: func(i int) any { return r.Counts.At(i, j) }})
	}
	return tabular.Table[int]{Name: "Consensus matrix", File: rankFolder(r.K) + consensusFile,
		About:   "How often samples came together at this number of subtypes.",
		Columns: columns, Rows: slices.Values(order)}
}

// profile is a label profile by its number, and the first of its samples.
type profile struct{ number, first int }

// profileTable has a row a label profile: the number of its samples, its subtype, its
// first sample in bytewise order, and its metagene in every run.
func (s *Study) profileTable(r *survey.Rank) tabular.Table[profile] {
	of, samples := r.Counts.ByProfile()
	columns := []tabular.Column[profile]{
		{Field: tabular.Field{Name: "profile", Heading: "Profile", About: "number of the label profile", Kind: tabular.Count},
			Value: func(p profile) any { return p.number + 1 }},
		{Field: chapter.SamplesField, Value: func(p profile) any { return samples[p.number] }},
		{Field: chapter.SubtypeField, Value: func(p profile) any { return s.context().GroupAt(r.K, r.Subtypes[p.first]) }},
		{Field: tabular.Field{Name: "first_sample", Heading: "First sample", About: "the first of its samples by name",
			Kind: tabular.Name}, Value: func(p profile) any { return s.Matrix.Samples[p.first] }},
	}
	for _, run := range r.Runs {
		columns = append(columns, tabular.Column[profile]{Field: tabular.Field{Name: fmt.Sprintf("run_%d", run.Run),
			Heading: fmt.Sprintf("Run %d", run.Run), About: "the metagene, or group, of its samples in that run",
			Kind: tabular.Count}, Value: func(p profile) any { return run.Labels[p.first] + 1 }})
	}
	return tabular.Table[profile]{Name: "Label profiles", File: rankFolder(r.K) + profilesFile,
		About:   "What samples were labelled in every run; those with the same labels are one row.",
		Columns: columns, Rows: func(yield func(profile) bool) {
			written := make([]bool, len(samples))
			for j, p := range of {
				if written[p] {
					continue
				}
				written[p] = true
				if !yield(profile{p, j}) {
					return
				}
			}
		}}
}

package report

import (
	"cmp"
	"slices"

	"subtype/internal/chapter"
	"subtype/internal/expr/annotation"
	"subtype/internal/survey"
	"subtype/internal/tabular"
)

// assignmentTable lists the samples in the order of the file, with what is known of them
// at a rank. A row is a sample by its number.
func (s *Study) assignmentTable(r *survey.Rank) tabular.Table[int] {
	word, found := s.Survey.Word(r), &r.Confidence
	share := func(name, heading, about, limits string, values []float64) tabular.Column[int] {
		return tabular.Column[int]{Value: func(j int) any { return values[j] },
			Field: tabular.Field{Name: name, Heading: heading, About: about, Range: limits, Kind: tabular.Share}}
	}
	group := func(name, heading, about string, of func(j int) int) tabular.Column[int] {
		return tabular.Column[int]{Value: func(j int) any { return s.context().GroupAt(r.K, of(j)) },
			Field: tabular.Field{Name: name, Heading: heading, About: about, Kind: tabular.Subtype}}
	}
	next := group("next_subtype", "Next subtype", "the subtype whose samples it meets most often, beside its own",
		func(j int) int { return r.NextTo[j] })
	next.Shown = func(j int) any { return s.context().GroupAt(r.K, r.Neighbour(j)) } // none of several

	return tabular.Table[int]{Name: "Assignments", File: rankFolder(r.K) + assignmentsFile,
		About: "Every sample with its subtype, and how sure that is.", Rows: slices.Values(s.Matrix.SampleOrder),
		Columns: []tabular.Column[int]{
			{Field: chapter.SampleField, Value: func(j int) any { return s.Matrix.Samples[j] }},
			{Field: chapter.SubtypeField, Value: func(j int) any { return s.context().GroupAt(r.K, r.Subtypes[j]) }},
			share("silhouette", "Silhouette (−1 to 1)", "how much closer the sample is to its own subtype than to the "+
				"next, by consensus", "−1 to 1", r.Widths),
			share("consensus_own", "Consensus with own",
				"share of the runs in which it came together with the others of its subtype", "0 to 1", r.Own),
			share("consensus_next", "Consensus with next",
				"share of the runs in which it came together with those of the next subtype", "0 to 1", r.Next),
			next,
			{Field: tabular.Field{Name: "core", Heading: "Core", About: "whether the silhouette is above 0",
				Kind: tabular.YesNo}, Value: func(j int) any { return r.Core(j) }},
			group("best_fit_subtype", "Best fit", "the subtype by the run of lowest residual alone",
				func(j int) int { return r.BestFit[j] }),
			group("tree_subtype", "Tree", "the subtype by clustering the coefficients of that run",
				func(j int) int { return r.TreeSubtypes[j] }),
			share("share", "Share", "of the largest metagene in the coefficients of the sample", "0 to 1", r.Share),
			share("margin", "Margin", "by how much the sample is nearer to its own subtype than to the next; 0 on the "+
				"border", "", r.Margin),
			share("samples_frequency", "Back in other samples",
				"share of the subsamples with the sample in which its subtype came back", "0 to 1", found.SamplesFrequency),
			share("genes_frequency", "Back from other genes",
				"share of the halves of the genes in which its subtype came back", "0 to 1", found.GenesFrequency),
			share("halves_frequency", "Back by other half", "share of the labelings by the half of the samples without "+
				"it in which its subtype came back", "0 to 1", found.HalvesFrequency),
			{Field: tabular.Field{Name: "confidence", Heading: "Confidence", About: "firm, borderline or unassigned",
				Kind: tabular.Class}, Value: func(j int) any { return string(found.Class(j, word)) }},
		}}
}

// together are the samples by subtype, in each the surest first, then as in the file.
func (s *Study) together(r *survey.Rank) []int {
	order := slices.Clone(s.Matrix.SampleOrder)
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(r.Subtypes[a], r.Subtypes[b]), cmp.Compare(r.Widths[b], r.Widths[a]))
	})
	return order
}

// shownAssignments is the table as the workbook has it: those who are together beside each
// other, the verdict before its numbers, and the annotations.
func (s *Study) shownAssignments(r *survey.Rank, annotations []annotation.Column) tabular.Table[int] {
	t := s.assignmentTable(r).Only("sample", "subtype", "silhouette", "consensus_own", "consensus_next", "next_subtype",
		"core", "best_fit_subtype", "tree_subtype", "confidence", "share", "margin", "samples_frequency",
		"genes_frequency", "halves_frequency")
	t.Rows = slices.Values(s.together(r))
	for _, a := range annotations {
		f := tabular.Field{Name: a.Name, Heading: a.Name, About: "as in the file of annotations", Kind: tabular.Given}
		t.Columns = append(t.Columns, tabular.Column[int]{Field: f, Value: func(j int) any {
			if a.Values[j] == "" {
				return nil
			}
			return a.Values[j]
		}})
	}
	return t
}

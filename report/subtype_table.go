package report

import (
	"fmt"
	"slices"

	"subtype/internal/chapter"
	"subtype/internal/confidence"
	"subtype/internal/survey"
	"subtype/internal/tabular"
)

// Fields of the tables with a row a subtype.
var (
	coreField = tabular.Field{Name: "core_samples", Heading: "Core samples", Unit: "samples", Kind: tabular.Count,
		About: "samples with a silhouette above 0"}
	firmField = tabular.Field{Name: "firm_samples", Heading: "Firm", Unit: "samples", Kind: tabular.Count,
		About: "samples of the subtype that keep it whatever is left out; see the column confidence"}
	meanOwnField = tabular.Field{Name: "mean_consensus_own", Heading: "Consensus with own subtype", Range: "0 to 1",
		Kind: tabular.Share, About: "mean over the samples"}
	meanNextField = tabular.Field{Name: "mean_consensus_next", Heading: "Consensus with next subtype", Range: "0 to 1",
		Kind: tabular.Share, About: "mean over the samples"}
	meanSilhouetteField = tabular.Field{Name: "mean_silhouette", Heading: "Silhouette, mean", Range: "−1 to 1",
		Kind: tabular.Share, About: "mean over the samples"}
	jaccardField = tabular.Field{Name: "jaccard", Heading: "Jaccard index", Range: "0 to 1", Kind: tabular.Share,
		About: fmt.Sprintf("mean of the largest with a group of each subsample; below %.2f the subtype hardly comes back",
			confidence.NoSubtypeBelow)}
)

// subtypeTable sums up the subtypes of a rank.
func (s *Study) subtypeTable(r *survey.Rank) tabular.Table[survey.Subtype] {
	specific := "Specific genes"
	if s.Matrix.Halves != nil {
		specific = "Specific parts of genes"
	}
	type row = survey.Subtype
	firm := s.firmSamples(r)
	columns := []tabular.Column[row]{
		{Field: chapter.SubtypeField, Value: func(x row) any { return s.context().GroupAt(r.K, x.Subtype) }},
		{Field: chapter.SamplesField, Value: func(x row) any { return x.Samples }},
		{Field: coreField, Value: func(x row) any { return x.Core }},
		{Field: meanOwnField, Value: func(x row) any { return x.Own }},
		{Field: meanNextField, Value: func(x row) any { return x.Next }},
		{Field: meanSilhouetteField, Value: func(x row) any { return x.Silhouette }},
		{Field: tabular.Field{Name: "specific_genes", Heading: specific, Kind: tabular.Count,
			About: "number of those in the table of genes"}, Value: func(x row) any { return x.Genes }},
	}
	if firm != nil {
		columns = slices.Insert(columns, 2, tabular.Column[row]{Field: firmField,
			Value: func(x row) any { return firm[x.Subtype] }})
	}
	if j := r.Confidence.Jaccard; j != nil {
		columns = append(columns, tabular.Column[row]{Field: jaccardField, Value: func(x row) any { return j[x.Subtype] }})
	}
	return tabular.Table[row]{Name: "The subtypes", About: "Every subtype in a row.",
		Rows:    slices.Values(r.SubtypeMeans()),
		Columns: columns}
}

// firmSamples counts the firm samples of each subtype; nil where nothing was perturbed.
func (s *Study) firmSamples(r *survey.Rank) []int {
	word := s.Survey.Word(r)
	firm := make([]int, r.K)
	for j, q := range r.Subtypes {
		switch r.Confidence.Class(j, word) {
		case "":
			return nil
		case confidence.Firm:
			firm[q]++
		}
	}
	return firm
}

// summaryTable is what the first sheet says of each subtype: how many samples, how sure, and
// what sets it apart.
func (s *Study) summaryTable(r *survey.Rank) tabular.Table[survey.Subtype] {
	t := s.subtypeTable(r)
	t.Name, t.About = "The subtypes in short", "Every subtype in a row, with what sets it apart."
	names := []string{chapter.SubtypeField.Name, chapter.SamplesField.Name, firmField.Name, meanSilhouetteField.Name}
	if s.firmSamples(r) == nil {
		names[2] = coreField.Name
	}
	t = t.Only(names...)
	for _, c := range s.chapters() {
		for _, column := range c.Subtypes {
			t.Columns = append(t.Columns, tabular.Column[survey.Subtype]{Field: column.Field,
				Value: func(x survey.Subtype) any { return column.Value(x.Subtype) }})
		}
	}
	return t
}

// subtypesNote explains that table.
func (s *Study) subtypesNote() string {
	note := "Silhouette of the consensus, from −1 to 1: above 0 a sample is closer to its own subtype than to the " +
		"next, by the starts alone. A subtype of one sample has silhouette 0."
	if s.firmSamples(s.Survey.Chosen()) != nil {
		note = fmt.Sprintf("Firm: samples whose subtype came back in %.0f %% of the cases or more in other samples, from "+
			"other "+
			"genes, and from the other half of the samples. ", 100*confidence.FirmFrom) + note
	}
	return note
}

package classifier

import (
	"fmt"
	"slices"

	"subtype/internal/chapter"
	"subtype/internal/classify"
	"subtype/internal/tabular"
	"subtype/internal/words"
)

// numbered are the numbers of rows.
func numbered(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

func column(name, heading, about string, kind tabular.Kind, value func(i int) any) tabular.Column[int] {
	return tabular.Column[int]{Field: tabular.Field{Name: name, Heading: heading, About: about, Kind: kind}, Value: value}
}

func measures(t *classify.Test) tabular.Table[int] {
	type line struct {
		name  string
		value float64
		about string
	}
	lines := []line{
		{"Accuracy", t.Accuracy, fmt.Sprintf("of %s of %s that %s left out", words.Plural(t.Predictions, "prediction"),
			words.Plural(t.Samples, "sample"), words.Plural(t.Folds, "subsample"))},
		{"its 95 % interval from", t.Low, "Wilson's"},
		{"to", t.High, ""},
		{"Balanced accuracy", t.Balanced, "mean over the subtypes"},
		{"Assigned", t.Assigned, "share of the samples that are sure enough"},
		{"Accuracy of these", t.Right, ""},
		{"Brier score", t.Brier, "mean squared error of the probabilities; less is better"},
	}
	for r, x := range t.ByRule {
		lines = append(lines, line{"Accuracy by " + classify.RuleNames[r], x, "alone"})
	}
	return tabular.Table[int]{Name: "Expected accuracy", About: "How the rule did on samples that were left out.",
		Rows: slices.Values(numbered(len(lines))), Columns: []tabular.Column[int]{
			column("measure", "Measure", "what was measured", tabular.Text, func(i int) any { return lines[i].name }),
			column("value", "Value", "from 0 to 1", tabular.Share, func(i int) any { return lines[i].value }),
			column("about", "About", "what it means", tabular.Remark, func(i int) any { return lines[i].about }),
		}}
}

func confusion(t *classify.Test) tabular.Table[int] {
	k := len(t.Confusion)
	columns := []tabular.Column[int]{{Field: chapter.SubtypeField,
		Value: func(i int) any { return words.Subtype(i) }}}
	columns[0].Kind = tabular.Text
	for q := range k {
		columns = append(columns, column("said_"+words.Subtype(q), "Said "+words.Subtype(q),
			"samples that were assigned to it", tabular.Count, func(i int) any { return t.Confusion[i][q] }))
	}
	columns = append(columns, column("unassigned", "Unassigned", "samples that were assigned to none", tabular.Count,
		func(i int) any { return t.Confusion[i][k] }))
	return tabular.Table[int]{Name: "Confusion", About: "What was said of the samples of each subtype.",
		Rows: slices.Values(numbered(k)), Columns: columns}
}

func bins(t *classify.Test) tabular.Table[int] {
	of := func(i int) classify.Bin { return t.Calibration[i] }
	return tabular.Table[int]{Name: "Calibration", About: "Probabilities and how often they were right.",
		Rows: slices.Values(numbered(len(t.Calibration))), Columns: []tabular.Column[int]{
			column("from", "Probability from", "least", tabular.Share, func(i int) any { return of(i).From }),
			column("to", "to", "most", tabular.Share, func(i int) any { return of(i).To }),
			column("samples", "Samples", "with a probability there", tabular.Count, func(i int) any { return of(i).Samples }),
			column("mean", "Mean", "of their probabilities", tabular.Share, func(i int) any { return of(i).Mean }),
			column("observed", "Right", "share of them", tabular.Share, func(i int) any { return of(i).Observed }),
		}}
}

func fewer(t *classify.Test) tabular.Table[int] {
	return tabular.Table[int]{Name: "Fewer genes", About: "Accuracy where some of the genes are missing.",
		Rows: slices.Values(numbered(len(t.AtGenes))), Columns: []tabular.Column[int]{
			column("share", "Share of the genes", "that a sample has, drawn at random", tabular.Share,
				func(i int) any { return t.AtGenes[i].Share }),
			column("accuracy", "Accuracy", "of all", tabular.Share, func(i int) any { return t.AtGenes[i].Accuracy }),
		}}
}

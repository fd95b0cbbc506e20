package report

import (
	"fmt"

	"subtype/internal/survey"
	"subtype/nmf"
)

// consensusNote explains the sheet of one rank's consensus.
func consensusNote(r *survey.Rank) string {
	runs := fmt.Sprintf("Share of the %d runs in which two samples came together.", len(r.Runs))
	if len(r.Runs) == 1 {
		runs = "1 where the only run put two samples together, else 0."
	}
	if framed(len(r.Subtypes)) {
		return runs + " Samples are in the order of the tree; frames are subtypes."
	}
	return runs + " Samples are in the order of the tree."
}

// geneNote explains the sheet of genes.
func (s *Study) geneNote() string {
	t, feature := &prose{}, "gene"
	if s.Matrix.Halves != nil {
		feature = "part of a gene"
	}
	t.add("%v: score at least 3 scaled median absolute deviations above the median, weight at least the median of all weights.", named{kimPark})
	if s.mixed() {
		t.add("Score: 1 for a %s of one subtype alone, 0 for one that all share alike. Weight: those of the metagenes, each "+
			"times what it contributes to the subtype and not to all.", feature)
		return t.String()
	}
	t.add("Score: 1 for a %s of one metagene alone, 0 for one that all share alike. Weight: entry of the basis matrix%s.", feature, s.weightUnit())
	return t.String()
}

// weightUnit says how the columns of the basis matrix are scaled.
func (s *Study) weightUnit() string {
	switch s.Survey.Plan.Scale {
	case nmf.ScaleMax:
		return ", scaled so that the largest of each metagene is 1"
	case nmf.ScaleSum:
		return ", scaled so that those of each metagene sum to 1"
	}
	return " as the last update left it, comparable within a metagene only"
}

// featureWord is what the rows of the matrix are.
func (s *Study) featureWord() string {
	if s.Matrix.Halves != nil {
		return "up and down parts of genes"
	}
	return "genes"
}

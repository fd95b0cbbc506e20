package report

import (
	"fmt"

	"subtype/internal/cite"
	"subtype/internal/figure"
	"subtype/internal/survey"
	"subtype/internal/words"
	"subtype/nmf"
)

// consensusNote explains the sheet of one rank's consensus.
func consensusNote(r *survey.Rank) string {
	runs := fmt.Sprintf("Share of the %d runs in which two samples came together.", len(r.Runs))
	if len(r.Runs) == 1 {
		runs = "1 where the only run put two samples together, else 0."
	}
	if figure.Framed(len(r.Subtypes)) {
		return runs + " Samples are in the order of the tree; frames are subtypes."
	}
	return runs + " Samples are in the order of the tree."
}

// geneNote explains the sheet of genes.
func (s *Study) geneNote() string {
	t, feature := &cite.Prose{}, "gene"
	if s.Matrix.Halves != nil {
		feature = "part of a gene"
	}
	t.Add("%v: score at least 3 scaled median absolute deviations above the median, weight at least the median of all "+
		"weights.", cite.KimPark.Named())
	if s.mixed() {
		t.Add("Score: 1 for a %s of one subtype alone, 0 for one that all share alike. Weight: those of the metagenes, each "+
			"times what it contributes to the subtype and not to all.", feature)
		return t.String()
	}
	t.Add("Score: 1 for a %s of one metagene alone, 0 for one that all share alike. Weight: entry of the basis matrix%s.",
		feature, s.weightUnit())
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

// mostNamed is the number of metagenes that a note names.
const mostNamed = 10

// geneGroups is what genes have weights in: metagenes, or the subtypes that these make up.
func geneGroups(r *survey.Rank) string {
	if r.Mixed() {
		return "subtype"
	}
	return "metagene"
}

// ownGroup says that of a subtype.
func ownGroup(r *survey.Rank) string {
	if r.Mixed() {
		return "subtype"
	}
	return "subtype's metagene"
}

// geneGroup names the one of a subtype.
func geneGroup(r *survey.Rank, a int) string {
	if r.Mixed() {
		return words.Subtype(a)
	}
	return words.Metagene(a)
}

// basisNote says which genes the map shows; byWeight are the metagenes that no gene
// is specific for.
func (s *Study) basisNote(r *survey.Rank, byWeight []int) string {
	most, specific := 0, 0
	for _, genes := range r.Features {
		most = max(most, len(genes))
		specific += len(genes)
	}
	what, which := s.featureWord(), ""
	switch {
	case specific == 0:
		return fmt.Sprintf("No gene is specific for a %s. Shown are the %s of largest weight, %d of each at most.",
			geneGroups(r), what, figure.GenesOfEach(r.K))
	case most > figure.GenesOfEach(r.K):
		which = fmt.Sprintf("The %s specific for each %s, the %d most specific ones at most.",
			what, geneGroups(r), figure.GenesOfEach(r.K))
	default:
		which = fmt.Sprintf("All %s that are specific for a %s (%d).", what, geneGroups(r), specific)
	}
	if len(byWeight) > 0 {
		var names []string
		for i, a := range byWeight {
			if i == mostNamed {
				names = append(names, fmt.Sprintf("%d more", len(byWeight)-i))
				break
			}
			names = append(names, geneGroup(r, a))
		}
		which += fmt.Sprintf(" For %s none is: shown are those of largest weight.", words.List(names))
	}
	return which
}

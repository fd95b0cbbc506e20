package confidence

import (
	"fmt"
	"math"
	"strings"

	"subtype/rank"
)

// Finding is everything that the verdict's sentences speak of.
type Finding struct {
	Whether
	Count     int  // samples that were compared with those without groups
	Resampled bool // there are subsamples, halves of genes and halves of samples

	Rank             // at the rank chosen
	Forced   bool    // the rank was asked for
	RunnerUp int     // the rank that nearly was chosen; 0: none
	Rival    float64 // and how near it came: rank.Rival
}

// Word is the verdict.
func (f *Finding) Word() Word { return Judge(f.Whether, &f.Rank, f.Rival) }

// Headline says the verdict in a few words: "Clear subtypes: k = 3."
func Headline(w Word, k int) string {
	switch w {
	case Clear:
		return fmt.Sprintf("Clear subtypes: k = %d.", k)
	case Tentative:
		return fmt.Sprintf("Tentative subtypes: k = %d.", k)
	case None:
		return fmt.Sprintf("No clear subtypes: best candidate k = %d.", k)
	}
	return fmt.Sprintf("Unknown whether there are subtypes: k = %d.", k)
}

// Text is the verdict in a paragraph.
func (f *Finding) Text() string {
	return strings.Join(append([]string{Headline(f.Word(), f.K)}, f.Reasons()...), " ")
}

// Reasons are the sentences after its headline.
func (f *Finding) Reasons() []string {
	var said []string
	if f.RunnerUp != 0 {
		said = append(said, fmt.Sprintf("The runner-up is k = %d.", f.RunnerUp))
	}
	said = append(said, f.whether()...)
	if !f.Resampled {
		return append(said, "No samples and no genes were left out to see what changes, so nothing is known about other "+
			"patients or other genes.")
	}
	return append(append(said, f.again()...), f.who()...)
}

// whether says how the test for any groups came out.
func (f *Finding) whether() []string {
	if !f.Tested() {
		return []string{"The samples were not compared with samples without groups."}
	}
	against := "samples without groups whose genes have the same means and correlations"
	if f.Permuted {
		against = "samples whose values were permuted within each gene"
	}
	numbers := fmt.Sprintf("z = %s, where %s is needed with %d samples; p = %s", rank.Apart(f.Z, f.Threshold, 1),
		rank.Apart(f.Threshold, f.Z, 1), f.Count, probability(f.P))
	if f.Called {
		said := []string{fmt.Sprintf("The samples fall into tighter groups than %s (%s).", against, numbers)}
		if f.Permuted {
			said = append(said, "Correlation between genes is enough for that, so it does not show that there are "+
				"subtypes "+
				"and they are not called clear.")
		}
		return said
	}
	return []string{fmt.Sprintf("The samples fall into groups hardly tighter than %s do (%s).", against, numbers),
		"The tables and figures show the best candidate, which may be no more than a gradient cut in pieces."}
}

// again says how well the grouping comes again.
func (f *Finding) again() []string {
	said := []string{"The groups of two subsamples of the samples agree by " + agreement(f.Samples) + ".",
		"The groups from two halves of the genes agree by " + agreement(f.Genes) + ".",
		"The groups that two halves of the samples give all samples agree by " + agreement(f.Halves) + ".",
		"Agreement is the adjusted Rand index: 1 is the same, 0 is chance."}
	if least := f.Least(); f.Called && !(least >= ClearFrom) && !math.IsNaN(least) {
		said = append(said, fmt.Sprintf("Clear subtypes have %.2f or more in all three.", ClearFrom))
	}
	if f.Called && f.RunnerUp != 0 && !(f.Rival < RivalBelow) && !math.IsInf(f.Rival, 1) {
		said = append(said, fmt.Sprintf("k = %d does nearly as well or better: the product that chooses k is %s of "+
			"that at k = %d there. Clear would be below %.2f.", f.RunnerUp, rank.Apart(f.Rival, RivalBelow, 2), f.K, RivalBelow))
	}
	if g := f.Weakest(); g >= 0 && f.K > 1 {
		said = append(said, fmt.Sprintf("The least stable subtype is S%d: in subsamples it comes back with a "+
			"Jaccard index "+
			"of %.2f.", g+1, f.Jaccard[g]))
	}
	return said
}

// who counts samples by how sure their subtype is.
func (f *Finding) who() []string {
	n := f.Classes(f.Word())
	all := n[Firm] + n[Borderline] + n[Unassigned]
	if all == 0 {
		return nil
	}
	return []string{fmt.Sprintf("Of %d samples %d are firm in their subtype, %d borderline and %d unassigned.",
		all, n[Firm], n[Borderline], n[Unassigned])}
}

// agreement writes an agreement with its interval.
func agreement(a Agreement) string {
	if !a.Known() {
		return "an unknown amount"
	}
	mean := rank.Apart(a.Mean, ClearFrom, 2)
	if math.IsNaN(a.Low) {
		return mean
	}
	return fmt.Sprintf("%s (95 %% interval %.2f to %.2f)", mean, a.Low, a.High)
}

// probability writes a p-value with two digits.
func probability(p float64) string {
	if p >= 0.001 {
		return fmt.Sprintf("%.2g", p)
	}
	return fmt.Sprintf("%.1e", p)
}

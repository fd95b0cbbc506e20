package confidence

import (
	"fmt"
	"math"

	"subtype/internal/words"
	"subtype/rank"
)

// NoSubtypeBelow is the Jaccard index below which a subtype hardly comes back in subsamples.
//
// Hennig, Computational Statistics and Data Analysis 52:258 (2007).
const NoSubtypeBelow = 0.6

// Doubts are sentences about what speaks against relying on the grouping, the gravest first:
// whether there are groups at all, whether they come again, whether their number is known,
// which of them are weak, and which samples belong to none.
func (f *Finding) Doubts() []string {
	said := f.doubtsOfGroups()
	if f.Called {
		said = append(said, f.doubtsOfAgreement()...)
		said = append(said, f.doubtsOfNumber()...)
	}
	said = append(said, f.doubtsOfSubtypes()...)
	n := f.Classes(f.Word())
	if all := n[Firm] + n[Borderline] + n[Unassigned]; all > 0 && n[Firm] < all {
		said = append(said, fmt.Sprintf("%d of %d samples are not firm in their subtype: %d borderline, %d unassigned.",
			all-n[Firm], all, n[Borderline], n[Unassigned]))
	}
	return said
}

func (f *Finding) doubtsOfGroups() []string {
	switch {
	case !f.Tested():
		return []string{"Nothing shows that there are groups at all: the samples were not compared with samples without " +
			"groups."}
	case !f.Called:
		return []string{fmt.Sprintf("There may be no subtypes: the samples group hardly more tightly than samples without "+
			"groups (z = %s, where %s is needed).", rank.Apart(f.Z, f.Threshold, 1), rank.Apart(f.Threshold, f.Z, 1))}
	case f.Permuted:
		return []string{"Nothing shows that there are subtypes: any correlation between genes beats permuted values."}
	}
	return nil
}

func (f *Finding) doubtsOfAgreement() []string {
	if !f.Resampled {
		return []string{"Nothing is known about other patients or other genes: none were left out to see what changes."}
	}
	var said []string
	for _, x := range []struct {
		of string
		a  Agreement
	}{{"when samples are left out", f.Samples}, {"with the genes they are made from", f.Genes},
		{"with the half of the patients that they are learnt from", f.Halves}} {
		switch {
		case !x.a.Known():
			said = append(said, fmt.Sprintf("Whether the groups change %s is not known.", x.of))
		case x.a.Mean < ClearFrom:
			said = append(said, fmt.Sprintf("The groups change %s: they agree by %s, where %.2f would be clear.", x.of,
				rank.Apart(x.a.Mean, ClearFrom, 2), ClearFrom))
		}
	}
	return said
}

func (f *Finding) doubtsOfNumber() []string {
	switch {
	case f.RunnerUp == 0 || f.Rival < RivalBelow:
		return nil
	case math.IsInf(f.Rival, 1):
		return []string{fmt.Sprintf("Another number of subtypes does better: k = %d.", f.RunnerUp)}
	}
	return []string{fmt.Sprintf("The number of subtypes is not sure: k = %d has %s of the product by which k = %d was "+
		"compared; clear would be below %.2f.", f.RunnerUp, rank.Apart(f.Rival, RivalBelow, 2), f.K, RivalBelow)}
}

func (f *Finding) doubtsOfSubtypes() []string {
	var weak []string
	for q, x := range f.Jaccard {
		if x < NoSubtypeBelow && f.K > 1 {
			weak = append(weak, fmt.Sprintf("S%d (%s)", q+1, rank.Apart(x, NoSubtypeBelow, 2)))
		}
	}
	if len(weak) == 0 {
		return nil
	}
	return []string{fmt.Sprintf("Hardly coming back in subsamples, with a Jaccard index below %.2f: %s.", NoSubtypeBelow,
		words.List(weak))}
}

package report

import (
	"subtype/internal/cite"
	"subtype/internal/confidence"
	"subtype/internal/null"
	"subtype/internal/sweep"
	"subtype/internal/words"
)

// groups says how it was asked whether there are groups at all.
func (s *Study) groups() *cite.Prose {
	t, n := &cite.Prose{}, s.Survey.Null
	if n == nil {
		t.Add("Whether there are groups at all was not tested.")
		return t
	}
	t.Add("Whether there are groups at all was asked of the expression of these genes, as logarithms or ratios: k-means "+
		"(%v; the best of ten starts) made %d to %d groups of the samples on the 20 strongest principal components, and the "+
		"share of the sum of squares between groups was averaged.", cite.Arthur, n.From, n.To)
	what := cite.Of("in which each component's scores were drawn from the distribution with one peak nearest to its own "+
		"(after %v) and made orthogonal, so that the means and covariances of the genes were the same "+
		"(%v)", cite.Helgeson, cite.Langsrud)
	if n.Kind == null.Permuted {
		what = cite.Of("in which the values of each gene were permuted")
	}
	t.Add("The same was done to %d data sets without groups, %v.", n.Nulls, what)
	t.Add("There are groups where the difference is %.2f standard deviations or more (2.5, or 0.4 times the root of the "+
		"number of samples); p is by Student's t.", n.Threshold)
	return t
}

// again says how it was asked whether the groupings come again.
func (s *Study) again() *cite.Prose {
	t := &cite.Prose{}
	subsamples := sweep.Subsamples(s.Survey.Plan.Sets)
	if subsamples == 0 {
		t.Add("No samples or genes were left out to see whether the subtypes come again.")
		return t
	}
	halves := 0
	for _, set := range s.Survey.Plan.Sets {
		if set.Data.Half == sweep.HalfA {
			halves++
		}
	}
	t.Add("%s of 80 %% of the samples, both halves of %s of the genes and both halves of %s of the samples, whose "+
		"metagenes then label all samples, were factorised twice each at every rank, and the better run was kept.",
		words.Upper(words.Plural(subsamples, "random subsample")), words.Plural(halves, "random split"),
		words.Plural(halves, "random division"))
	t.Add("Agreement is the mean adjusted Rand index (%v) of two subsamples, of two halves of the genes, or of the "+
		"labels by two halves of the samples; its interval is of the bootstrap over these pairs, widened for their small "+
		"number (%v).",
		cite.Hubert, cite.Hesterberg)
	t.Add("Subtypes are clear where there are groups, all three are %.1f or more, and the product of every other k (of "+
		"the agreement of halves of the genes, the silhouette by expression and z) is below %.1f of the chosen one's.",
		confidence.ClearFrom, confidence.RivalBelow)
	t.Add("How well a subtype comes back in subsamples is its mean largest Jaccard index (%v).", cite.Hennig)
	t.Add("A sample is firm where its own subtype comes back in %.0f %% or more of the subsamples that hold it, of the "+
		"halves of the genes, and of the labelings by the half of the samples without it; unassigned where one of these "+
		"is below %.0f %%; else borderline.", 100*confidence.FirmFrom, 100*confidence.UnassignedBelow)
	return t
}

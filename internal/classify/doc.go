// Package classify freezes the subtypes of an analysis into a rule for samples that had no
// part in it, tests that rule on samples that were left out, and applies it.
//
// What is known of a sample is its level of expression in every gene: its values as the
// training matrix had them before anything was subtracted (Levels). Three rules look at it:
//
//   - projection: its coefficients for the fixed basis matrix (nmf.Project), read as the
//     analysis read those of its runs;
//   - nearest template: its z-scores, by frozen means and standard deviations, in the marker
//     genes of every subtype (Hoshida 2010; Eide et al. 2017);
//   - pairs: of which of two genes it has more, for a few pairs of genes (Geman et al. 2004,
//     Tan et al. 2005): no scale of values has a part in that.
//
// Each rule scores every subtype; one slope a rule, fitted on samples that were left out,
// makes probabilities of scores, and their mean is the probability of a subtype. No step
// looks at another sample: a sample alone and among others gets the same answer.
//
// What is kept are weights of metagenes and, of genes and subtypes, means of three samples or
// more: no name of a sample and no value of one.
package classify

// Rules that score the subtypes.
const (
	Projection = iota
	Template
	Pairs
	rules
)

// RuleNames are the rules for people, in order.
var RuleNames = []string{"projection", "nearest template", "gene pairs"}

// LeastOfSubtype is how many samples a subtype must have for a rule to be made.
const LeastOfSubtype = 3

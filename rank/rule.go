package rank

import "slices"

// Rule chooses a rank from scores in rising order of k, at least one.
type Rule func(scores []Score) Opinion

// Opinion is what a rule makes of scores.
type Opinion struct {
	K   int    // the rank it chooses; 0: none
	Why string // in one clause, to follow "k = 3, because"; where K is 0, what is missing

	// Doubt is which of the rule's own conditions the choice does not meet, in a
	// clause to follow "But"; "" where it meets all.
	Doubt string
	// Open are the ranks that it does not speak against by choosing K: those as good
	// to it as K, and those that it could not have chosen.
	Open []int
}

// Against says whether the opinion is a vote against rank k.
func (o Opinion) Against(k int) bool {
	return o.K != 0 && o.K != k && o.Doubt == "" && !slices.Contains(o.Open, k)
}

// Named is a rule with its name on the command line and what it does.
type Named struct {
	Name     string
	Rule     Rule
	About    string // the rule in a clause: "the k with …"
	Else     string // a sentence about where that says nothing; "": none
	Source   string // the work or program that it follows: "Brunet 2004"; "": none
	Short    string // what it looks at: "the cophenetic correlation"
	MinRanks int    // it needs at least so many ranks
	Instead  string // the rule in its place where it has no opinion; "": none
}

// Rules are all rules, the default first.
func Rules() []Named {
	return []Named{
		{"agreement", Agreement, "the k with the largest product of the agreement of the groupings from two " +
			"halves of the genes, the silhouette by expression, and the standard deviations by which the groups are " +
			"tighter than those of samples without groups",
			"Where nothing was resampled, elbow takes its place.", "", "the agreement of gene halves and the " +
				"tightness by expression", 1, "elbow"},
		{"elbow", Elbow, "the largest k at which one more metagene improves the fit at least 1.5 times as much as " +
			"the next one would, and at least a tenth as much as any, while at most 10 % of the pairs of samples have a " +
			"consensus between 0.1 and 0.9",
			"Where there is none, it takes the sharpest bend of the residual.", "Hutchins 2008", "the bend of the " +
				"residual", 1, ""},
		{"cophenetic", CopheneticFall, "the last k before the cophenetic correlation first falls by more than 0.01",
			"Where it falls nowhere, it takes the largest k.", "Brunet 2004", "the fall of the cophenetic " +
				"correlation", 1, ""},
		{"silhouette", BestSilhouette, "the k with the largest mean silhouette of the consensus",
			"", "", "the silhouette of the consensus", 1, ""},
		{"pac", LowestPAC, "the k with the lowest proportion of ambiguous clustering",
			"", "Șenbabaoğlu 2014", "the proportion of ambiguous clustering", 1, ""},
		{"panoply", Panoply, "the k with the largest dispersion^(1 − cophenetic), k = 2 left out",
			"", "PANOPLY", "PANOPLY's index", 1, ""},
		{"firehose", Firehose, "the k with the largest silhouette by expression, of those before the steepest fall " +
			"and after rises of the cophenetic correlation",
			"It needs seven ranks without gaps and never takes the first.", "Firehose", "Firehose's rule", 7, ""},
	}
}

// RuleByName returns the rule of that name.
func RuleByName(name string) (Named, bool) {
	for _, r := range Rules() {
		if r.Name == name {
			return r, true
		}
	}
	return Named{}, false
}

package rank

import (
	"fmt"
	"math"
	"slices"
)

// Rule chooses a rank from scores in rising order of k and says why in one
// clause, to follow "k = 3, because". Where it cannot choose, k is 0 and why
// says what is missing.
type Rule func(scores []Score) (k int, why string)

// Named is a rule with its name on the command line and what it does.
type Named struct {
	Name     string
	Rule     Rule
	About    string // the rule in a clause: "the k with …"
	Short    string // what it looks at: "the cophenetic correlation"
	MinRanks int    // it needs at least so many ranks
}

// Rules are all rules, the default first.
func Rules() []Named {
	return []Named{
		{"elbow", Elbow, "the largest k at which one more metagene improves the fit at least 1.5 times as much as the next one would (bend of the residual, after Hutchins 2008), and at least a tenth as much as any, while at most 10 % of the pairs of samples are together in some runs and apart in others; where there is none, the sharpest bend", "the bend of the residual", 1},
		{"cophenetic", CopheneticFall, "the last k before the cophenetic correlation first falls by more than 0.01 (Brunet 2004, made precise)", "the fall of the cophenetic correlation", 1},
		{"silhouette", BestSilhouette, "the k with the largest mean silhouette of the consensus", "the silhouette of the consensus", 1},
		{"pac", LowestPAC, "the k with the lowest proportion of ambiguous clustering (Șenbabaoğlu 2014)", "the proportion of ambiguous clustering", 1},
		{"panoply", Panoply, "the k with the largest dispersion^(1 − cophenetic), k = 2 left out (PANOPLY)", "PANOPLY's index", 1},
		{"firehose", Firehose, "Broad GDAC Firehose's rule, for comparison: needs seven ranks without gaps and never takes the first", "Firehose's rule", 7},
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

// usable are the scores of ranks that may be chosen: those whose cophenetic
// correlation is defined.
func usable(scores []Score) []Score {
	return slices.DeleteFunc(slices.Clone(scores), func(s Score) bool { return math.IsNaN(s.Cophenetic) })
}

const nothingUsable = "no rank has a consensus whose cophenetic correlation is defined"

// clearFall is how far the cophenetic correlation must fall from one rank to
// the next to count: smaller falls come and go with the random starts.
const clearFall = 0.01

// CopheneticFall chooses the last k before the first clear fall of the
// cophenetic correlation, the largest k when it never falls clearly.
//
// Brunet et al., PNAS 101:4164 (2004), choose k where the correlation begins to
// fall; how far is left to the eye there.
func CopheneticFall(scores []Score) (int, string) {
	u := usable(scores)
	if len(u) == 0 {
		return 0, nothingUsable
	}
	for i := range len(u) - 1 {
		a, b := u[i], u[i+1]
		if a.Cophenetic-b.Cophenetic > clearFall {
			return a.K, fmt.Sprintf("the cophenetic correlation is %.3f there and falls to %.3f at k = %d", a.Cophenetic, b.Cophenetic, b.K)
		}
	}
	last := u[len(u)-1]
	return last.K, fmt.Sprintf("the cophenetic correlation is %.3f there and falls clearly nowhere before", last.Cophenetic)
}

// BestSilhouette chooses the largest mean silhouette of the consensus, the
// smaller k of equal ones.
func BestSilhouette(scores []Score) (int, string) {
	best, ok := argmax(usable(scores), func(s Score) float64 { return s.SilhouetteConsensus })
	if !ok {
		return 0, nothingUsable
	}
	return best.K, fmt.Sprintf("the mean silhouette of the consensus is highest there, %.3f", best.SilhouetteConsensus)
}

// LowestPAC chooses the lowest proportion of ambiguous clustering, the smaller
// k of equal ones.
//
// Șenbabaoğlu, Michailidis and Li, Scientific Reports 4:6207 (2014).
func LowestPAC(scores []Score) (int, string) {
	best, ok := argmax(usable(scores), func(s Score) float64 { return -s.PAC })
	if !ok {
		return 0, nothingUsable
	}
	return best.K, fmt.Sprintf("the proportion of ambiguously clustered pairs is lowest there, %.3f", best.PAC)
}

// argmax is the first score with the largest value; NaN is never largest.
func argmax(scores []Score, value func(Score) float64) (best Score, ok bool) {
	for _, s := range scores {
		if x := value(s); !math.IsNaN(x) && (!ok || x > value(best)) {
			best, ok = s, true
		}
	}
	return best, ok
}

// Panoply chooses the largest dispersion^(1 − cophenetic). Ranks are looked at
// from the smallest; one replaces another only when it is better by more than
// 1e-6 of it. k = 2 is left out unless it is the only rank.
//
// PANOPLY (Broad Institute), module panoply_nmf.
func Panoply(scores []Score) (int, string) {
	u := usable(scores)
	if len(u) == 0 {
		return 0, nothingUsable
	}
	if len(u) > 1 {
		u = slices.DeleteFunc(u, func(s Score) bool { return s.K == 2 })
	}
	index := func(s Score) float64 { return math.Pow(s.Dispersion, 1-s.Cophenetic) }
	best := u[0]
	for _, s := range u[1:] {
		if index(s) > index(best)*(1+1e-6) {
			best = s
		}
	}
	return best.K, fmt.Sprintf("dispersion^(1 − cophenetic) is highest there, %.3f (k = 2 is not looked at)", index(best))
}

// Firehose is Broad GDAC Firehose's rule. With r the cophenetic correlations
// and slopes s[i] = r[i+1] − r[i] (counted from 1): candidates are the ranks
// before the steepest of the slopes 2 to 6; with one slope ≥ 0, the rank after
// it; with more, the ranks after each slope ≥ 0 that is followed by one ≤ 0.
// Among the candidates the largest mean silhouette by expression wins, the
// smaller k of equal ones. It needs seven ranks without gaps, and can never
// choose the first.
//
// Broad GDAC Firehose, mRNAseq_Clustering_CNMF.
func Firehose(scores []Score) (int, string) {
	if len(scores) < 7 {
		return 0, fmt.Sprintf("it needs seven ranks or more, and %d were surveyed", len(scores))
	}
	for i, s := range scores {
		if math.IsNaN(s.Cophenetic) {
			return 0, fmt.Sprintf("the cophenetic correlation is not defined at k = %d", s.K)
		}
		if i > 0 && s.K != scores[i-1].K+1 {
			return 0, "it needs ranks without gaps"
		}
	}
	slope := make([]float64, len(scores)) // slope[i] from rank i to i+1, from 1
	for i := 1; i < len(scores); i++ {
		slope[i] = scores[i].Cophenetic - scores[i-1].Cophenetic
	}
	candidate := map[int]bool{} // index of the rank, from 1
	steepest := slices.Min(slope[2:7])
	rising := 0
	for i := 1; i < len(slope); i++ {
		if slope[i] == steepest {
			candidate[i] = true
		}
		if slope[i] >= 0 {
			rising++
		}
	}
	for i := 1; i < len(slope); i++ {
		if slope[i] >= 0 && (rising == 1 || i+1 < len(slope) && slope[i+1] <= 0) {
			candidate[i+1] = true
		}
	}
	var best *Score
	for i := range scores {
		s := &scores[i]
		if candidate[i+1] && (best == nil || s.SilhouetteExpression > best.SilhouetteExpression) {
			best = s
		}
	}
	return best.K, fmt.Sprintf("of its candidates it has the largest mean silhouette by expression, %.3f", best.SilhouetteExpression)
}

package rank

import (
	"fmt"
	"strings"
)

// Choice is the rank chosen and the reasons.
type Choice struct {
	K        int
	Rule     string    // the rule's name, "" when the rank was asked for
	Why      string    // one sentence: why this k, and what speaks against it
	Verdicts []Verdict // of all rules
}

// Verdict is what one rule says: its choice, or 0, and why.
type Verdict struct {
	Rule Named
	K    int
	Why  string
}

// Choose applies a rule, or takes the rank asked for when it is not 0, and lets
// all rules speak. Scores must be of at least one rank, in rising order. Where
// the rule cannot choose, the first rank is taken and the sentence says so.
func Choose(scores []Score, rule Named, asked int) Choice {
	var c Choice
	for _, r := range Rules() {
		k, why := r.Rule(scores)
		c.Verdicts = append(c.Verdicts, Verdict{r, k, why})
	}
	k, why := rule.Rule(scores)
	switch {
	case asked != 0:
		c.K, c.Why = asked, fmt.Sprintf("k = %d was asked for", asked)
	case k == 0:
		c.K, c.Rule, c.Why = scores[0].K, rule.Name, fmt.Sprintf("k = %d is shown, but no k could be chosen by %s, because %s", scores[0].K, rule.Short, why)
	default:
		c.K, c.Rule, c.Why = k, rule.Name, fmt.Sprintf("k = %d, because %s", k, why)
	}
	if against := c.against(scores); len(against) > 0 {
		c.Why += "; against it speaks that " + strings.Join(against, ", and that ")
	} else {
		c.Why += "; none of the measures speaks against it"
	}
	c.Why += "."
	return c
}

// Marks below which a measure of the chosen rank is held against it.
const (
	weakSilhouette = 0.75
	weakCophenetic = 0.95
)

// against lists what speaks against the choice.
func (c Choice) against(scores []Score) []string {
	var out []string
	var others []string
	for _, v := range c.Verdicts {
		if v.K != 0 && v.K != c.K && v.Rule.Name != c.Rule {
			others = append(others, fmt.Sprintf("%d by %s", v.K, v.Rule.Short))
		}
	}
	if len(others) > 0 {
		out = append(out, "k would be "+list(others))
	}
	for _, s := range scores {
		if s.K != c.K {
			continue
		}
		if s.SilhouetteConsensus < weakSilhouette {
			out = append(out, fmt.Sprintf("its consensus is not clear (mean silhouette %.3f)", s.SilhouetteConsensus))
		}
		if s.Cophenetic < weakCophenetic {
			out = append(out, fmt.Sprintf("its cophenetic correlation is low (%.3f)", s.Cophenetic))
		}
	}
	if n := len(scores); n > 1 && c.K == scores[n-1].K {
		out = append(out, "no larger k was looked at")
	}
	return out
}

// list joins parts: "a, b and c".
func list(parts []string) string {
	if len(parts) == 1 {
		return parts[0]
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " and " + parts[len(parts)-1]
}

package rank

import (
	"fmt"
	"math"
	"strings"
)

// Choice is the rank chosen and the reasons.
type Choice struct {
	K        int
	Rule     string    // the rule's name, "" when the rank was asked for
	Said     []string  // in short sentences: why this k, and what speaks against it
	Verdicts []Verdict // of all rules
	Weak     []string  // sentences: what is weak about the chosen rank by its own measures
	RunnerUp int       // the rank beside K that the rule agreement finds best; 0: none
}

// Verdict is what one rule says.
type Verdict struct {
	Rule Named
	Opinion
}

// Why is why this k, and what speaks against it, in a paragraph.
func (c *Choice) Why() string { return strings.Join(c.Said, " ") }

// Used is the verdict of the rule that was to choose, nil when the rank was asked
// for. Its K is 0 where the rule could not choose.
func (c *Choice) Used() *Verdict {
	for i := range c.Verdicts {
		if c.Verdicts[i].Rule.Name == c.Rule {
			return &c.Verdicts[i]
		}
	}
	return nil
}

// Firm says that the rank was chosen by a rule all of whose conditions it meets, or
// was asked for, and that its own measures are not weak.
func (c *Choice) Firm() bool {
	v := c.Used()
	return len(c.Weak) == 0 && (v == nil || v.K != 0 && v.Doubt == "")
}

// Choose applies a rule, or takes the rank asked for when it is not 0, and lets
// all rules speak. Scores must be of at least one rank, in rising order. Where
// the rule cannot choose, the first rank is taken and the sentences say so.
func Choose(scores []Score, rule Named, asked int) Choice {
	c := Choice{K: asked}
	for _, r := range Rules() {
		c.Verdicts = append(c.Verdicts, Verdict{r, r.Rule(scores)})
	}
	var said []string
	if asked != 0 {
		said = append(said, fmt.Sprintf("k = %d was asked for.", asked))
	} else {
		c.Rule = rule.Name
		v := c.Used()
		if v.K == 0 && rule.Instead != "" {
			c.Rule = rule.Instead
			v = c.Used()
		}
		if c.K = v.K; c.K == 0 {
			c.K = scores[0].K
		}
		said = v.reason(c.K, len(scores))
	}
	said = append(said, c.votes(len(scores))...)
	for i, s := range scores {
		if s.K != c.K {
			continue
		}
		v := c.Used()
		c.Weak = weak(s, v != nil && v.Rule.Name == "elbow" && v.Doubt != "")
		said = append(said, c.Weak...)
		if i > 0 && i == len(scores)-1 {
			said = append(said, "No larger k was surveyed.")
		}
	}
	c.Said = said
	c.RunnerUp = runnerUp(scores, c.K)
	return c
}

// reason says why k is taken, or shown where the rule chose none of so many ranks.
func (v *Verdict) reason(k, ranks int) []string {
	switch {
	case v.K == 0:
		said := fmt.Sprintf("No k could be chosen by %s, because %s.", v.Rule.Short, v.Why)
		if ranks == 1 {
			return []string{said, fmt.Sprintf("k = %d, the only rank surveyed, is shown.", k)}
		}
		return []string{said, fmt.Sprintf("k = %d, the smallest surveyed, is shown.", k)}
	case ranks == 1:
		return []string{fmt.Sprintf("k = %d is the only rank surveyed.", k)}
	case v.Doubt != "":
		return []string{fmt.Sprintf("k = %d, because %s.", k, v.Why), "But " + v.Doubt + "."}
	}
	return []string{fmt.Sprintf("k = %d, because %s.", k, v.Why)}
}

// votes says which rules speak against the choice.
func (c *Choice) votes(ranks int) []string {
	if ranks == 1 {
		return nil // there is nothing to vote on
	}
	var others []string
	for _, v := range c.Verdicts {
		if v.Rule.Name != c.Rule && v.Against(c.K) {
			others = append(others, fmt.Sprintf("k = %d by %s", v.K, v.Rule.Short))
		}
	}
	switch v := c.Used(); {
	case len(others) > 0:
		return []string{"Against it: " + list(others) + "."}
	case v == nil:
		return []string{"No rule speaks against it."}
	case v.K == 0:
		return nil
	}
	return []string{"No other rule speaks against it."}
}

// Marks beyond which a measure of the chosen rank is weak; StablePAC is the third.
const (
	weakSilhouette = 0.75
	weakCophenetic = 0.95
)

// weak says what is, but for the ambiguous pairs where they were named already.
func weak(s Score, named bool) []string {
	var out []string
	if math.IsNaN(s.Cophenetic) {
		return []string{"All pairs of samples have the same consensus there, so that no groups can be seen."}
	}
	if s.SilhouetteConsensus < weakSilhouette {
		out = append(out, fmt.Sprintf("Its consensus is not clear (mean silhouette %s).",
			Apart(s.SilhouetteConsensus, weakSilhouette, 3)))
	}
	if s.Cophenetic < weakCophenetic {
		out = append(out, fmt.Sprintf("Its cophenetic correlation is low (%s).", Apart(s.Cophenetic, weakCophenetic, 3)))
	}
	if s.PAC > StablePAC && !named {
		out = append(out, ambiguous(s.PAC)+".") // begins with a number
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

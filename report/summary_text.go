package report

import (
	"fmt"
	"strings"

	"subtype/internal/survey"
)

// ranksText is "2 to 6", or "2, 4 and 8".
func (s *Study) ranksText() string {
	ranks := s.Survey.Plan.Ranks
	if n := len(ranks); n > 2 && ranks[n-1]-ranks[0] == n-1 {
		return fmt.Sprintf("%d to %d", ranks[0], ranks[n-1])
	}
	var parts []string
	for _, k := range ranks {
		parts = append(parts, fmt.Sprint(k))
	}
	if len(parts) == 1 {
		return parts[0]
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " and " + parts[len(parts)-1]
}

// Done says in one or two sentences what was done.
func (s *Study) Done() string {
	m, p := s.Matrix, s.Survey.Plan
	return fmt.Sprintf("The expression of %s in %s was factorised %s from random starts for each number of subtypes from %s. "+
		"How often two samples came together in those runs is their consensus; samples that nearly always come together form a subtype.",
		plural(len(m.Genes), "gene"), plural(len(m.Samples), "sample"), times(p.Restarts), s.ranksText())
}

// Sizes says how large the subtypes are: "S1 19, S2 11, S3 8".
func Sizes(r *survey.Rank) string {
	count := make([]int, r.K)
	for _, l := range r.Subtypes {
		count[l]++
	}
	var parts []string
	for q, n := range count {
		parts = append(parts, fmt.Sprintf("%s %d", subtypeName(q), n))
	}
	return strings.Join(parts, ", ")
}

// Sure says how stable the chosen subtypes are.
func (s *Study) Sure() string {
	r := s.Survey.Chosen()
	core, n := 0, len(r.Subtypes)
	var own float64
	for j := range r.Subtypes {
		if r.Core(j) {
			core++
		}
		own += r.Own[j] / float64(n)
	}
	word := "The grouping is weak: many samples change company from run to run."
	switch x := r.Score.SilhouetteConsensus; {
	case r.Score.Cophenetic != r.Score.Cophenetic:
		word = "No grouping was found: the runs put all samples together."
	case x >= 0.9:
		word = "The grouping is very stable."
	case x >= 0.75:
		word = "The grouping is stable."
	case x >= 0.5:
		word = "The grouping is moderately stable: some samples change company from run to run."
	}
	return fmt.Sprintf("%s On average a sample meets the others of its subtype in %.0f %% of the runs; %d of %s %s to their subtype than to any other (core samples). "+
		"Mean silhouette of the consensus %.3f, cophenetic correlation %s (1 is best for both). Stable means found again from other starts on the same data; it does not by itself mean found in other patients.",
		word, 100*own, core, plural(n, "sample"), closer(core), r.Score.SilhouetteConsensus, fixed(r.Score.Cophenetic))
}

func closer(n int) string {
	if n == 1 {
		return "is closer"
	}
	return "are closer"
}

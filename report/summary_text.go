package report

import (
	"fmt"
	"slices"
	"strings"

	"subtype/internal/confidence"
	"subtype/internal/survey"
	"subtype/internal/sweep"
	"subtype/internal/words"
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
	return words.List(parts)
}

// Done says in short sentences what was done.
func (s *Study) Done() string {
	m, p := s.Matrix, s.Survey.Plan
	numbers := s.ranksText() + " subtypes"
	if len(p.Ranks) > 1 {
		numbers = "each number of subtypes: " + s.ranksText()
	}
	starts := "random starts"
	switch {
	case p.NNDSVD && p.Restarts == 1:
		starts = "an NNDSVD start"
	case p.NNDSVD:
		starts = "one NNDSVD start and otherwise random starts"
	case p.Restarts == 1:
		starts = "a random start"
	}
	return fmt.Sprintf("The expression of %s in %s was factorised %s from %s for %s. "+
		"The consensus of two samples is the share of the runs in which they came together. Samples were grouped "+
		"into subtypes by their consensus.",
		m.RowsText(), words.Plural(len(m.Samples), "sample"), timesText(p), starts, numbers)
}

// timesText says how often the matrix was factorised at a rank.
func timesText(p sweep.Plan) string {
	if p.Each == nil {
		return words.Times(p.Restarts)
	}
	return fmt.Sprintf("%d to %d times", slices.Min(p.Each), p.Restarts)
}

// headline is the verdict, the number of subtypes, and whether anything chose it.
func (s *Study) headline() string {
	text := strings.TrimSuffix(confidence.Headline(s.Survey.Word(s.Survey.Chosen()), s.Survey.Choice.K), ".")
	if v := s.Survey.Choice.Used(); v != nil && v.K == 0 {
		text += " (shown, none was chosen)"
	}
	return text
}

// Stability says in one sentence whether the runs found the chosen subtypes again.
func (s *Study) Stability() string { return stability(s.Survey.Chosen()) }

func stability(r *survey.Rank) string {
	again := ""
	x := r.Score.SilhouetteConsensus
	switch r.Recurrence() {
	case survey.OneRun:
		return "Only one run was made, so nothing is known about other starts."
	case survey.NoGroups:
		return "No groups were found: all pairs of samples have the same consensus."
	case survey.Same:
		return fmt.Sprintf("All %d runs give the same groups (mean silhouette of the consensus %.3f).", len(r.Runs), x)
	case survey.NearlySame:
		again = "nearly the same groups come back"
	case survey.Similar:
		again = "similar groups come back"
	case survey.InPart:
		again = "the groups come back in part"
	default:
		again = "the groups hardly come back"
	}
	return fmt.Sprintf("From other starts %s (mean silhouette of the consensus %.3f).", again, x)
}

// Sure says in sentences how far the chosen subtypes can be relied on.
func (s *Study) Sure() []string {
	r := s.Survey.Chosen()
	said := append(s.Survey.Finding().Reasons(), stability(r))
	if len(r.Runs) > 1 {
		if text := withOwnSubtype(r); text != "" {
			said = append(said, text)
		}
		core := r.CoreSamples()
		said = append(said, fmt.Sprintf("%d of %s %s to their subtype than to any other by consensus (core samples).",
			core, words.Plural(len(r.Subtypes), "sample"), closer(core)),
			fmt.Sprintf("The cophenetic correlation is %s (1 is best).", words.Fixed(r.Score.Cophenetic)))
	}
	return said
}

// withOwnSubtype says how often samples meet the others of their subtype, those alone in
// theirs left out.
func withOwnSubtype(r *survey.Rank) string {
	mean, of := r.MeanOwn()
	if of == 0 {
		return ""
	}
	return fmt.Sprintf("On average a sample meets the others of its subtype in %s of the runs.", words.Share(mean))
}

func closer(n int) string {
	if n == 1 {
		return "is closer"
	}
	return "are closer"
}

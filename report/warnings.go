package report

import (
	"fmt"
	"strings"

	"subtype/consensus"
	"subtype/internal/confidence"
	"subtype/internal/expr/finding"
	"subtype/internal/style"
	"subtype/internal/survey"
	"subtype/internal/words"
)

// noWarnings is what the summary says where there is none.
const noWarnings = "Nothing: the subtypes are clear, every sample is firm, and no check of the input or of the " +
	"analysis " +
	"gave a warning."

// Warnings are what a reader must know before trusting the result, the gravest first: that
// the subtypes may be no biology, or none at all; that the computation fell short; what is
// wrong with the input; what is weak about single subtypes; what single analyses and
// pictures lack.
func (s *Study) Warnings() []string {
	r := s.Survey.Chosen()
	var out []string
	add := func(texts ...string) {
		for _, text := range texts {
			if text != "" {
				out = append(out, text)
			}
		}
	}
	for _, c := range s.chapters() {
		add(c.Alarms...)
	}
	add(s.Survey.Finding().Doubts()...)
	add(s.unclear(), fewRuns(s.Survey.Plan.Restarts), s.notEnough(), unfinished(s.Survey.Ranks))
	add(inputWarnings(s.Matrix.Findings)...)
	add(s.largestRank(), smallSubtypes(r), bestFitDiffers(r), noGenes(r))
	for _, c := range s.chapters() {
		add(c.Warnings...)
	}
	add(manySamples(s.Survey.Ranks), s.lackingCharacters())
	return out
}

func inputWarnings(findings finding.Findings) []string {
	var out []string
	for _, f := range findings {
		if f.Severity != finding.Warning {
			continue
		}
		text := f.What()
		if !strings.HasPrefix(string(f.Code), "annotations") && f.Code != finding.CLS { // these begin with the name of a file
			text = words.Upper(text)
		}
		if f.Line > 0 {
			text += fmt.Sprintf(" (line %d)", f.Line)
		}
		if f.Remedy != "" {
			text += ". " + words.Upper(f.Remedy)
		}
		if !strings.HasSuffix(text, "?") {
			text += "."
		}
		out = append(out, text)
	}
	return out
}

// unclear points to what the reasons for k say against it.
func (s *Study) unclear() string {
	if s.Survey.Choice.Firm() {
		return ""
	}
	return fmt.Sprintf("The choice of k = %d is not clear: see “Why %d?” below.", s.Survey.Choice.K, s.Survey.Choice.K)
}

// usualRuns is the default of --restarts.
const usualRuns = 50

func fewRuns(n int) string {
	if n >= 20 {
		return ""
	}
	return fmt.Sprintf("Only %s at each rank: a consensus of few runs is coarse. %d are the default.",
		words.Plural(n, "run"), usualRuns)
}

// adaptive says whether the number of runs was left to what they find.
func (s *Study) adaptive() bool { return s.option("restarts") == "auto" }

// notEnough names the ranks at which the runs ended because there were so many.
func (s *Study) notEnough() string {
	var at []string
	for _, r := range s.Survey.Ranks {
		if s.adaptive() && len(r.Runs) == survey.MostRuns {
			at = append(at, fmt.Sprintf("k = %d (%d)", r.K, r.Confidence.Found))
		}
	}
	if len(at) == 0 {
		return ""
	}
	return fmt.Sprintf("After %d runs the best optimum had not been found %d times, or the agreement between starts was "+
		"not known to ±%.2f, at %s; in brackets how often it was found. More starts might find a better one.",
		survey.MostRuns, confidence.FoundEnough, confidence.Narrow, words.List(at))
}

// unfinished names the ranks at which more than a quarter of the runs were cut off.
func unfinished(ranks []survey.Rank) string {
	var at []string
	for _, x := range ranks {
		stopped := x.CutOff()
		if 4*stopped > len(x.Runs) {
			at = append(at, fmt.Sprintf("%d of %d at k = %d", stopped, len(x.Runs), x.K))
		}
	}
	if len(at) == 0 {
		return ""
	}
	return "Runs reached the limit of iterations before they had settled: " + words.List(at) +
		". A larger --max-iterations lets them end."
}

func manySamples(ranks []survey.Rank) string {
	n := len(ranks[0].Subtypes)
	if n <= survey.EverySample {
		return ""
	}
	text := fmt.Sprintf("With %d samples the figures show %d of them, and the tree of coefficients is that of %d.",
		n, style.SomeDrawn, survey.EverySample)
	for _, x := range ranks {
		if moved := x.Counts.Moved(); moved > 0 {
			text += fmt.Sprintf(" At k = %d the labels of %s are so unlike any other's that they were counted with "+
				"the most similar of the %d most frequent label profiles.",
				x.K, words.Plural(moved, "sample"), consensus.MostProfiles)
		}
	}
	return text
}

func (s *Study) largestRank() string {
	ranks, k := s.Survey.Plan.Ranks, s.Survey.Choice.K
	if len(ranks) == 1 || k != ranks[len(ranks)-1] {
		return ""
	}
	return fmt.Sprintf("k = %d is the largest rank surveyed: more subtypes were not looked at.", k)
}

func smallSubtypes(r *survey.Rank) string {
	var small []string
	for q, n := range r.Sizes() {
		if n < 3 {
			small = append(small, fmt.Sprintf("%s (%s)", words.Subtype(q), words.Plural(n, "sample")))
		}
	}
	switch len(small) {
	case 0:
		return ""
	case 1:
		return "Very small subtype: " + small[0] + ". It may be an outlier."
	}
	return "Very small subtypes: " + strings.Join(small, ", ") + ". They may be outliers."
}

func noGenes(r *survey.Rank) string {
	var none []string
	for a, genes := range r.Features {
		if len(genes) == 0 {
			none = append(none, words.Subtype(a))
		}
	}
	if len(none) == 0 {
		return ""
	}
	return "No gene passes Kim and Park's criterion for " + words.List(none) + "."
}

// bestFitDiffers tells where the best run alone groups more than a tenth of the
// samples otherwise.
func bestFitDiffers(r *survey.Rank) string {
	differ := r.Differing()
	if 10*differ <= len(r.Subtypes) {
		return ""
	}
	return fmt.Sprintf("The best single run puts %d of %s into another subtype than the consensus does.",
		differ, words.Plural(len(r.Subtypes), "sample"))
}

func (s *Study) lackingCharacters() string {
	missing := s.unprintable()
	if len(missing) == 0 {
		return ""
	}
	remedy := "--font takes a font that has them."
	if s.option("font") != "" {
		remedy = "Another --font may have them."
	}
	return fmt.Sprintf("The figures' font lacks characters of %s (%s); in PNG and PDF they show as □. %s",
		words.Plural(len(missing), "name"), strings.Join(firstNames(missing, 3), ", "), remedy)
}

// firstNames are the first names of many, long ones cut.
func firstNames(names []string, most int) []string {
	var out []string
	for _, n := range names[:min(most, len(names))] {
		if short := words.Cut(n, 40); short != n {
			n = short + "…"
		}
		out = append(out, n)
	}
	return out
}

// unprintable are sample and gene names and annotations in the figures that their font
// cannot write whole.
func (s *Study) unprintable() []string {
	var out []string
	seen := map[string]bool{}
	look := func(names []string) {
		for _, n := range names {
			if !seen[n] && s.Fonts.Missing(n) {
				seen[n] = true
				out = append(out, n)
			}
		}
	}
	look(s.Matrix.Samples)
	for i := range s.Survey.Ranks {
		rows, _ := basisRows(&s.Survey.Ranks[i])
		for _, row := range rows {
			look(s.Matrix.Genes[row.gene : row.gene+1])
		}
	}
	for _, a := range s.shownAnnotations() {
		look([]string{a.Name})
		look(a.Values)
	}
	for _, c := range s.chapters() {
		look(c.Shown)
	}
	return out
}

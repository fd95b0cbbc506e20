package report

import (
	"fmt"
	"strings"

	"subtype/consensus"
	"subtype/internal/expr"
	"subtype/internal/survey"
	"subtype/nmf"
)

// Warnings are what a reader must know before trusting the result: those of the
// input, and those of the analysis.
func (s *Study) Warnings() []string {
	var out []string
	for _, f := range s.Matrix.Findings {
		if f.Severity == expr.Warning {
			text := upper(f.What())
			if f.Line > 0 {
				text += fmt.Sprintf(" (line %d)", f.Line)
			}
			if f.Remedy != "" {
				text += ". " + upper(f.Remedy)
			}
			out = append(out, text+".")
		}
	}
	r := s.Survey.Chosen()
	if n := s.Survey.Plan.Restarts; n < 20 {
		out = append(out, fmt.Sprintf("Only %s at each rank: a consensus of few runs is coarse. 50 runs are usual.", plural(n, "run")))
	}
	var unfinished []string
	for _, x := range s.Survey.Ranks {
		stopped := 0
		for _, run := range x.Runs {
			if run.Status == nmf.MaxIterations {
				stopped++
			}
		}
		if 4*stopped > len(x.Runs) {
			unfinished = append(unfinished, fmt.Sprintf("%d of %d at k = %d", stopped, len(x.Runs), x.K))
		}
	}
	if len(unfinished) > 0 {
		out = append(out, "Many runs reached the limit of iterations before their labels had settled ("+strings.Join(unfinished, ", ")+"). --max-iterations raises the limit.")
	}
	if n := len(r.Subtypes); n > survey.EverySample {
		text := fmt.Sprintf("With %d samples the figures show some of them, and the tree of coefficients is that of %d.", n, survey.EverySample)
		for _, x := range s.Survey.Ranks {
			if moved := x.Counts.Moved(); moved > 0 {
				text += fmt.Sprintf(" At k = %d %d samples have labels so unlike any other's that they were counted with the most similar of the %d most frequent label profiles.", x.K, moved, consensus.MostProfiles)
			}
		}
		out = append(out, text)
	}
	ranks := s.Survey.Plan.Ranks
	if r.K == ranks[len(ranks)-1] && len(ranks) > 1 {
		out = append(out, fmt.Sprintf("k = %d is the largest rank surveyed: more subtypes were not looked at.", r.K))
	}
	var small []string
	for q := range r.K {
		n := 0
		for _, l := range r.Subtypes {
			if l == q {
				n++
			}
		}
		if n < 3 {
			small = append(small, fmt.Sprintf("%s (%s)", subtypeName(q), plural(n, "sample")))
		}
	}
	if len(small) > 0 {
		out = append(out, "Very small subtypes: "+strings.Join(small, ", ")+". They may be outliers.")
	}
	var none []string
	for a, genes := range r.Features {
		if len(genes) == 0 {
			none = append(none, subtypeName(a))
		}
	}
	if len(none) > 0 {
		out = append(out, "No gene passes Kim and Park's criterion for "+strings.Join(none, ", ")+".")
	}
	differ := 0
	for j, l := range r.Subtypes {
		if r.BestFit[j] != l {
			differ++
		}
	}
	if 10*differ > len(r.Subtypes) {
		out = append(out, fmt.Sprintf("The best single run puts %d of %s into another subtype than the consensus does.", differ, plural(len(r.Subtypes), "sample")))
	}
	if missing := s.unprintable(); len(missing) > 0 {
		out = append(out, fmt.Sprintf("The figures' font lacks characters of %s (%s); they show as □. --font takes a font that has them.", plural(len(missing), "name"), strings.Join(firstNames(missing, 3), ", ")))
	}
	return out
}

// firstNames are the first names of many, long ones cut.
func firstNames(names []string, most int) []string {
	var out []string
	for _, n := range names[:min(most, len(names))] {
		if short := cutRunes(n, 40); short != n {
			n = short + "…"
		}
		out = append(out, n)
	}
	return out
}

// unprintable are sample and gene names and annotations that the figures' font
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
	for _, a := range s.Annotations {
		look([]string{a.Name})
		look(a.Values)
	}
	return out
}

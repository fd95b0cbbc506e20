package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"subtype/internal/chapter"
	"subtype/internal/confidence"
	"subtype/internal/survey"
	"subtype/internal/tabular"
	"subtype/internal/words"
)

// stabilityTable is what is known about every rank's grouping: whether it comes again,
// and whether there are groups at all.
func (s *Study) stabilityTable() tabular.Table[*survey.Rank] {
	columns := []tabular.Column[*survey.Rank]{rankColumn}
	for _, a := range agreements {
		columns = append(columns, a.columns()...)
	}
	columns = append(columns, tabular.Column[*survey.Rank]{Field: tabular.Field{Name: "starts_found",
		Heading: "Runs in the best optimum", Unit: "runs", Kind: tabular.Count,
		About: fmt.Sprintf("runs on the whole matrix that ended with the groups of the best one, and a residual within %v "+
			"of its own", confidence.SameLoss)}, Value: func(r *survey.Rank) any { return r.Confidence.Found }})
	return tabular.Table[*survey.Rank]{Name: "Stability", File: stabilityFile,
		About:   "Whether there are subtypes, and whether they come again in other patients and from other genes.",
		Columns: slices.Concat(columns, s.groupColumns(), s.verdictColumns()), Rows: s.ranks()}
}

// shownStability is the table as the workbook has it, and what its columns mean.
func (s *Study) shownStability() (t tabular.Table[*survey.Rank], meanings []string) {
	t = s.stabilityTable()
	t.Columns = slices.DeleteFunc(t.Columns, func(c tabular.Column[*survey.Rank]) bool {
		return c.Name == chapter.RankField.Name || c.About == unmeasured
	})
	for _, c := range t.Columns {
		meanings = append(meanings, words.Upper(c.About)+".")
	}
	return t, meanings
}

// stable makes a column of numbers.
func stable(name, heading, about, limits string, value func(*survey.Rank) float64) tabular.Column[*survey.Rank] {
	return tabular.Column[*survey.Rank]{Value: func(r *survey.Rank) any { return value(r) },
		Field: tabular.Field{Name: name, Heading: heading, About: about, Range: limits, Kind: tabular.Measure}}
}

// agreement is an agreement of groupings, by what was drawn anew.
type agreement struct {
	name, heading, about string
	of                   func(*confidence.Rank) confidence.Agreement
}

var agreements = []agreement{
	{"starts", "other starts", "of any two runs on the whole matrix",
		func(r *confidence.Rank) confidence.Agreement { return r.Starts }},
	{"samples", "other samples", "of two subsamples of 80 % of the samples, on those that they share",
		func(r *confidence.Rank) confidence.Agreement { return r.Samples }},
	{"genes", "other genes", "of two halves of the genes",
		func(r *confidence.Rank) confidence.Agreement { return r.Genes }},
	{"halves", "halves of the samples", "of the subtypes that the metagenes of two halves of the samples give all samples",
		func(r *confidence.Rank) confidence.Agreement { return r.Halves }},
}

// unmeasured is about columns that are kept for numbers that nobody measures yet.
const unmeasured = "not measured"

func (a agreement) columns() []tabular.Column[*survey.Rank] {
	const index = "−1 to 1"
	of := func(get func(confidence.Agreement) float64) func(*survey.Rank) float64 {
		return func(r *survey.Rank) float64 { return get(a.of(&r.Confidence)) }
	}
	out := []tabular.Column[*survey.Rank]{
		stable(a.name+"_agreement", "Agreement, "+a.heading, "mean adjusted Rand index "+a.about+
			"; 1 is the same, 0 is chance", index, of(func(a confidence.Agreement) float64 { return a.Mean })),
		stable(a.name+"_low", "from", "95 % interval of that, over what was drawn", index,
			of(func(a confidence.Agreement) float64 { return a.Low })),
		stable(a.name+"_high", "to", "95 % interval of that, over what was drawn", index,
			of(func(a confidence.Agreement) float64 { return a.High })),
	}
	for _, what := range []string{"null", "null_sd", "z", "p"} {
		heading := "Agreement, " + a.heading + ", " + strings.ReplaceAll(what, "_", " ")
		out = append(out, stable(a.name+"_"+what, heading, unmeasured, "", func(*survey.Rank) float64 { return math.NaN() }))
	}
	return out
}

// groupColumns hold groups against those of samples without groups.
func (s *Study) groupColumns() []tabular.Column[*survey.Rank] {
	const share, less = "0 to 1", "of the same share in sets without groups"
	found := s.Survey
	return []tabular.Column[*survey.Rank]{
		stable("null_between", "Share between groups",
			"share of the sum of squares that lies between k groups of k-means on 20 principal components", share,
			func(r *survey.Rank) float64 { return found.Groups(r.K).Value }),
		stable("null_mean", "without groups, mean", less, share,
			func(r *survey.Rank) float64 { return found.Groups(r.K).Mean }),
		stable("null_sd", "without groups, sd", less, "", func(r *survey.Rank) float64 { return found.Groups(r.K).SD }),
		stable("null_z", "z", "the difference in standard deviations", "",
			func(r *survey.Rank) float64 { return found.Groups(r.K).Z }),
		probability(stable("null_p", "p", "of that, by Student's t; not corrected for the number of ranks", share,
			func(r *survey.Rank) float64 { return found.Groups(r.K).P })),
		stable("any_z", "z, any groups", "the same for the mean share over 2 to 8 groups: one question for all ranks", "",
			func(*survey.Rank) float64 { return found.Finding().Z }),
		stable("any_threshold", "z needed", "2.5, or 0.4 times the root of the number of samples where that is more", "",
			func(*survey.Rank) float64 { return found.Finding().Threshold }),
		probability(stable("any_p", "p, any groups", "of z, any groups", share,
			func(*survey.Rank) float64 { return found.Finding().P })),
	}
}

func probability(c tabular.Column[*survey.Rank]) tabular.Column[*survey.Rank] {
	c.Kind = tabular.Probability
	return c
}

// verdictColumns sum up.
func (s *Study) verdictColumns() []tabular.Column[*survey.Rank] {
	count := func(c confidence.Class, heading, about string) tabular.Column[*survey.Rank] {
		out := stable(string(c), heading, about, "", func(r *survey.Rank) float64 { return s.Survey.ClassSize(r, c) })
		out.Kind, out.Unit = tabular.Count, "samples"
		return out
	}
	return []tabular.Column[*survey.Rank]{
		stable("product", "Genes × expression × z", "what the rule “agreement” looks at: agreement of gene halves, "+
			"silhouette by expression, z; the largest is taken", "", func(r *survey.Rank) float64 { return r.Score.Product() }),
		stable("rival", "Nearest other k", "the largest such product of another k, as a share of this one's", "",
			func(r *survey.Rank) float64 { return s.Survey.Rival(r) }),
		count(confidence.Firm, "Firm samples", fmt.Sprintf("their subtype came back in %.0f %% of the cases or more, "+
			"whatever was drawn", 100*confidence.FirmFrom)),
		count(confidence.Borderline, "Borderline samples", "neither firm nor unassigned"),
		count(confidence.Unassigned, "Unassigned samples", fmt.Sprintf("less than %.0f %% of the cases in one of the ways",
			100*confidence.UnassignedBelow)),
		stable("least_jaccard", "Least Jaccard index", "of the subtype that comes back worst in subsamples; "+
			"below 0.6 there is no such subtype, from 0.75 a pattern, from 0.85 it is stable", "0 to 1",
			func(r *survey.Rank) float64 { return r.Confidence.LeastJaccard() }),
		{Field: tabular.Field{Name: "least_jaccard_subtype", Heading: "of subtype", About: "which that is",
			Kind: tabular.Text}, Value: func(r *survey.Rank) any {
			if q := r.Confidence.Weakest(); q >= 0 {
				return words.Subtype(q)
			}
			return ""
		}},
		{Field: tabular.Field{Name: "verdict", Heading: "Verdict", About: fmt.Sprintf("at this k: clear, where there are "+
			"groups, the agreement in other samples, other genes and by halves of the samples is %.1f or more, and "+
			"no other k comes to %.1f of its product",
			confidence.ClearFrom, confidence.RivalBelow), Kind: tabular.Text},
			Value: func(r *survey.Rank) any { return string(s.Survey.Word(r)) }},
	}
}

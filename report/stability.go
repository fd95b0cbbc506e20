package report

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"

	"github.com/xuri/excelize/v2"

	"subtype/internal/confidence"
	"subtype/internal/survey"
	"subtype/internal/words"
)

// stabilityColumn is a column of stability.tsv: a row of the sheet Stability.
type stabilityColumn struct {
	name, heading, about string
	number               func(*survey.Survey, *survey.Rank) float64
	text                 func(*survey.Survey, *survey.Rank) string // in place of number; "": not known
}

// agreements are those of which stability.tsv tells, in its order.
var agreements = []struct {
	name, heading, about string
	of                   func(*confidence.Rank) confidence.Agreement
}{
	{"starts", "other starts", "of any two runs on the whole matrix",
		func(r *confidence.Rank) confidence.Agreement { return r.Starts }},
	{"samples", "other samples", "of two subsamples of 80 % of the samples, on those that they share",
		func(r *confidence.Rank) confidence.Agreement { return r.Samples }},
	{"genes", "other genes", "of two halves of the genes",
		func(r *confidence.Rank) confidence.Agreement { return r.Genes }},
	{"halves", "halves of the samples", "of the subtypes that the metagenes of two halves of the samples give all samples",
		func(r *confidence.Rank) confidence.Agreement { return r.Halves }},
}

// stabilityColumns are those after the rank.
func stabilityColumns() []stabilityColumn {
	var all []stabilityColumn
	for _, a := range agreements {
		of := func(get func(confidence.Agreement) float64) func(*survey.Survey, *survey.Rank) float64 {
			return func(_ *survey.Survey, r *survey.Rank) float64 { return get(a.of(&r.Confidence)) }
		}
		all = append(all,
			stabilityColumn{name: a.name + "_agreement", heading: "Agreement, " + a.heading,
				about:  "mean adjusted Rand index " + a.about + "; 1 is the same, 0 is chance",
				number: of(func(a confidence.Agreement) float64 { return a.Mean })},
			stabilityColumn{name: a.name + "_low", heading: "from", about: "95 % interval of that, over what was drawn",
				number: of(func(a confidence.Agreement) float64 { return a.Low })},
			stabilityColumn{name: a.name + "_high", heading: "to", about: "95 % interval of that, over what was drawn",
				number: of(func(a confidence.Agreement) float64 { return a.High })})
		for _, unmeasured := range []string{"_null", "_null_sd", "_z", "_p"} {
			all = append(all, stabilityColumn{name: a.name + unmeasured})
		}
	}
	return slices.Concat(all, groupColumns, verdictColumns)
}

// groupColumns hold groups against those of samples without groups.
var groupColumns = []stabilityColumn{
	{name: "null_between", heading: "Share between groups",
		about:  "share of the sum of squares that lies between k groups of k-means on 20 principal components",
		number: func(s *survey.Survey, r *survey.Rank) float64 { return s.Groups(r.K).Value }},
	{name: "null_mean", heading: "without groups, mean", about: "of the same share in sets without groups",
		number: func(s *survey.Survey, r *survey.Rank) float64 { return s.Groups(r.K).Mean }},
	{name: "null_sd", heading: "without groups, sd", about: "of the same share in sets without groups",
		number: func(s *survey.Survey, r *survey.Rank) float64 { return s.Groups(r.K).SD }},
	{name: "null_z", heading: "z", about: "the difference in standard deviations",
		number: func(s *survey.Survey, r *survey.Rank) float64 { return s.Groups(r.K).Z }},
	{name: "null_p", heading: "p", about: "of that, by Student's t; not corrected for the number of ranks",
		number: func(s *survey.Survey, r *survey.Rank) float64 { return s.Groups(r.K).P }},
	{name: "any_z", heading: "z, any groups", about: "the same for the mean share over 2 to 8 groups: one question for all ranks",
		number: func(s *survey.Survey, _ *survey.Rank) float64 { return s.Finding().Z }},
	{name: "any_threshold", heading: "z needed", about: "2.5, or 0.4 times the root of the number of samples where that is more",
		number: func(s *survey.Survey, _ *survey.Rank) float64 { return s.Finding().Threshold }},
	{name: "any_p", heading: "p, any groups", about: "of z, any groups",
		number: func(s *survey.Survey, _ *survey.Rank) float64 { return s.Finding().P }},
}

// verdictColumns sum up.
var verdictColumns = []stabilityColumn{
	{name: "product", heading: "Genes × expression × z", about: "what the rule “agreement” looks at: agreement of gene halves, " +
		"silhouette by expression, z; the largest is taken",
		number: func(_ *survey.Survey, r *survey.Rank) float64 { return r.Score.Product() }},
	{name: "firm", heading: "Firm samples", about: fmt.Sprintf("their subtype came back in %.0f %% of the cases or more, "+
		"whatever was drawn", 100*confidence.FirmFrom), number: classCount(confidence.Firm)},
	{name: "borderline", heading: "Borderline samples", about: "neither firm nor unassigned",
		number: classCount(confidence.Borderline)},
	{name: "unassigned", heading: "Unassigned samples", about: fmt.Sprintf("less than %.0f %% of the cases in one of the ways",
		100*confidence.UnassignedBelow), number: classCount(confidence.Unassigned)},
	{name: "least_jaccard", heading: "Least Jaccard index", about: "of the subtype that comes back worst in subsamples; " +
		"below 0.6 there is no such subtype, from 0.75 a pattern, from 0.85 it is stable",
		number: func(_ *survey.Survey, r *survey.Rank) float64 {
			if g := r.Confidence.Weakest(); g >= 0 {
				return r.Confidence.Jaccard[g]
			}
			return math.NaN()
		}},
	{name: "least_jaccard_subtype", heading: "of subtype", about: "which that is",
		text: func(_ *survey.Survey, r *survey.Rank) string {
			if g := r.Confidence.Weakest(); g >= 0 {
				return words.Subtype(g)
			}
			return ""
		}},
	{name: "verdict", heading: "Verdict", about: fmt.Sprintf("at this k: clear, where there are groups and the agreement in "+
		"other samples, other genes and by halves of the samples is %.1f or more", confidence.ClearFrom),
		text: func(s *survey.Survey, r *survey.Rank) string { return string(s.Word(r)) }},
}

func classCount(c confidence.Class) func(*survey.Survey, *survey.Rank) float64 {
	return func(s *survey.Survey, r *survey.Rank) float64 {
		count := r.Confidence.Classes(s.Word(r))
		if count[""] == len(r.Subtypes) {
			return math.NaN()
		}
		return float64(count[c])
	}
}

// StabilityTable is the table of what is known about every rank's grouping.
const StabilityTable = "stability.tsv"

func (s *Study) writeStability(w io.Writer) error {
	columns := stabilityColumns()
	header := []string{"rank"}
	for _, c := range columns {
		header = append(header, c.name)
	}
	t := newTable(w, header...)
	for i := range s.Survey.Ranks {
		r := &s.Survey.Ranks[i]
		row := []string{strconv.Itoa(r.K)}
		for _, c := range columns {
			row = append(row, c.value(s.Survey, r))
		}
		t.row(row...)
	}
	return t.done()
}

// value is how the table has it.
func (c stabilityColumn) value(s *survey.Survey, r *survey.Rank) string {
	switch {
	case c.number != nil:
		return number(c.number(s, r))
	case c.text != nil && c.text(s, r) != "":
		return c.text(s, r)
	}
	return "NA"
}

// stability shows the verdict and its numbers: a row a measure, a column a rank.
func (b *book) stability() {
	const meaning = 12 // columns that the explanations spread over
	st := b.study
	widths := []float64{26}
	header := []string{"Measure"}
	for _, r := range st.Survey.Ranks {
		widths = append(widths, 12)
		name := fmt.Sprintf("k = %d", r.K)
		if r.K == st.Survey.Choice.K {
			name += ", chosen"
		}
		header = append(header, name)
	}
	s := b.sheet(stabilitySheet, 3, 1, widths...)
	s.add(0, s.text(s.style.heading, "Do the groups come again, and are there any?"))
	s.wide(s.style.note, st.Survey.Finding().Text(), len(widths)+meaning-1, 150)
	s.header(append(header, "What it means")...)
	for _, c := range stabilityColumns() {
		if c.heading == "" {
			continue
		}
		row := []excelize.Cell{s.text(s.style.name, c.heading)}
		for i := range st.Survey.Ranks {
			r := &st.Survey.Ranks[i]
			if c.text != nil {
				row = append(row, s.text(s.style.general, c.text(st.Survey, r)))
				continue
			}
			style := s.style.general
			if r.K == st.Survey.Choice.K {
				style = s.style.good
			}
			row = append(row, s.value(style, rounded(c.number(st.Survey, r), 6)))
		}
		s.add(0, append(row, s.text(s.style.indent, words.Upper(c.about)+"."))...)
	}
	s.done()
}

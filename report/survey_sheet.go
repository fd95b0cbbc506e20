package report

import (
	"fmt"
	"slices"

	"subtype/internal/chapter"
	"subtype/internal/cite"
	"subtype/internal/style"
	"subtype/internal/survey"
	"subtype/internal/tabular"
	"subtype/internal/words"
	"subtype/internal/workbook"
	"subtype/rank"
)

// acrossRanks is a table with a column a rank, the chosen one marked, and the widths of
// its sheet.
func (s *Study) acrossRanks(t tabular.Table[*survey.Rank], meanings []string) (*workbook.Across, []float64) {
	a := &workbook.Across{Data: t.Data(), Corner: "Measure", Marked: -1, Meanings: meanings, Last: style.MeaningText}
	widths := []float64{style.FirstWidth}
	for i, r := range s.Survey.Ranks {
		label := fmt.Sprintf("k = %d", r.K)
		if r.K == s.Survey.Choice.K {
			label += ", chosen"
			a.Marked = i
		}
		a.Labels, widths = append(a.Labels, label), append(widths, style.RankWidth)
	}
	return a, widths
}

// ranksNote is a note across the columns of the ranks and of what they mean.
func (s *Study) ranksNote(text string) workbook.Note {
	lines := style.RanksNote
	lines.Columns += len(s.Survey.Ranks)
	return workbook.Note{Text: text, Lines: lines}
}

// stabilitySheet shows the verdict and its numbers: a row a measure, a column a rank.
func (s *Study) stabilitySheet(f *figures) workbook.Sheet {
	table, widths := s.acrossRanks(s.shownStability())
	return workbook.Sheet{Name: stabilitySheet, Widths: widths, FrozenRows: 3, FrozenColumns: 1,
		About: "Are there groups? Do they come again in other patients and from other genes?",
		Blocks: []workbook.Block{chapter.Heading("Do the groups come again, and are there any?"),
			s.ranksNote(s.Survey.Finding().Text()), table, workbook.Space(1),
			chapter.Heading(s.context().Marked("The subtypes")), workbook.Table{Data: s.subtypeTable(s.Survey.Chosen()).Data()},
			workbook.Space(1), chapter.Picture(f.silhouettes, 0.8)}}
}

// surveySheet shows the measures of every rank, the rules' verdicts and the curves:
// a row a measure, a column a rank.
func (s *Study) surveySheet(f *figures) workbook.Sheet {
	const title = "Measures for every number of subtypes"
	table, widths := s.acrossRanks(s.shownSurvey())
	overview := chapter.Picture(f.overview, 0.8)
	overview.SVG = nil // the page counts the consensus itself
	curves := chapter.Picture(f.survey, 1)
	curves.Column = len(s.Survey.Ranks) + 4 // beside the chart
	return workbook.Sheet{Name: surveySheet, Widths: widths, FrozenRows: 3, FrozenColumns: 1,
		About: "Why this number of subtypes, and what speaks against it?",
		Blocks: []workbook.Block{chapter.Heading(title), s.ranksNote(s.Survey.Choice.Why()), table, workbook.Space(1),
			chapter.Heading("What each rule would choose"), workbook.Table{Data: s.verdictTable().Data(),
				Last: style.RulesText}, workbook.Space(1),
			workbook.Chart{Title: title, Of: table, Fields: []string{"cophenetic", "silhouette_consensus", "dispersion", "pac"}},
			curves, workbook.Space(12), overview}}
}

// verdictTable is what each rule would choose.
func (s *Study) verdictTable() tabular.Table[rank.Verdict] {
	return tabular.Table[rank.Verdict]{Name: "Rules", About: "What each rule would choose, and why.",
		Rows: slices.Values(s.Survey.Choice.Verdicts),
		Columns: []tabular.Column[rank.Verdict]{
			{Field: tabular.Field{Name: "rule", Heading: "Rule", About: "of --rank-rule", Kind: tabular.Text},
				Value: func(v rank.Verdict) any {
					if v.Rule.Name == s.Survey.Choice.Rule {
						return v.Rule.Name + " (used)"
					}
					return v.Rule.Name
				}},
			{Field: tabular.Field{Name: "choice", Heading: "k", About: "the number of subtypes that it would choose",
				Kind: tabular.Count}, Value: func(v rank.Verdict) any {
				if v.K > 0 {
					return v.K
				}
				return "none"
			}},
			{Field: tabular.Field{Name: "reason", Heading: "Reason", About: "why, and what the rule is",
				Kind: tabular.Remark}, Value: func(v rank.Verdict) any { return verdictText(v) }},
		}}
}

// verdictText is what a rule says, whether that is a vote, and what the rule is.
func verdictText(v rank.Verdict) string {
	t := &cite.Prose{}
	t.Add("%s.", words.Upper(v.Why))
	if v.K != 0 && v.Doubt != "" {
		t.Add("No vote: %s.", v.Doubt)
	}
	t.Add("The rule: %v", ruleText(v.Rule))
	return t.String()
}

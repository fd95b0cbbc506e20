package report

import (
	"fmt"
	"slices"

	"subtype/internal/chapter"
	"subtype/internal/figure"
	"subtype/internal/lineage"
	"subtype/internal/style"
	"subtype/internal/tabular"
	"subtype/internal/words"
	"subtype/internal/workbook"
)

// lineageTable is what subtypes of neighbouring ranks have in common.
func (s *Study) lineageTable() tabular.Table[lineage.Flow] {
	column := func(f tabular.Field, value func(lineage.Flow) any) tabular.Column[lineage.Flow] {
		return tabular.Column[lineage.Flow]{Field: f, Value: value}
	}
	return tabular.Table[lineage.Flow]{Name: "Lineage", File: lineageFile,
		About: "What becomes of every subtype at the next number of subtypes surveyed.",
		Rows:  slices.Values(s.Survey.Lineage.Flows),
		Columns: []tabular.Column[lineage.Flow]{
			column(chapter.RankField, func(f lineage.Flow) any { return f.Rank }),
			column(chapter.SubtypeField, func(f lineage.Flow) any { return s.context().GroupAt(f.Rank, f.Subtype) }),
			column(tabular.Field{Name: "next_rank", Heading: "Next k", About: "the next number of subtypes surveyed",
				Unit: "subtypes", Kind: tabular.Count}, func(f lineage.Flow) any { return f.NextRank }),
			column(tabular.Field{Name: "next_subtype", Heading: "Subtype there", Kind: tabular.Subtype,
				About: "a subtype there that has samples of it"}, func(f lineage.Flow) any {
				return s.context().GroupAt(f.NextRank, f.NextSubtype)
			}),
			column(chapter.SamplesField, func(f lineage.Flow) any { return f.Samples }),
		}}
}

// lineageSheet shows the figure and the table.
func (s *Study) lineageSheet(f *figures) workbook.Sheet {
	note := fmt.Sprintf("Subtypes are matched from one number of subtypes to the next, outward from k = %d, so that as "+
		"many samples as possible lie in matching ones; those that match have one colour, in all figures and tables. "+
		"Names go by size alone: S1 is the largest at every number.", s.Survey.Choice.K)
	return workbook.Sheet{Name: lineageSheet, Widths: style.LineageWidths,
		About: "Which subtypes split and merge from k to k + 1?",
		Blocks: []workbook.Block{
			chapter.Heading(s.context().Marked("What becomes of the subtypes")),
			workbook.Note{Text: note, Lines: style.LineageNote}, workbook.Space(1), chapter.Picture(f.lineage, 1),
			workbook.Table{Data: s.lineageTable().Data(), Excel: "Lineage"},
		}}
}

// lineageFigure shows what subtypes of neighbouring ranks have in common. Ribbons have
// the colour of the subtype that is nearer to the chosen rank.
func (s *Study) lineageFigure() *figure.Figure {
	l := s.Survey.Lineage
	title := s.context().Marked("What becomes of the subtypes")
	ranks := l.Near(s.Fonts.MostFlows())
	if len(ranks) < len(l.Ranks) {
		title += fmt.Sprintf(" (k = %d to %d of %d to %d)", ranks[0], ranks[len(ranks)-1], l.Ranks[0],
			l.Ranks[len(l.Ranks)-1])
	}
	a := figure.Alluvial{Name: "lineage", Title: title, Note: fmt.Sprintf("Blocks: subtypes and their numbers of "+
		"samples. Ribbons: samples, in the colour of their subtype nearer to k = %d.", l.Chosen)}
	for i, k := range ranks {
		c := figure.FlowColumn{Heading: fmt.Sprintf("k = %d", k), Marked: k == l.Chosen}
		colors, sizes := s.context().ColorsAt(k), l.Sizes(k)
		for _, q := range l.Order(k) {
			c.Blocks = append(c.Blocks, figure.FlowBlock{Label: fmt.Sprintf("%s: %d", words.Subtype(q), sizes[q]),
				Size: sizes[q], Color: colors[q]})
		}
		a.Columns = append(a.Columns, c)
		if i+1 < len(ranks) {
			a.Ribbons = append(a.Ribbons, s.ribbons(k, i)...)
		}
	}
	return s.Fonts.Alluvial(a)
}

// ribbons are those from a rank to the next, in that column of the figure.
func (s *Study) ribbons(k, column int) []figure.Ribbon {
	l := s.Survey.Lineage
	var out []figure.Ribbon
	for _, fate := range l.Fates(k) {
		for _, f := range fate.Parts {
			color := s.context().ColorsAt(k)[f.Subtype]
			if k < l.Chosen {
				color = s.context().ColorsAt(f.NextRank)[f.NextSubtype]
			}
			out = append(out, figure.Ribbon{Column: column, From: slices.Index(l.Order(k), f.Subtype),
				To: slices.Index(l.Order(f.NextRank), f.NextSubtype), Size: f.Samples, Color: color})
		}
	}
	return out
}

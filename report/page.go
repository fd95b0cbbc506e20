package report

import (
	"subtype/internal/figure"
	"subtype/internal/page"
	"subtype/internal/survey"
)

const pageFile = "report.html"

// page is the report as one file for a browser. It has the sheets of the workbook, but for
// those of the consensus, which it counts from the runs.
func (s *Study) page(f *figures) page.Page {
	b := s.book()
	before, _, after := s.sheets(f)
	p := page.Page{Title: b.Title, Creator: b.Creator, Colors: b.Colors, Classes: b.Classes, Before: before, After: after,
		MapsTitle: s.context().Marked("How often samples came together"), People: assignmentsTable}
	for i := range s.Survey.Ranks {
		r := &s.Survey.Ranks[i]
		if r.K == s.Survey.Choice.K {
			p.Chosen = i
		}
		p.Maps = append(p.Maps, s.consensusMap(r))
	}
	return p
}

// consensusMap is the consensus of a rank for the page.
func (s *Study) consensusMap(r *survey.Rank) page.Map {
	title, tree := figure.Drawn(s.consensusTitle(r), r.Tree, len(r.Subtypes))
	order := s.Matrix.SampleOrder
	rows := make([]int, len(order)) // of the samples
	for row, j := range order {
		rows[j] = row
	}
	m := page.Map{K: r.K, Title: title, Note: consensusNote(r), Runs: len(r.Runs),
		Samples: s.assignmentTable(r).Only("sample", "subtype", "confidence").Data(),
		Label:   func(run, row int) int { return r.Runs[run].Labels[order[row]] }}
	for _, j := range tree.Order {
		m.Order = append(m.Order, rows[j])
	}
	return m
}

// Package kinds shows what each of several kinds of data has of the subtypes: two tables, a
// sheet and a paragraph.
package kinds

import (
	"subtype/internal/chapter"
	"subtype/internal/cite"
	"subtype/internal/contribution"
	"subtype/internal/expr"
	"subtype/internal/expr/kind"
	"subtype/internal/tabular"
	"subtype/internal/workbook"
)

// File and MetagenesFile are what the chapter writes.
const (
	File          = "kinds.tsv"
	MetagenesFile = "kind_metagenes.tsv"
)

// Input is what is known of the kinds.
type Input struct {
	Matrix *expr.Matrix
	Ranks  []contribution.Rank
}

// content is what all parts of the chapter show.
type content struct {
	*chapter.Context
	in *Input
}

// Chapter is what a report has of the kinds.
func Chapter(in *Input, c *chapter.Context) chapter.Chapter {
	s := &content{c, in}
	rows, metagenes := s.rows(anyRank)
	return chapter.Chapter{Sheets: []workbook.Sheet{s.sheet()}, Methods: []*cite.Prose{s.methods()},
		Tables: []tabular.Data{s.kindTable(rows).Data(), s.metageneTable(metagenes).Data()},
		Parts:  []chapter.Part{{Title: "Kinds of data", Sentences: s.sentences()}}}
}

// row is a kind at a rank, and metagene is one in it.
type (
	row      struct{ rank, kind int }
	metagene struct {
		row
		a int
	}
)

func (s *content) kind(r row) *kind.Kind        { return &s.in.Matrix.Kinds[r.kind] }
func (s *content) has(r row) *contribution.Kind { return &s.in.Ranks[r.rank].Kinds[r.kind] }
func (s *content) measured(r row) int           { return len(s.Samples) - len(s.kind(r).Lacking) }

// rows are the kinds at some ranks, and metagenes theirs.
func (s *content) rows(wanted func(k int) bool) (rows []row, metagenes []metagene) {
	for i, r := range s.in.Ranks {
		if !wanted(r.K) {
			continue
		}
		for t, k := range r.Kinds {
			rows = append(rows, row{i, t})
			for a := range k.Share {
				metagenes = append(metagenes, metagene{row{i, t}, a})
			}
		}
	}
	return rows, metagenes
}

func (s *content) atChosen(k int) bool { return k == s.Survey.Choice.K }

func anyRank(int) bool { return true }

package report

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"subtype/internal/chapter"
	"subtype/internal/style"
	"subtype/internal/tabular"
	"subtype/internal/workbook"
)

const glossarySheet = "Glossary"

// entry is a column of the tables, and where it stands.
type entry struct {
	tabular.Field
	where []string
}

// anyRank stands for the folder of every rank.
var anyRank = regexp.MustCompile(`^ranks/k[0-9]+/`)

// glossary are all columns of all tables, each once, in order of their names; one that means
// something of its own in a table has an entry of its own. Metagenes, and
// what a matrix names, are told of by their kind.
func (s *Study) glossary() []entry {
	places := map[tabular.Field]*entry{}
	for _, t := range append(s.tables(), s.verdictTable().Data(), s.subtypeTable(s.Survey.Chosen()).Data()) {
		if strings.HasSuffix(t.File, consensusFile) { // whose columns are samples
			continue
		}
		where := anyRank.ReplaceAllString(t.File, "ranks/k…/")
		if where == "" {
			where = t.Name
		}
		for _, f := range t.Fields {
			if f.About == "" || f.About == unmeasured || metageneName.MatchString(f.Name) {
				continue
			}
			e, ok := places[f]
			if !ok {
				e = &entry{Field: f}
				places[f] = e
			}
			if !slices.Contains(e.where, where) {
				e.where = append(e.where, where)
			}
		}
	}
	out := make([]entry, 0, len(places))
	for _, e := range places {
		out = append(out, *e)
	}
	slices.SortFunc(out, func(a, b entry) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.where[0], b.where[0]), strings.Compare(a.About,
			b.About))
	})
	return out
}

var metageneName = regexp.MustCompile(`^(M[0-9]+|run_[0-9]+)$`)

// glossarySheet tells what every column of every table is.
func (s *Study) glossarySheet() workbook.Sheet {
	column := func(name, heading string, kind tabular.Kind, value func(entry) any) tabular.Column[entry] {
		return tabular.Column[entry]{Field: tabular.Field{Name: name, Heading: heading, Kind: kind}, Value: value}
	}
	table := tabular.Table[entry]{Name: "Glossary", About: "What every column is.", Rows: slices.Values(s.glossary()),
		Columns: []tabular.Column[entry]{
			column("column", "Column", tabular.Text, func(e entry) any { return e.Name }),
			column("heading", "In this report", tabular.Text, func(e entry) any { return e.Heading }),
			column("meaning", "What it is", tabular.Prose, func(e entry) any { return e.Meaning() }),
			column("where", "Where", tabular.Prose, func(e entry) any { return strings.Join(e.where, ", ") }),
		}}
	return workbook.Sheet{Name: glossarySheet, Widths: style.GlossaryWidths, FrozenRows: 3,
		About: "What is every column, of every table and file?",
		Blocks: []workbook.Block{chapter.Heading("What every column is"),
			workbook.Note{Text: "Columns of the files and the tables, by their names in the files. M1, M2, … are metagenes. " +
				"NA, or an empty cell, is a value that is not known or not defined.", Lines: style.ChecksNote},
			workbook.Table{Data: table.Data(), Excel: "Glossary"}}}
}

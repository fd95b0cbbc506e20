package kinds

import (
	"slices"

	"subtype/internal/chapter"
	"subtype/internal/contribution"
	"subtype/internal/tabular"
	"subtype/internal/words"
)

// kindField is the kind of data.
var kindField = tabular.Field{Name: "kind", Heading: "Kind of data", About: "stands before the names of its genes",
	Kind: tabular.Name}

// kindTable has a row a rank and kind.
func (s *content) kindTable(rows []row) tabular.Table[row] {
	column := func(name, heading, about, limits string, kind tabular.Kind, value func(row) any) tabular.Column[row] {
		return tabular.Column[row]{Value: value,
			Field: tabular.Field{Name: name, Heading: heading, About: about, Range: limits, Kind: kind}}
	}
	return tabular.Table[row]{Name: "Kinds of data", File: File, Rows: slices.Values(rows),
		About: "What each kind of data has of the factorisation at every rank.",
		Columns: []tabular.Column[row]{
			{Field: chapter.RankField, Value: func(r row) any { return s.in.Ranks[r.rank].K }},
			{Field: kindField, Value: func(r row) any { return s.kind(r).Name }},
			column("file", "File", "from which it was read", "", tabular.Text, func(r row) any { return s.kind(r).File }),
			column("rows", "Rows", "that were factorised: genes, or parts of them", "", tabular.Count,
				func(r row) any { return s.kind(r).To - s.kind(r).From }),
			column("samples", "Samples", "that have it", "", tabular.Count, func(r row) any { return s.measured(r) }),
			column("loss", "Loss", "that was lowered for it", "", tabular.Text, func(r row) any { return s.kind(r).Loss }),
			column("weight", "Weight", "of its loss beside those of the others, for a sample that has it", "above 0",
				tabular.Measure, func(r row) any { return s.kind(r).Weight }),
			column("factor", "Factor", "by which its values were multiplied; weights of its genes are of these values",
				"above 0", tabular.Measure, func(r row) any { return s.kind(r).Factor }),
			column("explained", "Explained", "share of its loss about the means of its rows that the factorisation explains, "+
				"in these very samples", "to 1", tabular.Share, func(r row) any { return s.has(r).Explained }),
			column("alone_agreement", "Agreement alone", "adjusted Rand index of the subtypes with those that the same "+
				"factorisation finds in this kind alone, the best of "+words.Plural(contribution.AloneRuns, "run")+
				"; 1 is the same, 0 is chance", "−1 to 1", tabular.Share, func(r row) any { return s.has(r).Alone }),
		}}
}

// metageneTable has a row a rank, kind and metagene.
func (s *content) metageneTable(rows []metagene) tabular.Table[metagene] {
	column := func(name, heading, about string, kind tabular.Kind,
		value func(metagene) any) tabular.Column[metagene] {
		return tabular.Column[metagene]{Value: value,
			Field: tabular.Field{Name: name, Heading: heading, About: about, Kind: kind}}
	}
	return tabular.Table[metagene]{Name: "Metagenes by kind of data", File: MetagenesFile, Rows: slices.Values(rows),
		About: "How much of each metagene lies in each kind of data, and what it explains there.",
		Columns: []tabular.Column[metagene]{
			{Field: chapter.RankField, Value: func(m metagene) any { return s.in.Ranks[m.rank].K }},
			column("metagene", "Metagene", "as in the basis matrix", tabular.Text,
				func(m metagene) any { return words.Metagene(m.a) }),
			{Field: kindField, Value: func(m metagene) any { return s.kind(m.row).Name }},
			column("share", "Share of the metagene", "sum of its squared weights in this kind, of those in all kinds",
				tabular.Share, func(m metagene) any { return s.has(m.row).Share[m.a] }),
			column("lost_without", "Lost without it", "how much less of this kind is explained where the metagene is left "+
				"out and the others stay as they are; 1 is all that there is to be explained", tabular.Measure,
				func(m metagene) any { return s.has(m.row).Unique[m.a] }),
		}}
}

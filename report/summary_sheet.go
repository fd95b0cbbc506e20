package report

import (
	"fmt"

	"github.com/xuri/excelize/v2"
)

// summary is the sheet for a reader who opens nothing else.
func (b *book) summary(sheets []string) {
	const columns, perLine = 7, 104
	st, chosen := b.study, b.study.Survey.Chosen()
	s := b.sheet(summarySheet, 0, 0, 22, 12, 14, 16, 16, 14, 14, 3)
	s.add(26, s.text(s.style.title, "Molecular subtypes of "+st.Matrix.Name))
	s.add(40, s.text(s.style.big, st.headline()))
	section := func(title, text string) {
		s.skip(1)
		s.add(20, s.text(s.style.heading, title))
		s.wide(s.style.text, text, columns, perLine)
	}
	section("What was done", st.Done())
	section(fmt.Sprintf("Why %d?", chosen.K), st.Survey.Choice.Why)
	section("How sure is it?", st.Sure())

	s.skip(1)
	s.add(20, s.text(s.style.heading, "The subtypes"))
	s.header("Subtype", "Samples", "Core samples", "Consensus with own subtype", "Consensus with next subtype", "Silhouette, mean", st.specific())
	whole := func(x int) excelize.Cell { return excelize.Cell{StyleID: s.style.count, Value: x} }
	mean := func(x float64) excelize.Cell { return s.value(s.style.fixed3, x) }
	for _, q := range chosen.SubtypeMeans() {
		s.add(0, s.subtypeCell(q.Subtype), whole(q.Samples), whole(q.Core), mean(q.Own), mean(q.Next),
			mean(q.Silhouette), whole(q.Genes))
	}
	s.skip(1)
	s.wide(s.style.note, "Consensus: share of the runs in which two samples came together, 0 to 1, as a mean over samples. Silhouette: from −1 to 1; above 0 a sample is closer to its own subtype than to the next. A subtype of one sample has consensus 1 with itself and silhouette 0.", columns, perLine*1.1)

	s.skip(1)
	s.add(20, s.text(s.style.heading, "What to keep in mind"))
	warnings := st.Warnings()
	if len(warnings) == 0 {
		s.wide(s.style.text, noWarnings, columns, perLine)
	}
	for i, w := range warnings {
		if i == 12 {
			s.wide(s.style.text, fmt.Sprintf("• and %d more: see the sheet %s.", len(warnings)-i, checksSheet), columns, perLine)
			break
		}
		s.wide(s.style.text, "• "+w, columns, perLine)
	}

	s.skip(1)
	s.add(20, s.text(s.style.heading, "What the sheets hold"))
	for _, name := range sheets[1:] {
		row := s.add(17, s.text(s.style.link, name), s.text(s.style.text, b.about(name)))
		if s.err == nil {
			s.try(s.w.MergeCell(cell(2, row), cell(columns, row)))
			s.try(s.file.SetCellHyperLink(s.name, cell(1, row), "'"+name+"'!A1", "Location"))
		}
	}
	s.skip(1)
	s.wide(s.style.note, fmt.Sprintf("subtype %s · input %s, SHA-256 %s · seed %d", st.Version, st.Matrix.Name, st.Matrix.SHA256, st.Survey.Plan.Seed), columns, perLine*1.1)
	width, _ := b.figures.consensus[chosen.K].Size()
	s.picture("I2", b.figures.consensus[chosen.K], 0.85*1000/float64(max(1000, width)))
	s.done()
}

// specific heads the number of rows that are specific for a subtype.
func (s *Study) specific() string {
	if s.Matrix.Halves != nil {
		return "Specific parts of genes"
	}
	return "Specific genes"
}

// about says what a sheet holds.
func (b *book) about(sheet string) string {
	switch sheet {
	case assignmentsSheet:
		return "every sample with its subtype, its consensus with that and with the next, and its annotations"
	case stabilitySheet:
		return "whether there are subtypes, and whether they come again in other patients and from other genes"
	case surveySheet:
		return "the measures for every number of subtypes, the curves, and what each rule would choose"
	case metagenesSheet:
		return "pictures of the metagenes: coefficients of the samples, weights of the genes"
	case genesSheet:
		return "the " + b.study.featureWord() + " that are specific for each " + ownGroup(b.study.Survey.Chosen())
	case checksSheet:
		return "what was found in the input, and what was done about it"
	case methodsSheet:
		return "text for a methods section, all settings, references"
	}
	return "how often samples came together at this number of subtypes: picture and numbers"
}

package clinic

import (
	"fmt"
	"math"

	"subtype/internal/chapter"
	"subtype/internal/clinical"
	"subtype/internal/style"
	"subtype/internal/tabular"
	"subtype/internal/traits"
	"subtype/internal/words"
	"subtype/internal/workbook"
)

// Sheets of the workbook.
const (
	clinicalSheet    = "Clinical"
	survivalSheet    = "Survival"
	confoundersSheet = "Confounders"
)

// Chapter is what a report has of it.
func (r *Result) Chapter(c *chapter.Context) chapter.Chapter {
	var out chapter.Chapter
	if text := r.alarm(); text != "" {
		out.Alarms = []string{text}
	}
	if sentences := r.sentences(); len(sentences) > 0 {
		out.Parts = append(out.Parts, chapter.Part{Title: "What it means for the patients", Sentences: sentences})
	}
	if len(r.Known.Columns) > 0 {
		out.Subtypes = []tabular.Column[int]{r.standsOutColumn()}
		out.Sheets = append(out.Sheets, r.clinicalSheet(c))
		out.Tables = append(out.Tables, r.clinicalTable().Data())
	}
	if len(r.Agreement) > 0 {
		out.Tables = append(out.Tables, r.classesTable().Data())
	}
	if len(r.Survival) > 0 {
		picture := r.figure(c)
		out.Figures = append(out.Figures, picture)
		out.Sheets = append(out.Sheets, r.survivalSheet(c, picture))
		out.Tables = append(out.Tables, r.survivalTable().Data(), r.curvesTable().Data())
		out.Shown = endpointsShown(r.Survival)
	}
	if len(r.Suspects) > 0 {
		out.Sheets = append(out.Sheets, r.confoundersSheet(c))
		out.Tables = append(out.Tables, r.confoundersTable().Data())
	}
	out.Methods = r.methods()
	out.Warnings = r.caveats()
	return out
}

// endpointsShown are names from the input on the figure.
func endpointsShown(all []Endpoint) (out []string) {
	for _, e := range all {
		out = append(out, e.Name)
	}
	return out
}

// standsOut is from how many standard errors on a count is marked.
const standsOut = 3

// line is a row of a sheet's table: texts or groups, by column.
type line []any

// texts is a table of texts, its columns by heading.
func texts(name string, headings []string, rows []line) tabular.Data {
	var columns []tabular.Column[line]
	for i, h := range headings {
		columns = append(columns, tabular.Column[line]{Field: tabular.Field{Name: fmt.Sprint("c", i), Heading: h,
			About: h, Kind: tabular.Text}, Value: func(l line) any {
			if i >= len(l) {
				return nil
			}
			return l[i]
		}})
	}
	return tabular.Table[line]{Name: name, About: name, Columns: columns, Rows: func(yield func(line) bool) {
		for _, l := range rows {
			if !yield(l) {
				return
			}
		}
	}}.Data()
}

func (r *Result) clinicalSheet(c *chapter.Context) workbook.Sheet {
	headings := []string{"", "", fmt.Sprintf("All (n = %d)", len(c.Samples))}
	for q, n := range r.Table.Sizes {
		headings = append(headings, fmt.Sprintf("%s (n = %d)", words.Subtype(q), n))
	}
	headings = append(headings, "p", "q", "Effect", "Test")
	blocks := []workbook.Block{chapter.Heading(c.Marked(fmt.Sprintf("Patients by subtype, k = %d", r.K))),
		workbook.Note{Lines: style.ClinicalNote, Text: fmt.Sprintf("n (%% of those known), or median [quartiles]. ▲ more "+
			"and ▼ "+
			"less than without any association, by %d standard errors or more, where q is below 0.05. p: of the test named; "+
			"q: p adjusted over all columns. Effect: Cramér's V of categories, eta² of the ranks of numbers, 0 to 1. A column "+
			"that was itself made from this expression (a signature, a class of transcriptomes) agrees with subtypes for that "+
			"reason, and its p-value tells nothing.", standsOut)},
		workbook.Table{Data: texts("Patients by subtype", headings, r.tableOne()), Empty: "No column can be tested."}}
	if rows := r.leftOut(); len(rows) > 0 {
		blocks = append(blocks, workbook.Space(1), chapter.Section("Columns that are not in the table"),
			workbook.Table{Data: texts("Left out", []string{"Column", "Type", "Why"}, rows)})
	}
	if len(r.Agreement) > 0 {
		blocks = append(blocks, workbook.Space(1), chapter.Section("At which k do known classes appear?"),
			workbook.Note{Lines: style.ClinicalNote, Text: "Adjusted Rand index between subtypes and classes; 1: the same " +
				"groups, about 0: chance. ● marks the k that agrees best. In brackets the mutual information over the mean of " +
				"both " +
				"entropies. The cross tables of every k are in " + ClassesFile + "."},
			workbook.Table{Data: r.agreementTable()})
	}
	widths := append([]float64(nil), style.ClinicalWidths...)
	for range r.K + 1 {
		widths = append(widths, 20)
	}
	return workbook.Sheet{Name: clinicalSheet, Widths: append(widths, 11, 11, 9, 26), FrozenRows: 3, FrozenColumns: 2,
		About: "What is known of the patients of each subtype?", Blocks: blocks}
}

// tableOne are the rows of the first table of a paper.
func (r *Result) tableOne() []line {
	var out []line
	for i := range r.Table.Columns {
		c := &r.Table.Columns[i]
		tests := line{pText(c.P), pText(c.Q), "", c.Method}
		if !math.IsNaN(c.Effect) {
			tests[2] = fmt.Sprintf("%.2f", c.Effect)
		}
		if c.Method == "" {
			tests[3] = "not tested: one group only"
		}
		if !c.Categorical() {
			row := line{c.Column.Name, "median [quartiles]"}
			if c.Type == traits.Date {
				row[1] = "median [range of half]"
			}
			for _, q := range r.order() {
				row = append(row, r.numbersCell(c, q))
			}
			out = append(out, append(row, tests...))
		} else {
			for l, level := range c.Levels {
				row := line{"", level}
				if l == 0 {
					row[0] = c.Column.Name
				}
				for _, q := range r.order() {
					row = append(row, r.countCell(c, l, q))
				}
				if l == 0 {
					row = append(row, tests...)
				}
				out = append(out, row)
			}
		}
		if c.Missing[r.K] > 0 {
			row := line{"", "not known"}
			for _, q := range r.order() {
				row = append(row, fmt.Sprint(c.Missing[q]))
			}
			out = append(out, row)
		}
	}
	return out
}

// order is that of the columns: all, then the subtypes.
func (r *Result) order() []int {
	out := []int{r.K}
	for q := range r.K {
		out = append(out, q)
	}
	return out
}

func (r *Result) numbersCell(c *clinical.Column, q int) string {
	n := c.Numbers[q]
	if n.N == 0 {
		return "–"
	}
	write := func(x float64) string { return digits(x, 3) }
	if c.Type == traits.Date {
		write = traits.DateText
	}
	text := fmt.Sprintf("%s [%s, %s]", write(n.Median), write(n.Q1), write(n.Q3))
	if q < r.K {
		text += mark(c, 0, q)
	}
	return text
}

func (r *Result) countCell(c *clinical.Column, l, q int) string {
	n, of := c.Cross.Rows[l], c.Cross.Total
	if q < r.K {
		n, of = c.Cross.Counts[l][q], c.Cross.Sums[q]
	}
	if of == 0 {
		return "–"
	}
	text := fmt.Sprintf("%d (%.0f %%)", n, percent(n, of))
	if q < r.K {
		text += mark(c, l, q)
	}
	return text
}

// mark shows that a subtype stands out.
func mark(c *clinical.Column, l, q int) string {
	switch x := c.Residuals[l][q]; {
	case !(c.Q < 0.05):
	case x >= standsOut:
		return " ▲"
	case x <= -standsOut:
		return " ▼"
	}
	return ""
}

// leftOut are the columns that are not tested.
func (r *Result) leftOut() []line {
	var out []line
	for _, c := range r.Known.Columns {
		if !c.Tested() {
			out = append(out, line{c.Name, string(c.Type), c.Why})
		}
	}
	return out
}

func (r *Result) agreementTable() tabular.Data {
	headings := []string{"Column", "Samples"}
	for _, k := range r.Ranks {
		headings = append(headings, fmt.Sprintf("k = %d", k))
	}
	var rows []line
	for i := 0; i < len(r.Agreement); i += len(r.Ranks) {
		row := line{r.Agreement[i].Column, fmt.Sprint(r.Agreement[i].N)}
		for _, a := range r.Agreement[i : i+len(r.Ranks)] {
			text := ""
			if !math.IsNaN(a.Rand) {
				text = fmt.Sprintf("%.3f (%.3f)", a.Rand, a.Information)
			}
			if a.Best && len(r.Ranks) > 1 {
				text += " ●"
			}
			row = append(row, text)
		}
		rows = append(rows, row)
	}
	return texts("Agreement", headings, rows)
}

func (r *Result) confoundersSheet(c *chapter.Context) workbook.Sheet {
	var rows []line
	for _, s := range r.Suspects {
		row := line{s.Name, s.Of, pText(s.P), "", "", "no association was found", "no", ""}
		if math.IsNaN(s.P) {
			row[5], row[6] = "the same in all, or known of one subtype only", "not tested"
		} else {
			row[3] = pText(s.Adjusted)
			row[4] = fmt.Sprintf("%.0f %%", 100*s.Explained)
			if s.Adjusted < 0.05 {
				row[5] = evidence(s)
			}
		}
		if s.Alarm {
			row[6] = "yes"
		}
		if w, ok := r.Without[s.Name]; ok && s.Measured {
			row[7] = w.text()
		}
		rows = append(rows, row)
	}
	text := r.alarm()
	if text == "" {
		text = "Nothing below explains enough of the subtypes to raise an alarm."
	}
	return workbook.Sheet{Name: confoundersSheet, Widths: []float64{26, 60, 11, 14, 12, 104, 10, 84}, FrozenRows: 4,
		About: "Do the subtypes follow something that is no biology?",
		Blocks: []workbook.Block{chapter.Heading(c.Marked("Do the subtypes follow something that is no biology?")),
			workbook.Paragraph{Text: text, Lines: style.SurvivalNote},
			workbook.Note{Lines: style.SurvivalNote, Text: fmt.Sprintf("Columns whose names speak of batches, purity or "+
				"quality, "+
				"those of --confounders, and measures from the expression of all genes of the file. An alarm needs p times the "+
				"number "+
				"of rows below %g and %.0f %% of the variance between the subtypes, or of belonging to one of them, explained; "+
				"%.0f %% "+
				"by genes that tell of sex, blood or damage, and a distance of %g between shares of genes. Tumours differ in "+
				"some of "+
				"these for good reasons: an alarm asks for a look and proves nothing. Without these genes: how far subtypes "+
				"from halves of the genes that have fewest of them agree with those shown, and from the other halves. "+
				"Nothing else was computed anew without genes or samples: subtype run with --drop-genes, --drop-samples or "+
				"--keep-samples does that.", clinical.AlarmP,
				100*clinical.Explains, 100*clinical.ExplainsMost, clinical.FarShare)},
			workbook.Table{Data: texts("What is no biology", []string{"What", "It stands for", "p", "p adjusted", "Explained",
				"Where", "Alarm", "Without these genes"}, rows)}}}
}

// stands is what a suspect stands for, within a sentence.
func stands(s clinical.Suspect) string {
	switch s.Of {
	case "batch", "as asked":
		return fmt.Sprintf("the %s", s.Name)
	}
	return s.Of
}

// evidence says how a subtype follows a suspect.
func evidence(s clinical.Suspect) string {
	explained := fmt.Sprintf("%s explains %.0f %% of the variance between the subtypes", s.Name, 100*s.Explained)
	switch {
	case s.Subtype < 0:
		return explained
	case s.Level != "":
		return fmt.Sprintf("%d of the %d samples of %s have %s = %s, and %d of the %d samples with it are in %s; %s", s.In,
			s.Among, words.Subtype(s.Subtype), s.Name, s.Level, s.In, s.All, words.Subtype(s.Subtype), explained)
	}
	way := "higher"
	if s.Away < 0 {
		way = "lower"
	}
	return fmt.Sprintf("%s is %s in %s than in the others; it %s", s.Name, way, words.Subtype(s.Subtype),
		explained[len(s.Name)+1:])
}

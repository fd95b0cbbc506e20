package clinic

import (
	"fmt"
	"math"
	"strings"

	"subtype/internal/chapter"
	"subtype/internal/figure"
	"subtype/internal/style"
	"subtype/internal/survival"
	"subtype/internal/words"
	"subtype/internal/workbook"
)

func (r *Result) survivalSheet(c *chapter.Context, picture *figure.Figure) workbook.Sheet {
	blocks := []workbook.Block{chapter.Heading(c.Marked(fmt.Sprintf("Survival by subtype, k = %d", r.K))),
		workbook.Note{Lines: style.SurvivalNote, Text: "Median and restricted mean with intervals of 95 %. Hazard ratios " +
			"are those " +
			"of Cox's model with Efron's ties. All numbers are in " + SurvivalFile + ", the curves in " + CurvesFile + "."},
		chapter.Picture(picture, 0.9)}
	for _, e := range r.Survival {
		blocks = append(blocks, r.endpointBlocks(c, &e)...)
	}
	return workbook.Sheet{Name: survivalSheet, Widths: style.SurvivalWidths, FrozenRows: 1,
		About: "How long do the patients of each subtype live?", Blocks: blocks}
}

func (r *Result) endpointBlocks(c *chapter.Context, e *Endpoint) []workbook.Block {
	title := endpointName(e.Name)
	text := fmt.Sprintf("%s From the columns %s; %s.", e.sentence(r.K), strings.Join(e.Columns, " and "), e.Coding)
	if e.Early > 0 {
		text += fmt.Sprintf(" %s 0 or less, and stayed as they are.", words.Upper(words.Were(e.Early, "time")))
	}
	blocks := []workbook.Block{workbook.Space(1), chapter.Section(title),
		workbook.Paragraph{Text: text, Lines: style.SurvivalNote}}
	unit := ""
	if e.Unit != "" {
		unit = ", " + e.Unit
	}
	headings := []string{"Subtype", "Patients", "Events", "Median" + unit,
		"Restricted mean" + unit, "Reference", "Hazard ratio (95 % interval)", "p"}
	if e.Adjusted != nil {
		headings = append(headings, "Adjusted for "+e.covariates()+", hazard ratio (95 % interval); p")
	} else {
		headings = append(headings, "Note")
	}
	var rows []line
	for g, one := range e.Groups {
		row := line{c.Group(g), fmt.Sprint(one.N), fmt.Sprint(one.Events), intervalText(one.Median, "not reached"),
			intervalText(one.Restricted, "–"), "", "", "", ""}
		if g == e.Reference {
			row[5] = "reference"
		}
		if i := e.Plain.At(g); i >= 0 {
			x := e.Plain.Coefficients[i]
			row[6], row[7] = intervalText(x.Interval(), "–"), pText(x.P())
			row[8] = e.why(e.Plain, i)
		}
		if i := e.Adjusted.At(g); i >= 0 {
			row[8] = e.adjustedText(i)
		}
		rows = append(rows, row)
	}
	if math.IsNaN(e.End) || math.IsInf(e.End, 0) {
		headings[4] = "Restricted mean"
	} else {
		headings[4] += fmt.Sprintf(" until %s", digits(e.End, 3))
	}
	blocks = append(blocks, workbook.Table{Data: texts(title, headings, rows)})
	return append(blocks, workbook.Space(1), workbook.Table{Data: texts("Tests",
		[]string{"Test", "Of", "Chi-square", "Degrees of freedom", "p", "q over pairs"}, e.tests())})
}

func (e *Endpoint) adjustedText(i int) string {
	x := e.Adjusted.Coefficients[i]
	if why := e.why(e.Adjusted, i); why != "" {
		return why
	}
	return fmt.Sprintf("%s; %s (n = %d, %s)", intervalText(x.Interval(), "–"), pEquals(x.P()), e.Adjusted.N,
		words.Plural(e.Adjusted.Events, "event"))
}

// covariates names those of the adjusted model.
func (e *Endpoint) covariates() string {
	var names []string
	for _, t := range e.Adjusted.Terms {
		if t != "subtype" {
			names = append(names, t)
		}
	}
	return words.List(names)
}

// tests are those of the endpoint.
func (e *Endpoint) tests() []line {
	var rows []line
	add := func(name, of string, t survival.Test, q string) {
		row := line{name, of, "", "", "not tested", q}
		if t.DF > 0 {
			row[2], row[3], row[4] = digits(t.Chi, 4), fmt.Sprint(t.DF), pText(t.P)
		}
		rows = append(rows, row)
	}
	add("log-rank", "all subtypes", e.LogRank.Test, "")
	for _, p := range e.Pairs {
		add("log-rank", words.Subtype(p.A)+" and "+words.Subtype(p.B), p.Test, pText(p.Q))
	}
	add("restricted means", "all subtypes", e.Means, "")
	for _, f := range []*survival.Fit{e.Plain, e.Adjusted} {
		if f == nil {
			continue
		}
		name := "Cox's model"
		if f == e.Adjusted {
			name = "adjusted model"
		}
		if f.Terms[0] == "subtype" {
			add("likelihood ratio", name+", subtypes", f.Group, "")
		}
		for i, t := range f.Hazards {
			switch {
			case i < len(f.Terms):
				add("proportional hazards", name+", "+f.Terms[i], t, "")
			case len(f.Terms) > 1:
				add("proportional hazards", name+", all", t, "")
			}
		}
	}
	return rows
}

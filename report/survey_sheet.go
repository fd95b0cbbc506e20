package report

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"subtype/internal/look"
	"subtype/internal/words"
	"subtype/rank"
)

// survey shows the measures of every rank, the rules' verdicts and the curves:
// a row a measure, a column a rank.
func (b *book) survey() {
	const meaning = 12 // columns that the explanations spread over
	st := b.study
	ranks := st.Survey.Ranks
	widths := []float64{26}
	for range ranks {
		widths = append(widths, 12)
	}
	s := b.sheet(surveySheet, 3, 1, widths...)
	s.add(0, s.text(s.style.heading, "Measures for every number of subtypes"))
	s.wide(s.style.note, st.Survey.Choice.Why, len(ranks)+meaning, 150)
	header := []excelize.Cell{s.text(s.style.header, "Measure")}
	for _, r := range ranks {
		name := fmt.Sprintf("k = %d", r.K)
		if r.K == st.Survey.Choice.K {
			name += ", chosen"
		}
		header = append(header, s.text(s.style.header, name))
	}
	top := s.add(32, append(header, s.text(s.style.header, "What it means"))...)
	rowOf := map[string]int{}
	for _, c := range append(append([]column(nil), surveyColumns...), extraColumns...) {
		row := []excelize.Cell{s.text(s.style.name, c.heading)}
		for _, r := range ranks {
			x := rounded(c.value(r.Score), 6) // the table beside the workbook has all digits
			style := s.style.general
			switch chosen, large := r.K == st.Survey.Choice.K, x >= 1e6; {
			case chosen && large:
				style = s.style.goodLarge
			case chosen:
				style = s.style.good
			case large:
				style = s.style.large
			}
			row = append(row, s.value(style, x))
		}
		rowOf[c.name] = s.add(0, append(row, s.text(s.style.indent, c.meaning().String()))...)
	}
	runs := []excelize.Cell{s.text(s.style.name, "Runs")}
	for _, r := range ranks {
		runs = append(runs, excelize.Cell{StyleID: s.style.count, Value: r.Score.Restarts})
	}
	s.add(0, append(runs, s.text(s.style.indent, "Factorisations, each from another start."))...)

	s.skip(1)
	s.add(0, s.text(s.style.heading, "What each rule would choose"))
	s.header("Rule", "k", "Reason")
	for _, v := range st.Survey.Choice.Verdicts {
		k := s.text(s.style.general, "none")
		if v.K > 0 {
			k = excelize.Cell{StyleID: s.style.count, Value: v.K}
		}
		name := v.Rule.Name
		if name == st.Survey.Choice.Rule {
			name += " (used)"
		}
		s.add(0, s.text(s.style.name, name), k, s.text(s.style.indent, verdictText(v)))
	}

	s.skip(1)
	at := s.row + 1
	b.chart(s, top, len(ranks), rowOf, cell(1, at))
	s.picture(cell(len(ranks)+4, at), b.figures.survey, 1)
	s.done()
}

// verdictText is what a rule says, whether that is a vote, and what the rule is.
func verdictText(v rank.Verdict) string {
	t := &prose{}
	t.add("%s.", words.Upper(v.Why))
	if v.K != 0 && v.Doubt != "" {
		t.add("No vote: %s.", v.Doubt)
	}
	t.add("The rule: %v", ruleText(v.Rule))
	return t.String()
}

// chart adds a native chart of the measures between 0 and 1, which a reader can
// edit and copy.
func (b *book) chart(s *sheet, header, ranks int, rowOf map[string]int, at string) {
	if s.err != nil {
		return
	}
	ref := func(c1, c2, row int) string {
		from, err := excelize.CoordinatesToCellName(c1, row, true)
		s.try(err)
		to, err := excelize.CoordinatesToCellName(c2, row, true)
		s.try(err)
		return "'" + surveySheet + "'!" + from + ":" + to
	}
	var series []excelize.ChartSeries
	for i, name := range []string{"cophenetic", "silhouette_consensus", "dispersion", "pac"} {
		color := "#" + look.Hex(look.SubtypeColor(i))
		series = append(series, excelize.ChartSeries{
			Name: ref(1, 1, rowOf[name]), Categories: ref(2, ranks+1, header), Values: ref(2, ranks+1, rowOf[name]),
			Fill: fill(color), Line: excelize.LineOptions{Width: 2.25},
			Marker: excelize.ChartMarker{Symbol: "circle", Size: 7, Fill: fill(color)},
		})
	}
	zero, one := 0.0, 1.0
	axis := excelize.Font{Size: 10, Color: "444444"}
	s.try(s.file.AddChart(s.name, at, &excelize.Chart{
		Type: excelize.Line, Series: series,
		Format:    excelize.GraphicOptions{AltText: "Measures for every number of subtypes", Positioning: "oneCell"},
		Dimension: excelize.ChartDimension{Width: 620, Height: 440},
		Title:     excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: "Measures for every number of subtypes"}}},
		Legend:    excelize.ChartLegend{Position: "bottom"},
		XAxis:     excelize.ChartAxis{Font: axis},
		YAxis:     excelize.ChartAxis{Minimum: &zero, Maximum: &one, MajorGridLines: true, Font: axis},
	}))
}

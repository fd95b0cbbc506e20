package page

import (
	"encoding/json"
	"math"
	"strconv"

	"subtype/internal/expr/names"
	"subtype/internal/tabular"
	"subtype/internal/words"
	"subtype/internal/workbook"
)

// table is one that the script shows. Values stand column by column.
type table struct {
	ID      string   `json:"id"` // Excel's name
	Name    string   `json:"name"`
	File    string   `json:"file"`
	Bars    int      `json:"bars"` // the field shown by bars, too; -1: none
	Fields  []field  `json:"fields"`
	Columns []column `json:"columns"`
	Count   int      `json:"count"`
	More    int      `json:"more"`           // rows that the file has beyond those
	Left    []string `json:"left,omitempty"` // headings of columns that are too large for the page
}

// field is a column: what it is and how its values are shown.
type field struct {
	Name  string `json:"name"`
	Head  string `json:"head"`
	About string `json:"about"`
	Kind  string `json:"kind"`
}

// given is the kind of an annotation.
const given = "given"

// kinds are the names of kinds for the script; all others are texts.
var kinds = map[tabular.Kind]string{tabular.Subtype: "group", tabular.Class: "class", tabular.Count: "count",
	tabular.Share: "share", tabular.Weight: "number", tabular.Measure: "number", tabular.Given: given,
	tabular.Prose: "prose", tabular.Remark: "prose", tabular.Name: "name"}

// tableOf is a table of the workbook.
func tableOf(t workbook.Table) table {
	made := dataOf(t.Data, t.Most)
	made.ID = t.Excel
	for i, f := range t.Data.Fields {
		if t.Bars != "" && f.Name == t.Bars {
			made.Bars = i
		}
	}
	return made
}

// dataOf are the rows of a table, at most so many; 0: all.
func dataOf(d tabular.Data, most int) table {
	made := table{Name: names.Visible(d.Name), File: d.File, Bars: -1}
	for _, f := range d.Fields {
		made.Fields = append(made.Fields, field{names.Visible(f.Name), names.Visible(f.Heading), names.Visible(f.Meaning()),
			kinds[f.Kind]})
	}
	columns := make([][]any, len(d.Fields))
	for row := range d.Shown {
		if most > 0 && made.Count == most {
			made.More++
			continue
		}
		made.Count++
		for i, v := range row {
			columns[i] = append(columns[i], valueOf(d.Fields[i].Kind, v))
		}
	}
	for _, values := range columns {
		made.Columns = append(made.Columns, columnOf(values))
	}
	return made
}

// valueOf is a value for the script: a group is the numbers of subtype and colour.
func valueOf(kind tabular.Kind, value any) any {
	switch v := value.(type) {
	case string:
		if v == "" {
			return nil
		}
		return names.Visible(v)
	case bool:
		return words.YesNo(v)
	case tabular.Group:
		if v.Number < 0 {
			return nil
		}
		return []int{v.Number, v.Color}
	case float64:
		if text := Number(kind, v); text != "" {
			return json.Number(text)
		}
		return nil
	}
	return value
}

// Number is a number as a page shows it: of a share three decimals, else four significant
// digits and no fraction where there are more before the point. Files have all digits. What
// is not finite is empty.
func Number(kind tabular.Kind, x float64) string {
	switch {
	case math.IsNaN(x) || math.IsInf(x, 0):
		return ""
	case kind == tabular.Share:
		return strconv.FormatFloat(x, 'f', 3, 64)
	case x == 0:
		return "0"
	case math.Abs(x) >= 1e15 || math.Abs(x) < 1e-4:
		return strconv.FormatFloat(x, 'e', 3, 64)
	case math.Abs(x) >= 1000:
		return strconv.FormatFloat(x, 'f', 0, 64)
	}
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'e', 3, 64), 64)
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

// chart is a table on its side as curves.
type chart struct {
	Title  string   `json:"title"`
	Labels []string `json:"labels"`
	Marked int      `json:"marked"`
	Curves []curve  `json:"curves"`
}

type curve struct {
	Name   string `json:"name"`
	About  string `json:"about"`
	Shown  bool   `json:"shown"` // at first
	Values []any  `json:"values"`
}

// chartOf has all numbers of the table: the page can show those that the workbook does not.
func chartOf(b workbook.Chart) chart {
	made := chart{Title: names.Visible(b.Title), Marked: b.Of.Marked}
	for _, l := range b.Of.Labels {
		made.Labels = append(made.Labels, names.Visible(l))
	}
	for i, f := range b.Of.Data.Fields {
		one := curve{Name: names.Visible(f.Heading), About: names.Visible(f.Meaning())}
		for _, name := range b.Fields {
			one.Shown = one.Shown || name == f.Name
		}
		known := false
		for row := range b.Of.Data.Shown {
			x, ok := row[i].(float64)
			if ok = ok && Number(tabular.Measure, x) != ""; ok {
				one.Values, known = append(one.Values, json.Number(Number(tabular.Measure, x))), true
			} else {
				one.Values = append(one.Values, nil)
			}
		}
		if known {
			made.Curves = append(made.Curves, one)
		}
	}
	return made
}

package page

import (
	"bytes"
	"compress/gzip"
	"encoding/ascii85"
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"

	"subtype/internal/expr/names"
	"subtype/internal/figure"
	"subtype/internal/style"
	"subtype/internal/tabular"
	"subtype/internal/words"
	"subtype/internal/workbook"
)

// table is one that the script shows. Values stand column by column, as they pack best.
type table struct {
	ID      string  `json:"id"` // Excel's name
	Name    string  `json:"name"`
	File    string  `json:"file"`
	Bars    int     `json:"bars"` // the field shown by bars, too; -1: none
	Fields  []field `json:"fields"`
	Columns [][]any `json:"columns"`
	Count   int     `json:"count"`
	More    int     `json:"more"` // rows that the file has beyond those
}

// field is a column: what it is and how its values are shown.
type field struct {
	Name  string `json:"name"`
	Head  string `json:"head"`
	About string `json:"about"`
	Kind  string `json:"kind"`
}

// kinds are the names of kinds for the script; all others are texts.
var kinds = map[tabular.Kind]string{tabular.Subtype: "group", tabular.Class: "class", tabular.Count: "count",
	tabular.Share: "share", tabular.Weight: "number", tabular.Measure: "number", tabular.Given: "given",
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
	made.Columns = make([][]any, len(d.Fields))
	for row := range d.Shown {
		if most > 0 && made.Count == most {
			made.More++
			continue
		}
		made.Count++
		for i, v := range row {
			made.Columns[i] = append(made.Columns[i], valueOf(d.Fields[i].Kind, v))
		}
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

// rank is a map for the script.
type rank struct {
	K       int    `json:"k"`
	Title   string `json:"title"`
	Note    string `json:"note"`
	Samples table  `json:"samples"`
	Order   []int  `json:"order"`
	Runs    int    `json:"runs"`
	Labels  string `json:"labels"` // a character a run, sample by sample
}

// all is what the script takes.
type all struct {
	*content
	Ranks      []rank   `json:"ranks"`
	Chosen     int      `json:"chosen"`
	People     string   `json:"people"`
	Classes    []string `json:"classes"`
	Scale      []string `json:"scale"`   // colours of a consensus from 0 to 1
	Palette    []string `json:"palette"` // of subtypes
	Categories []string `json:"categories"`
}

// mostPictures is how many bytes the pictures may take when they are packed.
const mostPictures = 64 << 10

// bound leaves out the pictures that would make the page too large, the largest first.
func (c *content) bound() error {
	sizes, order := make([]int, len(c.Figures)), make([]int, len(c.Figures))
	for i, f := range c.Figures {
		packed, err := pack([]byte(f))
		if err != nil {
			return err
		}
		sizes[i], order[i] = len(packed), i
	}
	slices.SortStableFunc(order, func(i, j int) int { return sizes[i] - sizes[j] })
	room := mostPictures
	for _, i := range order {
		if room -= sizes[i]; room < 0 {
			c.Figures[i] = ""
		}
	}
	return nil
}

// steps is the number of colours from a consensus of 0 to one of 1.
const steps = 65

// packed is all that the script takes: JSON, packed, as ASCII 85.
func (c *content) packed(p Page) (string, error) {
	a := all{content: c, Chosen: p.Chosen, People: p.People}
	if c.err != nil {
		return "", c.err
	}
	if err := c.bound(); err != nil {
		return "", err
	}
	for i, m := range p.Maps {
		r := rankOf(m)
		if i > 0 {
			r.Samples.Columns[0] = nil // the names stand in the first
		}
		a.Ranks = append(a.Ranks, r)
	}
	for _, class := range p.Classes {
		a.Classes = append(a.Classes, class.Name)
	}
	scale := figure.NewScale(style.ConsensusScale)
	for i := range steps {
		a.Scale = append(a.Scale, "#"+style.Hex(scale.At(float64(i)/(steps-1))))
	}
	for i := range p.Colors {
		a.Palette = append(a.Palette, "#"+style.Hex(style.SubtypeColor(i)))
	}
	for _, c := range style.CategoryColors {
		a.Categories = append(a.Categories, "#"+style.Hex(c))
	}
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false) // it is packed anyway
	if err := e.Encode(a); err != nil {
		return "", err
	}
	packed, err := pack(text.Bytes())
	letters := make([]byte, ascii85.MaxEncodedLen(len(packed)))
	return plainLetters.Replace(string(letters[:ascii85.Encode(letters, packed)])), err
}

// plainLetters takes the letters that mean something in HTML or JSON for others that ASCII 85
// does not have.
var plainLetters = strings.NewReplacer(`"`, "v", `\`, "w", "<", "x", "&", "y")

func pack(text []byte) ([]byte, error) {
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write(text); err != nil {
		return nil, err
	}
	err = z.Close()
	return packed.Bytes(), err
}

// letters begin the characters of labels: those up to ordinary need no escape in JSON.
const letters, ordinary, further = '0', 40, 0x100

func rankOf(m Map) rank {
	r := rank{K: m.K, Title: names.Visible(m.Title), Note: names.Visible(m.Note), Samples: dataOf(m.Samples, 0),
		Order: m.Order, Runs: m.Runs}
	labels := make([]rune, 0, len(m.Order)*m.Runs)
	for _, row := range m.Order {
		for run := range m.Runs {
			label := m.Label(run, row)
			if label < ordinary {
				labels = append(labels, letters+rune(label))
			} else {
				labels = append(labels, further+rune(label))
			}
		}
	}
	r.Labels = string(labels)
	return r
}

// Package multiqc writes files that MultiQC finds by their names, *_mqc.*, and shows in the
// report of a whole pipeline. Several analyses may meet in one report: every section bears
// the name of its analysis, and an id that no other has.
package multiqc

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"math"
	"strconv"
	"strings"

	"subtype/internal/expr/names"
	"subtype/internal/tabular"
	"subtype/internal/words"
)

// Source is an analysis among others in a report.
type Source struct {
	Name string // for people
	Key  string // in ids: other analyses have others
}

// Section is one of its parts of the report.
type Section struct {
	ID, Title, About string
	Source           Source
}

// head is what MultiQC has to know of a section, as lines of YAML, which JSON is.
func (s Section) head(plot string) []string {
	var lines []string
	for _, l := range [][2]string{{"id", "subtype_" + s.ID + "_" + s.Source.Key},
		{"section_name", safe(s.Source.Name + ": " + s.Title)}, {"parent_id", "subtype"}, {"parent_name", "subtype"},
		{"parent_description", "Molecular subtypes by non-negative matrix factorisation and consensus clustering."},
		{"description", text(s.About)}, {"plot_type", plot}} {
		lines = append(lines, l[0]+": "+quote(l[1]))
	}
	return lines
}

// text is a text that MultiQC will take for HTML.
func text(s string) string { return html.EscapeString(names.Visible(s)) }

// safe is a name that MultiQC puts into its page as it is: nothing in it is a tag, or would be
// cut off as a folder.
func safe(s string) string {
	return strings.NewReplacer("<", "‹", "/", "∕").Replace(names.Visible(s))
}

// quote quotes for JSON and YAML; nothing in it can end a comment of HTML.
func quote(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string can always be written
	}
	return string(b)
}

// Table is a section with a table, the first column of which names the rows; columns that
// are not shown at first can be called up.
type Table struct {
	Section
	Data  tabular.Data
	Shown []string // names of columns; nil: all
}

// Write writes the table after a head of comments.
func (t Table) Write(w io.Writer) error {
	head := append(t.head("table"), "file_format: \"tsv\"",
		fmt.Sprintf("pconfig: {\"id\": %s, \"no_violin\": true}",
			quote("subtype_"+t.ID+"_"+t.Source.Key+"_table")), "headers:")
	for i, f := range t.Data.Fields[1:] {
		head = append(head, fmt.Sprintf("  %s: %s", f.Name, column(f, t.hidden(f.Name), i)))
	}
	if _, err := io.WriteString(w, "# "+strings.Join(head, "\n# ")+"\n"); err != nil {
		return err
	}
	return t.Data.WriteChanged(w, func(column int, field string) string {
		switch {
		case column == 0:
			return name(field)
		case t.Data.Fields[column].Kind == tabular.YesNo && field == "no":
			return "–" // which MultiQC would take for a failure
		}
		return field
	})
}

func (t Table) hidden(column string) bool {
	for _, shown := range t.Shown {
		if shown == column {
			return false
		}
	}
	return t.Shown != nil
}

// column says how MultiQC shows a column.
func column(f tabular.Field, hidden bool, place int) string {
	c := map[string]any{"title": text(f.Heading), "description": text(f.Meaning()), "placement": 1000 + place}
	if hidden {
		c["hidden"] = true
	}
	switch f.Kind {
	case tabular.Count:
		c["format"], c["scale"] = "{:,.0f}", false
	case tabular.Share, tabular.Measure, tabular.Weight, tabular.Probability:
		c["format"], c["scale"] = "{:,.4g}", "Blues"
	default:
		c["scale"] = false
	}
	if f.Name == "verdict" {
		c["cond_formatting_rules"] = map[string]any{"pass": []any{map[string]string{"s_eq": "clear"}},
			"warn": []any{map[string]string{"s_eq": "tentative"}}}
	}
	switch f.Range {
	case "0 to 1":
		c["min"], c["max"] = 0, 1
	case "−1 to 1":
		c["min"], c["max"] = -1, 1
	}
	b, err := json.Marshal(c)
	if err != nil {
		panic(err) // they are texts and numbers
	}
	return string(b)
}

// name keeps MultiQC from taking a name for a number or a comment, or its quotes for ours.
func name(s string) string {
	s = strings.ReplaceAll(s, "<", "‹")
	if _, err := strconv.ParseFloat(s, 64); err == nil || strings.HasPrefix(s, "#") || strings.Trim(s, `"'`) != s {
		return `"` + s + `"`
	}
	return s
}

// Picture is a section with a picture.
type Picture struct {
	Section
	Alt string
	PNG func(io.Writer) error
}

// Write writes a piece of HTML with the picture in it.
func (p Picture) Write(w io.Writer) error {
	_, err := fmt.Fprintf(w, "<!--\n%s\n-->\n<img alt=%q style=\"max-width: 100%%\" src=\"data:image/png;base64,",
		strings.Join(p.head("html"), "\n"), text(p.Alt))
	if err != nil {
		return err
	}
	e := base64.NewEncoder(base64.StdEncoding, w)
	if err := p.PNG(e); err != nil {
		return err
	}
	if err := e.Close(); err != nil {
		return err
	}
	_, err = io.WriteString(w, "\">\n")
	return err
}

// General is the row of an analysis in the table that begins a report.
type General struct {
	Source Source
	Fields []tabular.Field
	Values []any
}

// Write writes the row.
func (g General) Write(w io.Writer) error {
	headers, values := map[string]json.RawMessage{}, map[string]any{}
	for i, f := range g.Fields {
		if x, ok := g.Values[i].(float64); ok && (math.IsNaN(x) || math.IsInf(x, 0)) {
			continue
		}
		headers[f.Name], values[f.Name] = json.RawMessage(column(f, false, i)), g.Values[i]
	}
	return write(w, map[string]any{"id": "subtype_general", "plot_type": "generalstats", "namespace": "subtype",
		"headers": headers, "data": map[string]any{safe(g.Source.Name): values}})
}

// Sizes are the numbers of samples of the subtypes, a bar for each analysis.
type Sizes struct {
	Source Source
	Sizes  []int
}

// Write writes the bar.
func (s Sizes) Write(w io.Writer) error {
	sizes := map[string]int{}
	for q, n := range s.Sizes {
		sizes[words.Subtype(q)] = n
	}
	return write(w, map[string]any{"id": "subtype_sizes", "section_name": "Sizes of the subtypes", "plot_type": "bargraph",
		"parent_id": "subtype", "parent_name": "subtype",
		"description": "Samples of every subtype at the chosen number of subtypes. S1 is the largest of its own data set: " +
			"the same name in two of them does not mean the same subtype.",
		"pconfig": map[string]any{"id": "subtype_sizes_plot", "title": "subtype: sizes of the subtypes", "ylab": "Samples"},
		"data":    map[string]any{safe(s.Source.Name): sizes}})
}

func write(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", " ")
	return e.Encode(v)
}

// Package page writes a report as one HTML file that needs nothing else: no network, no
// other file. What it says are the sheets of the workbook. Tables sort and filter, and the
// consensus is counted in the page, from the groups of every run, so that every number of
// subtypes can be looked at closely without a matrix in the file.
//
// The file allows its browser nothing but its own scripts, by their hashes: a name from the
// input stays text whatever it holds.
package page

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"
	"sync"

	"subtype/internal/expr/names"
	"subtype/internal/style"
	"subtype/internal/tabular"
	"subtype/internal/workbook"
)

// Page is a report.
type Page struct {
	Title, Creator string
	Colors         int // of subtypes
	Classes        []workbook.ClassLook
	Before, After  []workbook.Sheet // the maps stand between them
	MapsTitle      string
	Maps           []Map
	Chosen         int    // of the maps, from 0
	People         string // Excel's name of the table with a row a sample, in any order
}

// Map is the consensus at a number of subtypes.
type Map struct {
	K           int
	Title, Note string
	Samples     tabular.Data // a row a sample, in one order at all numbers; the second field is the subtype
	Order       []int        // the rows that the map shows, by its tree
	Runs        int
	Label       func(run, row int) int
}

//go:embed web/page.html
var layout string

//go:embed web/page.css
var looks string

// The parts of the page's own script, in the order in which they run, as one function.
//
//go:embed web/script/*.js
var parts embed.FS

var (
	order = []string{"load", "unpack", "values", "tables", "plot", "curves", "survival", "flows", "counts", "map",
		"mapview", "sample", "start"}
	script = lean(joined())
)

func joined() string {
	var b strings.Builder
	b.WriteString("\"use strict\";\n(async () => {\n")
	for _, name := range order {
		text, err := parts.ReadFile("web/script/" + name + ".js")
		if err != nil {
			panic("page: " + err.Error()) // it is part of the program
		}
		b.Write(text)
	}
	return b.String() + "})();\n"
}

// lean is a script without indents, and without lines that are comments.
func lean(source string) string {
	var b strings.Builder
	for line := range strings.Lines(source) {
		if line = strings.TrimLeft(line, " "); !strings.HasPrefix(line, "//") {
			b.WriteString(line)
		}
	}
	return b.String()
}

// What npm made of the libraries: see web/package.json.
var (
	//go:embed web/libraries.js
	libraries string
	//go:embed web/libraries.css
	libraryLooks string
	//go:embed web/LICENCES.txt
	licences string
)

var document = template.Must(template.New("page").Parse(layout))

// shown is what the layout takes.
type shown struct {
	Title, Creator, Policy, Licences, MapsTitle string
	Before, After                               []section
	Looks                                       template.CSS
	Script                                      template.JS
	Data, Libraries                             template.JS // strings: packed JSON and a script, in letters
}

// Write writes the page. Its bytes depend on the description alone.
func (p Page) Write(w io.Writer) error {
	var c content
	s := shown{Title: names.Visible(p.Title), Creator: p.Creator, Licences: licences,
		MapsTitle: names.Visible(p.MapsTitle),
		Looks:     template.CSS(libraryLooks + looks + p.colors()),
		Libraries: packedLibraries(), Script: template.JS(script)}
	// The script unpacks the libraries and puts them into the page, which their hash allows. No
	// page may be a frame's, post a form or load anything: all it needs it has.
	s.Policy = fmt.Sprintf("default-src 'none'; script-src %s %s; style-src %s; img-src data:; base-uri 'none'; "+
		"form-action 'none'", hash(libraries), hash(script), hash(string(s.Looks)))
	c.sheets = p.sheets()
	s.Before = c.sections(p.Before, 0)
	s.After = c.sections(p.After, len(p.Before)+1)
	data, err := c.packed(p)
	if err != nil {
		return err
	}
	s.Data = template.JS(`"` + data + `"`)
	var b bytes.Buffer
	if err := document.Execute(&b, s); err != nil {
		return fmt.Errorf("page: %w", err)
	}
	_, err = b.WriteTo(w)
	return err
}

// sheets are all sections for the contents.
func (p Page) sheets() []link {
	var all []link
	add := func(name, about string) {
		all = append(all, link{anchor(len(all)), names.Visible(name), names.Visible(about)})
	}
	for _, s := range p.Before {
		add(s.Name, s.About)
	}
	all = append(all, link{"consensus", "Consensus", "how often samples came together, at every number of subtypes"})
	for _, s := range p.After {
		add(s.Name, s.About)
	}
	return all
}

// colors are the rules for the classes of colours in the text.
func (p Page) colors() string {
	var b strings.Builder
	for i := range p.Colors {
		fmt.Fprintf(&b, ".c%d{background:#%s}", i, style.Hex(style.SubtypeColor(i)))
	}
	for i, c := range p.Classes {
		fmt.Fprintf(&b, ".k%d{background:#%s}", i, style.Hex(c.Color))
	}
	return b.String()
}

// packedLibraries are the libraries as the script unpacks them: they would be half of the page.
var packedLibraries = sync.OnceValue(func() template.JS {
	packed, err := pack([]byte(libraries))
	if err != nil {
		panic("page: " + err.Error()) // it is part of the program
	}
	return template.JS(`"` + inLetters(packed) + `"`)
})

// hash is how a policy names a script or a style.
func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

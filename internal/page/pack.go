package page

import (
	"bytes"
	"compress/gzip"
	"encoding/ascii85"
	"encoding/json"
	"slices"
	"strings"

	"subtype/internal/figure"
	"subtype/internal/style"
)

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

// steps is the number of colours from a consensus of 0 to one of 1.
const steps = 65

// What a page holds at most, in bytes when it is packed: that of 20 000 samples stays below
// three megabytes. What does not fit is named.
const (
	mostPictures = 64 << 10
	mostData     = 2_000_000
)

// packed is all that the script takes, in letters.
func (c *content) packed(p Page) (string, error) {
	if c.err != nil {
		return "", c.err
	}
	if err := c.boundPictures(); err != nil {
		return "", err
	}
	a := c.all(p)
	packed, err := packJSON(a)
	if err != nil {
		return "", err
	}
	if more := len(packed) - mostData; more > 0 {
		if err := c.leaveOut(p.People, more); err != nil {
			return "", err
		}
		if packed, err = packJSON(a); err != nil {
			return "", err
		}
	}
	return inLetters(packed), nil
}

func (c *content) all(p Page) all {
	a := all{content: c, Chosen: p.Chosen, People: p.People}
	for i, m := range p.Maps {
		r := rankOf(m)
		if i > 0 {
			r.Samples.Columns[0] = column{} // the names stand in the first
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
	return a
}

// boundPictures leaves out the pictures that would make the page too large, the largest first.
func (c *content) boundPictures() error {
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

// leaveOut takes so many bytes of annotations out of the table of samples, the largest
// columns first: those are free numbers and names, of which no two are the same.
func (c *content) leaveOut(people string, bytes int) error {
	at := slices.IndexFunc(c.Tables, func(t table) bool { return t.ID == people })
	if at < 0 {
		return nil
	}
	t := &c.Tables[at]
	sizes, order := make([]int, len(t.Fields)), []int{}
	for i, f := range t.Fields {
		packed, err := packJSON(t.Columns[i])
		if err != nil {
			return err
		}
		sizes[i] = len(packed)
		if f.Kind == given {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int { return sizes[j] - sizes[i] })
	out := map[int]bool{}
	for _, i := range order {
		if bytes <= 0 {
			break
		}
		bytes -= sizes[i]
		out[i] = true
	}
	var fields []field
	var columns []column
	bars := -1
	for i, f := range t.Fields {
		if out[i] {
			t.Left = append(t.Left, f.Head)
			continue
		}
		if i == t.Bars {
			bars = len(fields)
		}
		fields, columns = append(fields, f), append(columns, t.Columns[i])
	}
	t.Fields, t.Columns, t.Bars = fields, columns, bars
	return nil
}

// packJSON is a value as JSON, packed.
func packJSON(value any) ([]byte, error) {
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false) // it is packed anyway
	if err := e.Encode(value); err != nil {
		return nil, err
	}
	return pack(text.Bytes())
}

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

// inLetters is data as ASCII 85, without letters that mean something in HTML or JSON.
func inLetters(packed []byte) string {
	out := make([]byte, ascii85.MaxEncodedLen(len(packed)))
	return plainLetters.Replace(string(out[:ascii85.Encode(out, packed)]))
}

// plainLetters takes the letters that mean something in HTML or JSON for others that ASCII 85
// does not have.
var plainLetters = strings.NewReplacer(`"`, "v", `\`, "w", "<", "x", "&", "y")

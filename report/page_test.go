package report

import (
	"bytes"
	"compress/gzip"
	"encoding/ascii85"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"regexp"
	"strings"
	"testing"

	"subtype/internal/expr/names"
	"subtype/internal/page"
	"subtype/internal/tabular"
	"subtype/internal/words"
	"subtype/internal/workbook"
)

// pageOf is the page of a study: what stands in it as it is, and what its script takes, as JSON.
func pageOf(t *testing.T, s *Study, f *figures) (text, data string) {
	t.Helper()
	var b bytes.Buffer
	if err := s.page(f).Write(&b); err != nil {
		t.Fatal(err)
	}
	letters := regexp.MustCompile(`id="data">"([^"]*)"`).FindStringSubmatch(b.String())[1]
	ascii := strings.NewReplacer("v", `"`, "w", `\`, "x", "<", "y", "&").Replace(letters)
	z, err := gzip.NewReader(ascii85.NewDecoder(strings.NewReader(ascii)))
	if err != nil {
		t.Fatal(err)
	}
	packed, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return regexp.MustCompile(`(?s)<(script|style).*?</(script|style)>`).ReplaceAllString(b.String(), ""), string(packed)
}

// asData is a text within JSON.
func asData(text string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(names.Visible(text))
	return strings.Trim(strings.TrimSpace(b.String()), `"`)
}

// Every sheet of the workbook has a section of the page, with all of its blocks; those of the
// consensus are a map.
func TestThePageSaysWhatTheWorkbookSays(t *testing.T) {
	s := made(t)
	f := s.figures()
	text, data := pageOf(t, s, f)
	for _, sheet := range s.workbook(f).Sheets {
		var in string // its section, without links
		if strings.HasPrefix(sheet.Name, "Consensus k=") {
			if in = data; !strings.Contains(data, fmt.Sprintf(`"k":%s,`, strings.TrimPrefix(sheet.Name, "Consensus k="))) {
				t.Errorf("no map for the sheet %s", sheet.Name)
			}
		} else {
			_, rest, found := strings.Cut(text, fmt.Sprintf(`aria-label="%s">`, html.EscapeString(sheet.Name)))
			if !found {
				t.Errorf("no section for the sheet %s", sheet.Name)
			}
			in, _, _ = strings.Cut(rest, "</section>")
			in = regexp.MustCompile(`</?a[^>]*>`).ReplaceAllString(in, "")
			in = html.UnescapeString(in)
		}
		for i, b := range sheet.Blocks {
			for _, want := range said(b) {
				if !strings.Contains(in, names.Visible(want)) && !strings.Contains(data, asData(want)) {
					t.Errorf("block %d (%T) of the sheet %s: the page lacks %q", i, b, sheet.Name, want)
				}
			}
		}
	}
}

// said is all that a block says.
func said(b workbook.Block) (out []string) {
	table := func(d tabular.Data, across bool) {
		for _, f := range d.Fields {
			out = append(out, f.Heading)
		}
		for row := range d.Shown {
			for i, v := range row {
				kind := d.Fields[i].Kind
				if across {
					kind = tabular.Measure
				}
				switch v := v.(type) {
				case string:
					out = append(out, v)
				case float64:
					out = append(out, digits(page.Number(kind, v)))
				case bool:
					out = append(out, words.YesNo(v))
				case tabular.Group:
					if v.Number >= 0 {
						out = append(out, fmt.Sprint(v.Number))
					}
				}
			}
		}
	}
	switch b := b.(type) {
	case workbook.Line:
		out = append(out, b.Text)
	case workbook.Paragraph:
		out = append(out, b.Text)
	case workbook.Note:
		out = append(out, b.Text)
	case workbook.Picture:
		if b.SVG != nil && !strings.HasPrefix(b.Alt, "Consensus of ") { // the page has it as a map
			out = append(out, b.Alt)
		}
	case workbook.Chart:
		out = append(out, b.Title)
	case workbook.Table:
		if b.Shades[0] == nil { // the page counts the consensus itself
			table(b.Data, false)
		}
	case *workbook.Across:
		table(b.Data, true)
		out = append(append(out, b.Labels...), b.Meanings...)
	}
	return out
}

// digits are those of a number, however it is written.
func digits(number string) string {
	number = strings.TrimLeft(strings.TrimPrefix(number, "-"), "0")
	if strings.Contains(number, ".") && !strings.Contains(number, "e") {
		number = strings.TrimRight(strings.TrimRight(number, "0"), ".")
	}
	return number
}

// The page has no sheets.
func TestThePageSpeaksOfItself(t *testing.T) {
	s := made(t)
	text, data := pageOf(t, s, s.figures())
	for _, where := range []string{text, data} {
		for _, at := range regexp.MustCompile(`(?i)\b(work)?(sheets?|books?)\b`).FindAllStringIndex(where, 5) {
			t.Errorf("…%s…", where[max(0, at[0]-100):min(len(where), at[1]+60)])
		}
	}
}

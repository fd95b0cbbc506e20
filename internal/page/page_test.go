package page

import (
	"bytes"
	"compress/gzip"
	"encoding/ascii85"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"subtype/internal/tabular"
	"subtype/internal/workbook"
)

const nasty = "<script>alert(1)</script>\" onload=\"x' <!-- --> </style> ]]> \\u003c \u202e 👩‍🔬 {{.}} ${x}"

type row struct {
	name string
	x    float64
	of   tabular.Group
}

func data(name string) tabular.Data {
	rows := []row{{nasty, 0.12345, tabular.Group{Number: 1, Color: 2}}, {"b", math.NaN(), tabular.NoGroup}}
	return tabular.Table[row]{Name: name, File: "t.tsv", Rows: slices.Values(rows), Columns: []tabular.Column[row]{
		{Field: tabular.Field{Name: "sample", Heading: "Sample", Kind: tabular.Name},
			Value: func(r row) any { return r.name }},
		{Field: tabular.Field{Name: "subtype", Heading: nasty, About: nasty, Kind: tabular.Subtype},
			Value: func(r row) any { return r.of }},
		{Field: tabular.Field{Name: "x", Heading: "X", Range: "0 to 1", Kind: tabular.Share},
			Value: func(r row) any { return r.x }},
	}}.Data()
}

// example has every kind of block.
func example() Page {
	across := &workbook.Across{Data: data("across"), Corner: "Measure", Labels: []string{"k = 2", nasty}, Marked: 1,
		Meanings: []string{"a", nasty, "c"}}
	svg := func(w io.Writer) error {
		_, err := io.WriteString(w, `<svg xmlns="http://www.w3.org/2000/svg"/>`)
		return err
	}
	blocks := []workbook.Block{workbook.Line{Text: nasty, Size: workbook.Title}, workbook.Line{Text: nasty},
		workbook.Line{Text: nasty, Size: workbook.Section}, workbook.Line{Text: nasty, Size: workbook.Headline},
		workbook.Paragraph{Text: nasty}, workbook.Note{Text: nasty}, workbook.Space(1), workbook.Contents{},
		workbook.Picture{SVG: svg, Alt: nasty}, workbook.Picture{Alt: "shown otherwise"}, across,
		workbook.Chart{Title: nasty, Of: across, Fields: []string{"x"}}, workbook.Table{Data: data(nasty)},
		workbook.Table{Data: data("People"), Excel: "People", Bars: "x"},
		workbook.Table{Data: tabular.Table[row]{Rows: slices.Values([]row{})}.Data(), Excel: "None", Empty: "Nothing."}}
	return Page{Title: nasty, Creator: "subtype 0.0.0", Colors: 3, MapsTitle: nasty, People: "People",
		Before: []workbook.Sheet{{Name: "First", Blocks: blocks}}, After: []workbook.Sheet{{Name: nasty, About: nasty}},
		Maps: []Map{{K: 2, Title: nasty, Note: nasty, Samples: data("k2"), Order: []int{1, 0}, Runs: 2,
			Label: func(run, row int) int { return 50*run + row }}}}
}

func write(t *testing.T, p Page) string {
	t.Helper()
	var b bytes.Buffer
	if err := p.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A browser runs what the policy names, and so nothing else may be in the file.
func TestPolicyNamesAllThatRuns(t *testing.T) {
	text := write(t, example())
	content := regexp.MustCompile(`Content-Security-Policy" content="([^"]*)"`).FindStringSubmatch(text)
	policy := html.UnescapeString(content[1])
	var want []string
	elements := regexp.MustCompile(`(?s)<(script|style)>(.*?)</(?:script|style)>`)
	for _, m := range elements.FindAllStringSubmatch(text, -1) {
		want = append(want, m[1]+" "+hash(m[2]))
	}
	if len(want) != 2 || strings.Count(text, "<script") != 3 || strings.Count(text, "</script") != 3 {
		t.Fatalf("scripts and styles: %v", want)
	}
	style, own := strings.Fields(want[0])[1], strings.Fields(want[1])[1]
	libraries := hash(string(fromLetters(t, text, "libraries"))) // the script puts them in
	if policy != fmt.Sprintf("default-src 'none'; script-src %s %s; style-src %s; img-src data:; base-uri 'none'; "+
		"form-action 'none'", libraries, own, style) {
		t.Errorf("policy %s", policy)
	}
	body := regexp.MustCompile(`(?s)<(script|style)[ >].*?</(script|style)>`).ReplaceAllString(text, "")
	for _, m := range regexp.MustCompile(`<[^>]*>`).FindAllString(body, -1) {
		// Within the quotes of an attribute is text.
		tag := regexp.MustCompile(`"[^"]*"`).ReplaceAllString(m, "")
		if regexp.MustCompile(`(?i)\s(on\w+|style|src)\b`).MatchString(tag) {
			t.Errorf("%s", m)
		}
	}
	for _, m := range regexp.MustCompile(`href="([^"]*)"`).FindAllStringSubmatch(body, -1) {
		if !strings.HasPrefix(m[1], "#") && m[1] != "data:," {
			t.Errorf("a link to %s", m[1])
		}
	}
	if text != write(t, example()) {
		t.Error("another page the second time")
	}
}

func TestScriptsStayWithinTheirElements(t *testing.T) {
	for name, text := range map[string]string{"libraries": libraries, "script": script, "looks": looks + libraryLooks} {
		for _, end := range []string{"</script", "<!--", "</style", "eval(", "new Function", "document.write"} {
			if strings.Contains(strings.ToLower(text), strings.ToLower(end)) {
				t.Errorf("%s has %s", name, end)
			}
		}
	}
	if strings.Contains(script, "innerHTML") {
		t.Error("the page's own script makes markup of text")
	}
	for i, line := range strings.Split(joined(), "\n") {
		if strings.Count(line, "`")%2 != 0 {
			t.Errorf("%q: a text of several lines would lose its indents", line)
		}
		if len([]rune(line)) > 120 {
			t.Errorf("line %d is long: %s", i+1, line)
		}
	}
}

// fromLetters is what stands packed in an element.
func fromLetters(t *testing.T, text, id string) []byte {
	t.Helper()
	_, rest, _ := strings.Cut(text, `id="`+id+`">`)
	letters, _, _ := strings.Cut(rest, "<")
	var packed string
	if err := json.Unmarshal([]byte(letters), &packed); err != nil {
		t.Fatal(err)
	}
	ascii := strings.NewReplacer("v", `"`, "w", `\`, "x", "<", "y", "&").Replace(packed)
	z, err := gzip.NewReader(ascii85.NewDecoder(strings.NewReader(ascii)))
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// unpacked is what the script of a page takes.
func unpacked(t *testing.T, text string) all {
	t.Helper()
	a := all{content: &content{}}
	if err := json.Unmarshal(fromLetters(t, text, "data"), &a); err != nil {
		t.Fatal(err)
	}
	return a
}

// values are those of a column, as the script takes them out of it.
func (c column) values(count int) []any {
	out := make([]any, count)
	for i := range out {
		switch {
		case c.List != nil:
			place := []rune(c.Letters)[i]
			if place >= further {
				out[i] = c.List[place-further]
			} else {
				out[i] = c.List[place-letters]
			}
		case c.Values != nil:
			out[i] = c.Values[i]
		default:
			if line := strings.Split(c.Lines, "\n")[i]; line != "" {
				out[i] = line
			}
		}
	}
	return out
}

// Columns of every kind come out as they went in.
func TestColumnsComeOutAsTheyWentIn(t *testing.T) {
	many := func(value func(i int) any) (out []any) {
		for i := range 3000 {
			out = append(out, value(i))
		}
		return out
	}
	for _, c := range []struct {
		values []any
		kind   string
	}{
		{many(func(i int) any { return nil }), "list"},
		{many(func(i int) any { return []any{"a", nil, float64(2), []any{1.0, 2.0}, "2"}[i%5] }), "list"},
		{many(func(i int) any { return fmt.Sprint("level ", i%mostListed%700) }), "list"},
		{many(func(i int) any { return fmt.Sprint("sample ", i) }), "lines"},
		{many(func(i int) any { return []any{nil, fmt.Sprint("👩‍🔬", i)}[i%2] }), "lines"},
		{many(func(i int) any { return []any{"a line\n of its own", fmt.Sprint(i)}[i%2] }), "values"},
		{many(func(i int) any { return []any{"", fmt.Sprint(i)}[i%2] }), "values"},
		{many(func(i int) any { return []any{"none", float64(i)}[i%2] }), "values"},
	} {
		packed := columnOf(c.values)
		text, err := json.Marshal(packed)
		if err != nil {
			t.Fatal(err)
		}
		var back column
		if err := json.Unmarshal(text, &back); err != nil {
			t.Fatal(err)
		}
		kinds := map[string]bool{"list": back.List != nil, "lines": back.Lines != "", "values": back.Values != nil}
		if !kinds[c.kind] {
			t.Errorf("%v is not packed as %s", c.values[:4], c.kind)
		}
		if got := back.values(len(c.values)); fmt.Sprint(got) != fmt.Sprint(c.values) {
			t.Errorf("%v became %v", c.values[:4], got[:4])
		}
	}
	numbers := columnOf([]any{json.Number("0.250"), nil, json.Number("-0.5"), 12, json.Number("1.000"),
		json.Number("1.235e-05"), json.Number("1200"), json.Number("0"), json.Number("-3.000")})
	if want := ".25\n\n-.5\n12\n1\n1.235e-05\n1200\n0\n-3"; numbers.Lines != want || !numbers.Numbers {
		t.Errorf("%+v", numbers)
	}
}

func TestDataComeOutAsTheyWentIn(t *testing.T) {
	all := unpacked(t, write(t, example()))
	if len(all.Tables) != 1 {
		t.Fatalf("%d tables", len(all.Tables))
	}
	shown := strings.ReplaceAll(nasty, "\u202e", "\\u202e") // what acts on the text around it is written out
	columns := all.Tables[0].Columns
	names := columns[0].values(2)
	if got := fmt.Sprint(names[0]); got != shown || names[1] != "b" {
		t.Errorf("%q", names)
	}
	if got := fmt.Sprint(columns[1].values(2), columns[2].values(2)); got != "[[1 2] <nil>] [.123 <nil>]" {
		t.Errorf("%s", got)
	}
	curves := all.Charts[0].Curves
	if got := fmt.Sprint(curves[0].Values); len(curves) != 1 || got != "[0.1235 <nil>]" {
		t.Errorf("%v", curves)
	}
	// Run by run in the order of the map, which begins with the second sample: labels 1 and 0
	// of the first run, 51 and 50 of the second, by the order in which they appear.
	if got := all.Ranks[0]; got.Labels != "0101" || !slices.Equal(got.Order, []int{1, -1}) {
		t.Errorf("%q %v", got.Labels, got.Order)
	}
}

func TestNumbersAreRounded(t *testing.T) {
	for _, c := range []struct {
		kind tabular.Kind
		x    float64
		want string
	}{{tabular.Share, 0.12349, "0.123"}, {tabular.Share, -1, "-1.000"}, {tabular.Measure, 0.123456, "0.1235"},
		{tabular.Measure, 80312.4, "80312"}, {tabular.Measure, 999.96, "1000"},
		{tabular.Weight, 0.00001234567, "1.235e-05"}, {tabular.Weight, 0, "0"},
		{tabular.Weight, 1e300, "1.000e+300"}, {tabular.Measure, 12.5, "12.5"},
		{tabular.Measure, math.NaN(), ""}, {tabular.Share, math.Inf(1), ""}} {
		if got := Number(c.kind, c.x); got != c.want {
			t.Errorf("%g became %s, want %s", c.x, got, c.want)
		}
	}
}

// Pictures that do not fit stand beside the page: the largest first.
func TestPicturesAreBounded(t *testing.T) {
	noise := make([]byte, mostPictures)
	x := uint32(1)
	for i := range noise {
		x = x*1664525 + 1013904223
		noise[i] = byte(x >> 24)
	}
	large := base64.StdEncoding.EncodeToString(noise)
	c := content{Figures: []string{large, "small", large[:100], large[100:]}}
	if err := c.boundPictures(); err != nil {
		t.Fatal(err)
	}
	if c.Figures[0] != "" || c.Figures[1] != "small" || c.Figures[2] == "" || c.Figures[3] != "" {
		t.Errorf("%d %d %d %d", len(c.Figures[0]), len(c.Figures[1]), len(c.Figures[2]), len(c.Figures[3]))
	}
}

func TestPicturesThatFailAreTold(t *testing.T) {
	broken := errors.New("no picture")
	p := example()
	p.Before[0].Blocks = []workbook.Block{workbook.Picture{SVG: func(io.Writer) error { return broken }}}
	if err := p.Write(io.Discard); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
}

// A text that says to see another section has a link to it.
func TestTextsLinkToSections(t *testing.T) {
	p := example()
	p.Before = append(p.Before, workbook.Sheet{Name: "Rank"}, workbook.Sheet{Name: "Rank survey"})
	p.Before[0].Blocks = []workbook.Block{workbook.Note{Text: "No link: Rank. See Rank; see Rank, see Rank survey."}}
	want := `<p class="note">No link: Rank. See Rank; see <a href="#section1">Rank</a>, ` +
		`see <a href="#section2">Rank survey</a>.</p>`
	if text := write(t, p); !strings.Contains(text, want) {
		t.Error(text[strings.Index(text, "No link")-20:][:200])
	}
}

package multiqc

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"subtype/internal/tabular"
)

var hostile = Section{ID: "t", Title: "a test", About: `it's "a" <test> -->`, Source: Source{"a/b <i>", "0a1b2c"}}

func TestTablesBeginWithWhatTheyAre(t *testing.T) {
	type row struct {
		name string
		x    float64
		ok   bool
	}
	rows := []row{{"a", 0.1, true}, {"12", math.NaN(), false}, {"#b", 1, true}, {`"c"`, 2, true}, {"<b>", 3, true}}
	data := tabular.Table[row]{Rows: slices.Values(rows), Columns: []tabular.Column[row]{
		{Field: tabular.Field{Name: "name"}, Value: func(r row) any { return r.name }},
		{Field: tabular.Field{Name: "x", Heading: "X < Y", Range: "0 to 1", Kind: tabular.Share},
			Value: func(r row) any { return r.x }},
		{Field: tabular.Field{Name: "ok", Kind: tabular.YesNo}, Value: func(r row) any { return r.ok }},
	}}.Data()
	var b bytes.Buffer
	if err := (Table{Section: hostile, Data: data, Shown: []string{"ok"}}).Write(&b); err != nil {
		t.Fatal(err)
	}
	head, body, _ := strings.Cut(b.String(), "\nname\t")
	for _, line := range strings.Split(head, "\n") {
		if !strings.HasPrefix(line, "# ") {
			t.Errorf("line %q of the head", line)
		}
	}
	for _, want := range []string{`# id: "subtype_t_0a1b2c"`, `# section_name: "a∕b ‹i\u003e: a test"`,
		`# description: "it\u0026#39;s \u0026#34;a\u0026#34; \u0026lt;test\u0026gt; --\u0026gt;"`, `# plot_type: "table"`,
		`"hidden":true,"max":1,"min":0`, `"title":"X \u0026lt; Y"`} {
		if !strings.Contains(head, want) {
			t.Errorf("no %s in\n%s", want, head)
		}
	}
	if want := "x\tok\na\t0.1\tyes\n\"12\"\tNA\t–\n\"#b\"\t1\tyes\n\"\"c\"\"\t2\tyes\n‹b>\t3\tyes\n"; body != want {
		t.Errorf("%q", body)
	}
}

func TestPicturesAreHTMLWithNothingToRun(t *testing.T) {
	var b bytes.Buffer
	png := func(w io.Writer) error { _, err := io.WriteString(w, "png!"); return err }
	p := Picture{Section: hostile, Alt: `"><script>`, PNG: png}
	if err := p.Write(&b); err != nil {
		t.Fatal(err)
	}
	comment, rest, _ := strings.Cut(b.String(), "-->")
	if strings.Count(b.String(), "-->") != 1 || !strings.HasPrefix(comment, "<!--\nid: \"subtype_t_0a1b2c\"\n") ||
		rest != "\n<img alt=\"&#34;&gt;&lt;script&gt;\" style=\"max-width: 100%\" src=\"data:image/png;base64,cG5nIQ==\">\n" {
		t.Errorf("%s", b.String())
	}
	full := errors.New("disk full")
	p.PNG = func(io.Writer) error { return full }
	if err := p.Write(io.Discard); !errors.Is(err, full) {
		t.Errorf("%v", err)
	}
}

func TestGeneralStatisticsLeaveOutWhatIsNotKnown(t *testing.T) {
	var b bytes.Buffer
	g := General{hostile.Source,
		[]tabular.Field{{Name: "k"}, {Name: "verdict"}, {Name: "x"}}, []any{3, "clear", math.NaN()}}
	if err := g.Write(&b); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Data    map[string]map[string]any
		Headers map[string]map[string]any
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	row := got.Data["a∕b ‹i>"]
	if len(row) != 2 || row["k"] != 3.0 || row["verdict"] != "clear" || len(got.Headers) != 2 {
		t.Errorf("%s", b.String())
	}
}

func TestSizesAreThoseOfTheSubtypes(t *testing.T) {
	var b bytes.Buffer
	if err := (Sizes{hostile.Source, []int{5, 3}}).Write(&b); err != nil {
		t.Fatal(err)
	}
	var got struct{ Data map[string]map[string]int }
	if err := json.Unmarshal(b.Bytes(), &got); err != nil || got.Data["a∕b ‹i>"]["S2"] != 3 {
		t.Errorf("%v, %s", err, b.String())
	}
}

package expr

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// unseenText holds a character of each kind that leaves no mark.
const unseenText = "a\x1b[31mb\u202ec\u2066d\u2069e\u200ff\u061cg\u200bh\ufeffi\u0085j\u2028k\u2029l\tm\x7fn\u009bo\uffffp"

func TestCleanAndVisible(t *testing.T) {
	const joined = "می\u200cخواهم क्\u200dष 👩\u200d🔬 e\u0301 日本語"
	for _, c := range []struct{ text, clean, visible string }{
		{"TP53", "TP53", "TP53"},
		{unseenText, "a[31mbcdefghi j k l mnop",
			`a\x1b[31mb\u202ec\u2066d\u2069e\u200ff\u061cg\u200bh\ufeffi\u0085j\u2028k\u2029l\x09m\u007fn\u009bo\uffffp`},
		{joined, joined, joined},
		{"x\xff\xed\xa0\x80", "x\uFFFD", `x\xff\xed\xa0\x80`},
	} {
		if got := clean(c.text); got != c.clean {
			t.Errorf("clean(%q) is %q", c.text, got)
		}
		if got := Visible(c.text); got != c.visible {
			t.Errorf("Visible(%q) is %q", c.text, got)
		}
	}
	if got := VisibleLines("a\tb\x1b\n"); got != "a\tb\\x1b\n" {
		t.Errorf("VisibleLines gives %q", got)
	}
}

// Names are cleaned wherever they come from, counted, placed, and refused with
// --strict; identity is judged of what is left.
func TestNamesAreCleaned(t *testing.T) {
	comma := "gene,a\u202e,b,\"c\td\"\n\"g\x1b1\",1,2,3\ng2,4,5,6\n\"g\u200b3\",7,8,9\n"
	for _, c := range []struct {
		name, text     string
		o              ReadOptions
		genes, samples []string
		place          string
	}{
		{"comma", comma, ReadOptions{Sep: "comma"}, []string{"g1", "g2", "g3"}, []string{"a", "b", "c d"}, "1: column 2: 4 names"},
		{"transposed", comma, ReadOptions{Sep: "comma", Orientation: "genes-in-columns"},
			[]string{"a", "b", "c d"}, []string{"g1", "g2", "g3"}, "1: column 2: 4 names"},
		{"gct", "#1.2\n3\t2\nName\tDescription\ta\u200e\tb\ng1\t\t1\t2\ng\x022\t\t1\t3\ng3\t\t2\t2\n", ReadOptions{},
			[]string{"g1", "g2", "g3"}, []string{"a", "b"}, "3: column 3: 2 names"},
	} {
		m, err := Load(c.name, strings.NewReader(c.text), c.o, PrepareOptions{})
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if !slices.Equal(m.Genes, c.genes) || !slices.Equal(m.Samples, c.samples) {
			t.Errorf("%s: genes %q, samples %q", c.name, m.Genes, m.Samples)
		}
		at := slices.IndexFunc(m.Findings, func(f Finding) bool { return f.Code == "names-cleaned" })
		if at < 0 || !strings.HasPrefix(m.Findings[at].String(), c.place) {
			t.Errorf("%s: findings %v, want one at %s", c.name, m.Findings, c.place)
		}
		_, err = Load(c.name, strings.NewReader(c.text), c.o, PrepareOptions{Strict: true})
		if err == nil || !strings.Contains(err.Error(), "cannot be seen") {
			t.Errorf("%s: with --strict %v", c.name, err)
		}
	}
	for text, want := range map[string]string{
		"gene,a,a\u200b\ng1,1,2\ng2,2,1\n":   "same name",
		"gene,a,b\n\x1b\u202e,1,2\ng2,2,1\n": "no name",
	} {
		_, err := Load("x", strings.NewReader(text), ReadOptions{Sep: "comma"}, PrepareOptions{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func TestAnnotationsAreCleaned(t *testing.T) {
	read := func(text string) (*Annotations, error) {
		return ReadAnnotations("labels", strings.NewReader(text), ReadOptions{})
	}
	_, err := read("sample,x\x1b[31m,\"y\tz\"\na\u200b,\u202etr\u202c,\"NA\u200b\"\nb,2,\x00\n")
	if err == nil {
		t.Fatal("a zero byte is accepted")
	}
	a, err := read("sample,x\x1b[31m,\"y\tz\"\na\u200b,\u202etr\u202c,\"NA\u200b\"\nb,2,3\n")
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprintf("%q %q", a.Samples, a.Columns); got != `["a" "b"] [{"x[31m" ["tr" "2"]} {"y z" ["" "3"]}]` {
		t.Errorf("%s", got)
	}
	if f := a.Findings[0]; f.Code != "annotations-cleaned" || f.Count != 5 || f.Line != 1 || f.Column != 2 {
		t.Errorf("finding %+v", f)
	}
	if _, err := read("sample,x\na,1\na\u200b,2\n"); err == nil {
		t.Error("two lines of one sample are accepted")
	}
	classes, err := read("2 2 1\n# \x1b[2J\xff b\x07\n0 1\n")
	if err != nil || len(classes.Findings) != 1 {
		t.Fatalf("%v, %v", classes, err)
	}
	for _, v := range classes.Columns[0].Values {
		if hasUnseen(v) || !utf8.ValidString(v) {
			t.Errorf("class %q", v)
		}
	}
	if _, err := read("\"sample\n\"a\"\n"); err == nil {
		t.Error("a quote that does not close is accepted")
	}
}

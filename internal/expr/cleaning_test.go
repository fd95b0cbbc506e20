package expr

import (
	"slices"
	"strings"
	"testing"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/table"
)

// Names are cleaned wherever they come from, counted, placed, and refused with
// --strict; identity is judged of what is left.
func TestNamesAreCleaned(t *testing.T) {
	comma := "gene,a\u202e,b,\"c\td\"\n\"g\x1b1\",1,2,3\ng2,4,5,6\n\"g\u200b3\",7,8,9\n"
	for _, c := range []struct {
		name, text     string
		o              table.Options
		genes, samples []string
		place          string
	}{
		{"comma", comma, table.Options{Sep: "comma"}, []string{"g1", "g2", "g3"}, []string{"a", "b", "c d"},
			"1: column 2: 4 names"},
		{"transposed", comma, table.Options{Sep: "comma", Orientation: "genes-in-columns"},
			[]string{"a", "b", "c d"}, []string{"g1", "g2", "g3"}, "1: column 2: 4 names"},
		{"gct", "#1.2\n3\t2\nName\tDescription\ta\u200e\tb\ng1\t\t1\t2\ng\x022\t\t1\t3\ng3\t\t2\t2\n", table.Options{},
			[]string{"g1", "g2", "g3"}, []string{"a", "b"}, "3: column 3: 2 names"},
	} {
		m, err := Load(c.name, strings.NewReader(c.text), c.o, Options{})
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if !slices.Equal(m.Genes, c.genes) || !slices.Equal(m.Samples, c.samples) {
			t.Errorf("%s: genes %q, samples %q", c.name, m.Genes, m.Samples)
		}
		at := slices.IndexFunc(m.Findings, func(f finding.Finding) bool { return f.Code == "names-cleaned" })
		if at < 0 || !strings.HasPrefix(m.Findings[at].String(), c.place) {
			t.Errorf("%s: findings %v, want one at %s", c.name, m.Findings, c.place)
		}
		_, err = Load(c.name, strings.NewReader(c.text), c.o, Options{Strict: true})
		if err == nil || !strings.Contains(err.Error(), "cannot be seen") {
			t.Errorf("%s: with --strict %v", c.name, err)
		}
	}
	for text, want := range map[string]string{
		"gene,a,a\u200b\ng1,1,2\ng2,2,1\n":   "same name",
		"gene,a,b\n\x1b\u202e,1,2\ng2,2,1\n": "no name",
	} {
		_, err := Load("x", strings.NewReader(text), table.Options{Sep: "comma"}, Options{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

package kind

import (
	"slices"
	"testing"
)

// Names of rows are taken apart where there are kinds, and only there; they are ordered as the
// names of their kinds.
func TestNamesOfRows(t *testing.T) {
	kinds := []Kind{{Name: "a1", To: 2}, {Name: "a", From: 2, To: 5}}
	if name := kinds[1].Row("chr1:5"); name != "a:chr1:5" || Gene(kinds, name) != "chr1:5" || Gene(nil, name) != name {
		t.Errorf("%s", name)
	}
	if Compare("a1", "a") >= 0 || !slices.IsSorted([]string{kinds[0].Row("z"), kinds[1].Row("b")}) {
		t.Error("kinds and their rows are in different orders")
	}
	if got := Strata(kinds); !slices.Equal(got, []int{0, 0, 1, 1, 1}) || Strata(nil) != nil {
		t.Errorf("strata %v", got)
	}
	for _, c := range [][3]string{{"a:x", "", "a:x"}, {"a:x", "TP53", "a:TP53"}} {
		if got := Label(kinds, c[0], c[1]); got != c[2] {
			t.Errorf("%s of %s is called %s, want %s", c[0], c[1], got, c[2])
		}
	}
	if Label(nil, "a:x", "TP53") != "TP53" || Label(nil, "a:x", "") != "a:x" {
		t.Error("one kind is called otherwise")
	}
	for file, want := range map[string]string{"mrna.tsv.gz": "mrna", "my data (1).csv": "my_data__1_", ".hidden": "data"} {
		if got := NameOf(file); got != want || !IsName(got) {
			t.Errorf("%s gives %q", file, got)
		}
	}
	if IsName("") || IsName("a:b") || IsName("a/b") {
		t.Error("it is no name")
	}
}

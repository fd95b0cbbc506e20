package words

import "testing"

func TestSharesRoundToAllOrNoneOnlyWhereTheyAre(t *testing.T) {
	for x, want := range map[float64]string{1: "100 %", 0.998: "more than 99 %", 0.984: "98 %",
		0.001: "less than 1 %", 0: "0 %"} {
		if got := Share(x); got != want {
			t.Errorf("%v: %s, want %s", x, got, want)
		}
	}
}

func TestCountsAndLists(t *testing.T) {
	for _, c := range [][2]string{
		{Plural(0, "gene"), "0 genes"}, {Plural(1, "gene"), "1 gene"}, {Were(1, "gene"), "1 gene was"},
		{Were(2, "gene"), "2 genes were"}, {Times(1), "once"}, {Times(2), "twice"}, {Times(3), "3 times"},
		{List([]string{"a"}), "a"}, {List([]string{"a", "b", "c"}), "a, b and c"}, {Upper("élan"), "Élan"},
		{Upper(""), ""}, {Cut("日本語", 2), "日本"}, {Cut("ab", 2), "ab"}, {Sizes([]int{3, 1}), "S1 3, S2 1"},
		{Metagene(9), "M10"}, {YesNo(true), "yes"}, {Fixed(1), "1.000"},
	} {
		if c[0] != c[1] {
			t.Errorf("%q, want %q", c[0], c[1])
		}
	}
}

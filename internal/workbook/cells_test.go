package workbook

import (
	"strings"
	"testing"
)

// Texts that go on like an escape get another before it, and come back as they were.
func TestEscapesAreEscaped(t *testing.T) {
	for text, want := range map[string]string{
		"a": "a", "_x004_": "_x004_", "_x0041_": "_x005F_x0041_", "_x0041_x0042_": "_x005F_x0041_x005F_x0042_",
	} {
		if got := strings.ReplaceAll(withMarks(text), escapeMark, escapedLine); got != want {
			t.Errorf("%q is written %q", text, got)
		}
	}
}

// Numbers that Excel would round stay text, the others become numbers.
func TestAnnotationsOfManyDigitsAreText(t *testing.T) {
	for v, number := range map[string]bool{
		"5": true, "-2.5": true, "0.1": true, "123456789012345": true, "0": true,
		"9007199254740991": false, "9007199254740993": false, "1234567890123456": false, "0.1234567890123456": false,
		"007": false, "1e5": false, "1.0": false, "-0": false,
		"+5": false, "NaN": false, "+Inf": false, "-Inf": false, "Inf": false,
		"0x10": false, "1_000": false, "": false, ".5": false, "5.": false, " 5": false, "１": false,
	} {
		if _, ok := exactNumber(v); ok != number {
			t.Errorf("%q is a number: %v", v, ok)
		}
	}
}

// Headings are unique whatever they are, and soon.
func TestHeadingsAreUnique(t *testing.T) {
	used := map[string]int{folded("Subtype"): 1}
	for _, c := range [][2]string{
		{"subtype", "subtype (2)"}, {"SUBTYPE", "SUBTYPE (3)"}, {"ｓubtype", "ｓubtype (4)"}, {"subtype (3)",
			"subtype (3) (2)"},
		{"", "Column"}, {" ", "Column (2)"}, {"K", "K"}, {"k", "k (2)"}, {"e\u0301", "e\u0301"}, {"\u00e9", "\u00e9 (2)"},
		{strings.Repeat("x", 255), strings.Repeat("x", 255)}, {strings.Repeat("X", 255), strings.Repeat("X", 250) + "… (2)"},
		{strings.Repeat("𐍈", 128), strings.Repeat("𐍈", 127) + "…"},
	} {
		if got := uniqueHeading(c[0], used); got != c[1] {
			t.Errorf("%q becomes %q, want %q", c[0], got, c[1])
		}
	}
	tried := 0
	for i := range 16_000 {
		before := used[folded("same")]
		uniqueHeading("same", used)
		if tried += used[folded("same")] - before; tried > 2*i+2 {
			t.Fatalf("%d names were tried for %d headings", tried, i+1)
		}
	}
}

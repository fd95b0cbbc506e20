package names

import "testing"

// unseenText holds a character of each kind that leaves no mark.
const unseenText = "a\x1b[31mb\u202ec\u2066d\u2069e\u200ff\u061cg\u200bh\ufeffi\u0085j\u2028k\u2029l\t" +
	"m\x7fn\u009bo\uffffp"

func TestCleanAndVisible(t *testing.T) {
	const joined = "می\u200cخواهم क्\u200dष 👩\u200d🔬 e\u0301 日本語"
	for _, c := range []struct{ text, clean, visible string }{
		{"TP53", "TP53", "TP53"},
		{unseenText, "a[31mbcdefghi j k l mnop",
			`a\x1b[31mb\u202ec\u2066d\u2069e\u200ff\u061cg\u200bh\ufeffi\u0085j\u2028k\u2029l\x09m\u007fn\u009bo\uffffp`},
		{joined, joined, joined},
		{"x\xff\xed\xa0\x80", "x\uFFFD", `x\xff\xed\xa0\x80`},
	} {
		if got := Clean(c.text); got != c.clean {
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

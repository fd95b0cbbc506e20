package names

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"

	"subtype/internal/expr/exprtest"
)

func TestReadNames(t *testing.T) {
	const list = "TP53\n# comment\n\n EGFR\t7\n\"MYC\"\n"
	for name, text := range map[string]string{
		"plain":           list,
		"byte order mark": "\xef\xbb\xbf" + list,
		"UTF-16":          exprtest.Encoded(list, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)),
		"old Mac lines":   strings.ReplaceAll(list, "\n", "\r"),
	} {
		names, err := ReadList("genes.txt", strings.NewReader(text), "")
		if got := strings.Join(names, " "); err != nil || got != "TP53 EGFR MYC" {
			t.Errorf("%s gave %q, %v", name, got, err)
		}
	}
	for text, want := range map[string]string{
		"# nothing\n": "the file names no gene; give a text file with the name of a gene on " +
			"each line",
		"S1\thttps://example.org\tTP53\tEGFR": "genes.txt:1: this is a GMT file",
		"<!DOCTYPE html>":                     "this is a web page",
		"\"TP53\n":                            "does not close on this line",
	} {
		if _, err := ReadList("genes.txt", strings.NewReader(text), ""); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q gave %v, not %q", text, err, want)
		}
	}
}

// A list that has no end is refused where it becomes too much.
func TestListsAreBounded(t *testing.T) {
	for text, want := range map[string]string{
		"G":      "genes.txt:1: the line is longer than 8 MB",
		"GENE\n": "genes.txt:4000001: the list is longer than 4000000 names",
	} {
		if _, err := ReadList("genes.txt", &exprtest.Endless{Text: text}, ""); err == nil ||
			!strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, not %q", text, err, want)
		}
	}
}

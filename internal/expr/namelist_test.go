package expr

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"
)

func TestReadNames(t *testing.T) {
	const list = "TP53\n# comment\n\n EGFR\t7\n\"MYC\"\n"
	for name, text := range map[string]string{
		"plain":           list,
		"byte order mark": "\xef\xbb\xbf" + list,
		"UTF-16":          encoded(list, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)),
		"old Mac lines":   strings.ReplaceAll(list, "\n", "\r"),
	} {
		names, err := ReadNames("genes.txt", strings.NewReader(text), ReadOptions{})
		if got := strings.Join(names, " "); err != nil || got != "TP53 EGFR MYC" {
			t.Errorf("%s gave %q, %v", name, got, err)
		}
	}
	for text, want := range map[string]string{
		"# nothing\n":                         "the file names no gene; give a text file with the name of a gene on each line",
		"S1\thttps://example.org\tTP53\tEGFR": "genes.txt:1: this is a GMT file",
		"<!DOCTYPE html>":                     "this is a web page",
		"\"TP53\n":                            "does not close on this line",
	} {
		if _, err := ReadNames("genes.txt", strings.NewReader(text), ReadOptions{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q gave %v, not %q", text, err, want)
		}
	}
}

package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"subtype/internal/expr/names"
)

// Nothing that a terminal would obey comes out, whatever the names of files and
// what stands in them: not in messages, not in tables, not in pictures.
func TestNothingUnseenComesOut(t *testing.T) {
	const evil = "\x1b]0;owned\x07\u202e\u2066\u200f\u2028\u009b"
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Skip(err) // a file system that takes no such names
		}
		return path
	}
	matrix := strings.ReplaceAll(planted(nil, nil), "GENE1\t", evil+"GENE1\t")
	matrix = strings.ReplaceAll(matrix, "patient 1\t", "patient"+evil+" 1\t")
	input := write("in"+evil+"\xff.tsv", matrix)
	labels := write("labels"+evil+".tsv", "sample\tsex"+evil+"\npatient"+evil+" 1\tF"+evil+"\npatient 2\t"+evil+"\n")
	bad := write("bad"+evil+".tsv", "gene\ta"+evil+"\tb\ng"+evil+"\tx"+evil+"\t1\n"+evil+"\t1\n")
	out := filepath.Join(dir, "out"+evil)
	check := func(what, text string) {
		t.Helper()
		at := strings.IndexFunc(text, func(r rune) bool { return names.VisibleLines(string(r)) != string(r) })
		if at >= 0 {
			t.Errorf("%s holds %q", what, text[max(0, at-40):min(len(text), at+20)])
		}
	}
	for _, c := range []struct {
		code int
		args []string
	}{
		{0, []string{"run", input, "--annotations", labels, "--ranks", "2-3", "--restarts", "3", "-o", out}},
		// The second finds it complete.
		{0, []string{"run", input, "--annotations", labels, "--ranks", "2-3", "--restarts", "3", "-o", out}},
		{0, []string{"report", out, "--rank", "2"}},
		{0, []string{"check", input, "--json"}},
		{2, []string{"check", bad}},
		{2, []string{"run", bad, "-o", out + "2"}},
		{2, []string{"run", input + "x", evil}},
		{2, []string{"run", input + "x"}},
		{2, []string{"ru" + evil}},
		{2, []string{"run", input, "--sep", evil}},
		{2, []string{"report", filepath.Join(dir, evil)}},
	} {
		code, stdout, stderr := program(t, "", c.args...)
		if code != c.code {
			t.Errorf("%q exits with %d: %s", c.args, code, stderr)
		}
		check("stdout of "+c.args[0], stdout)
		check("stderr of "+c.args[0], stderr)
	}
	for name, data := range folderBytes(t, out) {
		switch filepath.Ext(name) {
		case ".tsv", ".svg", ".json":
			check(name, data)
		}
	}
}

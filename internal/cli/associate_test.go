package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// patients is a table about the samples of planted: their group is a batch, and decides how
// long they live; a grade and an age have nothing to do with it.
func patients(t *testing.T) string {
	var b strings.Builder
	b.WriteString("sample\tplate\tgrade\tage\tend\tlast\tnotes\n")
	for j := range 18 {
		fmt.Fprintf(&b, "patient %d\tP%d\tG%d\t%d\t%d\t%s\tseen on day %d\n", j, j%3, 1+(j*j+j/3)%3, 40+j*5%13, 5+j+20*(j%3),
			[]string{"dead", "lost"}[j*5%7/4], j)
	}
	return write(t, "patients.tsv", b.String())
}

// A folder after associate is what run with the same flags would have left there.
func TestAssociateEqualsRun(t *testing.T) {
	input, table, plain := write(t, "expr.tsv", planted(nil, nil)), patients(t), t.TempDir()
	mustRun(t, small(input, plain, "--rank", "3")...)
	if _, err := os.Stat(filepath.Join(plain, "clinical.tsv")); err == nil {
		t.Error("a clinical table of nothing")
	}
	flags := []string{"--annotations", table, "--survival", "end:last:dead", "--adjust", "age", "--column-types",
		"notes=text,grade=category"}
	want := t.TempDir()
	mustRun(t, small(input, want, append(flags, "--rank", "3")...)...)
	mustRun(t, append([]string{"associate", plain}, flags...)...)
	sameFolder(t, "associate", plain, want)
	read := func(name string) string {
		data, err := os.ReadFile(filepath.Join(want, name))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	for name, parts := range map[string][]string{
		"clinical.tsv":    {"plate\tcategory\tP0\tS", "grade\tcategory\t", "notes\ttext\t", "left out as asked"},
		"survival.tsv":    {"end\tall\tlogrank\t18\t", "\tcox_adjusted\t18\t", "end\tage\tzph\t"},
		"classes.tsv":     {"plate\t3\t18\t1\t1\tyes\tP0\t"},
		"confounders.tsv": {"plate\tbatch\tno\t", "\tP0\t6\t6\t6\tNA\tNA\tNA\tNA\tyes\n"},
	} {
		for _, part := range parts {
			if !strings.Contains(read(name), part) {
				t.Errorf("%s lacks %q:\n%s", name, part, read(name))
			}
		}
	}
	// Other settings for the same annotations, and none of them any more.
	mustRun(t, "associate", plain, "--survival", "", "--column-types", "grade=ordered", "--adjust", "",
		"--confounders", "grade")
	if _, err := os.Stat(filepath.Join(plain, "survival.tsv")); err == nil {
		t.Error("survival by columns that nobody named")
	}
	mustRun(t, "associate", plain, "--annotations", "none")
	bare := t.TempDir()
	mustRun(t, small(input, bare, "--rank", "3")...)
	sameFolder(t, "without annotations", plain, bare)
}

// A mistake is told before anything is computed, with the columns that there are.
func TestAssociateRefuses(t *testing.T) {
	input, table, out := write(t, "expr.tsv", planted(nil, nil)), patients(t), t.TempDir()
	mustRun(t, small(input, out)...)
	for want, flags := range map[string][]string{
		"associate needs annotations":             nil,
		`--survival: "end": write the columns as`: {"--annotations", table, "--survival", "end"},
		`--survival: there is no column "no"`:     {"--annotations", table, "--survival", "no:last"},
		`the values of the status "last"`:         {"--annotations", table, "--survival", "end:last"},
		`--adjust: there is no column "sex"`: {"--annotations", table, "--survival", "end:last:dead", "--adjust",
			"sex"},
		"no survival columns were found":           {"--annotations", table, "--adjust", "age"},
		`--confounders: there is no column "run"`:  {"--annotations", table, "--confounders", "run"},
		`--column-types: "age": write NAME=TYPE`:   {"--annotations", table, "--column-types", "age"},
		`"word" is no type of a column`:            {"--annotations", table, "--column-types", "age=word"},
		`--column-types: "P0" of column "plate"`:   {"--annotations", table, "--column-types", "plate=number"},
		`--column-types: there is no column "nix"`: {"--annotations", table, "--column-types", "nix=number"},
		`there are no annotations`:                 {"--confounders", "x"},
	} {
		code, _, stderr := program(t, "", append([]string{"associate", out}, flags...)...)
		if code != 2 || !strings.Contains(stderr, want) {
			t.Errorf("%q: exit %d, want %q\n%s", flags, code, want, stderr)
		}
		if flags == nil {
			continue
		}
		if code, _, stderr := program(t, "", small(input, filepath.Join(t.TempDir(), "new"), flags...)...); code != 2 ||
			!strings.Contains(stderr, want) {
			t.Errorf("run %q: exit %d, want %q\n%s", flags, code, want, stderr)
		}
	}
}

package cli

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/text/encoding/charmap"

	"subtype/internal/state"
	"subtype/internal/study"
)

// split is the planted matrix with every second gene below 0.
func split() string {
	lines := strings.Split(planted(nil, nil), "\n")
	for i := 2; i < len(lines); i += 2 {
		lines[i] = strings.ReplaceAll(lines[i], "\t", "\t-")
	}
	lines[3] = strings.Replace(lines[3], "\t", "\t-", 9)
	return strings.Join(lines, "\n")
}

// asGCT is a table as GCT, or as GCT 1.3 with a class for every sample or none.
func asGCT(table string, classes bool) string {
	lines := strings.Split(strings.TrimSpace(table), "\n")
	genes, samples := len(lines)-1, strings.Count(lines[0], "\t")
	if !classes {
		for i, line := range lines {
			lines[i] = strings.Replace(line, "\t", "\tna\t", 1)
		}
		return fmt.Sprintf("#1.2\n%d\t%d\n%s\n", genes, samples, strings.Join(lines, "\n"))
	}
	return fmt.Sprintf("#1.3\n%d\t%d\t0\t1\n%s\ngroup%s\n%s\n", genes, samples, strings.Replace(lines[0], "gene",
		"id", 1),
		strings.Repeat("\tx\ty\tNA", samples/3), strings.Join(lines[1:], "\n"))
}

// withHoles is the planted matrix with missing values.
func withHoles() string {
	lines := strings.Split(planted(nil, nil), "\n")
	for i := 1; i < 20; i += 3 {
		fields := strings.Split(lines[i], "\t")
		fields[1+i%18] = "NA"
		lines[i] = strings.Join(fields, "\t")
	}
	return strings.Join(lines, "\n")
}

// withEmptySample has a sample of zeros before the last.
func withEmptySample(table string) string {
	lines := strings.Split(strings.TrimSpace(table), "\n")
	for i, line := range lines {
		x := "0"
		if strings.Contains(line, "patient") {
			x = "nobody"
		}
		at := strings.LastIndex(line, "\t")
		lines[i] = line[:at] + "\t" + x + line[at:]
	}
	return strings.Join(lines, "\n") + "\n"
}

const cls = "18 3 1\n# a b c\n0 1 2 0 1 2 0 1 2 0 1 2 0 1 2 0 1 2\n"

// quick are the flags of an analysis that takes a blink.
func quick(input, out string, more ...string) []string {
	return append([]string{"run", input, "--ranks", "2-3", "--restarts", "3", "--figures", "svg", "-o", out}, more...)
}

// Whatever an analysis is of, report changes the rank and changes it back as run does,
// byte by byte in every file: what it needs to know is kept.
func TestReportKnowsWhatRunKnew(t *testing.T) {
	font, classes := write(t, "go.ttf", string(goregular.TTF)), write(t, "classes.cls", cls)
	ages := write(t, "ages.tsv", "sample\tage\tsite\npatient 1\t30\tA\npatient 2\t44\tB\n")
	gct12, gct13 := write(t, "expr.gct", asGCT(planted(nil, nil), false)), write(t, "expr.gct", asGCT(planted(nil,
		nil), true))
	bigger := strings.Replace(cls, "18 3", "19 3", 1)
	bigger = strings.TrimSuffix(bigger, "\n") + " 1\n"
	for name, c := range map[string]struct {
		input string
		flags []string
	}{
		"split, annotated": {write(t, "expr.tsv", split()), []string{"--negatives", "split", "--annotations",
			ages, "--top-genes", "20"}},
		"ranks, transposed": {write(t, "expr.tsv", transposed(split())), []string{"--negatives", "rank",
			"--transpose"}},
		"neighbours": {write(t, "expr.tsv", withHoles()), []string{"--missing", "knn"}},
		"masked":     {write(t, "expr.tsv", withHoles()), []string{"--missing", "mask", "--log2", "yes"}},
		"fewer genes": {write(t, "expr.tsv", withHoles()), []string{"--missing", "drop-genes",
			"--genes", write(t, "genes.txt", planted(nil, nil))}},
		"classes": {gct12, []string{"--annotations", classes}},
		"classes, one dropped": {write(t, "expr.gct", asGCT(withEmptySample(planted(nil, nil)), false)),
			[]string{"--drop-empty-samples", "--annotations", write(t, "c.cls", bigger)}},
		"metadata, classes": {gct13, []string{"--annotations", classes}},
		"font":              {write(t, "expr.tsv", planted(nil, nil)), []string{"--font", font}},
		"one name twice": {write(t, "expr.tsv", strings.Replace(planted(nil, nil), "patient 4\t",
			"patient 3\t", 1)), []string{"--rename-duplicate-samples"}},
		"decimal commas": {write(t, "expr.csv", strings.ReplaceAll(strings.ReplaceAll(planted(nil, nil),
			".", ","), "\t", ";")), []string{"--decimal", "comma", "--strict"}},
		"nndsvd, brunet": {write(t, "expr.tsv", planted(nil, nil)), []string{"--algorithm", "brunet",
			"--init", "nndsvd", "--seed", "3", "--scale", "sum"}},
		"another rule and rank": {write(t, "expr.tsv", planted(nil, nil)), []string{"--rank-rule", "pac",
			"--stop", "objective", "--max-iterations", "99"}},
	} {
		t.Run(name, func(t *testing.T) {
			first, other := t.TempDir(), t.TempDir()
			mustRun(t, quick(c.input, first, c.flags...)...)
			var found study.Summary
			json.Unmarshal([]byte(readText(t, filepath.Join(first, study.SummaryName))), &found)
			rank := fmt.Sprint(5 - found.Chosen.Rank) // the other of 2 and 3
			mustRun(t, quick(c.input, other, slices.Concat(c.flags, []string{"--rank", rank})...)...)
			again, more := copied(t, first), []string(nil)
			if name == "font" {
				more = c.flags
			}
			mustRun(t, slices.Concat([]string{"report", again, "--rank", rank}, more)...)
			sameFolder(t, "another rank", again, other)
			mustRun(t, slices.Concat([]string{"report", again, "--rank", "chosen"}, more)...)
			sameFolder(t, "and back", again, first)
		})
	}
}

// Annotations that run takes, report takes too, in every format, and leaves the same.
func TestReportTakesTheAnnotationsOfRun(t *testing.T) {
	const table = "sample\tage\tgroup\npatient 1\t30\tä\npatient 2\tNA\tb\npatient.3\t1\tb\n"
	latin, _ := charmap.Windows1252.NewEncoder().String(table)
	comma := strings.ReplaceAll(table, "\t", ",")
	tsv, gct := write(t, "expr.tsv", planted(nil, nil)), write(t, "expr.gct", asGCT(planted(nil, nil), false))
	for name, c := range map[string]struct {
		input, file string
		flags       []string
	}{
		"tabs":           {tsv, write(t, "a.tsv", table), nil},
		"commas":         {tsv, write(t, "a.csv", comma), nil},
		"no corner":      {tsv, write(t, "a.tsv", strings.TrimPrefix(table, "sample\t")), nil},
		"workbook":       {tsv, write(t, "a.xlsx", workbook(t, table, "Sheet1")), nil},
		"encoding":       {tsv, write(t, "a.tsv", latin), []string{"--encoding", "windows-1252"}},
		"classes":        {gct, write(t, "a.cls", cls), nil},
		"classes of 1.3": {write(t, "expr.gct", asGCT(planted(nil, nil), true)), write(t, "a.cls", cls), nil},
		"strict":         {tsv, write(t, "a.tsv", strings.Replace(table, "t.3", "t 3", 1)), []string{"--strict"}},
		"respelt":        {tsv, write(t, "a.tsv", table), []string{"--strict"}},
		"misplaced":      {tsv, write(t, "a.cls", cls), nil},
	} {
		t.Run(name, func(t *testing.T) {
			plain, want := t.TempDir(), t.TempDir()
			mustRun(t, quick(c.input, plain, c.flags...)...)
			code, _, stderr := program(t, "", quick(c.input, want, slices.Concat(c.flags,
				[]string{"--annotations", c.file})...)...)
			got, _, reported := program(t, "", "report", plain, "--annotations", c.file)
			if got != code || code != 0 && !strings.Contains(stderr, strings.TrimPrefix(reported,
				"subtype report: ")) && reported != stderr {
				t.Fatalf("run: exit %d\n%sreport: exit %d\n%s", code, stderr, got, reported)
			}
			if code == 0 {
				sameFolder(t, name, plain, want)
			}
		})
	}
}

// A state that is damaged, of another version or no state is refused in words, even where
// the summary says that it is as it was written.
func TestStateThatCannotBeUsed(t *testing.T) {
	out := t.TempDir()
	mustRun(t, quick(write(t, "expr.tsv", planted(nil, nil)), out)...)
	path := filepath.Join(out, state.FileName)
	z, err := gzip.NewReader(strings.NewReader(readText(t, path)))
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for edited, want := range map[string]string{
		strings.Replace(text, `"Version":1`, `"Version":7`, 1): "it is a state of version 7, and this program reads " +
			"version 1",
		strings.Replace(text, `"Program":"sub`, `"Program":"`, 1): "it is no state of an analysis",
		strings.Replace(text, `"GENE7",`, "", 1):                  "it is damaged: it has another order of genes or samples",
		strings.Replace(text, `"Restarts":3,`, "", 1):             "it is damaged: ",
		text[:len(text)/2]:         "it is damaged: ",
		text + "{}":                "it is damaged: something follows it",
		"{":                        "it is no state of an analysis",
		strings.Repeat("[", 1<<20): "it is no state of an analysis",
		strings.Replace(text, `"seed","Value":"1"`, `"seed","Value":"2"`, 1): "is missing or was changed",
	} {
		if edited == text {
			t.Fatalf("nothing was edited for %q", want)
		}
		var zipped bytes.Buffer
		w := gzip.NewWriter(&zipped)
		io.WriteString(w, edited)
		w.Close()
		was, err := study.ReadSummary([]byte(readText(t, filepath.Join(out, study.SummaryName))))
		if err != nil {
			t.Fatal(err)
		}
		was.Files[state.FileName] = digest(zipped.String())
		summary, _ := was.Encode()
		put(t, out, map[string]string{state.FileName: zipped.String(), study.SummaryName: string(summary)})
		code, _, stderr := program(t, "", "report", out, "--rank", "2")
		if code != exitUsage || !strings.Contains(stderr, want) {
			t.Errorf("exit %d, %s, want %q", code, stderr, want)
		}
	}
}

// A folder of a version before the state says what to do, and that does it without any
// run.
func TestFolderOfAnEarlierVersion(t *testing.T) {
	input, out, whole := write(t, "expr.tsv", planted(nil, nil)), t.TempDir(), t.TempDir()
	mustRun(t, quick(input, out)...)
	mustRun(t, quick(input, whole)...)
	was, err := study.ReadSummary([]byte(readText(t, filepath.Join(out, study.SummaryName))))
	if err != nil {
		t.Fatal(err)
	}
	os.Remove(filepath.Join(out, state.FileName))
	delete(was.Files, state.FileName)
	was.Input.Known, was.Files["input.json"] = "", digest("{}")
	summary, _ := was.Encode()
	put(t, out, map[string]string{"input.json": "{}", study.SummaryName: string(summary)})
	code, _, stderr := program(t, "", "report", out, "--rank", "2")
	if code != exitUsage || !strings.Contains(stderr, "was made by an earlier version of this program") ||
		!strings.Contains(stderr, "subtype run (or combine) with the same options") {
		t.Errorf("exit %d, %s", code, stderr)
	}
	_, stderr = mustRun(t, append(quick(input, out), "--verbose")...)
	if len(runsIn(stderr)) > 0 || !strings.Contains(stderr, "all 6 runs found in runs.log, none to be done") {
		t.Errorf("%s", stderr)
	}
	sameFolder(t, "made anew", out, whole)
}

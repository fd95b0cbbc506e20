package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/text/encoding/charmap"

	"subtype/internal/expr"
	"subtype/internal/expr/annotation"
	"subtype/internal/expr/finding"
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
			var found summary
			json.Unmarshal([]byte(readText(t, filepath.Join(first, summaryName))), &found)
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

// fill gives every field of a value something, each time something else.
func fill(v reflect.Value, next *int) {
	*next++
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("text %d", *next))
	case reflect.Int:
		v.SetInt(int64(*next))
	case reflect.Float64:
		v.SetFloat(float64(*next))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 4, 4))
		for i := range v.Len() {
			fill(v.Index(i), next)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() {
				fill(f, next)
			}
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), next)
	default:
		panic("a field of another kind: " + v.Type().String())
	}
}

// All that is known of the matrix and its annotations, but for the values, goes through
// input.json: a field that is new and not kept fails here.
func TestEveryFieldOfTheMatrixIsKept(t *testing.T) {
	var m expr.Matrix
	given := &annotations{columns: make([]annotation.Column, 2), findings: make(finding.Findings, 2)}
	next := 0
	fill(reflect.ValueOf(&m).Elem(), &next)
	fill(reflect.ValueOf(&given.columns).Elem(), &next)
	fill(reflect.ValueOf(&given.findings).Elem(), &next)
	if n := reflect.TypeOf(*given).NumField(); n != 2 {
		t.Fatalf("annotations have %d fields: fill them all", n)
	}
	// What must fit together.
	m.Values = nil
	m.Genes, m.GeneOrder = []string{"A (+)", "A (-)", "B (+)", "C (-)"}, []int{2, 0, 1, 3}
	m.Halves = []expr.Half{{Gene: "A", Sign: 1, Other: 1}, {Gene: "A", Sign: -1, Other: 0}, {Gene: "B", Sign: 1,
		Other: -1}, {Gene: "C", Sign: -1, Other: -1}}
	slices.Sort(m.Samples)
	m.SampleOrder = []int{3, 1, 0, 2}
	trip := func() (*expr.Matrix, *annotations, inputFile) {
		text, err := json.Marshal(newInputFile(&m, given, "file"))
		if err != nil {
			t.Fatal(err)
		}
		var in inputFile
		if err := json.Unmarshal(text, &in); err != nil {
			t.Fatal(err)
		}
		got, back, err := in.restored()
		if err != nil {
			t.Fatal(err)
		}
		return got, back, in
	}
	got, back, in := trip()
	for i := range reflect.TypeOf(m).NumField() {
		if a, b := reflect.ValueOf(*got).Field(i).Interface(),
			reflect.ValueOf(m).Field(i).Interface(); !reflect.DeepEqual(a, b) {
			t.Errorf("%s came back as %v, not as %v", reflect.TypeOf(m).Field(i).Name, a, b)
		}
	}
	if !reflect.DeepEqual(back, given) || in.Annotations.File != "file" {
		t.Errorf("%+v, want %+v", back, given)
	}
	m.FileSamples, m.Halves, given = inOrder(m.Samples, m.SampleOrder), nil, nil
	if got, back, _ := trip(); !reflect.DeepEqual(*got, m) || back != nil {
		t.Errorf("%+v, want %+v", got, m)
	}
}

// What is kept by another version, or of other samples, is refused in words.
func TestInputFileOfAnotherVersion(t *testing.T) {
	out := t.TempDir()
	mustRun(t, quick(write(t, "expr.tsv", planted(nil, nil)), out)...)
	path := filepath.Join(out, inputName)
	text := readText(t, path)
	replace := func(text string) {
		t.Helper()
		var was summary
		json.Unmarshal([]byte(readText(t, filepath.Join(out, summaryName))), &was)
		was.Files[inputName] = fmt.Sprintf("%x", sha(text))
		data, _ := was.encode()
		os.WriteFile(path, []byte(text), 0o666)
		os.WriteFile(filepath.Join(out, summaryName), data, 0o666)
	}
	var without map[string]any
	json.Unmarshal([]byte(text), &without)
	without["genes_kept"] = nil
	noGenes, _ := json.Marshal(without)
	for edited, want := range map[string]string{
		strings.Replace(text, `"version": 2`, `"version": 1`, 1): "another version of this program",
		string(noGenes): "is missing or was changed",
		"{":             "is missing or was changed",
	} {
		replace(edited)
		if code, _, stderr := program(t, "", "report", out, "--rank", "2"); code != 2 || !strings.Contains(stderr,
			want) {
			t.Errorf("exit %d, %s, want %q", code, stderr, want)
		}
	}
}

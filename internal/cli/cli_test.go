package cli

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"subtype/internal/study"
)

// program runs the program in-process.
func program(t *testing.T, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = Run(context.Background(), append([]string{"subtype"}, plainly(args)...),
		Streams{strings.NewReader(stdin), &out, &errs})
	return code, out.String(), errs.String()
}

// plainly adds to a command that nothing is resampled and no data sets without groups are
// drawn, unless it says something about that: tests of other things are quicker so.
func plainly(args []string) []string {
	if len(args) == 0 {
		return args
	}
	var off []string
	add := func(flag string, commands ...string) {
		if slices.Contains(commands, args[0]) && !slices.Contains(args, flag) {
			off = append(off, flag, "0")
		}
	}
	add("--resample", "run", "factorize", "check")
	add("--null", "run", "combine")
	return slices.Concat(args[:1], off, args[1:])
}

// planted is a matrix with three groups of samples, written with its columns
// and rows in any order.
func planted(columns, rows []int) string {
	const genes, samples = 60, 18
	r := rand.New(rand.NewPCG(4, 4))
	values := make([][]float64, genes)
	for i := range values {
		values[i] = make([]float64, samples)
		for j := range values[i] {
			values[i][j] = 2 + 3*r.Float64()
			if i%3 == j%3 {
				values[i][j] += 8 * r.Float64()
			}
		}
	}
	if columns == nil {
		columns = identity(samples)
	}
	if rows == nil {
		rows = identity(genes)
	}
	var b strings.Builder
	b.WriteString("gene")
	for _, j := range columns {
		fmt.Fprintf(&b, "\tpatient %d", j)
	}
	b.WriteByte('\n')
	for _, i := range rows {
		fmt.Fprintf(&b, "GENE%d", i)
		for _, j := range columns {
			fmt.Fprintf(&b, "\t%.4f", values[i][j])
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func identity(n int) []int {
	x := make([]int, n)
	for i := range x {
		x[i] = i
	}
	return x
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// folderBytes reads every file of a folder.
func folderBytes(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		out[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func sameFolder(t *testing.T, what, got, want string) {
	t.Helper()
	a, b := folderBytes(t, got), folderBytes(t, want)
	for name := range b {
		if x, ok := a[name]; !ok || x != b[name] {
			t.Errorf("%s: %s differs (or is absent: %v)", what, name, !ok)
		}
	}
	for name := range a {
		if _, ok := b[name]; !ok {
			t.Errorf("%s: %s is only in one", what, name)
		}
	}
}

// small are the flags of a quick analysis.
func small(input, out string, more ...string) []string {
	return append([]string{"run", input, "--ranks", "2-4", "--restarts", "4", "--algorithm", "kl", "-o", out}, more...)
}

func mustRun(t *testing.T, args ...string) (stdout, stderr string) {
	t.Helper()
	code, stdout, stderr := program(t, "", args...)
	if code != 0 {
		t.Fatalf("%q: exit %d\n%s", args, code, stderr)
	}
	return stdout, stderr
}

// Same input, options and seed: the same bytes in every file, whatever the
// threads, and twice in a row into the same folder.
func TestSameBytesForAnyThreads(t *testing.T) {
	input := write(t, "expr.tsv", planted(nil, nil))
	one, two := t.TempDir(), t.TempDir()
	mustRun(t, small(input, one, "--threads", "1")...)
	mustRun(t, small(input, two, "--threads", "2")...)
	sameFolder(t, "two threads", two, one)
	mustRun(t, small(input, two)...)
	sameFolder(t, "twice in a row", two, one)
	if files := folderBytes(t, one); len(files) != 8+3*4+14*2+6+1+1+2+6+3*2+1 {
		t.Errorf("%d files", len(files))
	}
}

// Adding a rank or a run leaves every earlier result as it was, and the larger
// analysis replaces the smaller in its folder.
func TestMoreRanksLeaveTheOthersAsTheyWere(t *testing.T) {
	input := write(t, "expr.tsv", planted(nil, nil))
	few, many := t.TempDir(), t.TempDir()
	mustRun(t, small(input, few)...)
	mustRun(t, small(input, many, "--ranks", "2-5")...)
	a, b := folderBytes(t, few), folderBytes(t, many)
	for name := range a {
		if strings.HasPrefix(name, "ranks/") && a[name] != b[name] {
			t.Errorf("%s has changed with a rank more", name)
		}
	}
	mustRun(t, small(input, few, "--ranks", "2-5")...)
	sameFolder(t, "extended", few, many)
	mustRun(t, small(input, many)...)
	fresh := t.TempDir()
	mustRun(t, small(input, fresh)...)
	os.Remove(filepath.Join(many, "runs.log.spare"))
	sameFolder(t, "shrunk", many, fresh)
}

// Order does not matter: shuffled columns and rows give the same numbers,
// subtypes and names.
func TestOrderDoesNotMatter(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	plain, shuffled := t.TempDir(), t.TempDir()
	mustRun(t, small(write(t, "expr.tsv", planted(nil, nil)), plain)...)
	mustRun(t, small(write(t, "expr.tsv", planted(r.Perm(18), r.Perm(60))), shuffled)...)
	a, b := folderBytes(t, plain), folderBytes(t, shuffled)
	for _, name := range []string{"rank_survey.tsv"} {
		if a[name] != b[name] {
			t.Errorf("%s:\n%s\nshuffled\n%s", name, a[name], b[name])
		}
	}
	for name := range a {
		if strings.HasSuffix(name, "assignments.tsv") || strings.HasSuffix(name, "genes.tsv") ||
			strings.HasSuffix(name, "basis.tsv") || strings.HasSuffix(name, "coefficients.tsv") {
			if sortedLines(a[name]) != sortedLines(b[name]) {
				t.Errorf("%s differs beyond the order of its lines", name)
			}
		}
		if strings.HasPrefix(name, "figures/") && a[name] != b[name] {
			t.Errorf("%s differs", name)
		}
	}
	// Tables list samples in the order of the file.
	first := strings.SplitN(strings.SplitN(a["assignments.tsv"], "\n", 3)[1], "\t", 2)[0]
	if first != "patient 0" {
		t.Errorf("the first sample is %q", first)
	}
}

func sortedLines(s string) string {
	lines := strings.Split(s, "\n")
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func TestFlagsStandAnywhere(t *testing.T) {
	input := write(t, "expr.tsv", planted(nil, nil))
	a, b := t.TempDir(), t.TempDir()
	mustRun(t, "run", input, "--ranks", "2,3", "--restarts=3", "-o", a)
	mustRun(t, "run", "--ranks", "2-3", "-o", b, "--restarts", "3", "--", input)
	sameFolder(t, "flags first", a, b)
	if _, ok := folderBytes(t, a)["ranks/k4/basis.tsv"]; ok {
		t.Error("--ranks after the argument was ignored")
	}
}

func TestUsageErrorsAreOnStderrWithExit2(t *testing.T) {
	input := write(t, "expr.tsv", planted(nil, nil))
	out := filepath.Join(t.TempDir(), "out")
	for _, c := range []struct {
		args []string
		want string
	}{
		{nil, "which command?"},
		{[]string{"rnu", input}, `no command "rnu"; did you mean run?`},
		{[]string{"run"}, "run needs an expression matrix"},
		{[]string{"run", input, "more"}, `"more" is one too many`},
		{[]string{"run", input, "--rank", "2", "--rnks", "2-3"}, "no flag --rnks; did you mean --ranks?"},
		{[]string{"run", input, "--ranks"}, "--ranks needs a value"},
		{[]string{"run", input, "--ranks", "1-3"}, "ranks begin at 2"},
		{[]string{"run", input, "--ranks", "5-3"}, "runs backwards"},
		{[]string{"run", input, "--ranks", "two"}, "write ranks as 2-6"},
		{[]string{"run", input, "--ranks", "2-18"}, "rank 18 is too large for 60 genes with 18 samples: ranks up to 17"},
		{[]string{"run", input, "--rank", "7"}, "--rank 7 is not among the ranks surveyed (2-6)"},
		{[]string{"run", input, "--rank-rule", "firehose"}, "--rank-rule firehose needs 7 ranks or more, and --ranks 2-6 " +
			"are 5"},
		{[]string{"run", input, "--restarts", "0"}, "whole number from 1 on"},
		{[]string{"run", input, "--seed", "-1"}, "whole number"},
		{[]string{"run", input, "--algorithm", "als"}, `"als" is none of kl, brunet, hals, lee, euclidean`},
		{[]string{"run", input, "--figures", "tiff"}, `"tiff" is none of png, svg`},
		{[]string{"run", input, "--verbose", "false"}, `"false" is one too many`},
		{[]string{"run", "-"}, "-o DIR"},
		{[]string{"run", filepath.Join(out, "absent.tsv")}, "no such file"},
		{[]string{"run", t.TempDir()}, "is a folder"},
		{[]string{"run", input, "--font", input}, "is not a TrueType or OpenType font"},
		{[]string{"run", input, "--annotations", input, "--missing", "guess"},
			`"guess" is none of refuse, drop-genes, median, knn, mask`},
		{[]string{"run", input, "--annotations", write(t, "a.tsv", "sample\tx\nnobody\t1\n")},
			`a.tsv: none of its samples ("nobody") is in the matrix`},
		{[]string{"run", input, "--genes", write(t, "g.txt", "nothing\n")}, "none of the genes named"},
		{[]string{"run", "--algorithm", "kl", write(t, "neg.tsv", "gene\ta\tb\tc\nx\t1\t-2\t3\ny\t1\t2\t3\n")},
			"--negatives split"},
		{[]string{"check"}, "check needs an expression matrix"},
		{[]string{"help"}, "try subtype --help"},
		{[]string{"combine", input}, "combine needs an expression matrix and the shards"},
		{[]string{"factorize", input}, "factorize needs -o FILE"},
		{[]string{"factorize", input, "-o", t.TempDir()}, "is a folder; choose another -o FILE"},
		{[]string{"factorize", input, "-o", out, "--shard", "4/3"}, "write a shard as 3/16"},
		{[]string{"report", input}, "holds no finished analysis"},
		{[]string{"report", out}, "holds no finished analysis"},
		{[]string{"check", input, "--seed", "1.5"}, "whole number"},
		{[]string{"--nosuch"}, "no flag --nosuch"},
	} {
		args := c.args
		if len(args) > 1 && args[0] == "run" && args[1] != "-" {
			args = append(args, "-o", out)
		}
		code, stdout, stderr := program(t, "", args...)
		if code != 2 || !strings.Contains(stderr, c.want) || stdout != "" {
			t.Errorf("%q: exit %d, stdout %q, stderr %q, want %q", c.args, code, stdout, stderr, c.want)
		}
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("a usage error left the folder behind")
	}
	if code, _, stderr := program(t, "", small(input, write(t, "other", "x"))...); code != 2 ||
		!strings.Contains(stderr, "is no folder; choose another -o DIR") {
		t.Errorf("exit %d, %s", code, stderr)
	}
}

func TestHelpAndVersion(t *testing.T) {
	for _, args := range [][]string{{"--help"}, {"run", "--help"}, {"run", "x.tsv", "-h"}, {"check", "--help"}} {
		code, stdout, stderr := program(t, "", args...)
		if code != 0 || !strings.Contains(stdout, "USAGE") || stderr != "" {
			t.Errorf("%q: exit %d, %q, %q", args, code, stdout, stderr)
		}
	}
	if code, stdout, _ := program(t, "", "--version"); code != 0 || stdout != "subtype "+study.Version+"\n" {
		t.Errorf("exit %d, %q", code, stdout)
	}
}

func TestAnotherAnalysisIsNotOverwritten(t *testing.T) {
	input, out := write(t, "expr.tsv", planted(nil, nil)), t.TempDir()
	mustRun(t, small(input, out)...)
	before := folderBytes(t, out)
	code, _, stderr := program(t, "", small(input, out, "--seed", "2")...)
	if code != 2 || !strings.Contains(stderr, "holds another analysis (with --seed 1, this is with 2)") {
		t.Errorf("exit %d, %s", code, stderr)
	}
	other := write(t, "other.tsv", strings.Replace(planted(nil, nil), "GENE0", "GENE00", 1))
	if code, _, stderr = program(t, "", small(other, out)...); code != 2 ||
		!strings.Contains(stderr, "of expr.tsv with SHA-256") {
		t.Errorf("exit %d, %s", code, stderr)
	}
	for name, data := range folderBytes(t, out) {
		if before[name] != data {
			t.Errorf("%s was changed", name)
		}
	}
	mustRun(t, small(input, out, "--seed", "2", "--force")...)
}

func TestInterruptEndsCleanly(t *testing.T) {
	input, out := write(t, "expr.tsv", planted(nil, nil)), t.TempDir()
	for signal, want := range map[syscall.Signal]int{syscall.SIGINT: 130, syscall.SIGTERM: 143} {
		ctx, cancel := context.WithCancelCause(context.Background())
		cancel(interrupted{signal})
		var stdout, stderr bytes.Buffer
		code := Run(ctx, append([]string{"subtype"}, plainly(small(input, out))...), Streams{nil, &stdout, &stderr})
		if code != want || !strings.Contains(stderr.String(), interrupted{signal}.Error()) {
			t.Errorf("%v: exit %d, %s", signal, code, stderr.String())
		}
		if files := folderBytes(t, out); len(files) != 0 {
			t.Errorf("%v left %d files", signal, len(files))
		}
	}
}

func TestReadsStdin(t *testing.T) {
	out, file := t.TempDir(), t.TempDir()
	code, _, stderr := program(t, planted(nil, nil), small("-", out)...)
	if code != 0 {
		t.Fatal(stderr)
	}
	mustRun(t, small(write(t, "stdin", planted(nil, nil)), file)...)
	sameFolder(t, "stdin", out, file)
}

func TestQuietPrintsNothing(t *testing.T) {
	input := write(t, "expr.tsv", planted(nil, nil))
	stdout, stderr := mustRun(t, small(input, t.TempDir(), "--quiet")...)
	if stdout != "" || stderr != "" {
		t.Errorf("%q, %q", stdout, stderr)
	}
	code, _, stderr := program(t, "", "run", input, "--quiet", "--ranks", "2-40", "-o", t.TempDir())
	if code != 2 || stderr == "" {
		t.Errorf("an error was kept quiet: exit %d, %q", code, stderr)
	}
}

func TestForcedRankAndRule(t *testing.T) {
	input, out := write(t, "expr.tsv", planted(nil, nil)), t.TempDir()
	stdout, _ := mustRun(t, small(input, out, "--rank", "4")...)
	if !strings.Contains(stdout, "k = 4 was asked for") {
		t.Errorf("%s", stdout)
	}
	if a, b := folderBytes(t, out)["assignments.tsv"], folderBytes(t, out)["ranks/k4/assignments.tsv"]; a != b {
		t.Error("the assignments are not those of k = 4")
	}
	stdout, _ = mustRun(t, small(input, out, "--rank-rule", "cophenetic")...)
	if !strings.Contains(stdout, "because the cophenetic correlation") {
		t.Errorf("%s", stdout)
	}
}

func TestSummaryNamesEveryFileWithItsDigest(t *testing.T) {
	input, out := write(t, "expr.tsv", planted(nil, nil)), t.TempDir()
	mustRun(t, small(input, out, "--figures", "svg")...)
	files := folderBytes(t, out)
	var s study.Summary
	if err := json.Unmarshal([]byte(files[study.SummaryName]), &s); err != nil {
		t.Fatal(err)
	}
	if s.Status != "complete" || s.Chosen.Rank != 3 || s.Input.Genes != 60 || s.Input.Samples != 18 ||
		s.Options["seed"] != "1" {
		t.Errorf("%+v", s)
	}
	for name, data := range files {
		if name == study.SummaryName {
			continue
		}
		if got := s.Files[name]; got != digest(data) {
			t.Errorf("%s: digest %s", name, got)
		}
		if strings.HasSuffix(name, ".png") || strings.HasSuffix(name, ".partial") {
			t.Errorf("%s was not asked for", name)
		}
	}
	if len(s.Files) != len(files)-1 {
		t.Errorf("%d digests for %d files", len(s.Files), len(files)-1)
	}
}

func TestCheck(t *testing.T) {
	good := write(t, "expr.tsv", planted(nil, nil)+"EMPTY"+strings.Repeat("\t0", 18)+"\n")
	code, stdout, stderr := program(t, "", "check", good, "--algorithm", "kl")
	if code != 0 || stderr != "" || !strings.Contains(stdout, "usable: 60 genes × 18 samples would be factorised") ||
		!strings.Contains(stdout, "run would take about 1 s, ") || !strings.Contains(stdout,
		"line 62: gene \"EMPTY\" is 0 in every sample\n         done: left out") {
		t.Errorf("exit %d, %s%s", code, stdout, stderr)
	}
	var c checked
	code, stdout, _ = program(t, "", "check", good, "--json", "--ranks", "2-4", "--restarts", "7")
	if err := json.Unmarshal([]byte(stdout), &c); err != nil || code != 0 || c.Estimate == nil ||
		c.Estimate.Runs != 21 || c.Estimate.CPUSeconds <= 0 || c.Estimate.MemoryMB <= 0 || c.Estimate.MemoryMBPerThread <= 0 {
		t.Errorf("exit %d, %v, %s", code, err, stdout)
	}
	code, stdout, _ = program(t, "", "check", good, "--ranks", "2-18") // as run refuses it
	if code != 2 || !strings.Contains(stdout, "rank 18 is too large") {
		t.Errorf("exit %d, %s", code, stdout)
	}
	gap := write(t, "gap.tsv", strings.TrimSuffix(planted(nil, nil), "\n")+"\nGAP\tNA"+strings.Repeat("\t1\t2", 8)+"\t3\n")
	for _, command := range []string{"check", "run"} {
		code, _, stderr = program(t, "", command, gap, "--missing", "mask", "--init", "nndsvd")
		if code != 2 || !strings.Contains(stderr, "--init nndsvd needs every value") {
			t.Errorf("%s: exit %d, %s", command, code, stderr)
		}
	}
	bad := write(t, "bad.tsv", "gene\ta\tb\nx\t1\ty\n")
	code, stdout, stderr = program(t, "", "check", bad, "--json", "--algorithm", "kl")
	if !strings.Contains(stderr, `bad.tsv:2: column 3`) { // what a log shows
		t.Error(stderr)
	}
	c = checked{}
	if err := json.Unmarshal([]byte(stdout), &c); err != nil || code != 2 || c.Usable || len(c.Findings) != 2 ||
		c.Findings[0].Line != 2 || c.Findings[0].Column != 3 {
		t.Errorf("exit %d, %v, %s", code, err, stdout)
	}
}

// An unusable matrix: check says which flags would make it usable, and with them
// it is.
func TestCheckSaysWhatWouldHelp(t *testing.T) {
	text := strings.Replace(planted(nil, nil), "GENE0\t", "GENE0\t-", 1)
	text = strings.Replace(text, "GENE1\t", "GENE1\tNA\nGENEX\t", 1) // a row too short
	code, stdout, _ := program(t, text, "check", "-")
	if code != 2 || !strings.Contains(stdout, "No flags make it usable: correct the file.") {
		t.Errorf("exit %d, %s", code, stdout)
	}
	lines := strings.Split(planted(nil, nil), "\n")
	lines[1] = "GENE0" + strings.Repeat("\t-1.5", 17) + "\tNA"
	lines[0] = strings.Replace(lines[0], "patient 3", "patient 2", 1)
	text = strings.Join(lines, "\n")
	code, stdout, _ = program(t, text, "check", "-", "--ranks", "2-20", "--json", "--algorithm", "kl")
	var c checked
	if err := json.Unmarshal([]byte(stdout), &c); err != nil || code != 2 {
		t.Fatalf("exit %d, %v, %s", code, err, stdout)
	}
	slices.Sort(c.UsableWith)
	if got := strings.Join(c.UsableWith, " "); got != "--missing drop-genes --negatives split --ranks 2-17 "+
		"--rename-duplicate-samples" {
		t.Errorf("usable with %s\n%s", got, stdout)
	}
	args := append([]string{"check", "-", "--algorithm", "kl"}, strings.Fields(strings.Join(c.UsableWith, " "))...)
	if code, stdout, _ := program(t, text, args...); code != 0 {
		t.Errorf("exit %d, %s", code, stdout)
	}
	code, stdout, _ = program(t, "gene\ta\tb\tc\nx\t1\t2\t3\ny\t3\t2\t1\n", "check", "-")
	if code != 2 || !strings.Contains(stdout, "Usable with: --ranks 2") {
		t.Errorf("exit %d, %s", code, stdout)
	}
}

// Splitting negative values leaves signed weights in the tables.
func TestSignedWeights(t *testing.T) {
	lines := strings.Split(planted(nil, nil), "\n")
	for i, line := range lines[1:] {
		if line != "" && i%2 == 1 {
			lines[i+1] = strings.ReplaceAll(line, "\t", "\t-")
		}
	}
	out := t.TempDir()
	mustRun(t, small(write(t, "expr.tsv", strings.Join(lines, "\n")), out, "--negatives", "split")...)
	files := folderBytes(t, out)
	signed := strings.Split(strings.TrimSpace(files["ranks/k3/basis_signed.tsv"]), "\n")
	if len(signed) != 61 || !strings.HasPrefix(signed[1], "GENE0\t") || strings.Contains(signed[1], "-") ||
		!strings.Contains(signed[2], "\t-") {
		t.Errorf("%d lines, %q, %q", len(signed), signed[1], signed[2])
	}
	if !strings.HasPrefix(files["genes.tsv"],
		"gene\tsubtype\tmetagene\tfeature_score\tbasis_weight\tdirection\tsigned_weight\tsymbol\n") {
		t.Errorf("%q", files["genes.tsv"])
	}
}

// What a run writes may be read by colleagues: the mode follows the umask.
func TestFilesFollowTheUmask(t *testing.T) {
	old, ok := setUmask(0o027)
	if !ok {
		t.Skip("there is no umask here")
	}
	defer setUmask(old)
	out := filepath.Join(t.TempDir(), "new", "folder")
	mustRun(t, small(write(t, "expr.tsv", planted(nil, nil)), out)...)
	info, err := os.Stat(filepath.Join(out, "report.xlsx"))
	if err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

// digest is a SHA-256 in hexadecimal.
func digest(s string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(s))) }

func readText(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

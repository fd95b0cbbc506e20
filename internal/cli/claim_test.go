package cli

import (
	"bytes"
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"subtype/internal/files"
	"subtype/internal/study"
)

// tiny are the flags of the quickest analysis.
func tiny(input, out string, more ...string) []string {
	return append([]string{"run", input, "--ranks", "2", "--restarts", "2", "--figures", "svg", "-o", out}, more...)
}

// put writes files below a folder.
func put(t *testing.T, dir string, content map[string]string) {
	t.Helper()
	for name, text := range content {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// refused runs commands, with --force and without: each must end with exit 2 and a
// message, and leave everything in a folder as it was.
func refused(t *testing.T, dir, want string, args ...string) {
	t.Helper()
	before := folderBytes(t, dir)
	for _, args := range [][]string{args, append(slices.Clone(args), "--force")} {
		code, stdout, stderr := program(t, "", args...)
		if code != exitUsage || !strings.Contains(stderr, want) || stdout != "" || len(runsIn(stderr)) > 0 {
			t.Errorf("%q: exit %d, %s%s, want %q", args, code, stdout, stderr, want)
		}
		if after := folderBytes(t, dir); !maps.Equal(before, after) {
			t.Errorf("%q changed the folder: %q, before %q", args, slices.Sorted(maps.Keys(after)),
				slices.Sorted(maps.Keys(before)))
		}
	}
}

const tenX = "%%MatrixMarket matrix coordinate integer general\n4 4 9\n" +
	"1 1 5\n2 1 3\n3 2 4\n1 2 2\n4 3 7\n2 3 1\n3 4 6\n4 4 2\n1 4 1\n"

// No file that a command reads is written or removed, whatever the output is called.
func TestInputsAreNeverWritten(t *testing.T) {
	matrix, dir := planted(nil, nil), t.TempDir()
	put(t, dir, map[string]string{
		"C/matrix.mtx": tenX, "C/genes.tsv": "e1\tA\ne2\tB\ne3\tC\ne4\tD\n", "C/barcodes.tsv": "a\nb\nc\nd\n",
		"m/genes.tsv": matrix, "l/genes.tsv": "GENE1\nGENE2\nGENE4\nGENE5\n", "expr.tsv": matrix,
		"a/assignments.tsv": "sample\tgroup\npatient 1\tx\n", "t/report.xlsx.subtype-tmp": matrix, "t/summary.json": "",
		"f/g": "", "f/g.lock": matrix, "f/g.partial": matrix, "f/g.spare": matrix, "f/g.subtype-tmp": matrix,
		"f/g.partial.subtype-tmp": matrix, "p/runs.log.lock": matrix, "p/runs.log.subtype-tmp": matrix,
	})
	in := func(name string) string { return filepath.Join(dir, name) }
	os.Remove(in("t/summary.json"))
	const is = "the matrix that is read"
	refused(t, dir, is, tiny(in("C"), in("C"), "--verbose")...)
	refused(t, dir, is, tiny(in("m/genes.tsv"), in("m"), "--verbose")...)
	refused(t, dir, is, tiny(in("t/report.xlsx.subtype-tmp"), in("t"))...)
	refused(t, dir, is, tiny(in("p/runs.log.lock"), in("p"))...)
	refused(t, dir, is, tiny(in("p/runs.log.subtype-tmp"), in("p"))...)
	refused(t, dir, "the list of --genes", tiny(in("expr.tsv"), in("l"), "--genes", in("l/genes.tsv"))...)
	refused(t, dir, "the table of --annotations",
		tiny(in("expr.tsv"), in("a"), "--annotations", in("a/assignments.tsv"))...)
	for _, c := range [][2]string{{"expr.tsv", "expr.tsv"}, {"f/g.lock", "f/g"}, {"f/g.partial", "f/g"},
		{"f/g.spare", "f/g"}, {"f/g.subtype-tmp", "f/g"}, {"f/g.partial.subtype-tmp", "f/g"}} {
		refused(t, dir, is, "factorize", in(c[0]), "--ranks", "2", "--restarts", "2", "-o", in(c[1]))
	}
	refused(t, dir, "part of the matrix that is read", "factorize", in("C"), "--ranks", "2", "--restarts", "2", "-o",
		in("C/barcodes.tsv"))

	// Under other names, too.
	os.MkdirAll(in("h"), 0o777)
	if err := os.Link(in("expr.tsv"), in("h/input_checks.tsv")); err != nil {
		t.Skip(err)
	}
	os.Symlink(in("expr.tsv"), in("h/link"))
	refused(t, dir, is, tiny(in("expr.tsv"), in("h"))...)
	refused(t, dir, is, "factorize", in("expr.tsv"), "--ranks", "2", "--restarts", "2", "-o", in("h/link"))

	// Shards, and what stdin comes from.
	os.MkdirAll(in("s"), 0o777)
	mustRun(t, "factorize", in("expr.tsv"), "--ranks", "2", "--restarts", "2", "-o", in("s/runs.log"))
	refused(t, dir, "a shard that is read", "combine", in("expr.tsv"), in("s/runs.log"), "-o", in("s"))
	stdin, err := os.Open(in("m/genes.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer stdin.Close()
	var out, stderr bytes.Buffer
	code := Run(context.Background(), append([]string{"subtype"}, plainly(tiny("-", in("m"), "--force"))...),
		Streams{stdin, &out, &stderr})
	if code != exitUsage || !strings.Contains(stderr.String(), "what is read from stdin") ||
		readText(t, in("m/genes.tsv")) != matrix {
		t.Errorf("exit %d, %s", code, stderr.String())
	}

	// What was once written is an input now.
	mustRun(t, tiny(in("expr.tsv"), in("r"), "--ranks", "2-3")...)
	for _, name := range []string{"assignments.tsv", "ranks/k3/assignments.tsv"} { // the second would be removed
		refused(t, dir, "the table of --annotations", tiny(in("expr.tsv"), in("r"), "--annotations", in("r/"+name))...)
	}
	refused(t, dir, "the table of --annotations", "report", in("r"), "--annotations", in("r/ranks/k2/assignments.tsv"))
}

// A file of the user's under any name that the program writes stops it before it
// computes; one beside these is never touched.
func TestFilesOfTheUserAreNeverWritten(t *testing.T) {
	input, whole := write(t, "expr.tsv", planted(nil, nil)), t.TempDir()
	mustRun(t, tiny(input, whole)...)
	names := slices.Collect(maps.Keys(folderBytes(t, whole)))
	names = append(names, "runs.log.lock", "runs.log.partial", "runs.log.spare", "multiqc/consensus_mqc.html")
	for _, name := range names {
		dir := t.TempDir()
		put(t, dir, map[string]string{name: "mine"})
		refused(t, dir, "move ", tiny(input, dir, "--verbose")...)
	}
	for _, name := range []string{"g", "g.lock", "g.partial", "g.spare"} {
		dir := t.TempDir()
		put(t, dir, map[string]string{name: "mine, and no run log"})
		refused(t, dir, "move it away", "factorize", input, "--ranks", "2", "--restarts", "2", "-o", filepath.Join(dir, "g"))
	}
	// Of many the first are named.
	many := t.TempDir()
	put(t, many, map[string]string{"genes.tsv": "", "figures/rank_survey.svg": "", "report.xlsx": "",
		"ranks/k2/basis.tsv": "", "assignments.tsv": ""})
	refused(t, many, "(assignments.tsv, figures/rank_survey.svg, genes.tsv, 2 more)", tiny(input, many)...)

	others := map[string]string{"report.xlsx.tmp": "mine", "runs.log.tmp": "mine", "runs.log.partial.tmp": "mine",
		"figures/rank_survey.png": "mine", "figures/mine.svg": "mine", "ranks/k9/basis.tsv": "mine",
		"summary.json.bak": "mine",
		"data.txt":         "mine"}
	dir, shard := t.TempDir(), t.TempDir()
	put(t, dir, others)
	put(t, shard, map[string]string{"g.tmp": "mine", "g.lock.tmp": "mine", "g.partial.tmp": "mine"})
	mustRun(t, tiny(input, dir)...)
	mustRun(t, tiny(input, dir, "--seed", "2", "--force")...)
	mustRun(t, "factorize", input, "--ranks", "2", "--restarts", "2", "-o", filepath.Join(shard, "g"))
	after := folderBytes(t, dir)
	for name, text := range others {
		if after[name] != text {
			t.Errorf("%s is %q", name, after[name])
		}
	}
	if got := folderBytes(t, shard); len(got) != 4 || got["g.tmp"] != "mine" || got["g.lock.tmp"] != "mine" ||
		got["g.partial.tmp"] != "mine" {
		t.Errorf("%q", got)
	}
}

// A folder of results that somebody else made reaches nothing outside itself: no link
// in it is followed, and what its summary lists is removed only if the program makes
// files of that name.
func TestFoldersOfOthersReachNothingOutside(t *testing.T) {
	input, whole := write(t, "expr.tsv", planted(nil, nil)), t.TempDir()
	mustRun(t, tiny(input, whole)...)
	outside := t.TempDir()
	for _, name := range []string{"ranks", "figures", "multiqc", "ranks/k2", "ranks/k2/basis.tsv", "report.xlsx",
		"state.json.gz", "runs.log", "summary.json", "rank_survey.tsv"} {
		dir, to := copied(t, whole), filepath.Join(outside, strings.ReplaceAll(name, "/", "_"))
		if err := os.Rename(filepath.Join(dir, name), to); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Skip(err)
		}
		before := folderBytes(t, outside)
		for _, args := range [][]string{{"report", dir, "--rank", "2"}, {"report", dir, "--force"},
			tiny(input, dir, "--rank", "2"), tiny(input, dir, "--force")} {
			code, _, stderr := program(t, "", args...)
			if code != exitUsage || !strings.Contains(stderr, "is a link where this program would have") &&
				!strings.Contains(stderr, "is missing or was changed") {
				t.Errorf("%s: %q: exit %d, %s", name, args, code, stderr)
			}
		}
		if !maps.Equal(before, folderBytes(t, outside)) {
			t.Errorf("%s: something outside was changed", name)
		}
	}
	// Their lock may be one, and what a killed process seems to have left.
	victim := filepath.Join(outside, "victim")
	put(t, outside, map[string]string{"victim": "keep"})
	for _, name := range []string{"runs.log.lock", "runs.log.partial", "report.xlsx.subtype-tmp",
		"summary.json.subtype-tmp", "runs.log.spare"} {
		dir := copied(t, whole)
		os.Symlink(victim, filepath.Join(dir, name))
		program(t, "", tiny(input, dir, "--rank", "2", "--force")...)
		program(t, "", "report", dir, "--force")
		if readText(t, victim) != "keep" {
			t.Fatalf("%s was followed", name)
		}
	}

	dir := copied(t, whole)
	put(t, dir, map[string]string{"data.txt": "keep", "figures/mine.svg": "keep", "ranks/k07/basis.tsv": "keep",
		"ranks/k3/mine.tsv": "keep"})
	was, err := study.ReadSummary([]byte(readText(t, filepath.Join(dir, study.SummaryName))))
	if err != nil {
		t.Fatal(err)
	}
	names := []string{"../victim", victim, "data.txt", "figures/mine.svg", "ranks/k07/basis.tsv", "ranks/k3/mine.tsv",
		"figures/../data.txt", ""}
	for _, name := range names {
		was.Files[name] = digest("keep")
	}
	if rel, err := filepath.Rel(dir, victim); err == nil {
		was.Files[filepath.ToSlash(rel)] = digest("keep")
	}
	text, _ := was.Encode()
	put(t, dir, map[string]string{study.SummaryName: string(text)})
	for _, args := range [][]string{{"report", dir, "--figures", "png"}, tiny(input, dir, "--force"),
		tiny(input, dir, "--ranks", "3", "--force")} {
		mustRun(t, args...)
		after := folderBytes(t, dir)
		for _, name := range names[2:6] {
			if after[name] != "keep" {
				t.Errorf("%q: %s is %q", args, name, after[name])
			}
		}
		if readText(t, victim) != "keep" {
			t.Errorf("%q: a file outside was changed", args)
		}
	}
}

// What somebody changed by hand is replaced only where --force says so, also when a
// report was interrupted before.
func TestEditedFilesAreNotReplaced(t *testing.T) {
	input, whole, other := write(t, "expr.tsv", planted(nil, nil)), t.TempDir(), t.TempDir()
	small := func(out string, more ...string) []string {
		return tiny(input, out, append([]string{"--ranks", "2-3"}, more...)...)
	}
	mustRun(t, small(whole)...)
	mustRun(t, small(other, "--rank", "2")...)
	kept := func(dir, name string, args ...string) {
		t.Helper()
		before := folderBytes(t, dir)
		code, stdout, stderr := program(t, "", append(args, "--verbose")...)
		if args[0] == "report" {
			code, stdout, stderr = program(t, "", args...)
		}
		if code != exitUsage || stdout != "" || !strings.Contains(stderr, "was changed since it was written ("+name+")") ||
			len(runsIn(stderr)) > 0 {
			t.Errorf("%q: exit %d, %s", args, code, stderr)
		}
		if !maps.Equal(before, folderBytes(t, dir)) {
			t.Errorf("%q changed the folder", args)
		}
	}
	for _, name := range []string{"report.xlsx", "figures/consensus_k2.svg"} {
		dir := copied(t, whole)
		put(t, dir, map[string]string{name: "with my notes"})
		kept(dir, name, small(dir)...)
		kept(dir, name, small(dir, "--rank", "2")...)
		kept(dir, name, small(dir, "--ranks", "2-5")...) // nor are runs done before it is said
		kept(dir, name, small(dir, "--figures", "png")...)
		kept(dir, name, "report", dir, "--rank", "2")
		mustRun(t, "report", dir, "--rank", "2", "--force")
		sameFolder(t, "forced", dir, other)
		put(t, dir, map[string]string{name: "with my notes"})
		mustRun(t, small(dir, "--force")...)
		sameFolder(t, "forced", dir, whole)
		os.Remove(filepath.Join(dir, name))
		mustRun(t, small(dir)...)
		sameFolder(t, "made again", dir, whole)
	}

	// Interrupted before anything is replaced.
	dir := copied(t, whole)
	ctx, cancel := context.WithCancelCause(context.Background())
	s := &watcher{what: "writing", cancel: cancel}
	if code := Run(ctx, []string{"subtype", "report", dir, "--rank", "2"}, Streams{nil, s, s}); code != exitInterrupted {
		t.Fatalf("exit %d, %s", code, s.text.String())
	}
	again := copied(t, dir)
	put(t, dir, map[string]string{"report.xlsx": "with my notes"})
	kept(dir, "report.xlsx", "report", dir, "--rank", "2")
	kept(dir, "report.xlsx", small(dir, "--rank", "2")...)
	mustRun(t, "report", again, "--rank", "2")
	sameFolder(t, "interrupted, then finished", again, other)

	// Killed while files were put in place: of some the old is there, of some the new.
	for i := range 3 {
		dir := mixed(t, whole, other, i)
		put(t, dir, map[string]string{"report.xlsx": "with my notes"})
		kept(dir, "report.xlsx", "report", dir, "--rank", "2")
		mustRun(t, "report", dir, "--rank", "2", "--force")
		sameFolder(t, "forced", dir, other)
		dir = mixed(t, whole, other, i)
		mustRun(t, small(dir, "--rank", "2")...)
		sameFolder(t, "killed, then finished", dir, other)
	}
}

// mixed is a folder that was on the way from one report to another.
func mixed(t *testing.T, from, to string, every int) string {
	t.Helper()
	dir := copied(t, from)
	was, err := study.ReadSummary([]byte(readText(t, filepath.Join(to, study.SummaryName))))
	if err != nil {
		t.Fatal(err)
	}
	was.Status, was.Chosen, was.Replacing = "unfinished", nil, map[string][]string{}
	before, after := folderBytes(t, from), folderBytes(t, to)
	for name := range before {
		was.Files[name] = "" // what goes is named, too
	}
	delete(was.Files, study.SummaryName)
	for i, name := range slices.Sorted(maps.Keys(was.Files)) {
		old, isOld := before[name]
		text, isNew := after[name]
		if name == study.RunsName || strings.HasPrefix(name, "ranks/") && old == text {
			was.Files[name] = digest(text)
			continue
		}
		if was.Files[name] = ""; isOld {
			was.Replacing[name] = append(was.Replacing[name], digest(old))
		}
		if isNew {
			was.Replacing[name] = append(was.Replacing[name], digest(text))
			staged := name
			if i%3 != every {
				staged = files.Temporary(name)
			}
			put(t, dir, map[string]string{staged: text})
		}
	}
	text, err := was.Encode()
	if err != nil {
		t.Fatal(err)
	}
	put(t, dir, map[string]string{study.SummaryName: string(text)})
	return dir
}

// watcher ends a context when a text comes.
type watcher struct {
	what   string
	text   bytes.Buffer
	cancel context.CancelCauseFunc
}

func (w *watcher) Write(p []byte) (int, error) {
	w.text.Write(p)
	if bytes.Contains(p, []byte(w.what)) {
		w.cancel(interrupted{os.Interrupt})
	}
	return len(p), nil
}

// A summary that somebody changed is noticed, whatever was changed in it.
func TestEditedSummaryIsNoticed(t *testing.T) {
	input, whole := write(t, "expr.tsv", planted(nil, nil)), t.TempDir()
	mustRun(t, tiny(input, whole, "--ranks", "2-3")...)
	text := readText(t, filepath.Join(whole, study.SummaryName))
	for _, edit := range [][2]string{{`"rank": 2,`, `"rank": 3,`}, {"k = 2", "k = 5"},
		{`"stability": "`, `"stability": "Very sure. `}, {`"status": "complete"`, `"status":  "complete"`}} {
		dir := copied(t, whole)
		edited := strings.Replace(text, edit[0], edit[1], 1)
		if edited == text {
			t.Fatalf("no %q in %s", edit[0], text)
		}
		put(t, dir, map[string]string{study.SummaryName: edited})
		code, stdout, stderr := program(t, "", "report", dir)
		if code != exitUsage || stdout != "" || !strings.Contains(stderr, "summary.json is missing or was changed") {
			t.Errorf("%q: exit %d, %s%s", edit, code, stdout, stderr)
		}
		_, stderr = mustRun(t, tiny(input, dir, "--ranks", "2-3")...)
		if !strings.Contains(stderr, "summary.json is not as this program wrote it; it is made anew") {
			t.Errorf("%q: %s", edit, stderr)
		}
		sameFolder(t, edit[1], dir, whole)
	}
}

package cli

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"subtype/internal/state"
	"subtype/internal/study"
)

// copied is a copy of a folder.
func copied(t *testing.T, dir string) string {
	t.Helper()
	out := t.TempDir()
	if err := os.CopyFS(out, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	return out
}

// A folder after report is what run with the same flags would have left there.
func TestReportEqualsRun(t *testing.T) {
	input := write(t, "expr.tsv", planted(nil, nil)+"EMPTY"+strings.Repeat("\t0", 18)+"\n") // with a finding
	groups, ages := write(t, "groups.tsv", "sample\tgroup\npatient 3\tx\npatient 4\tNA\nnobody\ty\n"),
		write(t, "ages.tsv", "sample\tage\tsite\npatient 1\t30\tA\npatient 2\t44\tB\n")
	sites := write(t, "sites, with a comma.tsv", "nr\tid\tage\tsite\n1\tpatient 1\t30\tA\n2\tpatient 2\t45\tB\n")
	both := []string{"--annotations", ages, "--annotations", sites, "--annotations-key", "id"}
	genes := slices.Clip([]string{"--gene-names", write(t, "names.csv", "id,symbol,description\ng3,TP53,tumour protein\n"+
		"g4,MYC,\n"), "--gene-sets", write(t, "sets.gmt", "A\tx\tTP53\tMYC\tg5\tg6\tg7\tg8\nB\t\tg1\tnobody\n")})
	plain, annotated, called := t.TempDir(), t.TempDir(), t.TempDir()
	mustRun(t, small(input, called, genes...)...)
	mustRun(t, small(input, plain)...)
	mustRun(t, small(input, annotated, "--annotations", groups, "--rank", "4", "--figures", "svg")...)
	named := t.TempDir()
	mustRun(t, small(input, named, "--annotations", sites, "--annotate", "site,age")...)
	for _, c := range []struct {
		from   string
		report []string
		run    []string // the flags of run that leave the same
	}{
		{plain, []string{"--rank", "2"}, []string{"--rank", "2"}},
		{plain, []string{"--rank-rule", "pac", "--figures", "png"}, []string{"--rank-rule", "pac", "--figures", "png"}},
		{plain, []string{"--annotations", ages}, []string{"--annotations", ages}},
		// What is not given stays.
		{annotated, []string{"--figures", "png,svg"}, []string{"--annotations", groups, "--rank", "4"}},
		{annotated, []string{"--annotations", ages}, []string{"--annotations", ages, "--rank", "4", "--figures", "svg"}},
		{annotated, both, append(both, "--rank", "4", "--figures", "svg")},
		{annotated, []string{"--annotate", "group"}, []string{"--annotations", groups, "--annotate", "group", "--rank", "4",
			"--figures", "svg"}},
		{named, []string{"--rank", "3"}, []string{"--annotations", sites, "--annotate", "site,age", "--rank", "3"}},
		{plain, genes, genes},
		{called, []string{"--rank", "2"}, append(genes, "--rank", "2")},
		{called, []string{"--gene-names", "none", "--gene-sets", "none"}, nil},
		{named, []string{"--annotate", ""}, []string{"--annotations", sites}},
		{named, []string{"--annotations", ages}, []string{"--annotations", ages}},
		{annotated, []string{"--annotations", "none"}, []string{"--rank", "4", "--figures", "svg"}},
		{annotated, []string{"--rank", "chosen"}, []string{"--annotations", groups, "--figures", "svg"}},
		{annotated, []string{"--rank-rule", "silhouette"}, []string{"--annotations", groups, "--figures", "svg",
			"--rank-rule", "silhouette"}},
	} {
		want, got := t.TempDir(), copied(t, c.from)
		mustRun(t, small(input, want, c.run...)...)
		stdout, _ := mustRun(t, append([]string{"report", got}, c.report...)...)
		if !strings.Contains(stdout, "Report: "+filepath.Join(got, "report.xlsx")) {
			t.Errorf("%s", stdout)
		}
		sameFolder(t, strings.Join(c.report, " "), got, want)
		if _, stderr := mustRun(t, "report", got); !strings.Contains(stderr, "complete: nothing to do") {
			t.Errorf("%q again: %s", c.report, stderr)
		}
	}
}

func TestReportRefusesWhatItCannotTrust(t *testing.T) {
	input, out := write(t, "expr.tsv", planted(nil, nil)), t.TempDir()
	refused := func(dir, want string, args ...string) {
		t.Helper()
		code, stdout, stderr := program(t, "", append([]string{"report", dir}, args...)...)
		if code != 2 || stdout != "" || !strings.Contains(stderr, want) {
			t.Errorf("exit %d, %s%s, want %q", code, stdout, stderr, want)
		}
	}
	refused(out, "holds no finished analysis")
	refused(filepath.Join(out, "absent"), "holds no finished analysis")
	mustRun(t, small(input, out)...)
	refused(out, "--rank 7 is not among the ranks surveyed (2-4)", "--rank", "7")
	refused(out, "none of its samples", "--annotations", write(t, "a.tsv", "sample\tx\nnobody\t1\n"))
	table := write(t, "b.tsv", "sample\tx\npatient 1\t1\n")
	refused(out, "--annotations none takes all tables away", "--annotations", "none", "--annotations", table)
	refused(out, "--annotate is for columns of annotations, and there are none", "--annotate", "x")
	refused(out, `--annotate: there is no column "y"; there are "x"`, "--annotations", table, "--annotate", "x,y")
	refused(out, "give it again with --annotations", "--annotations-key", "x")
	refused(out, `there is no column "smaple"; did you mean "sample"?`, "--annotations", table, "--annotations-key",
		"smaple")
	for _, name := range []string{study.RunsName, state.FileName} { // what a report is made from
		edited := copied(t, out)
		os.WriteFile(filepath.Join(edited, name), []byte("edited"), 0o666)
		refused(edited, "was changed since it was written", "--rank", "2")
		refused(edited, "was changed since it was written", "--rank", "2", "--force")
		os.Remove(filepath.Join(edited, name))
		refused(edited, "is missing or was changed", "--rank", "2")
		mustRun(t, small(input, edited, "--force")...)
		sameFolder(t, name+" made again", edited, out)
	}
	// What people read is not read back: a report makes it anew.
	edited := copied(t, out)
	put(t, edited, map[string]string{"ranks/k2/coefficients.tsv": "edited", "rank_survey.tsv": "edited"})
	refused(edited, "was changed since it was written (rank_survey.tsv, ranks/k2/coefficients.tsv)")
	os.Remove(filepath.Join(edited, "ranks/k3/basis.tsv"))
	mustRun(t, "report", edited, "--force")
	sameFolder(t, "tables made again", edited, out)
	// A report that was stopped while it wrote can be asked for again; a run cannot.
	unfinished := copied(t, out)
	halfway := func(keep bool) {
		was, err := study.ReadSummary([]byte(readText(t, filepath.Join(out, study.SummaryName))))
		if err != nil {
			t.Fatal(err)
		}
		was.Status, was.Chosen, was.Replacing = "unfinished", nil, map[string][]string{}
		for name, digest := range was.Files {
			if !keep || name != study.RunsName {
				was.Files[name], was.Replacing[name] = "", []string{digest}
			}
		}
		text, _ := was.Encode()
		os.WriteFile(filepath.Join(unfinished, study.SummaryName), text, 0o666)
	}
	halfway(true)
	os.RemoveAll(filepath.Join(unfinished, "figures"))
	os.WriteFile(filepath.Join(unfinished, "report.xlsx.subtype-tmp"), []byte("torn"), 0o666)
	mustRun(t, "report", unfinished)
	sameFolder(t, "report halfway", unfinished, out)
	halfway(false)
	refused(unfinished, "is not finished: first let the command that began it finish it")
	mustRun(t, small(input, unfinished)...)

	// A summary that somebody changed says of what it is no more.
	path := filepath.Join(unfinished, study.SummaryName)
	text := readText(t, path)
	os.WriteFile(path, []byte(strings.Replace(text, `"seed": "1"`, `"seed": "2"`, 1)), 0o666)
	refused(unfinished, "summary.json is missing or was changed", "--rank", "2")
	os.Remove(path)
	refused(unfinished, "holds no finished analysis")
}

// Annotations that came with the matrix are kept too.
func TestReportKeepsAnnotationsOfTheMatrix(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(planted(nil, nil)), "\n")
	gct := "#1.3\n60\t18\t0\t1\n" + strings.Replace(lines[0], "gene", "id", 1) + "\ngroup" + strings.Repeat("\tx\ty\tNA",
		6) + "\n" + strings.Join(lines[1:], "\n") + "\n"
	input, ages := write(t, "expr.gct", gct), write(t, "ages.tsv", "sample\tage\npatient 1\t30\n")
	out, want := t.TempDir(), t.TempDir()
	mustRun(t, small(input, out, "--annotations", ages)...)
	mustRun(t, "report", out, "--rank", "2", "--annotations", "none")
	mustRun(t, small(input, want, "--rank", "2")...)
	sameFolder(t, "without the others", out, want)
}

// What is told of a table about samples is not told as of the matrix.
func TestWarningsNameTheirFile(t *testing.T) {
	input, out := write(t, "expr.tsv", planted(nil, nil)), t.TempDir()
	ages := write(t, "ages.tsv", "sample\tage\npatient 1\t30\npatient 1\t31\n")
	_, stderr := mustRun(t, small(input, out, "--annotations", ages)...)
	want := `warning: ages.tsv: "patient 1" stands on lines 2 and 3, which differ in "age"`
	if !strings.Contains(stderr, want) {
		t.Errorf("%s\nlacks %s", stderr, want)
	}
}

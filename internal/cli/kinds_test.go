package cli

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"subtype/consensus"
)

// cohort writes two kinds of data of 48 patients in four groups. Each shows half of the groups:
// the first tells groups 0 and 1 from all others, the second groups 2 and 3. Of the second some
// patients were not measured, and its columns are in another order.
func cohort(t *testing.T) (mrna, protein string) {
	const samples = 48
	r := rand.New(rand.NewPCG(19, 2))
	dir := t.TempDir()
	kind := func(name string, genes, first int, level float64, patients []int) string {
		var b strings.Builder
		b.WriteString("gene")
		for _, j := range patients {
			fmt.Fprintf(&b, "\tpatient %02d", j)
		}
		for i := range genes {
			fmt.Fprintf(&b, "\nGENE%d", i)
			for _, j := range patients {
				x := level + r.NormFloat64()
				if j%4 == first+i%3 && i%3 < 2 {
					x += 3
				}
				fmt.Fprintf(&b, "\t%.4f", x)
			}
		}
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(b.String()+"\n"), 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	some := slices.DeleteFunc(identity(samples), func(j int) bool { return j%11 == 5 })
	slices.Reverse(some)
	return kind("mrna.tsv", 60, 0, 9, identity(samples)), kind("protein.tsv", 45, 2, 5, some)
}

// table is a table of a folder: its columns by name.
func table(t *testing.T, path ...string) map[string][]string {
	t.Helper()
	lines := strings.Split(strings.TrimSuffix(readText(t, filepath.Join(path...)), "\n"), "\n")
	out := map[string][]string{}
	for i, name := range strings.Split(lines[0], "\t") {
		for _, line := range lines[1:] {
			out[name] = append(out[name], strings.Split(line, "\t")[i])
		}
	}
	return out
}

// agreement is the adjusted Rand index of the subtypes of a folder at a rank with the groups of
// the cohort, of the patients who have both kinds.
func agreement(t *testing.T, dir string, k int) float64 {
	t.Helper()
	a := table(t, dir, fmt.Sprintf("ranks/k%d/assignments.tsv", k))
	var found, truth []int
	for i, name := range a["sample"] {
		j, _ := strconv.Atoi(strings.TrimPrefix(name, "patient "))
		if j%11 == 5 {
			continue // lacks a kind, and so half of what would show the group
		}
		q, err := strconv.Atoi(strings.TrimPrefix(a["subtype"][i], "S"))
		if err != nil {
			t.Fatal(err)
		}
		found, truth = append(found, q), append(truth, j%4)
	}
	return consensus.AdjustedRand(found, truth)
}

// jointly is a command on both kinds.
func jointly(command, mrna, protein, out string, more ...string) []string {
	args := []string{command, mrna, "--with", protein, "--ranks", "3-4", "--restarts", "3", "-o", out}
	if command == "run" {
		args = append(args, "--figures", "svg")
	}
	return append(args, more...)
}

// All groups are found together, and in no kind alone; with one objective, and with one for each.
func TestKindsTogetherShowWhatNoneShowsAlone(t *testing.T) {
	mrna, protein := cohort(t)
	for algorithm, own := range map[string]string{"hals": "", "kl": "mrna:loss=frobenius"} {
		flags := []string{"--algorithm", algorithm, "--read", "clusters", "--background", "yes", "--negatives", "shift-gene"}
		out := t.TempDir()
		mustRun(t, append([]string{"run", mrna, "--with", protein, "--ranks", "4", "--restarts", "4", "--kind", own, "-o",
			out}, flags...)...)
		if a := agreement(t, out, 4); a != 1 {
			t.Errorf("%s: the joint subtypes agree with the groups by %.2f", algorithm, a)
		}
		kinds := table(t, out, "kinds.tsv")
		for i := range kinds["rank"] {
			alone, err := strconv.ParseFloat(kinds["alone_agreement"][i], 64)
			if err != nil || alone > 0.9 {
				t.Errorf("%s: %s alone agrees by %v %v", algorithm, kinds["kind"][i], alone, err)
			}
		}
		for _, one := range []string{mrna, protein} {
			alone := t.TempDir()
			mustRun(t, append([]string{"run", one, "--ranks", "4", "--restarts", "4", "-o", alone}, flags...)...)
			if a := agreement(t, alone, 4); a > 0.9 {
				t.Errorf("%s: %s alone agrees with the groups by %.2f", algorithm, filepath.Base(one), a)
			}
		}
	}
}

// Which kind is given first makes no difference to what is found; nor does the order of --with.
func TestOrderOfKindsDoesNotMatter(t *testing.T) {
	mrna, protein := cohort(t)
	third := filepath.Join(t.TempDir(), "third.tsv")
	if err := os.WriteFile(third, []byte(readText(t, mrna)), 0o666); err != nil {
		t.Fatal(err)
	}
	one, two, three := t.TempDir(), t.TempDir(), t.TempDir()
	mustRun(t, jointly("run", mrna, protein, one, "--with", third)...)
	mustRun(t, jointly("run", mrna, third, two, "--with", protein)...)
	sameFolder(t, "another order of --with", two, one)
	mustRun(t, jointly("run", protein, third, three, "--with", mrna)...)
	for _, name := range []string{"assignments.tsv", "ranks/k4/coefficients.tsv", "ranks/k4/basis.tsv", "rank_survey.tsv",
		"kinds.tsv", "markers.tsv"} {
		a, b := readText(t, filepath.Join(one, name)), readText(t, filepath.Join(three, name))
		if sortedLines(a) != sortedLines(b) {
			t.Errorf("%s differs with another kind first", name)
		}
	}
}

// A kind given twice, each time with half the weight, is the kind once.
func TestKindGivenTwiceIsTheKind(t *testing.T) {
	mrna, _ := cohort(t)
	once, twice := t.TempDir(), t.TempDir()
	mustRun(t, "run", mrna, "--ranks", "3", "--restarts", "4", "-o", once)
	mustRun(t, "run", mrna, "--with", "again="+mrna, "--kind", "mrna:weight=0.5,again:weight=0.5", "--ranks", "3",
		"--restarts", "4", "-o", twice)
	a, b := table(t, once, "assignments.tsv"), table(t, twice, "assignments.tsv")
	if !slices.Equal(a["subtype"], b["subtype"]) || !slices.Equal(a["sample"], b["sample"]) {
		t.Errorf("subtypes %q, once %q", b["subtype"], a["subtype"])
	}
	residual := func(dir string) float64 {
		x, err := strconv.ParseFloat(table(t, dir, "rank_survey.tsv")["residual"][0], 64)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	// The starts differ, and where runs end does by the rule that ends them.
	if x, y := residual(once), residual(twice); x < y*(1-1e-5) || x > y*(1+1e-5) {
		t.Errorf("residual %v, once %v", y, x)
	}
	kinds := table(t, twice, "kinds.tsv")
	if !slices.Equal(kinds["alone_agreement"], []string{"1", "1"}) || kinds["factor"][0] != kinds["factor"][1] {
		t.Errorf("%q", kinds)
	}
}

// Threads, interruption, shards and a report made anew change no byte; and everything else that
// a folder is made of goes through with several kinds.
func TestKindsGoThroughEveryCommand(t *testing.T) {
	mrna, protein := cohort(t)
	all := []string{"--resample", "2", "--null", "5", "--kind",
		"protein:top-genes=30,protein:log2=no,protein:loss=kullback-leibler"}
	whole := t.TempDir()
	mustRun(t, jointly("run", mrna, protein, whole, append(all, "--threads", "1")...)...)
	out := t.TempDir()
	stopped(t, 9, jointly("run", mrna, protein, out, all...)...)
	mustRun(t, jointly("run", mrna, protein, out, append(all, "--threads", "2")...)...)
	sameFolder(t, "interrupted and resumed", out, whole)

	combined, shards := t.TempDir(), []string{}
	for i := range 2 {
		file := filepath.Join(t.TempDir(), "part.runs")
		mustRun(t, append(jointly("factorize", mrna, protein, file, all[:2]...), append(all[4:], "--shard",
			fmt.Sprintf("%d/2", i+1))...)...)
		shards = append(shards, file)
	}
	code, _, stderr := program(t, "", append([]string{"combine", mrna, "-o", combined}, shards...)...)
	if code != 2 || !strings.Contains(stderr, "the shards were made with --with protein.tsv: give it again") {
		t.Errorf("exit %d: %s", code, stderr)
	}
	mustRun(t, append([]string{"combine", mrna, "--with", protein, "--null", "5", "--figures", "svg", "-o",
		combined}, shards...)...)
	sameFolder(t, "shards", combined, whole)

	mustRun(t, "report", whole, "--rank", "3")
	mustRun(t, "report", whole, "--rank-rule", "silhouette")
	again := t.TempDir()
	mustRun(t, jointly("run", mrna, protein, again, append(all, "--rank-rule", "silhouette")...)...)
	sameFolder(t, "a report made anew", whole, again)

	if n := len(table(t, out, "assignments.tsv")["sample"]); n != 48 {
		t.Errorf("%d samples", n)
	}
	if basis := table(t, out, "ranks/k4/basis.tsv")["gene"]; len(basis) != 90 || basis[0] != "mrna:GENE0" {
		t.Errorf("%d rows, the first %s", len(basis), basis[0])
	}
	if found := table(t, out, "input_checks.tsv"); !slices.Contains(found["code"], "sample-alone") ||
		!slices.Contains(found["code"], "samples-lacking") {
		t.Errorf("%q", found["code"])
	}
	if _, err := os.Stat(filepath.Join(out, "classifier.json")); err == nil {
		t.Error("there is a classifier")
	}
	stdout, _ := mustRun(t, "check", mrna, "--with", protein)
	if !strings.Contains(stdout, "usable: 105 genes × 48 samples would be") {
		t.Errorf("%s", stdout)
	}
}

// --with-samples shared leaves out the patients that some kind lacks, as if no file held them,
// also where the matrix comes from stdin.
func TestSharedSamples(t *testing.T) {
	mrna, protein := cohort(t)
	one, two := t.TempDir(), t.TempDir()
	mustRun(t, jointly("run", mrna, protein, one, "--with-samples", "shared")...)
	if n := len(table(t, one, "assignments.tsv")["sample"]); n != 44 {
		t.Errorf("%d samples", n)
	}
	code, _, stderr := program(t, readText(t, mrna), jointly("run", "-", protein, two, "--with-samples", "shared")...)
	if code != 0 {
		t.Fatal(stderr)
	}
	a, b := table(t, one, "assignments.tsv"), table(t, two, "assignments.tsv")
	if !slices.Equal(a["subtype"], b["subtype"]) {
		t.Error("the subtypes differ from stdin")
	}
	basis := table(t, two, "ranks/k4/basis.tsv")["gene"]
	if !slices.Contains(basis, "stdin:GENE3") || !slices.Contains(basis, "protein:GENE3") {
		t.Errorf("%q", basis)
	}
}

// What cannot be joined is refused before anything is computed.
func TestWhatKindsCannotBe(t *testing.T) {
	mrna, protein := cohort(t)
	other := write(t, "other.tsv", strings.ReplaceAll(readText(t, protein), "patient ", "person "))
	flat := write(t, "flat.tsv", "gene\tpatient 01\tpatient 02\tpatient 03\na\t1\t1\t1\nb\t2\t2\t2\n")
	for _, c := range []struct {
		want string
		args []string
	}{
		{"two kinds of data are called mrna", []string{"--with", mrna}},
		{"no sample of mrna is in another kind of data", []string{"--with", other}},
		{"all kinds of data; names must be the same", []string{"--with", other, "--with-samples", "shared"}},
		{"no kind of data is called rna; there are mrna, protein", []string{"--with", protein, "--kind", "rna:log2=no"}},
		{"write NAME:SETTING=VALUE", []string{"--with", protein, "--kind", "log2=no"}},
		{"seed is no setting of a single kind", []string{"--with", protein, "--kind", "mrna:seed=3"}},
		{`"perhaps" is none of`, []string{"--with", protein, "--kind", "mrna:log2=perhaps"}},
		{"neither frobenius nor kullback-leibler", []string{"--with", protein, "--kind", "mrna:loss=itakura-saito"}},
		{"are for --algorithm hals and kl, which are joined, not for brunet", []string{"--with", protein, "--algorithm",
			"brunet", "--kind", "mrna:loss=frobenius"}},
		{"do not go with --alpha-w", []string{"--with", protein, "--alpha-w", "0.1", "--kind",
			"mrna:loss=kullback-leibler"}},
		{"is not a number from 1e-06", []string{"--with", protein, "--kind", "mrna:weight=0"}},
		{"--kind is for several kinds of data", []string{"--kind", "mrna:log2=no"}},
		{"--with-samples is for several kinds of data", []string{"--with-samples", "shared"}},
		{"only the matrix itself can come from stdin", []string{"--with", "-"}},
		{"kinds of data are weighed by --loss frobenius or kullback-leibler", []string{"--with", protein, "--loss", "0.5"}},
		{"no such file", []string{"--with", "nowhere.tsv"}},
		{"no gene is left", []string{"--with", flat}},
		{"nothing in flat (flat.tsv) differs", []string{"--with", flat, "--kind", "flat:negatives=refuse"}},
		{"is the matrix that is read", []string{"--with", protein, "-o", mrna}},
		{"is a matrix of --with", []string{"--with", protein, "-o", protein}},
	} {
		out := filepath.Join(t.TempDir(), "out")
		args := append([]string{"run", mrna}, c.args...)
		if !slices.Contains(args, "-o") {
			args = append(args, "-o", out)
		}
		code, _, stderr := program(t, "", args...)
		if _, err := os.Stat(out); code != 2 || !strings.Contains(stderr, c.want) || err == nil {
			t.Errorf("%q: exit %d, %s", c.args, code, stderr)
		}
	}
}

package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A simulated data set goes through the program, and its groups are found.
func TestSimulatedGroupsAreFound(t *testing.T) {
	dir := t.TempDir()
	sim, out := filepath.Join(dir, "sim"), filepath.Join(dir, "out")
	code, stdout, stderr := program(t, "", "simulate", "--samples", "24", "--genes=100", "--groups", "3", "--markers",
		"0.5",
		"--separation", "3", "--heavy", "-o", sim)
	if code != exitDone || !strings.HasSuffix(stdout, "expr.tsv.gz: 100 genes × 24 samples, 3 groups\n") || stderr != "" {
		t.Fatalf("exit %d, stdout %q, stderr %q", code, stdout, stderr)
	}
	code, _, stderr = program(t, "", "run", filepath.Join(sim, "expr.tsv.gz"), "--annotations",
		filepath.Join(sim, "truth.tsv"),
		"--rank", "3", "--ranks", "3", "--restarts", "5", "--figures", "svg", "-o", out)
	if code != exitDone {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	truth, found := column(t, filepath.Join(sim, "truth.tsv"), 1), column(t, filepath.Join(out, "assignments.tsv"), 1)
	pairs := map[[2]string]int{}
	for sample, group := range truth {
		pairs[[2]string{group, found[sample]}]++
	}
	if len(truth) != 24 || len(pairs) != 3 {
		t.Errorf("groups and subtypes together: %v, want three pairs of 8 samples", pairs)
	}
}

// column reads one column of a table by the names in the first.
func column(t *testing.T, path string, at int) map[string]string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n")[1:] {
		fields := strings.Split(line, "\t")
		all[fields[0]] = fields[at]
	}
	return all
}

func TestSimulateSaysWhatIsWrong(t *testing.T) {
	mine := write(t, "expr.tsv.gz", "mine\n")
	for _, c := range []struct {
		args []string
		want string
	}{
		{nil, "say where the files go"},
		{[]string{"3", "-o", t.TempDir()}, `takes no argument, and "3" is one`},
		{[]string{"-o", t.TempDir(), "--groups", "9"},
			`invalid value "9" for --groups: "9" is not a whole number from 1 to 8`},
		{[]string{"-o", t.TempDir(), "--sizes", "3,1"}, "--sizes has 2 numbers for --groups 3"},
		{[]string{"-o", filepath.Dir(mine), "--force"}, "is not from this program; move it away, or choose another -o DIR"},
		{[]string{"-o", mine}, "is no folder"},
	} {
		code, stdout, stderr := program(t, "", append([]string{"simulate"}, c.args...)...)
		if code != exitUsage || stdout != "" || !strings.Contains(strings.ReplaceAll(stderr, "\n", " "), c.want) {
			t.Errorf("simulate %q: exit %d, stdout %q, stderr %q, want %q", c.args, code, stdout, stderr, c.want)
		}
	}
	if data, err := os.ReadFile(mine); string(data) != "mine\n" {
		t.Errorf("a file of the user's is %q, %v", data, err)
	}
}

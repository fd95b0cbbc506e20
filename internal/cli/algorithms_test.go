package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What contradicts itself is refused before anything is computed, in words.
func TestAlgorithmsAndTheirSettings(t *testing.T) {
	input := write(t, "expr.tsv", planted(nil, nil))
	zero := write(t, "zero.tsv", "gene\ta\tb\tc\td\nx\t1\t2\t3\t4\ny\t2\t0\t5\t1\nz\t3\t1\t5\t2\n")
	weights := write(t, "w.tsv", "gene\ta\tb\tc\td\nx\t1\t2\t1\t1\ny\t1\t0\t1\t1\nz\t1\t1\t-1\t1\n")
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{input, "--algorithm", "kl", "--loss", "frobenius"}, "lowers kullback-leibler, not frobenius"},
		{[]string{input, "--algorithm", "ard", "--loss", "1.5"}, "ard knows the losses"},
		{[]string{input, "--algorithm", "brunet", "--alpha-w", "1"}, "--alpha-w is for --algorithm kl, hals, cd, mu"},
		{[]string{input, "--l1-ratio", "0.5"}, "there is none"},
		{[]string{input, "--l1-ratio", "1.5", "--alpha-w", "1"}, "not a number from 0 to 1"},
		{[]string{input, "--tolerance", "0.1"}, "--tolerance is for --stop tolerance"},
		{[]string{input, "--shuffle"}, "--shuffle is for --algorithm cd"},
		{[]string{input, "--theta", "0.3"}, "--theta is for --algorithm nsNMF"},
		{[]string{input, "--sparse-beta", "3"}, "--sparse-beta is for --algorithm snmf/r, snmf/l"},
		{[]string{input, "--stop", "kkt"}, "--stop kkt is for"},
		{[]string{input, "--algorithm", "nsNMF", "--scale", "sum"}, "would change its product"},
		{[]string{input, "--start-coefficients", "x"}, "needs --start-basis"},
		{[]string{input, "--loss", "5"}, "nor a number β from -2 to 4"},
		{[]string{zero, "--loss", "itakura-saito"}, "infinite where a value is 0, and 1 value is (the first: gene y, " +
			"sample b)"},
		{[]string{zero, "--weights", weights}, "w.tsv:4: column 4: "},
		{[]string{zero, "--start-basis", weights}, "w.tsv:4: column 4: "},
		{[]string{input, "--weights", zero}, "has no line for 60 of the 60 genes"},
	} {
		for _, command := range []string{"run", "nmf"} {
			args := append([]string{command}, c.args...)
			if command == "nmf" {
				args = append(args, "--rank", "2")
			} else {
				args = append(args, "--ranks", "2", "--log2", "no", "--negatives", "refuse")
			}
			args = append(args, "-o", filepath.Join(t.TempDir(), "out"), "--init", "random")
			code, stdout, stderr := program(t, "", args...)
			if code != 2 || stdout != "" || !strings.Contains(stderr, c.want) {
				t.Errorf("%q: exit %d, stdout %q, stderr %q, want %q", args, code, stdout, stderr, c.want)
			}
		}
	}
}

// Every algorithm goes all the way, in one process and in shards alike, and a folder of
// such results is reported anew.
func TestEveryAlgorithmInShards(t *testing.T) {
	input := write(t, "expr.tsv", planted(nil, nil))
	dir := t.TempDir()
	var weights strings.Builder
	for i, line := range strings.Split(strings.TrimSpace(planted(nil, nil)), "\n") {
		for j, field := range strings.Split(line, "\t") {
			switch {
			case i > 0 && j > 0:
				field = fmt.Sprint((i + j) % 3)
			}
			weights.WriteString(map[bool]string{true: "\t"}[j > 0] + field)
		}
		weights.WriteString("\n")
	}
	w := write(t, "w.tsv", weights.String())
	mustRun(t, "nmf", input, "--rank", "3", "--ranks", "3", "-o", filepath.Join(dir, "fit"), "--figures", "svg")
	basis := filepath.Join(dir, "fit", "basis.tsv")
	coefficients := filepath.Join(dir, "fit", "coefficients.tsv")
	known := firstColumn(t, basis)
	for name, flags := range map[string][]string{
		"mu": {"--loss", "0.5", "--max-iterations", "40"}, "cd": {"--algorithm", "cd", "--shuffle", "--alpha-w", "0.01"},
		"snmf": {"--algorithm", "snmf/r", "--sparse-beta", "0.1"}, "nsNMF": {"--algorithm", "nsNMF", "--theta", "0.3"},
		"ls-nmf": {"--algorithm", "ls-nmf", "--weights", w, "--max-iterations", "60"},
		"ard":    {"--algorithm", "ard", "--max-iterations", "100"},
		"hals":   {"--weights", w, "--alpha-h", "0.02", "--l1-ratio", "0.5", "--resample", "4", "--log2", "no"},
		"start":  {"--algorithm", "kl", "--start-basis", basis, "--start-coefficients", coefficients},
		"fixed":  {"--algorithm", "hals", "--fixed-basis", known, "--log2", "no", "--resample", "4", "--read", "largest"},
	} {
		flags = append(flags, "--ranks", "2-3", "--restarts", "3", "--null", "0", "--figures", "svg", "--negatives", "refuse")
		if !strings.Contains(strings.Join(flags, " "), "--resample") {
			flags = append(flags, "--resample", "0")
		}
		whole, again := filepath.Join(dir, name), filepath.Join(dir, name+".combined")
		mustRun(t, append([]string{"run", input, "-o", whole}, flags...)...)
		var shards []string
		for i := 1; i <= 2; i++ {
			shard := filepath.Join(dir, fmt.Sprintf("%s.%d.runs", name, i))
			mustRun(t, append([]string{"factorize", input, "--shard", fmt.Sprintf("%d/2", i), "-o", shard},
				withoutFlags(flags, "--null", "--figures")...)...)
			shards = append(shards, shard)
		}
		mustRun(t, append(append([]string{"combine", input}, shards...), append([]string{"-o", again}, flags...)...)...)
		sameFolder(t, name, again, whole)
		mustRun(t, "report", whole, "--rank", "2")
		mustRun(t, "report", whole, "--rank", "chosen")
		sameFolder(t, name+" reported anew", whole, again)
	}
}

// firstColumn is a basis with its first metagene alone.
func firstColumn(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		b.WriteString(strings.Join(strings.Split(line, "\t")[:2], "\t") + "\n")
	}
	return write(t, "known.tsv", b.String())
}

// withoutFlags leaves flags and their values out.
func withoutFlags(args []string, names ...string) []string {
	var out []string
	for i := 0; i < len(args); i += 2 {
		skip := false
		for _, name := range names {
			skip = skip || args[i] == name
		}
		if args[i] == "--shuffle" {
			out = append(out, args[i])
			i--
			continue
		}
		if !skip {
			out = append(out, args[i:i+2]...)
		}
	}
	return out
}

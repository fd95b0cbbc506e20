package cli

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// completionCases are lines, and what zsh and fish offer at their ends.
var completionCases = []struct {
	line string
	want []string
}{
	{"subtype r", []string{"report", "run"}},
	{"subtype run expr.tsv --rank", []string{"--rank", "--rank-rule", "--ranks"}},
	{"subtype run expr.tsv --figures p", []string{"pdf", "png"}},
	{"subtype run --algorithm snmf", []string{"snmf/l", "snmf/r"}},
	{"subtype factorize expr.tsv --sha", []string{"--shard"}},
	{"subtype completion ", shells},
	{"subtype run completion.g", []string{"completion.go"}},
	{"subtype run x --annotations completion.g", []string{"completion.go"}},
	{"subtype run x --ranks ", nil},
}

func compareCompletions(t *testing.T, line string, got, want []string) {
	t.Helper()
	got, want = slices.Clone(got), slices.Clone(want)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("%q: %q, want %q", line, got, want)
	}
}

// A zsh with the script in its fpath offers commands, flags, values and files.
func TestZshCompletes(t *testing.T) {
	zsh, err := exec.LookPath("zsh")
	if err != nil {
		t.Skip(err)
	}
	script, _ := mustRun(t, "completion", "zsh")
	folder := filepath.Join(t.TempDir(), "site functions")
	if err := os.Mkdir(folder, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "_subtype"), []byte(script), 0o666); err != nil {
		t.Fatal(err)
	}
	var lines strings.Builder
	for _, c := range completionCases {
		lines.WriteString(c.line + "\n")
	}
	c := exec.CommandContext(t.Context(), zsh, "-f", filepath.Join("testdata", "complete.zsh"), folder)
	c.Stdin = strings.NewReader(lines.String())
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	got := make([][]string, len(completionCases)+1)
	for line := range strings.Lines(string(out)) {
		var n int
		var match string
		if _, err := fmt.Sscanf(line, "%d\t%s\n", &n, &match); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		got[n] = append(got[n], match)
	}
	for i, c := range completionCases {
		compareCompletions(t, c.line, got[i+1], c.want)
	}
}

// So does fish.
func TestFishCompletes(t *testing.T) {
	fish, err := exec.LookPath("fish")
	if err != nil {
		t.Skip(err)
	}
	script, _ := mustRun(t, "completion", "fish")
	file := filepath.Join(t.TempDir(), "subtype.fish")
	if err := os.WriteFile(file, []byte(script), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, c := range completionCases {
		command := exec.Command(fish, "--no-config", "-c", `source "$argv[1]"; complete -C "$argv[2]"`, file, c.line)
		command.Env = append(os.Environ(), "HOME="+t.TempDir())
		out, err := command.CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		var got []string
		for line := range strings.Lines(string(out)) {
			word, _, _ := strings.Cut(strings.TrimSpace(line), "\t")
			got = append(got, word)
		}
		compareCompletions(t, c.line, got, c.want)
	}
}

package cli

import (
	"os/exec"
	"slices"
	"strings"
	"testing"

	"subtype/internal/study"
)

// bash completes commands, flags and values, with flags after the positional too.
func TestBashCompletion(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip(err)
	}
	script, _ := mustRun(t, "completion", "bash")
	for _, c := range []struct {
		words string // the last is the one being completed
		want  []string
		not   string
	}{
		{"subtype r", []string{"report", "run"}, "check"},
		{"subtype run expr.tsv --rank", []string{"--rank", "--rank-rule", "--ranks"}, "--seed"},
		{"subtype run expr.tsv --algorithm ", []string{"ard", "brunet", "cd", "euclidean", "hals", "kl", "lee", "ls-nmf",
			"mu",
			"nsNMF", "snmf/l", "snmf/r"}, "--rank"},
		{"subtype run --algorithm = br", []string{"brunet"}, "kl"},
		{"subtype run expr.tsv --figures p", []string{"pdf", "png"}, "svg"},
		{"subtype factorize expr.tsv --sha", []string{"--shard"}, "--rank-rule"},
		{"subtype completion ", shells, "run"},
		{"subtype run completion.g", []string{"completion.go"}, "run.go"},
		{"subtype run x --annotations completion.g", []string{"completion.go"}, "run.go"},
		{"subtype run x --ranks ", nil, "2"},
		{"subtype run x --sheet completion.g", nil, "completion.go"},
	} {
		words := strings.Split(c.words, " ")
		code := script + "COMP_WORDS=(" + strings.Join(quoteAll(words), " ") +
			")\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_subtype\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n"
		out, err := exec.Command(bash, "--norc", "-c", code).CombinedOutput()
		got := strings.Fields(string(out))
		slices.Sort(got)
		want := slices.Clone(c.want)
		slices.Sort(want)
		if err != nil || !slices.Equal(got, want) || slices.Contains(got, c.not) {
			t.Errorf("%q: %q, want %q (%v)", c.words, got, want, err)
		}
	}
}

func quoteAll(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = "'" + w + "'"
	}
	return out
}

// Every script and the manual know every command and every flag.
func TestEveryFlagIsDocumented(t *testing.T) {
	app := newApp(Streams{})
	texts := map[string]string{}
	for _, shell := range shells {
		texts[shell], _ = mustRun(t, "completion", shell)
	}
	texts["man"], _ = mustRun(t, "man")
	for _, c := range completions(app) {
		for _, f := range c.flags {
			for _, name := range f.names {
				if name == "--help" || name == "-h" {
					continue
				}
				for what, text := range texts {
					look := name
					switch what {
					case "fish":
						look = strings.TrimLeft(name, "-")
					}
					if !strings.Contains(text, look) || !strings.Contains(text, c.name) {
						t.Errorf("%s does not know %s %s", what, c.name, name)
					}
				}
			}
		}
	}
	if groff, err := exec.LookPath("groff"); err == nil {
		cmd := exec.Command(groff, "-k", "-man", "-Tutf8")
		cmd.Stdin = strings.NewReader(texts["man"])
		var warnings strings.Builder
		cmd.Stderr = &warnings
		out, err := cmd.Output()
		if err != nil || warnings.Len() > 0 || !strings.Contains(string(out), "wrong usage") {
			t.Errorf("groff: %v, %s", err, warnings.String())
		}
	}
	for shell, syntax := range map[string][]string{"zsh": {"-n"}, "fish": {"--no-execute"}} {
		if path, err := exec.LookPath(shell); err == nil {
			cmd := exec.Command(path, syntax...)
			cmd.Stdin = strings.NewReader(texts[shell])
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%s: %v, %s", shell, err, out)
			}
		}
	}
	if code, _, stderr := program(t, "", "completion", "tcsh"); code != 2 ||
		!strings.Contains(stderr, "none of bash, zsh, fish") {
		t.Errorf("exit %d, %s", code, stderr)
	}
}

func TestVersions(t *testing.T) {
	out, _ := mustRun(t, "versions")
	if !strings.HasPrefix(out, "subtype: "+study.Version+"\ngo: 1.") {
		t.Errorf("%s", out)
	}
}

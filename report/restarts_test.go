package report

import (
	"strings"
	"testing"

	"subtype/internal/spec"
	"subtype/internal/sweep"
)

// Where the number of runs was left to them, the methods say how that went, and a warning
// where there were never enough.
func TestAdaptiveRunsAreExplained(t *testing.T) {
	s := made(t)
	const rule, warning = "Runs were added in tens, from 20 on, until the best optimum (objective within 0.0001 of itself",
		"After 200 runs the best optimum had not been found 5 times"
	check := func(what string, rules, warns bool) {
		t.Helper()
		if got := strings.Contains(strings.Join(s.Methods(), " "), rule); got != rules {
			t.Errorf("%s: the methods explain it: %v", what, got)
		}
		if got := strings.Contains(strings.Join(s.Warnings(), " "), warning); got != warns {
			t.Errorf("%s: it is warned of: %v", what, got)
		}
	}
	check("a number", false, false)
	last := &s.Survey.Ranks[len(s.Survey.Ranks)-1]
	last.Runs = make([]sweep.Record, 200)
	check("many", false, false)
	s.Options = append(s.Options, spec.Option{Name: "restarts", Value: "auto"})
	check("too few", true, true)
	last.Confidence.Found = 3
	if text := strings.Join(s.Warnings(), " "); !strings.Contains(text, "at k = 4 (3); in brackets") {
		t.Error(text)
	}
	last.Runs = last.Runs[:60]
	check("enough", true, false)
}

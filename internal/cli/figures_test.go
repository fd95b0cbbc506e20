package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
)

// Figures are as wide as was asked for, and drawn anew without computing again.
func TestFiguresHaveTheWidthAskedFor(t *testing.T) {
	dir := t.TempDir()
	input, run, fit := write(t, "expr.tsv", planted(nil, nil)), filepath.Join(dir, "run"), filepath.Join(dir, "fit")
	few := []string{"--restarts", "4", "--figures", "svg", "--threads", "1"}
	mustRun(t, append([]string{"run", input, "--ranks", "2-3", "--resample", "0", "--null", "0", "-o", run}, few...)...)
	mustRun(t, append([]string{"nmf", input, "--rank", "3", "-o", fit, "--figure-width", "single"}, few...)...)
	width := func(folder string) (widest float64) {
		names, err := filepath.Glob(filepath.Join(folder, "figures", "*.svg"))
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: no figures, %v", folder, err)
		}
		for _, name := range names {
			svg, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			m := regexp.MustCompile(`<svg [^>]* width="([0-9.]+)mm"`).FindSubmatch(svg)
			if m == nil {
				t.Fatalf("%s has no width on paper", name)
			}
			mm, _ := strconv.ParseFloat(string(m[1]), 64)
			widest = max(widest, mm)
		}
		return widest
	}
	if w := width(run); w <= 85 || w > 174 {
		t.Errorf("two columns are %v mm", w)
	}
	mustRun(t, "report", run, "--figure-width", "single", "--figures", "svg")
	for _, folder := range []string{run, fit} {
		if w := width(folder); w < 60 || w > 85 {
			t.Errorf("%s: one column is %v mm", folder, w)
		}
	}
	if code, _, _ := program(t, "", "report", run, "--figure-width", "triple"); code != 2 {
		t.Errorf("an unknown width: exit %d", code)
	}
}

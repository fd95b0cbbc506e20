package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What no analysis asks for is refused in words, with the limit, before anything is made
// ready for it.
func TestAbsurdRequestsAreRefused(t *testing.T) {
	matrix, out := write(t, "expr.tsv", planted(nil, nil)), filepath.Join(t.TempDir(), "out")
	for _, c := range []struct {
		want string
		args []string
	}{
		{"1000000 runs", []string{"run", matrix, "--restarts", "50000000", "-o", out}},
		{"1000000 runs", []string{"check", matrix, "--restarts", "50000000"}},
		{"1000000 runs", []string{"factorize", matrix, "--restarts", "2147483647", "-o", out}},
		{"from 1 to 100000", []string{"factorize", matrix, "--shard", "1/2000000000", "-o", out}},
		{"ranks end at 100", []string{"run", matrix, "--ranks", "2-2000000000", "-o", out}},
		{"is no font: it is larger than", []string{"run", matrix, "--font", "/dev/zero", "-o", out}},
		{"not a run log", []string{"combine", matrix, "/dev/zero", "-o", out}},
		{"zero", []string{"run", matrix, "--genes", "/dev/zero", "-o", out}},
		{"zero", []string{"run", matrix, "--annotations", "/dev/zero", "-o", out}},
		{"zero", []string{"run", "/dev/zero", "-o", out}},
	} {
		if _, err := os.Stat("/dev/zero"); err != nil && strings.Contains(strings.Join(c.args, " "), "/dev/zero") {
			continue
		}
		code, _, stderr := program(t, "", c.args...)
		if code != exitUsage || !strings.Contains(stderr, c.want) {
			t.Errorf("%q: exit %d: %s", c.args, code, stderr)
		}
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("something was written")
	}
}

// Numbers that only bound something may be as large as they like.
func TestLargeLimitsAreTaken(t *testing.T) {
	matrix, out := write(t, "expr.tsv", planted(nil, nil)), filepath.Join(t.TempDir(), "out")
	mustRun(t, small(matrix, out, "--threads", "1000000", "--top-genes", "2147483647", "--max-iterations",
		"2147483647")...)
}

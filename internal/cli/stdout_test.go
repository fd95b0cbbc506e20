package cli

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
)

// fullDisk takes so many bytes and no more.
type fullDisk int

var errFull = errors.New("no space left on device")

func (f *fullDisk) Write(p []byte) (int, error) {
	n := min(len(p), int(*f))
	if *f -= fullDisk(n); n < len(p) {
		return n, errFull
	}
	return n, nil
}

// What cannot be written to stdout is no success, whatever the command.
func TestLostStdoutIsAnError(t *testing.T) {
	input, out := write(t, "expr.tsv", planted(nil, nil)), t.TempDir()
	bad := write(t, "neg.tsv", "gene\ta\tb\tc\nx\t1\t-2\t3\ny\t1\t2\t3\n")
	mustRun(t, small(input, out)...)
	for _, c := range []struct {
		code int
		args []string
	}{
		{exitFailed, []string{"check", input}},
		{exitFailed, []string{"check", input, "--json"}},
		{exitUsage, []string{"check", bad}}, // which it is, too
		{exitFailed, []string{"versions"}},
		{exitFailed, []string{"--version"}},
		{exitFailed, []string{"--help"}},
		{exitFailed, []string{"run", "--help"}},
		{exitFailed, []string{"man"}},
		{exitFailed, []string{"completion", "bash"}},
		{exitFailed, []string{"completion", "zsh"}},
		{exitFailed, []string{"completion", "fish"}},
		{exitFailed, small(input, out)},
		{exitFailed, small(input, out, "--rank", "2")},
		{exitFailed, []string{"report", out, "--rank", "4"}},
		{exitDone, small(input, out, "--quiet")}, // which prints nothing
		{exitFailed, []string{"factorize", input, "--ranks", "2", "--restarts", "2", "-o", "-"}},
	} {
		for _, room := range []fullDisk{0, 9} {
			var stderr bytes.Buffer
			room := room
			code := Run(context.Background(), append([]string{"subtype"}, c.args...),
				Streams{strings.NewReader(""), &room, &stderr})
			if n := strings.Count(stderr.String(), errFull.Error()); code != c.code || (n == 1) == (code == exitDone) {
				t.Errorf("%q: exit %d, %s", c.args, code, stderr.String())
			}
		}
	}
}

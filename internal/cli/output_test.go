//go:build unix

package cli

import (
	"os"
	"path/filepath"
	"testing"
)

// A shard goes where a link leads, and all that belongs to it; the link stays.
func TestShardThroughALink(t *testing.T) {
	input, dir := write(t, "expr.tsv", planted(nil, nil)), t.TempDir()
	link, plain := filepath.Join(dir, "link"), filepath.Join(dir, "plain")
	os.WriteFile(plain, nil, 0o600)
	if err := os.Symlink("plain", link); err != nil {
		t.Skip(err)
	}
	mustRun(t, "factorize", input, "--ranks", "2-4", "--restarts", "4", "--algorithm", "kl", "--shard", "1/2", "-o", link)
	if info, _ := os.Lstat(link); info.Mode().IsRegular() || readText(t, plain) != readText(t, shards(t, input, 2)[0]) {
		t.Error("the link was replaced, or its target not written")
	}
	if files, _ := os.ReadDir(dir); len(files) != 2 {
		t.Errorf("%v", files)
	}
}

// A shard may go into a pipe.
func TestShardIntoAPipe(t *testing.T) {
	input, fifo := write(t, "expr.tsv", planted(nil, nil)), filepath.Join(t.TempDir(), "fifo")
	if err := makePipe(fifo); err != nil {
		t.Skip(err)
	}
	got := make(chan string)
	go func() {
		data, _ := os.ReadFile(fifo)
		got <- string(data)
	}()
	mustRun(t, "factorize", input, "--ranks", "2-4", "--restarts", "4", "--algorithm", "kl", "--shard", "1/2", "-o", fifo)
	if <-got != readText(t, shards(t, input, 2)[0]) {
		t.Error("the shard in the pipe differs")
	}
	if files, _ := os.ReadDir(filepath.Dir(fifo)); len(files) != 1 {
		t.Errorf("%d files beside the pipe", len(files)-1)
	}
}

package runlog

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"subtype/internal/sweep"
)

// A header that was made to ask for everything is refused before anything is done by it.
func TestForgedHeadersAreRefused(t *testing.T) {
	const huge = 1<<31 - 1
	good := Header{Input: "a", Samples: 3, Ranks: []int{2, 3}, Restarts: 2, Shard: sweep.Shard{Index: 1, Count: 1}}
	for name, forge := range map[string]func(*Header){
		"restarts":      func(h *Header) { h.Restarts = huge },
		"samples":       func(h *Header) { h.Samples = huge },
		"a rank":        func(h *Header) { h.Ranks = []int{2, huge} },
		"shards":        func(h *Header) { h.Shard.Count = huge },
		"one rank":      func(h *Header) { h.Restarts, h.Each = huge, []int{huge, 1} },
		"runs of a set": func(h *Header) { h.Sets = []sweep.Set{{Data: sweep.Data{Null: 1}, Runs: huge}} },
	} {
		h := good
		forge(&h)
		var file bytes.Buffer
		if _, err := NewWriter(&file, h); err != nil {
			t.Fatal(err)
		}
		if log, err := Read(file.Bytes()); err == nil {
			t.Errorf("%s: %+v is taken", name, log.Header)
		}
	}
	var file bytes.Buffer
	if _, err := NewWriter(&file, good); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(file.Bytes()); err != nil {
		t.Error(err)
	}
}

// endless gives its beginning once and then zeros for ever.
type endless struct {
	begin strings.Reader
	read  int
}

func (e *endless) Read(p []byte) (int, error) {
	if n, err := e.begin.Read(p); err == nil {
		return n, nil
	}
	clear(p)
	e.read += len(p)
	return len(p), nil
}

// What has no end is no log, and is not read to see whether it becomes one.
func TestEndlessFilesAreNotRead(t *testing.T) {
	zeros := &endless{}
	if _, err := ReadFrom(zeros); !errors.Is(err, ErrForeign) || zeros.read > 1<<20 {
		t.Errorf("%v after %d bytes", err, zeros.read)
	}
	if _, err := ReadFrom(io.LimitReader(zeros, 0)); !errors.Is(err, ErrForeign) {
		t.Errorf("an empty file: %v", err)
	}
}

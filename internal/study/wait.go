package study

import (
	"context"
	"errors"
	"time"

	"subtype/internal/runlog"
)

// busyError is the error where another process is at work on the same files.
type busyError struct {
	error
	lock string // the file
}

func (b busyError) Unwrap() error { return b.error }

// pollEvery is how often a waiting process looks whether the other has ended.
const pollEvery = 500 * time.Millisecond

// waiting does the part of a command that needs a lock, and with --wait does it once
// more whenever another process that was in the way has ended. A workflow whose
// scheduler was killed needs that: the jobs live on, and are started anew. What is read
// must be read before: a stream comes only once.
func (p Process) waiting(ctx context.Context, do func() error) error {
	for {
		err := do()
		var busy busyError
		if !p.Wait || !errors.As(err, &busy) {
			return err
		}
		p.Progress.Note("another process does this work already; waiting until it ends")
		if err := untilFree(ctx, busy.lock); err != nil {
			return err
		}
	}
}

// untilFree returns when nobody holds a lock.
func untilFree(ctx context.Context, path string) error {
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		lock, err := runlog.Acquire(path)
		if !errors.Is(err, runlog.ErrLocked) {
			if err == nil {
				lock.Release()
			}
			return err
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-tick.C:
		}
	}
}

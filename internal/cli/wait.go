package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/urfave/cli/v2"

	"subtype/internal/runlog"
)

// locked is the error where another process is at work on the same files.
type locked struct {
	error
	lock string // the file
}

func (l locked) Unwrap() error { return l.error }

// pollEvery is how often a waiting process looks whether the other has ended.
const pollEvery = 500 * time.Millisecond

func (o *options) waitFlag() cli.Flag {
	return &cli.BoolFlag{Name: "wait", Category: processCategory, Destination: &o.wait, Usage: "where another process does the same work, wait until it ends, then go on from there"}
}

// waiting does the part of a command that needs a lock, and with --wait does it once
// more whenever another process that was in the way has ended. A workflow whose
// scheduler was killed needs that: the jobs live on, and are started anew. What is read
// must be read before: a stream comes only once.
func (o *options) waiting(ctx context.Context, progress io.Writer, do func() error) error {
	for {
		err := do()
		var busy locked
		if !o.wait || !errors.As(err, &busy) {
			return err
		}
		fmt.Fprintln(progress, "another process does this work already; waiting until it ends")
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

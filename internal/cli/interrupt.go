package cli

import (
	"context"
	"fmt"
	"runtime/debug"
)

// orInterrupted does what looks at no context, as reading does, which may wait for a
// pipe for ever, and returns at once when a signal ends the context. What is left
// behind then ends with the process.
func orInterrupted(ctx context.Context, do func() error) error {
	done := make(chan error, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				done <- fmt.Errorf("internal error: %v\n%s", r, debug.Stack())
			}
		}()
		done <- do()
	}()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

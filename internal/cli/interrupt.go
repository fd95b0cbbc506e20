package cli

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"subtype/internal/study"
)

// grace is how long a command may take, after a signal, to end by itself.
const grace = 500 * time.Millisecond

// answering does a command and returns when it has ended, or when a signal came and the
// command, which may be reading a pipe or drawing a tree, has not ended soon after. What
// is left at work then ends with the process, as if that had been killed: so whatever
// survives a kill survives this.
func answering(ctx context.Context, do func(context.Context) error) error {
	p := &progressKept{}
	done := make(chan error, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				done <- panicked{r, debug.Stack()}
			}
		}()
		done <- do(context.WithValue(ctx, progressKey{}, p))
	}()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	select {
	case err := <-done:
		return err
	case <-time.After(grace):
		return p.cause(ctx)
	}
}

// panicked is a mistake of ours, as an error.
type panicked struct {
	what  any
	stack []byte
}

func (p panicked) Error() string {
	return fmt.Sprintf("internal error: %v\nPlease report this with the command line and the following lines:\n%s",
		p.what, p.stack)
}

// progressKey is that of the progressKept that goes along with a context.
type progressKey struct{}

// progressKept is what a command has on disk that a later one goes on with, in words.
type progressKept struct {
	mu   sync.Mutex
	what string
}

// keep notes what is on disk from here on.
func keep(ctx context.Context, what string) {
	if p, ok := ctx.Value(progressKey{}).(*progressKept); ok {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.what = what
	}
}

// cause is the error of a command that is left.
func (p *progressKept) cause(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.what == "" {
		return context.Cause(ctx)
	}
	return study.Kept(context.Cause(ctx), p.what)
}

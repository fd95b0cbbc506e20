package cli

import (
	"context"
	"fmt"
	"io"

	"subtype/internal/study"
	"subtype/internal/sweep"
)

// console shows a person how the work goes on.
type console struct {
	ctx     context.Context // knows what is kept, should the command be left
	w       io.Writer
	verbose bool
	bar     *progress // while runs are done
}

func newConsole(ctx context.Context, w io.Writer, verbose bool) *console {
	return &console{ctx: ctx, w: w, verbose: verbose}
}

func (c *console) Note(format string, a ...any) { fmt.Fprintf(c.w, format+"\n", a...) }

func (c *console) Kept(what string) { keep(c.ctx, what) }

func (c *console) Begin(e *study.Estimate, found int) { c.bar = newProgress(c.w, e, found) }

func (c *console) Ran(t sweep.Task, text string) {
	if c.verbose {
		c.bar.line(text)
	}
	c.bar.step(t)
}

func (c *console) End() { c.bar.end() }

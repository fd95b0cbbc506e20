package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"

	"github.com/urfave/cli/v2"

	"subtype/internal/files"
)

// noAnnotations takes annotations away.
const noAnnotations = "none"

func reportCommand(s Streams) *cli.Command {
	o := newOptions()
	asBefore := o.reportFlags()
	for _, f := range asBefore {
		if f, ok := f.(*cli.GenericFlag); ok {
			f.DefaultText = "as before"
		}
	}
	return &cli.Command{
		Name: "report", Usage: "everything after the factorisation anew, from the results alone", ArgsUsage: "DIR",
		Description: "DIR holds the results of run or combine, and becomes what they would have left there with the\n" +
			"flags given here; the matrix is not needed. What is not given stays as it was: the rank or rule,\n" +
			"the figures' formats, the annotations. --rank-rule alone ends a --rank given before, as does\n" +
			"--rank chosen. Fonts are not kept: without --font the built-in one is used.",
		Flags: slices.Concat(asBefore, []cli.Flag{
			&cli.StringFlag{Name: "annotations", Category: inputCategory, Destination: &o.input.annotations, Usage: "table `FILE` about the samples, in place of the one given before; none: without"},
			&cli.BoolFlag{Name: "force", Category: outputCategory, Destination: &o.force,
				Usage: "replace files that were changed since they were written, or write a finished report anew"},
		}, o.processFlags()),
		Action: func(c *cli.Context) error {
			dir, err := onePositional(c, "a folder of results")
			if err != nil {
				return err
			}
			return runReport(c.Context, o, dir, func(name string) bool { return c.IsSet(name) }, s)
		},
	}
}

// runReport makes the report of a finished analysis anew.
func runReport(ctx context.Context, o *options, dir string, given func(string) bool, s Streams) error {
	s = o.begin(s)
	f := &folder{path: dir, in: o.inputs("", nil), force: o.force}
	if _, err := os.Stat(filepath.Join(dir, summaryName)); errors.Is(err, fs.ErrNotExist) ||
		errors.Is(err, syscall.ENOTDIR) {
		return usagef("%s holds no finished analysis: there is no %s", dir, summaryName)
	}
	var err error
	if f.dir, err = files.Open(dir); err != nil {
		return usageError{err}
	}
	defer f.dir.Close()
	if f.lock, err = lockRuns(f.dir, runsName, dir, f.in, s.Err); err != nil {
		return err
	}
	defer f.lock.Release()
	if err := f.readPrevious(); err != nil {
		return err
	}
	if f.previous == nil { // it went meanwhile
		return usagef("%s holds no finished analysis: there is no %s", dir, summaryName)
	}
	old, err := f.restore(o, given)
	if err != nil {
		return err
	}
	rule, err := o.checkRule()
	if err != nil {
		return err
	}
	j := old.job
	if j.fonts, j.font, err = loadFonts(o.font); err != nil {
		return err
	}
	if j.font == "" && f.previous.Font != "" {
		fmt.Fprintf(s.Err, "warning: the figures were drawn with the font %s, which is not kept; without --font they are drawn with the built-in one\n", f.previous.Options["font"])
	}
	f.summary = newSummary(j, o)
	if err := f.claim(namesOf(o)); err != nil {
		return err
	}
	if f.finished(j, o, s) {
		return nil
	}
	found, err := old.runs.Restore(ctx, old.factors, old.scores, rule, o.rank.n, o.threads.n)
	if err != nil {
		return err
	}
	return f.report(ctx, o, j, found, old.there, s)
}

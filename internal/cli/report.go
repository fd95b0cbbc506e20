package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"syscall"

	"github.com/urfave/cli/v2"
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
	f := &folder{path: dir}
	if _, err := os.Stat(f.name(summaryName)); errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		return usagef("%s holds no finished analysis: there is no %s", dir, summaryName)
	}
	var err error
	if f.lock, err = lockRuns(f.name(runsName), dir, s.Err); err != nil {
		return err
	}
	defer f.close()
	data, err := os.ReadFile(f.name(summaryName))
	if err != nil {
		return usageError{err}
	}
	if f.previous, err = readSummary(data); err != nil {
		return usagef("%s holds a %s that is not from this program", dir, summaryName)
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
	if f.finished(j, o, s) {
		return nil
	}
	found, err := old.runs.Restore(ctx, old.factors, old.scores, rule, o.rank.n, o.threads.n)
	if err != nil {
		return err
	}
	return f.report(ctx, o, j, found, old.there, s)
}

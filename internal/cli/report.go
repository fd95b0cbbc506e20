package cli

import (
	"context"
	"slices"

	"github.com/urfave/cli/v2"

	"subtype/internal/study"
	"subtype/internal/usage"
)

// associateCommand is the part of report that is about annotations.
func associateCommand(s Streams) *cli.Command {
	o := newOptions()
	return &cli.Command{
		Name: "associate", Usage: "compare the subtypes of a finished analysis with annotations",
		ArgsUsage: "DIR --annotations FILE",
		Description: "DIR holds the results of run or combine, and becomes what they would have left there with the\n" +
			"annotations given here: the clinical table, survival, agreement with known classes, and the alarm for\n" +
			"subtypes that follow a batch. Nothing is factorised, and the matrix is not needed. It is subtype report\n" +
			"with these flags.",
		Flags: slices.Concat(o.flags(annotationHelps()), []cli.Flag{
			o.forceFlag("replace files that were changed since they were written, or write a finished report anew"),
		}, o.processFlags()),
		Action: func(c *cli.Context) error {
			dir, err := onePositional(c, "a folder of results")
			if err != nil {
				return err
			}
			if !slices.ContainsFunc(annotationSettings, c.IsSet) {
				return usage.Errorf("associate needs annotations, or what to do with those that are there: subtype associate %s "+
					"--annotations FILE", dir)
			}
			return runReport(c.Context, o, dir, c.IsSet, s)
		},
	}
}

// annotationHelps are the flags about annotations where there may be some already.
func annotationHelps() []help {
	helps := []help{{annotationsName, inputCategory, "table `FILE` about the samples, in place of all given " +
		"before; may be given several times; " + study.NoAnnotations + ": without"},
		{annotateName, inputCategory, "columns of annotations that figures show, `NAME,…` in that order"},
		{annotationsKey, inputCategory, "the column `NAME` of that table that holds the samples' names"}}
	for _, h := range inputHelps {
		if h.category == clinicalCategory {
			helps = append(helps, h)
		}
	}
	return helps
}

func reportCommand(s Streams) *cli.Command {
	o := newOptions()
	flags := o.reportFlags()
	for _, f := range flags {
		if f := f.(*cli.GenericFlag); f.Name != "font" {
			f.DefaultText = "as before"
		}
	}
	return &cli.Command{
		Name: "report", Usage: "everything after the factorisation anew, from the results alone", ArgsUsage: "DIR",
		Description: "DIR holds the results of run or combine, and becomes what they would have left there with the\n" +
			"flags given here; the matrix is not needed. What is not given stays as it was: the rank or rule,\n" +
			"the figures' formats, the annotations, the names and sets of genes. --rank-rule alone\n" +
			"ends a --rank given before, as does --rank chosen. Fonts are not kept: without --font the built-in one is used.",
		Flags: slices.Concat(flags, o.flags(annotationHelps()), []cli.Flag{
			o.forceFlag("replace files that were changed since they were written, or write a finished report anew"),
		}, o.processFlags()),
		Action: func(c *cli.Context) error {
			dir, err := onePositional(c, "a folder of results")
			if err != nil {
				return err
			}
			return runReport(c.Context, o, dir, c.IsSet, s)
		},
	}
}

// runReport makes the report of a finished analysis anew.
func runReport(ctx context.Context, o *options, dir string, asked func(string) bool, s Streams) error {
	s, process := o.begin(ctx, s)
	found, err := study.ReportAnew(ctx, dir, o.spec, asked, process)
	return tell(s.Out, found, err)
}

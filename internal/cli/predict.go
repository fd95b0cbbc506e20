package cli

import (
	"context"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"subtype/internal/classify"
	"subtype/internal/predict"
	"subtype/internal/product"
	"subtype/internal/spec"
	"subtype/internal/study"
	"subtype/internal/usage"
)

// nullFlag and drawsFlag are values of flags.
type (
	nullFlag  classify.Null
	drawsFlag int
)

// Set takes one of the words.
func (f *nullFlag) Set(s string) error {
	if !slices.Contains(classify.Nulls(), classify.Null(s)) {
		return usage.Errorf("%q is none of %s", s, nullWords())
	}
	*f = nullFlag(s)
	return nil
}
func (f *nullFlag) String() string { return string(*f) }

func nullWords() string {
	var all []string
	for _, n := range classify.Nulls() {
		all = append(all, string(n))
	}
	return strings.Join(all, ", ")
}

// mostDraws is how many random genes a sample is compared with at most.
const mostDraws = 1_000_000

// Set parses the number.
func (f *drawsFlag) Set(s string) error {
	n, err := spec.ParseCount(s, 100, "")
	if err == nil && n > mostDraws {
		err = usage.Errorf("%q is more than %d", s, mostDraws)
	}
	if err == nil {
		*f = drawsFlag(n)
	}
	return err
}
func (f *drawsFlag) String() string { return (*threads)(f).String() }

func predictCommand(s Streams) *cli.Command {
	o := newOptions()
	null, draws, recentre := nullFlag(classify.Maximum), drawsFlag(1000), false
	var reading []help
	for _, h := range inputHelps {
		annotated := h.name == annotationsName || h.name == annotateName || h.name == annotationsKey
		if h.category == inputCategory && !annotated {
			reading = append(reading, h)
		}
	}
	reading = append(reading, help{"gene-names", predictCategory, "table `FILE` of names of genes, with headings: " +
		"those that the classifier or EXPR has, and those of the other; none: without"})
	flags := slices.Concat(o.flags(reading), []cli.Flag{
		&cli.GenericFlag{Name: "template-null", Category: predictCategory, Value: &null,
			Usage: "what the nearest template is compared with: " + nullWords() + " (maximum: as CMScaller; pooled: as " +
				"Hoshida 2010, smaller p-values)"},
		&cli.GenericFlag{Name: "draws", Category: predictCategory, Value: &draws,
			Usage: "`N` draws of random genes for a p-value"},
		&cli.BoolFlag{Name: "recentre", Category: predictCategory, Destination: &recentre,
			Usage: "give every gene the mean that it had in the training cohort: for 40 samples or more that were measured " +
				"otherwise, and of which each subtype has about the same share as there; else it does harm"},
		o.outFlag("the folder `DIR` for the results (default: name of EXPR up to its first dot + .predict)"),
		o.forceFlag("use a classifier that is not to be trusted, or samples without enough of its genes; replace another " +
			"prediction in DIR"),
	}, o.processFlags())
	return &cli.Command{
		Name: "predict", Usage: "subtypes of other patients, by the classifier of an analysis",
		ArgsUsage: "CLASSIFIER EXPR",
		Description: "CLASSIFIER is the classifier.json of an analysis, or its folder. " + aboutMatrix + "\n\n" +
			"Writes what is said of every sample (predictions.tsv), the nearest templates with their FDR, how the samples\n" +
			"compare with the training cohort (likeness.tsv), and the genes that are missing. What is said of a sample does\n" +
			"not depend on the others, but for the FDR and with --recentre.",
		Flags: flags,
		Action: func(c *cli.Context) error {
			if n := c.Args().Len(); n != 2 {
				return usage.Errorf("predict needs a classifier and an expression matrix, and nothing else: subtype predict %s",
					c.Command.ArgsUsage)
			}
			do := predict.Options{Null: classify.Null(null), Draws: int(draws), Recentre: recentre, Force: o.force}
			return runPredict(c.Context, o, c.Args().Get(0), c.Args().Get(1), do, s)
		},
	}
}

// runPredict predicts, or finds that it was done.
func runPredict(ctx context.Context, o *options, classifier, path string, do predict.Options, s Streams) error {
	s, process := o.begin(ctx, s)
	out, err := o.folderName(path, ".predict")
	if err != nil {
		return err
	}
	in := study.NewInputs(path, s.In, o.spec)
	in.Add(classifier, "the classifier that is read")
	j, err := predict.Open(classifier, path, s.In, o.spec, do, process)
	if err != nil {
		return err
	}
	if err := in.Refuse(out, j.Product().Names...); err != nil {
		return err
	}
	return fill(ctx, out, j.Product(), o.force, process, s, func() ([]product.File, predict.Results, error) {
		p, err := j.Run(ctx)
		if err != nil {
			return nil, predict.Results{}, err
		}
		return p.Files(), p.Results(), nil
	})
}

package cli

import (
	"context"
	"fmt"
	"slices"

	"github.com/urfave/cli/v2"

	"subtype/internal/product"
	"subtype/internal/single"
	"subtype/internal/spec"
	"subtype/internal/study"
	"subtype/internal/usage"
)

// rankOf is the value of --rank where any rank will do.
type rankOf int

// Set parses the rank.
func (r *rankOf) Set(s string) error {
	k, err := spec.ParseCount(s, 1, "")
	if err == nil {
		*r = rankOf(k)
	}
	return err
}

func (r *rankOf) String() string {
	if *r == 0 {
		return ""
	}
	return fmt.Sprint(int(*r))
}

func nmfCommand(s Streams) *cli.Command {
	o := newOptions()
	single.Defaults(o.spec)
	var rank rankOf
	flags := slices.Concat(without(o.inputFlags(), annotationSettings...),
		without(o.factorFlags(), "ranks", "resample", "read", "background"), o.flags([]help{
			{"ranks", factorsCategory, "other ranks to factorise at, for the curve of the error (1 is among them)"},
			{"figures", outputCategory, "formats of the figures, with commas between them: WORDS"}, figureWidthHelp,
			{"font", outputCategory, "TrueType or OpenType `FILE` for the figures"}}),
		[]cli.Flag{&cli.GenericFlag{Name: "rank", Category: factorsCategory, Value: &rank,
			Usage: "the number `K` of metagenes"},
			o.outFlag("the folder `DIR` for the results (default: name of EXPR up to its first dot + .nmf)"),
			o.forceFlag("replace another factorisation in DIR; never files that are not from this command")},
		o.processFlags(), []cli.Flag{&cli.BoolFlag{Name: "verbose", Category: processCategory, Destination: &o.verbose,
			Usage: "print the objective at every check of every run"}})
	return &cli.Command{
		Name: "nmf", Usage: "one factorisation V = WH, without a survey", ArgsUsage: "EXPR --rank K",
		Description: aboutMatrix + "\n\nWrites W (basis.tsv), H (coefficients.tsv), the objective at every check " +
			"(iterations.tsv), a clustered\nheatmap, and plain indices of the number of groups (k_indices.tsv). Values are " +
			"taken as they are unless a\nflag says so. It says nothing about whether groups come again: subtype run does.",
		Flags: flags,
		Action: func(c *cli.Context) error {
			path, err := onePositional(c, "an expression matrix")
			if err != nil {
				return err
			}
			if rank == 0 {
				return usage.Errorf("nmf needs a rank: subtype nmf %s --rank 3", path)
			}
			return runNMF(c.Context, o, path, int(rank), c.IsSet("ranks"), s)
		},
	}
}

// runNMF does one factorisation, or finds that it is there.
func runNMF(ctx context.Context, o *options, path string, rank int, ranksAsked bool, s Streams) error {
	s, process := o.begin(ctx, s)
	out, err := o.folderName(path, ".nmf")
	if err != nil {
		return err
	}
	in := study.NewInputs(path, s.In, o.spec)
	j, err := single.Open(o.spec, rank, ranksAsked, path, s.In, process)
	if err != nil {
		return err
	}
	if err := in.Refuse(out, j.Product().Names...); err != nil {
		return err
	}
	return fill(ctx, out, j.Product(), o.force, process, s, func() ([]product.File, single.Results, error) {
		fit, err := j.Run(ctx, o.verbose)
		if err != nil {
			return nil, single.Results{}, err
		}
		files, results := fit.Files()
		return files, results, nil
	})
}

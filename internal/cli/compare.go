package cli

import (
	"context"
	"slices"

	"github.com/urfave/cli/v2"

	"subtype/internal/compare"
	"subtype/internal/usage"
)

func compareCommand(s Streams) *cli.Command {
	o := newOptions()
	var rankA, rankB rankOf
	rank := func(name, of string, value *rankOf) cli.Flag {
		return &cli.GenericFlag{Name: name, Category: rankCategory, Value: value,
			Usage: "compare the subtypes of " + of + " at this `K` instead of the chosen one"}
	}
	return &cli.Command{
		Name: "compare", Usage: "match the subtypes of two finished analyses", ArgsUsage: "A B -o DIR",
		Description: "A and B are folders of results: of two cohorts, two releases of data, or two settings. Subtypes are " +
			"matched by\ntheir metagenes over the common genes, so that the sum of the correlations is largest; where samples " +
			"are\ncommon, by these too. Whether subtypes come again in the other cohort is measured by the groups of\n" +
			"its samples that are nearest to each: their agreement with its own subtypes, and the in-group proportion (Kapp\n" +
			"and Tibshirani 2007).",
		Flags: slices.Concat([]cli.Flag{rank("rank-a", "A", &rankA), rank("rank-b", "B", &rankB),
			o.outFlag("the folder `DIR` for the results (default: A-B.compare)"),
			o.forceFlag("replace another comparison in DIR")}, o.processFlags()),
		Action: func(c *cli.Context) error {
			if n := c.Args().Len(); n != 2 {
				return usage.Errorf("compare needs two folders of results, and nothing else: subtype compare %s",
					c.Command.ArgsUsage)
			}
			return runCompare(c.Context, o, c.Args().Get(0), c.Args().Get(1), int(rankA), int(rankB), s)
		},
	}
}

// runCompare compares, or finds that it was done.
func runCompare(ctx context.Context, o *options, a, b string, rankA, rankB int, s Streams) error {
	s, process := o.begin(ctx, s)
	if o.out == "" {
		first, err := o.folderName(a, "-")
		if err != nil {
			return err
		}
		if o.out, err = o.folderName(b, ".compare"); err != nil {
			return err
		}
		o.out = first + o.out
	}
	r, digests, err := compare.Open(ctx, a, b, rankA, rankB, process)
	if err != nil {
		return err
	}
	return fill(ctx, o.out, r.Product(digests), o.force, process, s, r.Files)
}

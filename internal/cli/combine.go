package cli

import (
	"context"
	"slices"

	"github.com/urfave/cli/v2"

	"subtype/internal/study"
	"subtype/internal/usage"
)

func combineCommand(s Streams) *cli.Command {
	o := newOptions()
	return &cli.Command{
		Name: "combine", Usage: "from an expression matrix and all shards to what run would have written",
		ArgsUsage: "EXPR SHARD...",
		Description: "EXPR is the matrix that the shards were made from, SHARD each file that factorize wrote, in any\n" +
			"order. What the shards were made with need not be said again, but for the list of --genes.",
		Flags: slices.Concat(o.inputFlags(), o.factorFlags(), o.groupFlags(), o.reportFlags(), o.folderFlags(),
			[]cli.Flag{o.waitFlag()},
			o.processFlags()),
		Action: func(c *cli.Context) error {
			args := c.Args().Slice()
			if len(args) < 2 {
				return usage.Errorf("combine needs an expression matrix and the shards made from it: subtype combine EXPR SHARD...")
			}
			if args[0] == "-" && slices.Contains(args[1:], "-") {
				return usage.Errorf("only one of the matrix and the shards can come from stdin")
			}
			return runCombine(c.Context, o, c.IsSet, args[0], args[1:], s)
		},
	}
}

// runCombine does what run does, with the runs of shards. Flags that decide the runs
// and are not asked for are those that the shards were made with.
func runCombine(ctx context.Context, o *options, asked func(string) bool, path string, names []string,
	s Streams) error {
	s, process := o.begin(ctx, s)
	out, err := o.folderName(path, ".subtype")
	if err != nil {
		return err
	}
	in := study.NewInputs(path, s.In, o.spec)
	for _, name := range names {
		if name == "-" {
			in.AddStdin(s.In)
		} else {
			in.Add(name, "a shard that is read")
		}
	}
	shards := study.ReadShards(names, s.In)
	if err := shards.Adopt(o.spec, asked); err != nil {
		return err
	}
	if err := o.spec.NoAdaptive(); err != nil {
		return err
	}
	if _, err := o.spec.Rule(); err != nil {
		return err
	}
	a, err := study.Open(o.spec, path, s.In, process, true)
	if err != nil {
		return err
	}
	found, err := a.Combine(ctx, shards, out, in)
	return tell(s.Out, found, err)
}

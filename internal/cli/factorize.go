package cli

import (
	"context"
	"fmt"
	"os"
	"slices"

	"github.com/urfave/cli/v2"

	"subtype/internal/spec"
	"subtype/internal/study"
	"subtype/internal/sweep"
	"subtype/internal/usage"
)

// shard is the value of --shard.
type shard sweep.Shard

// Set parses a shard.
func (s *shard) Set(text string) error {
	parsed, err := spec.ParseShard(text)
	if err == nil {
		*s = shard(parsed)
	}
	return err
}

func (s *shard) String() string { return fmt.Sprintf("%d/%d", s.Index, s.Count) }

func factorizeCommand(s Streams) *cli.Command {
	o, part := newOptions(), shard{Index: 1, Count: 1}
	return &cli.Command{
		Name: "factorize", Usage: "the runs of one shard, for combine", ArgsUsage: "EXPR",
		Description: aboutMatrix + "\n\nRuns are kept in FILE.partial as they end, and FILE appears when all of the shard " +
			"are done.\nInterrupted in any way, the same command continues where it stopped.",
		Flags: slices.Concat(without(o.inputFlags(), annotationSettings...), o.factorFlags(),
			[]cli.Flag{
				&cli.GenericFlag{Name: "shard", Category: factorsCategory, Value: &part,
					Usage: "the `PART` of the runs to do, 3/16 or 3-of-16; every run is the same in whatever part it is"},
				o.outFlag("the run log `FILE` to write; - for stdout, where an interrupted shard starts again"),
				o.forceFlag("replace the runs of another analysis in FILE, FILE.partial and FILE.spare"),
				o.waitFlag(),
			}, o.processFlags(), []cli.Flag{o.verboseFlag()}),
		Action: func(c *cli.Context) error {
			path, err := onePositional(c, "an expression matrix")
			if err != nil {
				return err
			}
			if o.out == "" {
				return usage.Errorf("factorize needs -o FILE, where the runs go")
			}
			return runFactorize(c.Context, o, sweep.Shard(part), path, s)
		},
	}
}

// runFactorize does the runs of one shard and writes their log.
func runFactorize(ctx context.Context, o *options, part sweep.Shard, path string, s Streams) error {
	if err := o.spec.NoAdaptive(); err != nil {
		return err
	}
	stdout := raw(s.Out)
	s, process := o.begin(ctx, s)
	in := study.NewInputs(path, s.In, o.spec)
	if info, err := os.Stat(o.out); err == nil && info.IsDir() {
		return usage.Errorf("%s is a folder; choose another -o FILE", o.out)
	}
	a, err := study.Open(o.spec, path, s.In, process, false)
	if err != nil {
		return err
	}
	return a.Factorize(ctx, part, o.out, in, stdout)
}

package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"subtype/internal/runlog"
	"subtype/internal/sweep"
)

// shard is the value of --shard: "3/16" or, as Snakemake names it, "3-of-16".
type shard sweep.Shard

// Set parses a shard.
func (s *shard) Set(text string) error {
	index, count, ok := strings.Cut(text, "/")
	if !ok {
		index, count, ok = strings.Cut(text, "-of-")
	}
	i, err1 := whole(index)
	n, err2 := whole(count)
	if !ok || err1 != nil || err2 != nil || (sweep.Shard{Index: i, Count: n}).Check() != nil {
		return fmt.Errorf("%q: write a shard as 3/16 or 3-of-16, from 1 to %d", text, sweep.MostShards)
	}
	*s = shard{i, n}
	return nil
}

func (s *shard) String() string { return fmt.Sprintf("%d/%d", s.Index, s.Count) }

func factorizeCommand(s Streams) *cli.Command {
	o, part := newOptions(), shard{1, 1}
	input := slices.DeleteFunc(o.input.flags(), func(f cli.Flag) bool { return f.Names()[0] == "annotations" }) // no run depends on them
	return &cli.Command{
		Name: "factorize", Usage: "the runs of one shard, for combine", ArgsUsage: "EXPR",
		Description: aboutMatrix + "\n\nRuns are kept in FILE.partial as they end, and FILE appears when all of the shard are done.\nInterrupted in any way, the same command continues where it stopped.",
		Flags: slices.Concat(input, o.factorFlags(), []cli.Flag{
			&cli.GenericFlag{Name: "shard", Category: factorsCategory, Value: &part, Usage: "the `PART` of the runs to do, 3/16 or 3-of-16; every run is the same in whatever part it is"},
			&cli.StringFlag{Name: "out", Aliases: []string{"o"}, Category: outputCategory, Destination: &o.out, Usage: "the run log `FILE` to write; - for stdout, where an interrupted shard starts again"},
			&cli.BoolFlag{Name: "force", Category: outputCategory, Destination: &o.force, Usage: "replace a FILE, or a FILE.partial, of another analysis"},
			o.waitFlag(),
		}, o.processFlags(), []cli.Flag{o.verboseFlag()}),
		Action: func(c *cli.Context) error {
			path, err := onePositional(c, "an expression matrix")
			if err != nil {
				return err
			}
			if o.out == "" {
				return usagef("factorize needs -o FILE, where the runs go")
			}
			o.input.given(c)
			return o.waiting(c.Context, s.Err, func() error { return runFactorize(c.Context, o, sweep.Shard(part), path, s) })
		},
	}
}

// runFactorize does the runs of one shard and writes their log.
func runFactorize(ctx context.Context, o *options, part sweep.Shard, path string, s Streams) error {
	stdout := raw(s.Out)
	s = o.begin(s)
	j, err := o.open(ctx, path, s)
	if err != nil {
		return err
	}
	h := j.header
	h.Shard = part
	target, through := destination(o.out)
	if through || o.out == "-" {
		target = ""
	}
	if target != "" {
		lock, err := lockRuns(target, o.out, s.Err)
		if err != nil {
			return err
		}
		defer lock.Release()
		if holds(target, h) {
			fmt.Fprintf(s.Err, "%s is complete already: nothing to do\n", o.out)
			return nil
		}
	}
	r, err := openRuns(target, h, o.force, s.Err)
	if err != nil {
		return err
	}
	c, err := r.factorise(ctx, o, j, o.out, s)
	if err != nil {
		return err
	}
	content := func(w io.Writer) error { return r.write(w, c.Records()) }
	if o.out == "-" {
		return content(stdout)
	}
	what := "the runs are kept in " + partialName(target) + ", the same command continues"
	if target != "" {
		keep(ctx, what)
	}
	_, err = writeFile(o.out, content)
	switch {
	case err != nil && target == "":
		return err
	case err != nil:
		return kept{err, what}
	}
	r.clear()
	return nil
}

// holds says whether a file is the finished log of a header.
func holds(path string, h runlog.Header) bool {
	log, err := runlog.ReadFile(path)
	return err == nil && log.ID() == h.ID() && log.SamePlan(h) && log.Shard == h.Shard && log.Torn == 0 && len(lacking(log)) == 0
}

// lacking are the tasks of a log's shard that it does not hold.
func lacking(log *runlog.Log) []sweep.Task {
	there := map[sweep.Task]bool{}
	for _, record := range log.Records {
		there[record.Task] = true
	}
	return slices.DeleteFunc(log.Tasks(), func(t sweep.Task) bool { return there[t] })
}

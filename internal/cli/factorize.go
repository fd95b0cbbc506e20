package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"subtype/internal/files"
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
			&cli.BoolFlag{Name: "force", Category: outputCategory, Destination: &o.force,
				Usage: "replace the runs of another analysis in FILE, FILE.partial and FILE.spare"},
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
			return runFactorize(c.Context, o, sweep.Shard(part), path, s)
		},
	}
}

// runFactorize does the runs of one shard and writes their log.
func runFactorize(ctx context.Context, o *options, part sweep.Shard, path string, s Streams) error {
	stdout := raw(s.Out)
	s = o.begin(s)
	in := o.inputs(path, s.In)
	target, through := destination(o.out)
	if info, err := os.Stat(target); err == nil && info.IsDir() {
		return usagef("%s is a folder; choose another -o FILE", o.out)
	}
	j, err := o.open(ctx, path, s)
	if err != nil {
		return err
	}
	h := j.header
	h.Shard = part
	if !through && o.out != "-" {
		return o.waiting(ctx, s.Err, func() error { return factorizeInto(ctx, o, j, h, target, in, s) })
	}
	if err := in.refuse(target); err != nil {
		return err
	}
	r, err := openRuns(nil, "", h, o.force, s.Err)
	if err != nil {
		return err
	}
	c, err := r.factorise(ctx, o, j, o.out, s)
	if err != nil {
		return err
	}
	content := func(w io.Writer) error { return runlog.Write(w, h, c.Records()) }
	if o.out == "-" {
		return content(stdout)
	}
	return writeThrough(target, content)
}

// factorizeInto does the runs that a file lacks.
func factorizeInto(ctx context.Context, o *options, j *job, h runlog.Header, target string, in inputs,
	s Streams) error {
	dir, err := files.Open(filepath.Dir(target))
	if err != nil {
		return unusable(err)
	}
	defer dir.Close()
	name := filepath.Base(target)
	lock, err := lockRuns(dir, name, o.out, in, s.Err)
	if err != nil {
		return err
	}
	defer lock.Release()
	if log, err := readRuns(dir, name); err == nil && log != nil && holds(log, h) {
		fmt.Fprintf(s.Err, "%s is complete already: nothing to do\n", o.out)
		return nil
	}
	r, err := openRuns(dir, name, h, o.force, s.Err)
	if err != nil {
		return err
	}
	c, err := r.factorise(ctx, o, j, o.out, s)
	if err != nil {
		return err
	}
	what := "the runs are kept in " + dir.Path(partialName(name)) + ", the same command continues"
	keep(ctx, what)
	if _, err := r.save(c.Records(), s.Err); err != nil {
		return kept{err, what}
	}
	return nil
}

// holds says whether a log is the finished one of a header.
func holds(log *runlog.Log, h runlog.Header) bool {
	return log.ID() == h.ID() && log.SamePlan(h) && log.Shard == h.Shard && log.Torn == 0 && len(lacking(log)) == 0
}

// lacking are the tasks of a log's shard that it does not hold.
func lacking(log *runlog.Log) []sweep.Task {
	there := map[sweep.Task]bool{}
	for _, record := range log.Records {
		there[record.Task] = true
	}
	return slices.DeleteFunc(log.Tasks(), func(t sweep.Task) bool { return there[t] })
}

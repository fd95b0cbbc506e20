package cli

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/urfave/cli/v2"

	"subtype/internal/runlog"
	"subtype/internal/survey"
	"subtype/internal/words"
	"subtype/nmf"
	"subtype/rank"
)

func combineCommand(s Streams) *cli.Command {
	o := newOptions()
	decide := append(o.input.flags(), o.factorFlags()...)
	return &cli.Command{
		Name: "combine", Usage: "from an expression matrix and all shards to what run would have written", ArgsUsage: "EXPR SHARD...",
		Description: "EXPR is the matrix that the shards were made from, SHARD each file that factorize wrote, in any\norder. What the shards were made with need not be said again, but for the list of --genes.",
		Flags:       slices.Concat(decide, o.reportFlags(), o.folderFlags(), []cli.Flag{o.waitFlag()}, o.processFlags()),
		Action: func(c *cli.Context) error {
			args := c.Args().Slice()
			if len(args) < 2 {
				return usagef("combine needs an expression matrix and the shards made from it: subtype combine EXPR SHARD...")
			}
			if args[0] == "-" && slices.Contains(args[1:], "-") {
				return usagef("only one of the matrix and the shards can come from stdin")
			}
			o.input.given(c)
			return runCombine(c.Context, o, decide, func(name string) bool { return c.IsSet(name) }, args[0], args[1:], s)
		},
	}
}

// runCombine does what run does, with the runs of shards. Flags that decide the runs
// and are not given are those that the shards were made with.
func runCombine(ctx context.Context, o *options, decide []cli.Flag, given func(string) bool, path string, names []string, s Streams) error {
	s = o.begin(s)
	out, err := o.folderName(path)
	if err != nil {
		return err
	}
	in := o.inputs(path, s.In)
	for _, name := range names {
		if name == "-" {
			in.addStdin(s.In)
		} else {
			in.add(name, "a shard that is read")
		}
	}
	shards := readShards(names, s.In)
	h, ok := reference(shards)
	if ok {
		if err := o.adopt(h, decide, given); err != nil {
			return err
		}
	}
	records, err := gather(shards, h)
	if err != nil {
		return err
	}
	rule, err := o.checkRule()
	if err != nil {
		return err
	}
	j, err := o.open(ctx, path, s)
	if err != nil {
		return err
	}
	if why := different(h, j.header); why != "" {
		return usagef("the shards are of another analysis (%s): their plan digest is %.12s…, this one's %.12s…", why, h.ID(), j.header.ID())
	}
	if !h.SamePlan(j.header) {
		return usagef("the shards are of %s, and asked for are %s", planText(h), planText(j.header))
	}
	c := survey.NewCollector(j.plan)
	for _, record := range records {
		c.Add(record, nmf.Factors{})
	}
	from := words.Plural(len(records), "run") + " from " + words.Plural(len(names), "shard")
	return o.waiting(ctx, s.Err, func() error { return combineInto(ctx, o, j, c, from, out, in, rule, s) })
}

// combineInto makes the folder of results from the runs of all shards.
func combineInto(ctx context.Context, o *options, j *job, c *survey.Collector, from, out string, in inputs,
	rule rank.Named, s Streams) error {
	f, err := openFolder(out, j, o, in, s.Err)
	if err != nil {
		return err
	}
	defer f.close()
	if f.finished(j, o, s) {
		return nil
	}
	r, err := openRuns(f.dir, runsName, j.header, o.force, s.Err)
	if err != nil {
		return err
	}
	r.remedy = "all shards and combine must run on processors of one kind"
	fmt.Fprintf(s.Err, "%s; results go to %s\n", from, out)
	return f.finish(ctx, o, j, r, c, rule, s)
}

// adopt sets the flags that decide the runs, and are not given, to what a run log
// was made with.
func (o *options) adopt(h runlog.Header, decide []cli.Flag, given func(string) bool) error {
	r := ranks(h.Ranks)
	fields := append(slices.Clone(h.Fields), runlog.Field{Name: "ranks", Value: r.String()}, runlog.Field{Name: "restarts", Value: strconv.Itoa(h.Restarts)})
	for _, f := range fields {
		switch f.Name {
		case inputField, numericsField, valuesField:
			continue
		case "genes":
			if !given(f.Name) {
				return usagef("the shards were made with --genes %s: give it again", f.Value)
			}
		case "top-genes":
			o.input.topGenesGiven = true
		case "duplicates": // --strict let the shards be made, however they came to it
			o.input.duplicatesGiven = true
		}
		if given(f.Name) {
			continue
		}
		if err := setOption(decide, f.Name, f.Value); err != nil {
			return usagef("the shards were made with --%s %s, by another version of this program: %w", f.Name, f.Value, err)
		}
	}
	return nil
}

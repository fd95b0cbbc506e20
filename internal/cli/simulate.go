package cli

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strconv"

	"github.com/urfave/cli/v2"

	"subtype/internal/simulate"
	"subtype/internal/study"
	"subtype/internal/usage"
	"subtype/internal/words"
)

const (
	valuesCategory = "The matrix"
	truthCategory  = "What it holds"
)

func simulateCommand(s Streams) *cli.Command {
	o := newOptions()
	data := simulate.Default()
	return &cli.Command{
		Name: "simulate", Usage: "write an expression matrix whose groups are known, or that has none", ArgsUsage: " ",
		Description: "Writes into DIR the matrix (" + simulate.MatrixName + "), the samples' groups, batches and factors (" +
			simulate.TruthName + "),\nwhich genes mark which group (" + simulate.GenesName + "), and the options (" +
			simulate.AboutName + "). Then:\n\n   subtype run DIR/" + simulate.MatrixName + " --annotations DIR/" +
			simulate.TruthName +
			"\n\nOn the scale of log2 a value is the gene's level + the effect of the sample's group + factors,\nbatch and " +
			"noise: docs/simulate.md. The same options give the same bytes.",
		Flags: append(simulationFlags(&data),
			&cli.StringFlag{Name: "out", Aliases: []string{"o"}, Category: outputCategory, Destination: &o.out,
				Usage: "the folder `DIR` for the files; made when absent"},
			&cli.BoolFlag{Name: "force", Category: outputCategory, Destination: &o.force,
				Usage: "replace another simulated data set in DIR; never files that are not from this command"},
			&cli.BoolFlag{Name: "quiet", Category: processCategory, Destination: &o.quiet, Usage: "print errors only"}),
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return usage.Errorf("simulate takes no argument, and %q is one: say -o DIR", c.Args().First())
			}
			if o.out == "" {
				return usage.Errorf("say where the files go: subtype simulate -o DIR")
			}
			if o.quiet {
				s.Out = io.Discard
			}
			return runSimulate(c.Context, data, o.out, o.force, s)
		},
	}
}

// simulationFlags are a flag for every option.
func simulationFlags(o *simulate.Options) []cli.Flag {
	var flags []cli.Flag
	for _, p := range simulate.Parameters() {
		category := truthCategory
		if p.Matrix {
			category = valuesCategory
		}
		if p.Switch {
			flags = append(flags, &cli.BoolFlag{Name: p.Name, Category: category, Usage: p.Usage,
				Action: func(_ *cli.Context, on bool) error { return p.Set(o, strconv.FormatBool(on)) }})
			continue
		}
		flags = append(flags, &cli.GenericFlag{Name: p.Name, Category: category, Usage: p.Usage,
			Value: &simulated{o, p}})
	}
	return flags
}

// simulated is the value of a flag: an option of the simulation.
type simulated struct {
	options   *simulate.Options
	parameter simulate.Parameter
}

// Set gives the option a value.
func (v *simulated) Set(s string) error { return v.parameter.Set(v.options, s) }

func (v *simulated) String() string {
	if v.options == nil {
		return ""
	}
	return v.parameter.Get(v.options)
}

// runSimulate writes a data set, or finds that it is there.
func runSimulate(ctx context.Context, o simulate.Options, out string, force bool, s Streams) error {
	set, err := simulate.New(o)
	if err != nil {
		return usage.Wrap(err)
	}
	f, err := openProduct(out, set.Product(study.Version), force)
	if err != nil {
		return err
	}
	defer f.Close()
	path := filepath.Join(out, simulate.MatrixName)
	if f.Complete() {
		fmt.Fprintf(s.Out, "%s is there already\n", path)
		return nil
	}
	if err := f.Write(ctx, set.Files(ctx), nil); err != nil {
		return err
	}
	groups := "no groups"
	if o.Groups > 1 {
		groups = words.Plural(o.Groups, "group")
	}
	_, err = fmt.Fprintf(s.Out, "%s: %s × %s, %s\n", path, words.Plural(o.Genes, "gene"),
		words.Plural(o.Samples, "sample"), groups)
	return err
}

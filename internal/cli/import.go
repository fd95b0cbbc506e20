package cli

import (
	"context"
	"slices"

	"github.com/urfave/cli/v2"

	"subtype/internal/imported"
	"subtype/internal/study"
	"subtype/internal/usage"
)

func importCommand(s Streams) *cli.Command {
	o := newOptions()
	return &cli.Command{
		Name: "import", Usage: "from runs of R's NMF package or of cNMF to a report",
		ArgsUsage: "EXPR RUNS",
		Description: "EXPR is the matrix that was factorised, RUNS the folder that convert/from-r-nmf.R or\n" +
			"convert/from-cnmf.py wrote of the runs. Values are taken as they are, of the genes that the runs\n" +
			"have. Whether subtypes come again in other patients is not known of such runs.",
		Flags: slices.Concat(o.inputFlags(), o.groupFlags(), o.reportFlags(), o.folderFlags(), o.processFlags()),
		Action: func(c *cli.Context) error {
			args := c.Args().Slice()
			if len(args) != 2 {
				return usage.Errorf("import needs an expression matrix and a folder of runs: subtype import EXPR RUNS")
			}
			return runImport(c.Context, o, c.IsSet, args[0], args[1], s)
		},
	}
}

// runImport does what run does, with runs of another program.
func runImport(ctx context.Context, o *options, asked func(string) bool, path, folder string, s Streams) error {
	s, process := o.begin(ctx, s)
	out, err := o.folderName(path, ".subtype")
	if err != nil {
		return err
	}
	runs, err := imported.Read(folder)
	if err != nil {
		return err
	}
	if err := runs.Adopt(o.spec, asked); err != nil {
		return err
	}
	in := study.NewInputs(path, s.In, o.spec)
	for _, file := range append(runs.Files, folder) {
		in.Add(file, "part of the runs that are read")
	}
	found, err := study.Import(ctx, o.spec, path, s.In, process, runs, out, in)
	return tell(s.Out, found, err)
}

package cli

import (
	"context"
	"io"
	"slices"

	"github.com/urfave/cli/v2"

	"subtype/internal/study"
)

const aboutMatrix = "EXPR is an expression matrix, genes in rows and samples in columns: text with tabs,\n" +
	"commas, semicolons or blanks, a workbook (xlsx, ods), GCT, a GEO series matrix, AnnData (.h5ad),\n" +
	"10x Genomics' .h5, Parquet, or a folder of MatrixMarket files; plain or in gzip, zstd, xz, bzip2 or zip; - for stdin."

func runCommand(s Streams) *cli.Command {
	o := newOptions()
	return &cli.Command{
		Name: "run", Usage: "from an expression matrix to a report, in one process", ArgsUsage: "EXPR",
		Description: aboutMatrix + "\n\nInterrupted in any way, the same command continues where it stopped. With more " +
			"ranks or\nrestarts it adds the runs that are not there yet. A finished analysis is not done again.",
		Flags: slices.Concat(o.inputFlags(), o.factorFlags(), o.groupFlags(), o.reportFlags(), o.folderFlags(),
			o.processFlags(),
			[]cli.Flag{o.verboseFlag()}),
		Action: func(c *cli.Context) error {
			path, err := onePositional(c, "an expression matrix")
			if err != nil {
				return err
			}
			return runRun(c.Context, o, path, s)
		},
	}
}

// runRun does the whole job: read, factorise, choose, report.
func runRun(ctx context.Context, o *options, path string, s Streams) error {
	s, process := o.begin(ctx, s)
	out, err := o.folderName(path, ".subtype")
	if err != nil {
		return err
	}
	if _, err := o.spec.Rule(); err != nil {
		return err
	}
	in := study.NewInputs(path, s.In, o.spec)
	a, err := study.Open(o.spec, path, s.In, process, true)
	if err != nil {
		return err
	}
	found, err := a.Run(ctx, out, in)
	return tell(s.Out, found, err)
}

// tell prints what was found, if that could be.
func tell(w io.Writer, found string, err error) error {
	if err == nil {
		_, err = io.WriteString(w, found)
	}
	return err
}

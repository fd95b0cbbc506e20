package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"subtype/internal/expr"
	"subtype/internal/expr/finding"
	"subtype/internal/survey"
	"subtype/internal/words"
	"subtype/rank"
	"subtype/report"
)

const aboutMatrix = "EXPR is an expression matrix, genes in rows and samples in columns: text with tabs,\ncommas, semicolons or blanks, an Excel workbook, GCT, a GEO series matrix, or a folder of\nMatrixMarket files; plain or in gzip, zstd, xz, bzip2 or zip; - for stdin."

func runCommand(s Streams) *cli.Command {
	o := newOptions()
	return &cli.Command{
		Name: "run", Usage: "from an expression matrix to a report, in one process", ArgsUsage: "EXPR",
		Description: aboutMatrix + "\n\nInterrupted in any way, the same command continues where it stopped. With more ranks or\nrestarts it adds the runs that are not there yet. A finished analysis is not done again.",
		Flags:       slices.Concat(o.input.flags(), o.factorFlags(), o.reportFlags(), o.folderFlags(), o.processFlags(), []cli.Flag{o.verboseFlag()}),
		Action: func(c *cli.Context) error {
			path, err := onePositional(c, "an expression matrix")
			if err != nil {
				return err
			}
			o.input.given(c)
			return runRun(c.Context, o, path, s)
		},
	}
}

// runRun does the whole job: read, factorise, choose, report.
func runRun(ctx context.Context, o *options, path string, s Streams) error {
	s = o.begin(s)
	out, err := o.folderName(path)
	if err != nil {
		return err
	}
	rule, err := o.checkRule()
	if err != nil {
		return err
	}
	in := o.inputs(path, s.In)
	j, err := o.open(ctx, path, s)
	if err != nil {
		return err
	}
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
	collector, err := r.factorise(ctx, o, j, out, s)
	if err != nil {
		return err
	}
	return f.finish(ctx, o, j, r, collector, rule, s)
}

// finished says so when there is nothing to do.
func (f *folder) finished(j *job, o *options, s Streams) bool {
	if o.force || !f.complete(j.inputFile(o.annotationsName())) {
		return false
	}
	fmt.Fprintf(s.Err, "%s holds this analysis already, complete: nothing to do\n", f.path)
	f.previous.print(s.Out, f.path)
	return true
}

// allKept is what can be said once no run is left to be done.
const allKept = "all runs are kept, the same command continues"

// finish does everything after the factorisation: the survey, the run log in its
// final form, and the report.
func (f *folder) finish(ctx context.Context, o *options, j *job, r *runs, c *survey.Collector, rule rank.Named, s Streams) error {
	keep(ctx, allKept)
	found, err := c.Survey(ctx, j.v, rule, o.rank.n, o.threads.n)
	if errors.Is(err, survey.ErrNotReproduced) {
		return fmt.Errorf("%w; %s", err, r.remedy)
	}
	if err != nil {
		return kept{err, allKept}
	}
	j.v = nil // nobody needs the matrix any more
	debug.FreeOSMemory()
	// Only now, so that runs which cannot be reproduced never enter the folder.
	digest, err := r.save(c.Records(), s.Err)
	if err != nil {
		return kept{err, allKept}
	}
	return f.report(ctx, o, j, found, map[string]string{runsName: digest}, s)
}

// report writes what people read, but for the files that are there already.
func (f *folder) report(ctx context.Context, o *options, j *job, found *survey.Survey, there map[string]string, s Streams) error {
	keep(ctx, allKept)
	_, all := o.list()
	study := j.study(all)
	study.Survey = found
	files := slices.DeleteFunc(append(study.Files(o.figures), j.inputFile(o.annotationsName())), func(file report.File) bool {
		_, ok := there[file.Name]
		return ok
	})
	if err := f.writeStudy(ctx, study, files, there, o.threads.n, s.Err); err != nil {
		return kept{err, allKept}
	}
	f.summary.print(s.Out, f.path)
	return nil
}

// annotationsName is the base name of the file of --annotations.
func (o *options) annotationsName() string {
	if o.input.annotations == "" {
		return ""
	}
	return shownName(o.input.annotations)
}

// folderName is -o, or made from the name of the input.
func (o *options) folderName(path string) (string, error) {
	if o.out != "" {
		return o.out, nil
	}
	if path == "-" {
		return "", usagef("with the matrix from stdin, say where the results go: -o DIR")
	}
	base, _, _ := strings.Cut(filepath.Base(path), ".")
	if base == "" {
		return "", usagef("%s gives no name for the results: say -o DIR", path)
	}
	return base + ".subtype", nil
}

// announceInput says what was read and what deserves a look.
func announceInput(w io.Writer, m *expr.Matrix, more finding.Findings) {
	fmt.Fprintf(w, "%s: %s × %s (%s); %s in %s go on\n", m.Name, words.Plural(m.Read.Genes, "gene"), words.Plural(m.Read.Samples, "sample"), m.Format,
		m.RowsText(), words.Plural(len(m.Samples), "sample"))
	const most = 8
	warnings := 0
	for _, f := range slices.Concat(m.Findings, more) {
		if f.Severity != finding.Warning {
			continue
		}
		if warnings++; warnings <= most {
			fmt.Fprintf(w, "warning: %s:%s\n", m.Name, f)
		}
	}
	if warnings > most {
		fmt.Fprintf(w, "and %s more; the report lists all\n", words.Plural(warnings-most, "warning"))
	}
}

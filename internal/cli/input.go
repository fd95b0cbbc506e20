package cli

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"subtype/internal/expr"
	"subtype/internal/expr/annotation"
	"subtype/internal/expr/finding"
	"subtype/internal/expr/names"
	"subtype/report"
)

// inputOptions say how the matrix is read and prepared; `run` and `check` share
// them.
type inputOptions struct {
	readingOptions
	duplicates, missing, log2 choice
	negatives, filter         choice
	dropEmptySamples, renameDuplicateSamples,
	fixExcelGenes, strict bool
	topGenes           count
	genes, annotations string

	topGenesGiven, duplicatesGiven bool
	names                          []string // of --genes, once read: it may be a pipe
}

func newInputOptions() *inputOptions {
	return &inputOptions{
		readingOptions: newReadingOptions(),
		duplicates:     oneOf(expr.DuplicatesPolicies...), missing: oneOf(expr.MissingPolicies...), log2: oneOf("no", "yes"),
		negatives: oneOf(expr.NegativesPolicies...), filter: oneOf(expr.Filters...),
		topGenes: count{n: 5000, min: 1, zero: "all"},
	}
}

const (
	inputCategory   = "Reading the matrix"
	prepareCategory = "Preparing it"
	factorsCategory = "Factorisation"
	rankCategory    = "Choosing the number of subtypes"
	outputCategory  = "Output"
	processCategory = "How it runs"
)

func (o *inputOptions) flags() []cli.Flag {
	list := func(c *choice) string { return strings.Join(c.allowed, ", ") }
	return append(o.readingOptions.flags(), []cli.Flag{
		&cli.GenericFlag{Name: "duplicates", Category: prepareCategory, Value: &o.duplicates, Usage: "genes with one name: " + list(&o.duplicates)},
		&cli.GenericFlag{Name: "missing", Category: prepareCategory, Value: &o.missing, Usage: "missing values: " + list(&o.missing) + " (knn: from the 10 genes most alike; mask: left out of account)"},
		&cli.GenericFlag{Name: "log2", Category: prepareCategory, Value: &o.log2, Usage: "take log2(x+1): yes, no"},
		&cli.GenericFlag{Name: "negatives", Category: prepareCategory, Value: &o.negatives, Usage: "negative values: " + list(&o.negatives)},
		&cli.BoolFlag{Name: "drop-empty-samples", Category: prepareCategory, Destination: &o.dropEmptySamples, Usage: "leave out samples whose values are all 0 or missing instead of refusing them"},
		&cli.BoolFlag{Name: "rename-duplicate-samples", Category: prepareCategory, Destination: &o.renameDuplicateSamples, Usage: "number samples of one name (S, S.1, S.2) instead of refusing them"},
		&cli.BoolFlag{Name: "fix-excel-genes", Category: prepareCategory, Destination: &o.fixExcelGenes, Usage: "read gene names that a spreadsheet turned into dates (2-Sep) as the gene meant (SEPTIN2), where that is certain"},
		&cli.BoolFlag{Name: "strict", Category: prepareCategory, Destination: &o.strict, Usage: "refuse whatever would be repaired without having been asked for"},
		&cli.GenericFlag{Name: "top-genes", Category: prepareCategory, Value: &o.topGenes, Usage: "keep the `N` most variable genes, or all"},
		&cli.GenericFlag{Name: "filter", Category: prepareCategory, Value: &o.filter, Usage: "the measure of variability: " + list(&o.filter)},
		&cli.StringFlag{Name: "genes", Category: prepareCategory, Destination: &o.genes, Usage: "keep only the genes named in `FILE`, one a line; all of them unless --top-genes is given too"},
		&cli.StringFlag{Name: "annotations", Category: inputCategory, Destination: &o.annotations, Usage: "table `FILE` about the samples, first column their names; shown beside the results, never used in the computation"},
	}...)
}

// report lists the options that results depend on, as given or by default.
func (o *inputOptions) report() []report.Option {
	out := append(o.readingOptions.report(), []report.Option{
		{Name: "duplicates", Value: o.duplicates.value}, {Name: "missing", Value: o.missing.value}, {Name: "log2", Value: o.log2.value},
		{Name: "negatives", Value: o.negatives.value}, {Name: "drop-empty-samples", Value: fmt.Sprint(o.dropEmptySamples)},
		{Name: "rename-duplicate-samples", Value: fmt.Sprint(o.renameDuplicateSamples)}, {Name: "fix-excel-genes", Value: fmt.Sprint(o.fixExcelGenes)}, {Name: "strict", Value: fmt.Sprint(o.strict)},
		{Name: "top-genes", Value: o.topGenes.String()}, {Name: "filter", Value: o.filter.value},
	}...)
	if o.genes != "" {
		out = append(out, report.Option{Name: "genes", Value: shownName(o.genes)})
	}
	return out
}

// given notes which flags were set, where that makes a difference.
func (o *inputOptions) given(c *cli.Context) {
	o.topGenesGiven, o.duplicatesGiven = c.IsSet("top-genes"), c.IsSet("duplicates")
}

// load reads and prepares the matrix for ranks up to mostRank, and joins the
// annotations.
func (o *inputOptions) load(path string, stdin io.Reader, mostRank int) (*expr.Matrix, []annotation.Column, error) {
	prepare := expr.Options{
		MinSamples: 3, MinGenes: 2, MostRank: mostRank, // what rank 2 needs
		Missing: o.missing.value, Log2: o.log2.value == "yes", Negatives: o.negatives.value,
		DropEmptySamples: o.dropEmptySamples, RenameDuplicateSamples: o.renameDuplicateSamples, FixExcelGenes: o.fixExcelGenes, Strict: o.strict,
		Filter: o.filter.value, TopGenes: o.topGenes.n,
	}
	if o.duplicatesGiven {
		prepare.Duplicates = o.duplicates.value
	}
	if o.genes != "" {
		if o.names == nil {
			var err error
			if o.names, err = readNames(o.genes); err != nil {
				return nil, nil, err
			}
		}
		prepare.Only = o.names
		if !o.topGenesGiven {
			prepare.TopGenes, o.topGenes.n = 0, 0
		}
	}
	m, err := o.read(path, stdin, prepare)
	if err != nil {
		return nil, nil, err
	}
	annotations, err := o.annotate(m)
	return m, annotations, err
}

// held is how much of a matrix is held at once while it is read: the genes kept, or
// all where these options need it whole.
func (o *inputOptions) held(m *expr.Matrix) finding.Size {
	if o.topGenes.n == 0 || o.negatives.value == "rank" || o.missing.value == "knn" || o.orientation == "genes-in-columns" {
		return m.Read
	}
	return finding.Size{Genes: len(m.Genes), Samples: len(m.Samples)}
}

// annotate joins --annotations, or takes those the matrix brought along.
func (o *inputOptions) annotate(m *expr.Matrix) ([]annotation.Column, error) {
	if o.annotations == "" {
		return m.Annotations, nil
	}
	a, err := o.readAnnotations(o.annotations)
	if err != nil {
		return nil, err
	}
	name := shownName(o.annotations)
	columns, found, err := a.Join(name, annotation.Samples{Names: m.Samples, InFile: m.FileSamples, Format: m.Format}, o.strict)
	m.Findings = append(m.Findings, found...)
	return append(append([]annotation.Column(nil), m.Annotations...), columns...), err
}

// openFile opens an input file with a message that says what to do.
func openFile(path string) (*os.File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, usageError{err}
	}
	info, err := f.Stat()
	if err == nil && info.IsDir() {
		err = fmt.Errorf("%s is a folder; give a file", path)
	}
	if err != nil {
		f.Close()
		return nil, usageError{err}
	}
	return f, nil
}

// readNames reads the names of --genes.
func readNames(path string) ([]string, error) {
	f, err := openFile(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return names.ReadList(shownName(path), f, "")
}

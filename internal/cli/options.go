package cli

import (
	"context"
	"io"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"subtype/internal/spec"
	"subtype/internal/study"
	"subtype/internal/usage"
)

// options are all that the flags of a command say.
type options struct {
	spec *spec.Spec // what is asked for

	out                  string
	force                bool
	threads              threads
	quiet, verbose, wait bool
}

func newOptions() *options {
	return &options{spec: spec.New(), threads: threads(runtime.GOMAXPROCS(0))}
}

// threads is the value of --threads.
type threads int

// Set parses the number.
func (t *threads) Set(s string) error {
	n, err := spec.ParseCount(s, 1, "")
	if err == nil {
		*t = threads(n)
	}
	return err
}

func (t *threads) String() string { return strconv.Itoa(int(*t)) }

// begin does what every command does first: it bounds the processors, of which more than
// there are would only take memory, and leaves to --quiet what it wants.
func (o *options) begin(ctx context.Context, s Streams) (Streams, study.Process) {
	o.threads = threads(min(int(o.threads), runtime.NumCPU()))
	runtime.GOMAXPROCS(int(o.threads))
	if o.quiet {
		s.Out, s.Err = io.Discard, io.Discard // errors are printed by Run itself
	}
	return s, study.Process{Threads: int(o.threads), Force: o.force, Wait: o.wait,
		Progress: newConsole(ctx, s.Err, o.verbose)}
}

// folderName is -o, or made from the name of the input and an ending.
func (o *options) folderName(path, ending string) (string, error) {
	if o.out != "" {
		return o.out, nil
	}
	if path == "-" {
		return "", usage.Errorf("with the matrix from stdin, say where the results go: -o DIR")
	}
	base, _, _ := strings.Cut(filepath.Base(path), ".")
	if base == "" {
		return "", usage.Errorf("%s gives no name for the results: say -o DIR", path)
	}
	return base + ending, nil
}

// Categories of flags.
const (
	inputCategory    = "Reading the matrix"
	prepareCategory  = "Preparing it"
	kindsCategory    = "Several kinds of data"
	factorsCategory  = "Factorisation"
	rankCategory     = "Choosing the number of subtypes"
	predictCategory  = "Prediction"
	outputCategory   = "Output"
	clinicalCategory = "What it means for the patients"
	processCategory  = "How it runs"
)

func (o *options) outFlag(usage string) cli.Flag {
	return &cli.StringFlag{Name: "out", Aliases: []string{"o"}, Category: outputCategory, Destination: &o.out,
		Usage: usage}
}

func (o *options) forceFlag(usage string) cli.Flag {
	return &cli.BoolFlag{Name: "force", Category: outputCategory, Destination: &o.force, Usage: usage}
}

func (o *options) folderFlags() []cli.Flag {
	return []cli.Flag{
		o.outFlag("the folder `DIR` for the results; made when absent (default: name of EXPR up to its first dot + " +
			".subtype)"),
		o.forceFlag("replace in DIR the results of another analysis, and files that were changed since they were written; " +
			"or write a finished report anew"),
	}
}

func (o *options) processFlags() []cli.Flag {
	return []cli.Flag{
		&cli.GenericFlag{Name: "threads", Category: processCategory, Value: &o.threads,
			DefaultText: "those that the process may use",
			Usage:       "`N` processors at most, of those that there are; changes no result"},
		&cli.BoolFlag{Name: "quiet", Category: processCategory, Destination: &o.quiet, Usage: "print errors only"},
	}
}

func (o *options) verboseFlag() cli.Flag {
	return &cli.BoolFlag{Name: "verbose", Category: processCategory, Destination: &o.verbose,
		Usage: "print every run as it ends"}
}

func (o *options) waitFlag() cli.Flag {
	return &cli.BoolFlag{Name: "wait", Category: processCategory, Destination: &o.wait,
		Usage: "where another process does the same work, wait until it ends, then go on from there"}
}

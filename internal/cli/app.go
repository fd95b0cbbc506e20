// Package cli is the command line: flags in, calls of the packages that do the
// work, files and messages out. Arithmetic lives elsewhere.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/urfave/cli/v2"

	"subtype/internal/expr/finding"
	"subtype/internal/files"
	"subtype/internal/study"
	"subtype/internal/usage"
)

// Exit codes.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitInterrupted = 130 // SIGINT
	exitTerminated  = 143 // SIGTERM
)

// Streams are what a command reads and writes beside files.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
}

// interrupted is the cause of a context ended by a signal.
type interrupted struct{ signal os.Signal }

func (i interrupted) Error() string {
	if i.signal == syscall.SIGTERM {
		return "interrupted by SIGTERM"
	}
	return "interrupted by SIGINT"
}

// garbage is how much memory may be taken by what is not used any more, in percent of what
// is, unless the environment says otherwise. Collecting costs little here: what takes room
// are numbers, among which there is nothing to follow.
const garbage = 25

// Main runs the program with signals bound to a context and returns its exit
// code.
func Main(args []string) int {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbage)
	}
	ctx, cancel := context.WithCancelCause(context.Background())
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		cancel(interrupted{<-signals})
		if <-signals == syscall.SIGTERM { // a second one does not wait
			os.Exit(exitTerminated)
		}
		os.Exit(exitInterrupted)
	}()
	code := Run(ctx, args, Streams{os.Stdin, os.Stdout, os.Stderr})
	files.Abandon()
	return code
}

// Run runs one command and returns its exit code, soon after the context has ended
// whatever the command is doing.
func Run(ctx context.Context, args []string, s Streams) int {
	stdout := &output{w: s.Out}
	s.Out, s.Err = shown{stdout}, shown{s.Err}
	err := answering(ctx, func(ctx context.Context) error {
		app := newApp(s)
		ordered, err := permute(app, args)
		if err != nil {
			return err
		}
		return app.RunContext(ctx, ordered)
	})
	switch lost := stdout.lost(); {
	case lost == nil || errors.Is(err, lost):
	case err == nil:
		err = lost
	default:
		fmt.Fprintf(s.Err, "subtype: %v\n", lost)
	}
	return finish(ctx, s.Err, err)
}

// finish prints an error, once, and says with which code to end.
func finish(ctx context.Context, w io.Writer, err error) int {
	if err == nil {
		return exitDone
	}
	var signal interrupted
	var kept study.KeptError
	if errors.Is(err, context.Canceled) || errors.As(err, &signal) {
		if errors.As(context.Cause(ctx), &signal) {
			what := "the same command starts anew"
			if errors.As(err, &kept) {
				what = kept.What
			}
			fmt.Fprintf(w, "subtype: %v; %s\n", signal, what)
			if signal.signal == syscall.SIGTERM {
				return exitTerminated
			}
		}
		return exitInterrupted
	}
	var refusal *finding.Refusal
	var usage usage.Error
	switch {
	case errors.As(err, &refusal):
		fmt.Fprintln(w, refusal)
		return exitUsage
	case errors.As(err, &usage):
		fmt.Fprintf(w, "subtype: %v\n", err)
		return exitUsage
	}
	if errors.As(err, &kept) {
		err = fmt.Errorf("%w; %s", err, kept.What)
	}
	fmt.Fprintf(w, "subtype: %v\n", err)
	return exitFailed
}

func newApp(s Streams) *cli.App {
	cli.VersionPrinter = func(*cli.Context) { fmt.Fprintf(s.Out, "subtype %s\n", study.Version) }
	app := &cli.App{
		Name:  "subtype",
		Usage: "find molecular subtypes of tumours in a gene-expression matrix",
		UsageText: "subtype run EXPR [--ranks 2-6] [-o DIR]\nsubtype check EXPR\nsubtype factorize EXPR --shard 3/16 -o " +
			"FILE\nsubtype combine EXPR SHARD... -o DIR\nsubtype import EXPR RUNS -o " +
			"DIR\nsubtype report DIR [--rank K] [--annotations FILE]\nsubtype " +
			"associate DIR --annotations FILE\nsubtype nmf EXPR " +
			"--rank K\nsubtype predict CLASSIFIER EXPR\nsubtype compare A B\nsubtype " +
			"simulate -o DIR [--groups N]",
		Description: "Factorises the matrix many times from random starts at each rank k (non-negative matrix\n" +
			"factorisation), builds consensus matrices, chooses k, assigns every sample to a subtype, and\n" +
			"writes an Excel report with heatmaps, figures and tables.\n\n" +
			"Exit codes: 0 done; 1 the analysis failed; 2 wrong usage or unusable input, nothing written;\n" +
			"130, 143 interrupted by SIGINT, SIGTERM; the same command continues.",
		Version:         study.Version,
		Reader:          s.In,
		Writer:          s.Out,
		ErrWriter:       s.Err,
		HideHelpCommand: true,
		ExitErrHandler:  func(*cli.Context, error) {}, // Run decides
		OnUsageError: func(_ *cli.Context, err error, _ bool) error {
			return usage.Errorf("%s", strings.Replace(err.Error(), " for flag -", " for --", 1)) // the library's one dash
		},
		Action: func(*cli.Context) error {
			return usage.Errorf("which command? Try: subtype run EXPR --ranks 2-6, or subtype --help")
		},
		Commands: []*cli.Command{runCommand(s), checkCommand(s), factorizeCommand(s), combineCommand(s),
			importCommand(s), reportCommand(s),
			associateCommand(s),
			nmfCommand(s), predictCommand(s), compareCommand(s), simulateCommand(s)},
	}
	app.Commands = append(app.Commands, completionCommand(s, app), manCommand(s, app), versionsCommand(s))
	for _, c := range app.Commands {
		c.HideHelpCommand = true
		c.OnUsageError = app.OnUsageError
	}
	return app
}

// onePositional returns the command's only argument.
func onePositional(c *cli.Context, what string) (string, error) {
	switch c.Args().Len() {
	case 0:
		return "", usage.Errorf("%s needs %s: subtype %s %s", c.Command.Name, what, c.Command.Name, c.Command.ArgsUsage)
	case 1:
		return c.Args().First(), nil
	}
	return "", usage.Errorf("%s takes one argument, and %s is one too many", c.Command.Name,
		strings.Join(quoted(c.Args().Slice()[1:]), ", "))
}

func quoted(args []string) []string {
	out := make([]string, len(args))
	for i, a := range args {
		out[i] = fmt.Sprintf("%q", a)
	}
	return out
}

package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"subtype/internal/expr"
	"subtype/internal/survey"
	"subtype/internal/sweep"
	"subtype/nmf"
	"subtype/rank"
	"subtype/report"
)

// runOptions are the flags of `subtype run`.
type runOptions struct {
	input *inputOptions

	ranks         ranks
	restarts      count
	algorithm     choice
	init, stop    choice
	maxIterations count
	scale         choice
	seed          seed

	rank     count // forced; 0: by the rule
	rankRule choice

	out     string
	force   bool
	figures formats
	font    string

	threads        count
	quiet, verbose bool
}

// perAlgorithm leaves a setting to the algorithm.
const perAlgorithm = "auto"

func newRunOptions() *runOptions {
	var methods, rules []string
	stops, scales := []string{perAlgorithm}, []string{perAlgorithm}
	for _, r := range nmf.StopRules() {
		stops = append(stops, r.Name)
	}
	for _, m := range nmf.Methods() {
		methods = append(methods, m.Name())
	}
	for _, r := range rank.Rules() {
		rules = append(rules, r.Name)
	}
	for _, s := range nmf.Scales() {
		scales = append(scales, string(s))
	}
	return &runOptions{
		input: newInputOptions(), ranks: ranks{2, 3, 4, 5, 6}, restarts: count{n: 50, min: 1},
		algorithm: oneOf(methods...), init: oneOf("random", "nndsvd"), stop: oneOf(stops...),
		maxIterations: count{n: nmf.DefaultMaxIter, min: 1}, scale: oneOf(scales...), seed: 1,
		rank: count{min: 2, zero: "chosen"}, rankRule: oneOf(rules...),
		figures: figureFormats, threads: count{n: runtime.GOMAXPROCS(0), min: 1},
	}
}

func (o *runOptions) flags() []cli.Flag {
	list := func(c *choice) string { return strings.Join(c.allowed, ", ") }
	return append(o.input.flags(),
		&cli.GenericFlag{Name: "ranks", Category: factorsCategory, Value: &o.ranks, Usage: "numbers of subtypes to look at: 2-6, 2,3,5 or 2-4,8"},
		&cli.GenericFlag{Name: "restarts", Category: factorsCategory, Value: &o.restarts, Usage: "`N` runs from random starts at each rank"},
		&cli.GenericFlag{Name: "algorithm", Category: factorsCategory, Value: &o.algorithm, Usage: "kl (Kullback-Leibler) and hals (Euclidean) are fast; brunet and lee are the same objectives as R's NMF package minimises them, to every digit; euclidean is the plain update of Lee and Seung"},
		&cli.GenericFlag{Name: "init", Category: factorsCategory, Value: &o.init, Usage: "random, or nndsvd: run 1 of each rank starts from NNDSVD, the others at random"},
		&cli.GenericFlag{Name: "stop", Category: factorsCategory, Value: &o.stop, Usage: "a run ends when its labels no longer change (connectivity), its objective no longer falls (objective), or both (settled); auto: settled for kl and hals, else connectivity"},
		&cli.GenericFlag{Name: "max-iterations", Category: factorsCategory, Value: &o.maxIterations, Usage: "or after `N` iterations"},
		&cli.GenericFlag{Name: "scale", Category: factorsCategory, Value: &o.scale, Usage: "norm of the basis columns when labels and gene scores are read: " + list(&o.scale) + "; auto: max for kl and hals, else none, as R"},
		&cli.GenericFlag{Name: "seed", Category: factorsCategory, Value: &o.seed, Usage: "a run's start depends on (seed, rank, run) only"},
		&cli.GenericFlag{Name: "rank", Category: rankCategory, Value: &o.rank, Usage: "take this `K` instead of choosing one"},
		&cli.GenericFlag{Name: "rank-rule", Category: rankCategory, Value: &o.rankRule, Usage: "the rule that chooses: " + list(&o.rankRule)},
		&cli.StringFlag{Name: "out", Aliases: []string{"o"}, Category: outputCategory, Destination: &o.out, Usage: "the folder `DIR` for the results; made when absent (default: name of EXPR up to its first dot + .subtype)"},
		&cli.BoolFlag{Name: "force", Category: outputCategory, Destination: &o.force, Usage: "replace the results of another analysis in DIR"},
		&cli.GenericFlag{Name: "figures", Category: outputCategory, Value: &o.figures, Usage: "formats of the figures: png, svg or both"},
		&cli.StringFlag{Name: "font", Category: outputCategory, Destination: &o.font, Usage: "TrueType or OpenType `FILE` for the figures, for names that the built-in font cannot write"},
		&cli.GenericFlag{Name: "threads", Category: processCategory, Value: &o.threads, Usage: "`N` processors at most; changes no result"},
		&cli.BoolFlag{Name: "quiet", Category: processCategory, Destination: &o.quiet, Usage: "print errors only"},
		&cli.BoolFlag{Name: "verbose", Category: processCategory, Destination: &o.verbose, Usage: "print every run as it ends"},
	)
}

func runCommand(s Streams) *cli.Command {
	o := newRunOptions()
	return &cli.Command{
		Name: "run", Usage: "from an expression matrix to a report, in one process", ArgsUsage: "EXPR",
		Description: "EXPR is an expression matrix, genes in rows and samples in columns: tab- or comma-separated\ntext as R, Python or a spreadsheet writes it, or GCT 1.2 or 1.3; gzipped or not; - for stdin.",
		Flags:       o.flags(),
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

// settle replaces what is left to the algorithm by what that means.
func (o *runOptions) settle() {
	method, _ := nmf.MethodByName(o.algorithm.value)
	stop, scale := method.Defaults()
	if o.stop.value == perAlgorithm {
		o.stop.value = stop.Name
	}
	if o.scale.value == perAlgorithm {
		o.scale.value = string(scale)
	}
}

// options lists everything that the results depend on beside the input.
func (o *runOptions) options() (analysis, all []report.Option) {
	analysis = append(o.input.report(),
		report.Option{Name: "algorithm", Value: o.algorithm.value}, report.Option{Name: "init", Value: o.init.value},
		report.Option{Name: "stop", Value: o.stop.value}, report.Option{Name: "max-iterations", Value: o.maxIterations.String()},
		report.Option{Name: "scale", Value: o.scale.value}, report.Option{Name: "seed", Value: o.seed.String()})
	all = append(slices.Clone(analysis),
		report.Option{Name: "ranks", Value: o.ranks.String()}, report.Option{Name: "restarts", Value: o.restarts.String()},
		report.Option{Name: "rank", Value: o.rank.String()}, report.Option{Name: "rank-rule", Value: o.rankRule.value},
		report.Option{Name: "figures", Value: o.figures.String()})
	for _, f := range []report.Option{{Name: "annotations", Value: o.input.annotations}, {Name: "font", Value: o.font}} {
		if f.Value != "" {
			all = append(all, report.Option{Name: f.Name, Value: filepath.Base(f.Value)})
		}
	}
	return analysis, all
}

func (o *runOptions) plan() sweep.Plan {
	method, _ := nmf.MethodByName(o.algorithm.value)
	stop, _ := nmf.StopRuleByName(o.stop.value)
	return sweep.Plan{Ranks: o.ranks, Restarts: o.restarts.n, Seed: uint64(o.seed), Method: method, NNDSVD: o.init.value == "nndsvd",
		Stop: stop.New, MaxIter: o.maxIterations.n, Scale: nmf.Scale(o.scale.value)}
}

// runRun does the whole job: read, factorise, choose, report.
func runRun(ctx context.Context, o *runOptions, path string, s Streams) error {
	runtime.GOMAXPROCS(o.threads.n)
	o.settle()
	if o.quiet {
		s.Out, s.Err = io.Discard, quietErr{s.Err}
	}
	out, err := o.folderName(path)
	if err != nil {
		return err
	}
	if o.rank.n > 0 && !slices.Contains(o.ranks, o.rank.n) {
		return usagef("--rank %d is not among the ranks surveyed (%s)", o.rank.n, o.ranks.String())
	}
	rule, _ := rank.RuleByName(o.rankRule.value)
	if o.rank.n == 0 && len(o.ranks) < rule.MinRanks {
		return usagef("--rank-rule %s needs %d ranks or more, and --ranks %s are %d", rule.Name, rule.MinRanks, o.ranks.String(), len(o.ranks))
	}
	fonts, err := loadFonts(o.font)
	if err != nil {
		return err
	}
	m, annotations, err := o.input.load(path, s.In, o.ranks[len(o.ranks)-1])
	if err != nil {
		return err
	}
	announceInput(s.Err, m)
	v, err := nmf.NewMatrix(m.Values)
	if err != nil && m.Masked > 0 {
		return usagef("--missing mask: the factorisation cannot leave values out of account yet; --missing knn or median fill them in")
	}
	if err != nil {
		return usageError{fmt.Errorf("%s: %w", m.Name, err)}
	}
	m.Values = nil // v holds them from here on

	plan := o.plan()
	analysis, all := o.options()
	folder, err := openFolder(out, m, analysis, o.force)
	if err != nil {
		return err
	}
	stop, _ := nmf.StopRuleByName(o.stop.value)
	estimate := newEstimate(v, plan, stop.Typical, o.threads.n, m.Read)
	fmt.Fprintf(s.Err, "%d runs of %s: ranks %s, %d each, on %s; %s; results go to %s\n",
		len(o.ranks)*o.restarts.n, o.algorithm.value, o.ranks.String(), o.restarts.n, plural(o.threads.n, "thread"), estimate, out)

	collector := survey.NewCollector(plan)
	bar := newProgress(s.Err, o.quiet, estimate)
	err = sweep.Run(ctx, v, plan, plan.Tasks(sweep.Shard{}), o.threads.n, func(r sweep.Record, f nmf.Factors) error {
		collector.Add(r, f)
		if o.verbose {
			bar.line(fmt.Sprintf("%s: %s after %d iterations, residual %.6g", r.Task, r.Status, r.Iter, r.Loss))
		}
		bar.step(r.K)
		return nil
	})
	bar.end()
	if err != nil {
		return err
	}

	found, err := collector.Survey(ctx, v, rule, o.rank.n, o.threads.n)
	if err != nil {
		return err
	}
	study := &report.Study{Version: Version, Matrix: m, Annotations: annotations, Survey: found, Options: all, Fonts: fonts}
	if err := folder.writeStudy(ctx, study, o.figures, o.threads.n, s.Err); err != nil {
		return err
	}
	fmt.Fprintf(s.Out, "%s\nSubtypes: %s samples. %s\nReport: %s\n", found.Choice.Why, report.Sizes(found.Chosen()), firstSentence(study.Sure()), filepath.Join(out, "report.xlsx"))
	return nil
}

// quietErr drops what is printed through it; errors are printed by Run itself.
type quietErr struct{ io.Writer }

func (quietErr) Write(p []byte) (int, error) { return len(p), nil }

func firstSentence(s string) string {
	if at := strings.Index(s, ". "); at > 0 {
		return s[:at+1]
	}
	return s
}

// folderName is -o, or made from the name of the input.
func (o *runOptions) folderName(path string) (string, error) {
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
func announceInput(w io.Writer, m *expr.Matrix) {
	fmt.Fprintf(w, "%s: %s × %s (%s); %s in %s go on\n", m.Name, plural(m.Read.Genes, "gene"), plural(m.Read.Samples, "sample"), m.Format,
		keptGenes(m), plural(len(m.Samples), "sample"))
	const most = 8
	warnings := 0
	for _, f := range m.Findings {
		if f.Severity != expr.Warning {
			continue
		}
		if warnings++; warnings <= most {
			fmt.Fprintf(w, "warning: %s:%s\n", m.Name, f)
		}
	}
	if warnings > most {
		fmt.Fprintf(w, "and %s more; the report lists all\n", plural(warnings-most, "warning"))
	}
}

// keptGenes says how many genes go on; the parts of a split gene count as one.
func keptGenes(m *expr.Matrix) string {
	whole := 0
	for i, h := range m.Halves {
		if h.Other < i { // counted with its first part, or the only one
			whole++
		}
	}
	if whole == 0 {
		return plural(len(m.Genes), "gene")
	}
	return fmt.Sprintf("%d up and down parts of %s", len(m.Genes), plural(whole, "gene"))
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func loadFonts(path string) (*report.Fonts, error) {
	var file []byte
	if path != "" {
		var err error
		if file, err = os.ReadFile(path); err != nil {
			return nil, usageError{err}
		}
	}
	fonts, err := report.NewFonts(file)
	if err != nil {
		return nil, usageError{fmt.Errorf("%s is not a TrueType or OpenType font: %w", path, err)}
	}
	return fonts, nil
}

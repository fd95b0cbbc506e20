package cli

import (
	"runtime"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"subtype/internal/sweep"
	"subtype/nmf"
	"subtype/rank"
	"subtype/report"
)

// options are all flags of an analysis; each command offers those that it needs.
type options struct {
	input *inputOptions

	// Of the factorisation.
	ranks         ranks
	restarts      count
	algorithm     choice
	init, stop    choice
	maxIterations count
	scale         choice
	seed          seed

	// Of the report.
	rank     count // forced; 0: by the rule
	rankRule choice
	figures  formats
	font     string

	out   string
	force bool

	threads        count
	quiet, verbose bool
	wait           bool
}

// perAlgorithm leaves a setting to the algorithm.
const perAlgorithm = "auto"

func newOptions() *options {
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
	return &options{
		input: newInputOptions(), ranks: ranks{2, 3, 4, 5, 6}, restarts: count{n: 50, min: 1},
		algorithm: oneOf(methods...), init: oneOf("random", "nndsvd"), stop: oneOf(stops...),
		maxIterations: count{n: nmf.DefaultMaxIter, min: 1}, scale: oneOf(scales...), seed: 1,
		rank: count{min: 2, zero: "chosen"}, rankRule: oneOf(rules...),
		figures: figureFormats, threads: count{n: runtime.GOMAXPROCS(0), min: 1},
	}
}

func (o *options) factorFlags() []cli.Flag {
	list := func(c *choice) string { return strings.Join(c.allowed, ", ") }
	return []cli.Flag{
		&cli.GenericFlag{Name: "ranks", Category: factorsCategory, Value: &o.ranks, Usage: "numbers of subtypes to look at: 2-6, 2,3,5 or 2-4,8"},
		&cli.GenericFlag{Name: "restarts", Category: factorsCategory, Value: &o.restarts, Usage: "`N` runs from random starts at each rank"},
		&cli.GenericFlag{Name: "algorithm", Category: factorsCategory, Value: &o.algorithm, Usage: "kl (Kullback-Leibler) and hals (Euclidean) are fast; brunet and lee are the same objectives as R's NMF package minimises them, to every digit; euclidean is the plain update of Lee and Seung"},
		&cli.GenericFlag{Name: "init", Category: factorsCategory, Value: &o.init, Usage: "random, or nndsvd: run 1 of each rank starts from NNDSVD, the others at random"},
		&cli.GenericFlag{Name: "stop", Category: factorsCategory, Value: &o.stop, Usage: "a run ends when its labels no longer change (connectivity), its objective no longer falls (objective), or both (settled); auto: settled for kl and hals, else connectivity"},
		&cli.GenericFlag{Name: "max-iterations", Category: factorsCategory, Value: &o.maxIterations, Usage: "or after `N` iterations"},
		&cli.GenericFlag{Name: "scale", Category: factorsCategory, Value: &o.scale, Usage: "norm of the basis columns when labels and gene scores are read: " + list(&o.scale) + "; auto: max for kl and hals, else none, as R"},
		&cli.GenericFlag{Name: "seed", Category: factorsCategory, Value: &o.seed, Usage: "a run's start depends on (seed, rank, run) only"},
	}
}

func (o *options) reportFlags() []cli.Flag {
	return []cli.Flag{
		&cli.GenericFlag{Name: "rank", Category: rankCategory, Value: &o.rank, Usage: "take this `K` instead of choosing one"},
		&cli.GenericFlag{Name: "rank-rule", Category: rankCategory, Value: &o.rankRule, Usage: "the rule that chooses: " + strings.Join(o.rankRule.allowed, ", ")},
		&cli.GenericFlag{Name: "figures", Category: outputCategory, Value: &o.figures, Usage: "formats of the figures: png, svg or both"},
		&cli.StringFlag{Name: "font", Category: outputCategory, Destination: &o.font, Usage: "TrueType or OpenType `FILE` for the figures, for names that the built-in font cannot write"},
	}
}

func (o *options) folderFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "out", Aliases: []string{"o"}, Category: outputCategory, Destination: &o.out, Usage: "the folder `DIR` for the results; made when absent (default: name of EXPR up to its first dot + .subtype)"},
		&cli.BoolFlag{Name: "force", Category: outputCategory, Destination: &o.force,
			Usage: "replace in DIR the results of another analysis, and files that were changed since " +
				"they were written; or write a finished report anew"},
	}
}

func (o *options) processFlags() []cli.Flag {
	return []cli.Flag{
		&cli.GenericFlag{Name: "threads", Category: processCategory, Value: &o.threads, DefaultText: "those that the process may use", Usage: "`N` processors at most, of those that there are; changes no result"},
		&cli.BoolFlag{Name: "quiet", Category: processCategory, Destination: &o.quiet, Usage: "print errors only"},
	}
}

func (o *options) verboseFlag() cli.Flag {
	return &cli.BoolFlag{Name: "verbose", Category: processCategory, Destination: &o.verbose, Usage: "print every run as it ends"}
}

// settle replaces what is left to the algorithm by what that means.
func (o *options) settle() {
	method, _ := nmf.MethodByName(o.algorithm.value)
	stop, scale := method.Defaults()
	if o.stop.value == perAlgorithm {
		o.stop.value = stop.Name
	}
	if o.scale.value == perAlgorithm {
		o.scale.value = string(scale)
	}
}

// list lists everything that the results depend on beside the input.
func (o *options) list() (analysis, all []report.Option) {
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
			all = append(all, report.Option{Name: f.Name, Value: shownName(f.Value)})
		}
	}
	return analysis, all
}

func (o *options) plan() sweep.Plan {
	method, _ := nmf.MethodByName(o.algorithm.value)
	stop, _ := nmf.StopRuleByName(o.stop.value)
	return sweep.Plan{Ranks: o.ranks, Restarts: o.restarts.n, Seed: uint64(o.seed), Method: method, NNDSVD: o.init.value == "nndsvd",
		Stop: stop.New, MaxIter: o.maxIterations.n, Scale: nmf.Scale(o.scale.value)}
}

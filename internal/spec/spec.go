// Package spec holds what was asked for. One specification (Spec) decides everything that
// comes out; one table of settings says how its values are written: on the command line, in
// run logs, in summary.json, in the state and in a report. What decides the runs is the
// header of their log, and a Spec is taken from such a header again.
package spec

import (
	"slices"

	"subtype/internal/algorithms"
	"subtype/internal/expr"
	"subtype/internal/expr/table"
	"subtype/internal/survey"
	"subtype/internal/sweep"
	"subtype/internal/usage"
	"subtype/nmf"
	"subtype/nmf/mixed"
	"subtype/nmf/sparse"
	"subtype/rank"
)

// Spec is all that was asked for: with the input it decides every file of the results.
// Values of the settings are as a person writes them.
type Spec struct {
	Read    Read
	Prepare Prepare
	Plan    Plan
	Report  Report

	given *Given // what the files of the plan hold, once read
}

// Given are numbers from files, for genes and samples as the matrix has them.
type Given struct {
	Weights [][]float64  // of the entries; nil: 1
	Start   *sweep.Start // where run 1 starts at one rank; nil: no such start
	Fixed   *nmf.Basis   // metagenes that stay; nil: none
	Losses  *mixed.Genes // of the genes; nil: all have that of the algorithm
	Digest  string       // of all files
}

// Give hands over what the files hold.
func (s *Spec) Give(g *Given) { s.given = g }

// Given is what the files hold, never nil.
func (s *Spec) Given() *Given {
	if s.given == nil {
		return &Given{}
	}
	return s.given
}

// Read says how the matrix is read.
type Read struct {
	Format, Sep, Decimal, Encoding, Sheet, Inf string

	HeaderLine int    // 0: found
	Unnamed    string // rows without a name
	// Names and patterns of samples; @FILE until the file was read.
	KeepSamples, DropSamples []string

	Transpose string // "true": genes stand in columns; "false": they do not; auto: refused where it looks so

	With    []string // files of other kinds of data, each FILE or NAME=FILE
	Samples string   // of several kinds: "shared": those that all of them have; "": all
}

// Prepare says what becomes of the matrix before it is factorised.
type Prepare struct {
	Duplicates, Missing, Log2, Center, Negatives, Filter string

	DropEmptySamples, RenameDuplicateSamples, FixExcelGenes, Strict bool

	TopGenes  int      // 0: all
	Genes     string   // file of the genes to keep; "": all
	DropGenes []string // names and patterns; @FILE until the file was read
	Kinds     []string // settings of single kinds of data, NAME:SETTING=VALUE

	// Whether these were said, and not left as they are: --strict lets pass what was asked
	// for, and a list of genes is kept whole unless a number was asked for.
	DuplicatesAsked, TopGenesAsked bool
}

// Plan says which runs are done, and how.
type Plan struct {
	Ranks    []int // rising
	Restarts int   // 0: as many as it takes
	Resample int   // subsamples of the samples, and as many halves as come with them; 0: nothing is resampled

	Null     int    // sets without groups; 0: whether there are groups is not asked
	NullKind string // of them

	Algorithm, Init, Stop, Scale, Read, Background string

	AlgorithmAsked bool // and not left as it is: a loss may choose another

	Loss                    string // a divergence; auto: the algorithm's
	AlphaW, AlphaH, L1Ratio float64
	SameAlpha               bool // AlphaH is AlphaW
	Tolerance               float64
	Shuffle                 bool
	Theta                   float64 // of nsNMF
	SparseBeta, SparseEta   float64 // of snmf; eta below 0: the largest entry

	Weights, StartBasis, StartCoefficients, FixedBasis string // files; "": none

	MaxIterations int // 0: the algorithm's

	Imported string // the program that did the runs, if it is not this one
	Seed     uint64
}

// Report says what is shown, and how.
type Report struct {
	Title   string // of the report; "": the input's name
	Rank    int    // 0: chosen by the rule
	Rule    string // its name
	Figures []string

	FigureWidth string // of figures: one column of a journal, or two

	Annotations    []string // files
	Annotate       []string // columns of annotations that figures show, in order; none: chosen
	AnnotationsKey []string // columns that hold the samples' names; none: found by their values
	Survival       []string // columns of annotations, TIME:STATUS or TIME:STATUS:EVENT; none: found by their names
	Adjust         []string // columns that survival is adjusted for
	Confounders    []string // columns that are no biology
	ColumnTypes    []string // what columns hold, NAME=TYPE; of others it is found
	GeneNames      string   // file of symbols and descriptions; "": none
	GeneSets       []string // files of gene sets
	Font           string   // file; "": none
}

// Auto leaves a setting to what is found, or to the algorithm.
const Auto = "auto"

// New is what is done where nothing is said.
func New() *Spec {
	return &Spec{
		Read: Read{Format: table.Formats[0], Sep: Auto, Decimal: Auto, Encoding: Auto, Inf: infPolicies[0],
			Unnamed: unnamedPolicies[0], Transpose: Auto},
		Prepare: Prepare{Duplicates: expr.DuplicatesPolicies[0], Missing: expr.MissingPolicies[0], Log2: Auto,
			Center: expr.Centers[0], Negatives: Auto, Filter: expr.Filters[0], TopGenes: 5000},
		Plan: Plan{Ranks: []int{2, 3, 4, 5, 6}, Restarts: 50, Algorithm: nmf.HALS{}.Name(), Init: inits[0], Stop: Auto,
			Scale: Auto, Read: Auto, Background: Auto, Seed: 1, Resample: 16, Loss: Auto, SameAlpha: true,
			Tolerance: nmf.DefaultTolerance, Theta: nmf.DefaultTheta, SparseBeta: sparse.DefaultSparseness, SparseEta: -1,
			Null: 59, NullKind: nullKinds[0]},
		Report: Report{Rule: rank.Rules()[0].Name, Figures: figureFormats[:2], FigureWidth: figureWidths[0]},
	}
}

// Settle replaces what is left to other settings by what that means; what is left to the
// values of the matrix stays so.
func (s *Spec) Settle() {
	s.chooseAlgorithm()
	method := s.Method()
	stop, scale := method.Defaults()
	if s.Plan.MaxIterations == 0 {
		s.Plan.MaxIterations = nmf.MostIterations(method)
	}
	leftTo(&s.Plan.Stop, stop.Name)
	leftTo(&s.Plan.Scale, string(scale))
	// As R does: a metagene is a subtype, and nothing is done to the values.
	log2, negatives, read, background := no, expr.NegativesPolicies[0], sweep.Largest, no
	if method.Name() == (nmf.HALS{}).Name() {
		log2, negatives, read = Auto, "shift-gene", sweep.Clusters
	}
	leftTo(&s.Prepare.Log2, log2)
	leftTo(&s.Prepare.Negatives, negatives)
	leftTo(&s.Plan.Read, string(read))
	if read == sweep.Clusters && s.Plan.Read == string(sweep.Clusters) {
		background = yes
	}
	leftTo(&s.Plan.Background, background)
	if s.Prepare.Genes != "" && !s.Prepare.TopGenesAsked {
		s.Prepare.TopGenes = 0
	}
}

// leftTo gives a setting that is auto a value.
func leftTo(setting *string, value string) {
	if *setting == Auto {
		*setting = value
	}
}

// mostRank is the largest rank asked for.
func (s *Spec) mostRank() int { return s.Plan.Ranks[len(s.Plan.Ranks)-1] }

// StopRule is the rule that ends runs, once settled.
func (s *Spec) StopRule() nmf.StopRule {
	rule, _ := algorithms.StopRuleByName(s.Plan.Stop)
	return rule
}

// Sweep is what is to run, once settled, or, where that depends on the runs, what may have
// to run.
func (s *Spec) Sweep() sweep.Plan {
	p := s.Plan
	restarts := p.Restarts
	if s.Adaptive() {
		restarts = survey.MostRuns
	}
	return sweep.Plan{Ranks: p.Ranks, Restarts: restarts, Sets: sweep.Perturbed(p.Resample), Seed: p.Seed,
		Method: s.Method(), NNDSVD: p.Init != random, Fill: fills[p.Init], Stop: s.stop(), Start: s.Given().Start,
		MaxIter: p.MaxIterations, Scale: nmf.Scale(p.Scale),
		Read: sweep.Reading(p.Read), Background: p.Background == yes}
}

// Adaptive says whether the number of runs depends on what they find.
func (s *Spec) Adaptive() bool { return s.Plan.Restarts == 0 }

// NoAdaptive refuses numbers of runs that depend on what runs find, for what knows some of
// them only.
func (s *Spec) NoAdaptive() error {
	if !s.Adaptive() {
		return nil
	}
	return usage.Errorf("--restarts %s is for run alone: a shard does not know what the runs of the others find; give a "+
		"number (%s does %d to %d at each rank)", Auto, Auto, survey.LeastRuns, survey.MostRuns)
}

// Check refuses more runs than are done, of so many samples.
func (s *Spec) Check(samples int) error {
	if err := s.checkAlgorithm(); err != nil {
		return err
	}
	if s.Plan.Background == yes && s.Plan.Read != string(sweep.Clusters) {
		return usage.Errorf("--background yes needs --read clusters: the largest coefficient does not tell a background " +
			"from subtypes")
	}
	if err := s.Sweep().Check(samples); err != nil {
		return usage.Errorf("%w: ask for fewer --restarts or --ranks", err)
	}
	return nil
}

// Rule is the rule that chooses the rank. Ranks and rules that do not fit the ranks
// surveyed are refused.
func (s *Spec) Rule() (rank.Named, error) {
	rule, _ := rank.RuleByName(s.Report.Rule)
	ranks := s.Plan.Ranks
	if k := s.Report.Rank; k > 0 && !slices.Contains(ranks, k) {
		return rule, usage.Errorf("--rank %d is not among the ranks surveyed (%s)", k, RanksText(ranks))
	}
	if s.Report.Rank == 0 && len(ranks) < rule.MinRanks {
		return rule, usage.Errorf("--rank-rule %s needs %d ranks or more, and --ranks %s are %d", rule.Name, rule.MinRanks,
			RanksText(ranks), len(ranks))
	}
	return rule, nil
}

// ReadOptions are those of the matrix.
func (s *Spec) ReadOptions() table.Options {
	r := s.Read
	orientation := map[string]string{Auto: Auto, "true": "genes-in-columns", "false": "genes-in-rows"}[r.Transpose]
	return table.Options{Format: r.Format, Sep: r.Sep, Decimal: r.Decimal, Encoding: r.Encoding, Sheet: r.Sheet,
		Orientation: orientation, InfMissing: r.Inf == infPolicies[1], HeaderLine: r.HeaderLine,
		DropUnnamed: r.Unnamed == unnamedPolicies[1], KeepSamples: r.KeepSamples, DropSamples: r.DropSamples}
}

// PrepareOptions are those of the matrix, with the names of --genes.
func (s *Spec) PrepareOptions(names []string) expr.Options {
	p := s.Prepare
	o := expr.Options{
		MinSamples: 3, MinGenes: 2, MostRank: s.mostRank(), // what rank 2 needs
		Missing: p.Missing, Log2: p.Log2, Center: p.Center, Negatives: p.Negatives,
		DropEmptySamples: p.DropEmptySamples, RenameDuplicateSamples: p.RenameDuplicateSamples,
		FixExcelGenes: p.FixExcelGenes, Strict: p.Strict, Filter: p.Filter, TopGenes: p.TopGenes, Only: names,
		KeepSamples: s.Read.KeepSamples, DropSamples: s.Read.DropSamples, DropGenes: p.DropGenes,
	}
	if p.DuplicatesAsked {
		o.Duplicates = p.Duplicates
	}
	return o
}

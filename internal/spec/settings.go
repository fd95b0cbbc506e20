package spec

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"subtype/internal/algorithms"
	"subtype/internal/expr"
	"subtype/internal/expr/names"
	"subtype/internal/expr/table"
	"subtype/internal/null"
	"subtype/internal/sweep"
	"subtype/nmf"
	start "subtype/nmf/nndsvd"
	"subtype/rank"
)

// Setting is a value of a Spec that can be said: as a flag of its name on the command
// line, and where it is recorded.
type Setting struct {
	Name    string
	Decides bool     // every run: it is a field of the run log and part of the plan digest
	Switch  bool     // a flag that needs no value
	File    bool     // the value is the name of a file, of which the base name is recorded
	Words   []string // that the value can be; nil: it is none of a few words

	several  bool   // it is said once for each name; recorded are all
	optional bool   // recorded only where it is not ""
	before   string // what was done before the setting was there: then it is no field of the run log
	get      func(*Spec) string
	set      func(*Spec, string) error
}

// Words of settings that are this package's own.
var (
	separators      = []string{Auto, "tab", "comma", "semicolon", "blank"}
	decimalSigns    = []string{Auto, "point", "comma"}
	infPolicies     = []string{"refuse", "missing"}
	unnamedPolicies = []string{"refuse", "drop"}
	answers         = []string{Auto, yes, no}
	inits           = []string{random, nndsvd, "nndsvda", "nndsvdar", "nndsvd0"}
	nullKinds       = wordsOf(null.Kinds(), func(k null.Kind) string { return string(k) })
)

const (
	random, nndsvd = "random", "nndsvd"
	yes, no        = "yes", "no"
)

// fills are the variants of NNDSVD.
var fills = map[string]nmf.Init{nndsvd: start.Mean, "nndsvda": start.Mean, "nndsvdar": start.Random,
	"nndsvd0": start.Zeros}

// settings are all settings, in the order in which they are recorded: those that decide
// the runs first. Run logs hold them in this order and spelling, and the plan digest is
// of these bytes: a setting that is new there must have a value that stands for what was
// done before, and is not recorded then.
var settings = slices.Concat(
	deciding(
		word("format", table.Formats, func(s *Spec) *string { return &s.Read.Format }),
		word("sep", separators, func(s *Spec) *string { return &s.Read.Sep }),
		word("decimal", decimalSigns, func(s *Spec) *string { return &s.Read.Decimal }),
		parsed("encoding", parseEncoding, func(v string) string { return v },
			func(s *Spec) *string { return &s.Read.Encoding }),
		text("sheet", func(s *Spec) *string { return &s.Read.Sheet }),
		transpose,
		word("inf", infPolicies, func(s *Spec) *string { return &s.Read.Inf }),
		since(count("header-line", 1, Auto, func(s *Spec) *int { return &s.Read.HeaderLine }), Auto),
		since(word("unnamed", unnamedPolicies, func(s *Spec) *string { return &s.Read.Unnamed }), unnamedPolicies[0]),
		namesList("keep-samples", func(s *Spec) *[]string { return &s.Read.KeepSamples }),
		namesList("drop-samples", func(s *Spec) *[]string { return &s.Read.DropSamples }),
		namesList("drop-genes", func(s *Spec) *[]string { return &s.Prepare.DropGenes }),
		noted(word("duplicates", expr.DuplicatesPolicies, func(s *Spec) *string { return &s.Prepare.Duplicates }),
			func(s *Spec) *bool { return &s.Prepare.DuplicatesAsked }),
		word("missing", expr.MissingPolicies, func(s *Spec) *string { return &s.Prepare.Missing }),
		word("log2", answers, func(s *Spec) *string { return &s.Prepare.Log2 }),
		since(word("center", expr.Centers, func(s *Spec) *string { return &s.Prepare.Center }), "none"),
		word("negatives", append([]string{Auto}, expr.NegativesPolicies...),
			func(s *Spec) *string { return &s.Prepare.Negatives }),
		truth("drop-empty-samples", func(s *Spec) *bool { return &s.Prepare.DropEmptySamples }),
		truth("rename-duplicate-samples", func(s *Spec) *bool { return &s.Prepare.RenameDuplicateSamples }),
		truth("fix-excel-genes", func(s *Spec) *bool { return &s.Prepare.FixExcelGenes }),
		truth("strict", func(s *Spec) *bool { return &s.Prepare.Strict }),
		noted(count("top-genes", 1, "all", func(s *Spec) *int { return &s.Prepare.TopGenes }),
			func(s *Spec) *bool { return &s.Prepare.TopGenesAsked }),
		word("filter", expr.Filters, func(s *Spec) *string { return &s.Prepare.Filter }),
		file("genes", func(s *Spec) *string { return &s.Prepare.Genes }),
		with,
		optional(word("with-samples", []string{"all", "shared"}, func(s *Spec) *string { return &s.Read.Samples })),
		namesList("kind", func(s *Spec) *[]string { return &s.Prepare.Kinds }),
		noted(word("algorithm", wordsOf(algorithms.All(), nmf.Method.Name),
			func(s *Spec) *string { return &s.Plan.Algorithm }), func(s *Spec) *bool { return &s.Plan.AlgorithmAsked }),
		since(parsed("loss", parseLoss, func(v string) string { return v }, func(s *Spec) *string { return &s.Plan.Loss }),
			Auto),
		since(number("alpha-w", 0, mostNumber, func(s *Spec) *float64 { return &s.Plan.AlphaW }), "0"),
		since(alphaH, same),
		since(number("l1-ratio", 0, 1, func(s *Spec) *float64 { return &s.Plan.L1Ratio }), "0"),
		since(number("tolerance", 0, 1, func(s *Spec) *float64 { return &s.Plan.Tolerance }), "0.0001"),
		since(truth("shuffle", func(s *Spec) *bool { return &s.Plan.Shuffle }), "false"),
		since(number("theta", 0, 1, func(s *Spec) *float64 { return &s.Plan.Theta }), "0.5"),
		since(number("sparse-beta", 1e-300, mostNumber, func(s *Spec) *float64 { return &s.Plan.SparseBeta }), "0.01"),
		since(number("sparse-eta", -1, mostNumber, func(s *Spec) *float64 { return &s.Plan.SparseEta }), "-1"),
		file("weights", func(s *Spec) *string { return &s.Plan.Weights }),
		file("start-basis", func(s *Spec) *string { return &s.Plan.StartBasis }),
		file("start-coefficients", func(s *Spec) *string { return &s.Plan.StartCoefficients }),
		file("fixed-basis", func(s *Spec) *string { return &s.Plan.FixedBasis }),
		word("init", inits, func(s *Spec) *string { return &s.Plan.Init }),
		word("stop", append([]string{Auto}, wordsOf(algorithms.StopRules(),
			func(r nmf.StopRule) string { return r.Name })...),
			func(s *Spec) *string { return &s.Plan.Stop }),
		count("max-iterations", 1, Auto, func(s *Spec) *int { return &s.Plan.MaxIterations }),
		word("scale", append([]string{Auto}, wordsOf(nmf.Scales(), func(s nmf.Scale) string { return string(s) })...),
			func(s *Spec) *string { return &s.Plan.Scale }),
		since(word("read", append([]string{Auto}, wordsOf(sweep.Readings(),
			func(r sweep.Reading) string { return string(r) })...),
			func(s *Spec) *string { return &s.Plan.Read }), string(sweep.Largest)),
		since(word("background", answers, func(s *Spec) *string { return &s.Plan.Background }), no),
		parsed("seed", parseSeed, func(n uint64) string { return strconv.FormatUint(n, 10) },
			func(s *Spec) *uint64 { return &s.Plan.Seed }),
		optional(text("imported", func(s *Spec) *string { return &s.Plan.Imported })),
	),
	[]Setting{
		parsed("ranks", parseRanks, RanksText, func(s *Spec) *[]int { return &s.Plan.Ranks }),
		count("restarts", 1, Auto, func(s *Spec) *int { return &s.Plan.Restarts }),
		count("resample", 0, "", func(s *Spec) *int { return &s.Plan.Resample }),
		parsed("null", parseNull, strconv.Itoa, func(s *Spec) *int { return &s.Plan.Null }),
		word("null-kind", nullKinds, func(s *Spec) *string { return &s.Plan.NullKind }),
		optional(text("title", func(s *Spec) *string { return &s.Report.Title })),
		count("rank", 2, "chosen", func(s *Spec) *int { return &s.Report.Rank }),
		word("rank-rule", wordsOf(rank.Rules(), func(r rank.Named) string { return r.Name }),
			func(s *Spec) *string { return &s.Report.Rule }),
		withWords(parsed("figures", parseFormats, func(f []string) string { return strings.Join(f, ",") },
			func(s *Spec) *[]string { return &s.Report.Figures }), figureFormats),
		word("figure-width", figureWidths, func(s *Spec) *string { return &s.Report.FigureWidth }),
		files("annotations", func(s *Spec) *[]string { return &s.Report.Annotations }),
		namesList("annotate", func(s *Spec) *[]string { return &s.Report.Annotate }),
		namesList("survival", func(s *Spec) *[]string { return &s.Report.Survival }),
		namesList("adjust", func(s *Spec) *[]string { return &s.Report.Adjust }),
		namesList("confounders", func(s *Spec) *[]string { return &s.Report.Confounders }),
		namesList("column-types", func(s *Spec) *[]string { return &s.Report.ColumnTypes }),
		namesList("annotations-key", func(s *Spec) *[]string { return &s.Report.AnnotationsKey }),
		file("gene-names", func(s *Spec) *string { return &s.Report.GeneNames }),
		files("gene-sets", func(s *Spec) *[]string { return &s.Report.GeneSets }),
		file("font", func(s *Spec) *string { return &s.Report.Font }),
	})

// Elsewhere are settings that say nothing of runs which another program has done.
var Elsewhere = []string{"init", "stop", "max-iterations"}

// deciding marks settings that decide every run.
func deciding(all ...Setting) []Setting {
	for i := range all {
		all[i].Decides = true
	}
	return all
}

// since marks a setting that was not always there.
func since(s Setting, before string) Setting {
	s.before = before
	return s
}

// parsed is a setting that is parsed and written by functions that are each other's
// inverse.
func parsed[T any](name string, parse func(string) (T, error), write func(T) string, at func(*Spec) *T) Setting {
	return Setting{
		Name: name,
		get:  func(s *Spec) string { return write(*at(s)) },
		set: func(s *Spec, text string) error {
			v, err := parse(text)
			if err == nil {
				*at(s) = v
			}
			return err
		},
	}
}

// text is a setting that can be anything.
func text(name string, at func(*Spec) *string) Setting {
	same := func(s string) string { return s }
	return parsed(name, func(s string) (string, error) { return s, nil }, same, at)
}

// optional is a setting that is recorded where it has a value.
func optional(s Setting) Setting {
	s.optional = true
	return s
}

// file is a setting that names a file; "" is none.
func file(name string, at func(*Spec) *string) Setting {
	s := text(name, at)
	s.File, s.optional = true, true
	s.get = func(spec *Spec) string {
		if path := *at(spec); path != "" {
			return names.OfFile(path)
		}
		return ""
	}
	return s
}

// files is a setting that names a file each time that it is said; "" is none.
func files(name string, at func(*Spec) *[]string) Setting {
	return Setting{Name: name, File: true, optional: true, several: true,
		get: func(s *Spec) string {
			var base []string
			for _, path := range *at(s) {
				base = append(base, names.OfFile(path))
			}
			return JoinNames(base)
		},
		set: func(s *Spec, path string) error {
			if path != "" {
				*at(s) = append(slices.Clip(*at(s)), path)
			}
			return nil
		},
	}
}

// namesList is a setting of names cut by commas, to which each time that it is said adds.
func namesList(name string, at func(*Spec) *[]string) Setting {
	return Setting{Name: name, optional: true,
		get: func(s *Spec) string { return JoinNames(*at(s)) },
		set: func(s *Spec, text string) error {
			more, err := SplitNames(text)
			if err == nil {
				*at(s) = append(slices.Clip(*at(s)), more...)
			}
			return err
		},
	}
}

// word is a setting that is one of several words.
func word(name string, words []string, at func(*Spec) *string) Setting {
	same := func(s string) string { return s }
	return withWords(parsed(name, func(s string) (string, error) { return parseWord(s, words) }, same, at), words)
}

// withWords says which words the value of a setting can be.
func withWords(s Setting, words []string) Setting {
	s.Words = words
	return s
}

// truth is a setting that is on or off.
func truth(name string, at func(*Spec) *bool) Setting {
	s := parsed(name, strconv.ParseBool, strconv.FormatBool, at)
	s.Switch = true
	return s
}

// transpose is a switch that can be left out, too.
var transpose = Setting{
	Name: "transpose", Switch: true,
	get: func(s *Spec) string { return s.Read.Transpose },
	set: func(s *Spec, text string) error {
		if text == Auto {
			s.Read.Transpose = Auto
			return nil
		}
		yes, err := strconv.ParseBool(text)
		if err == nil {
			s.Read.Transpose = strconv.FormatBool(yes)
		}
		return err
	},
}

// count is a setting that is a whole number from least on; a word may stand for 0.
func count(name string, least int, zero string, at func(*Spec) *int) Setting {
	return parsed(name, func(s string) (int, error) { return ParseCount(s, least, zero) }, func(n int) string {
		if n == 0 && zero != "" {
			return zero
		}
		return strconv.Itoa(n)
	}, at)
}

// noted notes when a setting is set.
func noted(s Setting, at func(*Spec) *bool) Setting {
	set := s.set
	s.set = func(spec *Spec, text string) error {
		err := set(spec, text)
		*at(spec) = *at(spec) || err == nil
		return err
	}
	return s
}

// wordsOf are the names of several things.
func wordsOf[T any](all []T, name func(T) string) []string {
	var out []string
	for _, x := range all {
		out = append(out, name(x))
	}
	return out
}

// SettingByName finds a setting.
func SettingByName(name string) (Setting, bool) {
	at := slices.IndexFunc(settings, func(s Setting) bool { return s.Name == name })
	if at < 0 {
		return Setting{}, false
	}
	return settings[at], true
}

// Get is the value of a setting as it is recorded.
func (s *Spec) Get(name string) string {
	setting, ok := SettingByName(name)
	if !ok {
		return ""
	}
	return setting.get(s)
}

// Set gives a setting a value.
func (s *Spec) Set(name, value string) error {
	setting, ok := SettingByName(name)
	if !ok {
		return fmt.Errorf("there is no flag --%s", name)
	}
	return setting.set(s, value)
}

// Option is a setting with its value, as given or by default.
type Option struct {
	Name  string // of the flag, without dashes
	Value string
}

// Recorded are all settings that are recorded, with their values.
func (s *Spec) Recorded() []Option {
	var all []Option
	for _, setting := range settings {
		if value := setting.get(s); value != "" || !setting.optional {
			all = append(all, Option{Name: setting.Name, Value: value})
		}
	}
	return all
}

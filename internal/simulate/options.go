package simulate

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Options say what a data set is like.
type Options struct {
	Samples, Genes int
	Groups         int       // 1: no groups
	Sizes          []float64 // of the groups, relative to each other; nil: all equal
	Separation     float64   // standard deviation of a marker's effect in a group
	Markers        float64   // share of the genes that mark a group
	Factors        int       // continuous factors, which are no groups
	FactorShape    string    // of their scores
	FactorStrength float64   // standard deviation of their loadings
	FactorGenes    float64   // share of the genes that follow a factor
	Batches        int       // 1: none
	BatchStrength  float64   // standard deviation of a gene's effect in a batch
	Noise          float64   // median of the genes' standard deviations of noise
	Heavy          bool      // noise from an exponential distribution, not a normal one
	Model          string
	Missing        float64 // share of the values
	Seed           uint64
}

// Default are the options of three groups that are easy to find.
func Default() Options {
	return Options{Samples: 100, Genes: 1000, Groups: 3, Separation: 1, Markers: 0.1, FactorShape: "normal",
		FactorStrength: 0.3, FactorGenes: 0.3, Batches: 1, BatchStrength: 0.5, Noise: 0.5, Model: "log", Seed: 1}
}

// Bounds.
const (
	MostGroups  = 8
	mostSamples = 200_000
	mostGenes   = 1_000_000
	mostValues  = 1_000_000_000
	mostExtra   = 100 // factors, batches
	mostScale   = 10  // of effects, log₂
)

// Parameter is an option by its name.
type Parameter struct {
	Name, Usage string
	Words       []string // that it can be; nil: any number within bounds
	Switch      bool     // on or off
	Matrix      bool     // about the matrix, not about what it holds
	set         func(*Options, string) error
	get         func(*Options) string
}

// Set gives the option a value.
func (p *Parameter) Set(o *Options, value string) error { return p.set(o, value) }

// Get is the option's value as Set takes it.
func (p *Parameter) Get(o *Options) string { return p.get(o) }

var (
	models = []string{"log", "linear", "counts", "ratio"}
	shapes = []string{"normal", "uniform", "skewed"}
)

// Parameters are all options, in the order of help.
func Parameters() []Parameter {
	all := []Parameter{
		whole("samples", "`N` samples", 4, mostSamples, func(o *Options) *int { return &o.Samples }),
		whole("genes", "`N` genes", 1, mostGenes, func(o *Options) *int { return &o.Genes }),
		words("model", "what the values are: log (logarithms), linear, counts or ratio (log ratios)", models,
			func(o *Options) *string { return &o.Model }),
		whole("groups", "`N` groups, 1 to 8; 1: there are none", 1, MostGroups, func(o *Options) *int { return &o.Groups }),
		{Name: "sizes", Usage: "the groups' `SIZES` relative to each other: 3,2,1", set: setSizes, get: sizesText},
		decimal("separation", "standard deviation of a marker's effect in its group, on the scale of log2", 0, mostScale,
			func(o *Options) *float64 { return &o.Separation }),
		decimal("markers", "share of the genes that mark a group", 0, 1, func(o *Options) *float64 { return &o.Markers }),
		whole("factors", "`N` continuous factors, which are no groups", 0, mostExtra,
			func(o *Options) *int { return &o.Factors }),
		words("factor-shape", "distribution of the factors' scores: normal, uniform or skewed", shapes,
			func(o *Options) *string { return &o.FactorShape }),
		decimal("factor-strength", "standard deviation of the factors' loadings, on the scale of log2", 0, mostScale,
			func(o *Options) *float64 { return &o.FactorStrength }),
		decimal("factor-genes", "share of the genes that follow a factor", 0, 1,
			func(o *Options) *float64 { return &o.FactorGenes }),
		whole("batches", "`N` batches; 1: there are none", 1, mostExtra, func(o *Options) *int { return &o.Batches }),
		decimal("batch-strength", "standard deviation of a gene's effect in a batch, on the scale of log2", 0, mostScale,
			func(o *Options) *float64 { return &o.BatchStrength }),
		decimal("noise", "median of the genes' standard deviations of noise, on the scale of log2", 0, mostScale,
			func(o *Options) *float64 { return &o.Noise }),
		{Name: "heavy", Usage: "noise with a heavy tail (exponential) instead of normal noise", Switch: true,
			set: func(o *Options, s string) (err error) { o.Heavy, err = strconv.ParseBool(s); return err },
			get: func(o *Options) string { return strconv.FormatBool(o.Heavy) }},
		decimal("missing-share", "share of the values that are missing", 0, 0.9,
			func(o *Options) *float64 { return &o.Missing }),
		{Name: "seed", Usage: "the same seed and options give the same files",
			set: func(o *Options, s string) error {
				n, err := strconv.ParseUint(s, 10, 64)
				if err != nil {
					return fmt.Errorf("%q is not a whole number from 0 to 18446744073709551615", s)
				}
				o.Seed = n
				return nil
			},
			get: func(o *Options) string { return strconv.FormatUint(o.Seed, 10) }},
	}
	for i := range all {
		all[i].Matrix = slices.Contains([]string{"samples", "genes", "model", "missing-share", "seed"}, all[i].Name)
	}
	return all
}

func whole(name, usage string, least, most int, field func(*Options) *int) Parameter {
	return Parameter{Name: name, Usage: usage,
		set: func(o *Options, s string) error {
			n, err := strconv.ParseUint(s, 10, 31)
			if err != nil || int(n) < least || int(n) > most {
				return fmt.Errorf("%q is not a whole number from %d to %d", s, least, most)
			}
			*field(o) = int(n)
			return nil
		},
		get: func(o *Options) string { return strconv.Itoa(*field(o)) }}
}

func decimal(name, usage string, least, most float64, field func(*Options) *float64) Parameter {
	return Parameter{Name: name, Usage: usage,
		set: func(o *Options, s string) error {
			x, err := number(s)
			if err != nil || !(x >= least && x <= most) {
				return fmt.Errorf("%q is not a number from %s to %s", s, text(least), text(most))
			}
			*field(o) = x
			return nil
		},
		get: func(o *Options) string { return text(*field(o)) }}
}

func words(name, usage string, allowed []string, field func(*Options) *string) Parameter {
	return Parameter{Name: name, Usage: usage, Words: allowed,
		set: func(o *Options, s string) error {
			if !slices.Contains(allowed, s) {
				return fmt.Errorf("%q is none of %s", s, strings.Join(allowed, ", "))
			}
			*field(o) = s
			return nil
		},
		get: func(o *Options) string { return *field(o) }}
}

func setSizes(o *Options, s string) error {
	o.Sizes = nil
	if s == "equal" {
		return nil
	}
	for _, part := range strings.Split(s, ",") {
		x, err := number(part)
		if err != nil || !(x > 0 && x <= mostValues) {
			return fmt.Errorf("%q: write sizes as numbers above 0 with commas between them, 3,2,1, or equal", s)
		}
		o.Sizes = append(o.Sizes, x)
	}
	return nil
}

func sizesText(o *Options) string {
	if len(o.Sizes) == 0 {
		return "equal"
	}
	var parts []string
	for _, x := range o.Sizes {
		parts = append(parts, text(x))
	}
	return strings.Join(parts, ",")
}

// number parses a plain decimal number: no 0x1p-2, no 1_000, no nan.
func number(s string) (float64, error) {
	if strings.Trim(s, "0123456789.eE+-") != "" {
		return math.NaN(), strconv.ErrSyntax
	}
	return strconv.ParseFloat(s, 64)
}

func text(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// check says what is wrong with options that are each within their bounds.
func (o *Options) check() error {
	if int64(o.Samples)*int64(o.Genes) > mostValues {
		return fmt.Errorf("%d samples × %d genes are more than %d values", o.Samples, o.Genes, mostValues)
	}
	if len(o.Sizes) > 0 && len(o.Sizes) != o.Groups {
		return fmt.Errorf("--sizes has %d numbers for --groups %d; give one for each group", len(o.Sizes), o.Groups)
	}
	held := make([]bool, o.Groups)
	for _, g := range o.groups() {
		held[g] = true
	}
	if g := slices.Index(held, false); g >= 0 {
		return fmt.Errorf("group %s would have none of the %d samples: make it larger (--sizes), or take more --samples",
			GroupName(g), o.Samples)
	}
	return nil
}

// GroupName is A for group 0, B for group 1, …
func GroupName(g int) string { return string(rune('A' + g)) }

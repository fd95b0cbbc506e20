package clinic

import (
	"fmt"
	"slices"
	"strings"

	"subtype/internal/expr/annotation"
	"subtype/internal/expr/technical"
	"subtype/internal/survival"
	"subtype/internal/traits"
)

// Asked is what was asked for about annotations, by names of columns.
type Asked struct {
	Survival    []string // TIME:STATUS, or TIME:STATUS:EVENT
	Adjust      []string
	Confounders []string
	Types       []string // NAME=TYPE
}

// Error is a mistake in what was asked for.
type Error struct {
	Flag string
	error
}

func (e Error) Error() string { return "--" + e.Flag + ": " + e.error.Error() }

// Known is what is known of the samples.
type Known struct {
	Columns     []traits.Column
	Endpoints   []traits.Endpoint
	Told        []string // what looked like an endpoint and is none
	Adjust      []survival.Covariate
	Confounders []string
	Technical   []technical.Measure

	Genes []string // rows of the matrix that was factorised
	Unit  []int    // of each row, the number of its gene; nil: each is one
	// Of each row, the number of its kind of data, each of which is halved by itself; nil: there is one.
	Stratum []int
}

// Read understands annotations.
func Read(columns []annotation.Column, measured []technical.Measure, asked Asked) (*Known, error) {
	k := &Known{Technical: measured}
	types, err := typesOf(columns, asked.Types)
	if err != nil {
		return nil, Error{"column-types", err}
	}
	if len(asked.Survival) == 0 {
		k.Endpoints, k.Told = traits.Found(columns)
	}
	for _, text := range asked.Survival {
		e, err := endpoint(columns, text)
		if err != nil {
			return nil, Error{"survival", err}
		}
		k.Endpoints = append(k.Endpoints, e)
	}
	if k.Columns, err = traits.All(columns, types, k.Endpoints); err != nil {
		return nil, Error{"column-types", err}
	}
	for _, name := range asked.Adjust {
		c, err := k.column(name)
		if err == nil && !c.Tested() {
			err = fmt.Errorf("the column %q cannot be adjusted for: %s", name, c.Why)
		}
		if err == nil && len(k.Endpoints) == 0 {
			err = fmt.Errorf("survival is adjusted, and no survival columns were found: name them with --survival TIME:STATUS")
		}
		if err != nil {
			return nil, Error{"adjust", err}
		}
		k.Adjust = append(k.Adjust, covariate(c))
	}
	for _, name := range asked.Confounders {
		c, err := k.column(name)
		if err == nil && !c.Tested() {
			err = fmt.Errorf("the column %q cannot be tested: %s", name, c.Why)
		}
		if err != nil {
			return nil, Error{"confounders", err}
		}
		k.Confounders = append(k.Confounders, c.Name)
	}
	return k, nil
}

func (k *Known) column(name string) (*traits.Column, error) {
	for _, same := range []func(a, b string) bool{func(a, b string) bool { return a == b }, strings.EqualFold} {
		if i := slices.IndexFunc(k.Columns, func(c traits.Column) bool { return same(c.Name, name) }); i >= 0 {
			return &k.Columns[i], nil
		}
	}
	var all []string
	for _, c := range k.Columns {
		all = append(all, c.Name)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("there is no column %q: there are no annotations", name)
	}
	return nil, fmt.Errorf("there is no column %q; there are %s", name, strings.Join(all, ", "))
}

// typesOf reads NAME=TYPE.
func typesOf(columns []annotation.Column, asked []string) (map[string]traits.Type, error) {
	out := map[string]traits.Type{}
	for _, text := range asked {
		at := strings.LastIndex(text, "=")
		if at < 0 {
			return nil, fmt.Errorf("%q: write NAME=TYPE", text)
		}
		name, word := strings.TrimSpace(text[:at]), traits.Type(strings.TrimSpace(text[at+1:]))
		if !slices.Contains(traits.Types, word) {
			return nil, fmt.Errorf("%q is no type of a column: it is one of %s", word, typeWords())
		}
		if i := slices.IndexFunc(columns, func(c annotation.Column) bool { return strings.EqualFold(c.Name, name) }); i >= 0 {
			name = columns[i].Name
		}
		out[name] = word
	}
	return out, nil
}

func typeWords() string {
	var out []string
	for _, t := range traits.Types {
		out = append(out, string(t))
	}
	return strings.Join(out, ", ")
}

// endpoint reads TIME:STATUS or TIME:STATUS:EVENT; names may hold colons.
func endpoint(columns []annotation.Column, text string) (traits.Endpoint, error) {
	parts := strings.Split(text, ":")
	if len(parts) < 2 {
		return traits.Endpoint{}, fmt.Errorf("%q: write the columns as TIME:STATUS", text)
	}
	var first error
	for a := 1; a < len(parts); a++ {
		for b := len(parts); b > a; b-- {
			e, err := traits.Find(columns, traits.Asked{Time: strings.Join(parts[:a], ":"),
				Status: strings.Join(parts[a:b], ":"), Event: strings.Join(parts[b:], ":")})
			if err == nil {
				return e, nil
			}
			if first == nil || len(parts) == 3 && b == 2 && a == 1 {
				first = err
			}
		}
	}
	return traits.Endpoint{}, first
}

// covariate is a column as a model takes it: a number, or an indicator of every level but
// the most frequent.
func covariate(c *traits.Column) survival.Covariate {
	out := survival.Covariate{Name: c.Name}
	if !c.Categorical() {
		out.Columns, out.Names = [][]float64{c.Numbers}, []string{c.Name}
		return out
	}
	counts := make([]int, len(c.Levels))
	for _, l := range c.Level {
		if l >= 0 {
			counts[l]++
		}
	}
	base := slices.Index(counts, slices.Max(counts))
	for l, name := range c.Levels {
		if l == base {
			continue
		}
		column := make([]float64, len(c.Level))
		for i, of := range c.Level {
			switch of {
			case l:
				column[i] = 1
			case -1:
				column[i] = nan
			}
		}
		out.Columns = append(out.Columns, column)
		out.Names = append(out.Names, fmt.Sprintf("%s %s (against %s)", c.Name, name, c.Levels[base]))
	}
	return out
}

package study

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"

	"subtype/internal/expr"
	"subtype/internal/expr/factor"
	"subtype/internal/expr/names"
	"subtype/internal/input"
	"subtype/internal/spec"
	"subtype/internal/sweep"
	"subtype/internal/usage"
	"subtype/nmf"
)

// readGiven reads the files of weights, starts and known metagenes, for the genes and
// samples of the matrix.
func readGiven(s *spec.Spec, m *expr.Matrix) (*spec.Given, error) {
	g, digest := &spec.Given{Losses: spec.Losses(m)}, sha256.New()
	read := func(flag, path string) (*factor.Table, error) {
		f, err := input.Open(path)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		t, err := factor.Read(names.OfFile(path), f, "")
		if err == nil {
			fmt.Fprintf(digest, "%s %s\n", flag, t.SHA256)
			g.Digest = hex.EncodeToString(digest.Sum(nil))
		}
		return t, err
	}
	if path := s.Plan.Weights; path != "" {
		t, err := read("weights", path)
		if err != nil {
			return nil, err
		}
		if g.Weights, err = weights(t, m); err != nil {
			return nil, usage.Errorf("--weights: %w", err)
		}
	}
	if path := s.Plan.FixedBasis; path != "" {
		t, err := read("fixed-basis", path)
		if err != nil {
			return nil, err
		}
		w, err := t.Dense(m.Genes, "gene")
		if err != nil {
			return nil, usage.Errorf("--fixed-basis: %w", err)
		}
		if least := s.Sweep().Metagenes(s.Plan.Ranks[0]); len(t.Columns) > least {
			return nil, usage.Errorf("--fixed-basis: %s has %d metagenes, and at rank %d there are %d in all", t.Name,
				len(t.Columns), s.Plan.Ranks[0], least)
		}
		g.Fixed = &nmf.Basis{W: w}
	}
	if path := s.Plan.StartBasis; path != "" {
		t, err := read("start-basis", path)
		if err != nil {
			return nil, err
		}
		if g.Start, err = start(t, s, m); err != nil {
			return nil, usage.Errorf("--start-basis: %w", err)
		}
	}
	if path := s.Plan.StartCoefficients; path != "" && g.Start != nil {
		t, err := read("start-coefficients", path)
		if err != nil {
			return nil, err
		}
		if g.Start.H, err = coefficients(t, m, g.Start); err != nil {
			return nil, usage.Errorf("--start-coefficients: %w", err)
		}
	}
	return g, nil
}

// weights are those of the matrix' entries.
func weights(t *factor.Table, m *expr.Matrix) ([][]float64, error) {
	genes := m.Genes
	if m.Halves != nil { // both parts of a gene have its weights
		genes = make([]string, len(m.Halves))
		for i, h := range m.Halves {
			genes[i] = h.Gene
		}
	}
	return t.Weights(genes, m.Samples, nmf.LeastWeight, nmf.MostWeight)
}

// start is a start at the rank that has as many metagenes as the table.
func start(t *factor.Table, s *spec.Spec, m *expr.Matrix) (*sweep.Start, error) {
	w, err := t.Dense(m.Genes, "gene")
	if err != nil {
		return nil, err
	}
	for _, k := range s.Plan.Ranks {
		if s.Sweep().Metagenes(k) == len(t.Columns) {
			return &sweep.Start{K: k, Factors: nmf.Factors{W: w}}, nil
		}
	}
	return nil, fmt.Errorf("%s has %d metagenes, as none of the ranks %s has", t.Name, len(t.Columns),
		spec.RanksText(s.Plan.Ranks))
}

// coefficients are those of a start.
func coefficients(t *factor.Table, m *expr.Matrix, start *sweep.Start) (*mat.Dense, error) {
	rows, err := t.Dense(m.Samples, "sample")
	if err != nil {
		return nil, err
	}
	if _, k := start.W.Dims(); len(t.Columns) != k {
		return nil, fmt.Errorf("%s has %d metagenes, and the basis %d", t.Name, len(t.Columns), k)
	}
	return mat.DenseCopyOf(rows.T()), nil
}

// Pack is the matrix as the algorithms take it, if they do with these settings.
func Pack(s *spec.Spec, m *expr.Matrix) (*nmf.Matrix, error) {
	given := s.Given()
	v, err := nmf.NewWeighted(m.Values, given.Weights)
	if err != nil {
		return nil, usage.Errorf("%s: %w", m.Name, err)
	}
	plan := s.Sweep()
	if v.Missing() > 0 && plan.NNDSVD && m.Kinds != nil {
		return nil, usage.Errorf("--init nndsvd needs every value, and not every kind of data has all samples: use --init " +
			"random, or --with-samples shared")
	}
	if v.Missing() > 0 && plan.NNDSVD {
		return nil, usage.Errorf("--init nndsvd needs every value, and --missing mask leaves some out of account: use " +
			"--init random, or --missing knn")
	}
	if mu, ok := s.Method().(nmf.MU); ok {
		if err := finite(mu.Divergence, v, m); err != nil {
			return nil, err
		}
	}
	if start := given.Start; start != nil && start.H == nil { // the coefficients that explain most with that basis
		start.H = nmf.Project(v, start.W, s.Method())
	}
	return v, nil
}

// finite refuses what a divergence cannot take.
func finite(d nmf.Divergence, v *nmf.Matrix, m *expr.Matrix) error {
	if size := math.Abs(d.Beta() * math.Log10(v.Max())); size > 280 {
		return usage.Errorf("%s: powers of values up to %g have no room among numbers with --loss %s; scale them", m.Name,
			v.Max(), d)
	}
	if d.Finite(v) {
		return nil
	}
	for i, row := range m.Values {
		for j, x := range row {
			if x == 0 {
				are := "values are"
				if v.Zeros() == 1 {
					are = "value is"
				}
				return usage.Errorf("%s: --loss %s is infinite where a value is 0, and %d %s (the first: gene %s, sample %s); "+
					"take --loss kullback-leibler, or a --loss above 0, or leave such genes out", m.Name, d, v.Zeros(), are,
					m.Genes[i], m.Samples[j])
			}
		}
	}
	return nil
}

package classify

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"

	"subtype/nmf"
)

// Read reads a classifier, from whomever it may come. One that was changed since it was written is
// refused.
func Read(data []byte) (*Classifier, error) {
	d := &document{}
	err := json.Unmarshal(data, d)
	ours := bytes.HasPrefix(data, []byte(`{"program":"`+program+`"`))
	switch {
	case err != nil && ours && d.Format <= fileFormat:
		return nil, errors.New("it is damaged, or its end is missing; take it anew from the folder of the analysis")
	case !ours && (err != nil || d.Program != program):
		return nil, fmt.Errorf("it is no classifier of this program, which is the file %s in the folder of an analysis",
			FileName)
	case d.Format > fileFormat:
		return nil, fmt.Errorf("it is of a newer version of the program, %s: its format is %d, and this program reads "+
			"%d; use that version or a later one", d.Version, d.Format, fileFormat)
	case d.Format < fileFormat:
		return nil, fmt.Errorf("it is of an earlier version of the program, %s: its format is %d, and this program reads "+
			"%d; analyse the cohort again with this version", d.Version, d.Format, fileFormat)
	}
	sum := sha256.Sum256(bytes.Replace(data, []byte(d.Digest), nil, 1))
	if d.Digest == "" || hex.EncodeToString(sum[:]) != d.Digest {
		return nil, errors.New("it was changed since it was written: its digest is that of something else; take it anew " +
			"from the folder of the analysis")
	}
	c, err := d.classifier()
	if err != nil {
		return nil, fmt.Errorf("it is damaged: %w", err)
	}
	return c, nil
}

// classifier checks all that a prediction relies on.
func (d *document) classifier() (*Classifier, error) {
	c := &Classifier{About: About{d.Version, d.Analysis, d.Verdict},
		Frame: &Frame{Log2: d.Log2, Negatives: d.Negatives, Samples: d.Samples},
		Model: &Model{K: d.Rank, Refused: d.Refused, Sizes: d.Sizes, Centres: d.Centres, Slopes: d.Slopes,
			Threshold: d.Threshold, Test: d.Expected}}
	place := map[string]int{}
	var weights []float64
	metagenes := 0
	for i, g := range d.Genes {
		if _, twice := place[g.Name]; twice || len(g.Rows) > 2 ||
			g.Quantiles != nil && (len(g.Quantiles) != len(Probabilities) || g.Mean == nil || g.SD == nil) {
			return nil, fmt.Errorf("gene %q is there twice, or not described as a gene is", g.Name)
		}
		place[g.Name] = i
		c.Others = append(c.Others, g.Names)
		frozen := Gene{g.Name, g.Level, g.Shift, math.NaN(), math.NaN(), g.Quantiles}
		if g.Quantiles != nil {
			frozen.Mean, frozen.SD = *g.Mean, *g.SD
		}
		c.Frame.Genes = append(c.Frame.Genes, frozen)
		for _, r := range g.Rows {
			if metagenes == 0 {
				metagenes = len(r.Weights)
			}
			c.Frame.Rows = append(c.Frame.Rows, Row{i, r.Sign})
			if weights = append(weights, r.Weights...); len(r.Weights) != metagenes {
				return nil, fmt.Errorf("gene %q has weights in %d metagenes, others in %d", g.Name, len(r.Weights), metagenes)
			}
		}
	}
	if d.Refused != "" {
		return c, nil
	}
	divergence, err := nmf.ParseDivergence(d.Objective)
	if err != nil || metagenes < d.Rank || d.Rank < 2 || !positive(weights) {
		return nil, errors.New("it has no basis matrix of an objective that is known")
	}
	c.Basis = &Basis{mat.NewDense(len(c.Frame.Rows), metagenes, weights), divergence, d.Centres != nil}
	return c, c.Model.fill(d, place, metagenes)
}

// fill reads what names genes.
func (m *Model) fill(d *document, place map[string]int, metagenes int) error {
	if len(m.Slopes) != rules || len(d.Markers) != m.K || len(m.Sizes) != m.K || len(d.Limits) != measures ||
		m.Centres != nil && len(m.Centres) != m.K {
		return fmt.Errorf("its parts are not those of %d subtypes", m.K)
	}
	for _, c := range m.Centres {
		if len(c) != metagenes {
			return errors.New("a centre has other metagenes")
		}
	}
	gene := func(name string) (int, error) {
		i, ok := place[name]
		if !ok || d.Genes[i].Quantiles == nil {
			return 0, fmt.Errorf("gene %q is not described", name)
		}
		return i, nil
	}
	for _, some := range d.Markers {
		var numbers []int
		for _, name := range some {
			g, err := gene(name)
			if err != nil {
				return err
			}
			numbers = append(numbers, g)
		}
		m.Markers = append(m.Markers, numbers)
	}
	for _, p := range d.Pairs {
		first, err := gene(p.First)
		second, other := gene(p.Second)
		if err = errors.Join(err, other); err != nil {
			return err
		}
		if len(p.Shares) != m.K {
			return fmt.Errorf("a pair is not one of %d subtypes", m.K)
		}
		for _, s := range p.Shares {
			if !(s > 0 && s < 1) {
				return errors.New("a pair has a share that is none")
			}
		}
		m.Pairs = append(m.Pairs, Pair{first, second, p.Shares})
	}
	return m.fillLimits(d)
}

// fillLimits reads the limits of the measures.
func (m *Model) fillLimits(d *document) error {
	for i, l := range d.Limits {
		if l.Measure != Measures[i].Name {
			return fmt.Errorf("it has no limits of the measure %s", Measures[i].Name)
		}
		limit := Limit{math.Inf(-1), math.Inf(1), math.Inf(-1), math.Inf(1)}
		for _, part := range []struct {
			from *float64
			to   *float64
		}{{l.Low, &limit.Low}, {l.High, &limit.High}, {l.Usual, &limit.UsualLow}, {l.Most, &limit.UsualHigh}} {
			if part.from != nil {
				*part.to = *part.from
			}
		}
		m.Limits = append(m.Limits, limit)
	}
	return nil
}

// positive says whether there are weights, from 0 to what a matrix may hold, one of them above 0.
func positive(weights []float64) bool {
	var top float64
	for _, w := range weights {
		if !(w >= 0 && w <= nmf.MaxValue) {
			return false
		}
		top = max(top, w)
	}
	return top > 0
}

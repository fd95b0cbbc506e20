package classify

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"

	"gonum.org/v1/gonum/mat"

	"subtype/internal/expr/names"
	"subtype/nmf"
)

// FileName is that of a classifier in a folder of results.
const FileName = "classifier.json"

// format is the version of the file: what is in it and what it means.
const fileFormat = 1

// Classifier is a rule with all that it needs, as a file holds it.
type Classifier struct {
	About
	Frame *Frame
	Model *Model
	Basis *Basis // nil where there is no rule
}

// About says where a classifier comes from.
type About struct {
	Version  string // of the program
	Analysis string // digest of its plan
	Verdict  string // on the subtypes: "clear", "tentative", "none" or "unknown"
}

// document is the file.
type document struct {
	Program     string          `json:"program"`
	Format      int             `json:"format"`
	Version     string          `json:"version"`
	Analysis    string          `json:"analysis"`
	Verdict     string          `json:"verdict"`
	Rank        int             `json:"rank"`
	Refused     string          `json:"refused,omitempty"`
	Samples     int             `json:"samples"`
	Sizes       []int           `json:"subtype_sizes"`
	Log2        bool            `json:"log2"`
	Negatives   string          `json:"negatives"`
	Objective   string          `json:"objective,omitempty"` // of the projection: a value of --loss
	Centres     [][]float64     `json:"centres,omitempty"`
	Markers     [][]string      `json:"markers,omitempty"`
	Pairs       []documentPair  `json:"pairs,omitempty"`
	Slopes      []float64       `json:"slopes,omitempty"`
	Threshold   float64         `json:"threshold"`
	Limits      []documentLimit `json:"limits,omitempty"`
	Probability []float64       `json:"quantile_probabilities"`
	Expected    *Test           `json:"expected,omitempty"`
	Genes       []documentGene  `json:"genes"`
	Digest      string          `json:"digest"` // SHA-256 of this document with this field empty
}

type documentPair struct {
	First  string    `json:"first"`
	Second string    `json:"second"`
	Shares []float64 `json:"shares"`
}

type documentLimit struct {
	Measure string   `json:"measure"`
	Low     *float64 `json:"low,omitempty"`
	High    *float64 `json:"high,omitempty"`
	Usual   *float64 `json:"usual_low,omitempty"`
	Most    *float64 `json:"usual_high,omitempty"`
}

type documentGene struct {
	Name      string        `json:"name"`
	Names     []string      `json:"names,omitempty"` // other spellings
	Level     float64       `json:"level,omitempty"`
	Shift     float64       `json:"shift,omitempty"`
	Mean      *float64      `json:"mean,omitempty"`
	SD        *float64      `json:"sd,omitempty"`
	Quantiles []float64     `json:"quantiles,omitempty"`
	Rows      []documentRow `json:"rows,omitempty"`
}

type documentRow struct {
	Sign    int       `json:"sign,omitempty"`
	Weights []float64 `json:"weights,omitempty"`
}

const program = "subtype classifier"

// Write writes the file.
func (c *Classifier) Write(w io.Writer) error {
	d := c.document()
	text, err := d.encode()
	if err != nil {
		return err
	}
	sum := sha256.Sum256(text)
	d.Digest = hex.EncodeToString(sum[:])
	if text, err = d.encode(); err == nil {
		_, err = w.Write(text)
	}
	return err
}

// encode gives every gene a line.
func (d *document) encode() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(d)
	// In a string the quotes would be escaped.
	text := bytes.ReplaceAll(b.Bytes(), []byte(`{"name":`), []byte("\n"+`{"name":`))
	return text, err
}

func (c *Classifier) document() *document {
	f, m := c.Frame, c.Model
	d := &document{Program: program, Format: fileFormat, Version: c.Version, Analysis: c.Analysis, Verdict: c.Verdict,
		Rank: m.K, Refused: m.Refused, Samples: f.Samples, Sizes: m.Sizes, Log2: f.Log2, Negatives: f.Negatives,
		Threshold: m.Threshold, Probability: Probabilities, Expected: m.Test}
	for _, g := range f.Genes {
		one := documentGene{Name: g.Name, Names: names.Spellings(g.Name)[1:], Level: g.Level, Shift: g.Shift,
			Quantiles: g.Quantiles}
		if g.Quantiles != nil {
			one.Mean, one.SD = &g.Mean, &g.SD
		}
		d.Genes = append(d.Genes, one)
	}
	if m.Refused != "" {
		return d
	}
	for i, r := range f.Rows {
		row := documentRow{Sign: r.Sign}
		for _, w := range c.Basis.W.RawRowView(i) {
			row.Weights = append(row.Weights, rounded(w, digits))
		}
		d.Genes[r.Gene].Rows = append(d.Genes[r.Gene].Rows, row)
	}
	d.Objective, d.Centres, d.Slopes = c.Basis.Divergence.String(), m.Centres, m.Slopes
	for _, genes := range m.Markers {
		var some []string
		for _, g := range genes {
			some = append(some, f.Genes[g].Name)
		}
		d.Markers = append(d.Markers, some)
	}
	for _, p := range m.Pairs {
		d.Pairs = append(d.Pairs, documentPair{f.Genes[p.First].Name, f.Genes[p.Second].Name, p.Shares})
	}
	finite := func(x float64) *float64 {
		if math.IsInf(x, 0) {
			return nil
		}
		return &x
	}
	for i, l := range m.Limits {
		d.Limits = append(d.Limits, documentLimit{Measures[i].Name, finite(l.Low), finite(l.High),
			finite(l.UsualLow), finite(l.UsualHigh)})
	}
	return d
}

// Read reads a classifier, from whomever it may come. One that was changed since it was written is
// refused.
func Read(data []byte) (*Classifier, error) {
	d := &document{}
	if json.Unmarshal(data, d) != nil || d.Program != program {
		return nil, errors.New("it is no classifier of this program")
	}
	if d.Format != fileFormat {
		return nil, fmt.Errorf("it is a classifier of format %d, and this program reads format %d", d.Format, fileFormat)
	}
	sum := sha256.Sum256(bytes.Replace(data, []byte(d.Digest), nil, 1))
	if d.Digest == "" || hex.EncodeToString(sum[:]) != d.Digest {
		return nil, errors.New("it was changed since it was written: its digest is that of something else")
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

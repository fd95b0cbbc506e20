package classify

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"math"
	"slices"

	"subtype/internal/expr/names"
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
	// Others are other names of the frame's genes; Called finds them.
	Others [][]string
}

// Called adds what the frame's genes are called, "" for what is not known.
func (c *Classifier) Called(symbols []string) {
	c.Others = c.Others[:0]
	for i, g := range c.Frame.Genes {
		others := names.Spellings(g.Name)
		for _, s := range names.Spellings(symbols[i]) {
			if s != "" && !slices.Contains(others, s) {
				others = append(others, s)
			}
		}
		c.Others = append(c.Others, others[1:])
	}
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
	Names     []string      `json:"names,omitempty"` // other ones, and other spellings
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
	for i, g := range f.Genes {
		one := documentGene{Name: g.Name, Names: c.Others[i], Level: g.Level, Shift: g.Shift,
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

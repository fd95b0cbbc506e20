package transform

import (
	"fmt"
	"math"

	"subtype/internal/expr/finding"
)

// Transform is what preparing a matrix did to its values, in the order in which Apply
// does it. It is plain data and goes through JSON unchanged.
//
// Not frozen is what looks at other samples or at rows that are no more: rows of one name
// are not combined, and nearest neighbours (--missing knn) give no value. Apply refuses
// what would need them.
type Transform struct {
	Missing   string `json:"missing"`   // what was done about missing values: a value of --missing
	Log2      bool   `json:"log2"`      // log2(x+1) was taken of every value
	Negatives string `json:"negatives"` // what was done about negative values: a value of --negatives
	Genes     []Gene `json:"genes"`     // those that rows are made of, and those that these were ranked among
	Rows      []Row  `json:"rows"`      // what the factorisation sees, in its order
}

// Gene is what was fitted to a gene; what the treatment does not need is 0.
type Gene struct {
	Name   string  `json:"name"`
	Median float64 `json:"median"` // for missing values, before logarithms
	Level  float64 `json:"level"`  // subtracted after logarithms: the median of --center median
	Shift  float64 `json:"shift"`  // subtracted after that: the minimum, or the median before ranking
	// Near such medians, which may be the value of one sample: means of values in the middle (spread.Middle).
	NearLevel float64 `json:"near_level"`
	NearShift float64 `json:"near_shift"`
}

// Row is a row of the prepared matrix.
type Row struct {
	Name string `json:"name"`
	Gene int    `json:"gene"` // which of the Genes
	Sign int    `json:"sign"` // +1 its up part, max(x, 0); −1 its down part, max(−x, 0); 0 the values as they are
}

// Input is a matrix to apply a transform to, a row a gene; NaN is missing.
type Input struct {
	Name    string // of the file, for messages
	Genes   []string
	Samples []string
	Values  [][]float64
}

// Output is what a transform gives: a row for each of its Rows, a column for each sample
// of the input.
type Output struct {
	Values  [][]float64 // NaN where a gene is absent and, with --missing mask, where a value is missing
	Absent  []string    // genes of the transform that are not in the input
	Filled  int         // missing values that the gene's median took the place of
	Clipped int         // values below 0 after all that is done to them, as none was that was fitted to: they are 0
}

// Apply prepares the values of a matrix as those were that the transform was fitted to.
// Genes that the transform does not know have no part in it. Where genes are absent,
// their rows are NaN, and others are ranked among those that are there.
//
// Missing values are filled by the median fitted (--missing median) or stay missing
// (mask); with other treatments a gene of the transform must have all its values. Where
// negative values were refused, they are again.
// A matrix that cannot be prepared so gives a *finding.Refusal.
func (t *Transform) Apply(in Input) (*Output, error) {
	values, absent, err := t.pick(in)
	if err != nil {
		return nil, err
	}
	out := &Output{Absent: absent}
	if out.Filled, err = t.fill(in, values); err != nil {
		return nil, err
	}
	if err := t.takeLogarithms(in, values); err != nil {
		return nil, err
	}
	for i, x := range values {
		for j := range x {
			x[j] -= t.Genes[i].Level
		}
	}
	if err := t.refuseNegatives(in, values); err != nil {
		return nil, err
	}
	if t.Negatives == "rank" || t.Negatives == "shift" || t.Negatives == "shift-gene" {
		for i, x := range values {
			for j := range x {
				x[j] -= t.Genes[i].Shift
			}
		}
	}
	if t.Negatives == "rank" {
		RankWithinSamples(values)
	}
	for _, r := range t.Rows {
		row := part(values[r.Gene], r.Sign)
		out.Clipped += clip(row)
		out.Values = append(out.Values, row)
	}
	return out, nil
}

// pick copies the values of the transform's genes; nil stands for the values of an absent
// one until it is known that there are samples.
func (t *Transform) pick(in Input) (values [][]float64, absent []string, err error) {
	wanted, row := map[string]bool{}, map[string]int{}
	for _, g := range t.Genes {
		wanted[g.Name] = true
	}
	for i, name := range in.Genes {
		if !wanted[name] {
			continue
		}
		if _, ok := row[name]; ok {
			return nil, nil, refuse(in, finding.DuplicateGene, name, -1, "the gene stands in several rows",
				"leave one row for each gene")
		}
		row[name] = i
	}
	for _, g := range t.Genes {
		x := make([]float64, len(in.Samples))
		i, ok := row[g.Name]
		if !ok {
			absent = append(absent, g.Name)
			for j := range x {
				x[j] = math.NaN()
			}
		} else {
			copy(x, in.Values[i])
		}
		for j, v := range x {
			if v > mostValue || v < -mostValue {
				return nil, nil, refuse(in, finding.TooLarge, g.Name, j,
					fmt.Sprintf("the value %g is larger than any measurement", v), "values go up to 1e100")
			}
		}
		values = append(values, x)
	}
	return values, absent, nil
}

// mostValue is the largest value that preparing accepts.
const mostValue = 1e100

// fill treats missing values. Genes that are absent stay so.
func (t *Transform) fill(in Input, values [][]float64) (filled int, err error) {
	there := map[string]bool{}
	for _, name := range in.Genes {
		there[name] = true
	}
	for i, x := range values {
		if !there[t.Genes[i].Name] {
			continue
		}
		for j, v := range x {
			switch {
			case v == v || t.Missing == "mask":
			case t.Missing == "median":
				x[j] = t.Genes[i].Median
				filled++
			default:
				return filled, refuse(in, finding.MissingValues, t.Genes[i].Name, j, "the value is missing",
					"only --missing median and mask say what stands for a missing value of another sample")
			}
		}
	}
	return filled, nil
}

// takeLogarithms takes log2(x+1), where it was taken.
func (t *Transform) takeLogarithms(in Input, values [][]float64) error {
	if !t.Log2 {
		return nil
	}
	for i, x := range values {
		for j, v := range x {
			if v < 0 && t.Negatives == "clip" {
				v = 0
			}
			if v < 0 {
				return refuse(in, finding.Log2Negative, t.Genes[i].Name, j,
					fmt.Sprintf("the value %g is below 0: log2(x+1) is for values from 0 on", v),
					"give values on the scale of the matrix that was analysed")
			}
			x[j] = math.Log2(v + 1)
		}
	}
	return nil
}

// refuseNegatives refuses values below 0 where none were accepted.
func (t *Transform) refuseNegatives(in Input, values [][]float64) error {
	if t.Negatives != "refuse" {
		return nil
	}
	for i, x := range values {
		for j, v := range x {
			if v < 0 {
				return refuse(in, finding.NegativeValues, t.Genes[i].Name, j, fmt.Sprintf("the value %g is negative", v),
					"give values on the scale of the matrix that was analysed, which has none")
			}
		}
	}
	return nil
}

// refuse is the error about a value; sample −1 is none.
func refuse(in Input, code finding.Code, gene string, sample int, text, remedy string) error {
	f := finding.Finding{Code: code, Severity: finding.Fatal, Gene: gene, Count: 1, Remedy: remedy,
		Text: fmt.Sprintf("gene %s: %s", finding.Quote(gene), text)}
	if sample >= 0 {
		f.Sample = in.Samples[sample]
		f.Text = fmt.Sprintf("gene %s, sample %s: %s", finding.Quote(gene), finding.Quote(f.Sample), text)
	}
	return &finding.Refusal{Name: in.Name, Findings: finding.Findings{f}}
}

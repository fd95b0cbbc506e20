package main

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"subtype/consensus"
	"subtype/internal/expr/table"
	"subtype/internal/simulate"
	"subtype/internal/sweep"
)

// set is one data set: its values on a logarithmic scale, and what is known about its
// samples.
type set struct {
	name, class, kind string // class: study, groups, none
	final             bool   // set aside for the last look
	truth             []int  // known group, or consensus.Absent
	k                 int
	log               [][]float64
}

// stream is a random stream for one use of a set.
func stream(use string) *rand.Rand { return sweep.Stream(1, "evidence "+use) }

// studies reads all labelled studies below a folder.
func studies(root string) ([]*set, error) {
	var all []*set
	for _, pattern := range []string{"*", "*/*"} {
		paths, err := filepath.Glob(filepath.Join(root, pattern, "labels.tsv"))
		if err != nil {
			return nil, err
		}
		for _, path := range paths {
			s, err := study(filepath.Dir(path))
			if err != nil {
				return nil, err
			}
			all = append(all, s)
		}
	}
	return all, nil
}

func study(folder string) (*set, error) {
	f, err := os.Open(filepath.Join(folder, "expr.tsv.gz"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	t, err := table.Read(f.Name(), f, table.Options{})
	if err != nil {
		return nil, err
	}
	text, err := os.ReadFile(filepath.Join(folder, "labels.tsv"))
	if err != nil {
		return nil, err
	}
	s := &set{name: filepath.Base(folder), class: "study", kind: "study"}
	h := fnv.New32a()
	h.Write([]byte(s.name))
	s.final = h.Sum32()%3 == 0
	class, number := map[string]int{}, map[string]int{"NA": consensus.Absent}
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n")[1:] {
		fields := strings.Split(line, "\t")
		if _, ok := number[fields[1]]; !ok {
			number[fields[1]] = len(number) - 1
		}
		class[fields[0]] = number[fields[1]]
	}
	s.k = len(number) - 1
	for _, name := range t.Samples {
		c, ok := class[name]
		if !ok {
			c = consensus.Absent
		}
		s.truth = append(s.truth, c)
	}
	var rows [][]float64
	low, high := math.Inf(1), math.Inf(-1)
	for _, row := range t.Values {
		if !slices.ContainsFunc(row, math.IsNaN) {
			rows = append(rows, row)
			low, high = min(low, slices.Min(row)), max(high, slices.Max(row))
		}
	}
	s.keep(rows, low >= 0 && high > 50)
	return s, nil
}

// keep takes the most variable genes, by MAD on the logarithmic scale.
func (s *set) keep(rows [][]float64, linear bool) {
	type scored struct {
		row []float64
		mad float64
	}
	var all []scored
	for _, row := range rows {
		if linear {
			row = slices.Clone(row)
			for j, x := range row {
				row[j] = math.Log2(x + 1)
			}
		}
		middle, off := median(row), make([]float64, len(row))
		for j, x := range row {
			off[j] = math.Abs(x - middle)
		}
		if slices.Min(row) < slices.Max(row) {
			all = append(all, scored{row, median(off)})
		}
	}
	slices.SortStableFunc(all, func(a, b scored) int { return cmp.Compare(b.mad, a.mad) })
	for _, g := range all[:min(len(all), *genes)] {
		s.log = append(s.log, g.row)
	}
}

func median(x []float64) float64 {
	x = slices.Clone(x)
	slices.Sort(x)
	return (x[(len(x)-1)/2] + x[len(x)/2]) / 2
}

func pick[T any](r *rand.Rand, x ...T) T { return x[r.IntN(len(x))] }

// drawn is a simulated set.
func drawn(s *set, o simulate.Options, i int) (*set, error) {
	o.Seed = uint64(i)
	d, err := simulate.New(o)
	if err != nil {
		return nil, err
	}
	s.final, s.truth, s.k = i%2 == 1, d.Groups, o.Groups
	s.name = fmt.Sprintf("%s-%04d-%s-%s-n%d-k%d", s.class, i, s.kind, o.Model, o.Samples, o.Groups)
	var rows [][]float64
	for g := range d.Genes() {
		rows = append(rows, g.Values)
	}
	s.keep(rows, o.Model == "linear" || o.Model == "counts")
	return s, nil
}

var (
	models = []string{"log", "linear", "counts", "ratio"}
	shapes = []string{"normal", "uniform", "skewed"}
)

// grouped is simulated set number i with groups.
func grouped(i int) (*set, error) {
	r := stream(fmt.Sprint("groups ", i))
	o := simulate.Default()
	o.Groups = 2 + r.IntN(7)
	o.Samples = max(pick(r, 20, 30, 40, 60, 80, 100, 150, 200), 6*o.Groups)
	o.Genes, o.Separation, o.Markers = pick(r, 500, 1000, 2000), 0.4+1.2*r.Float64(), pick(r, 0.05, 0.1, 0.2)
	o.Factors, o.FactorShape, o.FactorStrength = pick(r, 0, 2, 5, 8), pick(r, shapes...), 0.1+0.4*r.Float64()
	o.Model, o.Heavy = pick(r, models...), r.IntN(3) == 0
	if r.IntN(2) == 0 {
		for range o.Groups {
			o.Sizes = append(o.Sizes, 0.3+r.Float64())
		}
	}
	return drawn(&set{class: "groups", kind: "planted"}, o, i)
}

// without is simulated set number i without groups, of one of six kinds.
func without(i int, of []*set) (*set, error) {
	r := stream(fmt.Sprint("none ", i))
	o := simulate.Default()
	o.Groups, o.Samples = 1, pick(r, 20, 30, 40, 60, 80, 100, 150, 200, 300)
	o.Genes, o.Model = pick(r, 300, 500, 1000, 2000), pick(r, models...)
	s := &set{class: "none"}
	kind := i / 2 % 6
	if len(of) == 0 {
		kind = i / 2 % 4
	}
	switch kind {
	case 0:
		s.kind, o.Heavy = "independent", r.IntN(2) == 0
	case 1:
		s.kind, o.Factors, o.FactorStrength = "correlated", pick(r, 3, 8, 20), 0.1+0.5*r.Float64()
	case 2:
		s.kind, o.Factors, o.FactorShape, o.FactorStrength = "gradient", pick(r, 1, 2, 3), "uniform", 0.2+0.8*r.Float64()
		o.FactorGenes = pick(r, 0.3, 0.8)
	case 3:
		s.kind, o.Factors, o.FactorShape, o.FactorStrength = "skewed", pick(r, 1, 2, 3), "skewed", 0.2+0.6*r.Float64()
		o.Heavy = true
	default:
		from := of[r.IntN(len(of))]
		x := rotated(from.log, r)
		s.kind = "study's covariance"
		if kind == 5 {
			s.kind = "study's covariance, own values"
			ownValues(x, from.log)
		}
		s.name, s.final, s.k, s.truth = fmt.Sprintf("none-%04d-%s", i, from.name), i%2 == 1, 1, make([]int, len(x[0]))
		s.keep(x, false)
		return s, nil
	}
	return drawn(s, o, i)
}

// rotated is a matrix with the same means and exactly the same covariance of its rows,
// and no groups: samples are turned at random about their mean (Langsrud, Statistics and
// Computing 15:53, 2005).
func rotated(x [][]float64, r *rand.Rand) [][]float64 {
	n := len(x[0])
	from, to := turn(n, r), turn(n, r)
	out := make([][]float64, len(x))
	for i, row := range x {
		mean := 0.0
		for _, v := range row {
			mean += v / float64(n)
		}
		out[i] = make([]float64, n)
		for j := range out[i] {
			out[i][j] = mean
		}
		for a := range from {
			c := 0.0
			for j, v := range row {
				c += (v - mean) * from[a][j]
			}
			for j := range out[i] {
				out[i][j] += c * to[a][j]
			}
		}
	}
	return out
}

// turn is a random orthonormal basis of what is orthogonal to the vector of ones.
func turn(n int, r *rand.Rand) [][]float64 {
	ones := make([]float64, n)
	for j := range ones {
		ones[j] = 1 / math.Sqrt(float64(n))
	}
	basis := [][]float64{ones}
	for len(basis) < n {
		v := make([]float64, n)
		for j := range v {
			v[j] = r.NormFloat64()
		}
		for range 2 {
			for _, b := range basis {
				c := dot(v, b)
				for j := range v {
					v[j] -= c * b[j]
				}
			}
		}
		length := math.Sqrt(dot(v, v))
		for j := range v {
			v[j] /= length
		}
		basis = append(basis, v)
	}
	return basis[1:]
}

func dot(a, b []float64) float64 {
	s := 0.0
	for j, x := range a {
		s += x * b[j]
	}
	return s
}

// ownValues replaces each row's values by those of another, in the same order.
func ownValues(x, of [][]float64) {
	for i, row := range x {
		values, order := slices.Clone(of[i]), make([]int, len(row))
		for j := range order {
			order[j] = j
		}
		slices.Sort(values)
		slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(row[a], row[b]) })
		for place, j := range order {
			row[j] = values[place]
		}
	}
}

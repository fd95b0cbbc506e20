package classify

import (
	"math"
	"testing"
)

// Whatever is added to and taken from the means that are kept of a gene, no value of one sample comes
// out: values have no part in them, or do so together with two others at least, always the same.
func TestNoSampleComesOutOfMeans(t *testing.T) {
	for n := LeastOfSubtype; n <= 500; n++ {
		member := make([][]bool, n) // value by number kept: whether it is a part of its mean
		add := func(from, to int) {
			if to-from < LeastOfSubtype {
				t.Fatalf("%d values: a mean of those from %d to %d", n, from, to)
			}
			for i := range member {
				member[i] = append(member[i], i >= from && i < to)
			}
		}
		add(0, n) // the mean
		for _, p := range append([]float64{0}, Probabilities...) {
			from, to := block(n, p)
			add(from, to)
			if at := p * float64(n-1); at < float64(from)-0.5 || at > float64(to)-0.5 {
				t.Fatalf("%d values: quantile %v is of those from %d to %d", n, p, from, to)
			}
		}
		like := map[string]int{}
		key := func(i int) (s string) {
			for _, in := range member[i] {
				s += map[bool]string{true: "1", false: "0"}[in]
			}
			return s
		}
		for i := range n {
			like[key(i)]++
		}
		for i := range n {
			if like[key(i)] < LeastOfSubtype {
				t.Fatalf("%d values: number %d has %d like it", n, i, like[key(i)])
			}
		}
	}
}

// Of ten patients no gene's numbers are those of one of them.
func TestSmallCohortsStayPrivate(t *testing.T) {
	for _, negatives := range []string{"refuse", "shift-gene", "split"} {
		x, labels := simulated(10, 11)
		for _, row := range x {
			for j := range row {
				row[j] += 0.001 // nothing is at a floor that many share
			}
		}
		tr, v := prepared(t, x, negatives)
		levels := Levels(tr, v, from(0, 10))
		f := NewFrame(tr, levels, from(0, 10))
		if m := Train(f, &Basis{}, levels, from(0, 10), labels, 3); m.Refused != "" {
			t.Fatal(m.Refused)
		}
		for g, gene := range f.Genes {
			numbers := append([]float64{gene.Shift, gene.Level, gene.Shift + gene.Level, gene.Mean}, gene.Quantiles...)
			for _, kept := range numbers {
				for _, value := range x[g] {
					if kept != 0 && math.Abs(kept-value) < 1e-6*value {
						t.Errorf("%s: %v of %s is a sample's", negatives, kept, gene.Name)
					}
				}
			}
		}
	}
}

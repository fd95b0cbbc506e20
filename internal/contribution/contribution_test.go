package contribution

import (
	"context"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"gonum.org/v1/gonum/mat"

	"subtype/internal/expr/kind"
	"subtype/internal/sweep"
	"subtype/nmf"
)

// planted is a matrix of two kinds, whose product with its factors it is: metagene 0 lies in
// kind 0 alone, metagene 2 in kind 1 alone, metagene 1 in both. Samples 6 and 7 lack kind 1.
func planted(t *testing.T, noise float64) (*nmf.Matrix, []kind.Kind, nmf.Factors) {
	t.Helper()
	const samples = 24
	r := rand.New(rand.NewPCG(2, 9))
	w, h := mat.NewDense(20, 3, nil), mat.NewDense(3, samples, nil)
	for i := range 20 {
		w.Set(i, 1, 1+r.Float64())
		if i < 12 {
			w.Set(i, 0, 3*r.Float64())
		} else {
			w.Set(i, 2, 3*r.Float64())
		}
	}
	for j := range samples {
		for a := range 3 {
			h.Set(a, j, 0.2+r.Float64())
			if j%3 == a {
				h.Set(a, j, 4+r.Float64())
			}
		}
	}
	rows := make([][]float64, 20)
	for i := range rows {
		rows[i] = make([]float64, samples)
		for j := range rows[i] {
			for a := range 3 {
				rows[i][j] += w.At(i, a) * h.At(a, j)
			}
			rows[i][j] += noise * r.Float64()
			if i >= 12 && (j == 6 || j == 7) {
				rows[i][j] = math.NaN()
			}
		}
	}
	v, err := nmf.NewMatrix(rows)
	if err != nil {
		t.Fatal(err)
	}
	kinds := []kind.Kind{{Name: "a", To: 12}, {Name: "b", From: 12, To: 20, Lacking: []int{6, 7}}}
	return v, kinds, nmf.Factors{W: w, H: h}
}

func plan(m nmf.Method) sweep.Plan {
	return sweep.Plan{Ranks: []int{3}, Restarts: 3, Seed: 3, Method: m, Stop: nmf.Settled, MaxIter: 300,
		Scale: nmf.ScaleMax, Read: sweep.Largest}
}

// The factors that the matrix is made of explain all of every kind; what a metagene does where
// it does not lie is nothing, and its shares are all of it.
func TestContributionsOfKnownFactors(t *testing.T) {
	v, kinds, f := planted(t, 0)
	groups := make([]int, 24)
	for j := range groups {
		groups[j] = j % 3
	}
	for _, m := range []struct {
		nmf.Method
		nmf.Divergence
	}{{nmf.HALS{}, nmf.Frobenius}, {nmf.KL{}, nmf.KullbackLeibler}} {
		kinds[0].Loss, kinds[1].Loss = m.String(), m.String()
		j := Joint{V: v, Kinds: kinds, Plan: plan(m.Method), Threads: 2}
		found, err := j.Of(context.Background(), []Found{{3, f, groups}})
		if err != nil {
			t.Fatal(err)
		}
		a, b := found[0].Kinds[0], found[0].Kinds[1]
		if math.Abs(a.Explained-1) > 1e-12 || math.Abs(b.Explained-1) > 1e-12 {
			t.Errorf("%s: explained are %v and %v", m.Name(), a.Explained, b.Explained)
		}
		if a.Share[0] != 1 || b.Share[0] != 0 || a.Share[2] != 0 || b.Share[2] != 1 ||
			math.Abs(a.Share[1]+b.Share[1]-1) > 1e-15 || a.Share[1] < 0.3 {
			t.Errorf("%s: shares %v and %v", m.Name(), a.Share, b.Share)
		}
		if math.Abs(a.Unique[2]) > 1e-12 || math.Abs(b.Unique[0]) > 1e-12 || a.Unique[0] < 0.1 || b.Unique[2] < 0.1 {
			t.Errorf("%s: lost are %v and %v", m.Name(), a.Unique, b.Unique)
		}
		if !found[0].Fits(3, 3, 2) || found[0].Fits(3, 4, 2) || found[0].Fits(3, 3, 1) {
			t.Error("it fits something else")
		}
		j.Threads = 1
		again, err := j.Of(context.Background(), []Found{{3, f, groups}})
		if err != nil || !reflect.DeepEqual(again, found) {
			t.Errorf("%s: other numbers with one thread, %v", m.Name(), err)
		}
	}
}

// What is explained is one minus the loss of the factors over that of the means, by hand.
func TestExplainedByHand(t *testing.T) {
	rows := [][]float64{{1, 3, math.NaN()}, {2, 2, 5}}
	v, err := nmf.NewMatrix(rows)
	if err != nil {
		t.Fatal(err)
	}
	f := nmf.Factors{W: mat.NewDense(2, 1, []float64{1, 2}), H: mat.NewDense(1, 3, []float64{1, 2, 2})}
	j := Joint{V: v}
	var one, both Kind
	j.explain(&one, &kind.Kind{To: 1}, f)
	j.explain(&both, &kind.Kind{To: 2}, f)
	// Row 0 about its mean 2: 1 + 1; from 1, 2: 0 + 1. Row 1 about its mean 3: 1 + 1 + 4; from 2, 4, 4: 0 + 4 + 1.
	if one.Explained != 1-1./2 || both.Explained != 1-6./8 {
		t.Errorf("%v, %v", one.Explained, both.Explained)
	}
	// Without its metagene nothing stands for a row: 1 + 9.
	if one.Unique[0] != (10.-1)/2 {
		t.Errorf("%v", one.Unique)
	}
	if got := Base(rows, nmf.Frobenius); got != 2./2/2+6./2/3 {
		t.Errorf("base %v", got)
	}
	if got, want := Loss(nmf.KullbackLeibler, 2, 3), 2*math.Log(2./3)+1; math.Abs(got-want) > 1e-15 ||
		Loss(nmf.KullbackLeibler, 0, 3) != 3 {
		t.Errorf("%v, want %v", got, want)
	}
}

// The subtypes of a kind that sees all groups are the joint ones, over the samples that it has;
// a kind of noise says nothing, and one with too few samples is not asked.
func TestWhatAKindSaysAlone(t *testing.T) {
	const samples = 30
	r := rand.New(rand.NewPCG(7, 7))
	rows := make([][]float64, 60)
	groups := make([]int, samples)
	for i := range rows {
		rows[i] = make([]float64, samples)
		for j := range rows[i] {
			groups[j] = j % 3
			rows[i][j] = r.Float64()
			switch {
			case i < 30 && i%3 == j%3:
				rows[i][j] += 3
			case i < 30 && j > 25, i >= 50 && j > 2:
				rows[i][j] = math.NaN()
			}
		}
	}
	for i := range 30 {
		for j := 26; j < samples; j++ {
			rows[i][j] = math.NaN()
		}
	}
	v, err := nmf.NewMatrix(rows)
	if err != nil {
		t.Fatal(err)
	}
	from := func(n int) (lacking []int) {
		for j := n; j < samples; j++ {
			lacking = append(lacking, j)
		}
		return lacking
	}
	kinds := []kind.Kind{{To: 30, Lacking: from(26)}, {From: 30, To: 50}, {From: 50, To: 60, Lacking: from(3)}}
	j := Joint{V: v, Kinds: kinds, Plan: plan(nmf.KL{})}
	f := nmf.Random(v, 3, r)
	found, err := j.Of(context.Background(), []Found{{3, f, groups}})
	if err != nil {
		t.Fatal(err)
	}
	alone := found[0].Kinds
	if alone[0].Alone != 1 || math.Abs(alone[1].Alone) > 0.2 || !math.IsNaN(alone[2].Alone) {
		t.Errorf("%v, %v, %v", alone[0].Alone, alone[1].Alone, alone[2].Alone)
	}
}

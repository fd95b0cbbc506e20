package nmf

import (
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"os"
	"strconv"
	"testing"

	"subtype/internal/reftest"
)

// leukemiaPart is the third problem of testdata/reference/sklearn_all.py.
func leukemiaPart(t *testing.T) reftest.Problem {
	t.Helper()
	f, err := os.Open("../testdata/leukemia.tsv.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(z)
	r.Comma = '\t'
	lines, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	p := reftest.Problem{K: 3}
	for i := 1; i <= 40; i++ {
		var row []float64
		for _, x := range lines[i][1:] {
			v, err := strconv.ParseFloat(x, 64)
			if err != nil {
				t.Fatal(err)
			}
			row = append(row, v)
		}
		for a := 1; a <= 3; a++ {
			p.W = append(p.W, 100*(float64((5*i+11*a+i*a)%17)/17+0.05))
		}
		p.V = append(p.V, row)
	}
	for a := 1; a <= 3; a++ {
		for j := 1; j <= len(p.V[0]); j++ {
			p.H = append(p.H, float64((3*a+7*j+a*j)%13)/13+0.05)
		}
	}
	return p
}

func skProblems(t *testing.T) map[string]reftest.Problem {
	all := reftest.Problems()
	all["leukemia"] = leukemiaPart(t)
	return all
}

// mu and cd, all losses and penalties, have scikit-learn's factors after 1, 10 and 100
// iterations from the same start, to 1e-9 of each entry, or of 1e-3 where that is less.
func TestSolversEqualScikitLearn(t *testing.T) {
	want := reftest.Read(t, "sklearn_all.txt.gz")
	compared := 0
	for size, p := range skProblems(t) {
		for what, penalty := range map[string]Penalty{"none": {}, "l1": {0.02, 0.03, 1}, "l2": {0.02, 0.03, 0},
			"mixed": {0.01, 0.04, 0.3}, "w": {0.05, 0, 0.5}} {
			methods := map[string]Method{"cd": CD{Penalty: penalty}}
			for name, beta := range map[string]float64{"2": 2, "1": 1, "0": 0, "0.5": 0.5, "1.5": 1.5, "3": 3} {
				methods["mu"+name] = MU{Beta(beta), penalty}
			}
			for name, method := range methods {
				rows := p.V
				if m, ok := method.(MU); ok && m.Divergence.Beta() <= 0 {
					rows = addOne(rows)
				}
				v := matrix(t, rows)
				for _, iter := range []int{1, 10, 100} {
					tag := fmt.Sprintf("%s.%s.%s.%d.", size, name, what, iter)
					if _, ok := want[tag+"W"]; !ok {
						continue
					}
					compared++
					r := fit(t, v, p.K, Settings{Method: method, Init: given(p), MaxIter: iter, Stop: Tolerance(0)})
					reftest.Close(t, tag+"W", byColumn(r.W), want.Get(t, tag+"W"), 1e-9, 1e-3)
					reftest.Close(t, tag+"H", byColumn(r.H), want.Get(t, tag+"H"), 1e-9, 1e-3)
				}
			}
		}
	}
	if compared < 150 {
		t.Errorf("%d factorisations were compared", compared)
	}
}

func addOne(rows [][]float64) [][]float64 {
	out := make([][]float64, len(rows))
	for i, row := range rows {
		for _, x := range row {
			out[i] = append(out[i], x+1)
		}
	}
	return out
}

// They stop where scikit-learn stops.
func TestStopsAsScikitLearn(t *testing.T) {
	want := reftest.Read(t, "sklearn_all.txt.gz")
	for size, p := range skProblems(t) {
		for name, method := range map[string]Method{"cd2": CD{}, "mu2": MU{}, "mu1": MU{Divergence: KullbackLeibler}} {
			r := fit(t, matrix(t, p.V), p.K, Settings{Method: method, Init: given(p)})
			if n := want.Ints(t, size+"."+name+".iterations")[0]; r.Iter != n {
				t.Errorf("%s, %s: %d iterations, scikit-learn %d", size, name, r.Iter, n)
			}
		}
	}
}

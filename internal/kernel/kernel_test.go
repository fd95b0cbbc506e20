package kernel

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// problem is a packed matrix with its plain form and factors to multiply it by.
type problem struct {
	v       [][]float64 // inner × outputs
	panels  *Panels
	f       []float64 // inner × k
	x       []float64 // outputs × k, rows
	k       int
	outputs int
}

func problems() []problem {
	r := rand.New(rand.NewPCG(1, 2))
	number := func() float64 {
		switch r.IntN(8) {
		case 0:
			return 0
		case 1:
			return 5e-324 * float64(1+r.IntN(1000))
		}
		return r.Float64() * 100
	}
	var all []problem
	for _, outputs := range []int{1, 7, 8, 9, 23} {
		for _, inner := range []int{1, 5, 16} {
			for k := 1; k <= 20; k++ {
				p := problem{panels: NewPanels(outputs, inner), k: k, outputs: outputs}
				for i := range inner {
					row := make([]float64, outputs)
					for o := range row {
						row[o] = number()
						p.panels.Set(o, i, row[o])
					}
					p.v = append(p.v, row)
				}
				for range inner * k {
					p.f = append(p.f, number())
				}
				for range outputs * k {
					p.x = append(p.x, number())
				}
				all = append(all, p)
			}
		}
	}
	return all
}

// tiles runs a kernel over every panel and returns its results as rows,
// checking that lanes beyond the last output stay 0.
func (p problem) tiles(t *testing.T, kernel func(out, panel, x []float64)) []float64 {
	t.Helper()
	out := make([]float64, p.outputs*p.k)
	x, y := make([]float64, p.k*Lanes), make([]float64, p.k*Lanes)
	for b := range p.panels.Blocks() {
		RowsToTile(x, p.x, b, p.k)
		kernel(y, p.panels.Panel(b), x)
		for o := p.outputs - b*Lanes; o < Lanes; o++ {
			for a := range p.k {
				if y[a*Lanes+o] != 0 {
					t.Fatalf("lane %d beyond the last output is %g", o, y[a*Lanes+o])
				}
			}
		}
		TileToRows(out, y, b, p.k)
	}
	return out
}

func (p problem) wh(i, o int) float64 {
	var r float64
	for a := range p.k {
		r = math.FMA(p.f[i*p.k+a], p.x[o*p.k+a], r)
	}
	return r
}

func same(t *testing.T, what string, p problem, got, want []float64) {
	t.Helper()
	for i := range want {
		if math.Float64bits(got[i]) != math.Float64bits(want[i]) {
			t.Fatalf("%s, %d outputs × %d, k=%d: value %d is %x, want %x", what, p.outputs, len(p.v), p.k, i, got[i], want[i])
		}
	}
}

// Every kernel equals its definition, bit by bit.
func TestKernelsEqualTheirDefinition(t *testing.T) {
	for _, p := range problems() {
		quotients, products := make([]float64, p.outputs*p.k), make([]float64, p.outputs*p.k)
		for o := range p.outputs {
			for i, row := range p.v {
				q := 0.0
				if r := p.wh(i, o); r != 0 {
					q = row[o] / r
				}
				for a := range p.k {
					f := p.f[i*p.k+a]
					quotients[o*p.k+a] = math.FMA(f, q, quotients[o*p.k+a])
					products[o*p.k+a] = math.FMA(f, row[o], products[o*p.k+a])
				}
			}
		}
		same(t, "QuotientSums", p, p.tiles(t, func(out, panel, x []float64) { QuotientSums(out, panel, p.f, x, p.k) }),
			quotients)
		same(t, "Products", p, p.tiles(t, func(out, panel, _ []float64) { Products(out, panel, p.f, p.k) }), products)

		gram := make([]float64, p.k*p.k)
		for i := range p.v {
			for a := range p.k {
				for b := range p.k {
					gram[a*p.k+b] = math.FMA(p.f[i*p.k+a], p.f[i*p.k+b], gram[a*p.k+b])
				}
			}
		}
		got := make([]float64, p.k*p.k)
		Gram(got, p.f, p.k)
		same(t, "Gram", p, got, gram)

		applied := make([]float64, p.outputs*p.k)
		for o := range p.outputs {
			for a := range p.k {
				for b := range p.k {
					applied[o*p.k+a] = math.FMA(gram[a*p.k+b], p.x[o*p.k+b], applied[o*p.k+a])
				}
			}
		}
		same(t, "Apply", p, p.tiles(t, func(out, _, x []float64) { Apply(out, gram, x, p.k) }), applied)

		var divergence, squares, wantDivergence, wantSquares float64
		for o := range p.outputs {
			var d, s float64
			for i, row := range p.v {
				r := p.wh(i, o)
				if row[o] == 0 {
					d += r
				} else {
					d += math.FMA(row[o], Log(row[o]/r), r-row[o])
				}
				s = math.FMA(row[o]-r, row[o]-r, s)
			}
			wantDivergence += d
			wantSquares += s
		}
		x := make([]float64, p.k*Lanes)
		lanes := make([]float64, Lanes)
		for b := range p.panels.Blocks() {
			RowsToTile(x, p.x, b, p.k)
			Divergence(lanes, p.panels.Panel(b), p.f, x, p.k)
			for _, s := range lanes {
				divergence += s
			}
			SquaredError(lanes, p.panels.Panel(b), p.f, x, p.k)
			for _, s := range lanes {
				squares += s
			}
		}
		same(t, "Divergence and SquaredError", p, []float64{divergence, squares}, []float64{wantDivergence, wantSquares})
	}
}

func TestTilesHoldRowsAndColumns(t *testing.T) {
	for _, n := range []int{1, 7, 8, 9, 20} {
		for _, k := range []int{1, 2, 5} {
			rows, columns := make([]float64, n*k), make([]float64, n*k)
			for o := range n {
				for a := range k {
					rows[o*k+a] = float64(1 + o*100 + a)
					columns[a*n+o] = rows[o*k+a]
				}
			}
			fromRows, fromColumns := make([]float64, k*Lanes), make([]float64, k*Lanes)
			backRows, backColumns := make([]float64, n*k), make([]float64, n*k)
			for b := range Blocks(n) {
				for i := range fromRows {
					fromRows[i], fromColumns[i] = -1, -1 // left over from another panel
				}
				RowsToTile(fromRows, rows, b, k)
				ColumnsToTile(fromColumns, columns, b, k)
				if !slices.Equal(fromRows, fromColumns) {
					t.Fatalf("n=%d k=%d tile %d: %v from rows, %v from columns", n, k, b, fromRows, fromColumns)
				}
				TileToRows(backRows, fromRows, b, k)
				TileToColumns(backColumns, fromRows, b, k)
			}
			if !slices.Equal(backRows, rows) || !slices.Equal(backColumns, columns) {
				t.Errorf("n=%d k=%d: tiles do not give back the factor", n, k)
			}
		}
	}
}

func TestScaleRatioLeavesZeroWhereTheDenominatorIs(t *testing.T) {
	x, num := make([]float64, 2*Lanes), make([]float64, 2*Lanes)
	for i := range x {
		x[i], num[i] = 3, float64(i)
	}
	y := slices.Clone(x)
	ScaleRatio(x, num, []float64{4, 0})
	ScaleRatios(y, num, append(slices.Repeat([]float64{4}, Lanes), make([]float64, Lanes)...))
	for i := range x {
		want := 3 * float64(i) / 4
		if i >= Lanes {
			want = 0
		}
		if x[i] != want || y[i] != want {
			t.Errorf("entry %d: %g and %g, want %g", i, x[i], y[i], want)
		}
	}
}

// Powers are right to what is said of them, from the least number to the largest, and
// nothing depends on the processor.
func TestPow(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	for range 20000 {
		y, p := math.Ldexp(0.5+r.Float64()/2, r.IntN(2000)-1000), 8*r.Float64()-4
		want := math.Pow(y, p)
		if want == 0 || math.IsInf(want, 0) || math.Abs(math.Log2(want)) > 1000 {
			continue
		}
		if got := Pow(y, p); !(math.Abs(got/want-1) <= 2e-15*math.Max(1, math.Abs(math.Log2(want)))) {
			t.Fatalf("%g to the power of %g is %g, want %g", y, p, got, want)
		}
	}
	for _, c := range [][3]float64{{0, 2, 0}, {1e-300, 2, 0}, {1e300, 2, math.Inf(1)}, {5e-324, 1, 5e-324}, {2, -1, 0.5},
		{1, 3, 1}} {
		if got := Pow(c[0], c[1]); got != c[2] {
			t.Errorf("%g to the power of %g is %g, want %g", c[0], c[1], got, c[2])
		}
	}
}

// GramPacked is Gram to the bit, for any number of columns and rows.
func TestGramPackedIsGram(t *testing.T) {
	r := rand.New(rand.NewPCG(31, 32))
	packed := make([]float64, 131*Lanes)
	for k := 1; k <= 10; k++ {
		clear(packed)
		for _, rows := range []int{131, 8, 1} {
			f := make([]float64, rows*k)
			for i := range f {
				f[i] = math.Ldexp(r.Float64(), r.IntN(40)-20)
			}
			a, b := make([]float64, k*k), make([]float64, k*k)
			Gram(a, f, k)
			GramPacked(b, f, packed, k)
			if !slices.Equal(a, b) {
				t.Fatalf("%d rows of %d: %v, want %v", rows, k, b, a)
			}
		}
	}
}

// A relaxed step is no higher than where the step began, and no entry falls below 0.
func TestRelaxNeverRises(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 7))
	longer := 0
	for range 300 {
		k := 1 + r.IntN(8)
		f := make([]float64, 12*k)
		for i := range f {
			f[i] = r.NormFloat64()
		}
		hess, x, num := make([]float64, k*k*Lanes), make([]float64, k*Lanes), make([]float64, k*Lanes)
		for a := range k {
			for b := range k {
				for i := range 12 {
					for l := range Lanes {
						hess[(a*k+b)*Lanes+l] += f[i*k+a] * f[i*k+b]
					}
				}
			}
			for l := range Lanes {
				x[a*Lanes+l], num[a*Lanes+l] = max(0, r.NormFloat64()), 9*r.NormFloat64()
			}
		}
		value := func(x []float64, l int) (sum float64) {
			for a := range k {
				sum -= num[a*Lanes+l] * x[a*Lanes+l]
				for b := range k {
					sum += hess[(a*k+b)*Lanes+l] * x[a*Lanes+l] * x[b*Lanes+l] / 2
				}
			}
			return sum
		}
		before, work := slices.Clone(x), make([]float64, 5*k*Lanes)
		CoordinateStep(x, num, hess, work, k, 1+r.IntN(4))
		step := slices.Clone(x)
		Relax(x, work, k)
		for l := range Lanes {
			from, to := value(before, l), value(x, l)
			if to > from+1e-12*(1+math.Abs(from)) {
				t.Fatalf("k = %d: from %v to %v", k, from, to)
			}
			for a := range k {
				if i := a*Lanes + l; x[i] < 0 {
					t.Fatalf("k = %d: an entry of %v", k, x[i])
				} else if math.Abs(x[i]-before[i]) > 1.2*math.Abs(step[i]-before[i]) && step[i] != before[i] {
					longer++
				}
			}
		}
	}
	if longer < 1000 {
		t.Errorf("only %d entries went on beyond their step", longer)
	}
}

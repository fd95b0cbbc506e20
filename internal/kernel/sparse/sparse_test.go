package sparse

import (
	"math"
	"math/rand/v2"
	"testing"

	"subtype/internal/kernel"
)

// number is 0, denormal, large or ordinary.
func number(r *rand.Rand) float64 {
	switch r.IntN(12) {
	case 0:
		return 0
	case 1:
		return 5e-324 * float64(1+r.IntN(1000))
	case 2:
		return 1e90 * r.Float64()
	}
	return r.Float64() * 100
}

func numbers(n int, of func() float64) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = of()
	}
	return x
}

func same(t *testing.T, what string, got, want []float64) {
	t.Helper()
	for i := range want {
		if math.Float64bits(got[i]) != math.Float64bits(want[i]) && !(math.IsNaN(got[i]) && math.IsNaN(want[i])) {
			t.Fatalf("%s: value %d is %x, want %x", what, i, got[i], want[i])
		}
	}
}

const guard = 0x1.23456789abcdep+77

// Every implementation available here gives the same bits as plain Go, and writes nowhere
// else: over short and odd lengths, every rank to 26, unaligned memory, zeros, denormal and
// very large numbers.
func TestEveryImplementationGivesTheSameBits(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, s := range sets[:len(sets)-1] {
		if !s.available {
			t.Logf("%s is not available here", s.name)
			continue
		}
		for k := 1; k <= 26; k++ {
			for _, steps := range []int{0, 1, 2, 7, 38, chunk} {
				of := func() float64 { return number(r) }
				if steps%2 == 0 {
					of = func() float64 { return r.Float64() + 0.5 }
				}
				const inner = 20
				blocks := (k + four - 1) / four
				factor, at := numbers(inner*blocks*four, of), make([]int32, steps*lanes)
				for i := range at {
					at[i] = int32(r.IntN(inner))
				}
				v, f, x := numbers(steps*lanes, of), numbers(steps*k*lanes, of), numbers(k*lanes, of)
				for _, c := range []struct {
					name  string
					size  int
					slack int // what may be written beyond
					run   func(s set, out []float64)
				}{
					{"expand", steps * k * lanes, 3 * lanes, func(s set, out []float64) { s.expand(out, factor, at, k, blocks) }},
					{"quotientSums", k * lanes, 0, func(s set, out []float64) { s.quotientSums(out, v, f, x, k) }},
					{"products", k * lanes, 0, func(s set, out []float64) { s.products(out, v, factor, at, k, blocks) }},
					{"newtonSums", (k + k*k) * lanes, 0, func(s set, out []float64) {
						s.newtonSums(out[:k*lanes], out[k*lanes:], v, f, x, make([]float64, 2*chunk*lanes), k)
						for a := range k { // below the diagonal anything may stand
							clear(out[(k+a*k)*lanes : (k+a*k+a)*lanes])
						}
					}},
					{"divergence", lanes, 0, func(s set, out []float64) { s.divergence(out, v, f, x, k) }},
					{"squaredError", lanes, 0, func(s set, out []float64) { s.squaredError(out, v, f, x, k) }},
				} {
					const around = 9
					results := [2][]float64{}
					for i, s := range []set{reference, s} {
						buffer := make([]float64, c.size+c.slack+2*around)
						for j := range buffer {
							buffer[j] = guard
						}
						out := buffer[around : around+c.size]
						for j := range out {
							out[j] = float64(j%7) / 8 // sums are added to
						}
						c.run(s, out[:c.size:c.size])
						for j := range around {
							if buffer[j] != guard || buffer[len(buffer)-1-j] != guard {
								t.Fatalf("%s, %s, k=%d, %d steps: writes beyond its result", s.name, c.name, k, steps)
							}
						}
						results[i] = out
					}
					same(t, s.name+", "+c.name, results[1], results[0])
				}
			}
		}
	}
}

// random is a matrix with the share of its entries that is not 0, by list and packed in full.
// Outputs have very different numbers of entries; some have none.
func random(r *rand.Rand, outputs, inner int, share float64) (*Panels, *kernel.Panels) {
	full, counts := kernel.NewPanels(outputs, inner), make([]int, outputs)
	for o := range outputs {
		own := share * math.Exp(r.NormFloat64())
		for i := range inner {
			if r.Float64() < own {
				full.Set(o, i, 0.5+10*r.Float64())
				counts[o]++
			}
		}
	}
	p := NewPanels(inner, counts)
	for o := range outputs {
		for i := range inner {
			if x := full.At(o, i); x != 0 {
				p.Add(o, i, x)
			}
		}
	}
	return p, full
}

// Sums have the bits of package kernel, and objectives its numbers but for rounding: with
// every implementation, over many ranks and shapes, factors with zeros.
func TestTheSameAsPackedInFull(t *testing.T) {
	defer func(s set) { use = s }(use)
	r := rand.New(rand.NewPCG(5, 6))
	entry := func() float64 {
		if r.IntN(5) == 0 {
			return 0
		}
		return r.ExpFloat64()
	}
	for _, s := range sets {
		if !s.available {
			continue
		}
		use = s
		for _, shape := range [][2]int{{1, 1}, {7, 40}, {8, 300}, {37, 129}, {64, 1000}} {
			for _, k := range []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 25} {
				outputs, inner := shape[0], shape[1]
				p, full := random(r, outputs, inner, 0.1)
				compareAll(t, p, full, numbers(inner*k, entry), numbers(outputs*k, entry), k)
			}
		}
	}
}

func compareAll(t *testing.T, p *Panels, full *kernel.Panels, f, rows []float64, k int) {
	t.Helper()
	outputs := p.Outputs()
	reader := NewReader(p.Inner(), k)
	reader.Read(f)
	all, gram := make([]float64, k), make([]float64, k*k)
	kernel.ColumnSums(all, f, k)
	kernel.Gram(gram, f, k)
	tile := func(rows int) []float64 { return make([]float64, rows*lanes) }
	num, hess, work, x, sums := tile(k), tile(k*k), make([]float64, kernel.NewtonWork(k)), tile(k), tile(1)
	got, want := make([][]float64, 5), make([][]float64, 5)
	for i, width := range []int{k, k, k + k*k, 1, 1} {
		got[i], want[i] = make([]float64, outputs*width), make([]float64, outputs*width)
	}
	upper := func(hess []float64) []float64 {
		for a := range k {
			clear(hess[a*k*lanes : (a*k+a)*lanes])
		}
		return append(append([]float64{}, num...), hess...)
	}
	for b := range full.Blocks() {
		kernel.RowsToTile(x, rows, b, k)
		v := full.Panel(b)
		kernel.QuotientSums(num, v, f, x, k)
		kernel.TileToRows(want[0], num, b, k)
		kernel.Products(num, v, f, k)
		kernel.TileToRows(want[1], num, b, k)
		kernel.NewtonSums(num, hess, v, f, x, work, k)
		kernel.TileToRows(want[2], upper(hess), b, k+k*k)
		kernel.Divergence(sums, v, f, x, k)
		kernel.TileToRows(want[3], sums, b, 1)
		kernel.SquaredError(sums, v, f, x, k)
		kernel.TileToRows(want[4], sums, b, 1)

		p.RowsToTile(x, rows, b, k)
		reader.QuotientSums(num, p, b, x)
		p.TileToRows(got[0], num, b, k)
		reader.Products(num, p, b)
		p.TileToRows(got[1], num, b, k)
		reader.NewtonSums(num, hess, p, b, x)
		p.TileToRows(got[2], upper(hess), b, k+k*k)
		reader.Divergence(sums, p, b, x, all)
		p.TileToRows(got[3], sums, b, 1)
		reader.SquaredError(sums, p, b, x, gram)
		p.TileToRows(got[4], sums, b, 1)
	}
	for i, what := range []string{"QuotientSums", "Products", "NewtonSums"} {
		same(t, what, got[i], want[i])
	}
	for i, what := range []string{"Divergence", "SquaredError"} {
		for o, g := range got[3+i] {
			if w := want[3+i][o]; !(math.Abs(g-w) <= 1e-12*w) && g != w {
				t.Fatalf("%s, k=%d: output %d is %.17g, want %.17g", what, k, o, g, w)
			}
		}
	}
}

// A tile goes to a factor and back; a panel of package kernel has what the lists have.
func TestTilesAndPanels(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	p, full := random(r, 21, 30, 0.2)
	const k = 3
	rows := numbers(21*k, r.Float64)
	columns := make([]float64, len(rows))
	for o := range 21 {
		for a := range k {
			columns[a*21+o] = rows[o*k+a]
		}
	}
	backRows, backColumns := make([]float64, len(rows)), make([]float64, len(rows))
	x, y, panel := make([]float64, k*lanes), make([]float64, k*lanes), numbers(30*lanes, r.Float64)
	for b := range p.Blocks() {
		p.RowsToTile(x, rows, b, k)
		p.ColumnsToTile(y, columns, b, k)
		same(t, "tiles", x, y)
		p.TileToRows(backRows, x, b, k)
		p.TileToColumns(backColumns, x, b, k)
		p.Panel(panel, b)
		for l, o := range p.lanes(b) {
			for i := range 30 {
				if panel[i*lanes+l] != full.At(int(o), i) {
					t.Fatalf("entry (%d, %d) is %g, want %g", o, i, panel[i*lanes+l], full.At(int(o), i))
				}
			}
		}
	}
	same(t, "rows", backRows, rows)
	same(t, "columns", backColumns, columns)
	for o := range 21 {
		n := 0
		for i, x := range p.Entries(o) {
			if n++; x != full.At(o, i) || x == 0 {
				t.Fatalf("entry (%d, %d) is %g", o, i, x)
			}
		}
		if n != int(p.entries[o]) {
			t.Fatalf("output %d has %d entries, want %d", o, n, p.entries[o])
		}
	}
}

// Work is by the entries that are not 0: outputs of very different numbers of entries are sorted,
// so that hardly any lane waits for another.
func TestLanesEndTogether(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	p, _ := random(r, 3000, 200, 0.02)
	entries := 0
	for _, n := range p.entries {
		entries += int(n)
	}
	if computed := len(p.values); float64(computed) > 1.05*float64(entries) {
		t.Errorf("%d entries take %d lanes", entries, computed)
	}
}

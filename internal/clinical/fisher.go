package clinical

import (
	"cmp"
	"math"
	"slices"
	"sort"

	"subtype/internal/stat"
)

// Fisher's exact test of an r × c table: the probability, given the margins, of all tables
// that are no more probable than the one seen.
//
// The table is filled row by row. What comes after some rows depends only on how much is
// left in each column, and on the probability of the rows so far, so that rows which leave
// the same and are as probable are taken together; and where even the most probable rest
// leads to a table that counts, or the least probable one does not, nothing needs to be
// filled any more. The ways to fill the last two rows are put in order once for all pasts.
// Mehta and Patel, Journal of the American Statistical Association
// 78:427–434 (1983).

// mostWork is how many ways to fill a row are looked at, before the test gives up.
const mostWork = 5_000_000

// mostTables is how many tables there may be, counted roughly, for it to be tried at all.
const mostTables = 1e12

// rounding is how much less probable than the table seen one may look and still counts as
// no more probable, as in R.
const rounding = 1e-7

// fisherNet works out a test.
type fisherNet struct {
	rows  []int     // totals
	log   []float64 // ln n!
	seen  float64   // ln of the product of 1/n! over the cells of the table seen
	work  int
	most  int                // work
	best  map[string]float64 // ln of the most probable way
	worst map[string]float64
}

// fisher is the p-value; ok is false where it would take too long.
func (c Cross) fisher(most int) (p float64, ok bool) {
	counts := c.small()
	net := &fisherNet{most: most, log: []float64{0}, best: map[string]float64{}, worst: map[string]float64{}}
	for n := 1; n <= c.Total; n++ {
		net.log = append(net.log, stat.LogGamma(float64(n+1)))
	}
	left := make([]int, len(counts[0]))
	for _, row := range counts {
		total := 0
		for j, n := range row {
			total += n
			left[j] += n
			net.seen -= net.log[n]
		}
		net.rows = append(net.rows, total)
	}

	if net.ways(len(left)) > mostTables {
		return 0, false
	}
	return net.sum(left)
}

// ways is how many tables there would be if columns could take any number.
func (f *fisherNet) ways(columns int) float64 {
	ways := 1.0
	for _, total := range f.rows[:len(f.rows)-1] { // the last row is what is left
		ways *= stat.Exp(stat.LogChoose(total+columns-1, columns-1))
	}
	return ways
}

// small is the table without empty rows and columns, with no fewer rows than columns and
// the largest rows last.
func (c Cross) small() [][]int {
	var out [][]int
	for l, row := range c.Counts {
		if c.Rows[l] == 0 {
			continue
		}
		var some []int
		for q, n := range row {
			if c.Sums[q] > 0 {
				some = append(some, n)
			}
		}
		out = append(out, some)
	}
	if len(out) < len(out[0]) {
		turned := make([][]int, len(out[0]))
		for j := range turned {
			for i := range out {
				turned[j] = append(turned[j], out[i][j])
			}
		}
		out = turned
	}
	total := func(row []int) (n int) {
		for _, x := range row {
			n += x
		}
		return n
	}
	slices.SortStableFunc(out, func(a, b []int) int { return cmp.Compare(total(a), total(b)) })
	return out
}

// past is what rows so far amount to: the logarithm of their probability, and how many ways
// with it there are.
type past struct{ log, ways float64 }

// state is what is left in the columns, in falling order, with all pasts that lead there.
type state struct {
	left  []int
	pasts []past
}

func key(left []int, row int) string {
	b := make([]byte, 0, 2*len(left)+1)
	for _, n := range left {
		b = append(b, byte(n>>16), byte(n>>8), byte(n))
	}
	return string(append(b, byte(row)))
}

func ordered(left []int) []int {
	out := slices.Clone(left)
	slices.SortFunc(out, func(a, b int) int { return b - a })
	return out
}

func (f *fisherNet) sum(left []int) (p float64, ok bool) {
	stage := []state{{ordered(left), []past{{0, 1}}}}
	base, counted := f.logWhole(left, 0), 0.0
	last := max(0, len(f.rows)-2) // from here on the rows are filled at once
	for row := range last {
		states := f.next(stage, row)
		stage = stage[:0]
		for _, s := range states {
			open, settled := f.settle(s, row+1, base)
			counted += settled
			if len(open) > 0 {
				stage = append(stage, state{s.left, open})
			}
		}
		if f.work > f.most {
			return 0, false
		}
	}
	for _, s := range stage {
		counted += f.finish(s, last, base)
		if f.work > f.most {
			return 0, false
		}
	}
	return min(1, counted), true
}

// next fills a row in all ways.
func (f *fisherNet) next(stage []state, row int) []state {
	at := map[string]int{}
	var states []state
	for _, s := range stage {
		f.fill(s.left, f.rows[row], func(cells []int) {
			rest, log := f.after(s.left, cells)
			rest = ordered(rest)
			i, known := at[key(rest, row+1)]
			if !known {
				i = len(states)
				at[key(rest, row+1)] = i
				states = append(states, state{left: rest})
			}
			for _, p := range s.pasts {
				f.work++
				states[i].pasts = append(states[i].pasts, past{p.log + log, p.ways})
			}
		})
	}
	for i := range states {
		states[i].pasts = merge(states[i].pasts)
	}
	return states
}

// after is what a row leaves in the columns, and the logarithm of its product of 1/n!.
func (f *fisherNet) after(left, cells []int) (rest []int, log float64) {
	rest = make([]int, len(cells))
	for j, n := range cells {
		rest[j] = left[j] - n
		log -= f.log[n]
	}
	return rest, log
}

// settle parts the pasts of which it is known whether they count from the others, and gives
// the probability of those that do.
func (f *fisherNet) settle(s state, row int, base float64) (open []past, counted float64) {
	if len(f.rows)-row <= 2 || f.work > f.most {
		return s.pasts, 0
	}
	best, worst := f.extreme(s.left, row, true), f.extreme(s.left, row, false)
	whole := f.logWhole(s.left, row)
	for _, p := range s.pasts {
		switch {
		case p.log+best <= f.seen+rounding:
			counted += p.ways * stat.Exp(p.log+whole-base)
		case p.log+worst <= f.seen+rounding:
			open = append(open, p)
		}
	}
	return open, counted
}

// finish fills the last rows, two or fewer, and gives the probability of the tables that
// count.
func (f *fisherNet) finish(s state, row int, base float64) (counted float64) {
	var logs []float64
	f.fill(s.left, f.rows[row], func(cells []int) {
		f.work++
		log := 0.0
		for j, n := range cells {
			log -= f.log[n] + f.log[s.left[j]-n]
		}
		logs = append(logs, log)
	})
	slices.Sort(logs)
	whole, below := f.logWhole(s.left, row), make([]float64, len(logs)+1)
	for i, log := range logs {
		below[i+1] = below[i] + stat.Exp(log-whole)
	}
	for _, p := range s.pasts {
		n := sort.Search(len(logs), func(i int) bool { return p.log+logs[i] > f.seen+rounding })
		counted += float64(p.ways*stat.Exp(p.log+whole-base)) * below[n]
	}
	return counted
}

// merge takes pasts together that are the same but for rounding.
func merge(pasts []past) []past {
	slices.SortFunc(pasts, func(a, b past) int { return cmp.Compare(a.log, b.log) })
	out := pasts[:0]
	for _, p := range pasts {
		if n := len(out); n > 0 && p.log-out[n-1].log < 1e-11 {
			out[n-1].ways += p.ways
			continue
		}
		out = append(out, p)
	}
	return out
}

// logWhole is the logarithm of the sum of the products of 1/n! over all ways to fill the
// rows from one on: that of the multinomial coefficients.
func (f *fisherNet) logWhole(left []int, row int) float64 {
	total, log := 0, 0.0
	for _, n := range f.rows[row:] {
		total += n
		log -= f.log[n]
	}
	for _, n := range left {
		log -= f.log[n]
	}
	return log + f.log[total]
}

// fill goes through all ways to fill a row.
func (f *fisherNet) fill(left []int, total int, see func(cells []int)) {
	after := make([]int, len(left)+1) // what the columns from one on can take
	for j := len(left) - 1; j >= 0; j-- {
		after[j] = after[j+1] + left[j]
	}
	cells := make([]int, len(left))
	var from func(j, rest int)
	from = func(j, rest int) {
		if j == len(left)-1 {
			cells[j] = rest
			see(cells)
			return
		}
		for n := max(0, rest-after[j+1]); n <= min(left[j], rest) && f.work <= f.most; n++ {
			cells[j] = n
			from(j+1, rest-n)
		}
	}
	from(0, total)
}

// extreme is the logarithm of the most or the least probable way to fill the rows from one
// on.
func (f *fisherNet) extreme(left []int, row int, best bool) float64 {
	if row == len(f.rows) {
		return 0
	}
	memory := f.worst
	if best {
		memory = f.best
	}
	at := key(left, row)
	if x, ok := memory[at]; ok {
		return x
	}
	out := math.Inf(1)
	if best {
		out = math.Inf(-1)
	}
	if row == len(f.rows)-1 {
		out = 0
		for _, n := range left {
			out -= f.log[n]
		}
	} else {
		f.fill(left, f.rows[row], func(cells []int) {
			f.work++
			rest, log := f.after(left, cells)
			x := log + f.extreme(ordered(rest), row+1, best)
			if best == (x > out) {
				out = x
			}
		})
	}
	memory[at] = out
	return out
}

// Random gives the random whole numbers below n that draws need.
type Random interface{ Uint64N(n uint64) uint64 }

// How many tables Fisher's test draws where it cannot look at all of them.
const mostDraws, leastDraws = 20_000, 2_000

// drawn is Fisher's test by tables that are drawn with the same margins: the share that are
// no more probable than the one seen, which is counted among them.
func (c Cross) drawn(r Random, draws int) float64 {
	log := []float64{0}
	for n := 1; n <= c.Total; n++ {
		log = append(log, stat.LogGamma(float64(n+1)))
	}
	var rows, columns []int // of each sample
	seen := 0.0
	for l := range c.Counts {
		for q, n := range c.Counts[l] {
			seen -= log[n]
			for range n {
				rows, columns = append(rows, l), append(columns, q)
			}
		}
	}
	as := 1
	counts := make([]int, len(c.Counts)*len(c.Sums))
	for range draws {
		for i := len(columns) - 1; i > 0; i-- {
			j := int(r.Uint64N(uint64(i + 1)))
			columns[i], columns[j] = columns[j], columns[i]
		}
		clear(counts)
		for i, l := range rows {
			counts[l*len(c.Sums)+columns[i]]++
		}
		this := 0.0
		for _, n := range counts {
			this -= log[n]
		}
		if this <= seen+rounding {
			as++
		}
	}
	return float64(as) / float64(draws+1)
}

package anndata

import (
	"fmt"
	"strconv"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/textfile"
	"subtype/internal/hdf5"
)

// What is held at a time of a matrix that is stored sample by sample.
const (
	mostValues  = 8 << 20  // values of a dense one
	mostEntries = 32 << 20 // of one without zeros
	piece       = 1 << 16  // entries read at a time
)

// dense is a matrix with a row a sample.
type dense struct {
	d              *hdf5.Dataset
	path           string
	genes, samples int
	block          int // genes read at a time; 0: as many as are good
}

func (m *dense) each(use []bool, take func(gene int, values []float64) error) error {
	block := m.block
	if block == 0 {
		block = min(m.genes, max(1, mostValues/max(1, m.samples)))
		if wide := int(m.d.Columns()); block > wide {
			block = block / wide * wide // whole chunks
		}
	}
	values := make([]float64, m.samples)
	room := make([]float64, block*m.samples)
	for from := 0; from < m.genes; from += block {
		n := min(block, m.genes-from)
		if err := m.d.Floats(0, int64(m.samples), int64(from), int64(n), room[:n*m.samples]); err != nil {
			return within(m.path, err)
		}
		for g := range n {
			if !use[from+g] {
				continue
			}
			for s := range values {
				values[s] = room[s*n+g]
			}
			if err := take(from+g, values); err != nil {
				return err
			}
		}
	}
	return nil
}

// sparse is a matrix without its zeros: a list of values and of places, and where in the lists
// each sample, or each gene, begins.
type sparse struct {
	data, places   *hdf5.Dataset
	starts         []int64
	path           string
	genes, samples int
	byGene         bool
	most           int // entries held at a time
}

func openSparse(o *hdf5.Object, path string, genes, samples int, byGene bool) (*sparse, error) {
	m := &sparse{path: path, genes: genes, samples: samples, byGene: byGene, most: mostEntries}
	starts, err := dataset(o, "indptr")
	if err != nil {
		return nil, within(path, err)
	}
	if m.places, err = dataset(o, "indices"); err != nil {
		return nil, within(path, err)
	}
	if m.data, err = dataset(o, "data"); err != nil {
		return nil, within(path, err)
	}
	lines := samples
	if byGene {
		lines = genes
	}
	damaged := func(what string) error {
		return refuse(path+": "+what, "is the file damaged? Write or download it again")
	}
	if starts.Len() != int64(lines)+1 {
		return nil, damaged("indptr has " + strconv.FormatInt(starts.Len(), 10) + " numbers instead of " +
			strconv.Itoa(lines+1))
	}
	m.starts = make([]int64, lines+1)
	if err := starts.Integers(0, int64(lines)+1, m.starts); err != nil {
		return nil, within(path+"/indptr", err)
	}
	for i, s := range m.starts {
		if i == 0 && s != 0 || i > 0 && s < m.starts[i-1] {
			return nil, damaged("indptr does not rise from 0")
		}
	}
	entries := m.starts[lines]
	if m.places.Len() < entries || m.data.Len() < entries || len(m.places.Extent) != 1 || len(m.data.Extent) != 1 {
		return nil, damaged(fmt.Sprintf("indptr speaks of %d values, but there are %d at %d places", entries, m.data.Len(),
			m.places.Len()))
	}
	// Zeros cost no room in the file, but time: what is hardly anything but zeros is no matrix.
	if cells := int64(genes) * int64(samples); cells > textfile.MostValues && cells/textfile.MostExpansion > entries {
		return nil, &Refused{finding.Finding{Code: finding.TooLarge, Severity: finding.Fatal, Count: int(cells),
			Text:   fmt.Sprintf("only %d of %d values are not 0", entries, cells),
			Remedy: "is this an expression matrix? Leave out cells with few counts, or sum the cells of each patient"}}
	}
	return m, nil
}

func (m *sparse) each(use []bool, take func(gene int, values []float64) error) error {
	if m.byGene {
		return m.eachStored(use, take)
	}
	counts := make([]int, m.genes)
	err := m.entries(func(_ int, gene int, _ float64) { counts[gene]++ }, false)
	for g, n := range counts {
		if n > m.samples && err == nil {
			err = m.tooMany(g)
		}
	}
	for from := 0; from < m.genes && err == nil; {
		to, held := from, 0
		for to < m.genes && (to == from || held+counts[to] <= m.most) {
			if use[to] {
				held += counts[to]
			}
			to++
		}
		err = m.block(from, to, held, counts, use, take)
		from = to
	}
	return err
}

// entries goes through all entries, sample by sample.
func (m *sparse) entries(see func(sample, gene int, value float64), values bool) error {
	places, data := make([]int64, piece), make([]float64, piece)
	sample := 0
	for from, end := int64(0), m.starts[m.samples]; from < end; from += piece {
		n := min(piece, end-from)
		if err := m.places.Integers(from, n, places[:n]); err != nil {
			return within(m.path+"/indices", err)
		}
		if values {
			if err := m.data.Floats(from, n, 0, 1, data[:n]); err != nil {
				return within(m.path+"/data", err)
			}
		}
		for i, gene := range places[:n] {
			for from+int64(i) >= m.starts[sample+1] {
				sample++
			}
			if gene < 0 || gene >= int64(m.genes) {
				return m.outside(gene, m.genes)
			}
			see(sample, int(gene), data[i])
		}
	}
	return nil
}

func (m *sparse) outside(place int64, most int) error {
	return refuse(fmt.Sprintf("%s: indices hold %d, outside of 0 to %d", m.path, place, most-1),
		"is the file damaged? Write or download it again")
}

// block hands on the genes of a block, of which so many entries are held.
func (m *sparse) block(from, to, held int, counts []int, use []bool,
	take func(gene int, values []float64) error) error {
	next := make([]int, to-from) // where the next entry of each gene goes
	at := 0
	for g := range next {
		if next[g] = at; use[from+g] {
			at += counts[from+g]
		}
	}
	samples, values := make([]int32, held), make([]float64, held)
	if held > 0 {
		err := m.entries(func(sample, gene int, value float64) {
			if gene < from || gene >= to || !use[gene] {
				return
			}
			i := next[gene-from]
			samples[i], values[i] = int32(sample), value
			next[gene-from]++
		}, true)
		if err != nil {
			return err
		}
	}
	row, at := make([]float64, m.samples), 0
	for g := from; g < to; g++ {
		if !use[g] {
			continue
		}
		clear(row)
		last := int32(-1)
		for i := at; i < next[g-from]; i++ {
			if samples[i] == last {
				return m.twice(g, int(last))
			}
			last = samples[i]
			row[last] = values[i]
		}
		at = next[g-from]
		if err := take(g, row); err != nil {
			return err
		}
	}
	return nil
}

func (m *sparse) tooMany(gene int) error {
	return refuse(fmt.Sprintf("%s: gene %d has more entries than there are samples", m.path, gene+1),
		"is the file damaged? Write or download it again")
}

func (m *sparse) twice(gene, sample int) error {
	return refuse(fmt.Sprintf("%s: gene %d has two entries for sample %d", m.path, gene+1, sample+1),
		"sum them, in Python: a.X.sum_duplicates(), and write the file anew")
}

// eachStored hands on the genes of a matrix that is stored gene by gene.
func (m *sparse) eachStored(use []bool, take func(gene int, values []float64) error) error {
	row := make([]float64, m.samples)
	seen := make([]int32, m.samples)
	var places []int64
	var data []float64
	for g := range m.genes {
		from, n := m.starts[g], m.starts[g+1]-m.starts[g]
		if !use[g] {
			continue
		}
		if n > int64(m.samples) {
			return m.tooMany(g)
		}
		if int64(len(places)) < n {
			places, data = make([]int64, n), make([]float64, n)
		}
		if err := m.places.Integers(from, n, places[:n]); err != nil {
			return within(m.path+"/indices", err)
		}
		if err := m.data.Floats(from, n, 0, 1, data[:n]); err != nil {
			return within(m.path+"/data", err)
		}
		clear(row)
		for i, s := range places[:n] {
			if s < 0 || s >= int64(m.samples) {
				return m.outside(s, m.samples)
			}
			if seen[s] == int32(g+1) {
				return m.twice(g, int(s))
			}
			seen[s] = int32(g + 1)
			row[s] = data[i]
		}
		if err := take(g, row); err != nil {
			return err
		}
	}
	return nil
}

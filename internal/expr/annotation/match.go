package annotation

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/names"
)

// relation says what a name in a table has to do with a sample of the matrix.
type relation uint8

const (
	none    relation = iota
	same             // it is the sample's name
	respelt          // it is the sample's name in another spelling
	whole            // it is the name of what the sample is a part of, such as its patient
)

// worth is what a sample counts for that is joined so, when columns are compared: a column of
// samples comes before one of patients.
var worth = [...]int{none: 0, same: 10, respelt: 9, whole: 5}

// likenesses are what programs are known to make of a name, the closest first: marks and
// case, names of files, GEO's accessions, and TCGA barcodes of aliquot (28 characters),
// vial (16) and sample (15). Names that one of them makes equal are those of one sample, if
// no other name on either side becomes equal, too.
var likenesses = []func(string) string{
	names.Mangled, names.MangledCase, names.FileStem,
	func(s string) string { return names.MangledCase(names.FileStem(s)) },
	names.Accession, names.Barcode(28), names.Barcode(16), names.Barcode(15)}

// matcher joins names to the samples of a matrix.
type matcher struct {
	samples []string
	at      map[string][]int // of the samples
	begins  map[beginning]bool
	keys    [][]string       // of each likeness, of each sample; made when needed
	counts  []map[string]int // of each likeness, how many samples have a key
}

func newMatcher(samples []string) *matcher {
	m := &matcher{samples: samples, at: map[string][]int{}, begins: map[beginning]bool{}}
	for j, s := range samples {
		if s != "" {
			m.at[s] = append(m.at[s], j)
			for _, name := range []string{s, names.FileStem(s)} {
				begins, _ := beginningOf(name)
				m.begins[begins] = true
			}
		}
	}
	return m
}

// beginning are the first letters and digits of a name, those of ASCII alone and without R's X:
// names that are alike in any way have the same, but for names of files.
type beginning [3]byte

// beginningOf is the beginning of a name. whole says that the name has no more, and so may be
// like one that begins otherwise.
func beginningOf(name string) (b beginning, whole bool) {
	n := 0
	for i := 0; i < len(name) && n < len(b); i++ {
		c := name[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		digit := '0' <= c && c <= '9'
		if !digit && (c < 'a' || c > 'z') {
			continue
		}
		if digit && n == 1 && b[0] == 'x' {
			n = 0
		}
		b[n] = c
		n++
	}
	return b, n < len(b)
}

// near are the names that may be like some sample's: a quick look, for tables have many values.
func (m *matcher) near(all []string) []int {
	var out []int
	for i, name := range all {
		begins, short := beginningOf(name)
		other := func(r rune) bool { return r == '/' || r == '\\' || r == '.' || r >= utf8.RuneSelf }
		if short || m.begins[begins] || strings.IndexFunc(name, other) >= 0 {
			out = append(out, i)
		}
	}
	return out
}

// likeness makes the keys of the samples.
func (m *matcher) likeness(l int) (keys []string, count map[string]int) {
	for len(m.keys) <= l {
		keys, count := make([]string, len(m.samples)), map[string]int{}
		for j, s := range m.samples {
			keys[j] = likenesses[len(m.keys)](s)
			count[keys[j]]++
		}
		m.keys, m.counts = append(m.keys, keys), append(m.counts, count)
	}
	return m.keys[l], m.counts[l]
}

// matching says which of several names each sample has.
type matching struct {
	name    []int // of each sample; −1: none
	how     []relation
	taken   []bool   // names that a sample has
	respelt []string // pairs in other spellings, in words
	unclear []string // samples like several names, quoted
}

// match finds the name of each sample. alone says of a name whether all lines that have it say
// the same.
func (m *matcher) match(all []string, alone func(int) bool) *matching {
	x := &matching{name: make([]int, len(m.samples)), how: make([]relation, len(m.samples)), taken: make([]bool, len(all))}
	for j := range x.name {
		x.name[j] = -1
	}
	left := len(m.samples)
	for i, name := range all {
		for _, j := range m.at[name] {
			x.name[j], x.how[j], x.taken[i] = i, same, true
			left--
		}
	}
	doubtful := map[int]bool{}
	var near []int
	if left > 0 {
		near = m.near(all)
	}
	for l := 0; l < len(likenesses) && left > 0; l++ {
		left -= m.alike(x, all, near, l, doubtful)
	}
	if left > 0 {
		m.parts(x, all, near, alone, left < len(m.samples), doubtful)
	}
	for j, s := range m.samples {
		if doubtful[j] && x.name[j] < 0 {
			x.unclear = append(x.unclear, finding.Quote(s))
		}
	}
	return x
}

// alike joins samples that one likeness joins to one name, and counts them.
func (m *matcher) alike(x *matching, all []string, near []int, l int, doubtful map[int]bool) (joined int) {
	keys, count := m.likeness(l)
	right := map[string][]int{} // names that some sample's key is that of
	for _, i := range near {
		if k := likenesses[l](all[i]); k != "" && count[k] > 0 {
			right[k] = append(right[k], i)
		}
	}
	for j, s := range m.samples {
		k := keys[j]
		if x.name[j] >= 0 || k == "" || len(right[k]) == 0 {
			continue
		}
		if i := right[k][0]; count[k] == 1 && len(right[k]) == 1 && !x.taken[i] {
			x.name[j], x.how[j], x.taken[i] = i, respelt, true
			x.respelt = append(x.respelt, pair(s, all[i]))
			joined++
			continue
		}
		doubtful[j] = true
	}
	return joined
}

// pair is a sample's name in two spellings.
func pair(name, other string) string {
	return fmt.Sprintf("%s as %s", finding.Quote(name), finding.Quote(other))
}

// parts joins samples to the longest name that theirs goes on from: that of their patient.
// With TCGA barcodes this is certain. Other names must go on after a mark, in a column that
// has names of no sample beside those of patients, two or more, each on one line or on lines
// alike.
func (m *matcher) parts(x *matching, all []string, near []int, alone func(int) bool, samplesToo bool,
	doubtful map[int]bool) {
	byName := map[string][]int{}
	for _, i := range near {
		name := names.MangledCase(all[i])
		byName[name] = append(byName[name], i)
	}
	found, patients := map[int]int{}, map[int]bool{}
	for j, s := range m.samples {
		if x.name[j] >= 0 || s == "" {
			continue
		}
		barcode := names.IsBarcode(s)
		if !barcode && samplesToo {
			continue
		}
		for _, start := range starts(names.MangledCase(s), barcode) {
			at := byName[start]
			if len(at) == 0 || barcode && !names.IsBarcode(all[at[0]]) {
				continue
			}
			if len(at) > 1 {
				doubtful[j] = true
			} else if barcode || alone(at[0]) {
				found[j] = at[0]
				patients[at[0]] = patients[at[0]] || !barcode
			}
			break
		}
	}
	few := 0
	for _, other := range patients {
		if other {
			few++
		}
	}
	for j, i := range found {
		if few != 1 || !patients[i] {
			x.name[j], x.how[j], x.taken[i] = i, whole, true
		}
	}
}

// starts are beginnings of a name whose marks are dots, the longest first: those that end
// before a mark, and of a TCGA barcode the sample's (15 characters).
func starts(name string, barcode bool) []string {
	const ofSample = len("TCGA-AA-3500-01")
	var out []string
	for n := len(name) - 1; n > 0; n-- {
		if name[n] == '.' || barcode && n == ofSample {
			out = append(out, strings.TrimSuffix(name[:n], "."))
		}
	}
	return out
}

// Package rowstore keeps rows of numbers in a temporary file: the values of all genes,
// while only those that go into the factorisation are in memory.
package rowstore

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"math"
	"os"
)

// Store keeps rows of one length, by their numbers. It may be read by several at once.
type Store struct {
	samples int
	file    *os.File
	out     *bufio.Writer
	rows    int64
	at      map[int]int64 // row → its place in the file, in rows
	bytes   []byte
	err     error
}

// Genes are all genes of a matrix as read, in the order of the file, with their values after
// log2 and centring and before the treatment of negatives, samples in the matrix' order.
type Genes struct {
	Store
	Names  []string
	Rows   []int   // their numbers in the store
	Linear bool    // values look linear, and none is below 0
	Floor  float64 // the lowest value, where many cells share it; else NaN
}

// Begin is Store.Begin; where nobody takes genes in, nothing is done.
func (g *Genes) Begin(samples int) {
	if g != nil {
		g.Store.Begin(samples)
	}
}

// Put is Store.Put; where nobody takes genes in, nothing is done.
func (g *Genes) Put(row int, values []float64) {
	if g != nil {
		g.Store.Put(row, values)
	}
}

// Begin forgets what was kept, and makes ready for rows of so many values.
func (s *Store) Begin(samples int) {
	s.Close()
	*s = Store{samples: samples, at: map[int]int64{}, bytes: make([]byte, 8*samples)}
	if s.file, s.err = os.CreateTemp("", "subtype-*"); s.err == nil {
		os.Remove(s.file.Name()) // at once where the system allows it: nothing is left however this ends
		s.out = bufio.NewWriterSize(s.file, 1<<20)
	}
}

// Put keeps a row, instead of one of the same number. What fails is told by End.
func (s *Store) Put(row int, values []float64) {
	if s.err != nil {
		return
	}
	for j, x := range values {
		binary.LittleEndian.PutUint64(s.bytes[8*j:], math.Float64bits(x))
	}
	if _, s.err = s.out.Write(s.bytes); s.err == nil {
		s.at[row] = s.rows
		s.rows++
	}
}

// End is after the last row.
func (s *Store) End() error {
	if s.err == nil && s.out != nil {
		s.err = s.out.Flush()
	}
	if s.err != nil {
		return fmt.Errorf("cannot keep the values of all genes in a temporary file: %w; make room there, or set TMPDIR to "+
			"a folder that has some", s.err)
	}
	return nil
}

// Get reads a row.
func (s *Store) Get(row int, values []float64) error {
	at, ok := s.at[row]
	if !ok {
		return fmt.Errorf("rowstore: there is no row %d", row)
	}
	buffer := make([]byte, 8*s.samples)
	if _, err := s.file.ReadAt(buffer, at*int64(len(buffer))); err != nil {
		return fmt.Errorf("the temporary file of all genes: %w", err)
	}
	for j := range values {
		values[j] = math.Float64frombits(binary.LittleEndian.Uint64(buffer[8*j:]))
	}
	return nil
}

// Close removes the file.
func (s *Store) Close() {
	if s.file != nil {
		s.file.Close()
		os.Remove(s.file.Name())
		s.file = nil
	}
}

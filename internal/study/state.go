package study

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"slices"

	"gonum.org/v1/gonum/mat"

	"subtype/internal/expr"
	"subtype/internal/expr/transform"
	"subtype/internal/null"
	"subtype/internal/survey"
	"subtype/report"
)

// stateVersion changes with what is in the state and with what it means. The types kept
// there are written by the names of their fields, so a field that is new, gone or renamed
// is another version, too; a test holds their shape.
const stateVersion = 1

// StateName is the file of the state.
const StateName = "state.json.gz"

// State is all that a report needs when the matrix is gone, but for the runs, which are in
// the run log.
type State struct {
	Settings []report.Option // as Spec.Recorded gives them
	Known    Known
	Ranks    []survey.Fitted // in the order of the plan's
	Null     *null.Result    // whether there are groups at all; nil: not asked
}

// Known is what is known of the input, apart from the values of the matrix.
type Known struct {
	Matrix      *expr.Matrix // Values is nil
	Annotations *Annotations // of --annotations; nil: none
}

// mark begins every state.
type mark struct {
	Program string
	Version int
}

var ourMark = mark{"subtype", stateVersion}

// known is what is known of the input.
func (a *Analysis) known() Known { return Known{a.matrix, a.annotations} }

// digest is the SHA-256 of all of it.
func (k Known) digest() (string, error) {
	hash := sha256.New()
	w := bufio.NewWriter(hash)
	if err := encode(w, reflect.ValueOf(k)); err != nil {
		return "", err
	}
	w.Flush()
	return hex.EncodeToString(hash.Sum(nil)), nil
}

// write writes the state. Its bytes depend on nothing else: gzip is told neither a name
// nor a time.
func (s *State) write(to io.Writer) error {
	z := gzip.NewWriter(to)
	w := bufio.NewWriterSize(z, 1<<16)
	for _, part := range []any{ourMark, *s} {
		if err := encode(w, reflect.ValueOf(part)); err != nil {
			return err
		}
		w.WriteByte('\n')
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return z.Close()
}

// mostState is more than any state has, in bytes of text: what is larger was made to fill
// the memory.
const mostState = 4 << 30

// readState reads what write wrote, from whomever it may come.
func readState(data []byte) (*State, error) {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, errors.New("it is no state of an analysis")
	}
	text := &io.LimitedReader{R: z, N: mostState}
	d := newDecoder(text)
	var found mark
	if err := d.decode(reflect.ValueOf(&found).Elem()); err != nil || found.Program != ourMark.Program {
		return nil, errors.New("it is no state of an analysis")
	}
	if found.Version != stateVersion {
		return nil, fmt.Errorf("it is a state of version %d, and this program reads version %d", found.Version, stateVersion)
	}
	s := &State{}
	if err := d.decode(reflect.ValueOf(s).Elem()); err != nil {
		return nil, fmt.Errorf("it is damaged: %w", err)
	}
	if err := d.end(); err != nil || text.N == 0 {
		return nil, fmt.Errorf("it is damaged: something follows it")
	}
	if err := s.check(); err != nil {
		return nil, fmt.Errorf("it is damaged: %w", err)
	}
	return s, nil
}

// check refuses a state whose parts do not fit each other.
func (s *State) check() error {
	m := s.Known.Matrix
	switch {
	case m == nil || len(m.Genes) == 0 || len(m.Samples) == 0:
		return errors.New("it has no genes, or no samples")
	case m.Values != nil || m.Masked < 0 || m.Read.Genes < 0 || m.Read.Samples < 0:
		return errors.New("it has no such matrix")
	case !rising(m.Genes) || !rising(m.Samples):
		return errors.New("its genes or samples are not in order")
	case !isOrder(m.GeneOrder, len(m.Genes)) || !isOrder(m.SampleOrder, len(m.Samples)):
		return errors.New("it has another order of genes or samples")
	case m.Halves != nil && len(m.Halves) != len(m.Genes):
		return errors.New("it has parts of other genes")
	}
	for _, half := range m.Halves {
		if half.Other < -1 || half.Other >= len(m.Genes) || half.Sign*half.Sign != 1 {
			return errors.New("it has parts of other genes")
		}
	}
	if t := m.Transform; t != nil {
		apart := func(r transform.Row) bool { return r.Gene < 0 || r.Gene >= len(t.Genes) }
		if len(t.Rows) != len(m.Genes) || slices.ContainsFunc(t.Rows, apart) {
			return errors.New("it has a transform of other genes")
		}
	}
	columns := m.Annotations
	if s.Known.Annotations != nil {
		columns = slices.Concat(columns, s.Known.Annotations.Columns)
	}
	for _, c := range columns {
		if len(c.Values) != len(m.Samples) {
			return errors.New("it has annotations of other samples")
		}
	}
	for _, r := range s.Ranks {
		metagenes := r.Score.K
		if r.Factors.W != nil {
			_, metagenes = r.Factors.W.Dims()
		}
		if r.Score.K < 1 || metagenes < r.Score.K || metagenes > r.Score.K+1 || // one more is the background
			!isFactor(r.Factors.W, len(m.Genes), metagenes) || !isFactor(r.Factors.H, metagenes, len(m.Samples)) {
			return fmt.Errorf("its factors at rank %d are none of this matrix", r.Score.K)
		}
	}
	return nil
}

// rising says whether names are in bytewise order, each once.
func rising(names []string) bool {
	for i := 1; i < len(names); i++ {
		if names[i-1] >= names[i] {
			return false
		}
	}
	return true
}

// isOrder says whether all numbers from 0 to n−1 are there, each once.
func isOrder(order []int, n int) bool {
	if len(order) != n {
		return false
	}
	seen := make([]bool, n)
	for _, i := range order {
		if i < 0 || i >= n || seen[i] {
			return false
		}
		seen[i] = true
	}
	return true
}

// isFactor says whether a matrix has a size and holds finite numbers from 0 on.
func isFactor(m *mat.Dense, rows, columns int) bool {
	if m == nil {
		return false
	}
	if r, c := m.Dims(); r != rows || c != columns {
		return false
	}
	for i := range rows {
		for _, x := range m.RawRowView(i) {
			if !(x >= 0) || math.IsInf(x, 1) {
				return false
			}
		}
	}
	return true
}

package state

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"subtype/internal/expr"
	"subtype/internal/expr/transform"
	"subtype/internal/runlog"
	"subtype/internal/spec"
)

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
	if err := checkKinds(m); err != nil {
		return err
	}
	if n := s.Known.GeneNames; n != nil && (len(n.Symbols) != len(n.IDs) || len(n.About) != len(n.IDs)) {
		return errors.New("it has symbols of other genes")
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
	if s.Markers != nil {
		if err := s.Markers.Check(len(m.Samples)); err != nil {
			return err
		}
	}
	for _, t := range m.Technical {
		if len(t.Values) != len(m.Samples) {
			return errors.New("it has measures of other samples")
		}
	}
	return s.checkRanks()
}

// checkKinds refuses kinds of data whose rows are not all, each once.
func checkKinds(m *expr.Matrix) error {
	end := 0
	for _, k := range m.Kinds {
		if k.From != end || k.To <= k.From || slices.ContainsFunc(k.Lacking, func(j int) bool {
			return j < 0 || j >= len(m.Samples)
		}) {
			return errors.New("it has kinds of other data")
		}
		end = k.To
	}
	if m.Kinds != nil && end != len(m.Genes) {
		return errors.New("it has kinds of other data")
	}
	return nil
}

// checkRanks refuses factors and rules of something else.
func (s *State) checkRanks() error {
	m := s.Known.Matrix
	if c := s.Classifiers; c != nil && !c.Check(len(s.Ranks), len(m.Genes)) {
		return errors.New("it has classifiers of something else")
	}
	if s.Kinds != nil && len(s.Kinds) != len(s.Ranks) {
		return errors.New("it has kinds of data at other ranks")
	}
	for i, r := range s.Ranks {
		metagenes := r.Score.K
		if r.Factors.W != nil {
			_, metagenes = r.Factors.W.Dims()
		}
		if r.Score.K < 1 || metagenes < r.Score.K || metagenes > r.Score.K+1 || // one more is the background
			!isFactor(r.Factors.W, len(m.Genes), metagenes) || !isFactor(r.Factors.H, metagenes, len(m.Samples)) {
			return fmt.Errorf("its factors at rank %d are none of this matrix", r.Score.K)
		}
		if s.Kinds != nil && !s.Kinds[i].Fits(r.Score.K, metagenes, len(m.Kinds)) {
			return errors.New("it has kinds of data at other ranks")
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

// Setting is the recorded value of one; "" where there is none.
func (s *State) Setting(name string) string {
	for _, option := range s.Settings {
		if option.Name == name {
			return option.Value
		}
	}
	return ""
}

// IsOf says whether a state is that of the runs of a log, which must be all there.
func (s *State) IsOf(log *runlog.Log) bool {
	for _, field := range log.Fields {
		if setting, ok := spec.SettingByName(field.Name); ok && setting.Decides && s.Setting(field.Name) != field.Value {
			return false
		}
	}
	var ranks []int
	for _, r := range s.Ranks {
		ranks = append(ranks, r.Score.K)
	}
	return slices.Equal(ranks, log.Ranks) && spec.RanksText(ranks) == s.Setting("ranks") &&
		(s.Setting("restarts") == spec.Auto || fmt.Sprint(log.Restarts) == s.Setting("restarts")) &&
		log.Field(spec.InputField) == s.Known.Matrix.SHA256 &&
		log.Samples == len(s.Known.Matrix.Samples) && len(log.Lacking()) == 0
}

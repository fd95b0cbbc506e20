package spec

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math"
	"slices"

	"subtype/internal/expr"
	"subtype/internal/runlog"
	"subtype/internal/sweep"
	"subtype/internal/usage"
)

// Fields of a run log that are no settings.
const (
	InputField    = "input"    // SHA-256 of the file
	numericsField = "numerics" // sweep.Numerics
	factorsField  = "factors"  // SHA-256 of the files of weights, starts and metagenes
	valuesField   = "values"   // SHA-256 of the matrix as prepared
	kindsField    = "kinds"    // SHA-256 of the files of several kinds of data
)

// Header describes the runs: all that decides their results, and which they are.
func (s *Spec) Header(m *expr.Matrix) runlog.Header {
	fields := []runlog.Field{{Name: InputField, Value: m.SHA256}}
	fields = append(fields, s.fields()...)
	if digest := digestKinds(m); digest != "" {
		fields = append(fields, runlog.Field{Name: kindsField, Value: digest})
	}
	fields = append(fields, runlog.Field{Name: numericsField, Value: sweep.Numerics},
		runlog.Field{Name: valuesField, Value: digestValues(m)})
	if digest := s.Given().Digest; digest != "" {
		fields = append(fields, runlog.Field{Name: factorsField, Value: digest})
	}
	plan := s.Sweep()
	return runlog.Header{Fields: fields, Input: m.Name, Samples: len(m.Samples), Ranks: plan.Ranks,
		Restarts: plan.Restarts, Sets: plan.Sets, Shard: sweep.Shard{Index: 1, Count: 1}}
}

// fields are the settings that decide the runs.
func (s *Spec) fields() []runlog.Field {
	var fields []runlog.Field
	for _, option := range s.Recorded() {
		setting, _ := SettingByName(option.Name)
		if setting.Decides && (setting.before == "" || option.Value != setting.before) {
			fields = append(fields, runlog.Field(option))
		}
	}
	return fields
}

// digestValues is the SHA-256 of a prepared matrix: names and values. It guards
// against another version of the program, or kind of processor, that prepares the
// same file otherwise.
func digestValues(m *expr.Matrix) string {
	digest := sha256.New()
	for _, names := range [][]string{m.Genes, m.Samples} {
		fmt.Fprintf(digest, "%d\n", len(names))
		for _, name := range names {
			fmt.Fprintf(digest, "%q\n", name)
		}
	}
	var buffer []byte
	for _, row := range m.Values {
		buffer = buffer[:0]
		for _, x := range row {
			buffer = binary.LittleEndian.AppendUint64(buffer, math.Float64bits(x))
		}
		digest.Write(buffer)
	}
	return hex.EncodeToString(digest.Sum(nil))
}

// Adopt sets a Spec to that of a run log, but for what is asked for.
func (s *Spec) Adopt(h runlog.Header, asked func(string) bool) error {
	fields := append(slices.Clone(h.Fields), runlog.Field{Name: "ranks", Value: RanksText(h.Ranks)},
		runlog.Field{Name: "restarts", Value: fmt.Sprint(h.Restarts)},
		runlog.Field{Name: "resample", Value: fmt.Sprint(sweep.Subsamples(h.Sets))})
	for _, f := range fields {
		switch f.Name {
		case InputField, numericsField, valuesField, factorsField, kindsField:
			continue
		case "genes", "with", "weights", "start-basis", "start-coefficients", "fixed-basis":
			if !asked(f.Name) {
				return usage.Errorf("the shards were made with --%s %s: give it again", f.Name, f.Value)
			}
		case "top-genes":
			s.Prepare.TopGenesAsked = true
		case "duplicates": // --strict let the shards be made, however they came to it
			s.Prepare.DuplicatesAsked = true
		}
		if asked(f.Name) {
			continue
		}
		if err := s.Set(f.Name, f.Value); err != nil {
			return usage.Errorf("the shards were made with --%s %s, by another version of this program: %w", f.Name, f.Value,
				err)
		}
	}
	return nil
}

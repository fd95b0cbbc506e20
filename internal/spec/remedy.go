package spec

import (
	"errors"
	"strings"

	"subtype/internal/expr/finding"
)

// Remedy finds flags that make a refused matrix usable: those that its fatal findings
// name, tried at once, then those that are named next. try loads the matrix with
// another Spec. It returns nil where no flags help.
func (s *Spec) Remedy(r *finding.Refusal, try func(*Spec) error) []string {
	trial := *s
	var flags []string
	tried := map[string]bool{}
	for range 6 {
		progress := false
		for _, f := range r.Findings {
			if f.Severity != finding.Fatal {
				continue
			}
			if f.Flags == "" {
				return nil
			}
			if tried[f.Flags] {
				continue
			}
			tried[f.Flags], progress = true, true
			if !trial.setFlags(f.Flags) {
				return nil
			}
			flags = append(flags, f.Flags)
		}
		if !progress {
			return nil
		}
		err := try(&trial)
		if err == nil {
			return flags
		}
		if !errors.As(err, &r) {
			return nil
		}
	}
	return nil
}

// setFlags sets what flags say: "--missing median --strict=false".
func (s *Spec) setFlags(flags string) bool {
	for _, pair := range strings.Split(flags, " --") {
		name, value, _ := strings.Cut(strings.TrimPrefix(pair, "--"), " ")
		if quoted, found := strings.CutPrefix(value, "'"); found { // finding.Flag
			value = strings.ReplaceAll(strings.TrimSuffix(quoted, "'"), `'\''`, "'")
		}
		if value == "" {
			value = "true" // it takes none
		}
		if s.Set(name, value) != nil {
			return false
		}
	}
	return true
}

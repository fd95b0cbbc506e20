package cli

import (
	"errors"
	"strings"

	"subtype/internal/expr/finding"
)

// remedy finds flags that make a refused matrix usable: those that its fatal
// findings name, tried together, then those that are named next. load tries.
// It returns nil where no flags help.
func (o *inputOptions) remedy(r *finding.Refusal, mostRank int, load func(o *inputOptions, mostRank int) error) []string {
	trial := *o
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
			for _, pair := range strings.Split(f.Flags, " --") {
				name, value, _ := strings.Cut(strings.TrimPrefix(pair, "--"), " ")
				var asked ranks
				switch {
				case name == "ranks" && asked.Set(value) == nil:
					mostRank = asked[len(asked)-1]
				case !trial.set(name, value):
					return nil
				}
			}
			flags = append(flags, f.Flags)
		}
		if !progress {
			return nil
		}
		err := load(&trial, mostRank)
		if err == nil {
			return flags
		}
		if !errors.As(err, &r) {
			return nil
		}
	}
	return nil
}

// set gives a flag of these options a value; "" turns one on that takes none.
func (o *inputOptions) set(name, value string) bool {
	o.duplicatesGiven = o.duplicatesGiven || name == "duplicates"
	if value == "" {
		value = "true"
	}
	return setOption(o.flags(), name, value) == nil
}

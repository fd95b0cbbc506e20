// Package algorithms lists all algorithms and stop rules by the names they have on the
// command line.
package algorithms

import (
	"subtype/nmf"
	"subtype/nmf/sparse"
)

// All are all algorithms, without penalties and with the losses of their defaults.
func All() []nmf.Method { return append(nmf.Methods(), sparse.SNMF{}, sparse.SNMF{Left: true}) }

// ByName returns the algorithm of that name.
func ByName(name string) (nmf.Method, bool) {
	for _, m := range All() {
		if m.Name() == name {
			return m, true
		}
	}
	return nil, false
}

// StopRules are all rules that end a run.
func StopRules() []nmf.StopRule { return append(nmf.StopRules(), sparse.KKTRule) }

// StopRuleByName returns the rule of that name.
func StopRuleByName(name string) (nmf.StopRule, bool) {
	for _, r := range StopRules() {
		if r.Name == name {
			return r, true
		}
	}
	return nmf.StopRule{}, false
}

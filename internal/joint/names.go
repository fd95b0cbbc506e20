package joint

import (
	"fmt"
	"slices"
	"strings"

	"subtype/internal/expr/annotation"
	"subtype/internal/expr/finding"
)

// rename finds out which samples of the kinds are the same, though spelt otherwise, as the
// samples of annotations are found: they are called as in the main kind, or in the first kind
// that has them.
func rename(kinds []loaded) (told finding.Findings) {
	order := slices.Clone(kinds)
	slices.SortStableFunc(order, func(a, b loaded) int {
		switch {
		case a.Main:
			return -1
		case b.Main:
			return +1
		}
		return 0
	})
	known := slices.Clone(order[0].Samples)
	for _, k := range order[1:] {
		of, respelt := annotation.Alike(known, k.Samples)
		taken := make([]bool, len(k.Samples))
		at := slices.IndexFunc(kinds, func(other loaded) bool { return other.KindInput.Name == k.KindInput.Name })
		for j, i := range of {
			if i >= 0 {
				taken[i] = true
				if k.Samples[i] != known[j] {
					kinds[at].called(k.Samples[i], known[j])
				}
			}
		}
		for i, name := range k.Samples {
			if !taken[i] {
				known = append(known, name)
			}
		}
		if n := len(respelt); n > 0 {
			some := respelt[:min(n, 3)]
			told = append(told, finding.Finding{Code: finding.SamplesRespelt, Severity: finding.Note, Kind: k.KindInput.Name,
				Count: n, Text: fmt.Sprintf("%s spelt otherwise than in the kinds before: %s", samplesAre(n),
					strings.Join(some, ", ")), Done: "matched", Remedy: "names that are equal in all files leave no doubt"})
		}
		kinds[at].rename()
	}
	return told
}

// called notes that a sample of the file has another name.
func (k *loaded) called(own, name string) {
	if k.names == nil {
		k.names = map[string]string{}
	}
	k.names[own] = name
}

// rename calls the samples as they were found to be called.
func (k *loaded) rename() {
	for _, all := range [][]string{k.Samples, k.FileSamples} {
		for i, name := range all {
			if other, ok := k.names[name]; ok {
				all[i] = other
			}
		}
	}
}

// keeping is what is kept of a kind: samples by their names in its file, and what these are
// called.
type keeping struct {
	samples []string
	names   map[string]string
}

// ownNames are the names of samples in the file of each kind.
func ownNames(kinds []loaded, samples []string) []keeping {
	out := make([]keeping, len(kinds))
	for t, k := range kinds {
		own := map[string]string{}
		for file, name := range k.names {
			own[name] = file
		}
		out[t].names = k.names
		for _, name := range samples {
			if file, ok := own[name]; ok {
				name = file
			}
			out[t].samples = append(out[t].samples, name)
		}
	}
	return out
}

package report

import (
	"regexp"
	"slices"
	"testing"

	"subtype/internal/expr"
)

// What a report of some ranks may hold is known before anything is: every file that it
// does hold is among that, and what is not there depends on what was found.
func TestNamesAreThoseOfFiles(t *testing.T) {
	s := jointly(made(t))
	for g := range s.Matrix.Genes { // every gene the up part of one
		s.Matrix.Halves = append(s.Matrix.Halves, expr.Half{Gene: s.Matrix.Genes[g], Sign: 1, Other: -1})
	}
	ranks := []int{2, 3, 4}
	// By the number of samples, the rank chosen, and q.
	found := regexp.MustCompile(`profiles|_mqc\.png|gene_sets\.(png|svg)`)
	for _, formats := range [][]string{{"png"}, {"svg"}, {"png", "svg"}} {
		names := Names(ranks, formats)
		var there []string
		for _, f := range s.Files(formats) {
			there = append(there, f.Name)
			if !slices.Contains(names, f.Name) || !Made(f.Name) {
				t.Errorf("%s is not among the names", f.Name)
			}
		}
		for _, name := range names {
			if !slices.Contains(there, name) && !found.MatchString(name) {
				t.Errorf("%s is in no report", name)
			}
		}
	}
	for _, name := range []string{"", "summary.json", "data.txt", "../genes.tsv", "/genes.tsv", "figures/mine.png",
		"figures/consensus_k03.png", "figures/consensus_k1000000000000000000000.png",
		"ranks/k3/mine.tsv", "ranks/k3/../k4/basis.tsv", "ranks/k3k4/basis.tsv", "ranks/k3",
		"ranks/k3/"} {
		if Made(name) {
			t.Errorf("%q passes for a file of a report", name)
		}
	}
}

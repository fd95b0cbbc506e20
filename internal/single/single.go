// Package single makes one factorisation of a matrix, without a survey: what fit_transform
// and components_ are in scikit-learn, with the error at every check, a clustered heatmap,
// and plain indices of the number of groups.
package single

import (
	"fmt"
	"io"
	"slices"

	"subtype/internal/expr"
	"subtype/internal/figure"
	"subtype/internal/product"
	"subtype/internal/spec"
	"subtype/internal/study"
	"subtype/internal/sweep"
	"subtype/internal/usage"
	"subtype/internal/words"
	"subtype/nmf"
)

// Defaults change a specification to what one factorisation does where nothing is said: the
// values are taken as they are, and all genes, as other programs do; there is one run, from
// NNDSVD.
func Defaults(s *spec.Spec) {
	s.Prepare.Log2, s.Prepare.Negatives, s.Prepare.TopGenes = "no", "refuse", 0
	s.Plan.Restarts, s.Plan.Init, s.Plan.Resample, s.Plan.Null = 1, "nndsvd", 0, 0
	s.Plan.Read, s.Plan.Background = string(sweep.Largest), "no"
	s.Plan.Ranks = []int{2, 3, 4, 5, 6, 7, 8}
}

// Job is what is to be factorised, and how.
type Job struct {
	Spec  *spec.Spec
	Rank  int
	Ranks []int // whose errors are shown beside; the rank is among them, and 1

	process study.Process
	matrix  *expr.Matrix
	v       *nmf.Matrix
	fonts   *figure.Fonts
}

// Open reads and prepares a matrix. Ranks that nobody asked for and the matrix does not have
// are left out.
func Open(s *spec.Spec, rank int, ranksAsked bool, path string, stdin io.Reader, p study.Process) (*Job, error) {
	j := &Job{Spec: s, Rank: rank, process: p}
	shown := s.Plan.Ranks
	s.Plan.Ranks = []int{rank}
	s.Settle()
	if err := s.Check(1); err != nil {
		return nil, err
	}
	if s.Adaptive() {
		return nil, usage.Errorf("--restarts auto is for run: it asks whether groups come back; give a number")
	}
	load := study.Loader{Spec: s, Path: path, Stdin: stdin}
	var err error
	if j.matrix, err = load.Load(); err != nil {
		return nil, err
	}
	m := j.matrix
	most := min(len(m.Genes), len(m.Samples))
	if ranksAsked && shown[len(shown)-1] > most {
		return nil, usage.Errorf("--ranks %s: %s has %s and %s, so ranks end at %d", spec.RanksText(shown), m.Name,
			words.Plural(len(m.Genes), "gene"), words.Plural(len(m.Samples), "sample"), most)
	}
	j.Ranks = slices.DeleteFunc(append([]int{1, rank}, shown...), func(k int) bool { return k > most })
	slices.Sort(j.Ranks)
	j.Ranks = slices.Compact(j.Ranks)
	s.Plan.Ranks = shown
	if j.v, err = study.Pack(s, m); err != nil {
		return nil, err
	}
	m.Values = nil // packed
	if j.fonts, err = study.Fonts(s.Report.Font, s.Report.FigureWidth); err != nil {
		return nil, err
	}
	p.Progress.Note("%s: %s × %s (%s); %s in %s go on", m.Name, words.Plural(m.Read.Genes, "gene"),
		words.Plural(m.Read.Samples, "sample"), m.Format, m.RowsText(), words.Plural(len(m.Samples), "sample"))
	return j, nil
}

// Product is what the folder of results holds.
func (j *Job) Product() product.Product {
	p := product.Product{Command: "nmf", What: "factorisation", Version: study.Version, Names: j.names(),
		Options: []product.Option{{Name: "rank", Value: fmt.Sprint(j.Rank)}}}
	for _, o := range j.Spec.Recorded() {
		setting, _ := spec.SettingByName(o.Name)
		if setting.Decides || slices.Contains([]string{"ranks", "restarts", "figures", "figure-width", "font"}, o.Name) {
			p.Options = append(p.Options, product.Option(o))
		}
	}
	p.Options = append(p.Options, product.Option{Name: "SHA-256 of the input", Value: j.matrix.SHA256})
	for _, k := range j.matrix.Kinds {
		if !k.Main {
			p.Options = append(p.Options, product.Option{Name: "SHA-256 of --with " + k.Name, Value: k.SHA256})
		}
	}
	return p
}

package report

import (
	"slices"
	"sync"

	"subtype/internal/chapter"
	"subtype/internal/chapter/classifier"
	"subtype/internal/chapter/clinic"
	"subtype/internal/chapter/genes"
	"subtype/internal/chapter/kindices"
	"subtype/internal/chapter/kinds"
	"subtype/internal/classify"
	"subtype/internal/contribution"
	"subtype/internal/expr"
	"subtype/internal/expr/annotation"
	"subtype/internal/figure"
	"subtype/internal/genesets"
	"subtype/internal/markers"
	"subtype/internal/spec"
	"subtype/internal/survey"
)

// Study is all that a report shows.
type Study struct {
	Version     string // of the program
	Matrix      *expr.Matrix
	Annotations []annotation.Column // of the samples, in the matrix' order
	Annotate    []string            // those that figures show, in order; nil: chosen
	Survey      *survey.Survey
	Indices     *kindices.Result  // nil: none
	Clinic      *clinic.Result    // nil: none
	Markers     *markers.Evidence // nil: none
	GeneNames   *genesets.Names   // nil: none
	GeneSets    []genesets.Library
	Classifier  *classify.Classifier // of the chosen rank; nil: none
	Kinds       []contribution.Rank  // of several kinds of data; nil: there is one
	Options     []spec.Option
	Digests     []spec.Option // of the files read beside the matrix
	Fonts       *figure.Fonts

	named  sync.Once // finds the symbols
	symbol []string

	once sync.Once // makes the chapters
	made []chapter.Chapter
}

// context is what chapters take from the study.
func (s *Study) context() *chapter.Context {
	return &chapter.Context{Samples: s.Matrix.Samples, SampleOrder: s.Matrix.SampleOrder, Survey: s.Survey, Fonts: s.Fonts}
}

// chapters are what further analyses add, in order.
func (s *Study) chapters() []chapter.Chapter {
	s.once.Do(func() {
		c := s.context()
		c.Tracks = s.annotationTracks()
		if s.Kinds != nil {
			s.made = append(s.made, kinds.Chapter(&kinds.Input{Matrix: s.Matrix, Ranks: s.Kinds}, c))
		}
		if s.Indices != nil {
			s.made = append(s.made, kindices.Chapter(s.Indices, s.Fonts, c.Marked))
		}
		if s.Clinic != nil {
			s.made = append(s.made, s.Clinic.Chapter(c))
		}
		s.made = append(s.made, genes.Chapter(&genes.Input{Evidence: s.Markers, Matrix: s.Matrix, Names: s.GeneNames,
			Sets: s.GeneSets}, c))
		if s.Classifier != nil {
			s.made = append(s.made, classifier.Chapter(s.Classifier, s.Fonts, c.Marked))
		}
	})
	return s.made
}

// chapterFiles are the names of all files that chapters may write, whatever is found, and
// chapterFigures those of figures, without ending.
var (
	chapterFiles = slices.Concat([]string{kindices.File, classifier.File, kinds.File, kinds.MetagenesFile},
		clinic.Files, genes.Files)
	chapterFigures = slices.Concat([]string{kindices.FigureName, clinic.FigureName, classifier.FigureName}, genes.Figures)
)

// option is the value of a flag.
func (s *Study) option(name string) string {
	for _, o := range s.Options {
		if o.Name == name {
			return o.Value
		}
	}
	return ""
}

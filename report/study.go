package report

import (
	"subtype/internal/expr"
	"subtype/internal/expr/annotation"
	"subtype/internal/figure"
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
	Options     []spec.Option
	Fonts       *figure.Fonts
}

// option is the value of a flag.
func (s *Study) option(name string) string {
	for _, o := range s.Options {
		if o.Name == name {
			return o.Value
		}
	}
	return ""
}

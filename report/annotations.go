package report

import (
	"subtype/internal/expr/annotation"
	"subtype/internal/figure"
)

// shownAnnotations are those that figures show.
func (s *Study) shownAnnotations() (shown []annotation.Column) {
	drawn, _ := annotation.Choose(s.Annotations, s.Annotate)
	for _, i := range drawn.Shown {
		shown = append(shown, s.Annotations[i])
	}
	return shown
}

// annotationTracks are the tracks of the annotations that figures show.
func (s *Study) annotationTracks() []figure.Track {
	var out []figure.Track
	colors := 0
	for _, a := range s.shownAnnotations() {
		t := figure.AnnotationTrack(a, colors)
		if t.Legend.Scale == nil {
			colors += len(a.Levels())
		}
		out = append(out, t)
	}
	return out
}

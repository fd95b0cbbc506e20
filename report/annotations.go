package report

import (
	"fmt"
	"slices"
	"strings"

	"subtype/internal/expr/annotation"
	"subtype/internal/figure"
	"subtype/internal/style"
)

// shownAnnotations are those that figures show, in the order of the file, and the names of
// those that could be drawn too and are left out. This is the one place where that is
// chosen: all that can be drawn, or, where they are too many, first those that tell
// samples apart and are known of half of them or more, then those that tell samples apart,
// then the rest; of equal ones the first in the file.
func (s *Study) shownAnnotations() (shown []annotation.Column, left []string) {
	var at []int // of those that can be drawn
	class := map[int]int{}
	for i, a := range s.Annotations {
		if kind := a.Kind(); kind == annotation.Empty || kind == annotation.Labels {
			continue
		}
		at = append(at, i)
		switch {
		case len(a.Levels()) < 2:
			class[i] = 2
		case 2*a.Known() < len(a.Values):
			class[i] = 1
		}
	}
	chosen := slices.Clone(at)
	slices.SortStableFunc(chosen, func(i, j int) int { return class[i] - class[j] })
	chosen = chosen[:min(style.MostTracks, len(chosen))]
	for _, i := range at {
		if slices.Contains(chosen, i) {
			shown = append(shown, s.Annotations[i])
		} else {
			left = append(left, s.Annotations[i].Name)
		}
	}
	return shown, left
}

// annotationTracks are the tracks of the annotations that figures show.
func (s *Study) annotationTracks() []figure.Track {
	shown, _ := s.shownAnnotations()
	var out []figure.Track
	colors := 0
	for _, a := range shown {
		t := figure.AnnotationTrack(a, colors)
		if t.Legend.Scale == nil {
			colors += len(a.Levels())
		}
		out = append(out, t)
	}
	return out
}

// notDrawn says which annotations the figures leave out; "" when they show all that can
// be drawn.
func (s *Study) notDrawn() string {
	shown, left := s.shownAnnotations()
	if len(left) == 0 {
		return ""
	}
	const most = 5
	names := strings.Join(firstNames(left, most), ", ")
	if n := len(left) - most; n > 0 {
		names += fmt.Sprintf(" and %d more", n)
	}
	return fmt.Sprintf("The figures show %d of the %d annotations that could be drawn: not %s. The sheet %s holds all "+
		"of them.",
		len(shown), len(shown)+len(left), names, assignmentsSheet)
}

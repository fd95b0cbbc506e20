package report

import (
	"fmt"
	"image/color"
	"slices"
	"strconv"

	"subtype/internal/expr/annotation"
	"subtype/internal/words"
)

// track is a row of colours beside a heatmap, a colour a sample, with the
// legend that explains it.
type track struct {
	name   string
	colors []color.NRGBA
	legend legend
}

// legend explains colours: entries, or a scale between two values.
type legend struct {
	title   string
	entries []entry
	scale   scale
	ends    [2]string // what the scale begins and ends with
}

type entry struct {
	color color.NRGBA
	label string
}

// subtypeTrack shows labels from 0 to k−1.
func subtypeTrack(name string, labels []int, k int) track {
	t := track{name: name, legend: legend{title: name}}
	sizes := make([]int, k)
	for _, l := range labels {
		t.colors = append(t.colors, subtypeColor(l))
		sizes[l]++
	}
	for s, n := range sizes {
		t.legend.entries = append(t.legend.entries, entry{subtypeColor(s), fmt.Sprintf("%s (%d)", words.Subtype(s), n)})
	}
	return t
}

// annotationTrack shows an annotation: numbers on a scale, groups by colour.
// When there are more groups than colours the rarest share grey.
// first is the colour to begin with, so that groups of different annotations
// differ.
func annotationTrack(a annotation.Column, first int) track {
	t := track{name: a.Name, legend: legend{title: a.Name}}
	levels := a.Levels()
	unknown := slices.Contains(a.Values, "")
	if a.Kind() == annotation.Numbers {
		t.numbers(a, levels)
	} else {
		t.groups(a, levels, first)
	}
	if unknown {
		t.legend.entries = append(t.legend.entries, entry{paleGrey, "not known"})
	}
	return t
}

func (t *track) numbers(a annotation.Column, levels []string) {
	value := func(s string) float64 { x, _ := strconv.ParseFloat(s, 64); return x }
	lo, hi := value(levels[0]), value(levels[0])
	for _, l := range levels {
		lo, hi = min(lo, value(l)), max(hi, value(l))
	}
	t.legend.scale, t.legend.ends = newScale("Oranges"), [2]string{fmt.Sprint(lo), fmt.Sprint(hi)}
	for _, v := range a.Values {
		c := paleGrey
		if v != "" {
			c = t.legend.scale.at((value(v) - lo) / (hi - lo))
		}
		t.colors = append(t.colors, c)
	}
}

func (t *track) groups(a annotation.Column, levels []string, first int) {
	count := map[string]int{}
	for _, v := range a.Values {
		count[v]++
	}
	common := slices.Clone(levels)
	slices.SortStableFunc(common, func(x, y string) int { return count[y] - count[x] })
	most := len(categoryColors)
	others := 0
	if len(common) > most {
		for _, l := range common[most-1:] {
			others += count[l]
		}
		common = common[:most-1]
	}
	colors := map[string]color.NRGBA{}
	for _, l := range levels {
		if slices.Contains(common, l) {
			colors[l] = categoryColors[(first+len(colors))%most]
			t.legend.entries = append(t.legend.entries, entry{colors[l], fmt.Sprintf("%s (%d)", l, count[l])})
		}
	}
	if others > 0 {
		t.legend.entries = append(t.legend.entries, entry{grey, fmt.Sprintf("others (%d)", others)})
	}
	for _, v := range a.Values {
		c, ok := colors[v]
		switch {
		case v == "":
			c = paleGrey
		case !ok:
			c = grey
		}
		t.colors = append(t.colors, c)
	}
}

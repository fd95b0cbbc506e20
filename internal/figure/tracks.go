package figure

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strconv"

	"subtype/internal/expr/annotation"
	"subtype/internal/style"
	"subtype/internal/words"
)

// Track is a row of colours beside a heatmap, a colour a sample, with the
// legend that explains it.
type Track struct {
	Name   string
	Colors []color.NRGBA
	Legend Legend
	Words  []string // of each sample, written where neighbours of one word have room for it; nil: nothing

	fewer func(levels int) Track // the same with so many colours at most; nil: it has no levels
}

// SubtypeTrack shows labels from 0 on, each in its colour.
func SubtypeTrack(name string, labels []int, colors []color.NRGBA) Track {
	return GroupTrack(name, labels, colors, words.Subtype)
}

// GroupTrack shows the group of every sample, each by its colour and name.
func GroupTrack(name string, labels []int, colors []color.NRGBA, named func(group int) string) Track {
	t := Track{Name: name, Legend: Legend{Title: name}}
	sizes := make([]int, len(colors))
	for _, l := range labels {
		t.Colors, t.Words = append(t.Colors, colors[l]), append(t.Words, named(l))
		sizes[l]++
	}
	for s, n := range sizes {
		label := fmt.Sprintf("%s (%d)", named(s), n)
		t.Legend.Entries = append(t.Legend.Entries, Entry{Color: colors[s], Label: label})
	}
	return t
}

// AnnotationTrack shows an annotation: numbers on a scale, groups by colour.
// When there are more groups than colours the rarest share grey. Two groups are light and dark.
// first is the colour to begin with, so that groups of different annotations
// differ.
func AnnotationTrack(a annotation.Column, first int) Track {
	return annotationTrack(a, first, len(style.CategoryColors))
}

// annotationTrack has so many levels at most.
func annotationTrack(a annotation.Column, first, most int) Track {
	t := Track{Name: a.Name, Legend: Legend{Title: a.Name}}
	levels := a.Levels()
	unknown := slices.Contains(a.Values, "")
	if a.Kind() == annotation.Numbers {
		t.numbers(a, levels)
	} else {
		t.groups(a, levels, first, most)
		t.fewer = func(most int) Track { return annotationTrack(a, first, most) }
	}
	if unknown {
		t.Legend.Entries = append(t.Legend.Entries, Entry{Color: style.PaleGrey, Label: "not known"})
	}
	return t
}

// rounded is a number with as many digits as a legend needs: three, or all before the point.
func rounded(x float64) string {
	if math.Abs(x) >= 100 {
		return strconv.FormatFloat(x, 'f', 0, 64)
	}
	return strconv.FormatFloat(x, 'g', 3, 64)
}

func (t *Track) numbers(a annotation.Column, levels []string) {
	value := func(s string) float64 { x, _ := strconv.ParseFloat(s, 64); return x }
	lo, hi := value(levels[0]), value(levels[0])
	for _, l := range levels {
		lo, hi = min(lo, value(l)), max(hi, value(l))
	}
	t.Legend.Scale, t.Legend.Ends = NewScale(style.NumbersScale), [2]string{rounded(lo), rounded(hi)}
	for _, v := range a.Values {
		c := style.PaleGrey
		if v != "" {
			c = t.Legend.Scale.At((value(v) - lo) / max(hi-lo, math.SmallestNonzeroFloat64)) // 1 and 1.0 are one
		}
		t.Colors = append(t.Colors, c)
	}
}

func (t *Track) groups(a annotation.Column, levels []string, first, most int) {
	count := map[string]int{}
	for _, v := range a.Values {
		count[v]++
	}
	common := slices.Clone(levels)
	slices.SortStableFunc(common, func(x, y string) int { return count[y] - count[x] })
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
			colors[l] = categoryColor(len(levels), first, len(colors))
			t.Legend.Entries = append(t.Legend.Entries, Entry{Color: colors[l], Label: fmt.Sprintf("%s (%d)", l, count[l])})
		}
	}
	if others > 0 {
		t.Legend.Entries = append(t.Legend.Entries, Entry{Color: style.DarkGrey, Label: fmt.Sprintf("others (%d)", others)})
	}
	for _, v := range a.Values {
		c, ok := colors[v]
		switch {
		case v == "":
			c = style.PaleGrey
		case !ok:
			c = style.DarkGrey
		}
		t.Colors = append(t.Colors, c)
	}
}

// categoryColor is the colour of level i of so many: of two, a light and a dark tone.
func categoryColor(levels, first, i int) color.NRGBA {
	if levels == 2 {
		return style.PairColors[first/2%len(style.PairColors)][i]
	}
	return style.CategoryColors[(first+i)%len(style.CategoryColors)]
}

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
}

// Legend explains colours: entries, or a scale between two values.
type Legend struct {
	Title   string
	Entries []Entry
	Scale   Scale
	Ends    [2]string // what the scale begins and ends with
}

// Entry is a colour and what it stands for.
type Entry struct {
	Color color.NRGBA
	Label string
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
		t.Colors = append(t.Colors, colors[l])
		sizes[l]++
	}
	for s, n := range sizes {
		label := fmt.Sprintf("%s (%d)", named(s), n)
		t.Legend.Entries = append(t.Legend.Entries, Entry{colors[s], label})
	}
	return t
}

// AnnotationTrack shows an annotation: numbers on a scale, groups by colour.
// When there are more groups than colours the rarest share grey.
// first is the colour to begin with, so that groups of different annotations
// differ.
func AnnotationTrack(a annotation.Column, first int) Track {
	t := Track{Name: a.Name, Legend: Legend{Title: a.Name}}
	levels := a.Levels()
	unknown := slices.Contains(a.Values, "")
	if a.Kind() == annotation.Numbers {
		t.numbers(a, levels)
	} else {
		t.groups(a, levels, first)
	}
	if unknown {
		t.Legend.Entries = append(t.Legend.Entries, Entry{style.PaleGrey, "not known"})
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

func (t *Track) groups(a annotation.Column, levels []string, first int) {
	count := map[string]int{}
	for _, v := range a.Values {
		count[v]++
	}
	common := slices.Clone(levels)
	slices.SortStableFunc(common, func(x, y string) int { return count[y] - count[x] })
	most := len(style.CategoryColors)
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
			colors[l] = style.CategoryColors[(first+len(colors))%most]
			t.Legend.Entries = append(t.Legend.Entries, Entry{colors[l], fmt.Sprintf("%s (%d)", l, count[l])})
		}
	}
	if others > 0 {
		t.Legend.Entries = append(t.Legend.Entries, Entry{style.Grey, fmt.Sprintf("others (%d)", others)})
	}
	for _, v := range a.Values {
		c, ok := colors[v]
		switch {
		case v == "":
			c = style.PaleGrey
		case !ok:
			c = style.Grey
		}
		t.Colors = append(t.Colors, c)
	}
}

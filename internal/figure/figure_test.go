package figure

import (
	"bytes"
	"fmt"
	"image/color"
	"image/png"
	"strconv"
	"testing"

	"subtype/consensus"
	"subtype/internal/expr/annotation"
	"subtype/internal/style"
)

func builtIn(t *testing.T) *Fonts {
	t.Helper()
	f, err := NewFonts(nil)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// A heatmap's columns and the tracks above it lie exactly over each other.
func TestTracksAlignWithTheHeatmap(t *testing.T) {
	const n, k = 23, 3
	counts := consensus.NewCounts(n)
	labels, names := make([]int, n), make([]string, n)
	for j := range n {
		labels[j], names[j] = j%k, fmt.Sprint("sample ", j)
	}
	counts.Add(labels)
	tree, _ := counts.Tree()
	scale := NewScale(style.ConsensusScale)
	f := builtIn(t).SampleMap(SampleMap{Name: "map", Title: "Map", Samples: names, Tree: tree, Cut: k, Rows: n,
		Tracks: []Track{SubtypeTrack("Subtype", labels, style.SubtypeColors[:k])},
		At:     func(sample, row int) color.NRGBA { return scale.At(counts.At(sample, tree.Order[row])) }})
	data, err := f.Pixels()
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	// The first row that is in the subtypes' colours from end to end is the track.
	var starts []int
	width, height := f.Size()
	if bounds := img.Bounds(); bounds.Dx() != width || bounds.Dy() != height {
		t.Errorf("%v, want %d × %d", bounds, width, height)
	}
	for y := 0; y < height && starts == nil; y++ {
		for x := 1; x < width; x++ {
			if c := img.At(x, y); c != img.At(x-1, y) && isSubtype(c, k) {
				starts = append(starts, x)
			}
		}
		if len(starts) < k {
			starts = nil
		}
	}
	if len(starts) < k {
		t.Fatal("no track found")
	}
	pitch := style.MostCell * 3 / 2
	for _, x := range starts[1:] {
		if (x-starts[0])%pitch != 0 {
			t.Errorf("a subtype begins %d pixels after the first, not a multiple of %d", x-starts[0], pitch)
		}
	}
}

func isSubtype(c color.Color, k int) bool {
	for q := range k {
		if color.NRGBAModel.Convert(c) == style.SubtypeColor(q) {
			return true
		}
	}
	return false
}

func TestLabelsAreThinnedWhenMany(t *testing.T) {
	for step, want := range map[int]string{1: "", 3: "Every third sample name is shown.",
		12: "One sample name in 12 is shown."} {
		if got := thinned("sample", step); got != want {
			t.Errorf("one in %d: %q, want %q", step, got, want)
		}
	}
	for pitch, want := range map[float64]int{32: 1, 19: 1, 18: 2, 10: 2, 3: 7, 1: 19} {
		if got := every(pitch); got != want {
			t.Errorf("%v pixels apart: one label in %d, want %d", pitch, got, want)
		}
	}
}

func TestAnnotationTracks(t *testing.T) {
	groups := AnnotationTrack(annotation.Column{Name: "g", Values: []string{"b", "a", "", "b"}}, 0)
	if groups.Colors[0] != groups.Colors[3] || groups.Colors[0] == groups.Colors[1] || groups.Colors[2] != style.PaleGrey {
		t.Errorf("colours %v", groups.Colors)
	}
	e := groups.Legend.Entries
	if got := fmt.Sprint(e[0].Label, e[1].Label, e[2].Label); got != "a (1)b (2)not known" {
		t.Errorf("legend %s", got)
	}
	var ages annotation.Column
	for i := range 12 {
		ages.Values = append(ages.Values, strconv.Itoa(40+i))
	}
	tr := AnnotationTrack(ages, 0)
	if tr.Legend.Scale == nil || tr.Legend.Ends != [2]string{"40", "51"} || tr.Colors[0] == tr.Colors[11] {
		t.Errorf("numbers: %+v", tr.Legend)
	}
}

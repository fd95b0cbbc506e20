package figure

import (
	"image"
	"image/color"
	"math"
	"slices"

	"subtype/consensus"
	"subtype/internal/figure/canvas"
	"subtype/internal/style"
)

// cellSize is the width of a column, of n in so much room: a whole number of the pixels of a PNG,
// unless much of the room would be left over.
func cellSize(n int, room float64) float64 {
	most := room / float64(n)
	size := math.Floor(most*style.PNGScale) / style.PNGScale
	if size < 0.9*most {
		size = most
	}
	return math.Min(style.MostCell, size)
}

// cells is an image with a pixel a cell.
func cells(w, h int, at func(x, y int) color.NRGBA) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetNRGBA(x, y, at(x, y))
		}
	}
	return img
}

// dendrogram draws a tree above the columns of a heatmap that begins at x, each
// column pitch wide, its root at the height y and its leaves at y + height. A
// cut at k > 0 is shown by a dashed line half way between the merges it lies
// between. An axis on the left gives the heights.
func (p page) dendrogram(t *consensus.Dendrogram, x, y, pitch, height float64, k int, axis string) {
	if len(t.Heights) == 0 {
		return
	}
	top := t.Heights[len(t.Heights)-1]
	if top <= 0 {
		top = 1
	}
	at := func(h float64) float64 { return y + height*(1-h/top) }
	middle := make([]float64, len(t.Heights)+1) // of a row's cluster, from 1
	place := make([]float64, slices.Max(t.Order)+1)
	for i, s := range t.Order {
		place[s] = x + (float64(i)+0.5)*pitch
	}
	end := func(c int) (float64, float64) {
		if c < 0 {
			return place[-c-1], at(0)
		}
		return middle[c], at(t.Heights[c-1])
	}
	width, near := 2.0, func(x float64) float64 { return x }
	if pitch < 4 { // finer than this nothing can be seen
		width, near = 1, func(x float64) float64 { return math.Round(x*10) / 10 }
	}
	chains := make([][][2]float64, len(t.Merges))
	for r, m := range t.Merges {
		x0, y0 := end(m[0])
		x1, y1 := end(m[1])
		h := at(t.Heights[r])
		chains[r] = [][2]float64{{near(x0), near(y0)}, {near(x0), near(h)}, {near(x1), near(h)}, {near(x1), near(y1)}}
		middle[r+1] = (x0 + x1) / 2
	}
	p.Chains(width, style.Ink, canvas.Solid, chains)
	p.Lines(1.5, style.Grey, canvas.Solid, [][2]float64{{x - 10, at(0)}, {x - 10, at(top)}})
	for _, h := range []float64{0, top} {
		p.Lines(1.5, style.Grey, canvas.Solid, [][2]float64{{x - 16, at(h)}, {x - 10, at(h)}})
		p.Text(x-20, at(h), canvas.Right, style.SmallSize, short(h))
	}
	p.Text(x-24, at(top/2), canvas.Right, style.SmallSize, axis)
	if n := len(t.Heights); k > 0 && k <= n {
		cut := t.Heights[n-1]
		if k > 1 {
			cut = (t.Heights[n-k] + t.Heights[n-k+1]) / 2
		}
		right := x + pitch*float64(n+1)
		p.Lines(2, style.CutLine, canvas.Dashed, [][2]float64{{x, at(cut)}, {right, at(cut)}})
	}
}

// tracksHeight is the room that tracks take, with the gap below.
func tracksHeight(tracks []Track) float64 {
	return float64(len(tracks)) * (style.TrackHeight + style.TrackGap)
}

// trackCells draws the colours of tracks above a heatmap, samples in the given order, and
// words where there is room.
func (p page) trackCells(tracks []Track, order []int, x, y, width float64) {
	n := len(order)
	shown := min(n, int(width*style.PNGScale)) // groups are not mixed where there are more samples than pixels
	for _, t := range tracks {
		p.Picture(x, y, width, style.TrackHeight, cells(shown, 1, func(i, _ int) color.NRGBA {
			return t.Colors[order[i*n/shown]]
		}))
		for from := 0; from < n && t.Words != nil; {
			to := from + 1
			for to < n && t.Words[order[to]] == t.Words[order[from]] {
				to++
			}
			word, pitch := t.Words[order[from]], width/float64(n)
			if p.Fonts.Width(word, style.SmallSize)+4 <= pitch*float64(to-from) {
				p.Write(x+pitch*float64(from+to)/2, y+style.TrackHeight/2, canvas.Centre, style.SmallSize, word,
					style.On(t.Colors[order[from]]), false, false)
			}
			from = to
		}
		y += style.TrackHeight + style.TrackGap
	}
}

// trackNames writes their names on the left.
func (p page) trackNames(tracks []Track, x, y, most float64) {
	for _, t := range tracks {
		p.Text(x-12, y+style.TrackHeight/2, canvas.Right, style.SmallSize, p.Fonts.Shorten(t.Name, style.SmallSize, most))
		y += style.TrackHeight + style.TrackGap
	}
}

// namesWidth is the room that track names need on the left.
func namesWidth(f *Fonts, tracks []Track) float64 {
	var names []string
	for _, t := range tracks {
		names = append(names, t.Name)
	}
	return labelsWidth(f, names)
}

// labelsWidth is the room that labels need.
func labelsWidth(f *Fonts, labels []string) float64 {
	w := 0.0
	for _, l := range labels {
		w = math.Max(w, math.Min(f.mostLabel(), f.Width(l, style.SmallSize)))
	}
	return math.Ceil(w)
}

// explained are the legends of tracks, and the tracks, with as many levels as there is room
// for: below a map that is so high, in so much width, so that they take no more than it does.
func explained(f *Fonts, first []Legend, tracks []Track, wide, room float64) ([]Track, []Legend) {
	for most := len(style.CategoryColors); ; most-- {
		shown, legends := make([]Track, len(tracks)), append([]Legend(nil), first...)
		for i, t := range tracks {
			if shown[i] = t; t.fewer != nil && most < len(style.CategoryColors) {
				shown[i] = t.fewer(most)
			}
			if shown[i].Legend.Title != "" {
				legends = append(legends, shown[i].Legend)
			}
		}
		if _, _, height := flowLegends(f, legends, wide); height <= room || most <= leastLevels {
			return shown, legends
		}
	}
}

// leastLevels is how many levels of an annotation have colours of their own in any case.
const leastLevels = 3

// legendPlace is where the legends of a map stand: beside it, or below it.
type legendPlace struct {
	placed        []placedLegend
	width, height float64
	below         bool
}

// placeBeside puts legends in one column beside a map that is so high, where that leaves it
// enough of the width, and else below it.
func placeBeside(f *Fonts, legends []Legend, wide, high float64) legendPlace {
	placed, width, height := placeLegends(f, legends, math.Inf(1))
	if width <= 0.3*wide && height <= high {
		return legendPlace{placed, width, height, false}
	}
	placed, width, height = flowLegends(f, legends, wide)
	return legendPlace{placed, width, height, true}
}

package report

import (
	"image"
	"image/color"
	"math"
	"slices"

	"subtype/consensus"
)

// Measures of a figure, in pixels.
const (
	margin      = 36
	titleHeight = 56
	trackHeight = 24
	trackGap    = 6
	treeHeight  = 150
	legendRow   = 26
	swatch      = 20
	barLength   = 170
	barWidth    = 22
	labelPitch  = 19 // least distance between two labels
	mostLabel   = 300
	wantedSide  = 1100 // of a heatmap of samples
)

// cellSize is the width of a sample's column, a whole number of pixels.
func cellSize(n int) float64 {
	return math.Max(1, math.Min(32, math.Floor(wantedSide/float64(n))))
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
	width := 2.0
	if pitch < 4 {
		width = 1
	}
	for r, m := range t.Merges {
		x0, y0 := end(m[0])
		x1, y1 := end(m[1])
		h := at(t.Heights[r])
		p.lines(width, ink, false, [][2]float64{{x0, y0}, {x0, h}, {x1, h}, {x1, y1}})
		middle[r+1] = (x0 + x1) / 2
	}
	p.lines(1.5, grey, false, [][2]float64{{x - 10, at(0)}, {x - 10, at(top)}})
	for _, h := range []float64{0, top} {
		p.lines(1.5, grey, false, [][2]float64{{x - 16, at(h)}, {x - 10, at(h)}})
		p.text(x-20, at(h), right, smallSize, short(h))
	}
	p.text(x-24, at(top/2), right, smallSize, axis)
	if n := len(t.Heights); k > 0 && k <= n {
		cut := t.Heights[n-1]
		if k > 1 {
			cut = (t.Heights[n-k] + t.Heights[n-k+1]) / 2
		}
		right := x + pitch*float64(n+1)
		p.lines(2, rgb(0xc00000), true, [][2]float64{{x, at(cut)}, {right, at(cut)}})
	}
}

// tracksHeight is the room that tracks take, with the gap below.
func tracksHeight(tracks []track) float64 {
	return float64(len(tracks)) * (trackHeight + trackGap)
}

// tracks draws rows of colours above a heatmap, samples in the given order,
// names on the left.
func (p page) tracks(tracks []track, order []int, x, y, width float64) {
	for _, t := range tracks {
		p.picture(x, y, width, trackHeight, cells(len(order), 1, func(i, _ int) color.NRGBA { return t.colors[order[i]] }))
		p.text(x-12, y+trackHeight/2, right, smallSize, p.fonts.shorten(t.name, smallSize, mostLabel))
		y += trackHeight + trackGap
	}
}

// namesWidth is the room that track names need on the left.
func namesWidth(f *Fonts, tracks []track) float64 {
	w := 0.0
	for _, t := range tracks {
		w = math.Max(w, math.Min(mostLabel, f.width(t.name, smallSize)))
	}
	return math.Ceil(w)
}

// every says which labels to write so that they do not run into each other: one
// in every so many.
func every(pitch float64) int { return max(1, int(math.Ceil(labelPitch/pitch))) }

// labelsWidth is the room that labels need.
func labelsWidth(f *Fonts, labels []string) float64 {
	w := 0.0
	for _, l := range labels {
		w = math.Max(w, math.Min(mostLabel, f.width(l, smallSize)))
	}
	return math.Ceil(w)
}

// placedLegend is a legend with its place beside a map.
type placedLegend struct {
	legend
	x, y float64
}

// legendRoom is the height in pixels up to which legends stand below each other.
const legendRoom = 2400

// placeLegends puts legends below each other, in a new column where they would be higher
// than room, and says how much room they take.
func placeLegends(f *Fonts, all []legend, room float64) (placed []placedLegend, width, height float64) {
	var x, y, column float64 // the widest of this column
	for _, l := range all {
		w, h := l.size(f)
		if y > 0 && y+h > room {
			x, y, column = math.Ceil(width)+legendRow, 0, 0
		}
		placed = append(placed, placedLegend{l, x, y})
		y += h
		column = math.Max(column, w)
		width, height = math.Max(width, x+column), math.Max(height, y)
	}
	return placed, math.Ceil(width), math.Ceil(height)
}

// size is the room that a legend takes, with the gap below it.
func (l legend) size(f *Fonts) (width, height float64) {
	width = math.Min(mostLabel, 1.1*f.width(l.title, textSize))
	height = legendRow + 2 + legendRow/2
	if l.scale != nil {
		height += barLength + 10
		width = math.Max(width, barWidth+10+f.width(l.ends[0], smallSize))
		width = math.Max(width, barWidth+10+f.width(l.ends[1], smallSize))
	}
	for _, e := range l.entries {
		height += legendRow
		width = math.Max(width, math.Min(mostLabel, swatch+10+f.width(e.label, smallSize)))
	}
	return width, height
}

// legends draws legends where they were placed, from a corner on.
func (p page) legends(all []placedLegend, left0, top float64) {
	for _, l := range all {
		x, y := left0+l.x, top+l.y
		p.write(x, y+legendRow/2, left, textSize, p.fonts.shorten(l.title, textSize, mostLabel), ink, true, false)
		y += legendRow + 2
		if l.scale != nil {
			p.bar(l.legend, x, y)
			y += barLength + 10
		}
		for _, e := range l.entries {
			p.rect(x, y+(legendRow-swatch)/2, swatch, swatch, e.color)
			p.text(x+swatch+10, y+legendRow/2, left, smallSize, p.fonts.shorten(e.label, smallSize, mostLabel-swatch-10))
			y += legendRow
		}
	}
}

// bar draws a scale upright, its largest value at the top.
func (p page) bar(l legend, x, y float64) {
	const steps = barLength
	p.picture(x, y, barWidth, barLength, cells(1, steps, func(_, i int) color.NRGBA {
		return l.scale.at(1 - float64(i)/(steps-1))
	}))
	p.frame(x, y, barWidth, barLength, 1, grey)
	p.text(x+barWidth+10, y+smallSize/2, left, smallSize, l.ends[1])
	p.text(x+barWidth+10, y+barLength-smallSize/2, left, smallSize, l.ends[0])
}

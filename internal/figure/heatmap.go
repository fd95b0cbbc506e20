package figure

import (
	"image"
	"image/color"
	"math"
	"slices"
	"strconv"

	"subtype/consensus"
	"subtype/internal/figure/canvas"
	"subtype/internal/style"
)

// cellSize is the width of a sample's column, a whole number of pixels.
func cellSize(n int) float64 {
	return math.Max(1, math.Min(style.MostCell, math.Floor(style.WantedSide/float64(n))))
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
	p.Chains(width, style.Ink, false, chains)
	p.Lines(1.5, style.Grey, false, [][2]float64{{x - 10, at(0)}, {x - 10, at(top)}})
	for _, h := range []float64{0, top} {
		p.Lines(1.5, style.Grey, false, [][2]float64{{x - 16, at(h)}, {x - 10, at(h)}})
		p.Text(x-20, at(h), canvas.Right, style.SmallSize, short(h))
	}
	p.Text(x-24, at(top/2), canvas.Right, style.SmallSize, axis)
	if n := len(t.Heights); k > 0 && k <= n {
		cut := t.Heights[n-1]
		if k > 1 {
			cut = (t.Heights[n-k] + t.Heights[n-k+1]) / 2
		}
		right := x + pitch*float64(n+1)
		p.Lines(2, style.CutLine, true, [][2]float64{{x, at(cut)}, {right, at(cut)}})
	}
}

// tracksHeight is the room that tracks take, with the gap below.
func tracksHeight(tracks []Track) float64 {
	return float64(len(tracks)) * (style.TrackHeight + style.TrackGap)
}

// tracks draws rows of colours above a heatmap, samples in the given order,
// names on the left.
func (p page) tracks(tracks []Track, order []int, x, y, width float64) {
	p.trackCells(tracks, order, x, y, width)
	p.trackNames(tracks, x, y)
}

// trackCells draws their colours alone.
func (p page) trackCells(tracks []Track, order []int, x, y, width float64) {
	for _, t := range tracks {
		p.Picture(x, y, width, style.TrackHeight,
			cells(len(order), 1, func(i, _ int) color.NRGBA { return t.Colors[order[i]] }))
		y += style.TrackHeight + style.TrackGap
	}
}

// trackNames writes their names on the left.
func (p page) trackNames(tracks []Track, x, y float64) {
	for _, t := range tracks {
		p.Text(x-12, y+style.TrackHeight/2, canvas.Right, style.SmallSize, p.Fonts.Shorten(t.Name, style.SmallSize, style.MostLabel))
		y += style.TrackHeight + style.TrackGap
	}
}

// namesWidth is the room that track names need on the left.
func namesWidth(f *Fonts, tracks []Track) float64 {
	w := 0.0
	for _, t := range tracks {
		w = math.Max(w, math.Min(style.MostLabel, f.Width(t.Name, style.SmallSize)))
	}
	return math.Ceil(w)
}

// every says which labels to write so that they do not run into each other: one
// in every so many.
func every(pitch float64) int { return max(1, int(math.Ceil(style.LabelPitch/pitch))) }

// labelsWidth is the room that labels need.
func labelsWidth(f *Fonts, labels []string) float64 {
	w := 0.0
	for _, l := range labels {
		w = math.Max(w, math.Min(style.MostLabel, f.Width(l, style.SmallSize)))
	}
	return math.Ceil(w)
}

// placedLegend is a legend with its place beside a map.
type placedLegend struct {
	Legend
	x, y float64
}

// placeLegends puts legends below each other, in a new column where they would be higher
// than room, and says how much room they take.
func placeLegends(f *Fonts, all []Legend, room float64) (placed []placedLegend, width, height float64) {
	var x, y, column float64 // the widest of this column
	for _, l := range all {
		w, h := l.size(f)
		if y > 0 && y+h > room {
			x, y, column = math.Ceil(width)+style.LegendRow, 0, 0
		}
		placed = append(placed, placedLegend{Legend: l, x: x, y: y})
		y += h
		column = math.Max(column, w)
		width, height = math.Max(width, x+column), math.Max(height, y)
	}
	return placed, math.Ceil(width), math.Ceil(height)
}

// size is the room that a legend takes, with the gap below it.
func (l Legend) size(f *Fonts) (width, height float64) {
	width = math.Min(style.MostLabel, 1.1*f.Width(l.Title, style.TextSize))
	height = style.LegendRow + 2 + style.LegendRow/2
	if l.Scale != nil {
		height += style.BarLength + 10
		width = math.Max(width, style.BarWidth+10+f.Width(l.Ends[0], style.SmallSize))
		width = math.Max(width, style.BarWidth+10+f.Width(l.Ends[1], style.SmallSize))
	}
	for _, e := range l.Entries {
		height += style.LegendRow
		width = math.Max(width, math.Min(style.MostLabel, style.Swatch+10+f.Width(e.Label, style.SmallSize)))
	}
	return width, height
}

// legends draws legends where they were placed, from a corner on.
func (p page) legends(all []placedLegend, left0, top float64) {
	for _, l := range all {
		x, y := left0+l.x, top+l.y
		title := p.Fonts.Shorten(l.Title, style.TextSize, style.MostLabel)
		p.Write(x, y+style.LegendRow/2, canvas.Left, style.TextSize, title, style.Ink, true, false)
		y += style.LegendRow + 2
		if l.Scale != nil {
			p.bar(l.Legend, x, y)
			y += style.BarLength + 10
		}
		for _, e := range l.Entries {
			p.Rect(x, y+(style.LegendRow-style.Swatch)/2, style.Swatch, style.Swatch, e.Color)
			label := p.Fonts.Shorten(e.Label, style.SmallSize, style.MostLabel-style.Swatch-10)
			p.Text(x+style.Swatch+10, y+style.LegendRow/2, canvas.Left, style.SmallSize, label)
			y += style.LegendRow
		}
	}
}

// bar draws a scale upright, its largest value at the top.
func (p page) bar(l Legend, x, y float64) {
	const steps = style.BarLength
	p.Picture(x, y, style.BarWidth, style.BarLength, cells(1, steps, func(_, i int) color.NRGBA {
		return l.Scale.At(1 - float64(i)/(steps-1))
	}))
	p.Frame(x, y, style.BarWidth, style.BarLength, 1, style.Grey)
	p.Text(x+style.BarWidth+10, y+style.SmallSize/2, canvas.Left, style.SmallSize, l.Ends[1])
	p.Text(x+style.BarWidth+10, y+style.BarLength-style.SmallSize/2, canvas.Left, style.SmallSize, l.Ends[0])
}

// short writes a number for people.
func short(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return "–"
	}
	return strconv.FormatFloat(x, 'g', 3, 64)
}

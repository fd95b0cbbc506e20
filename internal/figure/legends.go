package figure

import (
	"image/color"
	"math"
	"strconv"

	"subtype/internal/figure/canvas"
	"subtype/internal/style"
)

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
	Shape int // of the mark, from 1; 0: a square of the colour
}

// placedLegend is a legend with its place.
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
			x, y, column = math.Ceil(width)+style.LegendGap, 0, 0
		}
		placed = append(placed, placedLegend{Legend: l, x: x, y: y})
		y += h
		column = math.Max(column, w)
		width, height = math.Max(width, x+column), math.Max(height, y)
	}
	return placed, math.Ceil(width), math.Ceil(height)
}

// flowLegends puts legends in columns beside each other, as low as can be in so much width.
func flowLegends(f *Fonts, all []Legend, wide float64) (placed []placedLegend, width, height float64) {
	room, total := 0.0, 0.0
	for _, l := range all {
		_, h := l.size(f)
		room, total = math.Max(room, h), total+h
	}
	for ; ; room += style.LegendRow / 2 {
		if placed, width, height = placeLegends(f, all, room); width <= wide || room >= total {
			return placed, width, height
		}
	}
}

// level says whether the scale lies, its ends below it; else it stands.
func (l Legend) level(f *Fonts) bool {
	return f.Width(l.Ends[0], style.SmallSize)+f.Width(l.Ends[1], style.SmallSize)+20 <= style.BarLength
}

// size is the room that a legend takes, with the gap below it.
func (l Legend) size(f *Fonts) (width, height float64) {
	most := f.mostLegend()
	width = math.Min(most, f.BoldWidth(l.Title, style.TextSize))
	height = style.LegendRow + 2 + style.LegendRow/2
	switch {
	case l.Scale != nil && l.level(f):
		height += style.BarWidth + style.LegendRow
		width = math.Max(width, style.BarLength)
	case l.Scale != nil:
		height += style.BarLength + 10
		width = math.Max(width, style.BarWidth+10+f.Width(l.Ends[0], style.SmallSize))
		width = math.Max(width, style.BarWidth+10+f.Width(l.Ends[1], style.SmallSize))
	}
	for _, e := range l.Entries {
		height += style.LegendRow
		width = math.Max(width, math.Min(most, style.Swatch+10+f.Width(e.Label, style.SmallSize)))
	}
	return width, height
}

// mostLegend is the widest that a legend gets, so that three stand beside each other.
func (f *Fonts) mostLegend() float64 {
	return math.Min(style.MostLabel, math.Floor((f.inner()-2*style.LegendGap-32)/3))
}

// labels are those of the entries as they are written: shortened at the end, or in the middle
// where they would be alike.
func (l Legend) labels(f *Fonts) []string {
	most := f.mostLegend() - style.Swatch - 10
	out, seen := make([]string, len(l.Entries)), map[string]int{}
	for i, e := range l.Entries {
		out[i] = f.Shorten(e.Label, style.SmallSize, most)
		seen[out[i]]++
	}
	for i, e := range l.Entries {
		if seen[out[i]] < 2 {
			continue
		}
		letters := []rune(f.Shorten(e.Label, style.SmallSize, most))
		all := []rune(e.Label)
		if n := len(letters) - 1; n > 4 && len(all) > n {
			out[i] = f.Shorten(string(all[:n/3])+"…"+string(all[len(all)-n+n/3+1:]), style.SmallSize, most)
		}
	}
	return out
}

// legends draws legends where they were placed, from a corner on.
func (p page) legends(f *Fonts, all []placedLegend, left0, top float64) {
	most := f.mostLegend()
	for _, l := range all {
		x, y := left0+l.x, top+l.y
		title := l.Title
		if f.BoldWidth(title, style.TextSize) > most {
			title = f.Shorten(title, style.TextSize, most/1.1)
		}
		p.Write(x, y+style.LegendRow/2, canvas.Left, style.TextSize, title, style.Ink, true, false)
		y += style.LegendRow + 2
		if l.Scale != nil {
			y += p.bar(f, l.Legend, x, y)
		}
		labels := l.labels(f)
		for i, e := range l.Entries {
			middle := y + style.LegendRow/2
			if e.Shape > 0 {
				p.Mark(e.Shape-1, x+style.Swatch/2, middle, style.Swatch/3, e.Color)
			} else {
				p.Rect(x, middle-style.Swatch/2, style.Swatch, style.Swatch, e.Color)
				p.Frame(x, middle-style.Swatch/2, style.Swatch, style.Swatch, 1, style.Grey)
			}
			p.Text(x+style.Swatch+10, middle, canvas.Left, style.SmallSize, labels[i])
			y += style.LegendRow
		}
	}
}

// bar draws a scale, its largest value on the right or at the top, and says how much room it took.
func (p page) bar(f *Fonts, l Legend, x, y float64) float64 {
	const steps, long, wide = style.BarLength, style.BarLength, style.BarWidth
	shade := func(i int) color.NRGBA { return l.Scale.At(float64(i) / (steps - 1)) }
	if l.level(f) {
		p.Picture(x, y, long, wide, cells(steps, 1, func(i, _ int) color.NRGBA { return shade(i) }))
		p.Frame(x, y, long, wide, 1, style.Grey)
		p.Text(x, y+wide+style.LegendRow/2, canvas.Left, style.SmallSize, l.Ends[0])
		p.Text(x+long, y+wide+style.LegendRow/2, canvas.Right, style.SmallSize, l.Ends[1])
		return wide + style.LegendRow
	}
	p.Picture(x, y, wide, long, cells(1, steps, func(_, i int) color.NRGBA { return shade(steps - 1 - i) }))
	p.Frame(x, y, wide, long, 1, style.Grey)
	p.Text(x+wide+10, y+style.SmallSize/2, canvas.Left, style.SmallSize, l.Ends[1])
	p.Text(x+wide+10, y+long-style.SmallSize/2, canvas.Left, style.SmallSize, l.Ends[0])
	return long + 10
}

// short writes a number for people.
func short(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return "–"
	}
	return strconv.FormatFloat(x, 'g', 3, 64)
}

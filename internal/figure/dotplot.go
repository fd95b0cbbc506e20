package figure

import (
	"image/color"
	"math"

	"subtype/internal/figure/canvas"
	"subtype/internal/style"
)

// DotPlot has a row a thing and a column a group, and where they meet a dot whose colour and
// size say something.
type DotPlot struct {
	Name, Title  string
	Note         string
	Rows         []string
	Groups       []string
	Colors       []color.NRGBA                // of the groups
	Color        func(row, group int) float64 // on the scale from −Most to Most; NaN: no dot
	Size         func(row, group int) float64 // from 0 to Largest
	Most         float64
	Largest      float64
	Shade, Sized string // what colour and size say
	Ringed       func(row, group int) bool
	Ring         string // what a ring says
}

// DotPlot lays the plot out.
func (f *Fonts) DotPlot(d DotPlot) *Figure {
	l := dotLayout{DotPlot: d, fonts: f, head: f.heading(d.Title, d.Note), names: 0.48 * f.inner()}
	l.names = math.Min(l.names, style.MostSetLabel)
	widest := 0.0
	for _, r := range d.Rows {
		widest = math.Max(widest, math.Ceil(math.Min(l.names, f.Width(r, style.SmallSize))))
	}
	var scaleWidth float64
	l.legends, scaleWidth, l.legendHeight = placeLegends(f, []Legend{{Title: d.Shade, Scale: Diverging,
		Ends: [2]string{"−" + short(d.Most), short(d.Most)}}}, math.Inf(1))
	legendWidth := math.Max(scaleWidth, math.Max(f.BoldWidth(d.Sized, style.TextSize), f.Width(d.Ring,
		style.SmallSize)+2*style.MostDot+14))
	l.x, l.top = style.Margin+widest+16, l.head.height+style.WeightHead
	room, columns := f.inner()-widest-16, float64(max(1, len(d.Groups)))
	sizes := float64((dotSizes + 2) * style.DotRow)
	beside := room - legendWidth - style.LegendGap
	if below := beside < columns*style.LeastColumn; !below {
		room = beside
	}
	l.column = math.Max(style.LeastColumn/2, math.Min(style.DotColumn, math.Floor(room/columns)))
	l.width, l.height = columns*l.column, float64(style.DotRow*len(d.Rows))
	wide, bottom := l.x+l.width, l.top+l.height
	l.legendLeft, l.legendTop = wide+style.LegendGap, l.top
	l.sizesLeft, l.sizesTop = l.legendLeft, l.legendTop+l.legendHeight
	if room != beside {
		l.legendLeft, l.legendTop = style.Margin, bottom+style.LegendGap
		l.sizesLeft, l.sizesTop = style.Margin+scaleWidth+2*style.LegendGap, l.legendTop
	}
	wide = math.Max(wide, l.sizesLeft+legendWidth)
	bottom = math.Max(bottom, l.sizesTop+sizes)
	return f.figure(d.Name, d.Title, math.Max(wide+style.Margin, l.head.width), bottom+style.Margin, l.draw)
}

// dotSizes is how many sizes the legend shows.
const dotSizes = 4

// dotLayout is where the parts of a dot plot stand.
type dotLayout struct {
	DotPlot
	fonts                               *Fonts
	head                                heading
	names, column                       float64 // widths of names, at most, and of a column
	x, top, width, height               float64
	legends                             []placedLegend
	legendLeft, legendTop, legendHeight float64
	sizesLeft, sizesTop                 float64
}

// radius is that of the dot of a size.
func (l *dotLayout) radius(size float64) float64 {
	return 2 + (style.MostDot-2)*math.Sqrt(math.Max(0, math.Min(1, size/l.Largest)))
}

func (l *dotLayout) draw(p page) {
	const row = style.DotRow
	column := l.column
	p.heading(l.head)
	for g, name := range l.Groups {
		middle := l.x + (float64(g)+0.5)*column
		p.Rect(middle-column/2+2, l.top-style.WeightHead, column-4, style.WeightHead-8, style.Tint(l.Colors[g],
			style.BlockTint))
		p.Text(middle, l.top-style.WeightHead/2-4, canvas.Centre, style.SmallSize, name)
	}
	for i, name := range l.Rows {
		y := l.top + (float64(i)+0.5)*row
		p.Lines(1, style.GridLine, canvas.Solid, [][2]float64{{l.x, y}, {l.x + l.width, y}})
		p.Text(l.x-12, y, canvas.Right, style.SmallSize, l.fonts.Shorten(name, style.SmallSize, l.names))
		for g := range l.Groups {
			value := l.Color(i, g)
			if math.IsNaN(value) {
				continue
			}
			middle, r := l.x+(float64(g)+0.5)*column, l.radius(l.Size(i, g))
			if l.Ringed(i, g) {
				p.Disc(middle, y, r+2.5, style.Ink)
			}
			p.Disc(middle, y, r, Diverging.At((value/l.Most+1)/2))
		}
	}
	p.Frame(l.x, l.top, l.width, l.height, 1, style.Grey)
	p.legends(l.fonts, l.legends, l.legendLeft, l.legendTop)
	l.sizes(p, l.sizesTop+style.LegendRow/2)
}

// sizes is the legend of sizes and of the ring.
func (l *dotLayout) sizes(p page, y float64) {
	p.Write(l.sizesLeft, y, canvas.Left, style.TextSize, l.Sized, style.Ink, true, false)
	x := l.sizesLeft + style.MostDot
	for i := range dotSizes {
		size := l.Largest * float64(i) / (dotSizes - 1)
		y += style.DotRow
		p.Disc(x, y, l.radius(size), style.Grey)
		label := short(size)
		if i == dotSizes-1 {
			label += " and more"
		}
		p.Text(x+style.MostDot+14, y, canvas.Left, style.SmallSize, label)
	}
	y += style.DotRow + 6
	p.Disc(x, y, 10.5, style.Ink)
	p.Disc(x, y, 8, style.PaleGrey)
	p.Text(x+style.MostDot+14, y, canvas.Left, style.SmallSize, l.Ring)
}

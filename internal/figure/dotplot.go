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
	const row, column = style.DotRow, style.DotColumn
	names := 0.0
	for _, r := range d.Rows {
		names = math.Max(names, math.Ceil(math.Min(style.MostSetLabel, f.Width(r, style.SmallSize))))
	}
	x, top := style.Margin+names+24, float64(style.Margin+style.TitleHeight+16+style.WeightHead)
	width, height := float64(column*len(d.Groups)), float64(row*len(d.Rows))
	legendLeft := x + width + 40
	legends, legendWidth, legendHeight := placeLegends(f, []Legend{{Title: d.Shade, Scale: Diverging,
		Ends: [2]string{"−" + short(d.Most), short(d.Most)}}}, style.LegendRoom)
	legendWidth = math.Max(legendWidth, math.Max(1.1*f.Width(d.Sized, style.TextSize), f.Width(d.Ring,
		style.SmallSize)+40))
	pageWidth := math.Max(legendLeft+legendWidth, style.Margin+math.Max(1.1*f.Width(d.Title, style.TitleSize),
		f.Width(d.Note, style.SmallSize))) + style.Margin
	pageHeight := math.Max(top+height, top+legendHeight+(dotSizes+2)*style.DotRow) + style.Margin
	l := dotLayout{d, f, x, top, width, height, legends, legendLeft, legendHeight}
	return &Figure{Name: d.Name, Title: d.Title, width: int(math.Ceil(pageWidth)), height: int(math.Ceil(pageHeight)),
		fonts: f, draw: l.draw}
}

// dotSizes is how many sizes the legend shows.
const dotSizes = 4

// dotLayout is where the parts of a dot plot stand.
type dotLayout struct {
	DotPlot
	fonts                    *Fonts
	x, top, width, height    float64
	legends                  []placedLegend
	legendLeft, legendHeight float64
}

// radius is that of the dot of a size.
func (l *dotLayout) radius(size float64) float64 {
	return 2 + (style.MostDot-2)*math.Sqrt(math.Max(0, math.Min(1, size/l.Largest)))
}

func (l *dotLayout) draw(p page) {
	const row, column = style.DotRow, style.DotColumn
	p.Write(style.Margin, style.Margin+style.TitleSize/2, canvas.Left, style.TitleSize, l.Title, style.Ink, true, false)
	p.Text(style.Margin, style.Margin+style.TitleSize+18, canvas.Left, style.SmallSize, l.Note)
	for g, name := range l.Groups {
		middle := l.x + (float64(g)+0.5)*column
		p.Rect(middle-column/2+6, l.top-style.WeightHead, column-12, style.WeightHead-8, style.Tint(l.Colors[g],
			style.BlockTint))
		p.Text(middle, l.top-style.WeightHead/2-4, canvas.Centre, style.TextSize, name)
	}
	for i, name := range l.Rows {
		y := l.top + (float64(i)+0.5)*row
		p.Lines(1, style.GridLine, false, [][2]float64{{l.x, y}, {l.x + l.width, y}})
		p.Text(l.x-12, y, canvas.Right, style.SmallSize, l.fonts.Shorten(name, style.SmallSize, style.MostSetLabel))
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
	p.legends(l.legends, l.legendLeft, l.top)
	l.sizes(p, l.top+l.legendHeight+style.LegendRow/2)
}

// sizes is the legend of sizes and of the ring.
func (l *dotLayout) sizes(p page, y float64) {
	p.Write(l.legendLeft, y, canvas.Left, style.TextSize, l.Sized, style.Ink, true, false)
	x := l.legendLeft + style.MostDot
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

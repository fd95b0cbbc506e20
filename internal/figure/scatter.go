package figure

import (
	"image/color"
	"math"

	"subtype/internal/figure/canvas"
	"subtype/internal/style"
)

// Scatter is a figure of points in groups, a panel for each pair of coordinates.
type Scatter struct {
	Name, Title string
	Note        string
	Axes        []string    // what the coordinates are
	Points      [][]float64 // of each coordinate, every point
	Pairs       [][2]int    // of coordinates, a panel each
	Groups      []int       // of the points
	Colors      []color.NRGBA
	Legend      Legend
}

// Scatter lays the figure out.
func (f *Fonts) Scatter(s Scatter) *Figure {
	const side = style.ScatterSide
	top := float64(style.Margin + style.TitleHeight + 24)
	placed, legendWidth, legendHeight := placeLegends(f, []Legend{s.Legend}, style.LegendRoom)
	legendLeft := float64(style.Margin + len(s.Pairs)*side)
	width := math.Max(legendLeft+legendWidth, style.Margin+math.Max(1.1*f.Width(s.Title, style.TitleSize),
		f.Width(s.Note, style.SmallSize))) + style.Margin
	paint := func(p page) {
		p.Write(style.Margin, style.Margin+style.TitleSize/2, canvas.Left, style.TitleSize, s.Title, style.Ink, true, false)
		p.Text(style.Margin, style.Margin+style.TitleSize+18, canvas.Left, style.SmallSize, s.Note)
		for i, pair := range s.Pairs {
			p.scatter(s, pair, float64(style.Margin+i*side), top)
		}
		p.legends(placed, legendLeft, top)
	}
	return &Figure{Name: s.Name, Title: s.Title, width: int(math.Ceil(width)),
		height: int(math.Max(top+side, top+legendHeight)) + style.Margin, fonts: f, draw: paint}
}

// scatter draws a panel from its upper left corner.
func (p page) scatter(s Scatter, pair [2]int, x0, y0 float64) {
	const room, foot = 92.0, 70.0
	x, y, width, height := x0+room, y0, style.ScatterSide-room-50.0, style.ScatterSide-foot
	scale := func(values []float64, from, to float64) (func(float64) float64, float64, float64) {
		lo, hi := values[0], values[0]
		for _, v := range values {
			lo, hi = math.Min(lo, v), math.Max(hi, v)
		}
		if !(hi > lo) {
			lo, hi = lo-0.5, lo+0.5
		}
		lo, hi = lo-0.05*(hi-lo), hi+0.05*(hi-lo)
		return func(v float64) float64 { return from + (to-from)*(v-lo)/(hi-lo) }, lo, hi
	}
	across, down := s.Points[pair[0]], s.Points[pair[1]]
	atX, loX, hiX := scale(across, x, x+width)
	atY, loY, hiY := scale(down, y+height, y)
	for _, t := range ticks(loX, hiX) {
		p.Lines(1, style.GridLine, false, [][2]float64{{atX(t.at), y}, {atX(t.at), y + height}})
		p.Text(atX(t.at), y+height+18, canvas.Centre, style.SmallSize, t.label)
	}
	for _, t := range ticks(loY, hiY) {
		p.Lines(1, style.GridLine, false, [][2]float64{{x, atY(t.at)}, {x + width, atY(t.at)}})
		p.Text(x-8, atY(t.at), canvas.Right, style.SmallSize, t.label)
	}
	radius := math.Max(2.5, math.Min(style.DotRadius, 110/math.Sqrt(float64(len(across)))))
	for j := range across {
		p.Disc(atX(across[j]), atY(down[j]), radius+1, color.White)
		p.Disc(atX(across[j]), atY(down[j]), radius, s.Colors[s.Groups[j]])
	}
	p.Frame(x, y, width, height, style.AxisWidth, style.Grey)
	p.Text(x+width/2, y+height+48, canvas.Centre, style.TextSize, s.Axes[pair[0]])
	p.Upright(x0+14, y+height/2, canvas.Centre, style.TextSize, s.Axes[pair[1]])
}

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

// Scatter lays the figure out. Points of a group have a mark of their own, too.
func (f *Fonts) Scatter(s Scatter) *Figure {
	entries := append([]Entry(nil), s.Legend.Entries...)
	for i := range entries {
		entries[i].Shape = 1 + i%canvas.Shapes
	}
	s.Legend.Entries = entries
	placed, legendWidth, legendHeight := placeLegends(f, []Legend{s.Legend}, math.Inf(1))
	head := f.heading(s.Title, s.Note)
	n := max(1, len(s.Pairs))
	beside := f.inner() - legendWidth - style.LegendGap
	across, side := n, math.Min(style.ScatterSide, math.Floor(beside/float64(n)))
	below := side < style.LeastPanel
	if below {
		across, side = f.panels(n, style.ScatterSide, style.LeastPanel)
	}
	rows := (n + across - 1) / across
	wide, bottom := style.Margin+float64(across)*side, head.height+float64(rows)*side
	legendX, legendY := wide+style.LegendGap, head.height
	if below {
		legendX, legendY = style.Margin, bottom+style.LegendGap
	}
	paint := func(p page) {
		p.heading(head)
		for i, pair := range s.Pairs {
			p.scatter(s, pair, style.Margin+float64(i%across)*side, head.height+float64(i/across)*side, side)
		}
		p.legends(f, placed, legendX, legendY)
	}
	wide = math.Max(wide, legendX+legendWidth) + style.Margin
	bottom = math.Max(bottom, legendY+legendHeight) + style.Margin
	return f.figure(s.Name, s.Title, math.Max(wide, head.width), bottom, paint)
}

// scatter draws a panel from its upper left corner.
func (p page) scatter(s Scatter, pair [2]int, x0, y0, side float64) {
	const room, foot = 86.0, 70.0
	x, y, width, height := x0+room, y0, side-room-24, side-foot
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
		p.Lines(1, style.GridLine, canvas.Solid, [][2]float64{{atX(t.at), y}, {atX(t.at), y + height}})
		p.Text(atX(t.at), y+height+18, canvas.Centre, style.SmallSize, t.label)
	}
	for _, t := range ticks(loY, hiY) {
		p.Lines(1, style.GridLine, canvas.Solid, [][2]float64{{x, atY(t.at)}, {x + width, atY(t.at)}})
		p.Text(x-8, atY(t.at), canvas.Right, style.SmallSize, t.label)
	}
	radius := math.Max(2.5, math.Min(style.DotRadius, 110/math.Sqrt(float64(len(across)))))
	for j := range across {
		shape := s.Groups[j] % canvas.Shapes
		p.Mark(shape, atX(across[j]), atY(down[j]), radius+1, color.White)
		p.Mark(shape, atX(across[j]), atY(down[j]), radius, s.Colors[s.Groups[j]])
	}
	p.Frame(x, y, width, height, style.AxisWidth, style.Grey)
	p.Text(x+width/2, y+height+46, canvas.Centre, style.SmallSize, s.Axes[pair[0]])
	p.Upright(x0+8, y+height/2, canvas.Centre, style.SmallSize, s.Axes[pair[1]])
}

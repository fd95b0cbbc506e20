package figure

import (
	"fmt"
	"image/color"
	"math"

	"subtype/internal/figure/canvas"
	"subtype/internal/style"
)

// Overview shows the consensus of several ranks beside each other, each in the order of its
// tree, and below them how it is distributed.
type Overview struct {
	Name, Title string
	Panels      []OverviewPanel
	Scale       Scale
	Ends        [2]string // of the scale
}

// OverviewPanel is one rank.
type OverviewPanel struct {
	Title   string
	Marked  bool
	Samples int
	At      func(x, y int) float64 // in the order of the tree, 0 to 1
	CDF     []float64              // share of the pairs with a consensus up to i/(len − 1)
}

const (
	overviewAcross = 4
	overviewSide   = 330
	overviewRoom   = 30
	overviewCDF    = 420 // of its height
)

// Overview lays the figure out.
func (f *Fonts) Overview(o Overview) *Figure {
	across := min(overviewAcross, max(2, len(o.Panels)))
	rows := (len(o.Panels) + across - 1) / across
	const pitch = overviewSide + overviewRoom
	top := float64(style.Margin + style.TitleHeight)
	curves := top + float64(rows)*(pitch+overviewRoom)
	width := 2*style.Margin + across*pitch + style.BarLength
	height := int(curves) + overviewCDF + 2*style.Margin
	paint := func(p page) {
		p.Write(style.Margin, style.Margin+style.TitleSize/2, canvas.Left, style.TitleSize, o.Title, style.Ink, true, false)
		for i, panel := range o.Panels {
			x := float64(style.Margin + i%across*pitch)
			y := top + float64(i/across)*(pitch+overviewRoom) + overviewRoom
			p.thumbnail(panel, o.Scale, x, y)
		}
		legends := []Legend{{Title: "Consensus", Scale: o.Scale, Ends: o.Ends}}
		placed, _, _ := placeLegends(f, legends, style.LegendRoom)
		p.legends(placed, float64(style.Margin+across*pitch), top+overviewRoom)
		p.distributions(o.Panels, style.Margin+60, curves+overviewRoom, float64(across*pitch-90), overviewCDF-60)
	}
	return &Figure{Name: o.Name, Title: o.Title, width: width, height: height, fonts: f, draw: paint}
}

// thumbnail is one rank's heatmap with its title above it.
func (p page) thumbnail(panel OverviewPanel, scale Scale, x, y float64) {
	p.Write(x, y-style.TextSize*0.7, canvas.Left, style.TextSize, panel.Title, style.Ink, panel.Marked, false)
	side := min(panel.Samples, overviewSide)
	at := func(i int) int { return i * panel.Samples / side }
	p.Picture(x, y, overviewSide, overviewSide, cells(side, side, func(i, j int) color.NRGBA {
		return scale.At(panel.At(at(i), at(j)))
	}))
	line, c := 1.0, style.Grey
	if panel.Marked {
		line, c = 3, style.MarkColor
	}
	p.Frame(x, y, overviewSide, overviewSide, line, c)
}

// distributions are the curves of all ranks, the marked one stronger.
func (p page) distributions(panels []OverviewPanel, x, y, w, h float64) {
	p.Write(x, y-style.TextSize, canvas.Left, style.TextSize, "Share of the pairs of samples with a consensus up to …",
		style.Ink, true,
		false)
	p.Frame(x, y, w, h, style.AxisWidth, style.Grey)
	for i := range 6 {
		at := float64(i) / 5
		p.Write(x+w*at, y+h+style.SmallSize, canvas.Centre, style.SmallSize, fmt.Sprintf("%.1f", at), style.Ink, false, false)
		p.Write(x-8, y+h*(1-at), canvas.Right, style.SmallSize, fmt.Sprintf("%.1f", at), style.Ink, false, false)
		p.Lines(1, style.GridLine, false, [][2]float64{{x, y + h*(1-at)}, {x + w, y + h*(1-at)}})
	}
	for i, panel := range panels {
		var points [][2]float64
		for b, share := range panel.CDF {
			at := x + w*float64(b)/float64(len(panel.CDF)-1)
			if b > 0 { // it is a step function
				points = append(points, [2]float64{at, points[len(points)-1][1]})
			}
			points = append(points, [2]float64{at, y + h*(1-share)})
		}
		if len(points) < 2 {
			continue
		}
		width := 2.0
		if panel.Marked {
			width = 5
		}
		c := style.SubtypeColor(i)
		p.Lines(width, c, false, points)
		row := y + h - float64(len(panels)-i)*style.LegendRow
		p.Lines(width, c, false, [][2]float64{{x + w - 150, row}, {x + w - 110, row}})
		p.Write(x+w-100, row, canvas.Left, style.SmallSize, panel.Title, style.Ink, panel.Marked, false)
	}
}

// Silhouettes are bars of every sample, group by group.
type Silhouettes struct {
	Name, Title, Axis string
	Groups            []SilhouetteGroup
}

// SilhouetteGroup is one group, its widths from the largest down.
type SilhouetteGroup struct {
	Label  string
	Color  color.NRGBA
	Widths []float64 // −1 to 1
}

const (
	silhouetteWide = 900
	silhouetteHigh = 760 // of all bars
	silhouetteGap  = 14  // between groups
	silhouetteSide = 260 // for labels
)

// Silhouettes lays the figure out.
func (f *Fonts) Silhouettes(s Silhouettes) *Figure {
	n := 0
	least := 0.0
	for _, g := range s.Groups {
		n += len(g.Widths)
		for _, w := range g.Widths {
			least = math.Min(least, w)
		}
	}
	least = math.Floor(least*5) / 5
	bar := math.Min(24, silhouetteHigh/float64(max(n, 1)))
	top := float64(style.Margin + style.TitleHeight)
	high := bar*float64(n) + silhouetteGap*float64(len(s.Groups))
	paint := func(p page) {
		p.Write(style.Margin, style.Margin+style.TitleSize/2, canvas.Left, style.TitleSize, s.Title, style.Ink, true, false)
		x := func(w float64) float64 {
			return style.Margin + silhouetteWide*(w-least)/(1-least)
		}
		for w := least; w <= 1.001; w += 0.2 {
			p.Lines(1, style.GridLine, false, [][2]float64{{x(w), top}, {x(w), top + high}})
			p.Write(x(w), top+high+style.SmallSize, canvas.Centre, style.SmallSize, fmt.Sprintf("%.1f", w+0), style.Ink, false, false)
		}
		y := top
		for _, g := range s.Groups {
			var sum float64
			from := y
			for _, w := range g.Widths {
				if !math.IsNaN(w) {
					thick := bar // without gaps where they would be all that is seen
					if bar >= 10 {
						thick = bar * 0.85
					}
					p.Rect(x(math.Min(0, w)), y, math.Abs(x(w)-x(0)), math.Max(thick, 0.5), g.Color)
					sum += w
				}
				y += bar
			}
			p.Write(style.Margin+silhouetteWide+20, (from+y)/2, canvas.Left, style.SmallSize, fmt.Sprintf("%s: %d, mean %.2f", g.Label,
				len(g.Widths), sum/float64(max(1, len(g.Widths)))), style.Ink, false, false)
			y += silhouetteGap
		}
		p.Lines(style.AxisWidth, style.Ink, false, [][2]float64{{x(0), top}, {x(0), top + high}})
		p.Write(style.Margin+silhouetteWide/2, top+high+2.4*style.SmallSize, canvas.Centre, style.SmallSize, s.Axis, style.Ink,
			false,
			false)
	}
	return &Figure{Name: s.Name, Title: s.Title, width: 2*style.Margin + silhouetteWide + silhouetteSide,
		height: int(top+high) + style.Margin + 60, fonts: f, draw: paint}
}

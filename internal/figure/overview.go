package figure

import (
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
	CDF         *Distributions
}

// OverviewPanel is one rank.
type OverviewPanel struct {
	Title   string
	Marked  bool
	Samples int
	At      func(x, y int) float64 // in the order of the tree, 0 to 1
}

const (
	overviewSide  = 310 // of a map, at most
	overviewLeast = 180
	overviewRoom  = 20 // between two
	overviewCDF   = 320
)

// Overview lays the figure out.
func (f *Fonts) Overview(o Overview) *Figure {
	head := f.heading(o.Title)
	across, pitch := f.panels(len(o.Panels), overviewSide+overviewRoom, overviewLeast+overviewRoom)
	side := pitch - overviewRoom
	rows := (len(o.Panels) + across - 1) / across
	legends := []Legend{{Title: "Consensus", Scale: o.Scale, Ends: o.Ends}}
	placed, legendWidth, legendHeight := placeLegends(f, legends, math.Inf(1))
	curves := head.height + float64(rows)*(pitch+style.LabelLine)
	cdf := math.Min(f.inner()-legendWidth-style.LegendGap, 900)
	below := cdf < 2*style.LeastPanel
	if below {
		cdf = f.inner()
	}
	key := f.Wrap(o.CDF.Key, style.SmallSize, false, cdf)
	keyed := curves + style.LabelLine + float64(len(key)*style.NoteLine) + 10 // where the axes begin
	legendX, legendY, bottom := style.Margin+cdf+style.LegendGap, curves, keyed+overviewCDF+60
	if below {
		legendX, legendY = style.Margin, bottom
		bottom += legendHeight
	}
	paint := func(p page) {
		p.heading(head)
		for i, panel := range o.Panels {
			x := style.Margin + float64(i%across)*pitch
			y := head.height + float64(i/across)*(pitch+style.LabelLine) + style.LabelLine
			p.thumbnail(panel, o.Scale, x, y, side)
		}
		p.Write(style.Margin, curves+12, canvas.Left, style.TextSize, o.CDF.Title, style.Ink, true, false)
		for i, line := range key {
			p.Text(style.Margin, curves+10+style.LabelLine+float64(i*style.NoteLine), canvas.Left, style.SmallSize, line)
		}
		p.distributions(o.CDF, style.Margin+44, keyed, cdf-54, overviewCDF)
		p.legends(f, placed, legendX, legendY)
	}
	wide := math.Max(float64(across)*pitch-overviewRoom, math.Max(cdf, legendX+legendWidth-style.Margin))
	return f.figure(o.Name, o.Title, math.Max(wide+2*style.Margin, head.width), bottom+style.Margin, paint)
}

// thumbnail is one rank's heatmap with its title above it.
func (p page) thumbnail(panel OverviewPanel, scale Scale, x, y, size float64) {
	p.Write(x, y-style.LabelLine/2, canvas.Left, style.TextSize, panel.Title, style.Ink, panel.Marked, false)
	side := min(panel.Samples, int(size))
	at := func(i int) int { return i * panel.Samples / side }
	p.Picture(x, y, size, size, cells(side, side, func(i, j int) color.NRGBA {
		return scale.At(panel.At(at(i), at(j)))
	}))
	line, c := 1.0, style.Grey
	if panel.Marked {
		line, c = 3, style.MarkColor
	}
	p.Frame(x, y, size, size, line, c)
}

package figure

import (
	"fmt"
	"image/color"
	"math"

	"subtype/internal/figure/canvas"
	"subtype/internal/style"
)

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
	silhouetteWide = 900 // at most
	silhouetteHigh = 760 // of all bars
	silhouetteGap  = 14  // between groups
	mostBar        = 24
)

// silhouetteLayout is where bars stand.
type silhouetteLayout struct {
	Silhouettes
	head             heading
	labels           []string
	along            axis
	least, bar, high float64
}

// Silhouettes lays the figure out.
func (f *Fonts) Silhouettes(s Silhouettes) *Figure {
	l := &silhouetteLayout{Silhouettes: s, head: f.heading(s.Title, "Every bar is a sample. "+s.Axis)}
	n, side := 0, 0.0
	for _, g := range s.Groups {
		n += len(g.Widths)
		sum := 0.0
		for _, w := range g.Widths {
			if !math.IsNaN(w) {
				l.least = math.Min(l.least, w)
				sum += w
			}
		}
		label := fmt.Sprintf("%s: %d, mean %.2f", g.Label, len(g.Widths), sum/float64(max(1, len(g.Widths))))
		l.labels = append(l.labels, label)
		side = math.Max(side, f.Width(label, style.SmallSize))
	}
	l.least = math.Floor(l.least*5) / 5
	l.bar = math.Min(mostBar, silhouetteHigh/float64(max(n, 1)))
	l.high = -silhouetteGap
	for _, g := range s.Groups {
		l.high += l.band(g) + silhouetteGap
	}
	const left = style.Margin + 14
	l.along = axis{l.least, 1, left, left + math.Min(silhouetteWide, f.inner()-side-48)}
	width := l.along.to + 20 + side + style.Margin
	return f.figure(s.Name, s.Title, math.Max(width, l.head.width), l.head.height+l.high+70, l.draw)
}

// band is the height of a group: of its bars, and of a line of text at least.
func (l *silhouetteLayout) band(g SilhouetteGroup) float64 {
	return math.Max(l.bar*float64(len(g.Widths)), style.LabelPitch)
}

func (l *silhouetteLayout) draw(p page) {
	p.heading(l.head)
	top, x := l.head.height, l.along.at
	for i := math.Round(l.least * 5); i <= 5; i++ {
		w := i / 5
		p.Lines(1, style.GridLine, canvas.Solid, [][2]float64{{x(w), top}, {x(w), top + l.high}})
		p.Text(x(w), top+l.high+20, canvas.Centre, style.SmallSize, fmt.Sprintf("%.1f", w+0))
	}
	y := top
	for i, g := range l.Groups {
		l.bars(p, g, y)
		p.Text(l.along.to+20, y+l.band(g)/2, canvas.Left, style.SmallSize, l.labels[i])
		y += l.band(g) + silhouetteGap
	}
	p.Lines(style.AxisWidth, style.Ink, canvas.Solid, [][2]float64{{x(0), top}, {x(0), top + l.high}})
	p.Text((l.along.from+l.along.to)/2, top+l.high+44, canvas.Centre, style.SmallSize, "silhouette width")
}

// bars draws those of a group: one by one, or, where gaps would be all that is seen, as one.
func (l *silhouetteLayout) bars(p page, g SilhouetteGroup, y float64) {
	x, thick := l.along.at, 0.85*l.bar
	outline := [][2]float64{{x(0), y}}
	for j, w := range g.Widths {
		if math.IsNaN(w) {
			w = 0
		}
		top := y + float64(j)*l.bar
		if l.bar >= 10 {
			p.Rect(x(math.Min(0, w)), top, math.Abs(x(w)-x(0)), thick, g.Color)
		}
		outline = append(outline, [2]float64{x(w), top}, [2]float64{x(w), top + l.bar})
	}
	if l.bar < 10 {
		p.Polygon(g.Color, append(outline, [2]float64{x(0), y + l.bar*float64(len(g.Widths))}))
	}
}

package figure

import (
	"math"

	"subtype/internal/figure/canvas"
	"subtype/internal/style"
)

// Distributions are the distributions of the consensus of several ranks in one panel.
type Distributions struct {
	Title string
	Key   string // what is shown, below the title
	Ranks []Distribution
}

// Distribution is that of one rank.
type Distribution struct {
	Label  string
	Marked bool
	CDF    []float64 // share of the pairs with a consensus up to i/(len − 1)
}

// distributions are the curves of all ranks within axes, the marked one stronger, with their key.
func (p page) distributions(d *Distributions, x, y, w, h float64) {
	key, curves := 0.0, d.Ranks
	for _, one := range curves {
		key = math.Max(key, p.Fonts.BoldWidth(one.Label, style.SmallSize))
	}
	key = math.Ceil(key) + 56
	w -= key
	p.Frame(x, y, w, h, style.AxisWidth, style.Grey)
	along, up := axis{0, 1, x, x + w}, axis{0, 1, y + h, y}
	marks := ticks(0, 1)
	for i, t := range marks {
		p.Text(x-8, up.at(t.at), canvas.Right, style.SmallSize, t.label)
		p.Lines(1, style.GridLine, canvas.Solid, [][2]float64{{x, up.at(t.at)}, {x + w, up.at(t.at)}})
		if w/float64(len(marks)) >= 40 || i == 0 || i == len(marks)-1 {
			p.Text(along.at(t.at), y+h+20, canvas.Centre, style.SmallSize, t.label)
		}
	}
	p.Text(x+w/2, y+h+44, canvas.Centre, style.SmallSize, "consensus")
	pitch := math.Min(style.LegendRow, h/float64(len(curves)))
	for i, one := range curves {
		var points [][2]float64
		for b, share := range one.CDF {
			at := along.at(float64(b) / float64(len(one.CDF)-1))
			if b > 0 { // it is a step function
				points = append(points, [2]float64{at, points[len(points)-1][1]})
			}
			points = append(points, [2]float64{at, up.at(share)})
		}
		if len(points) < 2 {
			continue
		}
		width, pattern := 2.5, canvas.Broken(i)
		if one.Marked {
			width, pattern = 5, canvas.Solid
		}
		p.Lines(width, style.SubtypeColor(i), pattern, points)
		if step := int(math.Ceil(style.LabelPitch / pitch)); i%step == 0 || one.Marked {
			row := y + (float64(i)+0.5)*pitch
			p.Lines(width, style.SubtypeColor(i), pattern, [][2]float64{{x + w + 12, row}, {x + w + 48, row}})
			p.Write(x+w+56, row, canvas.Left, style.SmallSize, one.Label, style.Ink, one.Marked, false)
		}
	}
}

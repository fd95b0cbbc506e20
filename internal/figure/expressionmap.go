package figure

import (
	"image/color"
	"math"

	"subtype/internal/figure/canvas"
	"subtype/internal/style"
	"subtype/internal/words"
)

// ExpressionMap is a heatmap of genes by samples in groups, gaps between them, with
// tracks above it and the genes' names on the right.
type ExpressionMap struct {
	Name, Title string
	Note        string
	Groups      []SampleGroup // of samples, from the left
	Genes       []WeightRow   // gaps where the group changes
	Tracks      []Track
	Names       []string // of the samples, written below where there is room; nil: not
	Legend      string   // of the values
	Most        float64  // the value at the end of the scale
	Lacks       bool     // some values are NaN
	At          func(sample, row int) float64
}

// SampleGroup is some samples in the order in which they stand.
type SampleGroup struct {
	Name    string
	Color   color.NRGBA
	Samples []int
}

// expressionLayout is where the parts of an expression map stand.
type expressionLayout struct {
	ExpressionMap
	fonts                          *Fonts
	scale                          Scale
	pitch, x, trackTop, top        float64
	width, height                  float64
	starts                         []float64 // of groups, from x
	rows                           []float64 // tops, from top
	placed                         []placedLegend
	legendLeft, labelLeft, below   float64
	pageWidth, pageHeight, heading float64
}

// ExpressionMap lays the map out.
func (f *Fonts) ExpressionMap(m ExpressionMap) *Figure {
	l := &expressionLayout{ExpressionMap: m, fonts: f, scale: Diverging}
	n := 0
	for _, g := range m.Groups {
		n += len(g.Samples)
	}
	l.pitch = cellSize(n)
	l.x = style.Margin + style.WeightStrip + 10 + math.Max(0, namesWidth(f, m.Tracks)-style.WeightStrip) + 12
	for i, g := range m.Groups {
		if i > 0 {
			l.width += style.GroupGap
		}
		l.starts = append(l.starts, l.width)
		l.width += math.Max(l.pitch*float64(len(g.Samples)), 1)
	}
	for i := range m.Genes {
		if i > 0 && m.Genes[i].Group != m.Genes[i-1].Group {
			l.height += style.GroupGap
		}
		l.rows = append(l.rows, l.height)
		l.height += style.WeightRow
	}
	l.heading = style.Margin + style.TitleHeight + 16
	l.trackTop = l.heading + style.WeightHead
	l.top = math.Round(l.trackTop + tracksHeight(m.Tracks))
	var labels []string
	for _, row := range m.Genes {
		labels = append(labels, row.Gene)
	}
	l.labelLeft = l.x + l.width + 12
	l.legendLeft = l.labelLeft + labelsWidth(f, labels) + 36
	if m.Names != nil && l.pitch >= style.LabelPitch {
		l.below = labelsWidth(f, m.Names) + 20
	}
	legends := []Legend{{Title: m.Legend, Scale: l.scale, Ends: [2]string{"−" + short(m.Most), short(m.Most)}}}
	if m.Lacks {
		legends[0].Entries = []Entry{{style.PaleGrey, "not known"}}
	}
	for _, t := range m.Tracks {
		if t.Legend.Title != "" {
			legends = append(legends, t.Legend)
		}
	}
	placed, legendWidth, legendHeight := placeLegends(f, legends, math.Max(style.LegendRoom/2, l.top+l.height-l.heading))
	l.placed = placed
	titles := math.Max(1.1*f.Width(m.Title, style.TitleSize), f.Width(m.Note, style.SmallSize))
	l.pageWidth = math.Max(l.legendLeft+legendWidth, style.Margin+titles) + style.Margin
	l.pageHeight = math.Max(l.top+l.height+l.below, l.heading+legendHeight) + style.Margin
	return &Figure{Name: m.Name, Title: m.Title, width: int(math.Ceil(l.pageWidth)), height: int(math.Ceil(l.pageHeight)),
		fonts: f, draw: l.draw}
}

func (l *expressionLayout) draw(p page) {
	p.Write(style.Margin, style.Margin+style.TitleSize/2, canvas.Left, style.TitleSize, l.Title, style.Ink, true, false)
	p.Text(style.Margin, style.Margin+style.TitleSize+18, canvas.Left, style.SmallSize, l.Note)
	for i, g := range l.Groups {
		x, width := l.x+l.starts[i], l.pitch*float64(len(g.Samples))
		name := g.Name
		if long := words.Plural(len(g.Samples), "sample"); l.fonts.Width(name+": "+long, style.TextSize) < width {
			name += ": " + long
		}
		p.Text(x+width/2, l.heading+style.WeightHead/2-2, canvas.Centre, style.TextSize, name)
		p.trackCells(l.Tracks, g.Samples, x, l.trackTop, width)
		for from := 0; from < len(l.Genes); {
			to := from + 1
			for to < len(l.Genes) && l.Genes[to].Group == l.Genes[from].Group {
				to++
			}
			y, height := l.top+l.rows[from], float64(to-from)*style.WeightRow
			p.Picture(x, y, width, height, cells(len(g.Samples), to-from, func(j, r int) color.NRGBA {
				return l.scale.At((l.At(g.Samples[j], from+r)/l.Most + 1) / 2)
			}))
			from = to
		}
		if l.below > 0 {
			for j, sample := range g.Samples {
				label := l.fonts.Shorten(l.Names[sample], style.SmallSize, style.MostLabel)
				p.Upright(x+(float64(j)+0.5)*l.pitch, l.top+l.height+12, canvas.Right, style.SmallSize, label)
			}
		}
	}
	p.trackNames(l.Tracks, l.x, l.trackTop)
	for i, row := range l.Genes {
		y := l.top + l.rows[i]
		p.Rect(l.x-12-style.WeightStrip, y, style.WeightStrip, style.WeightRow, l.Groups[row.Group].Color)
		label := l.fonts.Shorten(row.Gene, style.SmallSize, style.MostLabel)
		p.Text(l.labelLeft, y+style.WeightRow/2, canvas.Left, style.SmallSize, label)
	}
	p.legends(l.placed, l.legendLeft, l.heading)
}

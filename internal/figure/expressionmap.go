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
	fonts                       *Fonts
	head                        heading
	pitch, x, trackTop, top     float64
	width, height, row          float64
	starts                      []float64 // of groups, from x
	rows                        []float64 // tops, from top
	step                        int       // one name of a sample in so many is written
	legends                     legendPlace
	legendX, legendY, labelLeft float64
}

// ExpressionMap lays the map out.
func (f *Fonts) ExpressionMap(m ExpressionMap) *Figure {
	l := &expressionLayout{ExpressionMap: m, fonts: f}
	n := 0
	for _, g := range m.Groups {
		n += len(g.Samples)
	}
	var labels []string
	for _, row := range m.Genes {
		labels = append(labels, row.Gene)
	}
	l.stack(style.WeightRow)
	left := style.WeightStrip + 22 + 2*math.Ceil(math.Max(0, namesWidth(f, m.Tracks)-style.WeightStrip)/2)
	right := 14 + labelsWidth(f, labels)
	gaps := float64((len(m.Groups) - 1) * style.GroupGap)
	room := f.inner() - left - right - gaps - float64(len(m.Groups))
	high := style.WeightHead + tracksHeight(m.Tracks) + l.height
	first := Legend{Title: m.Legend, Scale: Diverging, Ends: [2]string{"−" + short(m.Most), short(m.Most)}}
	if m.Lacks {
		first.Entries = []Entry{{Color: style.PaleGrey, Label: "not known"}}
	}
	var legends []Legend
	l.Tracks, legends = explained(f, []Legend{first}, m.Tracks, f.inner(), high)
	l.legends = placeBeside(f, legends, f.inner(), high)
	if !l.legends.below {
		room -= l.legends.width + style.LegendGap
	}
	l.fit(high)
	l.pitch = cellSize(max(n, 1), room)
	l.step = every(l.pitch)
	l.x = style.Margin + left
	for i, g := range m.Groups {
		if i > 0 {
			l.width += style.GroupGap
		}
		l.starts = append(l.starts, l.width)
		l.width += math.Max(l.pitch*float64(len(g.Samples)), 1)
	}
	return l.place(right)
}

// stack puts the genes below each other.
func (l *expressionLayout) stack(row float64) {
	l.row, l.rows, l.height = row, nil, 0
	for i, gene := range l.Genes {
		if i > 0 && gene.Group != l.Genes[i-1].Group {
			l.height += style.GroupGap
		}
		l.rows = append(l.rows, l.height)
		l.height += row
	}
}

// fit makes rows lower where the page would be too high with so much beside the legends.
func (l *expressionLayout) fit(high float64) {
	others := high + style.MostLabel + 4*style.TitleLine + 2*style.Margin
	if l.legends.below {
		others += style.LegendGap + l.legends.height
	}
	if over := others - style.MostHigh; over > 0 && len(l.Genes) > 0 {
		l.stack(math.Max(style.LeastRow, math.Floor(style.WeightRow-over/float64(len(l.Genes)))))
	}
}

// place puts what stands around the map, and gives the page its size.
func (l *expressionLayout) place(right float64) *Figure {
	f, thin := l.fonts, thinned("gene", every(l.row))
	if l.Names != nil {
		thin += " " + thinned("sample", l.step)
	}
	l.head = f.heading(l.Title, l.Note, thin)
	l.trackTop = 2 * math.Ceil((l.head.height+style.WeightHead)/2)
	l.top = 2 * math.Ceil((l.trackTop+tracksHeight(l.Tracks))/2)
	l.labelLeft = l.x + l.width + 12
	wide, bottom := l.x+l.width+right, l.top+l.height
	if l.Names != nil {
		bottom += labelsWidth(f, l.Names) + 16
	}
	if l.legends.below {
		l.legendX, l.legendY = style.Margin, bottom+style.LegendGap
		bottom = l.legendY + l.legends.height
		wide = math.Max(wide, style.Margin+l.legends.width)
	} else {
		l.legendX, l.legendY = wide+style.LegendGap, l.head.height
		bottom = math.Max(bottom, l.legendY+l.legends.height)
		wide = l.legendX + l.legends.width
	}
	return f.figure(l.Name, l.Title, math.Max(wide+style.Margin, l.head.width), bottom+style.Margin, l.draw)
}

func (l *expressionLayout) draw(p page) {
	f := l.fonts
	p.heading(l.head)
	label := func(s string) string { return f.Shorten(s, style.SmallSize, f.mostLabel()) }
	shown := 0 // samples so far
	for i, g := range l.Groups {
		x, width := l.x+l.starts[i], l.pitch*float64(len(g.Samples))
		name := g.Name
		if long := words.Plural(len(g.Samples), "sample"); f.Width(name+": "+long, style.TextSize) < width {
			name += ": " + long
		}
		p.Text(x+width/2, l.trackTop-style.WeightHead/2, canvas.Centre, style.TextSize, name)
		if len(g.Samples) == 0 {
			continue
		}
		p.trackCells(l.Tracks, g.Samples, x, l.trackTop, width)
		for from := 0; from < len(l.Genes); {
			to := from + 1
			for to < len(l.Genes) && l.Genes[to].Group == l.Genes[from].Group {
				to++
			}
			y, height := l.top+l.rows[from], float64(to-from)*l.row
			p.Rect(l.x-12-style.WeightStrip, y, style.WeightStrip, height, l.Groups[l.Genes[from].Group].Color)
			p.Picture(x, y, width, height, cells(len(g.Samples), to-from, func(j, r int) color.NRGBA {
				return Diverging.At((l.At(g.Samples[j], from+r)/l.Most + 1) / 2)
			}))
			from = to
		}
		for j := range g.Samples {
			if shown++; l.Names == nil || (shown-1)%l.step != 0 {
				continue
			}
			p.Upright(x+(float64(j)+0.5)*l.pitch, l.top+l.height+10, canvas.Right, style.SmallSize, label(l.Names[g.Samples[j]]))
		}
	}
	p.trackNames(l.Tracks, l.x, l.trackTop, f.mostLabel())
	for i, row := range l.Genes {
		if i%every(l.row) == 0 {
			p.Text(l.labelLeft, l.top+l.rows[i]+l.row/2, canvas.Left, style.SmallSize, label(row.Gene))
		}
	}
	p.legends(f, l.legends.placed, l.legendX, l.legendY)
}

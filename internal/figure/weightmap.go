package figure

import (
	"image/color"
	"math"

	"subtype/internal/figure/canvas"
	"subtype/internal/style"
)

// GenesOfEach is how many genes of each of k metagenes a map of weights shows, at most.
func GenesOfEach(k int) int { return max(2, min(style.GenesShown, style.MostGenesShown/k)) }

// WeightMap is a heatmap of genes and the groups that they have weights in: how the weight of each gene divides.
type WeightMap struct {
	Name, Title string
	Note        string
	Groups      []string      // the columns
	Colors      []color.NRGBA // theirs
	Genes       []WeightRow
	Scale       Scale
	Legend      string
	Ends        [2]string                    // of the legend; "": 0 and 1
	At          func(row, group int) float64 // from 0 to 1
}

// WeightRow is a gene, and the group that it is shown for.
type WeightRow struct {
	Gene  string
	Group int
}

// weightLayout is where the parts of a map of weights stand.
type weightLayout struct {
	WeightMap
	fonts                  *Fonts
	head                   heading
	top, cell              float64
	legends                legendPlace
	legendX, legendY, high float64
}

// WeightMap lays the map out.
func (f *Fonts) WeightMap(m WeightMap) *Figure {
	l := &weightLayout{WeightMap: m, fonts: f, head: f.heading(m.Title, m.Note)}
	names := make([]string, len(m.Genes))
	for i, row := range m.Genes {
		names[i] = row.Gene
	}
	l.high = float64(style.WeightRow * len(m.Genes))
	room := f.inner() - weightLeft - 14 - labelsWidth(f, names)
	legends := []Legend{{Title: m.Legend, Scale: m.Scale, Ends: m.ends()}}
	l.legends.placed, l.legends.width, l.legends.height = placeLegends(f, legends, math.Inf(1))
	columns := float64(max(1, len(m.Groups)))
	if beside := room - l.legends.width - style.LegendGap; beside >= columns*style.WeightWidth ||
		beside >= 0.6*room && l.legends.height <= l.high {
		room = beside
	} else {
		l.legends.below = true
	}
	l.cell = math.Min(style.WeightWidth, room/columns)
	l.top = 2 * math.Ceil((l.head.height+style.WeightHead)/2)
	wide, bottom := style.Margin+weightLeft+columns*l.cell+14+labelsWidth(f, names), l.top+l.high
	l.legendX, l.legendY = wide+style.LegendGap, l.head.height
	if l.legends.below {
		l.legendX, l.legendY = style.Margin, bottom+style.LegendGap
	}
	wide = math.Max(wide, l.legendX+l.legends.width)
	bottom = math.Max(bottom, l.legendY+l.legends.height)
	return f.figure(m.Name, m.Title, math.Max(wide+style.Margin, l.head.width), bottom+style.Margin, l.draw)
}

// weightLeft is the room of the strip of colours.
const weightLeft = style.WeightStrip + 10

func (l *weightLayout) draw(p page) {
	const x = style.Margin + weightLeft
	p.heading(l.head)
	width := l.cell * float64(len(l.Groups))
	for a, name := range l.Groups {
		label := l.fonts.Shorten(name, style.SmallSize, math.Max(l.cell-4, 14))
		p.Text(x+(float64(a)+0.5)*l.cell, l.top-style.WeightHead/2, canvas.Centre, style.SmallSize, label)
	}
	if len(l.Genes) == 0 {
		return
	}
	share := func(a, i int) color.NRGBA { return l.Scale.At(l.At(i, a)) }
	p.Picture(x, l.top, width, l.high, cells(len(l.Groups), len(l.Genes), share))
	p.Frame(x, l.top, width, l.high, 1, style.Grey)
	for from := 0; from < len(l.Genes); {
		to := from + 1
		for to < len(l.Genes) && l.Genes[to].Group == l.Genes[from].Group {
			to++
		}
		p.Rect(style.Margin, l.top+float64(from*style.WeightRow), style.WeightStrip, float64((to-from)*style.WeightRow),
			l.Colors[l.Genes[from].Group])
		from = to
	}
	for i, row := range l.Genes {
		y := l.top + float64(i*style.WeightRow)
		label := l.fonts.Shorten(row.Gene, style.SmallSize, l.fonts.mostLabel())
		p.Text(x+width+12, y+style.WeightRow/2, canvas.Left, style.SmallSize, label)
		if i > 0 && l.Genes[i-1].Group != row.Group {
			p.Lines(2, style.Ink, canvas.Solid, [][2]float64{{style.Margin, y}, {x + width, y}})
		}
	}
	p.legends(l.fonts, l.legends.placed, l.legendX, l.legendY)
}

func (m *WeightMap) ends() [2]string {
	if m.Ends[0] == "" {
		return [2]string{"0", "1"}
	}
	return m.Ends
}

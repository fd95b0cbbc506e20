package figure

import (
	"image/color"
	"math"

	"subtype/internal/figure/canvas"
	"subtype/internal/style"
)

// GenesOfEach is how many genes of each of k metagenes a map of weights shows, at most.
func GenesOfEach(k int) int { return max(1, min(style.GenesShown, style.MostGenesShown/k)) }

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

// WeightMap lays the map out.
func (f *Fonts) WeightMap(m WeightMap) *Figure {
	const x = style.Margin + style.WeightStrip + 10
	names := make([]string, len(m.Genes))
	for i, row := range m.Genes {
		names[i] = row.Gene
	}
	legends := []Legend{{Title: m.Legend, Scale: m.Scale, Ends: m.ends()}}
	placed, legendWidth, legendHeight := placeLegends(f, legends, style.LegendRoom)
	top := float64(style.Margin + style.TitleHeight + 20 + style.WeightHead)
	width, height := float64(style.WeightWidth*len(m.Groups)), float64(style.WeightRow*len(m.Genes))
	legendLeft := x + width + 14 + labelsWidth(f, names) + 30
	titleWidth, noteWidth := f.Width(m.Title, style.TitleSize)*1.1, f.Width(m.Note, style.SmallSize)
	pageWidth := math.Max(legendLeft+legendWidth, math.Max(style.Margin+titleWidth, style.Margin+noteWidth)) + style.Margin
	pageHeight := math.Max(top+height, top+legendHeight) + style.Margin

	paint := func(p page) {
		p.Write(style.Margin, style.Margin+style.TitleSize/2, canvas.Left, style.TitleSize, m.Title, style.Ink, true, false)
		p.Text(style.Margin, style.Margin+style.TitleSize+22, canvas.Left, style.SmallSize, m.Note)
		for a, name := range m.Groups {
			middle := x + (float64(a)+0.5)*style.WeightWidth
			p.Text(middle, top-style.WeightHead/2, canvas.Centre, style.TextSize, name)
		}
		if len(m.Genes) == 0 {
			return
		}
		share := func(a, i int) color.NRGBA { return m.Scale.At(m.At(i, a)) }
		p.Picture(x, top, width, height, cells(len(m.Groups), len(m.Genes), share))
		p.Frame(x, top, width, height, 1, style.Grey)
		for i, row := range m.Genes {
			y := top + float64(i*style.WeightRow)
			p.Rect(style.Margin, y, style.WeightStrip, style.WeightRow, m.Colors[row.Group])
			label := f.Shorten(names[i], style.SmallSize, style.MostLabel)
			p.Text(x+width+12, y+style.WeightRow/2, canvas.Left, style.SmallSize, label)
			if i > 0 && m.Genes[i-1].Group != row.Group {
				p.Lines(2, style.Ink, false, [][2]float64{{style.Margin, y}, {x + width, y}})
			}
		}
		p.legends(placed, legendLeft, top)
	}
	return &Figure{Name: m.Name, Title: m.Title, width: int(math.Ceil(pageWidth)), height: int(math.Ceil(pageHeight)),
		fonts: f, draw: paint}
}

func (m *WeightMap) ends() [2]string {
	if m.Ends[0] == "" {
		return [2]string{"0", "1"}
	}
	return m.Ends
}

package figure

import (
	"image/color"
	"math"

	"subtype/internal/look"
)

// GenesOfEach is how many genes of each of k metagenes a map of weights shows, at most.
func GenesOfEach(k int) int { return max(1, min(look.GenesShown, look.MostGenesShown/k)) }

// WeightMap is a heatmap of genes and the groups that they have weights in: how the weight of each gene divides.
type WeightMap struct {
	Name, Title string
	Note        string
	Groups      []string      // the columns
	Colors      []color.NRGBA // theirs
	Genes       []WeightRow
	Scale       Scale
	Legend      string
	At          func(row, group int) float64 // from 0 to 1
}

// WeightRow is a gene, and the group that it is shown for.
type WeightRow struct {
	Gene  string
	Group int
}

// WeightMap lays the map out.
func (f *Fonts) WeightMap(m WeightMap) *Figure {
	const x = look.Margin + look.WeightStrip + 10
	names := make([]string, len(m.Genes))
	for i, row := range m.Genes {
		names[i] = row.Gene
	}
	legends := []Legend{{Title: m.Legend, Scale: m.Scale, Ends: [2]string{"0", "1"}}}
	placed, legendWidth, legendHeight := placeLegends(f, legends, look.LegendRoom)
	top := float64(look.Margin + look.TitleHeight + 20 + look.WeightHead)
	width, height := float64(look.WeightWidth*len(m.Groups)), float64(look.WeightRow*len(m.Genes))
	legendLeft := x + width + 14 + labelsWidth(f, names) + 30
	titleWidth, noteWidth := f.width(m.Title, look.TitleSize)*1.1, f.width(m.Note, look.SmallSize)
	pageWidth := math.Max(legendLeft+legendWidth, math.Max(look.Margin+titleWidth, look.Margin+noteWidth)) + look.Margin
	pageHeight := math.Max(top+height, top+legendHeight) + look.Margin

	paint := func(p page) {
		p.write(look.Margin, look.Margin+look.TitleSize/2, left, look.TitleSize, m.Title, look.Ink, true, false)
		p.text(look.Margin, look.Margin+look.TitleSize+22, left, look.SmallSize, m.Note)
		for a, name := range m.Groups {
			middle := x + (float64(a)+0.5)*look.WeightWidth
			p.text(middle, top-look.WeightHead/2, centre, look.TextSize, name)
		}
		if len(m.Genes) == 0 {
			return
		}
		share := func(a, i int) color.NRGBA { return m.Scale.At(m.At(i, a)) }
		p.picture(x, top, width, height, cells(len(m.Groups), len(m.Genes), share))
		p.frame(x, top, width, height, 1, look.Grey)
		for i, row := range m.Genes {
			y := top + float64(i*look.WeightRow)
			p.rect(look.Margin, y, look.WeightStrip, look.WeightRow, m.Colors[row.Group])
			label := f.shorten(names[i], look.SmallSize, look.MostLabel)
			p.text(x+width+12, y+look.WeightRow/2, left, look.SmallSize, label)
			if i > 0 && m.Genes[i-1].Group != row.Group {
				p.lines(2, look.Ink, false, [][2]float64{{look.Margin, y}, {x + width, y}})
			}
		}
		p.legends(placed, legendLeft, top)
	}
	return &Figure{Name: m.Name, Title: m.Title, width: int(math.Ceil(pageWidth)), height: int(math.Ceil(pageHeight)),
		fonts: f, draw: paint}
}

package figure

import (
	"math"

	"subtype/internal/style"
)

// MostPixels is the number of pixels that no PNG of a figure of so many samples has more of, at
// ranks up to k, with so many tracks of annotations.
func MostPixels(samples, k, annotations int) float64 {
	shown := samples
	if samples > style.MostDrawn {
		shown = style.SomeDrawn
	}
	const title = style.Margin + 3*style.TitleLine + 3*style.NoteLine
	tracks := 4 + float64(annotations)
	head := style.TreeHeight + 10 + tracks*(style.TrackHeight+style.TrackGap)
	body := head + math.Max(math.Min(0.75*style.DoubleColumn, style.MostCell*float64(shown)), style.MetageneRow*float64(k))
	// Legends are in three columns and more. They are no higher than the map, unless every annotation
	// has the fewest levels.
	own := (4+float64(k))*style.LegendRow + style.BarLength // of the subtypes and the map
	all := own + float64(annotations)*(style.LegendRow*float64(len(style.CategoryColors)+3))/3
	least := own + float64(annotations)*(style.LegendRow*(leastLevels+3))/3
	legends := math.Min(all, math.Max(body, least))
	mapped := math.Max(style.MostHigh, title+body+style.MostLabel+legends+3*style.Margin)
	basis := title + 2*style.WeightHead + style.WeightRow*float64(GenesOfEach(k)*k) + 2*style.BarLength
	flow := title + style.FlowHead + style.FlowSide + style.FlowPitch*float64(k-1) + 3*style.Margin
	return style.DoubleColumn * style.PNGScale * style.PNGScale * max(mapped, basis, flow)
}

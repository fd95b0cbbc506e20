package figure

import (
	"math"

	"subtype/internal/style"
)

// MostPixels is the number of pixels that no figure of so many samples has more of, at
// ranks up to k, with so many tracks of annotations.
func MostPixels(samples, k, annotations int) float64 {
	shown := samples
	if samples > style.MostDrawn {
		shown = style.SomeDrawn
	}
	side := cellSize(shown) * float64(shown)
	const ofColumn = 3 // annotations, whose legends stand below each other
	tracks, columns := 4+float64(annotations), 1+math.Ceil(float64(annotations)/ofColumn)
	head := style.Margin + style.TitleHeight + style.TreeHeight + 10 + tracks*(style.TrackHeight+style.TrackGap)
	beside := math.Max(style.LegendRoom, style.LegendRow*float64(k+12)) // legends
	if annotations == 0 {
		beside = style.LegendRow*float64(k+12) + style.BarLength
	}
	width := 2*style.Margin + style.MostLabel + 16 + side + 14 + style.MostLabel + 30 +
		columns*(style.MostLabel+style.LegendRow)
	below := math.Max(side, style.MetageneRow*float64(k)) + style.MostLabel + 20
	height := math.Max(head+below, style.Margin+style.TitleHeight+beside) + style.Margin

	basisWidth := 2*style.Margin + 30 + style.WeightWidth*float64(k) + 2*style.MostLabel + 44
	basisHeight := 2*style.Margin + style.TitleHeight + 20 + style.WeightHead + style.WeightRow*float64(GenesOfEach(k)*k)

	columns = math.Min(float64(k-1), style.MostFlows)
	flowWidth := 2*style.Margin + math.Max(columns*(style.FlowWidth+style.FlowRoom), style.FlowText)
	flowHeight := 2*style.Margin + style.TitleHeight + 20 + style.FlowHead + style.FlowSide + style.FlowPitch*float64(k-1)
	return max(width*height, basisWidth*basisHeight, flowWidth*flowHeight)
}

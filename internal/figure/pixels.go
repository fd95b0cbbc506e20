package figure

import (
	"math"

	"subtype/internal/look"
)

// MostPixels is the number of pixels that no figure of so many samples has more of, at
// ranks up to k.
func MostPixels(samples, k int, annotated bool) float64 {
	shown := samples
	if samples > look.MostDrawn {
		shown = look.SomeDrawn
	}
	side := cellSize(shown) * float64(shown)
	tracks, columns := 4.0, 1.0 // of legends
	if annotated {
		tracks, columns = tracks+look.MostTracks, columns+2
	}
	head := look.Margin + look.TitleHeight + look.TreeHeight + 10 + tracks*(look.TrackHeight+look.TrackGap)
	beside := math.Max(look.LegendRoom, look.LegendRow*float64(k+12)) // legends
	if !annotated {
		beside = look.LegendRow*float64(k+12) + look.BarLength
	}
	width := 2*look.Margin + look.MostLabel + 16 + side + 14 + look.MostLabel + 30 +
		columns*(look.MostLabel+look.LegendRow)
	below := math.Max(side, look.MetageneRow*float64(k)) + look.MostLabel + 20
	height := math.Max(head+below, look.Margin+look.TitleHeight+beside) + look.Margin

	basisWidth := 2*look.Margin + 30 + look.WeightWidth*float64(k) + 2*look.MostLabel + 44
	basisHeight := 2*look.Margin + look.TitleHeight + 20 + look.WeightHead + look.WeightRow*float64(GenesOfEach(k)*k)

	columns = math.Min(float64(k-1), look.MostFlows)
	flowWidth := 2*look.Margin + math.Max(columns*(look.FlowWidth+look.FlowRoom), look.FlowText)
	flowHeight := 2*look.Margin + look.TitleHeight + 20 + look.FlowHead + look.FlowSide + look.FlowPitch*float64(k-1)
	return max(width*height, basisWidth*basisHeight, flowWidth*flowHeight)
}

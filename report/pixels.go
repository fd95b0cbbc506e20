package report

import "math"

// MostPixels is the number of pixels that no figure of so many samples has more of, at
// ranks up to k.
func MostPixels(samples, k int, annotated bool) float64 {
	shown := samples
	if samples > mostDrawn {
		shown = someDrawn
	}
	side := cellSize(shown) * float64(shown)
	tracks, columns := 4.0, 1.0 // of legends
	if annotated {
		tracks, columns = tracks+mostTracks, columns+2
	}
	head := margin + titleHeight + treeHeight + 10 + tracks*(trackHeight+trackGap)
	beside := math.Max(legendRoom, legendRow*float64(k+12)) // legends
	if !annotated {
		beside = legendRow*float64(k+12) + barLength
	}
	width := 2*margin + mostLabel + 16 + side + 14 + mostLabel + 30 + columns*(mostLabel+legendRow)
	height := math.Max(head+math.Max(side, 48*float64(k))+mostLabel+20, margin+titleHeight+beside) + margin

	basisWidth := 2*margin + 30 + 64*float64(k) + 2*mostLabel + 44
	basisHeight := 2*margin + titleHeight + 54 + 22*float64(genesOfEach(k)*k)
	return math.Max(width*height, basisWidth*basisHeight)
}

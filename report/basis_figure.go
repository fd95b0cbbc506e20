package report

import (
	"fmt"
	"image/color"
	"math"

	"subtype/internal/survey"
	"subtype/internal/words"
)

// genesShown is the number of genes of each metagene that the basis map shows, but for
// ranks so large that these would be more than mostGenesShown.
const (
	genesShown     = 20
	mostGenesShown = 200
)

// genesOfEach is how many genes of each of k metagenes are shown, at most.
func genesOfEach(k int) int { return max(1, min(genesShown, mostGenesShown/k)) }

// basisRow is a gene of the basis map.
type basisRow struct{ gene, metagene int }

// basisRows are the genes to show, and the metagenes that no gene is specific for.
func basisRows(r *survey.Rank) (rows []basisRow, byWeight []int) {
	for a := range r.K {
		if len(r.Features[a]) == 0 {
			byWeight = append(byWeight, a)
		}
		for _, g := range r.TopGenes(a, genesOfEach(r.K)) {
			rows = append(rows, basisRow{g, a})
		}
	}
	return rows, byWeight
}

// mostNamed is the number of metagenes that a note names.
const mostNamed = 10

// geneGroups is what genes have weights in: metagenes, or the subtypes that these make up.
func geneGroups(r *survey.Rank) string {
	if r.Mixed() {
		return "subtype"
	}
	return "metagene"
}

// ownGroup says that of a subtype.
func ownGroup(r *survey.Rank) string {
	if r.Mixed() {
		return "subtype"
	}
	return "subtype's metagene"
}

// geneGroup names the one of a subtype.
func geneGroup(r *survey.Rank, a int) string {
	if r.Mixed() {
		return words.Subtype(a)
	}
	return words.Metagene(a)
}

// basisNote says which genes the map shows; byWeight are the metagenes that no gene
// is specific for.
func (s *Study) basisNote(r *survey.Rank, byWeight []int) string {
	most, specific := 0, 0
	for _, genes := range r.Features {
		most = max(most, len(genes))
		specific += len(genes)
	}
	what, which := s.featureWord(), ""
	switch {
	case specific == 0:
		return fmt.Sprintf("No gene is specific for a %s. Shown are the %s of largest weight, %d of each at most.",
			geneGroups(r), what, genesOfEach(r.K))
	case most > genesOfEach(r.K):
		which = fmt.Sprintf("The %s specific for each %s, the %d most specific ones at most.", what, geneGroups(r), genesOfEach(r.K))
	default:
		which = fmt.Sprintf("All %s that are specific for a %s (%d).", what, geneGroups(r), specific)
	}
	if len(byWeight) > 0 {
		var names []string
		for i, a := range byWeight {
			if i == mostNamed {
				names = append(names, fmt.Sprintf("%d more", len(byWeight)-i))
				break
			}
			names = append(names, geneGroup(r, a))
		}
		which += fmt.Sprintf(" For %s none is: shown are those of largest weight.", words.List(names))
	}
	return which
}

// basisFigure shows how the weights of the metagenes' genes divide between the
// metagenes.
func (s *Study) basisFigure(r *survey.Rank) *Figure {
	const cellWidth, rowHeight, strip = 64, 22, 20
	f := s.Fonts
	rows, byWeight := basisRows(r)
	purples := newScale("Purples")
	names := make([]string, len(rows))
	for i, row := range rows {
		names[i] = s.Matrix.Genes[row.gene]
	}
	title := s.marked(fmt.Sprintf("Genes of each %s at k = %d", geneGroups(r), r.K))
	note := s.basisNote(r, byWeight)
	legends := []legend{{title: "Share of the weight", scale: purples, ends: [2]string{"0", "1"}}}
	placed, legendWidth, legendHeight := placeLegends(f, legends, legendRoom)
	const x, headRoom = margin + strip + 10, 34
	top := float64(margin + titleHeight + 20 + headRoom)
	width, height := float64(cellWidth*r.K), float64(rowHeight*len(rows))
	labelRoom := labelsWidth(f, names)
	legendLeft := x + width + 14 + labelRoom + 30
	pageWidth := math.Max(legendLeft+legendWidth, math.Max(margin+f.width(title, titleSize)*1.1, margin+f.width(note, smallSize))) + margin
	pageHeight := math.Max(top+height, top+legendHeight) + margin

	return &Figure{Name: fmt.Sprintf("basis_k%d", r.K), Title: title, width: int(math.Ceil(pageWidth)), height: int(math.Ceil(pageHeight)), fonts: f, draw: func(p page) {
		p.write(margin, margin+titleSize/2, left, titleSize, title, ink, true, false)
		p.text(margin, margin+titleSize+22, left, smallSize, note)
		for a := range r.K {
			p.text(x+(float64(a)+0.5)*cellWidth, top-headRoom/2, centre, textSize, geneGroup(r, a))
		}
		if len(rows) == 0 {
			return
		}
		p.picture(x, top, width, height, cells(r.K, len(rows), func(a, i int) color.NRGBA { return purples.at(r.WeightShare(rows[i].gene, a)) }))
		p.frame(x, top, width, height, 1, grey)
		for i, row := range rows {
			y := top + float64(i*rowHeight)
			p.rect(margin, y, strip, rowHeight, subtypeColor(row.metagene))
			p.text(x+width+12, y+rowHeight/2, left, smallSize, f.shorten(names[i], smallSize, mostLabel))
			if i > 0 && rows[i-1].metagene != row.metagene {
				p.lines(2, ink, false, [][2]float64{{margin, y}, {x + width, y}})
			}
		}
		p.legends(placed, legendLeft, top)
	}}
}

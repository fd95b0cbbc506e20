package report

import (
	"fmt"
	"image/color"
	"math"
	"slices"

	"subtype/consensus"
	"subtype/internal/survey"
	"subtype/internal/words"
)

// sampleMap is a heatmap with a column a sample, a tree and tracks above it,
// and legends on its right.
type sampleMap struct {
	title     string
	tree      *consensus.Dendrogram
	cut       int // 0: no line
	axis      string
	tracks    []track
	rows      int
	rowHeight float64
	rowLabels []string // on the right; nil: none
	columns   bool     // write sample names below
	legends   []legend
	at        func(sample, row int) color.NRGBA // the row of a square map is a place in the order
	frames    []int                             // labels whose blocks along the diagonal are framed
}

// figure lays the map out.
func (s *Study) figure(name string, m sampleMap) *Figure {
	f := s.Fonts
	order := m.tree.Order
	n := len(order)
	pitch := cellSize(n)
	width, height := pitch*float64(n), m.rowHeight*float64(m.rows)
	names := make([]string, n)
	for i, j := range order {
		names[i] = s.Matrix.Samples[j]
	}

	leftRoom := math.Max(namesWidth(f, m.tracks), f.width(m.axis, smallSize)+20) + 16
	x := margin + leftRoom
	treeTop := float64(margin + titleHeight)
	trackTop := treeTop + treeHeight + 10
	top := trackTop + tracksHeight(m.tracks)
	labelRoom := labelsWidth(f, m.rowLabels)
	below := 0.0
	if m.columns {
		below = labelsWidth(f, names) + 20
	}
	all := append([]legend(nil), m.legends...)
	for _, t := range m.tracks {
		if t.legend.title != "" {
			all = append(all, t.legend)
		}
	}
	placed, legendWidth, legendHeight := placeLegends(f, all, math.Max(legendRoom, top+height-treeTop))
	legendLeft := x + width + 14 + labelRoom + 30
	if labelRoom == 0 {
		legendLeft = x + width + 40
	}
	pageWidth := legendLeft + legendWidth + margin
	pageWidth = math.Max(pageWidth, 2*margin+f.width(m.title, titleSize))
	pageHeight := math.Max(top+height+below, treeTop+legendHeight) + margin

	return &Figure{Name: name, Title: m.title, width: int(math.Ceil(pageWidth)), height: int(math.Ceil(pageHeight)), fonts: f, draw: func(p page) {
		x, top := math.Round(x), math.Round(top)
		p.write(margin, margin+titleSize/2, left, titleSize, m.title, ink, true, false)
		p.dendrogram(m.tree, x, treeTop, pitch, treeHeight, m.cut, m.axis)
		p.tracks(m.tracks, order, x, math.Round(trackTop), width)
		p.picture(x, top, width, height, cells(n, m.rows, func(i, r int) color.NRGBA { return m.at(order[i], r) }))
		p.frame(x, top, width, height, 1, grey)
		p.blocks(m.frames, order, x, top, pitch)
		step := every(m.rowHeight)
		for r := 0; r < len(m.rowLabels); r += step {
			p.text(x+width+12, top+(float64(r)+0.5)*m.rowHeight, left, smallSize, f.shorten(m.rowLabels[r], smallSize, mostLabel))
		}
		if m.columns {
			step := every(pitch)
			for i := 0; i < n; i += step {
				p.upright(x+(float64(i)+0.5)*pitch, top+height+12, right, smallSize, f.shorten(names[i], smallSize, mostLabel))
			}
		}
		p.legends(placed, legendLeft, treeTop)
	}}
}

// leastFramed is the width of a sample's column from which subtypes are framed.
const leastFramed = 2

// framed says whether the consensus figure of so many samples frames subtypes.
func framed(samples int) bool {
	if samples > mostDrawn {
		samples = someDrawn
	}
	return cellSize(samples) >= leastFramed
}

// blocks frames runs of equal labels along the diagonal of a square map.
func (p page) blocks(labels, order []int, x, y, pitch float64) {
	if labels == nil || pitch < leastFramed {
		return
	}
	for from := 0; from < len(order); {
		to := from + 1
		for to < len(order) && labels[order[to]] == labels[order[from]] {
			to++
		}
		a, side := float64(from)*pitch, float64(to-from)*pitch
		p.frame(x+a, y+a, side, side, 2, ink)
		from = to
	}
}

// Of more samples than mostDrawn a figure shows someDrawn.
const (
	mostDrawn = 2000
	someDrawn = 1000
)

// drawn is the tree of the samples that a figure shows: all, or, where they are
// too many, some, evenly spread along the tree. The title then says so.
func drawn(title string, t *consensus.Dendrogram, samples int) (string, *consensus.Dendrogram) {
	n := len(t.Order)
	if n > mostDrawn || n < samples {
		keep := make([]int, min(n, someDrawn))
		for i := range keep {
			keep[i] = t.Order[i*n/len(keep)]
		}
		t = t.Restrict(keep)
		title += fmt.Sprintf(" (%d of %d samples, evenly along the tree)", len(keep), samples)
	}
	return title, t
}

// consensusFigure shows the consensus matrix in the order of its tree.
func (s *Study) consensusFigure(r *survey.Rank, annotations []track) *Figure {
	title, tree := drawn(s.marked(fmt.Sprintf("Consensus of %s at k = %d", words.Plural(len(r.Runs), "run"), r.K)), r.Tree, len(r.Subtypes))
	order := tree.Order
	names := make([]string, len(order))
	for i, j := range order {
		names[i] = s.Matrix.Samples[j]
	}
	blues := newScale("Blues")
	m := sampleMap{
		title: title,
		tree:  tree, cut: r.K, axis: "1 − consensus",
		tracks:    slices.Concat([]track{subtypeTrack("Subtype", r.Subtypes, r.K)}, s.confidenceTrack(r), annotations),
		rows:      len(order),
		rowHeight: cellSize(len(order)),
		rowLabels: names,
		legends:   []legend{{title: "Consensus", scale: blues, ends: [2]string{"0: never together", "1: together in every run"}}},
		at:        func(sample, row int) color.NRGBA { return blues.at(r.Counts.At(sample, order[row])) },
		frames:    r.Subtypes,
	}
	return s.figure(fmt.Sprintf("consensus_k%d", r.K), m)
}

// bestOf names the run of lowest residual.
func bestOf(runs int) string {
	if runs == 1 {
		return "the only run"
	}
	return fmt.Sprintf("the best of %d runs", runs)
}

// coefficientsFigure shows every sample's coefficients in the best fit as shares
// of their sum, in the order of the samples' own tree, with the cut that gives
// k groups.
func (s *Study) coefficientsFigure(r *survey.Rank, annotations []track) *Figure {
	_, n := r.Factors.H.Dims()
	shares := r.CoefficientShares()
	labels := make([]string, r.Metagenes)
	for a := range labels {
		labels[a] = words.Metagene(a)
	}
	title, tree := drawn(s.marked(fmt.Sprintf("Metagene coefficients of %s at k = %d", bestOf(len(r.Runs)), r.K)), r.Coefficients, n)
	greens := newScale("YlGnBu")
	tracks := []track{
		subtypeTrack("Subtype (consensus)", r.Subtypes, r.K),
		subtypeTrack("Best fit", r.BestFit, r.K),
		subtypeTrack("This tree cut at k", r.TreeSubtypes, r.K),
	}
	tracks[1].legend, tracks[2].legend = legend{}, legend{}
	tracks = slices.Concat(tracks, s.confidenceTrack(r), annotations)
	return s.figure(fmt.Sprintf("coefficients_k%d", r.K), sampleMap{
		title: title,
		tree:  tree, cut: r.K, axis: "distance",
		tracks: tracks,
		rows:   r.Metagenes, rowHeight: 48, rowLabels: labels, columns: true,
		legends: []legend{{title: "Share of a sample", scale: greens, ends: [2]string{"0", "1"}}},
		at:      func(sample, row int) color.NRGBA { return greens.at(shares[sample*r.Metagenes+row]) },
	})
}

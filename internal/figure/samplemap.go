package figure

import (
	"fmt"
	"image/color"
	"math"

	"subtype/consensus"
	"subtype/internal/figure/canvas"
	"subtype/internal/style"
)

// SampleMap is a heatmap with a column a sample, a tree and tracks above it,
// and legends on its right.
type SampleMap struct {
	Name, Title string
	Samples     []string              // names of all
	Tree        *consensus.Dendrogram // of those to show, in the order of its leaves
	Cut         int                   // into so many groups; 0: no line
	Axis        string                // of the tree
	Tracks      []Track
	Rows        int
	RowHeight   float64  // 0: as high as a column is wide
	RowLabels   []string // on the right; nil: none
	Columns     bool     // write sample names below
	Legends     []Legend
	At          func(sample, row int) color.NRGBA // the row of a square map is a place in the order
	Frames      []int                             // labels whose blocks along the diagonal are framed
}

// mapLayout is where the parts of a sample map stand.
type mapLayout struct {
	SampleMap
	fonts                 *Fonts
	names                 []string // in the order of the tree
	pitch                 float64  // width of a column
	x, top                float64  // corner of the heatmap
	width, height         float64  // of the heatmap
	treeTop, trackTop     float64
	placed                []placedLegend
	legendLeft            float64
	pageWidth, pageHeight float64
}

// SampleMap lays the map out.
func (f *Fonts) SampleMap(m SampleMap) *Figure {
	l := f.layout(m)
	return &Figure{Name: m.Name, Title: m.Title, width: int(math.Ceil(l.pageWidth)), height: int(math.Ceil(l.pageHeight)),
		fonts: f, draw: l.draw}
}

func (f *Fonts) layout(m SampleMap) *mapLayout {
	order := m.Tree.Order
	n := len(order)
	l := &mapLayout{SampleMap: m, fonts: f, names: make([]string, n), pitch: cellSize(n)}
	for i, j := range order {
		l.names[i] = m.Samples[j]
	}
	if l.RowHeight == 0 {
		l.RowHeight = l.pitch
	}
	l.width, l.height = l.pitch*float64(n), l.RowHeight*float64(m.Rows)

	leftRoom := math.Max(namesWidth(f, m.Tracks), f.Width(m.Axis, style.SmallSize)+20) + 16
	l.x = style.Margin + leftRoom
	l.treeTop = float64(style.Margin + style.TitleHeight)
	l.trackTop = l.treeTop + style.TreeHeight + 10
	l.top = l.trackTop + tracksHeight(m.Tracks)
	labelRoom := labelsWidth(f, m.RowLabels)
	below := 0.0
	if m.Columns {
		below = labelsWidth(f, l.names) + 20
	}
	legends := append([]Legend(nil), m.Legends...)
	for _, t := range m.Tracks {
		if t.Legend.Title != "" {
			legends = append(legends, t.Legend)
		}
	}
	room := math.Max(style.LegendRoom, l.top+l.height-l.treeTop)
	placed, legendWidth, legendHeight := placeLegends(f, legends, room)
	l.placed = placed
	l.legendLeft = l.x + l.width + 14 + labelRoom + 30
	if labelRoom == 0 {
		l.legendLeft = l.x + l.width + 40
	}
	l.pageWidth = l.legendLeft + legendWidth + style.Margin
	l.pageWidth = math.Max(l.pageWidth, 2*style.Margin+f.Width(m.Title, style.TitleSize))
	l.pageHeight = math.Max(l.top+l.height+below, l.treeTop+legendHeight) + style.Margin
	return l
}

func (l *mapLayout) draw(p page) {
	f, order := l.fonts, l.Tree.Order
	n := len(order)
	x, top := math.Round(l.x), math.Round(l.top)
	p.Write(style.Margin, style.Margin+style.TitleSize/2, canvas.Left, style.TitleSize, l.Title, style.Ink, true, false)
	p.dendrogram(l.Tree, x, l.treeTop, l.pitch, style.TreeHeight, l.Cut, l.Axis)
	p.tracks(l.Tracks, order, x, math.Round(l.trackTop), l.width)
	p.Picture(x, top, l.width, l.height, cells(n, l.Rows, func(i, r int) color.NRGBA { return l.At(order[i], r) }))
	p.Frame(x, top, l.width, l.height, 1, style.Grey)
	p.blocks(l.Frames, order, x, top, l.pitch)
	step := every(l.RowHeight)
	for r := 0; r < len(l.RowLabels); r += step {
		label := f.Shorten(l.RowLabels[r], style.SmallSize, style.MostLabel)
		p.Text(x+l.width+12, top+(float64(r)+0.5)*l.RowHeight, canvas.Left, style.SmallSize, label)
	}
	if l.Columns {
		step := every(l.pitch)
		for i := 0; i < n; i += step {
			label := f.Shorten(l.names[i], style.SmallSize, style.MostLabel)
			p.Upright(x+(float64(i)+0.5)*l.pitch, top+l.height+12, canvas.Right, style.SmallSize, label)
		}
	}
	p.legends(l.placed, l.legendLeft, l.treeTop)
}

// Framed says whether the map of so many samples frames blocks.
func Framed(samples int) bool {
	if samples > style.MostDrawn {
		samples = style.SomeDrawn
	}
	return cellSize(samples) >= style.LeastFramed
}

// blocks frames runs of equal labels along the diagonal of a square map.
func (p page) blocks(labels, order []int, x, y, pitch float64) {
	if labels == nil || pitch < style.LeastFramed {
		return
	}
	for from := 0; from < len(order); {
		to := from + 1
		for to < len(order) && labels[order[to]] == labels[order[from]] {
			to++
		}
		a, side := float64(from)*pitch, float64(to-from)*pitch
		p.Frame(x+a, y+a, side, side, 2, style.Ink)
		from = to
	}
}

// Drawn is the tree of the samples that a figure shows: all, or, where they are
// too many, some, evenly spread along the tree. The title then says so.
func Drawn(title string, t *consensus.Dendrogram, samples int) (string, *consensus.Dendrogram) {
	n := len(t.Order)
	if n > style.MostDrawn || n < samples {
		keep := make([]int, min(n, style.SomeDrawn))
		for i := range keep {
			keep[i] = t.Order[i*n/len(keep)]
		}
		t = t.Restrict(keep)
		title += fmt.Sprintf(" (%d of %d samples, evenly along the tree)", len(keep), samples)
	}
	return title, t
}

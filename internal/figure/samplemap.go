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
	fonts             *Fonts
	mostName          float64 // the widest that the name of a sample gets
	head              heading
	names             []string // in the order of the tree
	pitch             float64  // width of a column
	x, top            float64  // corner of the heatmap
	width, height     float64  // of the heatmap
	treeTop, trackTop float64
	legends           legendPlace
	legendX, legendY  float64
}

// SampleMap lays the map out.
func (f *Fonts) SampleMap(m SampleMap) *Figure {
	n := len(m.Tree.Order)
	l := &mapLayout{SampleMap: m, fonts: f, names: make([]string, n)}
	for i, j := range m.Tree.Order {
		l.names[i] = m.Samples[j]
	}
	left := 2 * math.Ceil((math.Max(namesWidth(f, m.Tracks), f.Width(m.Axis, style.SmallSize)+24)+16)/2)
	if l.mostName = f.mostLabel(); float64(n)*style.LabelPitch > f.inner() { // not all of them are shown anyway
		l.mostName = math.Min(l.mostName, style.ThinnedName)
	}
	right := 0.0
	if m.RowLabels != nil {
		right = math.Min(l.mostName, labelsWidth(f, m.RowLabels)) + 14
	}
	room := f.inner() - left - right
	ownHeight := style.TreeHeight + 10 + tracksHeight(m.Tracks)
	square := m.RowHeight == 0
	body := func(wide float64) float64 { // height of the heatmap
		if square {
			return cellSize(n, wide) * float64(n)
		}
		return m.RowHeight * float64(m.Rows)
	}
	var legends []Legend
	l.Tracks, legends = explained(f, m.Legends, m.Tracks, f.inner(), ownHeight+body(room))
	l.legends = placeBeside(f, legends, f.inner(), ownHeight+body(0.7*room))
	if !l.legends.below {
		room -= l.legends.width + style.LegendGap
	}
	l.pitch = cellSize(n, room)
	if square {
		l.head = f.heading(m.Title, "every fourth")
		others := l.head.height + ownHeight + 2*style.Margin
		if l.legends.below {
			others += style.LegendGap + l.legends.height
		}
		l.pitch = cellSize(n, math.Min(room, math.Max(style.MostHigh-others, 0.75*room)))
		l.RowHeight = l.pitch
	}
	l.width, l.height = l.pitch*float64(n), l.RowHeight*float64(m.Rows)
	l.head = f.heading(m.Title, l.note())
	l.x, l.treeTop = style.Margin+left, l.head.height
	l.trackTop = 2 * math.Ceil((l.treeTop+style.TreeHeight+10)/2)
	l.top = 2 * math.Ceil((l.trackTop+tracksHeight(m.Tracks))/2)
	return l.place(right)
}

// note says which names are shown.
func (l *mapLayout) note() string {
	switch {
	case l.Columns:
		return thinned("sample", every(l.pitch))
	case l.RowLabels != nil:
		return thinned("sample", every(l.RowHeight))
	}
	return ""
}

// place puts the legends, and gives the page its size.
func (l *mapLayout) place(right float64) *Figure {
	bottom := l.top + l.height
	if l.Columns {
		bottom += math.Min(l.mostName, labelsWidth(l.fonts, l.names)) + 16
	}
	wide := l.x + l.width + right
	if l.legends.below {
		l.legendX, l.legendY = style.Margin, bottom+style.LegendGap
		bottom = l.legendY + l.legends.height
		wide = math.Max(wide, style.Margin+l.legends.width)
	} else {
		l.legendX, l.legendY = wide+style.LegendGap, l.treeTop
		bottom = math.Max(bottom, l.legendY+l.legends.height)
		wide = l.legendX + l.legends.width
	}
	return l.fonts.figure(l.Name, l.Title, math.Max(wide+style.Margin, l.head.width), bottom+style.Margin, l.draw)
}

func (l *mapLayout) draw(p page) {
	f, order := l.fonts, l.Tree.Order
	n := len(order)
	p.heading(l.head)
	p.dendrogram(l.Tree, l.x, l.treeTop, l.pitch, style.TreeHeight, l.Cut, l.Axis)
	p.trackCells(l.Tracks, order, l.x, l.trackTop, l.width)
	p.trackNames(l.Tracks, l.x, l.trackTop, f.mostLabel())
	p.Picture(l.x, l.top, l.width, l.height, cells(n, l.Rows, func(i, r int) color.NRGBA { return l.At(order[i], r) }))
	p.Frame(l.x, l.top, l.width, l.height, 1, style.Grey)
	if Framed(n) {
		p.blocks(l.Frames, order, l.x, l.top, l.pitch)
	}
	label := func(s string) string { return f.Shorten(s, style.SmallSize, l.mostName) }
	for r := 0; r < len(l.RowLabels); r += every(l.RowHeight) {
		p.Text(l.x+l.width+12, l.top+(float64(r)+0.5)*l.RowHeight, canvas.Left, style.SmallSize, label(l.RowLabels[r]))
	}
	for i := 0; i < n && l.Columns; i += every(l.pitch) {
		p.Upright(l.x+(float64(i)+0.5)*l.pitch, l.top+l.height+10, canvas.Right, style.SmallSize, label(l.names[i]))
	}
	p.legends(f, l.legends.placed, l.legendX, l.legendY)
}

// Framed says whether the map of so many samples frames blocks.
func Framed(samples int) bool {
	if samples > style.MostDrawn {
		samples = style.SomeDrawn
	}
	return samples <= style.MostFramed
}

// blocks frames runs of equal labels along the diagonal of a square map.
func (p page) blocks(labels, order []int, x, y, pitch float64) {
	if labels == nil {
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

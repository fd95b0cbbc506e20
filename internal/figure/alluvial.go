package figure

import (
	"cmp"
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"subtype/internal/figure/canvas"
	"subtype/internal/style"
)

// Alluvial is a figure of groupings of the same things, a column each, and of what their
// groups have in common.
type Alluvial struct {
	Name, Title string
	Note        string
	Columns     []FlowColumn
	Ribbons     []Ribbon
}

// FlowColumn is one grouping.
type FlowColumn struct {
	Heading string
	Marked  bool
	Blocks  []FlowBlock // from the top
}

// FlowBlock is a group.
type FlowBlock struct {
	Label string
	Size  int // how many things are in it
	Color color.NRGBA
}

// Ribbon is what a block of a column and a block of the next have in common, by their
// places from the top.
type Ribbon struct {
	Column, From, To int
	Size             int
	Color            color.NRGBA
}

// MostFlows is how many columns an alluvial figure has room for.
func (f *Fonts) MostFlows() int {
	return int((f.inner() + style.LeastRoom) / (style.FlowWidth + style.LeastRoom))
}

// flowLayout is where the parts of an alluvial figure stand.
type flowLayout struct {
	Alluvial
	head  heading
	scale float64     // pixels of one thing
	room  float64     // between two columns
	tops  [][]float64 // of the blocks
	top   float64
	tall  float64 // the highest column
}

// Alluvial lays the figure out; it has MostFlows columns at most.
func (f *Fonts) Alluvial(a Alluvial) *Figure {
	l := flowLayout{Alluvial: a, head: f.heading(a.Title, a.Note)}
	l.top = l.head.height + style.FlowHead
	total := 0
	for _, b := range a.Columns[0].Blocks {
		total += b.Size
	}
	l.scale = style.FlowSide / float64(total)
	heights := make([]float64, len(a.Columns))
	for i, c := range a.Columns {
		at := 0.0
		var tops []float64
		for p, b := range c.Blocks {
			if p > 0 {
				before := l.height(c.Blocks[p-1])
				at += math.Max(before+style.FlowGap, (before-l.height(b))/2+style.FlowPitch)
			}
			tops = append(tops, at)
		}
		heights[i] = at + l.height(c.Blocks[len(c.Blocks)-1])
		l.tops = append(l.tops, tops)
		l.tall = math.Max(l.tall, heights[i])
	}
	for i, tops := range l.tops {
		for p := range tops {
			tops[p] += math.Round(l.top + (l.tall-heights[i])/2)
		}
	}
	columns := float64(len(a.Columns))
	l.room = math.Min(style.FlowRoom, (f.inner()-16-columns*style.FlowWidth)/math.Max(1, columns-1))
	width := l.left(len(a.Columns)-1) + style.FlowWidth + style.Margin + 8
	return f.figure(a.Name, a.Title, math.Max(width, l.head.width), l.top+l.tall+style.Margin+8, l.draw).of(a)
}

// height is that of a block.
func (l *flowLayout) height(b FlowBlock) float64 { return l.scale * float64(b.Size) }

// left is the left edge of a column.
func (l *flowLayout) left(column int) float64 {
	return style.Margin + 8 + float64(column)*(style.FlowWidth+l.room)
}

func (l *flowLayout) draw(p page) {
	p.heading(l.head)
	l.ribbons(p)
	for i, c := range l.Columns {
		x, ink := l.left(i), style.Ink
		if c.Marked {
			ink = style.MarkColor
			p.Frame(x-8, l.top-8, style.FlowWidth+16, l.tall+16, 3, style.MarkColor)
		}
		p.Write(x+style.FlowWidth/2, l.top-style.FlowHead/2-4, canvas.Centre, style.TextSize, c.Heading, ink, c.Marked, false)
		for place, b := range c.Blocks {
			y, h := l.tops[i][place], math.Max(1, l.height(b))
			p.Rect(x, y, style.FlowWidth, h, style.Tint(b.Color, style.BlockTint))
			p.Rect(x, y, style.FlowBar, h, b.Color)
			p.Rect(x+style.FlowWidth-style.FlowBar, y, style.FlowBar, h, b.Color)
			label := p.Fonts.Shorten(b.Label, style.SmallSize, style.FlowWidth-2*style.FlowBar)
			p.Text(x+style.FlowWidth/2, y+h/2, canvas.Centre, style.SmallSize, label)
		}
	}
}

// ribbons draws the large ones first, so that small ones are seen. At each block they
// stand in the order of the blocks that they go to or come from.
func (l *flowLayout) ribbons(p page) {
	type place struct{ column, block int }
	type drawn struct {
		Ribbon
		from, to float64 // the upper corners
	}
	sorted := slices.Clone(l.Ribbons)
	slices.SortFunc(sorted, func(a, b Ribbon) int {
		return cmp.Or(cmp.Compare(a.Column, b.Column), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	leaving, coming := map[place]float64{}, map[place]float64{} // how much of the block is taken
	all := make([]drawn, len(sorted))
	for i, r := range sorted {
		from, to := place{r.Column, r.From}, place{r.Column + 1, r.To}
		all[i] = drawn{r, l.tops[r.Column][r.From] + leaving[from], l.tops[r.Column+1][r.To] + coming[to]}
		leaving[from] += l.scale * float64(r.Size)
		coming[to] += l.scale * float64(r.Size)
	}
	slices.SortStableFunc(all, func(a, b drawn) int { return cmp.Compare(b.Size, a.Size) })
	for _, r := range all {
		x, high := l.left(r.Column)+style.FlowWidth, math.Max(1, l.scale*float64(r.Size))
		p.ribbon(x, r.from, x+l.room, r.to, high, style.Through(r.Color, style.RibbonTint))
	}
}

// ribbon fills a band of a height that bends from one place to another.
func (p page) ribbon(x, y, toX, toY, high float64, c color.Color) {
	middle := (x + toX) / 2
	p.SetColor(c)
	var path vg.Path
	path.Move(p.Point(x, y))
	path.CubeTo(p.Point(middle, y), p.Point(middle, toY), p.Point(toX, toY))
	path.Line(p.Point(toX, toY+high))
	path.CubeTo(p.Point(middle, toY+high), p.Point(middle, y+high), p.Point(x, y+high))
	path.Close()
	p.Fill(path)
}

package figure

import (
	"cmp"
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"subtype/internal/look"
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

// flowLayout is where the parts of an alluvial figure stand.
type flowLayout struct {
	Alluvial
	scale float64     // pixels of one thing
	tops  [][]float64 // of the blocks
	top   float64
	tall  float64 // the highest column
}

// Alluvial lays the figure out.
func (f *Fonts) Alluvial(a Alluvial) *Figure {
	l := flowLayout{Alluvial: a, top: look.Margin + look.TitleHeight + 20 + look.FlowHead}
	total := 0
	for _, b := range a.Columns[0].Blocks {
		total += b.Size
	}
	l.scale = look.FlowSide / float64(total)
	heights := make([]float64, len(a.Columns))
	for i, c := range a.Columns {
		at := 0.0
		var tops []float64
		for p, b := range c.Blocks {
			if p > 0 {
				before := l.height(c.Blocks[p-1])
				at += math.Max(before+look.FlowGap, (before-l.height(b))/2+look.FlowPitch)
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
	width := math.Max(columns*look.FlowWidth+(columns-1)*look.FlowRoom, f.width(a.Title, look.TitleSize)*1.1)
	width = math.Max(width, f.width(a.Note, look.SmallSize))
	return &Figure{Name: a.Name, Title: a.Title, width: int(math.Ceil(width + 2*look.Margin)),
		height: int(math.Ceil(l.top + l.tall + look.Margin)), fonts: f, draw: l.draw}
}

// height is that of a block.
func (l *flowLayout) height(b FlowBlock) float64 { return l.scale * float64(b.Size) }

// left is the left edge of a column.
func (l *flowLayout) left(column int) float64 {
	return look.Margin + float64(column)*(look.FlowWidth+look.FlowRoom)
}

func (l *flowLayout) draw(p page) {
	p.write(look.Margin, look.Margin+look.TitleSize/2, left, look.TitleSize, l.Title, look.Ink, true, false)
	p.text(look.Margin, look.Margin+look.TitleSize+22, left, look.SmallSize, l.Note)
	l.ribbons(p)
	for i, c := range l.Columns {
		x, ink := l.left(i), look.Ink
		if c.Marked {
			ink = look.MarkColor
			p.frame(x-8, l.top-8, look.FlowWidth+16, l.tall+16, 3, look.MarkColor)
		}
		p.write(x+look.FlowWidth/2, l.top-look.FlowHead/2-4, centre, look.TextSize, c.Heading, ink, c.Marked, false)
		for place, b := range c.Blocks {
			y, h := l.tops[i][place], math.Max(1, l.height(b))
			p.rect(x, y, look.FlowWidth, h, look.Tint(b.Color, look.BlockTint))
			p.rect(x, y, look.FlowBar, h, b.Color)
			p.rect(x+look.FlowWidth-look.FlowBar, y, look.FlowBar, h, b.Color)
			label := p.fonts.shorten(b.Label, look.SmallSize, look.FlowWidth-2*look.FlowBar)
			p.text(x+look.FlowWidth/2, y+h/2, centre, look.SmallSize, label)
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
		x, high := l.left(r.Column)+look.FlowWidth, math.Max(1, l.scale*float64(r.Size))
		p.ribbon(x, r.from, x+look.FlowRoom, r.to, high, look.Through(r.Color, look.RibbonTint))
	}
}

// ribbon fills a band of a height that bends from one place to another.
func (p page) ribbon(x, y, toX, toY, high float64, c color.Color) {
	middle := (x + toX) / 2
	p.SetColor(c)
	var path vg.Path
	path.Move(p.pt(x, y))
	path.CubeTo(p.pt(middle, y), p.pt(middle, toY), p.pt(toX, toY))
	path.Line(p.pt(toX, toY+high))
	path.CubeTo(p.pt(middle, toY+high), p.pt(middle, y+high), p.pt(x, y+high))
	path.Close()
	p.Fill(path)
}

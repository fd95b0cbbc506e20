package canvas

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"math"
	"time"

	"codeberg.org/go-pdf/fpdf"
	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"

	"subtype/internal/style"
)

// pdfCanvas writes what is drawn as PDF. It stands in for gonum's vgpdf, which turns
// pictures upside down and garbles text that is not ASCII. Letters are written as their
// outlines, so any font and script comes out as it does on the screen. It keeps the state of
// svgCanvas, whose page it shares.
type pdfCanvas struct {
	svgCanvas
	pdf    *fpdf.Fpdf
	scale  float64 // points of a pixel
	images int
	glyphs sfnt.Buffer
	err    error
}

func newPDF(width, height int, title string) *pdfCanvas {
	c := &pdfCanvas{svgCanvas: *newSVG(width, height)}
	c.scale = 72.0 / style.PixelsPerInch
	c.pdf = fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt",
		Size: fpdf.SizeType{Wd: float64(width) * c.scale, Ht: float64(height) * c.scale}})
	never := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC) // a date would make every run's file differ
	c.pdf.SetCreationDate(never)
	c.pdf.SetModificationDate(never)
	c.pdf.SetCatalogSort(true)
	c.pdf.SetProducer("subtype", true)
	c.pdf.SetTitle(title, true)
	c.pdf.SetMargins(0, 0, 0)
	c.pdf.SetAutoPageBreak(false, 0)
	c.pdf.AddPage()
	return c
}

// place is a point on the page, in points.
func (c *pdfCanvas) place(p vg.Point) (x, y float64) {
	x, y = c.at(float64(p.X), float64(p.Y))
	return x * c.scale, y * c.scale
}

// trace lays a path out.
func (c *pdfCanvas) trace(p vg.Path) {
	for _, comp := range p {
		x, y := c.place(comp.Pos)
		switch comp.Type {
		case vg.MoveComp:
			c.pdf.MoveTo(x, y)
		case vg.LineComp:
			c.pdf.LineTo(x, y)
		case vg.CloseComp:
			c.pdf.ClosePath()
		case vg.CurveComp:
			x0, y0 := c.place(comp.Control[0])
			if len(comp.Control) == 1 {
				c.quadratic(x0, y0, x, y)
				continue
			}
			x1, y1 := c.place(comp.Control[1])
			c.pdf.CurveBezierCubicTo(x0, y0, x1, y1, x, y)
		case vg.ArcComp:
			const steps = 24
			for i := 0; i <= steps; i++ {
				sin, cos := math.Sincos(comp.Start + comp.Angle*float64(i)/steps)
				ax, ay := c.place(vg.Point{X: comp.Pos.X + comp.Radius*vg.Length(cos), Y: comp.Pos.Y + comp.Radius*vg.Length(sin)})
				if i == 0 && comp.Start == 0 {
					c.pdf.MoveTo(ax, ay)
				} else {
					c.pdf.LineTo(ax, ay)
				}
			}
		}
	}
}

// quadratic is a curve with one control point, as the cubic one that it is: the library's own
// takes the point where it begins for one of two.
func (c *pdfCanvas) quadratic(cx, cy, x, y float64) {
	x0, y0 := c.pdf.GetXY()
	third := func(from float64, to float64) float64 { return from + float64(2*(to-from))/3 }
	c.pdf.CurveBezierCubicTo(third(x0, cx), third(y0, cy), third(x, cx), third(y, cy), x, y)
}

// opaque is how much of what lies below a colour hides.
func (c *pdfCanvas) opaque(col color.Color) color.NRGBA {
	n := color.NRGBAModel.Convert(col).(color.NRGBA)
	c.pdf.SetAlpha(float64(n.A)/255, "Normal")
	return n
}

// Stroke draws the line of a path.
func (c *pdfCanvas) Stroke(p vg.Path) {
	if c.state.width <= 0 {
		return
	}
	n := c.opaque(c.state.color)
	c.pdf.SetDrawColor(int(n.R), int(n.G), int(n.B))
	c.pdf.SetLineWidth(float64(c.state.width) * c.scale)
	var dash []float64
	for _, d := range c.state.dash {
		dash = append(dash, float64(d)*c.scale)
	}
	c.pdf.SetDashPattern(dash, 0)
	c.trace(p)
	c.pdf.DrawPath("D")
}

// Fill fills a path.
func (c *pdfCanvas) Fill(p vg.Path) {
	n := c.opaque(c.state.color)
	c.pdf.SetFillColor(int(n.R), int(n.G), int(n.B))
	c.trace(p)
	c.pdf.DrawPath("F")
}

// FillString writes a text as the outlines of its letters.
func (c *pdfCanvas) FillString(f font.Face, p vg.Point, text string) {
	if f.Font.Size == 0 || text == "" {
		return
	}
	n := c.opaque(c.state.color)
	c.pdf.SetFillColor(int(n.R), int(n.G), int(n.B))
	const units = 1024 // in which outlines are read
	ppem := fixed.I(units)
	toPage := float64(f.Font.Size) / units / 64
	pen, before := 0.0, sfnt.GlyphIndex(0)
	at := func(q fixed.Point26_6) (x, y float64) {
		return c.place(vg.Point{X: p.X + vg.Length(pen+float64(q.X)*toPage), Y: p.Y - vg.Length(float64(q.Y)*toPage)})
	}
	for i, r := range text {
		glyph, err := f.Face.GlyphIndex(&c.glyphs, r)
		if err != nil {
			continue
		}
		if i > 0 {
			if kern, err := f.Face.Kern(&c.glyphs, before, glyph, ppem, xfont.HintingNone); err == nil {
				pen += float64(kern) * toPage
			}
		}
		if segments, err := f.Face.LoadGlyph(&c.glyphs, glyph, ppem, nil); err == nil && len(segments) > 0 {
			c.outline(segments, at)
		}
		if advance, err := f.Face.GlyphAdvance(&c.glyphs, glyph, ppem, xfont.HintingNone); err == nil {
			pen += float64(advance) * toPage
		}
		before = glyph
	}
}

// outline fills a letter.
func (c *pdfCanvas) outline(segments sfnt.Segments, at func(fixed.Point26_6) (x, y float64)) {
	for _, s := range segments {
		x, y := at(s.Args[0])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			c.pdf.MoveTo(x, y)
		case sfnt.SegmentOpLineTo:
			c.pdf.LineTo(x, y)
		case sfnt.SegmentOpQuadTo:
			x1, y1 := at(s.Args[1])
			c.quadratic(x, y, x1, y1)
		case sfnt.SegmentOpCubeTo:
			x1, y1 := at(s.Args[1])
			x2, y2 := at(s.Args[2])
			c.pdf.CurveBezierCubicTo(x, y, x1, y1, x2, y2)
		}
	}
	c.pdf.DrawPath("F")
}

// DrawImage draws an image whose pixels are cells: as rectangles, or, where these would be too
// many, as a picture in which every cell is large.
func (c *pdfCanvas) DrawImage(rect vg.Rectangle, img image.Image) {
	x0, y1 := c.place(rect.Min)
	x1, y0 := c.place(rect.Max)
	b := img.Bounds()
	c.pdf.SetAlpha(1, "Normal")
	if b.Dx()*b.Dy() > mostRects {
		large := image.NewNRGBA(image.Rect(0, 0, printed((x1-x0)/c.scale), printed((y1-y0)/c.scale)))
		paintCells(large, large.Bounds(), img)
		var data bytes.Buffer
		if c.err = png.Encode(&data, large); c.err != nil {
			return
		}
		c.images++
		name := fmt.Sprintf("image%d", c.images)
		c.pdf.RegisterImageOptionsReader(name, fpdf.ImageOptions{ImageType: "PNG"}, &data)
		c.pdf.ImageOptions(name, x0, y0, x1-x0, y1-y0, false, fpdf.ImageOptions{ImageType: "PNG"}, 0, "")
		return
	}
	w, h := (x1-x0)/float64(b.Dx()), (y1-y0)/float64(b.Dy())
	// Cells reach a little below those that are drawn after them: viewers would leave pale seams.
	for r := b.Min.Y; r < b.Max.Y; r++ {
		for from := b.Min.X; from < b.Max.X; {
			to := from + 1
			for to < b.Max.X && img.At(to, r) == img.At(from, r) {
				to++
			}
			n := color.NRGBAModel.Convert(img.At(from, r)).(color.NRGBA)
			c.pdf.SetFillColor(int(n.R), int(n.G), int(n.B))
			wide, high := w*float64(to-from), h
			if to < b.Max.X {
				wide += math.Min(seam, w)
			}
			if r+1 < b.Max.Y {
				high += math.Min(seam, h)
			}
			c.pdf.Rect(x0+w*float64(from-b.Min.X), y0+h*float64(r-b.Min.Y), wide, high, "F")
			from = to
		}
	}
}

// seam is how far that is, in points.
const seam = 0.3

func (c *pdfCanvas) write(w io.Writer) error {
	if c.err != nil {
		return c.err
	}
	return c.pdf.Output(w)
}

// Package figure lays pictures out: maps of samples and genes, curves, flows. What they show
// is handed to it; it computes nothing.
package figure

import (
	"bytes"
	"io"
	"sync"

	"subtype/internal/figure/canvas"
	"subtype/internal/style"
)

// Fonts are what figures are written in, and how wide they may be.
type Fonts struct {
	*canvas.Fonts
	widest float64 // pixels of the layout
}

// NewFonts returns the built-in fonts, or, for the bytes of a TrueType or
// OpenType file, that font. Figures are as wide as two columns of a journal, at most.
func NewFonts(file []byte) (*Fonts, error) {
	fonts, err := canvas.NewFonts(file)
	if err != nil {
		return nil, err
	}
	return &Fonts{fonts, style.DoubleColumn}, nil
}

// Widths of figures: at most as wide as one column of a journal, or as two.
const (
	Single = "single"
	Double = "double"
)

// Within returns the same fonts for figures of a width: Single or Double.
func (f *Fonts) Within(width string) *Fonts {
	widest, ok := map[string]float64{Single: style.SingleColumn, Double: style.DoubleColumn}[width]
	if !ok {
		panic("figure: no width " + width)
	}
	return &Fonts{f.Fonts, widest}
}

// page is what figures draw on.
type page struct{ canvas.Page }

// Figure is a picture that can be written as PNG, SVG and PDF.
type Figure struct {
	Name  string // of its file, without ending: "consensus_k3"
	Title string
	Of    any // what it shows, for pages that draw it themselves; nil: they show the picture

	width, height int // pixels of the layout
	fonts         *Fonts
	draw          func(p page)

	once   sync.Once // the PNG is drawn once, for its file and the workbook
	cached []byte
	err    error
}

// drawing is the figure as it is to be drawn.
func (f *Figure) drawing() *canvas.Drawing {
	return &canvas.Drawing{Title: f.Title, Width: f.width, Height: f.height, Fonts: f.fonts.Fonts,
		Draw: func(p canvas.Page) { f.draw(page{p}) }}
}

// PNG writes the figure as PNG.
func (f *Figure) PNG(w io.Writer) error {
	data, err := f.Pixels()
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}

// Size is the width and the height of its PNG.
func (f *Figure) Size() (width, height int) {
	return int(style.PNGScale * float64(f.width)), int(style.PNGScale * float64(f.height))
}

// Pixels is the figure as PNG, drawn once.
func (f *Figure) Pixels() ([]byte, error) {
	f.once.Do(func() {
		var b bytes.Buffer
		f.err = f.drawing().PNG(&b)
		f.cached = b.Bytes()
	})
	return f.cached, f.err
}

// SVG writes the figure as SVG.
func (f *Figure) SVG(w io.Writer) error { return f.drawing().SVG(w) }

// PDF writes the figure as PDF.
func (f *Figure) PDF(w io.Writer) error { return f.drawing().PDF(w) }

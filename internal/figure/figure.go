// Package figure lays pictures out: maps of samples and genes, curves, flows. What they show
// is handed to it; it computes nothing.
package figure

import (
	"bytes"
	"io"
	"sync"

	"subtype/internal/figure/canvas"
)

// Fonts are what figures are laid out and written in.
type Fonts struct{ *canvas.Fonts }

// NewFonts returns the built-in fonts, or, for the bytes of a TrueType or
// OpenType file, that font.
func NewFonts(file []byte) (*Fonts, error) {
	fonts, err := canvas.NewFonts(file)
	if err != nil {
		return nil, err
	}
	return &Fonts{fonts}, nil
}

// page is what figures draw on.
type page struct{ canvas.Page }

// Figure is a picture that can be written as PNG, SVG and PDF.
type Figure struct {
	Name  string // of its file, without ending: "consensus_k3"
	Title string
	Of    any // what it shows, for pages that draw it themselves; nil: they show the picture

	width, height int // pixels
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

// Size is the width and the height in pixels.
func (f *Figure) Size() (width, height int) { return f.width, f.height }

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

// PDF writes the figure as PDF, at most as wide as two columns of a journal.
func (f *Figure) PDF(w io.Writer) error { return f.drawing().PDF(w) }

// Package canvas writes what is drawn on a page as PNG, SVG and PDF, the same in all three.
// It knows shapes, cells and text, and no figures.
package canvas

import "io"

// Drawing is a page with what is to be drawn on it.
type Drawing struct {
	Title         string
	Width, Height int // in pixels
	Fonts         *Fonts
	Draw          func(Page)
}

// PNG writes the drawing as PNG.
func (d *Drawing) PNG(w io.Writer) error {
	c := newPNG(d.Width, d.Height)
	d.Draw(Page{c, float64(d.Height), d.Fonts})
	return c.encode(w)
}

// SVG writes it as SVG.
func (d *Drawing) SVG(w io.Writer) error {
	c := newSVG(d.Width, d.Height)
	d.Draw(Page{c, float64(d.Height), d.Fonts})
	return c.encode(w, d.Title)
}

// PDF writes it as PDF.
func (d *Drawing) PDF(w io.Writer) error {
	c := newPDF(d.Width, d.Height, d.Title)
	d.Draw(Page{c, float64(d.Height), d.Fonts})
	return c.write(w)
}

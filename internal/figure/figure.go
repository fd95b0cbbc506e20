package figure

import (
	"bytes"
	"io"
	"sync"
)

// Figure is a picture that can be written as PNG and as SVG.
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
		c := newPNG(f.width, f.height)
		f.draw(page{c, float64(f.height), f.fonts})
		var b bytes.Buffer
		f.err = c.encode(&b)
		f.cached = b.Bytes()
	})
	return f.cached, f.err
}

// SVG writes the figure as SVG.
func (f *Figure) SVG(w io.Writer) error {
	c := newSVG(f.width, f.height)
	f.draw(page{c, float64(f.height), f.fonts})
	return c.encode(w, f.Title)
}

// PDF writes the figure as PDF, at most as wide as two columns of a journal.
func (f *Figure) PDF(w io.Writer) error {
	c := newPDF(f.width, f.height, f.Title)
	f.draw(page{c, float64(f.height), f.fonts})
	return c.write(w)
}

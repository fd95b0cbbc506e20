package report

import (
	"bytes"
	"io"
)

// Figure is a picture that can be written as PNG and as SVG.
type Figure struct {
	Name  string // of its file, without ending: "consensus_k3"
	Title string

	width, height int // pixels
	fonts         *Fonts
	draw          func(p page)

	cached []byte // the PNG, drawn once for its file and the workbook
}

// PNG writes the figure as PNG.
func (f *Figure) PNG(w io.Writer) error {
	data, err := f.pixels()
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}

func (f *Figure) pixels() ([]byte, error) {
	if f.cached == nil {
		c := newPNG(f.width, f.height)
		f.draw(page{c, float64(f.height), f.fonts})
		var b bytes.Buffer
		if err := c.encode(&b); err != nil {
			return nil, err
		}
		f.cached = b.Bytes()
	}
	return f.cached, nil
}

// SVG writes the figure as SVG.
func (f *Figure) SVG(w io.Writer) error {
	c := newSVG(f.width, f.height)
	f.draw(page{c, float64(f.height), f.fonts})
	return c.encode(w, f.Title)
}

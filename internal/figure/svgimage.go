package figure

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/png"

	"gonum.org/v1/plot/vg"
)

// mostRects is the number of cells up to which an image becomes rectangles.
const mostRects = 20000

// DrawImage draws an image whose pixels are cells: as rectangles, equal
// neighbours in a row as one, or, where these would be too many, as a picture
// in which every cell is large, since some viewers blur the edges between
// pixels.
func (c *svgCanvas) DrawImage(rect vg.Rectangle, img image.Image) {
	x0, y1 := c.at(float64(rect.Min.X), float64(rect.Min.Y))
	x1, y0 := c.at(float64(rect.Max.X), float64(rect.Max.Y))
	size := img.Bounds().Size()
	if size.X*size.Y <= mostRects {
		c.rects(img, x0, y0, (x1-x0)/float64(size.X), (y1-y0)/float64(size.Y))
		return
	}
	large := image.NewNRGBA(image.Rect(0, 0, int(x1-x0), int(y1-y0)))
	paintCells(large, large.Bounds(), img)
	var data bytes.Buffer
	if err := png.Encode(&data, large); err != nil {
		panic("figure: " + err.Error()) // a buffer takes everything, and cells are 8-bit colours
	}
	fmt.Fprintf(&c.body, "<image x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" preserveAspectRatio=\"none\" "+
		"image-rendering=\"pixelated\" xlink:href=\"data:image/png;base64,%s\"/>\n",
		num(x0), num(y0), num(x1-x0), num(y1-y0), base64.StdEncoding.EncodeToString(data.Bytes()))
}

func (c *svgCanvas) rects(img image.Image, x, y, w, h float64) {
	b := img.Bounds()
	c.body.WriteString("<g shape-rendering=\"crispEdges\">\n")
	for r := b.Min.Y; r < b.Max.Y; r++ {
		for from := b.Min.X; from < b.Max.X; {
			to := from + 1
			for to < b.Max.X && img.At(to, r) == img.At(from, r) {
				to++
			}
			fmt.Fprintf(&c.body, "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"%s/>\n",
				num(x+w*float64(from-b.Min.X)), num(y+h*float64(r-b.Min.Y)), num(w*float64(to-from)), num(h),
				paint("fill", img.At(from, r)))
			from = to
		}
	}
	c.body.WriteString("</g>\n")
}

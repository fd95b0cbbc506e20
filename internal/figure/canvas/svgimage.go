package canvas

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"

	"subtype/internal/style"
)

// mostRects is the number of cells up to which an image becomes rectangles, leastRect
// the width from which.
const mostRects, leastRect = 20000, 2

// DrawImage draws an image whose pixels are cells: as rectangles, equal
// neighbours in a row as one, or, where these would be too many or too narrow, as a picture
// in which every cell is large, since some viewers blur the edges between
// pixels.
func (c *svgCanvas) DrawImage(rect vg.Rectangle, img image.Image) {
	x0, y1 := c.at(float64(rect.Min.X), float64(rect.Min.Y))
	x1, y0 := c.at(float64(rect.Max.X), float64(rect.Max.Y))
	size := img.Bounds().Size()
	if size.X*size.Y <= mostRects && x1-x0 >= leastRect*float64(size.X) {
		c.rects(img, x0, y0, (x1-x0)/float64(size.X), (y1-y0)/float64(size.Y))
		return
	}
	var data bytes.Buffer
	if err := png.Encode(&data, enlarged(img, printed(x1-x0), printed(y1-y0))); err != nil {
		panic("figure: " + err.Error()) // a buffer takes everything, and cells are 8-bit colours
	}
	fmt.Fprintf(&c.body, "<image x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" preserveAspectRatio=\"none\" "+
		"image-rendering=\"pixelated\" xlink:href=\"data:image/png;base64,%s\"/>\n",
		num(x0), num(y0), num(x1-x0), num(y1-y0), base64.StdEncoding.EncodeToString(data.Bytes()))
}

// printed is a length in pixels of style.PNGResolution.
func printed(length float64) int { return int(math.Round(length * style.PNGScale)) }

// enlarged is an image with large cells. Where it has few colours they are numbered, which
// takes half the room.
func enlarged(img image.Image, width, height int) image.Image {
	bounds, b := image.Rect(0, 0, width, height), img.Bounds()
	cells, palette := numbered(img)
	if cells == nil || b.Dx() > width || b.Dy() > height {
		large := image.NewNRGBA(bounds)
		paintCells(large, bounds, img)
		return large
	}
	large := image.NewPaletted(bounds, palette)
	for y := range height {
		from := cells[(2*y+1)*b.Dy()/(2*height)*b.Dx():]
		for x := range width {
			large.Pix[y*large.Stride+x] = from[(2*x+1)*b.Dx()/(2*width)]
		}
	}
	return large
}

// numbered are the colours of an image, in order of their first cells, and the number of each
// cell's; nil where there are too many.
func numbered(img image.Image) (cells []uint8, palette color.Palette) {
	b, number := img.Bounds(), map[color.Color]uint8{}
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			c := img.At(x, y)
			n, ok := number[c]
			if !ok {
				if len(palette) == 256 {
					return nil, nil
				}
				n = uint8(len(palette))
				number[c], palette = n, append(palette, c)
			}
			cells = append(cells, n)
		}
	}
	return cells, palette
}

// rects are the cells as rectangles: a path a colour, which takes little room.
func (c *svgCanvas) rects(img image.Image, x, y, w, h float64) {
	b := img.Bounds()
	var colors []color.Color
	paths := map[color.Color]*strings.Builder{}
	for r := b.Min.Y; r < b.Max.Y; r++ {
		for from := b.Min.X; from < b.Max.X; {
			to := from + 1
			for to < b.Max.X && img.At(to, r) == img.At(from, r) {
				to++
			}
			path := paths[img.At(from, r)]
			if path == nil {
				path = &strings.Builder{}
				colors, paths[img.At(from, r)] = append(colors, img.At(from, r)), path
			}
			wide := num(w * float64(to-from))
			fmt.Fprintf(path, "M%s %sh%sv%sh-%sz", num(x+w*float64(from-b.Min.X)), num(y+h*float64(r-b.Min.Y)), wide, num(h),
				wide)
			from = to
		}
	}
	c.body.WriteString("<g shape-rendering=\"crispEdges\">\n")
	for _, color := range colors {
		fmt.Fprintf(&c.body, "<path d=\"%s\"%s/>\n", paths[color], paint("fill", color))
	}
	c.body.WriteString("</g>\n")
}

package report

import (
	"image"
	"image/color"
	"image/png"
	"io"

	xdraw "golang.org/x/image/draw"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"
)

// Figures are laid out in pixels: one vg point is one pixel of the PNG, and
// half a CSS pixel of the SVG, so that both show the same size on a page.

// pngCanvas draws on pixels. Images are painted cell by cell instead of being
// interpolated, so that a heatmap's cells stay crisp and meet without seams.
type pngCanvas struct{ *vgimg.Canvas }

func newPNG(width, height int) pngCanvas {
	return pngCanvas{vgimg.NewWith(vgimg.UseWH(vg.Length(width), vg.Length(height)), vgimg.UseDPI(72), vgimg.UseBackgroundColor(color.White))}
}

// DrawImage paints img into rect, whose corners must be whole pixels. An image
// with more pixels than rect is averaged.
func (c pngCanvas) DrawImage(rect vg.Rectangle, img image.Image) {
	dst := c.Image()
	height := float64(dst.Bounds().Dy())
	to := image.Rect(int(rect.Min.X), int(height-float64(rect.Max.Y)), int(rect.Max.X), int(height-float64(rect.Min.Y)))
	paintCells(dst, to, img)
}

// paintCells fills rectangle to of dst with an image whose pixels are cells,
// without blur; an image with more pixels than to is averaged.
func paintCells(dst xdraw.Image, to image.Rectangle, img image.Image) {
	var scaler xdraw.Scaler = xdraw.NearestNeighbor
	if b := img.Bounds(); b.Dx() > to.Dx() || b.Dy() > to.Dy() {
		scaler = xdraw.ApproxBiLinear
	}
	scaler.Scale(dst, to, img, img.Bounds(), xdraw.Src, nil)
}

// encode writes the picture as PNG.
func (c pngCanvas) encode(w io.Writer) error {
	encoder := png.Encoder{CompressionLevel: png.DefaultCompression}
	return encoder.Encode(w, c.Image())
}

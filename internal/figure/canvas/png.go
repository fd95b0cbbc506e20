package canvas

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"io"
	"math"

	xdraw "golang.org/x/image/draw"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"

	"subtype/internal/style"
)

// Figures are laid out in pixels of 1/style.PixelsPerInch of an inch. PNG files have
// style.PNGScale times as many, so that they have the same size on a page as SVG and PDF.

// pngCanvas draws on pixels. Images are painted cell by cell instead of being
// interpolated, so that a heatmap's cells stay crisp and meet without seams.
type pngCanvas struct{ *vgimg.Canvas }

func newPNG(width, height int) pngCanvas {
	size := vgimg.UseWH(vg.Length(width), vg.Length(height))
	return pngCanvas{vgimg.NewWith(size, vgimg.UseDPI(72*style.PNGScale), vgimg.UseBackgroundColor(color.White))}
}

// DrawImage paints img into rect, whose corners are brought to whole pixels. An image
// with more pixels than rect is averaged.
func (c pngCanvas) DrawImage(rect vg.Rectangle, img image.Image) {
	dst := c.Image()
	height := float64(dst.Bounds().Dy())
	whole := func(x vg.Length) float64 { return math.Round(float64(x) * style.PNGScale) }
	to := image.Rect(int(whole(rect.Min.X)), int(height-whole(rect.Max.Y)), int(whole(rect.Max.X)),
		int(height-whole(rect.Min.Y)))
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
	var img image.Image = c.Image()
	if rgba, ok := img.(*image.RGBA); ok {
		for _, step := range []uint8{1, 5} {
			if few := paletted(rgba, step); few != nil {
				img = few
				break
			}
		}
	}
	encoder := png.Encoder{CompressionLevel: png.BestSpeed} // few colours compress well at any level
	var b bytes.Buffer
	if err := encoder.Encode(&b, img); err != nil {
		return err
	}
	return withResolution(w, b.Bytes(), style.PNGResolution)
}

// withResolution writes a PNG with its resolution stored, in dots an inch: a chunk of its own
// behind the first one, which is always 25 bytes long.
func withResolution(w io.Writer, data []byte, dpi int) error {
	const head = 8 + 25
	chunk := []byte("pHYs")
	perMetre := uint32(float64(dpi)/0.0254 + 0.5)
	chunk = binary.BigEndian.AppendUint32(chunk, perMetre)
	chunk = binary.BigEndian.AppendUint32(chunk, perMetre)
	chunk = append(chunk, 1) // metres
	all := binary.BigEndian.AppendUint32(append([]byte{}, data[:head]...), uint32(len(chunk)-4))
	all = append(all, chunk...)
	all = binary.BigEndian.AppendUint32(all, crc32.ChecksumIEEE(chunk))
	_, err := w.Write(append(all, data[head:]...))
	return err
}

// paletted is the same picture with a palette, the colours in the order in which
// they first appear, or nil when it has more than 256: as PNG it is smaller, and
// written several times faster. Colours are rounded to multiples of step, of 255;
// 5 is less than an eye can see, and leaves few greys at the edges of letters.
func paletted(img *image.RGBA, step uint8) *image.Paletted {
	b := img.Bounds()
	out := image.NewPaletted(b, nil)
	index := map[[4]byte]uint8{}
	var last [4]byte
	var at uint8
	for y := range b.Dy() {
		row, to := img.Pix[y*img.Stride:], out.Pix[y*out.Stride:]
		for x := range b.Dx() {
			if c := [4]byte(row[4*x:]); c != last || len(index) == 0 {
				last = c
				for i := range c {
					c[i] = uint8((int(c[i]) + int(step)/2) / int(step) * int(step))
				}
				var known bool
				if at, known = index[c]; !known {
					if len(index) == 256 {
						return nil
					}
					at = uint8(len(index))
					index[c] = at
					out.Palette = append(out.Palette, color.RGBA{c[0], c[1], c[2], c[3]})
				}
			}
			to[x] = at
		}
	}
	return out
}

package canvas

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"io"
	"maps"
	"math"
	"slices"

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
		if few := paletted(rgba); few != nil {
			img = few
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

// paletted is the same picture with a palette: as PNG it is smaller, and written several times
// faster. Rare colours, those at the edges of letters and lines, become the nearest of the palette; nil
// where one would be further off than can be seen of so many pixels.
func paletted(img *image.RGBA) *image.Paletted {
	count := map[[4]byte]int{}
	each(img, func(c [4]byte, n int) { count[c] += n })
	all := slices.Collect(maps.Keys(count))
	slices.SortFunc(all, func(a, b [4]byte) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), bytes.Compare(a[:], b[:]))
	})
	chosen := representatives(all, count)
	if chosen == nil {
		return nil
	}
	out := image.NewPaletted(img.Bounds(), nil)
	for _, c := range chosen {
		out.Palette = append(out.Palette, color.RGBA{c[0], c[1], c[2], c[3]})
	}
	index := make(map[[4]byte]uint8, len(all))
	for _, c := range all {
		index[c], _ = nearest(chosen, c)
	}
	at := 0
	each(img, func(c [4]byte, n int) {
		number := index[c]
		for i := range n {
			out.Pix[at+i] = number
		}
		at += n
	})
	return out
}

// mostColors is how many a palette has. frequentColors of them are those that are seen most.
// seenError is how far a colour of one pixel may be off, summed over red, green and blue, of 255
// each; one of n pixels 1/√n of that.
const mostColors, frequentColors, seenError = 256, 128, 200

// representatives are as many colours as a palette has, of some that fall in frequency: the most
// frequent ones, and of the others those that would be seen most to be off. nil: too many others would be.
func representatives(all [][4]byte, count map[[4]byte]int) [][4]byte {
	if len(all) <= mostColors {
		return all
	}
	chosen := slices.Clone(all[:frequentColors])
	rest := all[frequentColors:]
	far, root := make([]int, len(rest)), make([]float64, len(rest)) // from the chosen ones
	for i, c := range rest {
		_, far[i] = nearest(chosen, c)
		root[i] = math.Sqrt(float64(count[c]))
	}
	for {
		next, seen := 0, 0.0
		for i, d := range far {
			if e := float64(d) * root[i]; e > seen {
				next, seen = i, e
			}
		}
		switch {
		case len(chosen) < mostColors && seen > 0:
			chosen = append(chosen, rest[next])
			for i, c := range rest {
				far[i] = min(far[i], apart(rest[next], c))
			}
		case seen > seenError:
			return nil
		default:
			return chosen
		}
	}
}

// nearest is the number of the colour that is nearest to one, and how far that is.
func nearest(palette [][4]byte, c [4]byte) (at uint8, far int) {
	far = math.MaxInt
	for i, p := range palette {
		if d := apart(p, c); d < far {
			at, far = uint8(i), d
		}
	}
	return at, far
}

// apart is the distance of two colours.
func apart(a, b [4]byte) (d int) {
	for k := range a {
		d += max(int(a[k])-int(b[k]), int(b[k])-int(a[k]))
	}
	return d
}

// each goes through the pixels row by row, n neighbours of one colour at once.
func each(img *image.RGBA, visit func(c [4]byte, n int)) {
	b := img.Bounds()
	for y := range b.Dy() {
		row := img.Pix[y*img.Stride:][:4*b.Dx()]
		for from := 0; from < len(row); {
			c, to := [4]byte(row[from:]), from+4
			for to < len(row) && [4]byte(row[to:]) == c {
				to += 4
			}
			visit(c, (to-from)/4)
			from = to
		}
	}
}

package figure

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"html"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"subtype/internal/style"
)

var texts = regexp.MustCompile(`<text x="(\S+)" y="(\S+)" font-size="(\S+)"( font-weight="bold")? fill="\S+"` +
	`( transform="rotate\(-90 \S+ \S+\)")?>(.*)</text>`)

// placedText is a text, and the rectangle that its letters take, capitals and descenders.
type placedText struct {
	text                     string
	size                     float64
	left, top, right, bottom float64
}

// textsOf are the texts of an SVG.
func textsOf(f *Fonts, svg string) (out []placedText) {
	for _, m := range texts.FindAllStringSubmatch(svg, -1) {
		x, _ := strconv.ParseFloat(m[1], 64)
		y, _ := strconv.ParseFloat(m[2], 64)
		size, _ := strconv.ParseFloat(m[3], 64)
		t := placedText{text: html.UnescapeString(m[6]), size: size}
		width := f.Width(t.text, size)
		if m[4] != "" {
			width = f.BoldWidth(t.text, size)
		}
		t.left, t.right, t.top, t.bottom = x, x+width, y-0.72*size, y+0.2*size
		if m[5] != "" { // read from below
			t.left, t.right, t.top, t.bottom = x-0.72*size, x+0.2*size, y-width, y
		}
		out = append(out, t)
	}
	return out
}

// readable holds a figure to what print asks for: no wider than the column, no text below six
// points, beyond the page, or over another one. It returns its SVG.
func readable(t *testing.T, f *Figure, widest float64) string {
	t.Helper()
	var b bytes.Buffer
	if err := f.SVG(&b); err != nil {
		t.Fatal(err)
	}
	svg := b.String()
	if float64(f.width) > widest {
		t.Errorf("%s is %d pixels wide, more than %v", f.Name, f.width, widest)
	}
	all := textsOf(f.fonts, svg)
	if len(all) != strings.Count(svg, "<text ") || len(all) == 0 {
		t.Fatalf("%s: %d texts understood of %d", f.Name, len(all), strings.Count(svg, "<text "))
	}
	for i, a := range all {
		if points := a.size * 72 / style.PixelsPerInch; points < 6 {
			t.Errorf("%s: %q has %.1f points", f.Name, a.text, points)
		}
		if a.left < 0 || a.top < 0 || a.right > float64(f.width) || a.bottom > float64(f.height) {
			t.Errorf("%s, %d × %d: %q stands beyond the page, %v to %v, %v to %v", f.Name, f.width, f.height, a.text, a.left,
				a.right, a.top, a.bottom)
		}
		for _, b := range all[:i] {
			if a.left < b.right-1 && b.left < a.right-1 && a.top < b.bottom-1 && b.top < a.bottom-1 {
				t.Errorf("%s: %q over %q at %.0f, %.0f", f.Name, a.text, b.text, a.left, a.top)
			}
		}
	}
	return svg
}

// The same size on paper in every format, and pixels of 300 dots an inch.
func TestFormatsHaveOneSize(t *testing.T) {
	for width := range widths {
		f := silhouettes(builtIn(t).Within(width))
		data, err := f.Pixels()
		if err != nil {
			t.Fatal(err)
		}
		pixels, high := f.Size()
		want := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32([]byte("pHYs"), 11811), 11811) // a metre
		if got := int(binary.BigEndian.Uint32(data[16:])); got != pixels || !bytes.Contains(data, append(want, 1)) {
			t.Errorf("the PNG is %d wide, want %d at 300 dots an inch", got, pixels)
		}
		var pdf bytes.Buffer
		if err := f.PDF(&pdf); err != nil {
			t.Fatal(err)
		}
		inches, tall := float64(pixels)/300, float64(high)/300
		for of, s := range map[string][2]string{
			"PDF": {pdf.String(), fmt.Sprintf("/MediaBox [0 0 %.2f %.2f]", 72*inches, 72*tall)},
			"SVG": {svgOf(t, f), `width="` + strconv.FormatFloat(math.Round(2540*inches)/100, 'f', -1, 64) + `mm"`},
		} {
			if !strings.Contains(s[0], s[1]) {
				t.Errorf("the %s has no %s", of, s[1])
			}
		}
	}
}

var widths = map[string]float64{Single: style.SingleColumn, Double: style.DoubleColumn}

func TestEveryFigureCanBePrinted(t *testing.T) {
	for width, widest := range widths {
		f := builtIn(t).Within(width)
		all := append(examples(f), overview(f, 1), overview(f, 2), overview(f, 7), overview(f, 12), curves(f, 2),
			curves(f, 19), alluvial(f, 2), alluvial(f, 19), survival(f, style.SubtypeColors[:1], 1),
			survival(f, style.SubtypeColors[:8], 3))
		for _, one := range all {
			readable(t, one, widest)
		}
	}
}

// manyLevels are twelve annotations of up to forty levels.
var manyLevels = []int{2, 40, 2, 0, 8, 20, 3, 0, 2, 40, 5, 12}

// Maps of few and many samples can be printed, whatever their annotations are; they fill the
// column, and where names are left out that is said.
func TestMapsCanBePrinted(t *testing.T) {
	for _, n := range []int{6, 40, 150, 400} {
		for _, levels := range [][]int{{2}, manyLevels} {
			square, flat := consensusMap(n, levels...), coefficientsMap(n, levels...)
			genes := expressionMap(n, 5, levels...)
			for width, widest := range widths {
				f := builtIn(t).Within(width)
				for _, m := range []*Figure{f.SampleMap(square), f.SampleMap(flat), f.ExpressionMap(genes)} {
					svg := readable(t, m, widest)
					if n >= 150 && !strings.Contains(svg, "sample name") {
						t.Errorf("%s, %d samples: nothing says that names are left out", m.Name, n)
					}
					if n >= 150 && float64(m.width) < 0.8*widest {
						t.Errorf("%s, %d samples: only %d of %v pixels wide", m.Name, n, m.width, widest)
					}
				}
			}
		}
	}
}

// Legends never double the height of a map.
func TestLegendsNeverDoubleTheHeight(t *testing.T) {
	for _, n := range []int{6, 40, 150} {
		flat, genes := coefficientsMap(n, manyLevels...), expressionMap(n, 2, manyLevels...)
		for width := range widths {
			f := builtIn(t).Within(width)
			bare, mute := flat, genes
			bare.Tracks, bare.Legends, mute.Tracks = silent(flat.Tracks), nil, silent(genes.Tracks)
			for _, pair := range [][2]*Figure{{f.SampleMap(flat), f.SampleMap(bare)},
				{f.ExpressionMap(genes), f.ExpressionMap(mute)}} {
				if with, without := pair[0].height, pair[1].height; with > 2*without {
					t.Errorf("%s, %d samples, %s: %d pixels high, without legends %d", pair[0].Name, n, width, with, without)
				}
			}
		}
	}
}

// silent are tracks without their legends.
func silent(tracks []Track) (out []Track) {
	for _, t := range tracks {
		out = append(out, Track{Name: t.Name, Colors: t.Colors})
	}
	return out
}

// Subtypes are named where they are coloured: on tracks, and by marks and patterns of lines.
func TestSubtypesAreNamedBesideTheirColours(t *testing.T) {
	f := builtIn(t)
	svg := svgOf(t, f.SampleMap(consensusMap(40)))
	for _, name := range []string{"S1", "S2", "S3"} {
		if !strings.Contains(svg, ">"+name+"</text>") {
			t.Errorf("no %s on the track", name)
		}
	}
	svg = svgOf(t, survival(f, style.SubtypeColors[:3], 1))
	if strings.Count(svg, "stroke-dasharray") != 4 { // of two curves, each with its key
		t.Errorf("%d broken lines", strings.Count(svg, "stroke-dasharray"))
	}
}

package canvas

import (
	"bytes"
	"fmt"
	"image/color"
	"io"
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"

	"subtype/internal/expr/names"
	"subtype/internal/style"
)

// svgCanvas writes what is drawn as SVG. It stands in for gonum's vgsvg, which
// declares pictures to be JPEG and keeps their proportions, so that viewers
// show nothing or a strip. Output depends on the drawing alone.
type svgCanvas struct {
	width, height int
	body          bytes.Buffer
	state         svgState
	stack         []svgState
}

// svgState is what Push saves. Points are brought to the page at once, so the
// file has no nested transforms.
type svgState struct {
	m     [6]float64 // x' = m0·x + m2·y + m4, y' = m1·x + m3·y + m5, still with y upwards
	color color.Color
	width vg.Length
	dash  []vg.Length
}

func newSVG(width, height int) *svgCanvas {
	return &svgCanvas{width: width, height: height,
		state: svgState{m: [6]float64{1, 0, 0, 1, 0, 0}, color: color.Black, width: 1}}
}

func (c *svgCanvas) SetLineWidth(w vg.Length)                  { c.state.width = w }
func (c *svgCanvas) SetLineDash(dash []vg.Length, _ vg.Length) { c.state.dash = dash }
func (c *svgCanvas) Push()                                     { c.stack = append(c.stack, c.state) }

func (c *svgCanvas) Pop() {
	c.state = c.stack[len(c.stack)-1]
	c.stack = c.stack[:len(c.stack)-1]
}

func (c *svgCanvas) SetColor(col color.Color) {
	if col == nil {
		col = color.Black
	}
	c.state.color = col
}

func (c *svgCanvas) transform(a [6]float64) {
	m := c.state.m
	c.state.m = [6]float64{
		m[0]*a[0] + m[2]*a[1], m[1]*a[0] + m[3]*a[1],
		m[0]*a[2] + m[2]*a[3], m[1]*a[2] + m[3]*a[3],
		m[0]*a[4] + m[2]*a[5] + m[4], m[1]*a[4] + m[3]*a[5] + m[5],
	}
}

func (c *svgCanvas) Rotate(rad float64) {
	sin, cos := math.Sincos(rad)
	c.transform([6]float64{cos, sin, -sin, cos, 0, 0})
}

func (c *svgCanvas) Translate(p vg.Point) {
	c.transform([6]float64{1, 0, 0, 1, float64(p.X), float64(p.Y)})
}

func (c *svgCanvas) Scale(x, y float64) { c.transform([6]float64{x, 0, 0, y, 0, 0}) }

// at is a point on the page, y downwards.
func (c *svgCanvas) at(x, y float64) (px, py float64) {
	m := c.state.m
	return m[0]*x + m[2]*y + m[4], float64(c.height) - (m[1]*x + m[3]*y + m[5])
}

// num writes a coordinate with up to two decimals.
func num(x float64) string {
	s := strconv.FormatFloat(x, 'f', 2, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" || s == "" {
		return "0"
	}
	return s
}

func (c *svgCanvas) point(p vg.Point) string {
	x, y := c.at(float64(p.X), float64(p.Y))
	return num(x) + " " + num(y)
}

// path turns a vg path into SVG's letters. Arcs become chains of short lines.
func (c *svgCanvas) path(p vg.Path) string {
	var b strings.Builder
	var x, y string // the point before, where a line may start
	line := func(letter string, p vg.Point) {
		px, py := c.at(float64(p.X), float64(p.Y))
		from, fromY := x, y
		x, y = num(px), num(py)
		switch {
		case letter == "L" && x == from && y == fromY:
		case letter == "L" && y == fromY:
			b.WriteString("H" + x)
		case letter == "L" && x == from:
			b.WriteString("V" + y)
		default:
			b.WriteString(letter + x + " " + y)
		}
	}
	for _, comp := range p {
		switch comp.Type {
		case vg.MoveComp:
			line("M", comp.Pos)
		case vg.LineComp:
			line("L", comp.Pos)
		case vg.CloseComp:
			b.WriteString("Z")
			x, y = "", "" // it went back to where it began
		case vg.CurveComp:
			b.WriteString([]string{"", "Q", "C"}[len(comp.Control)])
			for _, p := range comp.Control {
				b.WriteString(c.point(p) + " ")
			}
			b.WriteString(c.point(comp.Pos))
			x, y = "", ""
		case vg.ArcComp:
			c.arc(comp, line, &b)
		}
	}
	return b.String()
}

// arc writes an arc that a line leads to: a whole circle as two halves, another as a chain
// of short lines.
func (c *svgCanvas) arc(a vg.PathComp, line func(string, vg.Point), b *strings.Builder) {
	at := func(angle float64) vg.Point {
		sin, cos := math.Sincos(angle)
		return vg.Point{X: a.Pos.X + a.Radius*vg.Length(cos), Y: a.Pos.Y + a.Radius*vg.Length(sin)}
	}
	letter := "L"
	if b.Len() == 0 {
		letter = "M"
	}
	line(letter, at(a.Start))
	if math.Abs(a.Angle) >= 2*math.Pi {
		x, y := c.at(float64(a.Pos.X), float64(a.Pos.Y))
		p := at(a.Start)
		px, py := c.at(float64(p.X), float64(p.Y))
		r := num(math.Sqrt(float64((px-x)*(px-x)) + float64((py-y)*(py-y))))
		fmt.Fprintf(b, "a%s %s 0 1 0 %s %sa%s %s 0 1 0 %s %s", r, r, num(2*(x-px)), num(2*(y-py)), r, r, num(2*(px-x)),
			num(2*(py-y)))
		return
	}
	const steps = 24
	for i := 1; i <= steps; i++ {
		line("L", at(a.Start+a.Angle*float64(i)/steps))
	}
}

// paint is a colour as SVG attributes of that name.
func paint(attribute string, col color.Color) string {
	n := color.NRGBAModel.Convert(col).(color.NRGBA)
	s := fmt.Sprintf(` %s="#%02x%02x%02x"`, attribute, n.R, n.G, n.B)
	if n.A != 255 {
		s += fmt.Sprintf(` %s-opacity="%s"`, attribute, num(float64(n.A)/255))
	}
	return s
}

func (c *svgCanvas) Stroke(p vg.Path) {
	if c.state.width <= 0 {
		return
	}
	dash := ""
	if len(c.state.dash) > 0 {
		var parts []string
		for _, d := range c.state.dash {
			parts = append(parts, num(float64(d)))
		}
		dash = ` stroke-dasharray="` + strings.Join(parts, ",") + `"`
	}
	fmt.Fprintf(&c.body, "<path d=\"%s\" fill=\"none\"%s stroke-width=\"%s\"%s/>\n",
		c.path(p), paint("stroke", c.state.color), num(float64(c.state.width)), dash)
}

func (c *svgCanvas) Fill(p vg.Path) {
	fmt.Fprintf(&c.body, "<path d=\"%s\"%s/>\n", c.path(p), paint("fill", c.state.color))
}

func (c *svgCanvas) FillString(f font.Face, p vg.Point, text string) {
	if f.Font.Size == 0 || text == "" {
		return
	}
	x, y := c.at(float64(p.X), float64(p.Y))
	weight := ""
	if f.Name() != "" && strings.Contains(f.Name(), "Bold") {
		weight = ` font-weight="bold"`
	}
	turn := ""
	if m := c.state.m; m[1] != 0 {
		turn = fmt.Sprintf(` transform="rotate(%s %s %s)"`, num(-math.Atan2(m[1], m[0])*180/math.Pi), num(x), num(y))
	}
	fmt.Fprintf(&c.body, "<text x=\"%s\" y=\"%s\" font-size=\"%s\"%s%s%s>%s</text>\n",
		num(x), num(y), num(float64(f.Font.Size)), weight, paint("fill", c.state.color), turn, escape(text))
}

// escape makes text safe inside an element; characters that XML cannot hold, or
// that would act on the text around, are shown as they are written in Go.
func escape(s string) string {
	var b strings.Builder
	for _, r := range names.Visible(s) {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// millimetres is a length on paper.
func millimetres(pixels int) string { return num(25.4*float64(pixels)/style.PixelsPerInch) + "mm" }

// encode writes the drawing as an SVG file with a title for screen readers.
func (c *svgCanvas) encode(w io.Writer, title string) error {
	_, err := fmt.Fprintf(w, `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" `+
		`width="%s" height="%s" viewBox="0 0 %d %d" font-family="%s">
<title>%s</title>
<rect width="100%%" height="100%%" fill="#ffffff"/>
%s</svg>
`, millimetres(c.width), millimetres(c.height), c.width, c.height, style.SVGFonts, escape(title), c.body.Bytes())
	return err
}

package style_test

import (
	"fmt"
	"image/color"
	"math"
	"testing"

	"subtype/internal/figure"
	"subtype/internal/style"
)

// visions are how colours look: matrices on linear sRGB for people who lack one kind of cones.
//
// Machado, Oliveira and Fernandes, IEEE Transactions on Visualization and Computer Graphics
// 15:1291 (2009), severity 1.
var visions = map[string][3][3]float64{
	"normal": {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"protanopia": {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216},
		{-0.003882, -0.048116, 1.051998}},
	"deuteranopia": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413},
		{-0.011820, 0.042940, 0.968881}},
	"tritanopia": {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602},
		{0.004733, 0.691367, 0.303900}},
}

// lab is a colour in CIELAB, D65, as a vision has it.
func lab(c color.NRGBA, vision [3][3]float64) (out [3]float64) {
	var linear, seen, xyz [3]float64
	for i, v := range []uint8{c.R, c.G, c.B} {
		x := float64(v) / 255
		if linear[i] = x / 12.92; x > 0.04045 {
			linear[i] = math.Pow((x+0.055)/1.055, 2.4)
		}
	}
	product := func(m [3][3]float64, x [3]float64) (y [3]float64) {
		for i := range y {
			y[i] = m[i][0]*x[0] + m[i][1]*x[1] + m[i][2]*x[2]
		}
		return y
	}
	for i, v := range product(vision, linear) {
		seen[i] = math.Min(1, math.Max(0, v))
	}
	xyz = product([3][3]float64{{0.4124564, 0.3575761, 0.1804375}, {0.2126729, 0.7151522, 0.0721750},
		{0.0193339, 0.1191920, 0.9503041}}, seen)
	f := func(t float64) float64 {
		if t > 216.0/24389 {
			return math.Cbrt(t)
		}
		return (24389.0/27*t + 16) / 116
	}
	x, y, z := f(xyz[0]/0.95047), f(xyz[1]), f(xyz[2]/1.08883)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

// difference is CIEDE2000: 1 is just seen side by side.
//
// Sharma, Wu and Dalal, Color Research and Application 30:21 (2005).
func difference(p, q [3]float64) float64 {
	rad := math.Pi / 180
	seventh := func(c float64) float64 { return math.Sqrt(math.Pow(c, 7) / (math.Pow(c, 7) + math.Pow(25, 7))) }
	g := 1.5 - 0.5*seventh((math.Hypot(p[1], p[2])+math.Hypot(q[1], q[2]))/2)
	a1, a2 := p[1]*g, q[1]*g
	c1, c2 := math.Hypot(a1, p[2]), math.Hypot(a2, q[2])
	hue := func(b, a float64) float64 {
		h := math.Atan2(b, a) / rad
		if h < 0 {
			h += 360
		}
		return h
	}
	h1, h2 := hue(p[2], a1), hue(q[2], a2)
	dh, hm := h2-h1, (h1+h2)/2
	switch {
	case c1*c2 == 0:
		dh, hm = 0, h1+h2
	case math.Abs(dh) > 180:
		dh -= math.Copysign(360, dh)
		if hm += 180; hm >= 360 {
			hm -= 360
		}
	}
	dH := 2 * math.Sqrt(c1*c2) * math.Sin(dh/2*rad)
	lm, cm := (p[0]+q[0])/2, (c1+c2)/2
	t := 1 - 0.17*math.Cos((hm-30)*rad) + 0.24*math.Cos(2*hm*rad) + 0.32*math.Cos((3*hm+6)*rad) -
		0.2*math.Cos((4*hm-63)*rad)
	l := (q[0] - p[0]) / (1 + 0.015*(lm-50)*(lm-50)/math.Sqrt(20+(lm-50)*(lm-50)))
	c, h := (c2-c1)/(1+0.045*cm), dH/(1+0.015*cm*t)
	turn := -math.Sin(60*math.Exp(-math.Pow((hm-275)/25, 2))*rad) * 2 * seventh(cm)
	return math.Sqrt(l*l + c*c + h*h + turn*c*h)
}

// The measure is right: pairs 1, 7 and 34 of the paper's table 1.
func TestDifference(t *testing.T) {
	for _, c := range []struct {
		p, q [3]float64
		want float64
	}{
		{[3]float64{50, 2.6772, -79.7751}, [3]float64{50, 0, -82.7485}, 2.0425},
		{[3]float64{50, 0, 0}, [3]float64{50, -1, 2}, 2.3669},
		{[3]float64{2.0776, 0.0795, -1.1350}, [3]float64{0.9033, -0.0636, -0.5514}, 0.9082},
	} {
		if got := difference(c.p, c.q); math.Abs(got-c.want) > 5e-5 {
			t.Errorf("%v and %v: %.4f, want %v", c.p, c.q, got, c.want)
		}
	}
}

// apart is the least difference of any two colours for anybody.
func apart(colors []color.NRGBA) (least float64, of string) {
	least = math.Inf(1)
	for name, vision := range visions {
		for i, c := range colors {
			for j, d := range colors[:i] {
				if got := difference(lab(c, vision), lab(d, vision)); got < least {
					least, of = got, fmt.Sprintf("%d (%s) and %d (%s), %s", j, style.Hex(d), i, style.Hex(c), name)
				}
			}
		}
	}
	return least, of
}

// Colours that stand beside each other are told apart by people with any kind of colour
// blindness: 10 is a clear difference.
func TestColoursDifferForEverybody(t *testing.T) {
	greys := []color.NRGBA{style.PaleGrey, style.DarkGrey}
	sets := map[string][]color.NRGBA{
		"subtypes":   style.SubtypeColors,
		"levels":     append(greys[:2:2], style.CategoryColors...),
		"confidence": {style.Firm, style.Borderline, style.Unassigned},
	}
	for i, pair := range style.PairColors {
		sets[fmt.Sprint("pair ", i)] = []color.NRGBA{pair[0], pair[1], style.PaleGrey}
	}
	for name, colors := range sets {
		if least, of := apart(colors); least < 9.95 {
			t.Errorf("%s: %.1f between %s", name, least, of)
		}
	}
}

// What has an order, or two levels only, is told apart in grey, too.
func TestLightnessDiffers(t *testing.T) {
	light := func(c color.NRGBA) float64 { return lab(c, visions["normal"])[0] }
	for i, pair := range style.PairColors {
		if light(pair[0])-light(pair[1]) < 30 || math.Abs(light(pair[0])-light(style.PaleGrey)) < 12 {
			t.Errorf("pair %d: lightness %.0f and %.0f, of what is not known %.0f", i, light(pair[0]), light(pair[1]),
				light(style.PaleGrey))
		}
	}
	if f, b, u := light(style.Firm), light(style.Borderline), light(style.Unassigned); b-f < 12 || u-b < 12 {
		t.Errorf("confidence: %.0f, %.0f, %.0f", f, b, u)
	}
}

// Scales fall in lightness from end to end, or from the middle to both ends, for everybody.
func TestScalesFallInLightness(t *testing.T) {
	const steps = 99
	check := func(name string, at func(i int) color.NRGBA) {
		for vision, m := range visions {
			for i := range steps {
				if a, b := lab(at(i), m)[0], lab(at(i+1), m)[0]; b > a+0.5 {
					t.Errorf("%s, %s: lightness rises from %.1f to %.1f at %d", name, vision, a, b, i)
				}
			}
			if a, b := lab(at(0), m)[0], lab(at(steps), m)[0]; a-b < 50 {
				t.Errorf("%s, %s: only from %.0f to %.0f", name, vision, a, b)
			}
		}
	}
	for _, name := range []string{style.ConsensusScale, style.CoefficientsScale, style.WeightsScale, style.NumbersScale} {
		scale := figure.NewScale(name)
		check(name, func(i int) color.NRGBA { return scale.At(float64(i) / steps) })
	}
	check("low values", func(i int) color.NRGBA { return figure.Diverging.At(0.5 - float64(i)/(2*steps)) })
	check("high values", func(i int) color.NRGBA { return figure.Diverging.At(0.5 + float64(i)/(2*steps)) })
}

package float16

import (
	"math"
	"testing"
)

// By IEEE 754-2008, binary16.
func TestFrom(t *testing.T) {
	for bits, want := range map[uint16]float64{0: 0, 0x3c00: 1, 0xc000: -2, 0x7bff: 65504, 1: math.Ldexp(1, -24),
		0x0400: math.Ldexp(1, -14), 0x3555: 0.333251953125, 0x7c00: math.Inf(1), 0xfc00: math.Inf(-1)} {
		if got := From(bits); got != want {
			t.Errorf("%#x: %v, want %v", bits, got, want)
		}
	}
	if got := From(0x7e00); got == got {
		t.Errorf("%v is a number", got)
	}
}

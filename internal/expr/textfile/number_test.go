package textfile

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
)

// The fast reading of a number is strconv's to the last bit.
func TestFastNumbersAreThoseOfStrconv(t *testing.T) {
	check := func(s string) {
		got, ok := FastNumber(s, false)
		want, err := strconv.ParseFloat(s, 64)
		if ok && (err != nil || math.Float64bits(got) != math.Float64bits(want)) {
			t.Fatalf("%s is %v, not %v (%v)", s, got, want, err)
		}
		if len(s) < 18 && !ok && err == nil && !strings.ContainsAny(s, "eEnNiI_xX") {
			t.Fatalf("%s is not read fast", s)
		}
		if c, okC := FastNumber(strings.Replace(s, ".", ",", 1), true); okC != ok ||
			ok && math.Float64bits(c) != math.Float64bits(got) {
			t.Fatalf("%s with a comma is %v, %v", s, c, okC)
		}
	}
	for _, s := range []string{"0", "-0", "+0", "0.0", ".5", "5.", "1", "-1", "+3.25", "00012.50", "9007199254740993",
		"9007199254740992.5", "9007199254740993.0", "18446744073709551615", "9999999999999999999",
		"0.9999999999999999999", "0.0000000000000000001", "1.0000000000000000001", "123456789012345678901234567890", "0.1",
		"0.3", "4503599627370496.5", "4503599627370497.5", "1844674407370955.1615", ".", "-", "+", "", "1.2.3", "--1"} {
		check(s)
	}
	rng := rand.New(rand.NewPCG(3, 4))
	for range 300_000 {
		x := math.Exp(20*rng.NormFloat64() - 5)
		check(strconv.FormatFloat(x, 'f', -1, 64))
		check(strconv.FormatFloat(x, 'f', rng.IntN(19), 64))
		check(fmt.Sprintf("%d.%0*d", rng.Uint64N(1<<rng.IntN(40)), 1+rng.IntN(18), rng.Uint64N(1<<30)))
	}
	// Halfway between two float64: m = (2k+1)·2^e exactly, and one digit off.
	for range 100_000 {
		k := rng.Uint64N(1<<52) | 1<<52
		check(strconv.FormatUint(2*k+1, 10))
		check(strconv.FormatUint(4*k+2, 10) + ".0")
		check(strconv.FormatUint(k, 10) + ".5")
	}
}

func FuzzNumber(f *testing.F) {
	for _, s := range []string{"1.5", "-0.001", "12345678901234567", "1e5", ".5", "0x1p4", "9007199254740993"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, ok := FastNumber(s, false)
		want, err := ParseNumber(s)
		if ok && (err != nil || math.Float64bits(got) != math.Float64bits(want)) {
			t.Fatalf("%q is %v, not %v (%v)", s, got, want, err)
		}
	})
}

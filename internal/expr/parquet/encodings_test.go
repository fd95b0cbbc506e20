package parquet

import (
	"slices"
	"strings"
	"testing"
)

func all(next numbers) (out []int64) {
	for x, ok := next(); ok && len(out) < 1000; x, ok = next() {
		out = append(out, int64(x))
	}
	return out
}

// The examples of the format's document on encodings.
func TestRunsAndDeltas(t *testing.T) {
	// 0 to 7 in three bits each; then four times 300 in two bytes.
	if got := all(hybrid([]byte{3, 0b10001000, 0b11000110, 0b11111010}, 3)); !slices.Equal(got,
		[]int64{0, 1, 2, 3, 4, 5, 6, 7}) {
		t.Errorf("bits: %v", got)
	}
	if got := all(hybrid([]byte{8, 0x2c, 1}, 9)); !slices.Equal(got, []int64{300, 300, 300, 300}) {
		t.Errorf("a run: %v", got)
	}
	// 7, 5, 3, 1, 2, 3, 4, 5: the smallest difference is -2, and 0, 0, 0, 3, 3, 3, 3 take two bits.
	d := newDeltas([]byte{8, 1, 8, 14, 3, 2, 0b11000000, 0b00111111, 99})
	if got := all(d.next); !slices.Equal(got, []int64{7, 5, 3, 1, 2, 3, 4, 5}) || len(d.after()) != 1 {
		t.Errorf("differences: %v, then %v", got, d.after())
	}
	for _, b := range [][]byte{nil, {8}, {8, 0, 8, 14}, {8, 1, 255, 255, 3}, {0, 1, 8, 14, 3, 2}, {8, 1, 8, 14, 3, 99}} {
		if got := all(newDeltas(b).next); len(got) > 1 {
			t.Errorf("%v gives %v", b, got)
		}
	}
}

func TestLZ4(t *testing.T) {
	// abcabcabcabcX: three bytes, a copy of nine from three before, the last as it is.
	out, err := unLZ4([]byte{0x35, 'a', 'b', 'c', 3, 0, 0x10, 'X'}, 13)
	if err != nil || string(out) != "abcabcabcabcX" {
		t.Errorf("%q, %v", out, err)
	}
	long := append([]byte{0xf0, 255, 10}, strings.Repeat("y", 280)...)
	if out, err = unLZ4(long, 280); err != nil || len(out) != 280 {
		t.Errorf("%d bytes, %v", len(out), err)
	}
	for _, b := range [][]byte{{0x35, 'a', 'b', 'c', 4, 0},
		{0x1f, 'a', 1, 0, 255, 255, 255, 255}, {0xf0, 255}, {0x30, 'a'}} {
		if out, err := unLZ4(b, 20); err == nil && len(out) == 20 {
			t.Errorf("%v gives %q", b, out)
		}
	}
}

func TestNumbersAreShown(t *testing.T) {
	for want, c := range map[string]struct {
		e element
		v value
	}{
		"-5":         {element{kind: isWhole32}, value{bits: 0xfffffffb}},
		"4294967291": {element{kind: isWhole32, unsigned: true}, value{bits: 0xfffffffb}},
		"-12345e-2":  {element{kind: isFixed, logical: logicalDecimal, scale: 2}, value{bytes: []byte{0xcf, 0xc7}}},
		"1970-01-11": {element{kind: isWhole32, logical: logicalDate}, value{bits: 10}},
		"-2":         {element{kind: isFixed, length: 2, logical: logicalFloat16}, value{bytes: []byte{0, 0xc0}}},
		"TRUE":       {element{kind: isBoolean}, value{bits: 1}},
	} {
		if got := shown(&c.e)(c.v); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

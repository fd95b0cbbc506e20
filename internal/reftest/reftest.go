// Package reftest reads the reference values under testdata/reference, which
// other programs computed, and the matrices they were computed from. Only
// tests use it.
package reftest

import (
	"bufio"
	"compress/gzip"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

// Values are the numbers of a reference file by name, matrices column by column.
type Values map[string][]float64

// Dir is the project's testdata folder.
func Dir() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Join(filepath.Dir(file), "..", "..", "testdata")
}

// Read reads testdata/reference/name, gzipped where the name ends in .gz.
func Read(t testing.TB, name string) Values {
	t.Helper()
	f, err := os.Open(filepath.Join(Dir(), "reference", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	values := Values{}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		key, rest, ok := strings.Cut(lines.Text(), "\t")
		if !ok {
			t.Fatalf("%s: no tab in %q", name, lines.Text())
		}
		fields := strings.Fields(rest)
		x := make([]float64, len(fields))
		for i, s := range fields {
			if x[i], err = strconv.ParseFloat(s, 64); err != nil && s != "NA" {
				t.Fatalf("%s: %s: %v", name, key, err)
			}
		}
		values[key] = x
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return values
}

// Get returns the numbers of that name and fails the test without them.
func (v Values) Get(t testing.TB, key string) []float64 {
	t.Helper()
	x, ok := v[key]
	if !ok {
		t.Fatalf("no reference value %q", key)
	}
	return x
}

// Ints is Get for whole numbers.
func (v Values) Ints(t testing.TB, key string) []int {
	t.Helper()
	x := v.Get(t, key)
	out := make([]int, len(x))
	for i, f := range x {
		out[i] = int(f)
	}
	return out
}

// Close fails the test where got and want differ by more than tolerance times
// the larger of |want| and floor.
func Close(t testing.TB, what string, got, want []float64, tolerance, floor float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d values, want %d", what, len(got), len(want))
	}
	for i := range want {
		if d := math.Abs(got[i] - want[i]); !(d <= tolerance*math.Max(math.Abs(want[i]), floor)) {
			t.Errorf("%s[%d] = %.17g, want %.17g (off by %.2g)", what, i, got[i], want[i], d)
			return
		}
	}
}

// Problem is a matrix with a start, written out by the formulas that the
// reference scripts use.
type Problem struct {
	V    [][]float64
	W, H []float64 // row by row
	K    int
}

// Problems are the small and the large one of nmf.R and sklearn_mu.py.
func Problems() map[string]Problem {
	large := grid(40, 12, func(i, j int) float64 {
		x := float64((i*i + 5*i*j + 3*j*j) % 23)
		if (i+2*j)%4 == 0 {
			x = 0
		}
		if i%12 == j-1 {
			x += 0.25
		}
		return x
	})
	return map[string]Problem{
		"small": {
			V: grid(6, 5, func(i, j int) float64 { return float64((7*i+3*j)%11 + 1) }),
			W: flat(grid(6, 2, func(i, a int) float64 { return float64((5*i+2*a)%7)/7 + 0.1 })),
			H: flat(grid(2, 5, func(a, j int) float64 { return float64((3*a+4*j)%5)/5 + 0.1 })),
			K: 2,
		},
		"large": {
			V: large,
			W: flat(grid(40, 3, func(i, a int) float64 { return float64((5*i+11*a+i*a)%17)/17 + 0.05 })),
			H: flat(grid(3, 12, func(a, j int) float64 { return float64((3*a+7*j+a*j)%13)/13 + 0.05 })),
			K: 3,
		},
	}
}

func grid(rows, columns int, f func(i, j int) float64) [][]float64 {
	x := make([][]float64, rows)
	for i := range x {
		x[i] = make([]float64, columns)
		for j := range x[i] {
			x[i][j] = f(i+1, j+1)
		}
	}
	return x
}

func flat(x [][]float64) []float64 {
	var y []float64
	for _, row := range x {
		y = append(y, row...)
	}
	return y
}

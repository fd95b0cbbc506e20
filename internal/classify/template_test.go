package classify

import (
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
)

// table reads numbers from a file of testdata.
func table(t *testing.T, name string) (rows [][]float64) {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		var row []float64
		for _, field := range strings.Split(line, "\t") {
			x, err := strconv.ParseFloat(strings.TrimSpace(field), 64)
			if err != nil {
				t.Fatal(err)
			}
			row = append(row, x)
		}
		rows = append(rows, row)
	}
	return rows
}

func from(a, b int) (out []int) {
	for ; a < b; a++ {
		out = append(out, a)
	}
	return out
}

// Cosines are R's; p-values are as near as two sets of random draws come to each other.
func TestNearestTemplateIsThatOfTheFormulas(t *testing.T) {
	z := table(t, "ntp_z.tsv")
	const draws, theirs = 8000, 20000
	for name, markers := range map[string][][]int{"ntp_three.tsv": {from(0, 20), from(20, 35), from(35, 60)},
		"ntp_two.tsv": {from(0, 20), from(20, 35)}} {
		for j, want := range table(t, name) {
			x := make([]float64, len(z))
			for g := range z {
				x[g] = z[g][j]
			}
			k := len(markers)
			for i, null := range Nulls() {
				got, p, ok := NearestTemplate(x, markers, null, draws)
				if !ok {
					t.Fatal(name)
				}
				for q := range k {
					if math.Abs(got[q]-want[q]) > 1e-13 {
						t.Errorf("%s, sample %d: cosine %v, R's %v", name, j, got[q], want[q])
					}
				}
				other := want[k+i]
				if error := 4*math.Sqrt(other*(1-other)*(1.0/draws+1.0/theirs)) + 2.0/draws; math.Abs(p-other) > error {
					t.Errorf("%s, sample %d, %s: p = %v, R's %v", name, j, null, p, other)
				}
			}
		}
	}
}

func TestMissingGenesHaveNoPartInATemplate(t *testing.T) {
	z := table(t, "ntp_z.tsv")
	full, some := make([]float64, 0, len(z)), make([]float64, len(z))
	markers, left := [][]int{from(0, 20), from(20, 40)}, [][]int{nil, nil}
	for g := range z {
		some[g] = z[g][0]
		if g%3 == 1 {
			some[g] = math.NaN()
			continue
		}
		if g < 40 {
			left[g/20] = append(left[g/20], len(full))
		}
		full = append(full, z[g][0])
	}
	a, p, _ := NearestTemplate(some, markers, Maximum, 500)
	b, q, _ := NearestTemplate(full, left, Maximum, 500)
	if a[0] != b[0] || a[1] != b[1] || p != q {
		t.Errorf("%v, %v and %v, %v", a, p, b, q)
	}
	for g := range 19 {
		some[g] = math.NaN()
	}
	if _, _, ok := NearestTemplate(some, markers, Maximum, 0); ok {
		t.Error("one gene is no template")
	}
}

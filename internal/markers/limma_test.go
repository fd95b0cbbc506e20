package markers

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// realSet reads a matrix and the classes of its samples as testdata/limma.R does.
func realSet(t testing.TB, matrix, labels, column string) (genes []string, x [][]float64, group []int, names []string) {
	t.Helper()
	class := map[string]string{}
	for i, line := range linesOf(t, labels) {
		cells := strings.Split(line, "\t")
		if i == 0 {
			names = cells
			continue
		}
		class[cells[0]] = cells[slices.Index(names, column)]
	}
	var used []int
	names = nil
	for i, line := range linesOf(t, matrix) {
		cells := strings.Split(line, "\t")
		if i == 0 {
			for j, s := range cells[1:] {
				if class[s] != "NA" {
					used = append(used, j)
					names = append(names, class[s])
				}
			}
			continue
		}
		var row []float64
		for _, j := range used {
			v, err := strconv.ParseFloat(cells[j+1], 64)
			if err != nil {
				t.Fatal(err)
			}
			row = append(row, v)
		}
		if slices.Max(row) > slices.Min(row) {
			genes, x = append(genes, cells[0]), append(x, row)
		}
	}
	levels := slices.Compact(slices.Sorted(slices.Values(names)))
	for _, n := range names {
		group = append(group, slices.Index(levels, n))
	}
	return genes, x, group, levels
}

func linesOf(t testing.TB, name string) []string {
	f, err := os.Open(name)
	if err != nil {
		t.Skip("the data are not here: ", err)
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	if strings.HasSuffix(name, ".gz") {
		z, err := gzip.NewReader(f)
		if err != nil {
			t.Fatal(err)
		}
		s = bufio.NewScanner(z)
	}
	s.Buffer(nil, 1<<24)
	var out []string
	for s.Scan() {
		out = append(out, s.Text())
	}
	return out
}

// shared is the folder of data that are not committed.
func shared() string {
	for _, dir := range []string{"../../../shared/data", "../../../../shared/data"} {
		if _, err := os.Stat(dir); err == nil {
			return dir
		}
	}
	return "no such folder"
}

// reference reads a file that limma.R wrote: values by "kind name gene class".
func reference(t *testing.T, name string) map[string][]float64 {
	out := map[string][]float64{}
	for _, line := range linesOf(t, filepath.Join("testdata", name+".tsv")) {
		cells := strings.Split(strings.TrimSpace(line), "\t")
		key := strings.Join(cells[:len(cells)-1], " ")
		for _, v := range strings.Fields(cells[len(cells)-1]) {
			x, err := strconv.ParseFloat(v, 64)
			if err != nil {
				t.Fatal(err)
			}
			out[key] = append(out[key], x)
		}
	}
	return out
}

// sumsOf are the sums of a matrix in memory.
func sumsOf(x [][]float64, group []int, groups int, s Scale) (*Sums, []int) {
	u := NewSums(len(x), groups, group, s, false)
	ties := make([]int, len(x))
	r := newRow(len(group))
	for g := range x {
		copy(r.values, x[g])
		r.rank(s)
		u.take(g, r, group, s)
		ties[g] = r.ties
	}
	return u, ties
}

// Everything that limma and wilcox.test say of three real sets is said here, to 1e-8 of
// itself.
func TestNumbersAreThoseOfLimma(t *testing.T) {
	for _, set := range []struct {
		name, matrix, labels, column string
		log                          bool
	}{
		{"leukemia", "../../testdata/leukemia.tsv.gz", "../../testdata/leukemia_annotations.tsv", "label", true},
		{"lgg", shared() + "/lgg_tcga150/expr.tsv.gz", shared() + "/lgg_tcga150/labels.tsv", "label", false},
		{"pan5", shared() + "/tcga_pan5_tumour335/expr.tsv.gz", shared() + "/tcga_pan5_tumour335/labels.tsv", "label", false},
	} {
		t.Run(set.name, func(t *testing.T) {
			genes, x, group, levels := realSet(t, set.matrix, set.labels, set.column)
			u, ties := sumsOf(x, group, len(levels), Scale{Log2: set.log, Floor: math.NaN()})
			want := reference(t, set.name)
			compared := 0
			for _, o := range []struct {
				name string
				Options
			}{{"flat", Options{}}, {"flat_robust", Options{Robust: true}}, {"trend", Options{Trend: true}},
				{"trend_robust", Options{Trend: true, Robust: true}}} {
				m := NewModel(u, o.Options)
				all := m.Statistics(ties)
				near(t, "sum "+o.name, sumsOfAll(m, all), want["sum "+o.name])
				compared++
				for g, name := range genes {
					if v := want["prior "+o.name+" "+name]; v != nil {
						compared++
						near(t, "prior "+o.name+" "+name, []float64{m.Prior.Variances[g], m.Prior.DF[g]}, v)
					}
					for q, level := range levels {
						s := all[g*len(levels)+q]
						if v := want[fmt.Sprintf("gene %s %s %s", o.name, name, level)]; v != nil {
							compared++
							near(t, o.name+" "+name+" "+level, []float64{s.Change, s.T, s.P, s.Q, s.LeastT}, v)
						}
						if v := want[fmt.Sprintf("ranks  %s %s", name, level)]; v != nil {
							compared++
							near(t, "ranks "+name+" "+level, []float64{s.AUC, s.AUCP}, v)
						}
					}
				}
			}
			if compared < len(want) {
				t.Errorf("%d of %d references were looked at", compared, len(want))
			}
		})
	}
}

// sumsOfAll are sums over all genes and classes, as limma.R has them.
func sumsOfAll(m *Model, all []Statistic) []float64 {
	sums := make([]float64, 5)
	for i, v := range m.Prior.Variances {
		sums[0] += math.Log(v)
		sums[1] += min(m.Prior.DF[i], 1e6)
	}
	for _, s := range all {
		sums[2] += math.Abs(s.T)
		sums[3] += math.Log(s.P)
		sums[4] += math.Log(s.Q)
	}
	return sums
}

func near(t *testing.T, what string, got, want []float64) {
	t.Helper()
	for i, w := range want {
		if !(math.Abs(got[i]-w) <= 1e-8*math.Abs(w)+1e-12) && got[i] != w {
			t.Errorf("%s: number %d is %.15g, want %.15g", what, i, got[i], w)
		}
	}
	if len(want) == 0 {
		t.Errorf("%s: there is no reference", what)
	}
}

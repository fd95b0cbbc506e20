package genesets

import (
	"bytes"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func read(t *testing.T, name string) string {
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(data))
}

func number(t *testing.T, s string) float64 {
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// input is what testdata/statistics.R wrote.
func input(t *testing.T) (names []string, statistics []float64, sets []Set) {
	for _, line := range strings.Split(read(t, "statistics.tsv"), "\n") {
		name, value, _ := strings.Cut(line, "\t")
		names, statistics = append(names, name), append(statistics, number(t, value))
	}
	sets, err := ReadGMT("sets.gmt", strings.NewReader(read(t, "sets.gmt")))
	if err != nil {
		t.Fatal(err)
	}
	return names, statistics, sets
}

// Competitive tests and overlaps give limma's and R's p-values.
func TestCameraAndOverlapAreThoseOfR(t *testing.T) {
	names, statistics, sets := input(t)
	m := NewUnits(names, make([]string, len(names)), make([]float64, len(names)))
	best := make([]int, 50)
	for i := range best {
		best[i] = i
	}
	for i, line := range strings.Split(read(t, "camera.tsv"), "\n") {
		cells := strings.Split(line, "\t")
		set := m.Match(sets[i])
		if sets[i].Name != cells[0] || strconv.Itoa(len(set)) != cells[1] {
			t.Fatalf("%s has %d genes, want %v", sets[i].Name, len(set), cells)
		}
		score, p := Camera(statistics, set)
		if want := number(t, cells[2]); math.Abs(p-want) > 1e-10*want || (score > 0) != (cells[3] == "Up") {
			t.Errorf("%s: t %v p %v, want %v", cells[0], score, p, cells)
		}
		both, p := Overlap(set, best, len(names))
		if want := number(t, cells[5]); strconv.Itoa(both) != cells[4] || math.Abs(p-want) > 1e-10*want {
			t.Errorf("%s: %d of the best, p %v, want %v", cells[0], both, p, cells)
		}
	}
}

// Running sums and leading edges are gseapy's, and p-values as far as draws can tell.
func TestRunningSumsAreThoseOfGSEA(t *testing.T) {
	names, statistics, sets := input(t)
	m := NewUnits(names, make([]string, len(names)), make([]float64, len(names)))
	r := NewRanking(statistics)
	want := map[string][]string{}
	for _, line := range strings.Split(read(t, "prerank.tsv"), "\n") {
		cells := strings.Split(line, "\t")
		want[cells[0]] = cells
	}
	if len(want) != len(sets) {
		t.Fatalf("%d sets, want %d", len(sets), len(want))
	}
	const draws = 4000
	for _, set := range sets {
		w := want[set.Name]
		genes := m.Match(set)
		e := r.Score(genes)
		if score := number(t, w[1]); math.Abs(e.Score-score) > 1e-9 {
			t.Errorf("%s: score %v, want %v", set.Name, e.Score, score)
		}
		var leading []string
		for _, g := range e.Leading {
			leading = append(leading, names[g])
		}
		edge := strings.Split(w[4], ";")
		slices.Sort(leading)
		slices.Sort(edge)
		if !slices.Equal(leading, edge) {
			t.Errorf("%s: leading edge %v, want %v", set.Name, leading, edge)
		}
		e.Test(r.Draw(len(genes), draws, rand.New(rand.NewPCG(1, 2))))
		p := number(t, w[3])
		if math.Abs(e.P-p) > 5*math.Sqrt((p*(1-p)+1e-3)/draws*2) {
			t.Errorf("%s: p %v, want about %v", set.Name, e.P, p)
		}
		if nes := number(t, w[2]); math.Abs(e.Normalised-nes) > 0.04*math.Abs(nes) {
			t.Errorf("%s: normalised %v, want about %v", set.Name, e.Normalised, nes)
		}
	}
}

// A file of gene sets is read as people write it, or refused with its line.
func TestReadGMT(t *testing.T) {
	for text, want := range map[string]string{
		"\ufeffA\tabout\tx\ty\tx\r\n\n# more\nB\t\t z \t\t": "[{A about [x y]} {B  [z]}]",
		"A\tabout\tx\nB\n":        `f.gmt:2: the set "B" has no genes`,
		"A\tabout\t\t\n":          `f.gmt:1: the set "A" has no genes`,
		"A\tb\tx\nA\tb\ty":        `f.gmt:2: the set "A" stands on line 1, too`,
		"\tb\tx":                  "f.gmt:1: column 1: the set has no name",
		"":                        "f.gmt: there are no gene sets in it",
		"A\tb\t\xff\xfe":          "f.gmt:1: the line is not UTF-8 text",
		"gene,symbol\nx,y\nz,w\n": `f.gmt:1: the set "gene,symbol" has no genes`,
	} {
		sets, err := ReadGMT("f.gmt", strings.NewReader(text))
		got := ""
		if err != nil {
			got = err.Error()
		} else {
			var b strings.Builder
			b.WriteString("[")
			for i, s := range sets {
				if i > 0 {
					b.WriteString(" ")
				}
				b.WriteString("{" + s.Name + " " + s.About + " [" + strings.Join(s.Genes, " ") + "]}")
			}
			got = b.String() + "]"
		}
		if !strings.HasPrefix(got, want) {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

// What is written is read again.
func TestWriteGMT(t *testing.T) {
	var b bytes.Buffer
	WriteGMT(&b, []Set{{"S1_up", "at k = 3", []string{"A", "B"}}, {"S2_up", "", []string{"C"}}})
	sets, err := ReadGMT("x", &b)
	if err != nil || len(sets) != 2 || !slices.Equal(sets[0].Genes, []string{"A", "B"}) || sets[1].About != "" {
		t.Errorf("%v %v", sets, err)
	}
}

// Rows of one gene are one unit, and sets name them by symbol, by name or by another spelling.
func TestUnits(t *testing.T) {
	table, err := NewNames("n.tsv", []string{"Probe", "Gene.Title", "Gene Symbol"}, [][]string{
		{"p1_at", "p2_at", "p3_at", "ENSG00000000005.6"}, {"one", "one, too", "", "five"}, {"ABC1", "ABC1", "", "TNMD"}})
	if err != nil {
		t.Fatal(err)
	}
	genes := []string{"p1_at", "p2_at", "p3_at", "ENSG00000000005.9", "TP53|7157", "alone"}
	symbols, about, known := table.Of(genes)
	if known != 4 || !slices.Equal(symbols, []string{"ABC1", "ABC1", "", "TNMD", "TP53", ""}) ||
		!slices.Equal(about, []string{"one", "one, too", "", "five", "", ""}) {
		t.Errorf("%q %q %d", symbols, about, known)
	}
	u := NewUnits(genes, symbols, []float64{1, 2, 3, 4, 5, math.NaN()})
	if !slices.Equal(u.Names, []string{"ABC1", "p3_at", "TNMD", "TP53", "alone"}) || u.Row[0] != 1 {
		t.Errorf("%q %v", u.Names, u.Row)
	}
	for gene, want := range map[string]int{"ABC1": 0, "p2_at": 0, "7157": 3, "TP53": 3, "ENSG00000000005": 2, "alone": 4} {
		if got := u.Match(Set{Genes: []string{gene, "nobody"}}); !slices.Equal(got, []int{want}) {
			t.Errorf("%s is %v, want %d", gene, got, want)
		}
	}
	if _, err := NewNames("n", []string{"a"}, [][]string{{"x"}}); err == nil {
		t.Error("one column is taken")
	}
}

// Sets are tested where enough of their genes were measured, and every set by every test has
// its place.
func TestAnalyse(t *testing.T) {
	names, statistics, sets := input(t)
	u := NewUnits(names, make([]string, len(names)), make([]float64, len(names)))
	statistics[100] = math.NaN()
	best := []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}
	sets = append(sets, Set{Name: "few", Genes: []string{names[0], names[1], "nobody"}})
	stream := func(use int) *rand.Rand { return rand.New(rand.NewPCG(1, uint64(use))) }
	all := Analyse(u, sets, []Subtype{{statistics, best, nil}, {statistics, nil, best}}, stream)
	if len(all) != len(sets)*2*len(Tests) {
		t.Fatalf("%d results", len(all))
	}
	for _, r := range all {
		few, none := r.Set == len(sets)-1, r.Test == OverUp && r.Subtype == 1 || r.Test == OverDown && r.Subtype == 0
		if math.IsNaN(r.P) != (few || none) || math.IsNaN(r.Q) != math.IsNaN(r.P) || r.Q < r.P || r.P > 1 {
			t.Errorf("%s: %+v", sets[r.Set].Name, r)
		}
		for _, g := range r.Leading {
			if !slices.Contains(sets[r.Set].Genes, u.Names[g]) {
				t.Errorf("%s leads with %s", sets[r.Set].Name, u.Names[g])
			}
		}
	}
}

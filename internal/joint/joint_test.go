package joint

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"

	"subtype/internal/contribution"
	"subtype/internal/expr"
	"subtype/internal/expr/finding"
	"subtype/internal/expr/kind"
	"subtype/internal/expr/technical"
	"subtype/internal/spec"
	"subtype/nmf"
)

// matrixFile writes a table of random values above 1 for some samples.
func matrixFile(t *testing.T, name string, genes int, samples ...string) string {
	t.Helper()
	r := rand.New(rand.NewPCG(uint64(genes), 3))
	text := "gene\t" + strings.Join(samples, "\t")
	for i := range genes {
		text += fmt.Sprintf("\ng%02d", i)
		for range samples {
			text += fmt.Sprintf("\t%.3f", 1+9*r.Float64())
		}
	}
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text+"\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// joined loads files of kinds, with flags NAME=VALUE.
func joined(t *testing.T, every *Genes, files []string, flags ...string) (*spec.Spec, *expr.Matrix) {
	t.Helper()
	s := spec.New()
	s.Plan.Ranks = []int{2}
	for _, flag := range append(flags, "negatives=refuse") {
		name, value, _ := strings.Cut(flag, "=")
		if err := s.Set(name, value); err != nil {
			t.Fatal(err)
		}
	}
	for _, path := range files[1:] {
		s.Set("with", path)
	}
	s.Settle()
	inputs, err := s.KindInputs(files[0])
	if err != nil {
		t.Fatal(err)
	}
	m, err := Load(s, inputs, nil, nil, every)
	if err != nil {
		t.Fatal(err)
	}
	return s, m
}

// Rows and samples come in bytewise order, values where they belong, and what lacks is NaN.
func TestKindsStandBelowEachOther(t *testing.T) {
	a := matrixFile(t, "b.tsv", 4, "s3", "s1", "s2", "s9")
	b := matrixFile(t, "b1.tsv", 3, "s1", "s3", "s0", "s2")
	every := &Genes{}
	_, m := joined(t, every, []string{b, a})
	if !slices.IsSorted(m.Genes) || !slices.Equal(m.Samples, []string{"s0", "s1", "s2", "s3", "s9"}) ||
		m.Genes[0] != "b1:g00" || m.Genes[3] != "b:g00" {
		t.Fatalf("%q %q", m.Genes, m.Samples)
	}
	if order := []int{1, 3, 0, 2, 4}; !slices.Equal(m.SampleOrder, order) { // of the file of the main kind, then others
		t.Errorf("order %v, want %v", m.SampleOrder, order)
	}
	first, second := &m.Kinds[0], &m.Kinds[1]
	if !first.Main || second.Main || !slices.Equal(first.Lacking, []int{4}) || !slices.Equal(second.Lacking, []int{0}) ||
		first.To != 3 || second.From != 3 || second.To != 7 || m.Masked != 3+4 {
		t.Errorf("%+v, %d masked", m.Kinds, m.Masked)
	}
	row := make([]float64, 5)
	for i := range m.Genes {
		if err := every.Row(i, row); err != nil { // no gene was left out, and none treated
			t.Fatal(err)
		}
		k := m.Kinds[min(i/3, 1)]
		for j, x := range m.Values[i] {
			if lacks := k.Lacks(j); lacks != math.IsNaN(x) || lacks != math.IsNaN(row[j]) || !lacks && x != row[j]*k.Factor {
				t.Errorf("%s, %s: %v of %v", m.Genes[i], m.Samples[j], x, row[j])
			}
		}
	}
	every.Close()
	codes := map[finding.Code]int{}
	for _, f := range m.Findings {
		codes[f.Code]++
	}
	if codes[finding.SampleAlone] != 2 || codes[finding.SamplesAlone] != 2 || codes[finding.SamplesLacking] != 2 {
		t.Errorf("%v", codes)
	}
	has := m.Technical[slices.IndexFunc(m.Technical, func(x technical.Measure) bool { return x.Name == "b1: measured" })]
	if !slices.Equal(has.Values, []float64{1, 1, 1, 1, 0}) {
		t.Errorf("%+v", has)
	}
	if got := kind.Complete(m.Kinds, 5); !slices.Equal(got, []int{1, 2, 3}) {
		t.Errorf("complete are %v", got)
	}
}

// What is to be explained in a kind, for a sample that has it, is as its weight: whatever its
// scale, its number of genes and of samples; and all kinds together are as one.
func TestKindsWeighAsTheyShould(t *testing.T) {
	a := matrixFile(t, "a.tsv", 40, "1", "2", "3", "4", "5", "6", "7")
	b := matrixFile(t, "b.tsv", 9, "2", "4", "6", "7")
	c := matrixFile(t, "c.tsv", 5, "1", "2", "4", "5", "6", "7")
	for _, algorithm := range []string{"hals", "kl", "hals kind=c:loss=kullback-leibler"} {
		flags := append(strings.Fields("algorithm="+algorithm), "kind=b:weight=3")
		s, m := joined(t, nil, []string{a, b, c}, flags...)
		if losses := spec.Losses(m); (losses != nil) != (len(flags) > 2) ||
			losses != nil && (!losses.Euclidean[48] || losses.Euclidean[49]) {
			t.Errorf("%s: losses %v", algorithm, losses)
		}
		sum, old := 0.0, 0.0
		of := make([]float64, 3)
		for i, k := range m.Kinds {
			objective := s.Objective()
			if k.Loss == nmf.KullbackLeibler.String() {
				objective = nmf.KullbackLeibler
			}
			of[i] = contribution.Base(m.Values[k.From:k.To], objective)
			sum += of[i]
			old += k.Weight / 5 * k.Base
		}
		for i, want := range []float64{1, 3, 1} {
			if got := 5 * of[i] / sum; math.Abs(got-want) > 1e-12 {
				t.Errorf("%s: kind %d weighs %v, want %v", algorithm, i, got, want)
			}
		}
		if math.Abs(sum-old) > 1e-12*old {
			t.Errorf("%s: all together have %v, want %v", algorithm, sum, old)
		}
	}
}

// The joint objective of one kind given twice, with half the weight each time, is that of the
// kind once, and from the same start every iteration is the same; of hals, whose sweeps depend on
// how large the matrix is, the optimum.
func TestKindTwiceIsTheKindOnce(t *testing.T) {
	path := matrixFile(t, "a.tsv", 30, "1", "2", "3", "4", "5", "6", "7", "8", "9")
	for _, algorithm := range []string{"hals", "kl", "brunet", "lee", "euclidean"} {
		flags := []string{"algorithm=" + algorithm, "kind=a:weight=0.5,b:weight=0.5"}
		s, m := joined(t, nil, []string{path, "b=" + path}, flags...)
		iterations := 40
		if algorithm == "hals" {
			iterations = 3000
		}
		single := make([][]float64, 30)
		for i := range single { // what joining did, undone
			for _, x := range m.Values[i] {
				single[i] = append(single[i], x/m.Kinds[0].Factor)
			}
		}
		var found []*nmf.Result
		for times, values := range [][][]float64{single, m.Values} {
			v, err := nmf.NewMatrix(values)
			if err != nil {
				t.Fatal(err)
			}
			const k = 3
			r := rand.New(rand.NewPCG(5, 5))
			w, h := mat.NewDense(len(values), k, nil), mat.NewDense(k, 9, nil)
			for i := range 30 {
				for a := range k {
					x := r.Float64()
					for t := range times + 1 {
						factor := 1.0
						if times == 1 {
							factor = m.Kinds[0].Factor
						}
						w.Set(30*t+i, a, x*factor)
					}
				}
			}
			for a := range k {
				for j := range 9 {
					h.Set(a, j, r.Float64())
				}
			}
			got, err := nmf.Fit(context.Background(), v, k, nmf.Settings{Method: s.Method(), MaxIter: iterations,
				Init: nmf.Given(nmf.Factors{W: w, H: h}), Scale: nmf.ScaleNone, Rand: r, Stop: nmf.Tolerance(0)})
			if err != nil {
				t.Fatal(err)
			}
			found = append(found, got)
		}
		if a, b := found[0], found[1]; math.Abs(a.Loss-b.Loss) > 1e-9*a.Loss || !mat.EqualApprox(normal(a), normal(b), 1e-6) {
			t.Errorf("%s: loss %v, once %v", algorithm, b.Loss, a.Loss)
		}
	}
}

// normal are coefficients whose rows have the sum 1.
func normal(r *nmf.Result) *mat.Dense {
	out := mat.DenseCopyOf(r.H)
	k, n := out.Dims()
	for a := range k {
		sum := mat.Sum(out.RowView(a))
		for j := range n {
			out.Set(a, j, out.At(a, j)/sum)
		}
	}
	return out
}

// Expression has each kind on its own scale again, with logarithms where it looks linear.
func TestExpressionUndoesTheFactors(t *testing.T) {
	a := matrixFile(t, "a.tsv", 12, "1", "2", "3", "4", "5")
	b := matrixFile(t, "b.tsv", 7, "2", "3", "4", "5", "6")
	_, m := joined(t, nil, []string{a, b}, "kind=b:weight=2")
	m.Kinds[1].Linear = true
	v, err := nmf.NewMatrix(m.Values)
	if err != nil {
		t.Fatal(err)
	}
	rows := Expression(v, m)
	for i, k := range m.Kinds {
		some := rows[k.From:k.To]
		if got := 2 * contribution.Base(some, nmf.Frobenius); math.Abs(got-float64(i+1)) > 1e-12 {
			t.Errorf("%s has %v of squares a sample", k.Name, got)
		}
		scale := math.NaN() // of all rows the same
		for r, row := range some {
			for j, x := range row {
				want := m.Values[k.From+r][j] / k.Factor
				if k.Linear {
					want = math.Log2(want + 1)
				}
				if math.IsNaN(scale) {
					scale = x / want
				}
				if !math.IsNaN(want) && math.Abs(x-want*scale) > 1e-12*want*scale {
					t.Fatalf("%s, row %d, sample %d: %v of %v", k.Name, r, j, x, want)
				}
			}
		}
	}
	if complete := Complete(rows, m); len(complete[0]) != 4 || complete[0][0] != rows[0][1] {
		t.Errorf("complete are %v of %v", complete[0], rows[0])
	}
}

// A sample that is 0 throughout a kind stays as it is; one that is 0 in all of them is refused.
func TestSamplesOfZeros(t *testing.T) {
	a := matrixFile(t, "a.tsv", 5, "1", "2", "3", "4", "5")
	mutations := filepath.Join(t.TempDir(), "mutations.tsv")
	text := "gene\t1\t2\t3\t4\t6\nm1\t0\t1\t0\t1\t0\nm2\t0\t0\t1\t1\t%s\n"
	write := func(last string) {
		if err := os.WriteFile(mutations, []byte(fmt.Sprintf(text, last)), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("1")
	_, m := joined(t, nil, []string{a, mutations})
	row := m.Values[len(m.Genes)-1]
	if k := m.Kinds[1]; row[0] != 0 || row[1] != 0 || row[2] != k.Factor || len(k.Lacking) != 1 || !k.Lacks(4) {
		t.Errorf("%v, %+v", row, k)
	}
	_, m = joined(t, nil, []string{a, mutations}, "drop-empty-samples=true")
	if k := m.Kinds[1]; !slices.Equal(k.Lacking, []int{0, 4}) {
		t.Errorf("%+v", k)
	}
	write("0")
	s := spec.New()
	s.Set("negatives", "refuse")
	s.Set("with", mutations)
	s.Plan.Ranks = []int{2}
	s.Settle()
	inputs, _ := s.KindInputs(a)
	_, err := Load(s, inputs, nil, nil, nil)
	if err == nil || !strings.Contains(err.Error(), `the sample "6" has only zeros in the rows kept of all kinds; `+
		"--drop-samples leaves it out") {
		t.Errorf("%v", err)
	}
}

// Samples are found under other spellings and by their barcodes, and called as in the main kind;
// a patient with two samples is neither of them.
func TestSamplesAreMatchedAsAnnotationsAre(t *testing.T) {
	main := matrixFile(t, "mrna.tsv", 5, "TCGA-02-0001-01A-11R-A11B-07", "TCGA-02-0002-01A-11R-A11B-07",
		"TCGA-02-0003-01A-11R-A11B-07", "TCGA-02-0003-11A-11R-A11B-07", "TCGA-02-0005-01A-11R-A11B-07")
	protein := matrixFile(t, "a.tsv", 4, "TCGA.02.0002.01A.21.2189.20", "TCGA.02.0001.01A.21.2189.20",
		"TCGA.02.0009.01A.21.2189.20", "TCGA.02.0005.01A.21.2189.20")
	patients := matrixFile(t, "z.tsv", 3, "TCGA-02-0003", "TCGA-02-0002", "TCGA-02-0001", "TCGA-02-0005")
	_, m := joined(t, nil, []string{main, protein, patients})
	want := []string{"TCGA-02-0001-01A-11R-A11B-07", "TCGA-02-0002-01A-11R-A11B-07", "TCGA-02-0003",
		"TCGA-02-0003-01A-11R-A11B-07", "TCGA-02-0003-11A-11R-A11B-07", "TCGA-02-0005-01A-11R-A11B-07",
		"TCGA.02.0009.01A.21.2189.20"}
	if !slices.Equal(m.Samples, want) {
		t.Errorf("%q", m.Samples)
	}
	told := map[string]int{}
	for _, f := range m.Findings {
		if f.Code == finding.SamplesRespelt {
			told[f.Kind] = f.Count
		}
	}
	if told["a"] != 3 || told["z"] != 3 || len(told) != 2 {
		t.Errorf("%v", told)
	}
	if got := kind.Complete(m.Kinds, len(m.Samples)); !slices.Equal(got, []int{0, 1, 5}) {
		t.Errorf("complete are %v of %+v", got, m.Kinds)
	}
	_, shared := joined(t, nil, []string{main, protein, patients}, "with-samples=shared")
	if !slices.Equal(shared.Samples, []string{want[0], want[1], want[5]}) || shared.Masked != 0 {
		t.Errorf("shared are %q", shared.Samples)
	}
	for i, row := range shared.Values { // read once more, they are as they were
		k, old := &shared.Kinds[0], m.Kinds[0]
		if i >= k.To {
			break
		}
		for c, j := range []int{0, 1, 5} {
			if x, y := row[c]/k.Factor, m.Values[i][j]/old.Factor; math.Abs(x-y) > 1e-12*y {
				t.Errorf("row %d: %v, before %v", i, x, y)
			}
		}
	}
}

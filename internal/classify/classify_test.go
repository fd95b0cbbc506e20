package classify

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"

	"subtype/internal/expr/transform"
	"subtype/nmf"
)

// simulated are levels of 300 genes in samples of three groups, which 25 genes each tell apart.
func simulated(n int, seed uint64) (x [][]float64, labels []int) {
	rng := rand.New(rand.NewPCG(seed, 1))
	labels = make([]int, n)
	for j := range labels {
		labels[j] = j % 3
	}
	of := rand.New(rand.NewPCG(7, 7)) // the genes are the same, whoever the samples are
	for g := range 300 {
		base := 4 + 6*of.Float64()
		row := make([]float64, n)
		for j := range row {
			row[j] = base + 0.7*rng.NormFloat64()
			if g/25 == labels[j] {
				row[j] += 2
			}
			row[j] = max(row[j], 0)
		}
		x = append(x, row)
	}
	return x, labels
}

// prepared is the transform of such levels under a treatment of negative values, and the matrix.
func prepared(t *testing.T, x [][]float64, negatives string) (*transform.Transform, *nmf.Matrix) {
	t.Helper()
	tr := &transform.Transform{Negatives: negatives}
	var rows [][]float64
	for g, levels := range x {
		gene := transform.Gene{Name: fmt.Sprintf("G%d|%d", g, g)}
		if negatives == "shift-gene" {
			gene.Shift = slices.Min(levels)
		}
		if negatives == "split" {
			gene.Level = 7
		}
		tr.Genes = append(tr.Genes, gene)
		signs := []int{0}
		if negatives == "split" {
			signs = []int{+1, -1}
		}
		for _, sign := range signs {
			row := make([]float64, len(levels))
			for j, v := range levels {
				row[j] = v - gene.Level - gene.Shift
				if sign != 0 {
					row[j] = max(float64(sign)*row[j], 0)
				}
			}
			tr.Rows = append(tr.Rows, transform.Row{Name: gene.Name, Gene: g, Sign: sign})
			rows = append(rows, row)
		}
	}
	v, err := nmf.NewMatrix(rows)
	if err != nil {
		t.Fatal(err)
	}
	return tr, v
}

// trained is a classifier of simulated samples, tested on eight subsamples.
func trained(t *testing.T, negatives string, clusters bool) (*Classifier, [][]float64) {
	t.Helper()
	name := fmt.Sprint(negatives, clusters)
	if c, ok := known60[name]; ok {
		return c, levels60[name]
	}
	x, labels := simulated(60, 1)
	tr, v := prepared(t, x, negatives)
	levels := Levels(tr, v, from(0, len(x[0])))
	all := from(0, len(labels))
	fit := func(samples []int) *Basis {
		part, err := v.Select(nil, samples)
		if err != nil {
			t.Fatal(err)
		}
		rows, _ := part.Dims()
		// The means of the groups are a basis that the test can name.
		w := mat.NewDense(rows, 3, nil)
		row := make([]float64, len(samples))
		for i := range rows {
			part.Row(i, row)
			for c, j := range samples {
				w.Set(i, labels[j], w.At(i, labels[j])+row[c]*3/float64(len(samples)))
			}
		}
		return NewBasis(w, nmf.HALS{}, clusters)
	}
	f, b := NewFrame(tr, levels, all), fit(all)
	m := Train(f, b, levels, all, labels, 3)
	var folds []Fold
	for i := range 8 {
		var some, of []int
		for j := range labels {
			if (j/3+i)%5 != 0 {
				some, of = append(some, j), append(of, labels[j])
			}
		}
		folds = append(folds, Fold{NewFrame(tr, levels, some), fit(some), some, of})
	}
	m.Finish(f, b, levels, folds, labels, 2)
	c := &Classifier{About: About{"1", "digest", "clear"}, Frame: f, Model: m, Basis: b}
	c.Called(make([]string, len(f.Genes)))
	known60[name], levels60[name] = c, levels
	return c, levels
}

// What trained has made.
var known60, levels60 = map[string]*Classifier{}, map[string][][]float64{}

func TestLevelsAreWhatPreparingSubtracted(t *testing.T) {
	x, _ := simulated(12, 3)
	for _, negatives := range []string{"refuse", "shift-gene", "split"} {
		tr, v := prepared(t, x, negatives)
		for g, row := range Levels(tr, v, from(0, len(x[0]))) {
			for j, level := range row {
				if math.Abs(level-x[g][j]) > 1e-12 {
					t.Fatalf("%s: %v, want %v", negatives, level, x[g][j])
				}
			}
		}
	}
}

// New samples of the same kind get their subtype, and the probabilities mean what they say.
func TestNewSamplesGetTheirSubtype(t *testing.T) {
	for _, negatives := range []string{"refuse", "shift-gene", "split"} {
		for _, clusters := range []bool{false, true} {
			c, _ := trained(t, negatives, clusters)
			if c.Model.Test == nil || c.Model.Test.Accuracy < 0.97 || c.Model.Test.Folds != 8 {
				t.Fatalf("%s %v: %s %+v", negatives, clusters, c.Model.Refused, c.Model.Test)
			}
			x, labels := simulated(60, 2)
			right, assigned := 0, 0
			for j, q := range labels {
				a := c.Model.Answer(c.Model.Score(c.Frame, c.Basis, column(x, j), Options{Maximum, 200, false}))
				if a.Subtype == q {
					right++
				}
				if a.Assigned {
					assigned++
				}
			}
			if right < 59 || assigned < 54 {
				t.Errorf("%s %v: %d right, %d assigned of %d", negatives, clusters, right, assigned, len(labels))
			}
		}
	}
}

// Values drawn anew for every gene have no subtype: at most 5 % are assigned.
func TestShuffledSamplesAreNotAssigned(t *testing.T) {
	c, _ := trained(t, "shift-gene", true)
	x, _ := simulated(300, 5)
	rng := rand.New(rand.NewPCG(3, 3))
	for _, row := range x {
		rng.Shuffle(len(row), func(i, j int) { row[i], row[j] = row[j], row[i] })
	}
	assigned := 0
	for j := range x[0] {
		if c.Model.Answer(c.Model.Score(c.Frame, c.Basis, column(x, j), Options{Maximum, 200, false})).Assigned {
			assigned++
		}
	}
	if assigned > 15 {
		t.Errorf("%d of 300 are assigned", assigned)
	}
}

// On another scale the pairs speak, and they say the same.
func TestPairsNeedNoScale(t *testing.T) {
	c, _ := trained(t, "refuse", true)
	x, labels := simulated(30, 4)
	for j, q := range labels {
		levels := column(x, j)
		for g := range levels {
			levels[g] = math.Exp2(levels[g])
		}
		a := c.Model.Answer(c.Model.Score(c.Frame, c.Basis, levels, Options{Maximum, 200, false}))
		if a.Likeness != OtherScale || !a.ByPairs || a.Subtype != q {
			t.Errorf("sample %d: %+v", j, a)
		}
	}
}

// A sample whose genes stand in another order is something else, and one without genes is nothing.
func TestStrangersAreTold(t *testing.T) {
	c, _ := trained(t, "refuse", true)
	x, _ := simulated(3, 4)
	levels := column(x, 0)
	slices.Reverse(levels)
	if a := c.Model.Answer(c.Model.Score(c.Frame, c.Basis, levels, Options{Maximum, 200, false})); a.Assigned ||
		a.Likeness != OtherOrder {
		t.Errorf("%+v", a)
	}
	for g := range levels {
		levels[g] = math.NaN()
	}
	if a := c.Model.Answer(c.Model.Score(c.Frame, c.Basis, levels, Options{Maximum, 200, false})); a.Assigned ||
		a.Subtype != -1 {
		t.Errorf("%+v", a)
	}
}

// A subtype of two samples would be told by their values: there is no rule.
func TestFewSamplesMakeNoRule(t *testing.T) {
	x, labels := simulated(8, 1)
	tr, v := prepared(t, x, "refuse")
	levels := Levels(tr, v, from(0, len(x[0])))
	f := NewFrame(tr, levels, from(0, 8))
	m := Train(f, &Basis{}, levels, from(0, 8), labels, 3)
	m.Finish(f, &Basis{}, levels, nil, labels, 1)
	var b bytes.Buffer
	c := &Classifier{Frame: f, Model: m, Basis: &Basis{}}
	c.Called(make([]string, len(f.Genes)))
	if err := c.Write(&b); err != nil || m.Refused == "" {
		t.Fatalf("%v, %q", err, m.Refused)
	}
	if back, err := Read(b.Bytes()); err != nil || back.Model.Refused != m.Refused {
		t.Errorf("%v", err)
	}
}

// A file says what the classifier in memory says; it names no sample and holds no value of one.
func TestAFileIsTheClassifier(t *testing.T) {
	for _, negatives := range []string{"shift-gene", "split"} {
		c, levels := trained(t, negatives, true)
		var b bytes.Buffer
		if err := c.Write(&b); err != nil {
			t.Fatal(err)
		}
		back, err := Read(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		var again bytes.Buffer
		if err := back.Write(&again); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
			t.Errorf("written again it is another file: %v", err)
		}
		x, _ := simulated(10, 9)
		for j := range 10 {
			o := Options{Maximum, 100, false}
			one := c.Model.Score(c.Frame, c.Basis, column(x, j), o)
			two := back.Model.Score(back.Frame, back.Basis, column(x, j), o)
			if a, b := c.Model.Answer(one), back.Model.Answer(two); a.Subtype != b.Subtype ||
				math.Abs(a.Probability-b.Probability) > 1e-4 || one.TemplateP != two.TemplateP {
				t.Errorf("%+v and %+v", a, b)
			}
		}
		values := map[float64]bool{}
		for _, row := range levels {
			for _, v := range row {
				values[rounded(v, digits)] = true
			}
		}
		same := 0
		for _, g := range c.Frame.Genes {
			for _, v := range append([]float64{g.Shift, g.Level, g.Mean}, g.Quantiles...) {
				if v != 0 && values[v] {
					same++ // 18000 values of six digits: a few coincide
				}
			}
		}
		if most := len(c.Frame.Genes) * (3 + len(Probabilities)) / 4; same > most {
			t.Errorf("%d numbers are those of samples, %d by chance", same, most)
		}
	}
}

// Whatever becomes of a file, reading it does not panic, and what was changed is refused.
func TestChangedFilesAreRefused(t *testing.T) {
	c, _ := trained(t, "refuse", true)
	var b bytes.Buffer
	if err := c.Write(&b); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	for _, change := range [][2]string{{`"threshold":`, `"threshold":1`}, {`"rank":3`, `"rank":4`},
		{`"format":1`, `"format":2`}, {"subtype classifier", "another"}, {`"verdict":"clear"`, `"verdict":"none"`},
		{text, ""}, {text, "[]"}, {text, "{}"},
		{text, text[:len(text)/2]}} {
		changed := strings.Replace(text, change[0], change[1], 1)
		if changed == text {
			t.Fatalf("nothing changed by %q", change)
		}
		if _, err := Read([]byte(changed)); err == nil {
			t.Errorf("%q was read", change[1])
		}
	}
	// What does not fit together is refused though its digest is right.
	for name, spoil := range map[string]func(*document){
		"rank":    func(d *document) { d.Rank = 7 },
		"marker":  func(d *document) { d.Markers[0][0] = "none" },
		"pair":    func(d *document) { d.Pairs[0].Shares[0] = 0 },
		"centre":  func(d *document) { d.Centres[1] = nil },
		"limits":  func(d *document) { d.Limits = d.Limits[1:] },
		"weights": func(d *document) { d.Genes[4].Rows[0].Weights = []float64{1} },
		"below 0": func(d *document) { d.Genes[4].Rows[0].Weights[0] = -1 },
		"twice":   func(d *document) { d.Genes[1].Name = d.Genes[0].Name },
		"mean":    func(d *document) { d.Genes[1].Mean = nil },
	} {
		d := c.document()
		spoil(d)
		if _, err := d.classifier(); err == nil {
			t.Errorf("%s was not missed", name)
		}
	}
}

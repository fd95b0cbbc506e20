package state

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"

	"subtype/internal/classify"
	"subtype/internal/expr"
	"subtype/internal/expr/finding"
	"subtype/internal/expr/transform"
	"subtype/internal/markers"
)

// fill gives every field of a value something, each time something else, numbers that are
// none among them.
func fill(v reflect.Value, next *int) {
	*next++
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("text <%d> \"\t\u2028ä\"", *next))
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(*next))
	case reflect.Uint8, reflect.Uint64:
		v.SetUint(uint64(*next % 200))
	case reflect.Float64:
		numbers := []float64{math.NaN(), math.Inf(1), math.Inf(-1), math.Copysign(0, -1),
			math.SmallestNonzeroFloat64, math.MaxFloat64, 1.0 / 3}
		v.SetFloat(numbers[*next%len(numbers)])
	case reflect.Bool:
		v.SetBool(*next%2 == 0)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 3, 3))
		for i := range v.Len() {
			fill(v.Index(i), next)
		}
	case reflect.Pointer:
		if v.Type().Elem() == denseType {
			values := make([]float64, 6)
			for i := range values {
				fill(reflect.ValueOf(&values[i]).Elem(), next)
			}
			v.Set(reflect.ValueOf(mat.NewDense(2, 3, values)))
			return
		}
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), next)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), next) // panics where it is not exported: it could not be kept
		}
	default:
		panic("a field of another kind: " + v.Type().String())
	}
}

// show writes a value with all that it points to.
func show(v any) string {
	var b bytes.Buffer
	w := bufio.NewWriter(&b)
	if err := encode(w, reflect.ValueOf(v)); err != nil {
		return err.Error()
	}
	w.Flush()
	return b.String()
}

// Every field of every type that is kept comes back as it was, whatever it holds.
func TestEveryFieldIsKept(t *testing.T) {
	var full, empty State
	next := 0
	fill(reflect.ValueOf(&full).Elem(), &next)
	for name, s := range map[string]*State{"full": &full, "empty": &empty} {
		text := show(*s)
		var back State
		d := newDecoder(strings.NewReader(text))
		if err := d.decode(reflect.ValueOf(&back).Elem()); err != nil || d.end() != nil {
			t.Fatalf("%s: %v", name, err)
		}
		compare(t, name, reflect.ValueOf(back), reflect.ValueOf(*s))
	}
	if next < 80 {
		t.Errorf("only %d fields were filled", next)
	}
}

// compare goes through every field.
func compare(t *testing.T, name string, got, want reflect.Value) {
	t.Helper()
	switch {
	case want.Kind() == reflect.Pointer || want.Kind() == reflect.Slice:
		if got.IsNil() != want.IsNil() {
			t.Errorf("%s: nil is %v, want %v", name, got.IsNil(), want.IsNil())
			return
		}
		if want.IsNil() {
			return
		}
		if want.Kind() == reflect.Pointer {
			compare(t, name, got.Elem(), want.Elem())
			return
		}
		if got.Len() != want.Len() {
			t.Errorf("%s: %d elements, want %d", name, got.Len(), want.Len())
			return
		}
		for i := range want.Len() {
			compare(t, fmt.Sprintf("%s[%d]", name, i), got.Index(i), want.Index(i))
		}
	case want.Kind() == reflect.Float64:
		a, b := got.Float(), want.Float()
		if math.Float64bits(a) != math.Float64bits(b) && !(math.IsNaN(a) && math.IsNaN(b)) {
			t.Errorf("%s: %v, want %v", name, a, b)
		}
	case want.Kind() == reflect.Struct:
		if want.Type() == denseType {
			a, b := got.Addr().Interface().(*mat.Dense).RawMatrix(), want.Addr().Interface().(*mat.Dense).RawMatrix()
			compare(t, name, reflect.ValueOf(numbers{a.Rows, a.Cols, a.Data}), reflect.ValueOf(numbers{b.Rows, b.Cols, b.Data}))
			return
		}
		for i := range want.NumField() {
			compare(t, name+"."+want.Type().Field(i).Name, got.Field(i), want.Field(i))
		}
	default:
		if !got.Equal(want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

// shape lists the fields of a type and of all types in it.
func shape(of reflect.Type) string {
	switch of.Kind() {
	case reflect.Slice:
		return "[]" + shape(of.Elem())
	case reflect.Pointer:
		return "*" + shape(of.Elem())
	case reflect.Struct:
		if of == denseType {
			of = reflect.TypeFor[numbers]()
		}
		var fields []string
		for i := range of.NumField() {
			fields = append(fields, of.Field(i).Name+" "+shape(of.Field(i).Type))
		}
		return "{" + strings.Join(fields, "; ") + "}"
	}
	return of.Kind().String()
}

// Where this fails, what is kept is another: count version up, unless the version was
// never in anybody's hands, and put the new digest here.
func TestShapeOfTheStateHasAVersion(t *testing.T) {
	const want = "cce5eb3603777107138a52a2d8c038d1ac7a7d1557eb85d5d582c10cf3cdcdbb"
	text := shape(reflect.TypeFor[State]())
	if got := fmt.Sprintf("%x", sha256.Sum256([]byte(text))); got != want || version != 1 {
		t.Errorf("state version %d has the shape %s\n%s", version, got, text)
	}
}

// fitting is a state whose parts fit each other.
func fitting() *State {
	var s State
	next := 0
	fill(reflect.ValueOf(&s).Elem(), &next)
	m := s.Known.Matrix
	m.Values, m.Masked, m.Read = nil, 0, finding.Size{Genes: 4, Samples: 3}
	m.Genes, m.GeneOrder = []string{"A (+)", "A (-)", "B (+)", "C (-)"}, []int{2, 0, 1, 3}
	slices.Sort(m.Genes)
	m.Halves = expr.Halves(m.Genes)
	for i := range m.Kinds {
		m.Kinds[i].From, m.Kinds[i].To, m.Kinds[i].Lacking = i, i+1, []int{0, 2}
	}
	m.Kinds[2].To = 4
	m.Transform.Rows = make([]transform.Row, 4)
	slices.Sort(m.Samples)
	m.SampleOrder = []int{2, 1, 0}
	s.Classifiers.Frame.Rows = make([]classify.Row, 4)
	for i := range s.Classifiers.Models {
		s.Classifiers.Models[i] = classify.Model{K: i + 1, Refused: "few"}
	}
	for i := range s.Ranks {
		k := i + 1
		s.Ranks[i].Score.K = k
		s.Ranks[i].Factors.W, s.Ranks[i].Factors.H = mat.NewDense(4, k, nil), mat.NewDense(k, 3, nil)
	}
	for i := range s.Kinds {
		s.Kinds[i].K = i + 1
		for t := range s.Kinds[i].Kinds {
			k := &s.Kinds[i].Kinds[t]
			k.Share, k.Unique = k.Share[:i+1], k.Unique[:i+1]
		}
	}
	e := s.Markers
	e.Parts = markers.Whole(2, markers.Scale{Log2: true})
	e.Genes, e.Ties, e.Scores, e.Shares = []string{"A", "B"}, []int{0, 6}, [][]float64{{1, 2, 3}}, []float64{1}
	for i := range e.Ranks {
		r := &e.Ranks[i]
		r.K, r.Sums.Groups, r.Sums.Sizes = 2, 2, []int{1, 2}
		four, whole := []float64{1, 2, 3, math.NaN()}, []int{1, 2, 3, 0}
		r.Sums.Means, r.Sums.Squares, r.Sums.Levels = four, four, four
		r.Sums.Ranks, r.Sums.Detected, r.Sums.Known = []int{2, 10, 12, 0}, whole, whole
		r.Split.Half, r.Split.Sizes = []int{1, 0}, [][]int{{1, 2}, {2, 1}}
		r.Split.Ranks, r.Split.Known = []int{6, 6, 12, 0}, whole
		r.Shown = []markers.Shown{{Gene: 1, Values: []float64{1, 2, 3}}}
	}
	return &s
}

// The state has the same bytes each time, and is read as it was written.
func TestStateIsReadAsItWasWritten(t *testing.T) {
	s := fitting()
	var one, two bytes.Buffer
	s.Write(&one)
	s.Write(&two)
	if !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Error("two states differ")
	}
	back, err := Read(one.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	compare(t, "state", reflect.ValueOf(*back), reflect.ValueOf(*s))
	if again := show(*back); again != show(*s) {
		t.Error("it is written otherwise")
	}
}

// What does not fit is refused.
func TestStateThatDoesNotFitIsRefused(t *testing.T) {
	for name, change := range map[string]func(*State){
		"no matrix":            func(s *State) { s.Known.Matrix = nil },
		"no genes":             func(s *State) { s.Known.Matrix.Genes = nil },
		"no samples":           func(s *State) { s.Known.Matrix.Samples = []string{} },
		"values":               func(s *State) { s.Known.Matrix.Values = [][]float64{} },
		"genes in disorder":    func(s *State) { slices.Reverse(s.Known.Matrix.Genes) },
		"a sample twice":       func(s *State) { s.Known.Matrix.Samples[1] = s.Known.Matrix.Samples[0] },
		"an order too short":   func(s *State) { s.Known.Matrix.GeneOrder = []int{0, 1, 2} },
		"an order out of it":   func(s *State) { s.Known.Matrix.GeneOrder[0] = 4 },
		"an order below 0":     func(s *State) { s.Known.Matrix.SampleOrder[0] = -1 },
		"a place twice":        func(s *State) { s.Known.Matrix.SampleOrder[0] = 1 },
		"too few parts":        func(s *State) { s.Known.Matrix.Halves = s.Known.Matrix.Halves[1:] },
		"a part of nothing":    func(s *State) { s.Known.Matrix.Halves[1].Other = 4 },
		"a part without sign":  func(s *State) { s.Known.Matrix.Halves[1].Sign = 2 },
		"an unknown sample":    func(s *State) { s.Known.Matrix.Annotations[0].Values = nil },
		"kinds at other ranks": func(s *State) { s.Kinds[1].K = 3 },
		"kinds of no rank":     func(s *State) { s.Kinds = s.Kinds[:2] },
		"shares of metagenes":  func(s *State) { s.Kinds[2].Kinds[1].Share = nil },
		"rows of no kind":      func(s *State) { s.Known.Matrix.Kinds[1].From = 2 },
		"too few kinds":        func(s *State) { s.Known.Matrix.Kinds = s.Known.Matrix.Kinds[:2] },
		"a kind of nobody":     func(s *State) { s.Known.Matrix.Kinds[0].Lacking[1] = 3 },
		"parts of other genes": func(s *State) { s.Markers.Parts[0].To = 1 },
		"unknown samples":      func(s *State) { s.Known.Annotations.Columns[2].Values = make([]string, 4) },
		"another transform":    func(s *State) { s.Known.Matrix.Transform.Rows = nil },
		"a row of nothing":     func(s *State) { s.Known.Matrix.Transform.Rows[2].Gene = 3 },
		"no factors":           func(s *State) { s.Ranks[1].Factors.W = nil },
		"factors of two genes": func(s *State) { s.Ranks[1].Factors.W = mat.NewDense(2, 2, nil) },
		"another rank":         func(s *State) { s.Ranks[1].Score.K = 3 },
		"a rank below 0":       func(s *State) { s.Ranks[1].Score.K = -2 },
		"a factor below 0":     func(s *State) { s.Ranks[1].Factors.H.Set(0, 0, -1) },
		"a factor without end": func(s *State) { s.Ranks[1].Factors.H.Set(1, 2, math.Inf(1)) },
		"a factor that is NaN": func(s *State) { s.Ranks[1].Factors.W.Set(3, 1, math.NaN()) },
		"sums of other genes":  func(s *State) { s.Markers.Ranks[1].Sums.Means = nil },
		"a gene of nothing":    func(s *State) { s.Markers.Ranks[0].Shown[0].Gene = 2 },
		"a half of nothing":    func(s *State) { s.Markers.Ranks[0].Split.Half[1] = 2 },
		"ranks of nothing":     func(s *State) { s.Markers.Ranks[1].Sums.Ranks[0] = 7 },
		"ranks of no half":     func(s *State) { s.Markers.Ranks[1].Split.Ranks[3] = -2 },
		"scores of nobody":     func(s *State) { s.Markers.Scores[0] = nil },
		"no symbols":           func(s *State) { s.Known.GeneNames.Symbols = nil },
		"rules of two ranks":   func(s *State) { s.Classifiers.Models = s.Classifiers.Models[1:] },
		"a rule of no gene": func(s *State) {
			s.Classifiers.Models[1].Markers = [][]int{{len(s.Classifiers.Frame.Genes)}}
		},
		"a negative size": func(s *State) { s.Known.Matrix.Read.Genes = -1 },
	} {
		s := fitting()
		change(s)
		var b bytes.Buffer
		if err := s.Write(&b); err != nil {
			t.Fatal(err)
		}
		if _, err := Read(b.Bytes()); err == nil || !strings.HasPrefix(err.Error(), "it is damaged: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Any change of the text is refused or read as something that fits; nothing panics, and no
// length that is only said is believed.
func FuzzReadState(f *testing.F) {
	var b bytes.Buffer
	fitting().Write(&b)
	z, _ := gzip.NewReader(&b)
	var text bytes.Buffer
	text.ReadFrom(z)
	f.Add(text.String())
	f.Add(strings.Replace(text.String(), `"Rows":4`, `"Rows":4000000000000000000`, 1))
	f.Add(strings.Replace(text.String(), `"Columns":1`, `"Columns":-1`, 1))
	f.Fuzz(func(t *testing.T, text string) {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		w.Write([]byte(text))
		w.Close()
		s, err := Read(b.Bytes())
		if err != nil {
			return
		}
		var again bytes.Buffer
		if err := s.Write(&again); err != nil {
			t.Fatal(err)
		}
		if back, err := Read(again.Bytes()); err != nil || show(*back) != show(*s) {
			t.Errorf("%v", err)
		}
	})
}

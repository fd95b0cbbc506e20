package report

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/xuri/excelize/v2"

	"subtype/internal/chapter/clinic"
	"subtype/internal/chapter/kindices"
	"subtype/internal/classify"
	"subtype/internal/expr"
	"subtype/internal/expr/annotation"
	exprtable "subtype/internal/expr/table"
	"subtype/internal/expr/technical"
	"subtype/internal/figure"
	"subtype/internal/genesets"
	"subtype/internal/markers"
	"subtype/internal/spec"
	"subtype/internal/survey"
	"subtype/internal/sweep"
	"subtype/internal/tabular"
	"subtype/nmf"
	"subtype/rank"
)

// Names as spreadsheets damage them, and as attackers write them.
var awkward = []string{
	"SEPT2", "MARCH1", "1-Mar", "2310009E13", "007", "TRUE", "1e5", "44256", "NULL",
	"=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "=HYPERLINK(\"http://x\")",
	"_x0041_", "a_x000D_b", "_x005F_", "<b>&amp;</b>", "quote\"s", "日本語", "Ångström µ", strings.Repeat("long", 80),
	"two  blanks",
}

// made returns a study of 23 samples and 69 genes in three planted groups,
// with awkward names.
func made(t testing.TB) *Study {
	t.Helper()
	r := rand.New(rand.NewPCG(6, 6))
	var b strings.Builder
	n := len(awkward)
	b.WriteString("\"gene\"")
	csv := func(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
	for _, s := range awkward {
		b.WriteString("," + csv(s))
	}
	for i := range 3 * n {
		name := awkward[i%n]
		if i >= n {
			name = fmt.Sprintf("g%d", i)
		}
		b.WriteString("\n" + csv(name))
		for j := range n {
			x := r.Float64() * 3
			if i%3 == j%3 {
				x += 5 * r.Float64()
			}
			fmt.Fprintf(&b, ",%.3f", x)
		}
	}
	table, err := exprtable.Read("made.csv", strings.NewReader(b.String()+"\n"), exprtable.Options{Sep: "comma"})
	if err != nil {
		t.Fatal(err)
	}
	m, err := expr.Prepare(table, expr.Options{})
	if err != nil {
		t.Fatal(err)
	}
	v, err := nmf.NewMatrix(m.Values)
	if err != nil {
		t.Fatal(err)
	}
	plan := sweep.Plan{Ranks: []int{2, 3, 4}, Restarts: 4, Seed: 1, Method: nmf.Brunet{}, MaxIter: nmf.DefaultMaxIter}
	c := survey.NewCollector(plan)
	add := func(r sweep.Record, f nmf.Factors) error { c.Add(r, f); return nil }
	err = sweep.Run(context.Background(), sweep.Alone(v), plan, plan.Tasks(sweep.Shard{}), 2, add)
	if err != nil {
		t.Fatal(err)
	}
	found, err := c.Survey(context.Background(), sweep.Alone(v), rank.Rules()[0], 3, 1)
	if err != nil {
		t.Fatal(err)
	}
	fonts, err := figure.NewFonts(nil)
	if err != nil {
		t.Fatal(err)
	}
	group := annotation.Column{Name: "=group", Values: make([]string, n)}
	age := annotation.Column{Name: "age", Values: make([]string, n)}
	for j, s := range m.Samples {
		group.Values[j] = []string{"1-Mar", "", "=2"}[len(s)%3]
		age.Values[j] = strconv.Itoa(30 + j)
	}
	time := annotation.Column{Name: "os_time", Values: age.Values}
	status := annotation.Column{Name: "os_status", Values: make([]string, n)}
	for j := range status.Values {
		status.Values[j] = strconv.Itoa(j % 2)
	}
	known, err := clinic.Read([]annotation.Column{group, time, status}, []technical.Measure{{Name: "=level",
		Values: make([]float64, n)}}, clinic.Asked{Types: []string{"=group=category"}})
	if err != nil {
		t.Fatal(err)
	}
	return &Study{Version: "0.0.0", Matrix: m, Annotations: []annotation.Column{group, age}, Survey: found,
		Clinic:  clinic.FromSurvey(known, found),
		Options: []spec.Option{{Name: "seed", Value: "1"}, {Name: "genes", Value: "=evil.txt"}}, Fonts: fonts,
		Indices: kindices.FromSurvey(found), Markers: evidence(t, m, found), Classifier: frozen(found),
		GeneNames: &genesets.Names{File: "=names.csv", IDs: m.Genes, Symbols: m.Genes, About: m.Genes},
		GeneSets:  []genesets.Library{{File: "=sets.gmt", Sets: []genesets.Set{{Name: "=all", Genes: m.Genes[:9]}}}}}
}

// evidence is what is kept of the genes of a matrix.
func evidence(t testing.TB, m *expr.Matrix, found *survey.Survey) *markers.Evidence {
	in := markers.Source{Samples: len(m.Samples), Genes: m.Genes, Half: make([]int, len(m.Genes)),
		Parts: markers.Whole(len(m.Genes), markers.Scale{Floor: math.NaN()}),
		Row:   func(gene int, into []float64) error { copy(into, m.Values[gene]); return nil }}
	var groupings []markers.Grouping
	for _, r := range found.Ranks {
		groupings = append(groupings, markers.Grouping{K: r.K, Labels: r.Subtypes})
	}
	e, err := markers.Measure(in, groupings, 1)
	if err != nil {
		t.Fatal(err)
	}
	e.Scores, e.Shares = m.Values[:3], []float64{0.5, 0.3, 0.1}
	return e
}

// frozen is a rule that was tested, of no data.
func frozen(found *survey.Survey) *classify.Classifier {
	const k = 3
	bins := []classify.Bin{{From: 0.5, To: 0.6, Samples: 4, Mean: 0.55, Observed: 0.5},
		{From: 0.95, To: 1, Samples: 8, Mean: 0.98, Observed: 1}}
	test := &classify.Test{Folds: 5, Predictions: 12, Samples: 9, Accuracy: 0.8, Low: 0.5, High: 0.95, Balanced: 0.75,
		Assigned: 0.7, Right: 0.9, ByRule: []float64{0.7, 0.8, 0.6},
		Confusion: [][]int{{3, 0, 1, 0}, {0, 4, 0, 0}, {0, 1, 2, 1}},
		Brier:     0.2, Calibration: bins, AtGenes: []classify.Loss{{Share: 1, Accuracy: 0.8}, {Share: 0.5, Accuracy: 0.7}}}
	genes, metagenes := found.Chosen().Factors.W.Dims()
	f := &classify.Frame{Negatives: "refuse", Samples: 9}
	for g := range genes {
		f.Genes = append(f.Genes, classify.Gene{Name: strconv.Itoa(g)})
		f.Rows = append(f.Rows, classify.Row{Gene: g})
	}
	return &classify.Classifier{About: classify.About{Version: "0.0.0", Verdict: "tentative"}, Frame: f,
		Model: &classify.Model{K: k, Sizes: []int{4, 4, 4}, Markers: make([][]int, k), Slopes: []float64{1, 1, 1},
			Threshold: 0.5, Test: test},
		Basis: &classify.Basis{W: mat.NewDense(genes, metagenes, nil)}, Others: make([][]string, genes)}
}

func written(t testing.TB, s *Study) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := s.writeWorkbook(&b, s.figures()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// What goes into the workbook comes out of it: names, numbers, no date, no formula.
func TestWorkbookGivesBackWhatWentIn(t *testing.T) {
	s := made(t)
	data := written(t, s)
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	raw := excelize.Options{RawCellValue: true}
	get := func(sheet string, column, row int) string {
		v, err := f.GetCellValue(sheet, cell(column, row), raw)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for i, j := range s.together(s.Survey.Chosen()) {
		row := 4 + i
		if got := get(assignmentsSheet, 1, row); got != s.Matrix.Samples[j] {
			t.Errorf("sample %q came out as %q", s.Matrix.Samples[j], got)
		}
		kind, err := f.GetCellType(assignmentsSheet, cell(1, row))
		if err != nil || kind != excelize.CellTypeInlineString {
			t.Errorf("sample %q is stored as %v (%v)", s.Matrix.Samples[j], kind, err)
		}
		if got := get(assignmentsSheet, 16, row); got != s.Annotations[0].Values[j] {
			t.Errorf("%q: annotation %q, want %q", s.Matrix.Samples[j], got, s.Annotations[0].Values[j])
		}
	}
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for i, cells := range rows {
			for c := range cells {
				at := cell(c+1, i+1)
				if formula, _ := f.GetCellFormula(sheet, at); formula != "" {
					t.Errorf("%s!%s holds the formula %q", sheet, at, formula)
				}
				if kind, _ := f.GetCellType(sheet, at); kind == excelize.CellTypeDate {
					t.Errorf("%s!%s holds a date", sheet, at)
				}
			}
		}
	}
}

// Every part of the workbook is as Excel wants it, the list of them first.
func TestWorkbookIsWellFormed(t *testing.T) {
	data := written(t, made(t))
	checkWorkbook(t, data)
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	if first := z.File[0].Name; first != "[Content_Types].xml" {
		t.Errorf("the first part is %s", first)
	}
}

func wellFormed(text []byte) error {
	d := xml.NewDecoder(bytes.NewReader(text))
	for {
		if _, err := d.Token(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// Everything written is a function of the study.
func TestFilesAreAFunctionOfTheStudy(t *testing.T) {
	all := func() map[string]string {
		out := map[string]string{}
		for _, f := range made(t).Files([]string{"png", "svg"}) {
			var b bytes.Buffer
			if err := f.Write(&b); err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
			out[f.Name] = b.String()
		}
		return out
	}
	a := all()
	for range 3 { // orders of maps differ by chance
		for name, data := range all() {
			if a[name] != data {
				t.Errorf("%s differs from one time to the next", name)
			}
		}
	}
}

func TestFiguresAreWellFormed(t *testing.T) {
	s := made(t)
	for _, f := range s.figures().all() {
		var b bytes.Buffer
		if err := f.SVG(&b); err != nil {
			t.Fatal(err)
		}
		if err := wellFormed(b.Bytes()); err != nil {
			t.Errorf("%s.svg: %v", f.Name, err)
		}
		b.Reset()
		if err := f.PNG(&b); err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(&b)
		if err != nil || img.Bounds().Size() != image.Pt(f.Size()) {
			t.Errorf("%s.png: %v", f.Name, err)
		}
	}
}

func TestCharactersThatTheFontLacksAreAWarning(t *testing.T) {
	found := false
	for _, w := range made(t).Warnings() {
		found = found || strings.Contains(w, "日本語") && strings.Contains(w, "--font")
	}
	if !found {
		t.Error("no warning names 日本語")
	}
}

// A file that cannot be written whole ends with the error.
func TestWriteErrorsAreReturned(t *testing.T) {
	full := errors.New("disk full")
	for _, f := range made(t).Files([]string{"png", "svg"}) {
		if err := f.Write(failing{full}); !errors.Is(err, full) {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// Every number of a score stands in rank_survey.tsv.
func TestEveryScoreIsShown(t *testing.T) {
	s := made(t)
	var want []string
	for i := range s.Survey.Ranks {
		score := reflect.ValueOf(&s.Survey.Ranks[i].Score).Elem()
		for f := range score.NumField() {
			if slices.Contains([]string{"Genes", "Samples", "Halves", "Z"}, score.Type().Field(f).Name) {
				continue // of resampling, which has a table of its own
			}
			if f := score.Field(f); f.CanFloat() {
				f.SetFloat(rand.Float64())
				want = append(want, tabular.Number(f.Float()))
			}
		}
	}
	var b bytes.Buffer
	if err := s.surveyTable().Data().Write(&b); err != nil {
		t.Fatal(err)
	}
	for _, x := range want {
		if !strings.Contains(b.String(), "\t"+x) {
			t.Errorf("%s lacks %s", b.String(), x)
		}
	}
}

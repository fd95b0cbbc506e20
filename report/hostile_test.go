package report

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"path"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"subtype/internal/expr"
	"subtype/internal/expr/annotation"
	"subtype/internal/expr/finding"
	"subtype/internal/expr/names"
	exprtable "subtype/internal/expr/table"
	"subtype/internal/figure"
	"subtype/internal/spec"
	"subtype/internal/survey"
	"subtype/internal/sweep"
	"subtype/nmf"
	"subtype/rank"
)

// Whatever the texts, every file of the report is written, whole and sound, and
// the workbook gives them back.

// nasty are pieces of texts that have broken programs.
var nasty = []string{
	"=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"http://x\",\"y\")", "'", "\"", "''",
	"`", "%s%n%d", "{{.}}", "${x}", "$(id)", "\\", "/../..",
	"<script>alert(1)</script>", "\" onload=\"x", "]]>", "<![CDATA[", "&", "&amp;", "&#0;",
	"<!--", "-->", "<?xml?>", "--",
	"_x0041_", "_x005F_x0041_", "_x000D_", "_x0041_x0042_", "_x", "_xFFFF_", "_x005F_", "_xd800_",
	"\x1b[31m", "\x00", "\x07", "\x7f", "\u009b", "\u202e", "\u2066", "\u200f", "\u061c",
	"\u2028", "\u2029", "\ufeff", "\uffff", "\ufffe", "\ufffd",
	"\t", "\n", "\r\n", "\v", " ", "  ", "\u00a0", "\u3000", "\xff", "\xed\xa0\x80", "\xc0\xaf",
	"مرحبا", "שלום", "日本語", "한국어", "हिन्दी", "👩\u200d🔬", "🇪🇺", "e\u0301",
	"é", "ﬁ", "ẞ", "ß", "SS", "İ", "ı", "K", "Ω", "ａ", "𝔘", "𐍈",
	"sample", "Sample", "Subtype", "subtype", "SUBTYPE", "Silhouette (−1 to 1)", "Core", "Annotation", "(2)", "",
	"1", "-0", "007", "1e5", "1E400", "NaN", "+Inf", "0x1p-2", "1_000",
	"9007199254740993", "12345678901234567.5", "0.1", "1/2", "TRUE", "NULL", "1-Mar", "#REF!", "#", ",", ";", "|", "~",
}

// nastyText makes a text of pieces, now and then a very long one.
func nastyText(r *rand.Rand) string {
	var b strings.Builder
	for range 1 + r.IntN(4) {
		piece, times := nasty[r.IntN(len(nasty))], 1
		switch r.IntN(40) {
		case 0:
			times = 300
		case 1:
			times = 1 + 40000/(1+len(piece))
		case 2:
			piece, times = "e"+strings.Repeat("\u0301\u0323", 5000), 1
		}
		b.WriteString(strings.Repeat(piece, times))
	}
	return b.String()
}

// small is a study with plain names that is quick to report.
var small = sync.OnceValue(func() *Study {
	const genes, samples = 12, 9
	r := rand.New(rand.NewPCG(1, 1))
	var b strings.Builder
	b.WriteString("gene")
	for j := range samples {
		fmt.Fprintf(&b, "\ts%d", j)
	}
	for i := range genes {
		fmt.Fprintf(&b, "\ng%02d", i)
		for j := range samples {
			fmt.Fprintf(&b, "\t%.2f", 1+r.Float64()+6*float64(1-min(1, (i+j)%3)))
		}
	}
	m, err := expr.Load("small.tsv", strings.NewReader(b.String()+"\n"), exprtable.Options{}, expr.Options{})
	if err != nil {
		panic(err)
	}
	v, err := nmf.NewMatrix(m.Values)
	if err != nil {
		panic(err)
	}
	plan := sweep.Plan{Ranks: []int{2, 3}, Restarts: 3, Seed: 1, Method: nmf.Brunet{}, MaxIter: nmf.DefaultMaxIter}
	c := survey.NewCollector(plan)
	add := func(r sweep.Record, f nmf.Factors) error { c.Add(r, f); return nil }
	if err := sweep.Run(context.Background(), sweep.Alone(v), plan, plan.Tasks(sweep.Shard{}), 2, add); err != nil {
		panic(err)
	}
	found, err := c.Survey(context.Background(), sweep.Alone(v), rank.Rules()[0], 3, 1)
	if err != nil {
		panic(err)
	}
	fonts, err := figure.NewFonts(nil)
	if err != nil {
		panic(err)
	}
	return &Study{Version: "0.0.0", Matrix: m, Survey: found, Fonts: fonts}
})

// hostile is the small study with texts everywhere.
func hostile(text func() string) *Study {
	s := *small()
	m := *s.Matrix
	texts := func(n int) []string {
		out := make([]string, n)
		for i := range out {
			out[i] = text()
		}
		return out
	}
	m.Name, m.Format, m.SHA256 = text(), text(), text()
	m.Samples, m.Genes = texts(len(m.Samples)), texts(len(m.Genes))
	m.Findings = nil
	for _, severity := range []finding.Severity{finding.Warning, finding.Note} {
		m.Findings = append(m.Findings, finding.Finding{Code: "missing-values", Severity: severity, Line: 2,
			Gene: text(), Sample: text(), Text: text(), Done: text(), Remedy: text()})
	}
	for range 8 {
		s.Annotations = append(s.Annotations, annotation.Column{Name: text(), Values: texts(len(m.Samples))})
	}
	s.Options = []spec.Option{{Name: "genes", Value: text()}, {Name: "sheet", Value: text()}}
	s.Matrix = &m
	return &s
}

// checkReport writes every file of a report and checks each. Painting letters on
// pixels takes most of the time, and is left out where it is not asked for.
func checkReport(t testing.TB, s *Study, pixels bool) {
	t.Helper()
	pictures := s.figures()
	blank := &figures{survey: s.Fonts.Curves(figure.Curves{})}
	blank.overview, blank.silhouettes = blank.survey, blank.survey
	blank.consensus = map[int]*figure.Figure{}
	for k := range pictures.consensus {
		blank.consensus[k] = blank.survey
	}
	blank.coefficients, blank.basis = blank.consensus, blank.consensus
	for _, f := range s.files(pictures, []string{"svg"}) {
		var b bytes.Buffer
		if !pixels && f.Name == "report.xlsx" {
			f.Write = func(w io.Writer) error { return s.writeWorkbook(w, blank) }
		} else if !pixels && (path.Ext(f.Name) == ".png" || f.Name == "multiqc/consensus_mqc.html") {
			continue
		}
		if err := f.Write(&b); err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		switch data := b.Bytes(); path.Ext(f.Name) {
		case ".xlsx":
			checkTexts(t, s, data)
		case ".svg":
			if err := wellFormed(data); err != nil {
				t.Errorf("%s: %v", f.Name, err)
			}
			checkSeen(t, f.Name, string(data))
		case ".html":
			checkSeen(t, f.Name, string(data))
			for _, tag := range []string{"<script", "</script", "<style", "<img", "<iframe"} {
				want := map[string]int{"<script": 3, "</script": 3, "<style": 1}[tag]
				if path.Dir(f.Name) == "multiqc" { // a picture and nothing else
					want = map[string]int{"<img": 1}[tag]
				}
				if got := strings.Count(strings.ToLower(string(data)), tag); got != want {
					t.Errorf("%s holds %s %d times", f.Name, tag, got)
				}
			}
		case ".gz":
			z, err := gzip.NewReader(&b)
			if err != nil {
				t.Fatal(err)
			}
			plain, err := io.ReadAll(z)
			if err != nil {
				t.Fatal(err)
			}
			checkFields(t, f.Name, string(plain))
		case ".tsv":
			checkFields(t, f.Name, b.String())
		}
	}
}

// checkSeen demands that a text holds nothing that cannot be seen.
func checkSeen(t testing.TB, name, s string) {
	t.Helper()
	if names.VisibleLines(s) != s || !utf8.ValidString(s) {
		t.Errorf("%s holds characters that cannot be seen", name)
	}
}

// checkFields demands as many fields in each line of a table.
func checkFields(t testing.TB, name, s string) {
	t.Helper()
	checkSeen(t, name, s)
	fields := 0
	for i, line := range strings.Split(strings.TrimSuffix(s, "\n"), "\n") {
		if strings.Contains(name, "_mqc") && i < 7 {
			if !strings.HasPrefix(line, "# ") {
				t.Errorf("%s: line %d of the head is %q", name, i+1, line)
			}
			continue
		}
		if n := strings.Count(line, "\t"); fields == 0 {
			fields = n
		} else if n != fields {
			t.Errorf("%s: line %d has %d tabs, the header %d", name, i+1, n, fields)
		}
	}
}

// checkTexts checks the workbook, as Excel would and by reading it again.
func checkTexts(t testing.TB, s *Study, data []byte) {
	t.Helper()
	checkWorkbook(t, data)
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	equal := func(column, row int, want string) {
		t.Helper()
		got, err := f.GetCellValue(assignmentsSheet, cell(column, row), excelize.Options{RawCellValue: true})
		whole := names.Visible(want)
		start := strings.TrimSuffix(got, "…") // of one that is longer than a cell
		if err != nil || got != whole && !(units(whole) > 30000 && units(start) > 20000 && strings.HasPrefix(whole, start)) {
			t.Errorf("%s: %.60q came out as %.60q (%v)", cell(column, row), want, got, err)
		}
	}
	for i, j := range s.together(s.Survey.Chosen()) {
		equal(1, 4+i, s.Matrix.Samples[j])
		for c, a := range s.Annotations {
			equal(16+c, 4+i, a.Values[j])
		}
	}
}

func TestAnyTextIsReported(t *testing.T) {
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 7))
		checkReport(t, hostile(func() string { return nastyText(r) }), seed < 3)
		if t.Failed() {
			t.Fatalf("with seed %d", seed)
		}
	}
}

func FuzzReport(f *testing.F) {
	for i := 0; i+12 < len(nasty); i += 12 {
		f.Add(strings.Join(nasty[i:i+6], ""), strings.Join(nasty[i+6:i+12], ""), uint64(i))
	}
	f.Fuzz(func(t *testing.T, a, b string, seed uint64) {
		r := rand.New(rand.NewPCG(seed, 7))
		checkReport(t, hostile(func() string {
			switch r.IntN(3) {
			case 0:
				return a
			case 1:
				return b
			}
			return a + b
		}), false)
	})
}

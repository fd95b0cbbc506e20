package survival

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"subtype/internal/reftest"
)

// reference is a case of testdata: what went in, and R's values by name.
type reference struct {
	name   string
	times  Times
	group  []int
	groups int
	x      []float64
	values map[string][]float64
}

func numbers(t *testing.T, s string) (out []float64) {
	t.Helper()
	for _, f := range strings.Fields(s) {
		x, err := strconv.ParseFloat(f, 64)
		if err != nil && f != "NA" {
			t.Fatal(err)
		}
		if f == "NA" {
			x = math.NaN()
		}
		out = append(out, x)
	}
	return out
}

func lines(t *testing.T, file string) [][]string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		out = append(out, strings.Split(line, "\t"))
	}
	return out
}

func values(t *testing.T, fields []string) map[string][]float64 {
	out := map[string][]float64{}
	for _, f := range fields {
		name, text, _ := strings.Cut(f, "=")
		out[name] = numbers(t, text)
	}
	return out
}

func references(t *testing.T) (out []reference) {
	for _, f := range lines(t, "testdata/survival.tsv") {
		r := reference{name: f[0], x: numbers(t, f[4]), values: values(t, f[5:])}
		r.times.Time = numbers(t, f[1])
		for i, e := range numbers(t, f[2]) {
			r.times.Event = append(r.times.Event, e == 1)
			r.group = append(r.group, int(numbers(t, f[3])[i]))
		}
		r.groups = slices.Max(r.group) + 1
		out = append(out, r)
	}
	return out
}

// close compares with R to 1e-8 of each value, or absolutely of what is nearly 0.
func (r reference) close(t *testing.T, what string, got ...float64) {
	t.Helper()
	want, ok := r.values[what]
	if !ok || len(got) != len(want) {
		t.Fatalf("%s: %s: %d values, want %d", r.name, what, len(got), len(want))
	}
	for i := range want {
		floor := 1e-4
		if strings.HasSuffix(what, ".p") || what == "logrank" {
			floor = 0
		}
		if !(math.Abs(got[i]-want[i]) <= 1e-8*max(math.Abs(want[i]), floor)) &&
			!(math.IsNaN(got[i]) && math.IsNaN(want[i])) {
			t.Errorf("%s: %s[%d] is %.15g, in R %.15g", r.name, what, i, got[i], want[i])
		}
	}
}

func floats(x []int) (out []float64) {
	for _, v := range x {
		out = append(out, float64(v))
	}
	return out
}

func (r reference) testCurve(t *testing.T, name string, times Times) {
	c := KaplanMeier(times)
	if r.values[name+"time"] != nil {
		r.close(t, name+"time", c.Time...)
		r.close(t, name+"risk", floats(c.AtRisk)...)
		r.close(t, name+"events", floats(c.Events)...)
		r.close(t, name+"surv", c.Survival...)
		r.close(t, name+"se", c.SE...)
		r.close(t, name+"low", c.Low...)
		r.close(t, name+"high", c.High...)
	}
	m := c.Median()
	r.close(t, name+"median", m.Value, m.Low, m.High)
	if r.values[name+"rmean"] != nil {
		mean, se := c.Restricted(slices.Max(times.Time) * 0.8)
		r.close(t, name+"rmean", mean, se)
	}
}

// columns are the indicators of the groups from the second on, and further covariates.
func (r reference) columns(more ...[]float64) (x [][]float64, group []int) {
	for g := 1; g < r.groups; g++ {
		column := make([]float64, len(r.group))
		for i, of := range r.group {
			if of == g {
				column[i] = 1
			}
		}
		x, group = append(x, column), append(group, g-1)
	}
	return append(x, more...), group
}

func (r reference) testCox(t *testing.T, name string, ties Ties, adjusted bool) {
	x, group := r.columns()
	terms := [][]int{group}
	if adjusted {
		x, _ = r.columns(r.x)
		terms = append(terms, []int{len(group)})
	}
	m := FitCox(r.times, x, ties)
	r.close(t, name+"loglik", m.Null, m.LogLik)
	r.close(t, name+"score", m.Score.Chi)
	if r.values[name+"coef"] == nil {
		if m.Finite() {
			t.Errorf("%s: %s: all coefficients are finite: %+v", r.name, name, m.Coefficients)
		}
		return
	}
	if !m.Finite() {
		t.Errorf("%s: %s: not finite: %+v", r.name, name, m.Coefficients)
	}
	var coef, se, p, ci []float64
	for _, c := range m.Coefficients {
		coef, se, p = append(coef, c.Value), append(se, c.SE), append(p, c.P())
		i := c.Interval()
		ci = append(ci, i.Value, i.Low, i.High)
	}
	r.close(t, name+"coef", coef...)
	r.close(t, name+"se", se...)
	r.close(t, name+"p", p...)
	r.close(t, name+"ci", ci...)
	r.close(t, name+"wald", m.Wald.Chi)
	var zph []float64
	for _, z := range m.Proportional(terms) {
		zph = append(zph, z.Chi, float64(z.DF), z.P)
	}
	r.close(t, name+"zph", zph...)
}

func (r reference) test(t *testing.T) {
	r.testCurve(t, "all.", r.times)
	r.testCurve(t, "first.", r.times.Of(r.group, 0))
	if r.values["observed"] != nil {
		l := TestLogRank(r.times, r.group, r.groups)
		if l.DF > 0 {
			r.close(t, "logrank", l.Chi, float64(l.DF), l.P)
		} else if !math.IsNaN(l.P) || !math.IsNaN(r.values["logrank"][2]) {
			t.Errorf("%s: log-rank %+v, in R %v", r.name, l.Test, r.values["logrank"])
		}
		r.close(t, "observed", floats(l.Observed)...)
		r.close(t, "expected", l.Expected...)
	}
	for ties, name := range []string{"efron.", "breslow."} {
		if r.values[name+"loglik"] != nil {
			r.testCox(t, name, Ties(ties), false)
			r.testCox(t, name+"x.", Ties(ties), true)
		}
	}
}

func TestSurvivalIsThatOfR(t *testing.T) {
	for _, r := range references(t) {
		r.test(t)
	}
}

// The same of real data, which are not part of the project.
func TestSurvivalOfRealDataIsThatOfR(t *testing.T) {
	folder := filepath.Join(reftest.Dir(), "..", "..", "shared", "data")
	if _, err := os.Stat(folder); err != nil {
		t.Skip("the data are not here")
	}
	columns := map[string][4]string{"lgg_tcga150": {"os_time_months", "os_event", "label", "age"},
		"lgg_tcga150 grade": {"os_time_months", "os_event", "grade", "age"},
		"dlbcl_rosenwald60": {"os_time_years", "os_event", "label", "set"}}
	for _, f := range lines(t, "testdata/sets.tsv") {
		set, _, _ := strings.Cut(f[0], " ")
		r := read(t, filepath.Join(folder, set, "labels.tsv"), columns[f[0]])
		r.name, r.values = f[0], values(t, f[1:])
		r.test(t)
	}
}

func read(t *testing.T, file string, columns [4]string) (r reference) {
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	in := csv.NewReader(f)
	in.Comma = '\t'
	rows, err := in.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var at [4]int
	for i, c := range columns {
		at[i] = slices.Index(rows[0], c)
	}
	var groups []string
	rows = slices.DeleteFunc(rows[1:], func(row []string) bool {
		return slices.ContainsFunc(at[:], func(c int) bool { return row[c] == "NA" })
	})
	for _, row := range rows {
		groups = append(groups, row[at[2]])
	}
	slices.Sort(groups)
	groups = slices.Compact(groups)
	r.groups = len(groups)
	for _, row := range rows {
		x := 1.0
		if row[at[3]] != "Training" {
			x, _ = strconv.ParseFloat(row[at[3]], 64) // of the other set 0
		}
		time, err := strconv.ParseFloat(row[at[0]], 64)
		if err != nil {
			t.Fatal(err)
		}
		r.times.Time, r.times.Event = append(r.times.Time, time), append(r.times.Event, row[at[1]] == "1")
		r.group, r.x = append(r.group, slices.Index(groups, row[at[2]])), append(r.x, x)
	}
	return r
}

// A group without patients changes nothing, nor does the order of the patients.
func TestAnEmptyGroupAndOrder(t *testing.T) {
	for _, r := range references(t) {
		want := TestLogRank(r.times, r.group, r.groups)
		got := TestLogRank(r.times, r.group, r.groups+1)
		if got.Test != want.Test && !(math.IsNaN(got.P) && math.IsNaN(want.P)) {
			t.Errorf("%s: with an empty group %+v, without %+v", r.name, got.Test, want.Test)
		}
		var back reference
		for i := len(r.group) - 1; i >= 0; i-- {
			back.times.Time = append(back.times.Time, r.times.Time[i])
			back.times.Event = append(back.times.Event, r.times.Event[i])
			back.group = append(back.group, r.group[i])
		}
		got = TestLogRank(back.times, back.group, r.groups)
		if !(math.Abs(got.P-want.P) <= 1e-12*want.P) && !math.IsNaN(want.P) {
			t.Errorf("%s: from the last to the first %v, want %v", r.name, got.P, want.P)
		}
	}
}

// Where nothing can be estimated nothing is, and nothing endless is shown.
func TestNothingToEstimate(t *testing.T) {
	times := Times{[]float64{1, 2, 3, 4}, []bool{false, false, false, false}}
	x := [][]float64{{0, 0, 1, 1}}
	if m := FitCox(times, x, Efron); m.Finite() || !math.IsNaN(m.Ratio.P) || !math.IsNaN(m.Coefficients[0].P()) {
		t.Errorf("without events: %+v", m)
	}
	times.Event = []bool{true, false, true, true}
	constant := [][]float64{{1, 1, 1, 1}, {0, 1, 1, 0}}
	m := FitCox(times, constant, Efron)
	if m.Coefficients[0].State != Aliased || m.Coefficients[1].State != Estimated || m.Ratio.DF != 1 {
		t.Errorf("a covariate that is the same for all: %+v", m.Coefficients)
	}
	twice := [][]float64{{0, 1, 1, 0}, {0, 1, 1, 0}}
	if m := FitCox(times, twice, Efron); m.Coefficients[1].State != Aliased || !m.Finite() {
		t.Errorf("a covariate that is there twice: %+v", m.Coefficients)
	}
	c := KaplanMeier(Times{[]float64{3}, []bool{true}})
	if m := c.Median(); m.Value != 3 || !math.IsNaN(m.Low) || !math.IsNaN(m.High) {
		t.Errorf("median of one patient: %+v", m)
	}
	for g, s := range map[float64]float64{0: 1, 2.9: 1, 3: 0, 9: 0} {
		if c.At(g) != s {
			t.Errorf("survival at %v is %v, want %v", g, c.At(g), s)
		}
	}
	if c.Risk(0) != 1 || c.Risk(3) != 1 || c.Risk(3.1) != 0 {
		t.Error("numbers at risk")
	}
}

// The pieces of a comparison are those of the functions that R checks, and what is missing
// or cannot be estimated stays out.
func TestAComparison(t *testing.T) {
	r := references(t)[4] // "effect"
	times := Times{append(slices.Clone(r.times.Time), math.NaN(), 5), append(slices.Clone(r.times.Event), true, true)}
	group := append(slices.Clone(r.group), 0, -1)
	x := append(slices.Clone(r.x), 1, 1)
	c := Compare(times, group, r.groups+1, []Covariate{{"x", [][]float64{x}, []string{"x"}}}) // the last group is empty
	if c.N != len(r.group) || c.LogRank.P != TestLogRank(r.times, r.group, r.groups).P || c.Reference != 0 {
		t.Errorf("%d observations, log-rank %v, reference %d", c.N, c.LogRank.Test, c.Reference)
	}
	if len(c.Pairs) != 6 || !math.IsNaN(c.Pairs[5].P) || c.Pairs[0].Q < c.Pairs[0].P {
		t.Errorf("pairs %+v", c.Pairs)
	}
	r.close(t, "efron.coef", c.Plain.Coefficients[0].Value, c.Plain.Coefficients[1].Value)
	var adjusted []float64
	for _, k := range c.Adjusted.Coefficients {
		adjusted = append(adjusted, k.Value)
	}
	r.close(t, "efron.x.coef", adjusted...)
	if len(c.Adjusted.Hazards) != 3 || c.Adjusted.Group.DF != 2 || c.Groups[3].N != 0 {
		t.Errorf("%+v", c.Adjusted)
	}
	if !(c.Means.P < 0.05) || c.Means.DF != 2 {
		t.Errorf("restricted means %+v", c.Means)
	}
	if none := Compare(Times{[]float64{1, 2}, []bool{false, false}}, []int{0, 1}, 2, nil); none.Plain != nil ||
		!math.IsNaN(none.LogRank.P) || !math.IsNaN(none.Means.P) {
		t.Errorf("without events: %+v", none)
	}
}

func TestCrossingCurves(t *testing.T) {
	var times Times
	var group []int
	for i := range 40 {
		early, late := 1+float64(i)/40, 8+float64(i)/40
		a, b := early, 5.0 // of the first group half die early and nobody later, the second all in the middle
		if i%2 == 0 {
			a = late
		}
		times.Time, times.Event = append(times.Time, a, b+float64(i)/100), append(times.Event, i%2 == 1, true)
		group = append(group, 0, 1)
	}
	if !Compare(times, group, 2, nil).Crossing {
		t.Error("curves that cross do not")
	}
	for i := range times.Time {
		times.Time[i] = float64(1+group[i]) * float64(1+i)
		times.Event[i] = true
	}
	if Compare(times, group, 2, nil).Crossing {
		t.Error("curves that do not cross do")
	}
}

package report

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"subtype/internal/chapter/clinic"
	"subtype/internal/expr"
	"subtype/internal/expr/annotation"
	exprtable "subtype/internal/expr/table"
	"subtype/internal/figure"
	"subtype/internal/survey"
	"subtype/internal/sweep"
	"subtype/nmf"
	"subtype/rank"
)

// cohort is a study of so many samples and of genes in six planted groups, as if it had been
// factorised: each run takes some samples for others.
func cohort(t *testing.T, samples, ranks, runs int, annotations []annotation.Column) *Study {
	const genes, groups = 60, 6
	r := rand.New(rand.NewPCG(1, uint64(samples)))
	table := &exprtable.Table{Name: "cohort.tsv", Format: "tab-separated text"}
	for j := range samples {
		table.Columns = append(table.Columns, j+2)
		table.Samples = append(table.Samples, fmt.Sprintf("TCGA-%c%c-%04d", 'A'+r.IntN(26), 'A'+r.IntN(26), j))
	}
	for i := range genes {
		row := make([]float64, samples)
		for j := range row {
			row[j] = 3*r.Float64() + 5*float64(1-min(1, (i+groups-j%groups)%groups))
		}
		table.Genes, table.Lines = append(table.Genes, fmt.Sprintf("G%d", i)), append(table.Lines, i+2)
		table.Values = append(table.Values, row)
	}
	m, err := expr.Prepare(table, expr.Options{})
	if err != nil {
		t.Fatal(err)
	}
	v, err := nmf.NewMatrix(m.Values)
	if err != nil {
		t.Fatal(err)
	}
	plan := sweep.Plan{Restarts: runs, Seed: 1, Method: nmf.Brunet{}, MaxIter: 1}
	for k := range ranks {
		plan.Ranks = append(plan.Ranks, k+2)
	}
	c := survey.NewCollector(plan)
	for task := range plan.Tasks(sweep.Shard{}) {
		f := nmf.NewFactors(genes, samples, task.K)
		record := sweep.Record{Task: task, Labels: make([]int, samples), Loss: float64(100 - task.K + task.Run), Iter: 1}
		for j := range samples {
			label := m.SampleOrder[j] % groups % task.K
			if r.IntN(50*runs) == 0 {
				label = r.IntN(task.K)
			}
			record.Labels[j] = label
			f.H.Set(label, j, 1+r.Float64())
		}
		for i := range genes {
			f.W.Set(i, i%groups%task.K, 1+r.Float64())
		}
		c.Add(record, f)
	}
	found, err := c.Survey(context.Background(), sweep.Alone(v), rank.Rules()[0], 3, 1)
	if err != nil {
		t.Fatal(err)
	}
	fonts, err := figure.NewFonts(nil)
	if err != nil {
		t.Fatal(err)
	}
	known, err := clinic.Read(annotations, nil, clinic.Asked{})
	if err != nil {
		t.Fatal(err)
	}
	return &Study{Version: "0.0.0", Matrix: m, Annotations: annotations, Survey: found, Fonts: fonts,
		Clinic: clinic.FromSurvey(known, found), Markers: evidence(t, m, found), Classifier: frozen(found)}
}

// patients are annotations: survival, classes, numbers and names, of which some are not known.
func patients(samples, classes, numbers, unique int) []annotation.Column {
	r := rand.New(rand.NewPCG(2, uint64(samples)))
	column := func(name string, value func() string) annotation.Column {
		c := annotation.Column{Name: name}
		for range samples {
			if r.IntN(20) == 0 {
				c.Values = append(c.Values, "")
			} else {
				c.Values = append(c.Values, value())
			}
		}
		return c
	}
	out := []annotation.Column{
		column("os_time_months", func() string { return fmt.Sprintf("%.2f", -40*math.Log(1-r.Float64())) }),
		column("os_event", func() string { return fmt.Sprint(r.IntN(2)) })}
	for i := range classes {
		out = append(out, column(fmt.Sprint("class ", i), func() string { return fmt.Sprint("level ", r.IntN(i+2)) }))
	}
	for i := range numbers {
		out = append(out, column(fmt.Sprint("measure ", i), func() string { return fmt.Sprintf("%.4f", 100*r.Float64()) }))
	}
	for i := range unique {
		out = append(out, column(fmt.Sprint("name ", i), func() string { return fmt.Sprintf("id%08d", r.IntN(1e8)) }))
	}
	return out
}

// sized is the page of a study, with so many bytes at most.
func sized(t *testing.T, s *Study, f *figures, most int) string {
	t.Helper()
	var b bytes.Buffer
	if err := s.page(f).Write(&b); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d samples: a page of %d bytes", len(s.Matrix.Samples), b.Len())
	if b.Len() > most {
		t.Errorf("the page of %d samples has %d bytes, more than %d", len(s.Matrix.Samples), b.Len(), most)
	}
	return b.String()
}

// A page of 2000 samples and five ranks is below half a megabyte, with the usual annotations.
func TestPagesAreSmall(t *testing.T) {
	s := cohort(t, 2000, 5, 50, patients(2000, 8, 4, 0))
	page := sized(t, s, s.figures(), 450_000)
	if !strings.Contains(page, "Survival") {
		t.Error("no survival")
	}
}

// Of 20 000 samples and 60 annotations the page is below three megabytes and the workbook
// below twenty, which has them all.
func TestReportsOfLargeCohortsAreBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	s := cohort(t, 20000, 2, 5, patients(20000, 10, 40, 8))
	f := s.figures()
	sized(t, s, f, 3_000_000)
	var b bytes.Buffer
	if err := s.writeWorkbook(&b, f); err != nil {
		t.Fatal(err)
	}
	t.Logf("a workbook of %d bytes", b.Len())
	if b.Len() > 20_000_000 {
		t.Errorf("the workbook has %d bytes", b.Len())
	}
}

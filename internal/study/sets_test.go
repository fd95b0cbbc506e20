package study

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"subtype/internal/runlog"
	"subtype/internal/spec"
	"subtype/internal/state"
	"subtype/internal/sweep"
)

// quiet takes notices and shows none; it can end the work after some runs.
type quiet struct {
	notes  []string
	left   int
	cancel func()
}

func (q *quiet) Note(format string, a ...any) { q.notes = append(q.notes, fmt.Sprintf(format, a...)) }
func (q *quiet) Kept(string)                  {}
func (q *quiet) Begin(*Estimate, int)         {}
func (q *quiet) End()                         {}
func (q *quiet) Ran(sweep.Task, string) {
	if q.left--; q.left == 0 && q.cancel != nil {
		q.cancel()
	}
}

// sampled opens a small analysis whose plan has data sets drawn from the matrix.
func sampled(t *testing.T, q *quiet, subsamples int) *Analysis {
	t.Helper()
	var b strings.Builder
	for i := range 13 {
		for j := range 13 {
			switch {
			case i == 0 && j == 0:
				b.WriteString("gene")
			case i == 0:
				fmt.Fprintf(&b, "\tS%02d", j)
			case j == 0:
				fmt.Fprintf(&b, "G%02d", i)
			default:
				fmt.Fprintf(&b, "\t%d", 1+(i*i+3*j)%5+9*((i+j+1)%2))
			}
		}
		b.WriteByte('\n')
	}
	input := filepath.Join(t.TempDir(), "expr.tsv")
	if err := os.WriteFile(input, []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	s := spec.New()
	s.Set("ranks", "2-3")
	s.Set("restarts", "3")
	s.Set("figures", "svg")
	s.Plan.Resample, s.Plan.Null = subsamples, 9
	a, err := Open(s, input, nil, Process{Threads: 2, Progress: q}, true)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// A plan with data sets runs, is continued, comes out of shards as it came out of one
// process, and its report is made anew.
func TestDataSetsOfAPlan(t *testing.T) {
	ctx := context.Background()
	whole, parts, stopped := t.TempDir(), t.TempDir(), t.TempDir()
	q := &quiet{}
	a := sampled(t, q, 4)
	runs := a.Spec.Sweep().Runs()
	if _, err := a.Run(ctx, whole, nil); err != nil {
		t.Fatal(err)
	}
	begun := fmt.Sprintf("%d runs of %s to do", runs, a.Spec.Plan.Algorithm)
	if notes := strings.Join(q.notes, "\n"); !strings.Contains(notes, begun) ||
		!strings.Contains(notes, "data sets drawn from the matrix") {
		t.Error(notes)
	}
	log, err := runlog.ReadFile(filepath.Join(whole, RunsName))
	if err != nil || len(log.Records) != runs || len(log.Sets) != len(a.Spec.Sweep().Sets) {
		t.Fatalf("%v, %d of %d runs", err, len(log.Records), runs)
	}

	var names []string
	for i := 1; i <= 3; i++ {
		name := filepath.Join(parts, fmt.Sprint(i))
		if err := sampled(t, &quiet{}, 4).Factorize(ctx, sweep.Shard{Index: i, Count: 3}, name, nil, nil); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	shards := ReadShards(names, nil)
	s := spec.New()
	if err := shards.Adopt(s, func(string) bool { return false }); err != nil || len(s.Sweep().Sets) != len(log.Sets) {
		t.Fatal(err)
	}
	if _, err := sampled(t, &quiet{}, 4).Combine(ctx, shards, filepath.Join(parts, "out"), nil); err != nil {
		t.Fatal(err)
	}
	err = ReadShards(names[:2], nil).Adopt(spec.New(), func(string) bool { return false })
	if err == nil || !strings.Contains(err.Error(), "missing: 3/3") {
		t.Error(err)
	}
	_, err = sampled(t, &quiet{}, 5).Combine(ctx, shards, filepath.Join(parts, "out"), nil)
	if err == nil || !strings.Contains(err.Error(), "drawn from the matrix, and asked for are") {
		t.Error(err)
	}

	cancelled, cancel := context.WithCancel(ctx)
	if _, err := sampled(t, &quiet{left: 9, cancel: cancel}, 4).Run(cancelled, stopped, nil); err == nil {
		t.Fatal("it was not stopped")
	}
	q = &quiet{}
	_, err = sampled(t, q, 4).Run(ctx, stopped, nil)
	if err != nil || !strings.Contains(strings.Join(q.notes, "\n"), "continuing") {
		t.Fatal(err, q.notes)
	}
	process := Process{Threads: 1, Force: true, Progress: &quiet{}}
	if _, err := ReportAnew(ctx, stopped, spec.New(), func(string) bool { return false }, process); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{RunsName, state.FileName, SummaryName, "assignments.tsv", "stability.tsv",
		"rank_survey.tsv", "report.xlsx"} {
		want, _ := os.ReadFile(filepath.Join(whole, name))
		for _, dir := range []string{filepath.Join(parts, "out"), stopped} {
			if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(got) != string(want) {
				t.Errorf("%s in %s differs: %v", name, dir, err)
			}
		}
	}
}

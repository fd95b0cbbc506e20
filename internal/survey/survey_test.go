package survey

import (
	"context"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"testing"

	"subtype/consensus"
	"subtype/internal/reftest"
	"subtype/internal/sweep"
	"subtype/nmf"
	"subtype/rank"
)

var plan = sweep.Plan{Ranks: []int{2, 3}, Restarts: 4, Seed: 7, MaxIter: 60, Method: nmf.Brunet{}}

// collected are all runs of the plan, with their factors.
func collected(t *testing.T) (v *nmf.Matrix, full *Collector) {
	t.Helper()
	v, err := nmf.NewMatrix(reftest.Problems()["large"].V)
	if err != nil {
		t.Fatal(err)
	}
	full = NewCollector(plan)
	err = sweep.Run(context.Background(), sweep.Alone(v), plan, plan.Tasks(sweep.Shard{}), 2,
		func(r sweep.Record, f nmf.Factors) error {
			full.Add(r, f)
			return nil
		})
	if err != nil {
		t.Fatal(err)
	}
	return v, full
}

func found(t *testing.T, c *Collector, v *nmf.Matrix, threads int) *Survey {
	t.Helper()
	rule, _ := rank.RuleByName("elbow")
	s, err := c.Survey(context.Background(), sweep.Alone(v), rule, 0, threads)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// The records alone, in any order, give what the runs gave.
func TestRecordsAloneGiveTheSameSurvey(t *testing.T) {
	v, full := collected(t)
	records := full.Records()
	want := found(t, full, v, 2)
	slices.Reverse(records)
	c := NewCollector(plan)
	for _, r := range records {
		c.Add(r, nmf.Factors{})
	}
	got := found(t, c, v, 1)
	for i, r := range got.Ranks {
		w := want.Ranks[i]
		if !reflect.DeepEqual(r.Factors, w.Factors) || !slices.Equal(r.Subtypes, w.Subtypes) || r.Best != w.Best ||
			r.Score.RSS != w.Score.RSS {
			t.Errorf("k = %d differs", r.K)
		}
	}
	if got.Choice.K != want.Choice.K || got.Choice.Why() != want.Choice.Why() {
		t.Errorf("%+v, want %+v", got.Choice, want.Choice)
	}
}

// Restoring needs no matrix, and notices factors that are not those of the runs.
func TestRestore(t *testing.T) {
	v, full := collected(t)
	want := found(t, full, v, 2)
	rule, _ := rank.RuleByName("elbow")
	fitted := want.Fitted()
	got, err := full.Restore(context.Background(), fitted, rule, 3, 2)
	if err != nil {
		t.Fatal(err)
	}
	if got.Choice.K != 3 || got.Chosen().K != 3 {
		t.Errorf("%+v", got.Choice)
	}
	for i, r := range got.Ranks {
		for f := range reflect.TypeOf(r).NumField() {
			name := reflect.TypeOf(r).Field(f).Name
			a, b := reflect.ValueOf(r).Field(f).Interface(), reflect.ValueOf(want.Ranks[i]).Field(f).Interface()
			if name == "Score" || name == "Confidence" { // NaN is not equal to itself
				a, b = fmt.Sprint(a), fmt.Sprint(b)
			}
			if !reflect.DeepEqual(a, b) {
				t.Errorf("k = %d: %s differs", r.K, name)
			}
		}
	}
	fitted[0].Factors = permute(fitted[0].Factors, []int{1, 0})
	if _, err := full.Restore(context.Background(), fitted, rule, 0, 2); err == nil {
		t.Error("factors of other metagenes were taken")
	}
}

// Runs that are missing, or are of another matrix or program, are no survey.
func TestSurveyOfWrongRuns(t *testing.T) {
	v, full := collected(t)
	rule, _ := rank.RuleByName("elbow")
	records := full.Records()
	c := NewCollector(plan)
	for _, r := range records[1:] {
		c.Add(r, nmf.Factors{})
	}
	if _, err := c.Survey(context.Background(), sweep.Alone(v), rule, 0, 1); err == nil {
		t.Error("a missing run was not noticed")
	}
	c = NewCollector(plan)
	for _, r := range records {
		r.Loss = math.Nextafter(r.Loss, 0)
		c.Add(r, nmf.Factors{})
	}
	if _, err := c.Survey(context.Background(), sweep.Alone(v), rule, 0, 1); !errors.Is(err, ErrNotReproduced) {
		t.Errorf("another residual: %v", err)
	}
}

// Samples beyond those that are clustered join the group they lie in.
func TestPlainTreeOfManySamples(t *testing.T) {
	n := EverySample + 501
	x := make([]float64, 0, 2*n)
	for i := range n {
		x = append(x, float64(i%3)+1e-3*float64(i%7), 0)
	}
	p := plainTree(consensus.NewPoints(2, x), 3)
	group := map[int]int{}
	for i, l := range p.labels {
		if was, ok := group[i%3]; ok && was != l {
			t.Fatalf("sample %d of group %d has label %d, others there %d", i, i%3, l, was)
		}
		group[i%3] = l
	}
	if len(group) != 3 || group[0] == group[1] || group[1] == group[2] || group[0] == group[2] {
		t.Errorf("%v", group)
	}
}

// A sample that never met another subtype has no next one; two that are as near are
// a tie.
func TestNextSubtypes(t *testing.T) {
	c := consensus.NewCounts(6) // 0 1 | 2 3 | 4 5
	c.Add([]int{0, 0, 1, 1, 2, 2})
	c.Add([]int{0, 0, 1, 0, 2, 0})
	own, next, to, tied := neighbours(c, []int{0, 0, 1, 1, 2, 2}, 3)
	if own[0] != 1 || next[0] != 0.25 || to[0] != 1 || !tied[0] {
		t.Errorf("a tie: own %v, next %v, to %v, tied %v", own[0], next[0], to[0], tied[0])
	}
	if next[2] != 0 || to[2] != -1 || tied[2] {
		t.Errorf("never met: next %v, to %v, tied %v", next[2], to[2], tied[2])
	}
	if next[3] != 0.5 || to[3] != 0 || tied[3] {
		t.Errorf("one: next %v, to %v, tied %v", next[3], to[3], tied[3])
	}
}

package main

import (
	"context"
	"fmt"
	"slices"

	"subtype/consensus"
	"subtype/internal/confidence"
	"subtype/internal/sweep"
	"subtype/nmf"
)

// patient is a sample of one half of a cohort.
type patient struct {
	Frequency float64 // the least of its three
	Class     confidence.Class
	Kept      bool // the other half's metagenes give it the same subtype
}

// halved does the analysis of one half of the samples at the known number of groups, and
// asks the other half, which had no part in it, for the same samples.
func halved(ctx context.Context, s *set, m *measured) error {
	n := len(s.truth)
	order := stream(s.name + "halves").Perm(n)
	var first, second [][]float64
	for _, row := range s.log {
		a, b := columns(row, order[:n/2]), columns(row, order[n/2:])
		if varies(a) && varies(b) {
			first, second = append(first, a), append(second, b)
		}
	}
	p := plan([]int{s.k})
	found, all, err := surveyed(ctx, first, p)
	if err != nil {
		return fmt.Errorf("%s: %w", s.name, err)
	}
	subtypes := found.Ranks[0].Subtypes
	sure, err := confident(p, s.k, subtypes, all)
	if err != nil {
		return err
	}
	again, err := labelled(ctx, p, s.k, first, second)
	if err != nil {
		return fmt.Errorf("%s: %w", s.name, err)
	}
	again = consensus.Rename(again, consensus.Match(again, subtypes, s.k))
	for j, subtype := range subtypes {
		class := sure.Class(j, confidence.Clear)
		m.Patients = append(m.Patients, patient{digits(sure.Frequency(j)), class, again[j] == subtype})
	}
	return nil
}

// labelled groups the second samples, and gives the first the groups that their metagenes
// say.
func labelled(ctx context.Context, p sweep.Plan, k int, first, second [][]float64) ([]int, error) {
	v, err := fromZero(second)
	if err != nil {
		return nil, err
	}
	alike := make([][]float64, len(first))
	for i, row := range first {
		alike[i] = shifted(row, slices.Min(second[i]))
	}
	others, err := nmf.NewMatrix(alike)
	if err != nil {
		return nil, err
	}
	var best sweep.Record
	var f nmf.Factors
	for run := 1; run <= 5; run++ {
		r, factors, err := p.Fit(ctx, sweep.Alone(v), sweep.Task{K: k, Run: run})
		if err != nil {
			return nil, err
		}
		if run == 1 || r.Loss < best.Loss {
			best, f = r, factors
		}
	}
	h := nmf.Project(others, f.W, p.Method)
	if p.Read == sweep.Largest {
		return nmf.Assign(h, nil), nil
	}
	return consensus.Nearest(sweep.Directions(h), consensus.Centres(sweep.Directions(f.H), best.Labels, k)), nil
}

func columns(row []float64, keep []int) []float64 {
	var out []float64
	for _, j := range keep {
		out = append(out, row[j])
	}
	return out
}

func varies(row []float64) bool { return slices.Min(row) < slices.Max(row) }

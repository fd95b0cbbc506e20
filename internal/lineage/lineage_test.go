package lineage

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"subtype/consensus"
)

// random are groupings whose neighbours have most samples in common: labels of a
// rank change for some samples, and are named by size as everywhere.
func random(n int, ranks []int, moved float64, rng *rand.Rand) []Grouping {
	place := make([]float64, n)
	for j := range place {
		place[j] = rng.Float64()
	}
	var all []Grouping
	for _, k := range ranks {
		labels := make([]int, n)
		for j := range labels {
			labels[j] = int(place[j] * float64(k))
			if rng.Float64() < moved {
				labels[j] = rng.IntN(k)
			}
			if j < k {
				labels[j] = j // none is empty
			}
		}
		all = append(all, Grouping{k, consensus.BySize(labels)})
	}
	return all
}

// each runs over chosen ranks of random groupings.
func each(t *testing.T, law func(t *testing.T, all []Grouping, l *Lineage)) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, ranks := range [][]int{{3}, {2, 3}, {2, 3, 4, 5, 6}, {2, 5, 9}, {4, 7, 20}, {2, 3, 4, 5, 6, 7, 8, 9, 10}} {
		for _, moved := range []float64{0, 0.1, 1} {
			all := random(60, ranks, moved, rng)
			for _, k := range ranks {
				law(t, all, New(all, k))
			}
		}
	}
}

// Every sample is in one flow between any two neighbours, whichever side counts.
func TestFlowsCountEverySampleFromBothSides(t *testing.T) {
	each(t, func(t *testing.T, all []Grouping, l *Lineage) {
		for i := 1; i < len(all); i++ {
			out, in := make([]int, all[i-1].K), make([]int, all[i].K)
			for _, f := range l.Flows {
				if f.Rank != all[i-1].K {
					continue
				}
				if f.NextRank != all[i].K || f.Samples <= 0 {
					t.Errorf("%+v after rank %d", f, all[i-1].K)
				}
				out[f.Subtype] += f.Samples
				in[f.NextSubtype] += f.Samples
			}
			if !slices.Equal(out, l.Sizes(all[i-1].K)) || !slices.Equal(in, l.Sizes(all[i].K)) {
				t.Errorf("ranks %d and %d: out %v of %v, in %v of %v", all[i-1].K, all[i].K, out, l.sizes[i-1], in, l.sizes[i])
			}
			back := New([]Grouping{all[i], all[i-1]}, all[i].K)
			for _, f := range New(all[i-1:i+1], all[i].K).Flows {
				if !slices.Contains(back.Flows, Flow{f.NextRank, f.NextSubtype, f.Rank, f.Subtype, f.Samples}) {
					t.Errorf("%+v is not seen from the other side", f)
				}
			}
		}
	})
}

func TestColorsOfOneRankDiffer(t *testing.T) {
	each(t, func(t *testing.T, all []Grouping, l *Lineage) {
		for i, g := range all {
			seen := map[int]bool{}
			for _, c := range l.colors[i] {
				if c < 0 || c >= l.Colors() || c >= Distinct || seen[c] {
					t.Errorf("chosen %d, rank %d: colours %v", l.Chosen, g.K, l.colors[i])
				}
				seen[c] = true
			}
			if g.K == l.Chosen && !slices.IsSorted(l.colors[i]) {
				t.Errorf("the chosen rank %d has colours %v", g.K, l.colors[i])
			}
		}
	})
}

// Where two neighbours have the same colour they share samples, and no other pairing of
// subtypes keeps more samples under one colour.
func TestColorsFollowTheSamples(t *testing.T) {
	each(t, func(t *testing.T, all []Grouping, l *Lineage) {
		for i := 1; i < len(all); i++ {
			table := inCommon(all[i-1], all[i])
			kept := 0.0
			for a, row := range table {
				if b := slices.Index(l.colors[i], l.colors[i-1][a]); b >= 0 {
					if row[b] == 0 && l.colors[i-1][a] < Distinct-1 && l.Colors() < Distinct {
						t.Errorf("S%d of %d and S%d of %d share no sample, but a colour", a+1, all[i-1].K, b+1, all[i].K)
					}
					kept += row[b]
				}
			}
			if most := matched(table); kept != most {
				t.Errorf("ranks %d and %d, chosen %d: %v samples keep their colour, %v could", all[i-1].K, all[i].K, l.Chosen,
					kept, most)
			}
		}
	})
}

// matched is the largest number of samples in matching subtypes.
func matched(table [][]float64) float64 {
	if len(table) > len(table[0]) {
		table = transposed(table)
	}
	sum := 0.0
	for a, b := range consensus.Assign(table) {
		sum += table[a][b]
	}
	return sum
}

// What is further from the chosen rank changes no colour that is nearer.
func TestColorsDoNotDependOnRanksFurtherOut(t *testing.T) {
	all := random(80, []int{2, 3, 4, 5, 6, 7}, 0.2, rand.New(rand.NewPCG(3, 4)))
	whole := New(all, 4)
	for _, some := range [][2]int{{1, 4}, {2, 6}, {2, 3}, {0, 5}} {
		part := New(all[some[0]:some[1]], 4)
		for _, k := range part.Ranks {
			for q := range k {
				if got, want := part.Color(k, q), whole.Color(k, q); got != want && want < k+2 {
					t.Errorf("ranks %v: S%d of %d has colour %d, want %d", part.Ranks, q+1, k, got, want)
				}
			}
		}
	}
}

// The order of the samples says nothing.
func TestTheOrderOfSamplesChangesNothing(t *testing.T) {
	all := random(50, []int{2, 3, 4, 6}, 0.3, rand.New(rand.NewPCG(5, 6)))
	want := New(all, 3)
	order := rand.New(rand.NewPCG(7, 8)).Perm(50)
	shuffled := make([]Grouping, len(all))
	for i, g := range all {
		shuffled[i] = Grouping{g.K, make([]int, len(order))}
		for to, from := range order {
			shuffled[i].Subtypes[to] = g.Subtypes[from]
		}
	}
	if got := New(shuffled, 3); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v\nwant %+v", got, want)
	}
}

// A subtype whose samples all go elsewhere leaves its colour to nobody.
func TestAColorIsNotGivenToOtherSamples(t *testing.T) {
	l := New([]Grouping{
		{3, []int{0, 0, 0, 0, 1, 1, 1, 1, 2}},
		{4, []int{0, 0, 0, 2, 1, 1, 1, 3, 0}},
	}, 3)
	if got := fmt.Sprint(l.colors); got != "[[0 1 2] [0 1 3 4]]" {
		t.Error(got)
	}
}

func TestOrderIsOfAllSubtypesWithFewCrossings(t *testing.T) {
	each(t, func(t *testing.T, all []Grouping, l *Lineage) {
		var plain [][]int
		var common [][][]float64
		for i, g := range all {
			order := slices.Sorted(slices.Values(l.order[i]))
			plain = append(plain, order)
			if len(order) != g.K || order[0] != 0 || order[g.K-1] != g.K-1 || len(slices.Compact(order)) != g.K {
				t.Errorf("rank %d has order %v", g.K, l.order[i])
			}
			if i > 0 {
				common = append(common, inCommon(all[i-1], g))
			}
		}
		if got, before := crossings(l.order, common), crossings(plain, common); got > before {
			t.Errorf("%v crossings, %v as numbered", got, before)
		}
	})
	// Groups that only split can be drawn without any crossing.
	nested := New([]Grouping{
		{2, []int{0, 0, 0, 0, 0, 1, 1, 1}}, {3, []int{1, 1, 2, 2, 2, 0, 0, 0}}, {5, []int{0, 0, 1, 4, 4, 2, 3, 3}},
	}, 3)
	var common [][][]float64
	for i, g := range []Grouping{{3, []int{1, 1, 2, 2, 2, 0, 0, 0}}, {5, []int{0, 0, 1, 4, 4, 2, 3, 3}}} {
		before := Grouping{2, []int{0, 0, 0, 0, 0, 1, 1, 1}}
		if i == 1 {
			before = Grouping{3, []int{1, 1, 2, 2, 2, 0, 0, 0}}
		}
		common = append(common, inCommon(before, g))
	}
	if n := crossings(nested.order, common); n != 0 {
		t.Errorf("%v crossings in %v", n, nested.order)
	}
}

// Crossings by the definition: pairs of flows that go the one way at one rank and the
// other way at the next.
func TestCrossingsAreThoseOfPairsOfSamples(t *testing.T) {
	all := random(40, []int{3, 5}, 1, rand.New(rand.NewPCG(9, 10)))
	table := inCommon(all[0], all[1])
	order := [][]int{{2, 0, 1}, {4, 1, 0, 3, 2}}
	want := 0.0
	for i, a := range order[0] {
		for _, later := range order[0][i+1:] {
			for p, b := range order[1] {
				for _, above := range order[1][:p] {
					want += table[a][b] * table[later][above]
				}
			}
		}
	}
	if got := crossings(order, [][][]float64{table}); got != want || want == 0 {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestFates(t *testing.T) {
	l := New([]Grouping{
		{2, []int{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1}},
		{3, []int{0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2}},
	}, 2)
	fates := l.Fates(2)
	if len(fates) != 2 || !fates[0].Splits() || len(fates[0].Large()) != 2 || len(fates[0].Parts) != 3 ||
		fates[1].Splits() || fates[1].Parts[0] != (Flow{2, 1, 3, 2, 3}) {
		t.Errorf("%+v", fates)
	}
	if l.Fates(3) != nil || l.Next(2) != 3 || l.Next(3) != 0 || l.Before(3) != 2 || l.Before(2) != 0 {
		t.Error("neighbours of ranks are wrong")
	}
}

func TestNearAreTheRanksAroundTheChosenOne(t *testing.T) {
	all := random(60, []int{2, 3, 4, 5, 6, 7}, 0, rand.New(rand.NewPCG(11, 12)))
	for _, c := range []struct {
		chosen, most int
		want         string
	}{{2, 3, "[2 3 4]"}, {5, 3, "[4 5 6]"}, {7, 3, "[5 6 7]"}, {4, 6, "[2 3 4 5 6 7]"}, {4, 9, "[2 3 4 5 6 7]"}} {
		if got := fmt.Sprint(New(all, c.chosen).Near(c.most)); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

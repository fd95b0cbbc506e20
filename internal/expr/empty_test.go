package expr

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"subtype/internal/expr/table"
)

// hollow is a table in which few genes have values in few samples, so that most samples
// are empty in the genes kept; only says which samples stand in it.
func hollow(seed uint64, negative bool, only func(sample string) bool) string {
	r := rand.New(rand.NewPCG(seed, 3))
	const genes, samples = 40, 14
	var b strings.Builder
	b.WriteString("gene")
	names := make([]string, samples)
	for j := range names {
		names[j] = fmt.Sprintf("s%d", (j*5)%samples)
		if only(names[j]) {
			b.WriteString("\t" + names[j])
		}
	}
	for i := range genes {
		fmt.Fprintf(&b, "\ng%d", i%(genes-3)) // some twice
		at, wide := r.IntN(samples), 1+r.IntN(4)
		for j, name := range names {
			x := 0.0
			if (j-at+samples)%samples < wide {
				x = float64(r.IntN(900)) / 10 * float64(1+i%5)
			}
			if negative && r.IntN(3) == 0 {
				x = -x
			}
			if only(name) {
				fmt.Fprintf(&b, "\t%.1f", x)
			}
		}
	}
	return b.String() + "\n"
}

// Samples that turn out to be empty once genes are chosen are left out as if the file
// had not held them: genes are chosen among the samples that stay.
func TestEmptySamplesHaveNoPartInTheChoiceOfGenes(t *testing.T) {
	dropped, rounds := 0, 0
	for seed := range uint64(60) {
		negatives := NegativesPolicies[seed%uint64(len(NegativesPolicies))]
		o := Options{TopGenes: 3 + int(seed)%6, DropEmptySamples: true, Filter: Filters[seed%2],
			Duplicates: DuplicatesPolicies[seed%4], Negatives: negatives, MinSamples: 1}
		negative := negatives == "clip" || negatives == "split"
		load := func(only func(string) bool) (*Matrix, error) {
			return Load("expr", strings.NewReader(hollow(seed, negative, only)),
				table.Options{Orientation: "genes-in-rows"}, o)
		}
		got, err := load(func(string) bool { return true })
		if err != nil {
			if !strings.Contains(err.Error(), "no sample is left") && !strings.Contains(err.Error(),
				"no gene is left") && !strings.Contains(err.Error(), "negative") {
				t.Errorf("seed %d: %v", seed, err)
			}
			continue
		}
		told := map[string]int{}
		for _, f := range got.Findings {
			if f.Code == "empty-sample" {
				told[f.Text]++
			}
		}
		if n := 14 - len(got.Samples); n > 0 {
			dropped++
			rounds = max(rounds, len(told))
		}
		want, err := load(func(name string) bool { return slices.Contains(got.Samples, name) })
		if err != nil {
			t.Errorf("seed %d: without these samples: %v", seed, err)
			continue
		}
		if err := sameMatrix(got, want); err != nil || !slices.Equal(got.GeneOrder, want.GeneOrder) ||
			len(want.Samples) != len(got.Samples) {
			t.Errorf("seed %d, %+v: %v\n%q", seed, o, err, got.Samples)
		}
		table, err := table.Read("expr", strings.NewReader(hollow(seed, negative, func(string) bool { return true })),
			table.Options{Orientation: "genes-in-rows"})
		if err != nil {
			t.Fatal(err)
		}
		if whole, err := Prepare(table, o); err != nil || sameMatrix(got, whole) != nil {
			t.Errorf("seed %d: held whole: %v", seed, err)
		}
	}
	if dropped < 20 {
		t.Errorf("samples were left out of %d tables only", dropped)
	}
	t.Logf("left out of %d tables, for up to %d reasons", dropped, rounds)
}

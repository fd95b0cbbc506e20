package sweep

import "testing"

func TestPerturbedDataSets(t *testing.T) {
	for subsamples, want := range map[int][3]int{0: {}, 1: {1, 1, 1}, 2: {2, 1, 1}, 4: {4, 2, 2}, 16: {16, 6, 6},
		40: {40, 15, 15}} {
		var got [3]int
		seen := map[Data]bool{}
		for _, s := range Perturbed(subsamples) {
			if err := s.Data.Check(); err != nil || seen[s.Data] || s.Runs != PerturbedRuns {
				t.Errorf("%+v: %v", s, err)
			}
			seen[s.Data] = true
			switch d := s.Data; {
			case d.Subsample > 0:
				got[0]++
			case d.Half == HalfA:
				got[1]++
			case d.Side == HalfA:
				got[2]++
			}
		}
		if n := Subsamples(Perturbed(subsamples)); n != subsamples {
			t.Errorf("%d subsamples are read as %d", subsamples, n)
		}
		if got != want || len(seen) != want[0]+2*want[1]+2*want[2] {
			t.Errorf("%d subsamples: %v, want %v", subsamples, got, want)
		}
	}
}

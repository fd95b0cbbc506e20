package confidence

import "testing"

// Runs are in one optimum where their losses and their groups are the same, whatever the
// groups are called.
func TestFoundAgain(t *testing.T) {
	a, named, other := []int{0, 0, 1, 2}, []int{2, 2, 0, 1}, []int{0, 1, 1, 2}
	for _, c := range []struct {
		labels [][]int
		losses []float64
		want   int
	}{
		{nil, nil, 0},
		{[][]int{a}, []float64{1}, 1},
		{[][]int{a, named, other}, []float64{1, 1, 1}, 2},
		{[][]int{other, a, named}, []float64{1, 0.5, 0.5}, 2},
		{[][]int{a, named, named}, []float64{1, 1.00009, 1.0002}, 2},
		{[][]int{a, a, a}, []float64{0, 0, 1e-9}, 2},
	} {
		if got := FoundAgain(c.labels, c.losses); got != c.want {
			t.Errorf("%v of losses %v: %d, want %d", c.labels, c.losses, got, c.want)
		}
	}
}

// Runs are enough where both hold: the optimum was found again, and the agreement is known.
func TestEnough(t *testing.T) {
	same, other := []int{0, 0, 0, 1, 1, 1}, []int{0, 1, 2, 0, 1, 2}
	runs := func(n, others int) (labels [][]int, losses []float64) {
		for i := range n {
			if i < n-others {
				labels, losses = append(labels, same), append(losses, 1)
			} else {
				labels, losses = append(labels, other), append(losses, 1.1)
			}
		}
		return labels, losses
	}
	for _, c := range []struct {
		n, others int
		want      bool
	}{{20, 0, true}, {4, 0, false}, {20, 16, false}, {20, 8, false}, {200, 1, true}} {
		labels, losses := runs(c.n, c.others)
		if got := Enough(labels, losses, stream); got != c.want {
			t.Errorf("%d runs, %d otherwise: %v", c.n, c.others, got)
		}
	}
}

// What groups are called changes no agreement between starts.
func TestAgreementOfStartsKnowsNoNames(t *testing.T) {
	plain := [][]int{{0, 0, 1, 1, 2}, {0, 0, 1, 1, 2}, {0, 1, 1, 1, 2}, {0, 0, 1, 2, 2}}
	renamed := [][]int{{2, 2, 0, 0, 1}, {1, 1, 0, 0, 2}, {1, 0, 0, 0, 2}, {0, 0, 2, 1, 1}}
	if a, b := restarts(plain, stream), restarts(renamed, stream); a != b {
		t.Errorf("%+v and %+v", a, b)
	}
}

package markers

import (
	"errors"
	"slices"
)

var errApart = errors.New("it has sums of other genes or groups")

// Check says whether the parts fit each other and so many samples.
func (e *Evidence) Check(samples int) error {
	genes := len(e.Genes)
	if len(e.Ties) != genes || len(e.Scores) != len(e.Shares) ||
		slices.ContainsFunc(e.Scores, func(s []float64) bool { return len(s) != samples }) {
		return errApart
	}
	end := 0
	for _, p := range e.Parts {
		if p.From != end || p.To < p.From {
			return errApart
		}
		end = p.To
	}
	if end != genes {
		return errApart
	}
	for i := range e.Ranks {
		r := &e.Ranks[i]
		u, n := &r.Sums, genes*max(r.K, 0)
		if r.K < 1 || u.Groups != r.K || !sizes(u.Sizes, r.K, samples) || len(u.Means) != n || len(u.Squares) != n ||
			len(u.Ranks) != n || apart(u.Levels, n) || apart(u.Detected, n) || apart(u.Known, n) ||
			below0(u.Known, samples) || !ranked(u.Ranks, r.K, func(g, q int) int { return u.known(g, q) }) {
			return errApart
		}
		if s := r.Split; s != nil {
			unknown := func(h int) bool { return h < 0 || h > 1 }
			if len(s.Half) != genes || slices.ContainsFunc(s.Half, unknown) || len(s.Sizes) != 2 ||
				!sizes(s.Sizes[0], r.K, samples) || !sizes(s.Sizes[1], r.K, samples) || len(s.Ranks) != n ||
				apart(s.Known, n) || below0(s.Known, samples) ||
				!ranked(s.Ranks, r.K, func(g, q int) int { return s.known(g, q, r.K) }) {
				return errApart
			}
		}
		for _, s := range r.Shown {
			if s.Gene < 0 || s.Gene >= genes || len(s.Values) != samples {
				return errApart
			}
		}
	}
	return nil
}

// apart says whether numbers that may not be there are of something else.
func apart[T any](x []T, n int) bool { return x != nil && len(x) != n }

// below0 says whether a number of samples cannot be one.
func below0(x []int, samples int) bool {
	return slices.ContainsFunc(x, func(n int) bool { return n < 0 || n > samples })
}

// ranked says whether twice the sums of ranks, at gene × groups + group, can be those of so
// many values.
func ranked(sums []int, groups int, known func(g, q int) int) bool {
	for g := range len(sums) / groups {
		all := 0
		for q := range groups {
			all += known(g, q)
		}
		for q := range groups {
			n, sum := known(g, q), sums[g*groups+q]
			if least := n * (n + 1); sum < least || sum > least+2*n*(all-n) {
				return false
			}
		}
	}
	return true
}

// sizes says whether they are of k groups of samples.
func sizes(x []int, k, samples int) bool {
	sum := 0
	for _, n := range x {
		if n < 0 || n > samples {
			return false
		}
		sum += n
	}
	return len(x) == k && sum <= samples
}

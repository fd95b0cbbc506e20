package sweep

// PerturbedRuns is how many runs each perturbed data set has at each rank; the best
// counts.
const PerturbedRuns = 2

// Subsamples is the number that Perturbed was given to make some sets.
func Subsamples(sets []Set) int {
	n := 0
	for _, s := range sets {
		if s.Data == (Data{Subsample: s.Data.Subsample}) {
			n++
		}
	}
	return n
}

// Perturbed are the data sets that say whether groups come again: so many subsamples of
// the samples, and the halves of three eighths as many splits of the genes and halvings
// of the samples, but at least one of each. None for 0.
func Perturbed(subsamples int) []Set {
	if subsamples == 0 {
		return nil
	}
	var sets []Set
	add := func(d Data) { sets = append(sets, Set{d, PerturbedRuns}) }
	for i := range subsamples {
		add(Data{Subsample: i + 1})
	}
	halved := max(1, (3*subsamples+4)/8)
	for i := range halved {
		add(Data{Split: i + 1, Half: HalfA})
		add(Data{Split: i + 1, Half: HalfB})
	}
	for i := range halved {
		add(Data{Halving: i + 1, Side: HalfA})
		add(Data{Halving: i + 1, Side: HalfB})
	}
	return sets
}

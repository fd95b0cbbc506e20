package sweep

import "fmt"

// What a plan may ask for at most, so that the memory for its runs is known before any is
// done, whether the plan comes from a command line or from a file.
const (
	MostRank   = 100
	MostRuns   = 1_000_000
	MostLabels = 200_000_000 // runs × samples: a label is kept of each
	MostShards = 100_000
)

// Runs is the number of runs of a plan, or some number above MostRuns where they are more.
func (p Plan) Runs() int {
	sets := 0
	for _, set := range p.Sets {
		sets = min(sets+min(set.Runs, MostRuns+1), MostRuns+1)
	}
	runs := 0
	for _, k := range p.Ranks {
		runs += min(min(p.RunsAt(k), MostRuns+1)+sets, MostRuns+1)
	}
	return runs
}

// Check refuses a plan that asks for too much, of so many samples.
func (p Plan) Check(samples int) error {
	if p.Background && p.Read != Clusters {
		return fmt.Errorf("a background can be told from the groups only where these are read as clusters")
	}
	for _, k := range p.Ranks {
		if k > MostRank {
			return fmt.Errorf("rank %d is above %d", k, MostRank)
		}
	}
	runs := p.Runs()
	if runs > MostRuns {
		return fmt.Errorf("%d runs at each of %d ranks are more than %d runs, which are done at most", p.Restarts,
			len(p.Ranks), MostRuns)
	}
	if samples > MostLabels/max(1, runs) {
		return fmt.Errorf("%d runs of %d samples are more than %d labels, which are kept at most", runs, samples, MostLabels)
	}
	return nil
}

// Check refuses a part that is none, or one of too many.
func (s Shard) Check() error {
	if s.Index < 1 || s.Index > s.Count || s.Count > MostShards {
		return fmt.Errorf("part %d of %d: parts are counted from 1, and are up to %d", s.Index, s.Count, MostShards)
	}
	return nil
}

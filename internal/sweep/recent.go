package sweep

import (
	"slices"
	"sync"
)

// recent is a source that keeps the data sets asked for last, so that neighbouring
// tasks share one and no more are held than there are workers.
type recent struct {
	source Source
	most   int

	lock sync.Mutex
	sets []*dataSet // the one asked for last at the end
}

// dataSet is one that is made at most once.
type dataSet struct {
	data Data
	load func() (Loaded, error) // once, whoever comes first
}

func newRecent(source Source, most int) *recent { return &recent{source: source, most: most} }

// Load gives a data set, made at most once while it is held.
func (r *recent) Load(d Data) (Loaded, error) {
	r.lock.Lock()
	at := slices.IndexFunc(r.sets, func(s *dataSet) bool { return s.data == d })
	var s *dataSet
	if at >= 0 {
		s = r.sets[at]
		r.sets = slices.Delete(r.sets, at, at+1)
	} else {
		s = &dataSet{data: d, load: sync.OnceValues(func() (Loaded, error) { return r.source.Load(d) })}
		if len(r.sets) == r.most {
			r.sets = slices.Delete(r.sets, 0, 1)
		}
	}
	r.sets = append(r.sets, s)
	r.lock.Unlock()
	return s.load()
}

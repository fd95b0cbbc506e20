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
	held []*held // the one asked for last at the end
}

type held struct {
	data Data
	load func() (Loaded, error) // once, whoever comes first
}

func newRecent(source Source, most int) *recent { return &recent{source: source, most: most} }

// Load gives a data set, made at most once while it is held.
func (r *recent) Load(d Data) (Loaded, error) {
	r.lock.Lock()
	at := slices.IndexFunc(r.held, func(h *held) bool { return h.data == d })
	var h *held
	if at >= 0 {
		h = r.held[at]
		r.held = slices.Delete(r.held, at, at+1)
	} else {
		h = &held{data: d, load: sync.OnceValues(func() (Loaded, error) { return r.source.Load(d) })}
		if len(r.held) == r.most {
			r.held = slices.Delete(r.held, 0, 1)
		}
	}
	r.held = append(r.held, h)
	r.lock.Unlock()
	return h.load()
}

package files

import (
	"os"
	"sync"
)

// unfinished are the temporary files that this process is writing.
var unfinished temporaries

// temporaries are names of files that nobody needs when the process ends.
type temporaries struct {
	mu    sync.Mutex
	names map[string]bool
}

// begin says that a file is about to be made.
func (t *temporaries) begin(name string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.names == nil {
		t.names = map[string]bool{}
	}
	t.names[name] = true
}

// end says that it is gone, or is no temporary one any more.
func (t *temporaries) end(name string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.names, name)
}

// Abandon removes the temporary files of a command that was left at work. It is the
// last thing that the process does: no other file can be begun from here on.
func Abandon() { unfinished.abandon() }

func (t *temporaries) abandon() {
	t.mu.Lock()
	for name := range t.names {
		os.Remove(name)
	}
}

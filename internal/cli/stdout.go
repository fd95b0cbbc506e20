package cli

import (
	"io"
	"sync"

	"subtype/internal/files"
)

// output is stdout, and remembers that something could not be written to it: a full
// disk must not pass for success.
type output struct {
	w     io.Writer
	mu    sync.Mutex
	first error
}

// Write writes; after an error nothing more.
func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.first != nil {
		return 0, o.first
	}
	n, err := o.w.Write(p)
	if err != nil {
		o.first = files.Failed("stdout", err)
	}
	return n, o.first
}

// lost is the first error, nil when all was written.
func (o *output) lost() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.first
}

// Package study keeps an analysis: what was read, the runs that are done, and the folder of
// results. It is between the command line, which says what is wanted (a spec.Spec), and the
// packages that compute and show. What a report needs when the matrix is gone is a
// state.State.
//
// The package prints nothing: what a person should know goes to a Progress.
package study

import (
	"subtype/internal/sweep"
)

// Version is the program's, as --version and every report say. A release has that of its
// tag: go build -ldflags "-X subtype/internal/study.Version=1.2.3".
var Version = "0.1.0"

// Progress is told how the work goes on.
type Progress interface {
	Note(format string, a ...any)  // a line for a person
	Kept(what string)              // what is on disk from here on, in words, however the command ends
	Begin(e *Estimate, found int)  // runs begin; so many more were found done
	Ran(t sweep.Task, text string) // one has ended; what can be said of it
	End()                          // no more runs come
}

// Process says how the work is done. None of it changes a result.
type Process struct {
	Threads  int
	Force    bool // replace another analysis, and files that were changed
	Wait     bool // for another process that does the same
	Progress Progress
}

// KeptError is the error that ended work of which something is on disk.
type KeptError struct {
	error
	What string // is kept, in words
}

func (k KeptError) Unwrap() error { return k.error }

// Kept adds to an error what is kept.
func Kept(err error, what string) error { return KeptError{err, what} }

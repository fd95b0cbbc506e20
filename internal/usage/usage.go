// Package usage holds the error of a mistake on the command line, and of an input that
// cannot be used. The program ends with status 2 then, and nothing was written.
package usage

import "fmt"

// Error is such a mistake.
type Error struct{ error }

func (e Error) Unwrap() error { return e.error }

// Wrap makes an error one of usage.
func Wrap(err error) error { return Error{err} }

// Errorf is fmt.Errorf for mistakes.
func Errorf(format string, a ...any) error { return Error{fmt.Errorf(format, a...)} }

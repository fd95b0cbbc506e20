package cli

import (
	"io"

	"subtype/internal/expr/names"
)

// shown is where text for people goes. What the input, a path or a run log brings
// along can hold characters that a terminal obeys; it shows them instead. The
// program's own control of the terminal, and what is no text, go to raw.
type shown struct{ raw io.Writer }

// Write shows p, which must not end within a character.
func (s shown) Write(p []byte) (int, error) {
	if _, err := io.WriteString(s.raw, names.VisibleLines(string(p))); err != nil {
		return 0, err
	}
	return len(p), nil
}

// raw is the writer itself, without showing.
func raw(w io.Writer) io.Writer {
	if s, ok := w.(shown); ok {
		return s.raw
	}
	return w
}

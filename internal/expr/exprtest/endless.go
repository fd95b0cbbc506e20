package exprtest

// Endless repeats a text for ever.
type Endless struct {
	Text string
	at   int
}

func (e *Endless) Read(p []byte) (int, error) {
	for n := 0; n < len(p); {
		k := copy(p[n:], e.Text[e.at:])
		e.at = (e.at + k) % len(e.Text)
		n += k
	}
	return len(p), nil
}

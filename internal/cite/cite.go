// Package cite knows the works that the program follows, and texts that cite them.
package cite

import (
	"fmt"
	"slices"
	"strings"
)

// Work is a cited work.
type Work struct {
	Authors, Year string // as the text cites it
	Text          string // as the list of references gives it
}

// String cites a work within brackets: "Brunet et al. 2004".
func (w *Work) String() string { return w.Authors + " " + w.Year }

// Named cites a work as part of a sentence: "Brunet et al. (2004)".
type Named struct{ *Work }

func (n Named) String() string { return n.Authors + " (" + n.Year + ")" }

// Named is the work as part of a sentence.
func (w *Work) Named() Named { return Named{w} }

// Prose is a text that knows which works it cites.
type Prose struct {
	text  strings.Builder
	works []*Work
}

// Add adds a sentence. A *Work, or a Named one, among the arguments is cited.
func (p *Prose) Add(format string, args ...any) {
	for _, a := range args {
		switch a := a.(type) {
		case *Work:
			p.works = append(p.works, a)
		case Named:
			p.works = append(p.works, a.Work)
		case *Prose:
			p.works = append(p.works, a.works...)
		}
	}
	if p.text.Len() > 0 {
		p.text.WriteByte(' ')
	}
	fmt.Fprintf(&p.text, format, args...)
}

// Works are those that it cites.
func (p *Prose) Works() []*Work { return p.works }

// String is the text so far.
func (p *Prose) String() string { return p.text.String() }

// Of is a piece of a sentence, for another one's arguments.
func Of(format string, args ...any) *Prose {
	p := &Prose{}
	p.Add(format, args...)
	return p
}

// List gives works in the order of the list of references, each once, but for
// those that stand elsewhere.
func List(works, elsewhere []*Work) []string {
	var out []string
	for _, w := range works {
		if w != nil && !slices.Contains(elsewhere, w) && !slices.Contains(out, w.Text) {
			out = append(out, w.Text)
		}
	}
	slices.SortFunc(out, func(a, b string) int { return strings.Compare(sortKey(a), sortKey(b)) })
	return out
}

// sortKey puts Ș among the letters S.
func sortKey(s string) string { return strings.NewReplacer("Ș", "S", "ń", "n").Replace(s) }

package lineage

import (
	"fmt"
	"slices"
	"strings"

	"subtype/internal/words"
)

// mostSplit is the number of splitting subtypes that a sentence names.
const mostSplit = 3

// Text says what the subtypes come from at the rank surveyed before the chosen one, and
// what becomes of them at the next; "" where there are no other ranks.
func (l *Lineage) Text() string {
	var said []string
	if k := l.Before(l.Chosen); k > 0 {
		said = append(said, fateText(l, k))
	}
	if l.Next(l.Chosen) > 0 {
		said = append(said, fateText(l, l.Chosen))
	}
	return strings.Join(said, " ")
}

// fateText says what becomes of the subtypes of a rank at the next.
func fateText(l *Lineage, k int) string {
	var split []string
	splitting, others, kept, of := 0, 0, 0, 0
	for _, f := range l.Fates(k) {
		if !f.Splits() {
			others, kept, of = others+1, kept+f.Parts[0].Samples, of+f.Samples
			continue
		}
		if splitting++; splitting <= mostSplit {
			split = append(split, fmt.Sprintf("%s (%s) splits into %s", words.Subtype(f.Subtype),
				words.Plural(f.Samples, "sample"), partsText(f.Large())))
		}
	}
	if more := splitting - mostSplit; more > 0 {
		split = append(split, fmt.Sprintf("%s split, too", words.Plural(more, "more subtype")))
		if more == 1 {
			split[mostSplit] = "1 more subtype splits, too"
		}
	}
	switch {
	case splitting == 0:
		split = append(split, fmt.Sprintf("no subtype gives a fifth of its samples or more to a second one: %d of %s stay "+
			"together", kept, words.Plural(of, "sample")))
	case others == 1:
		split = append(split, fmt.Sprintf("the other one keeps %d of %s together", kept, words.Plural(of, "sample")))
	case others > 1:
		split = append(split, fmt.Sprintf("the other %d keep %d of %s together", others, kept, words.Plural(of, "sample")))
	}
	return fmt.Sprintf("From k = %d to %d, %s.", k, l.Next(k), strings.Join(split, "; "))
}

// partsText is "S1 (5) and S4 (3)", by the subtypes' numbers.
func partsText(parts []Flow) string {
	sorted := slices.Clone(parts)
	slices.SortFunc(sorted, func(a, b Flow) int { return a.NextSubtype - b.NextSubtype })
	var all []string
	for _, p := range sorted {
		all = append(all, fmt.Sprintf("%s (%d)", words.Subtype(p.NextSubtype), p.Samples))
	}
	return words.List(all)
}

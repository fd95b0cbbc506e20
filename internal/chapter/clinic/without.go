package clinic

import (
	"fmt"
	"slices"
	"strings"

	"subtype/consensus"
	"subtype/internal/expr"
	"subtype/internal/survey"
	"subtype/internal/sweep"
	"subtype/internal/words"
)

// Without is how the subtypes are where some genes are left out, from the halves of the
// genes that were factorised anyway: a half without these genes knows nothing of them.
type Without struct {
	Genes        int // of them among those factorised
	Fewest       int // of them in the halves that have fewest
	Halves       int // that have so few
	Others       int // halves that have more
	Rand         float64
	RandOfOthers float64 // adjusted Rand indices with the subtypes, means over halves
}

// without compares halves of the genes that have few of some genes with the others.
func without(k *Known, s *survey.Survey, genes []string) Without {
	chosen := s.Chosen()
	w := Without{Rand: nan, RandOfOthers: nan}
	told := make([]bool, len(k.Genes))
	units := map[int]bool{}
	for i, g := range k.Genes {
		name := strings.TrimSuffix(strings.TrimSuffix(g, expr.UpSuffix), expr.DownSuffix)
		if told[i] = slices.Contains(genes, g) || k.Unit != nil && slices.Contains(genes, name); told[i] {
			units[k.unit(i)] = true
		}
	}
	if w.Genes = len(units); w.Genes == 0 {
		return w
	}
	var counts []int
	var agree []float64
	for _, split := range chosen.Splits {
		for half, labels := range split.Labels {
			in := map[int]bool{}
			for _, g := range sweep.Genes(s.Plan.Seed, k.Unit, k.Stratum, len(k.Genes), split.Number,
				sweep.HalfA+sweep.Half(half)) {
				if told[g] {
					in[k.unit(g)] = true
				}
			}
			counts, agree = append(counts, len(in)), append(agree, consensus.AdjustedRand(chosen.Subtypes, labels))
		}
	}
	if len(counts) == 0 {
		return w
	}
	w.Fewest = slices.Min(counts)
	few, many := 0.0, 0.0
	for i, n := range counts {
		if n == w.Fewest {
			w.Halves++
			few += agree[i]
			continue
		}
		w.Others++
		many += agree[i]
	}
	w.Rand = few / float64(w.Halves)
	if w.Others > 0 {
		w.RandOfOthers = many / float64(w.Others)
	}
	return w
}

// unit is the number of the gene of a row.
func (k *Known) unit(row int) int {
	if k.Unit == nil {
		return row
	}
	return k.Unit[row]
}

// text says how the subtypes are without the genes.
func (w Without) text() string {
	switch {
	case w.Genes == 0:
		return "none of these genes is among those factorised"
	case w.Halves == 0:
		return fmt.Sprintf("%s among those factorised; nothing was resampled", words.Plural(w.Genes, "gene"))
	}
	fewest := "none"
	if w.Fewest > 0 {
		fewest = fmt.Sprint(w.Fewest)
	}
	halves := "1 half"
	if w.Halves > 1 {
		halves = fmt.Sprintf("%d halves", w.Halves)
	}
	text := fmt.Sprintf("%s of the genes with %s of %d: adjusted Rand index with the subtypes %.2f", halves, fewest,
		w.Genes,
		w.Rand)
	if w.Others > 0 {
		text += fmt.Sprintf("; %d with more: %.2f", w.Others, w.RandOfOthers)
	}
	return text
}

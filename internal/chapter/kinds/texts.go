package kinds

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"subtype/internal/chapter"
	"subtype/internal/cite"
	"subtype/internal/contribution"
	"subtype/internal/expr/kind"
	"subtype/internal/style"
	"subtype/internal/words"
	"subtype/internal/workbook"
)

// noClassifier says what is not made of several kinds.
const noClassifier = "No rule for other patients is made of several kinds of data."

// sentences are for the first sheet.
func (s *content) sentences() []string {
	rows, _ := s.rows(s.atChosen)
	var parts []string
	for _, r := range rows {
		k := s.kind(r)
		text := fmt.Sprintf("%s (%s in %s, weight %g): %.0f %% explained", k.Name, words.Plural(k.To-k.From, "row"),
			words.Plural(s.measured(r), "sample"), k.Weight, 100*s.has(r).Explained)
		if alone := s.has(r).Alone; !math.IsNaN(alone) {
			text += fmt.Sprintf(", alone it gives subtypes that agree with these by %.2f", alone)
		}
		parts = append(parts, text)
	}
	return []string{fmt.Sprintf("%s were factorised together: %s. (Adjusted Rand index: 1 is the same, 0 is chance.)",
		words.Upper(words.Plural(len(rows), "kind")+" of data"), strings.Join(parts, "; ")), s.lacking() + noClassifier}
}

// lacking says how many samples some kind does not have.
func (s *content) lacking() string {
	in := make([]int, len(s.Samples))
	for _, k := range s.in.Matrix.Kinds {
		for _, j := range k.Lacking {
			in[j]++
		}
	}
	some, most := 0, 0
	for _, n := range in {
		if n > 0 {
			some++
		}
		if n > 0 && n == len(s.in.Matrix.Kinds)-1 {
			most++
		}
	}
	if some == 0 {
		return "Every sample has all kinds. "
	}
	return fmt.Sprintf("Of %s %d lack one kind or more, and %d have one alone (see the input checks); a sample takes "+
		"part with what it has. Whether there are any groups was asked of the other %d. ",
		words.Plural(len(s.Samples), "sample"), some, most, len(s.Samples)-some)
}

func (s *content) sheet() workbook.Sheet {
	chosen, metagenes := s.rows(s.atChosen)
	all, _ := s.rows(func(k int) bool { return !s.atChosen(k) })
	note := "The values of each kind were multiplied by its factor, so that its loss about the means of its rows is as " +
		"its weight, for a sample that has it, and all rows were factorised together: each kind has weights of its own, " +
		"and all have the coefficients in common. Explained is measured in the samples that were fitted: rows of pure " +
		"noise have some, too, and more of them the more metagenes there are. Agreement alone says which subtypes come " +
		"from one kind: the subtypes of a kind that sees all of them agree by 1."
	blocks := []workbook.Block{chapter.Heading(s.Marked(fmt.Sprintf("Kinds of data at k = %d", s.Survey.Choice.K))),
		workbook.Note{Text: note, Lines: style.KindsNote},
		workbook.Table{Data: s.kindTable(chosen).Data(), Excel: "Kinds"}, workbook.Space(1),
		chapter.Section("How much of each metagene lies in each kind"),
		workbook.Table{Data: s.metageneTable(metagenes).Data(), Excel: "KindMetagenes"}}
	if len(all) > 0 {
		blocks = append(blocks, workbook.Space(1), chapter.Section("At other ranks"),
			workbook.Table{Data: s.kindTable(all).Data(), Excel: "KindsAtOtherRanks"})
	}
	return workbook.Sheet{Name: "Kinds of data", Widths: style.KindsWidths, FrozenColumns: 2, Blocks: blocks,
		About: "what each kind of data has of the subtypes"}
}

// methods is a paragraph for a paper.
func (s *content) methods() *cite.Prose {
	p := &cite.Prose{}
	var parts []string
	for _, k := range s.in.Matrix.Kinds {
		parts = append(parts, fmt.Sprintf("%s (%s, loss %s, factor %.4g)", k.Name, words.Plural(k.To-k.From, "row"),
			k.Loss, k.Factor))
	}
	p.Add("%s kinds of data were factorised together, with one matrix of coefficients and a basis matrix for each kind, "+
		"as %v do: %s.", fmt.Sprint(len(parts)), cite.IntNMF.Named(), words.List(parts))
	p.Add("The values of each kind were multiplied by its factor, so that its loss about the means of its rows is as its "+
		"weight for a sample that has it (%s).", weights(s))
	if slices.ContainsFunc(s.in.Matrix.Kinds, func(k kind.Kind) bool { return len(k.Lacking) > 0 }) {
		p.Add("Samples that a kind does not have were left out of its loss.")
	}
	p.Add("Each kind was also factorised alone in the same way (%s at each rank, the best counts), and its subtypes were "+
		"compared with the joint ones.", words.Plural(contribution.AloneRuns, "run"))
	return p
}

func weights(s *content) string {
	for _, k := range s.in.Matrix.Kinds {
		if k.Weight != s.in.Matrix.Kinds[0].Weight {
			var parts []string
			for _, k := range s.in.Matrix.Kinds {
				parts = append(parts, fmt.Sprintf("%s %g", k.Name, k.Weight))
			}
			return strings.Join(parts, ", ")
		}
	}
	return "the same for all"
}

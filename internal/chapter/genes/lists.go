package genes

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"

	"subtype/internal/chapter"
	"subtype/internal/expr/kind"
	"subtype/internal/genesets"
	"subtype/internal/markers"
	"subtype/internal/style"
	"subtype/internal/words"
	"subtype/internal/workbook"
)

// order says in which order the lists are.
const order = "first those that differ most surely from the nearest other subtype, by the moderated t of that " +
	"difference"

// list is the best genes of a subtype in one direction, of one kind of data.
type list struct {
	q         int
	direction markers.Direction
	kind      string // "": there is one
	genes     []int
}

func (l list) word() string {
	if l.direction == markers.Up {
		return "up"
	}
	return "down"
}

// lists are those of all subtypes.
func (s *content) lists() []list {
	var all []list
	for q := range s.k {
		for _, d := range []markers.Direction{markers.Up, markers.Down} {
			if s.in.Matrix.Kinds == nil {
				all = append(all, list{q, d, "", s.found.Best(d, markers.Best)[q]})
			}
			for t, k := range s.in.Matrix.Kinds {
				all = append(all, list{q, d, k.Name, s.bestOf(s.in.Evidence.Parts[t], q, d)})
			}
		}
	}
	return all
}

// bestOf are the best genes of a part.
func (s *content) bestOf(p markers.Part, q int, d markers.Direction) []int {
	var out []int
	for _, g := range s.found.Order(q, d) {
		if g >= p.From && g < p.To && len(out) < markers.Best {
			out = append(out, g)
		}
	}
	return out
}

// pasted are the names of genes of a list, without their kind of data, which it names.
func (s *content) pasted(genes []int) []string {
	var out []string
	for _, g := range genes {
		name := cmp.Or(s.symbols[g], kind.Gene(s.in.Matrix.Kinds, s.in.Evidence.Genes[g]))
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// names of genes for people: each symbol once.
func (s *content) names(genes []int) []string {
	var out []string
	for _, g := range genes {
		if name := s.label(g); !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// writeLists writes the lists as text to paste.
func (s *content) writeLists(w io.Writer) error {
	b := bufio.NewWriter(w)
	for i, l := range s.lists() {
		if i > 0 {
			b.WriteByte('\n')
		}
		names, of := s.pasted(l.genes), ""
		if l.kind != "" {
			of = " of " + l.kind
		}
		fmt.Fprintf(b, "# %s %s: %s%s, %s\n", words.Subtype(l.q), l.word(), words.Plural(len(names), "gene"), of, order)
		for _, name := range names {
			b.WriteString(name + "\n")
		}
	}
	return b.Flush()
}

// writeGMT writes the lists as gene sets.
func (s *content) writeGMT(w io.Writer) error {
	var sets []genesets.Set
	for _, l := range s.lists() {
		if names := s.pasted(l.genes); len(names) > 0 {
			name := words.Subtype(l.q) + "_" + l.word()
			if l.kind != "" {
				name += "_" + l.kind
			}
			sets = append(sets, genesets.Set{Name: name,
				About: fmt.Sprintf("best genes %s in %s of %d subtypes of %s", l.word(), words.Subtype(l.q), s.k, s.in.Matrix.Name),
				Genes: names})
		}
	}
	return genesets.WriteGMT(w, sets)
}

// markerSheet lists the best genes.
func (s *content) markerSheet() workbook.Sheet {
	t := s.markerTable()
	t.File, t.Name = MarkersFile, "Markers"
	t.Rows = func(yield func(entry) bool) {
		for _, l := range s.lists() {
			for _, g := range l.genes {
				if !yield(entry{g, l.q}) {
					return
				}
			}
		}
	}
	shown := []string{"symbol", "gene", "subtype", "side", "rank_in_subtype", "log2_fold_change", "least_difference",
		"auc", "moderated_t", "q", "split_q", "detected_in", "detected_out", "feature_score", "kim_park", "carmona_saez",
		"description"}
	widths := style.MarkerWidths
	if !slices.ContainsFunc(s.symbols, func(x string) bool { return x != "" }) {
		shown, widths = shown[1:], widths[1:]
	}
	if s.in.Names == nil {
		shown = shown[:len(shown)-1]
	}
	title := s.title("Marker genes of %d subtypes", s.k)
	note := fmt.Sprintf("The %d best genes of each subtype, up and down, of all genes of the matrix as read: %s. "+
		"Tested: %s. "+
		"Log2 fold change: against all other samples; least difference: against the nearest other subtype, so a gene that "+
		"two subtypes share has little. All genes are in %s; the lists to paste in %s and %s.", markers.Best, order,
		s.scale(),
		MarkersFile, ListsFile, ListsGMT)
	return workbook.Sheet{Name: "Markers", Widths: widths[:len(shown)], FrozenRows: 4, FrozenColumns: 1,
		About: "Which genes mark each subtype, up and down?",
		Blocks: []workbook.Block{chapter.Heading(title), workbook.Note{Text: note, Lines: style.MarkerNote},
			workbook.Note{Text: s.honest(), Lines: style.MarkerNote},
			workbook.Table{Data: t.Only(shown...).Data(), Excel: "Markers", Empty: "No gene differs."}}}
}

// honest says what p-values are worth.
func (s *content) honest() string {
	text := "p and q are descriptive: the subtypes were made from the same data, so they are small even where there " +
		"are no " +
		"subtypes. They order genes; they prove nothing."
	if s.found.SplitP == nil {
		return text + " With --resample there are p-values from a split of the genes beside them."
	}
	return text + " Split p and q take the subtypes as one half of the genes gives them and test the genes of the other " +
		"half, and the same the other way round. They are valid for the hypothesis that the gene is independent of the " +
		"genes " +
		"that made the labels. A gene that is correlated with those is no such gene: then a small split p says that it " +
		"goes " +
		"with the grouping, not that there are groups."
}

// expressionRow is a gene of the picture of expression, for the subtype that it is shown for.
type expressionRow struct{ gene, q int }

// shownRows are the genes of the picture: the best of each subtype, each once.
func (s *content) shownRows() []expressionRow {
	var rows []expressionRow
	seen := map[int]bool{}
	for q, genes := range s.found.Best(markers.Up, markers.MostShown(s.k)) {
		for _, g := range genes {
			if !seen[g] {
				seen[g] = true
				rows = append(rows, expressionRow{g, q})
			}
		}
	}
	return rows
}

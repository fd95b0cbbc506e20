package genes

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"subtype/internal/chapter"
	"subtype/internal/expr/kind"
	"subtype/internal/figure"
	"subtype/internal/genesets"
	"subtype/internal/markers"
	"subtype/internal/style"
	"subtype/internal/sweep"
	"subtype/internal/tabular"
	"subtype/internal/words"
	"subtype/internal/workbook"
)

// setContent is what is shown of gene sets.
type setContent struct {
	units   *genesets.Units
	sets    []genesets.Set
	results []genesets.Result
	matched int // different names of the sets that were measured, and
	names   int // all
}

// analyseSets tests the sets of all files.
func (s *content) analyseSets() {
	c := &setContent{}
	for _, l := range s.in.Sets {
		c.sets = append(c.sets, l.Sets...)
	}
	if len(c.sets) == 0 {
		return
	}
	p := s.part()
	genes := kind.Genes(s.in.Matrix.Kinds, s.in.Evidence.Genes)[p.From:p.To]
	c.units = genesets.NewUnits(genes, s.symbols[p.From:p.To], s.found.Levels()[p.From:p.To])
	subtypes := make([]genesets.Subtype, s.k)
	for q := range subtypes {
		t := &subtypes[q]
		for _, g := range c.units.Row {
			t.Statistics = append(t.Statistics, s.found.Statistics[(p.From+g)*s.k+q].T)
		}
		t.Up, t.Down = c.best(s.found.Order(q, markers.Up), p), c.best(s.found.Order(q, markers.Down), p)
	}
	c.results = genesets.Analyse(c.units, c.sets, subtypes, func(use int) *rand.Rand {
		return sweep.Stream(s.Survey.Plan.Seed, fmt.Sprintf("gene sets k=%d subtype=%d", s.k, use+1))
	})
	seen := map[string]bool{}
	for _, set := range c.sets {
		for _, gene := range set.Genes {
			if !seen[gene] {
				seen[gene] = true
				if c.names++; len(c.units.Match(genesets.Set{Genes: []string{gene}})) > 0 {
					c.matched++
				}
			}
		}
	}
	s.sets = c
}

// best are the units of the best rows of a part, each once.
func (c *setContent) best(rows []int, p markers.Part) []int {
	var out []int
	seen := map[int]bool{}
	for _, g := range rows {
		if g < p.From || g >= p.To {
			continue
		}
		if u := c.units.Of[g-p.From]; !seen[u] && len(out) < genesets.Listed {
			seen[u] = true
			out = append(out, u)
		}
	}
	return out
}

// testNames say for people how a set was tested.
var testNames = map[genesets.Test]string{genesets.OverUp: "among the best genes up",
	genesets.OverDown: "among the best genes down", genesets.ByMean: "mean (camera)", genesets.BySum: "running sum"}

// mostLeading is how many leading genes the workbook names.
const mostLeading = 10

// setTable has every set in every subtype by every test.
func (s *content) setTable() tabular.Table[genesets.Result] {
	type result = genesets.Result
	column := func(name, heading, about string, kind tabular.Kind, value func(result) any) tabular.Column[result] {
		return tabular.Column[result]{Field: tabular.Field{Name: name, Heading: heading, About: about, Kind: kind},
			Value: value}
	}
	number := func(x float64) any { return rounded(x) }
	c := s.sets
	test := column("test", "Test", "overrepresented_up, overrepresented_down: hypergeometric, among the best genes of "+
		"that "+
		"direction; camera: mean of the moderated t against all other genes, correlation allowed for; preranked: running "+
		"sum over all genes by moderated t", tabular.Text, func(x result) any { return string(x.Test) })
	test.Shown = func(x result) any { return testNames[x.Test] }
	leading := column("leading_edge", "Leading genes", "the genes among the best, or those up to where the running "+
		"sum is "+
		"farthest from 0", tabular.Remark, func(x result) any { return strings.Join(c.units.Labels(x.Leading), ",") })
	leading.Shown = func(x result) any {
		names := c.units.Labels(x.Leading)
		if len(names) > mostLeading {
			names = append(names[:mostLeading], fmt.Sprintf("and %d more", len(x.Leading)-mostLeading))
		}
		return strings.Join(names, ", ")
	}
	return tabular.Table[result]{Name: "Gene sets", File: SetsFile, Rows: slices.Values(c.results),
		About: "Every gene set in every subtype by every test. p and q are " + descriptive + ".",
		Columns: []tabular.Column[result]{
			column("set", "Gene set", "its name in the file", tabular.Name, func(x result) any { return c.sets[x.Set].Name }),
			{Field: chapter.SubtypeField, Value: func(x result) any { return s.Group(x.Subtype) }}, test,
			column("size", "Size", "genes of the set", tabular.Count, func(x result) any { return len(c.sets[x.Set].Genes) }),
			column("matched", "Matched", "of them, those that were measured", tabular.Count,
				func(x result) any { return x.Matched }),
			column("statistic", "Statistic", "genes among the best; t; or the running sum over that of random sets",
				tabular.Measure, func(x result) any { return number(x.Statistic) }),
			column("p", "p (descriptive)", descriptive, tabular.Probability, func(x result) any { return number(x.P) }),
			column("q", "q (descriptive)", "p adjusted over all sets and subtypes tested so (Benjamini and Hochberg)",
				tabular.Probability, func(x result) any { return number(x.Q) }),
			leading,
		}}
}

// strongest are the sets that the picture shows: the best of each subtype, up and down.
func (s *content) strongest() []int {
	const ofAll = 30
	each := max(1, ofAll/(2*s.k))
	var out []int
	for q := range s.k {
		for _, sign := range []float64{1, -1} {
			var some []genesets.Result
			for _, r := range s.sets.results {
				if r.Subtype == q && r.Test == genesets.BySum && sign*r.Statistic > 0 && r.Q < 0.25 {
					some = append(some, r)
				}
			}
			slices.SortStableFunc(some, func(a, b genesets.Result) int {
				return cmp.Or(cmp.Compare(a.Q, b.Q), cmp.Compare(sign*b.Statistic, sign*a.Statistic))
			})
			for _, r := range some[:min(each, len(some))] {
				if !slices.Contains(out, r.Set) {
					out = append(out, r.Set)
				}
			}
		}
	}
	return out
}

// setFigure is nil where no set stands out.
func (s *content) setFigure() *picture {
	shown := s.strongest()
	if len(shown) == 0 {
		return nil
	}
	at := map[[2]int]genesets.Result{}
	for _, r := range s.sets.results {
		if r.Test == genesets.BySum {
			at[[2]int{r.Set, r.Subtype}] = r
		}
	}
	d := figure.DotPlot{Name: SetsFigure, Title: s.title("Gene sets in %d subtypes", s.k), Colors: s.Colors(), Most: 3,
		Largest: 3, Shade: "Normalised score", Sized: "−log10 q", Ring: "q below 0.05",
		Note: "Running sums over all genes by moderated t against all other samples. p and q are descriptive: the subtypes " +
			"come from the same data."}
	for _, i := range shown {
		d.Rows = append(d.Rows, s.sets.sets[i].Name)
	}
	for q := range s.k {
		d.Groups = append(d.Groups, words.Subtype(q))
	}
	result := func(row, q int) genesets.Result { return at[[2]int{shown[row], q}] }
	d.Color = func(row, q int) float64 { return result(row, q).Statistic }
	d.Size = func(row, q int) float64 { return -math.Log10(result(row, q).Q) }
	d.Ringed = func(row, q int) bool { return result(row, q).Q < 0.05 }
	return &picture{s.Fonts.DotPlot(d)}
}

// mostSets is how many results the workbook lists.
const mostSets = 2000

func (s *content) setSheet(dots *picture) workbook.Sheet {
	t := s.setTable()
	shown := slices.DeleteFunc(slices.Clone(s.sets.results), func(r genesets.Result) bool { return math.IsNaN(r.P) })
	slices.SortStableFunc(shown, func(a, b genesets.Result) int {
		return cmp.Or(cmp.Compare(a.Q, b.Q), cmp.Compare(a.P, b.P))
	})
	t.Rows = slices.Values(shown)
	blocks := []workbook.Block{chapter.Heading(s.title("Gene sets at k = %d", s.k)),
		workbook.Note{Text: s.setNote(), Lines: style.SetNote}, workbook.Space(1)}
	if dots != nil {
		blocks = append(blocks, chapter.Picture(dots.Figure, 1))
	}
	return workbook.Sheet{Name: "Gene sets", Widths: style.SetWidths, FrozenColumns: 1,
		About: "Which gene sets go with which subtype?",
		Blocks: append(blocks, workbook.Table{Data: t.Data(), Excel: "GeneSets", Most: mostSets,
			Empty: fmt.Sprintf("No set has %d measured genes or more.", genesets.LeastMatched)})}
}

// setNote says what was tested.
func (s *content) setNote() string {
	c := s.sets
	var from []string
	for _, l := range s.in.Sets {
		from = append(from, fmt.Sprintf("%s (%s)", l.File, words.Plural(len(l.Sets), "set")))
	}
	of := ""
	for _, k := range s.in.Matrix.Kinds {
		if k.Main {
			of = fmt.Sprintf("Tested are the genes of %s alone. ", k.Name)
		}
	}
	return of + fmt.Sprintf("Sets of %s. Of the %s they name, %d were measured and %d were not. The %d genes measured "+
		"are what sets "+
		"are compared with; rows of one symbol count as one gene, for which the row of the highest mean speaks. Sets "+
		"with fewer "+
		"than %d measured genes are not tested. Over-representation: among the %d best genes of a subtype in each "+
		"direction, by "+
		"the order of the marker genes. Running sum: %d random sets of the same size. p and q are %s.", words.List(from),
		words.Plural(c.names, "gene"), c.matched, c.names-c.matched, len(c.units.Names), genesets.LeastMatched,
		genesets.Listed,
		genesets.Draws, descriptive)
}

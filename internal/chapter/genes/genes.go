// Package genes shows which genes, and which sets of genes, go with the subtypes: tables,
// lists, sheets and pictures.
package genes

import (
	"fmt"
	"slices"
	"strconv"

	"subtype/internal/chapter"
	"subtype/internal/cite"
	"subtype/internal/expr"
	"subtype/internal/expr/kind"
	"subtype/internal/genesets"
	"subtype/internal/markers"
	"subtype/internal/tabular"
)

// Files that the chapter writes, and its figures without ending.
const (
	MarkersFile    = "markers.tsv"
	ListsFile      = "markers.txt"
	ListsGMT       = "markers.gmt"
	SetsFile       = "gene_sets.tsv"
	ValuesFile     = "marker_expression.tsv"
	BoxesFile      = "marker_boxes.tsv"
	ComponentsFile = "components.tsv"

	ExpressionFigure = "marker_expression"
	BoxesFigure      = "marker_boxes"
	ComponentsFigure = "components"
	SetsFigure       = "gene_sets"
)

// Files and Figures are all of them.
var (
	Files = []string{MarkersFile, ListsFile, ListsGMT, SetsFile, ValuesFile, BoxesFile, ComponentsFile}

	Figures = []string{ExpressionFigure, BoxesFigure, ComponentsFigure, SetsFigure}
)

// Input is what is known of the genes.
type Input struct {
	Evidence *markers.Evidence
	Matrix   *expr.Matrix // what was factorised
	Names    *genesets.Names
	Sets     []genesets.Library
}

// content is what all parts of the chapter show.
type content struct {
	*chapter.Context
	in             *Input
	k              int
	found          *markers.Found
	symbols, about []string // of every gene; "": not known
	named          int      // genes that the table of names knows
	rows           map[string][]int
	chosen         map[[2]int]bool // rows and subtypes of the criterion of Kim and Park
	maximal        map[[2]int]bool // and of that of Carmona-Saez
	sets           *setContent
}

// Chapter is what a report has of the genes.
func Chapter(in *Input, c *chapter.Context) chapter.Chapter {
	if in.Evidence == nil {
		return chapter.Chapter{}
	}
	k := c.Survey.Choice.K
	s := &content{Context: c, in: in, k: k, found: in.Evidence.Found(k), rows: map[string][]int{}}
	if s.found == nil {
		return chapter.Chapter{}
	}
	s.symbols, s.about, s.named = in.Names.Of(kind.Genes(in.Matrix.Kinds, in.Evidence.Genes))
	for i, gene := range in.Matrix.Genes {
		if in.Matrix.Halves != nil {
			gene = in.Matrix.Halves[i].Gene
		}
		s.rows[gene] = append(s.rows[gene], i)
	}
	s.criteria()
	s.analyseSets()

	expression, boxes, components := s.expressionFigure(), s.boxesFigure(), s.componentsFigure()
	out := chapter.Chapter{Methods: s.methods(), Cited: []*cite.Work{cite.KimPark, cite.CarmonaSaez}}
	out.Tables = append(out.Tables, s.markerTable().Data(), s.expressionTable().Data(), s.boxTable().Data(),
		s.componentTable().Data())
	for _, f := range []*picture{expression, boxes, components} {
		if f != nil {
			out.Figures = append(out.Figures, f.Figure)
		}
	}
	out.Sheets = append(out.Sheets, s.markerSheet(), s.pictureSheet(expression, boxes, components))
	out.Files = []chapter.File{{Name: ListsFile, Write: s.writeLists}, {Name: ListsGMT, Write: s.writeGMT}}
	if s.sets != nil {
		dots := s.setFigure()
		out.Tables = append(out.Tables, s.setTable().Data())
		if dots != nil {
			out.Figures = append(out.Figures, dots.Figure)
		}
		out.Sheets = append(out.Sheets, s.setSheet(dots))
	}
	out.Subtypes, out.Parts, out.Warnings = []tabular.Column[int]{s.marksColumn()}, s.parts(), s.warnings()
	for _, r := range s.found.Shown {
		out.Shown = append(out.Shown, s.label(r.Gene))
	}
	return out
}

// label is a gene for people: its symbol where that is known.
func (s *content) label(gene int) string {
	return kind.Label(s.in.Matrix.Kinds, s.in.Evidence.Genes[gene], s.symbols[gene])
}

// part are the genes that gene sets are tested in: all, or those of the main kind of data.
func (s *content) part() markers.Part {
	parts := s.in.Evidence.Parts
	for t, k := range s.in.Matrix.Kinds {
		if k.Main {
			return parts[t]
		}
	}
	return parts[0]
}

// logarithms says whether log2(x + 1) of all genes was tested.
func (s *content) logarithms() bool {
	return !slices.ContainsFunc(s.in.Evidence.Parts, func(p markers.Part) bool { return !p.Scale.Log2 })
}

// criteria finds which genes pass the criteria that look at the weights.
func (s *content) criteria() {
	r := s.Chosen()
	s.chosen, s.maximal = map[[2]int]bool{}, map[[2]int]bool{}
	for q, genes := range r.Features {
		for _, i := range genes {
			s.chosen[[2]int{i, q}] = true
		}
	}
	genes, _ := r.Weights.Dims()
	for q, list := range markers.Maximal(genes, r.K, r.Weights.At) {
		for _, i := range list {
			s.maximal[[2]int{i, q}] = true
		}
	}
}

// row is the row of the matrix that speaks for a gene in a subtype: where the gene was split
// into parts, the part that weighs more; −1 where the filter left the gene out.
func (s *content) row(gene, q int) int {
	best := -1
	for _, i := range s.rows[s.in.Evidence.Genes[gene]] {
		if best < 0 || s.Chosen().Weights.At(i, q) > s.Chosen().Weights.At(best, q) {
			best = i
		}
	}
	return best
}

// rounded is a number with seven digits.
func rounded(x float64) float64 {
	y, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 7, 64), 64)
	if err != nil {
		return x
	}
	return y
}

// scale says what was tested.
func (s *content) scale() string {
	if s.logarithms() {
		return "log2(x + 1), as the values look linear"
	}
	text := "the values of the analysis, before negative ones were treated"
	if slices.ContainsFunc(s.in.Evidence.Parts, func(p markers.Part) bool { return p.Scale.Log2 }) {
		text += ", and log2(x + 1) of the kinds of data that look linear"
	}
	return text
}

func (s *content) title(format string, a ...any) string { return s.Marked(fmt.Sprintf(format, a...)) }

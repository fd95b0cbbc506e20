package report

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"subtype/internal/figure"
	"subtype/internal/look"
	"subtype/internal/survey"
	"subtype/internal/words"
)

// assignments lists the samples in the order of the file.
func (b *book) assignments() {
	st, r := b.study, b.study.Survey.Chosen()
	widths := []float64{30, 10, 12, 14, 14, 12, 9, 12, 12, 13, 10, 10, 13, 13, 13}
	annotations := st.Annotations[:min(len(st.Annotations), mostColumns-len(widths))]
	for range annotations {
		widths = append(widths, 16)
	}
	s := b.sheet(assignmentsSheet, 3, 1, widths...)
	s.add(0, s.text(s.style.heading, st.marked(fmt.Sprintf("Subtypes of the samples at k = %d", r.K))))
	s.wide(s.style.note, "Consensus: share of the runs (0 to 1) in which the sample came together with the others of its own, or of the next closest, subtype. "+
		"Next subtype: empty where the sample never met one, or several as often. Core: silhouette above 0. "+
		"Best fit and tree: the subtype by the best single run, and by clustering its coefficients. "+confidenceNote, 15, 200)
	headings := []string{"Sample", "Subtype", "Silhouette (−1 to 1)", "Consensus with own", "Consensus with next", "Next subtype", "Core", "Best fit", "Tree", "Confidence", "Share",
		"Margin", "Back in other samples", "Back from other genes", "Back by other half"}
	used := map[string]int{}
	for _, h := range headings {
		used[folded(h)] = 1
	}
	for _, a := range annotations {
		headings = append(headings, uniqueHeading(a.Name, used))
	}
	header := s.header(headings...)
	for _, j := range st.Matrix.SampleOrder {
		a := st.assignment(r, j)
		row := []excelize.Cell{
			s.text(s.style.name, a.sample), s.subtypeCell(r.Subtypes[j]), s.value(s.style.fixed3, a.silhouette), s.value(s.style.fixed3, a.own), s.value(s.style.fixed3, a.other),
			s.subtypeCell(r.Neighbour(j)), s.text(s.style.name, a.core), s.subtypeCell(r.BestFit[j]), s.subtypeCell(r.TreeSubtypes[j]),
			b.confidenceCell(a.confidence), s.value(s.style.fixed3, a.share), s.value(s.style.fixed3, a.margin), s.value(s.style.fixed3, a.frequencies[0]),
			s.value(s.style.fixed3, a.frequencies[1]), s.value(s.style.fixed3, a.frequencies[2]),
		}
		for _, a := range annotations {
			row = append(row, b.annotation(a.Values[j]))
		}
		s.add(0, row...)
	}
	s.asTable("Assignments", header, len(headings))
	s.textColumn(1, header+1)
	if s.err == nil {
		s.try(s.file.SetConditionalFormat(s.name, cell(3, header+1)+":"+cell(3, s.row), []excelize.ConditionalFormatOptions{{
			Type: "data_bar", Criteria: "=", MinType: "num", MinValue: "0", MaxType: "num", MaxValue: "1", BarColor: "#9DC3E6", BarSolid: true,
		}}))
	}
	s.done()
}

// mostNumbers is the number of samples up to which a consensus sheet holds
// numbers beside the picture.
const mostNumbers = 200

// consensus shows one rank's consensus matrix.
func (b *book) consensus(r *survey.Rank) {
	n := len(r.Subtypes)
	s := b.sheet(consensusSheet(r.K), 0, 0, 26)
	if s.err == nil && n <= mostNumbers {
		s.try(s.w.SetColWidth(2, n+1, 7))
	}
	s.add(0, s.text(s.style.heading, b.study.marked(fmt.Sprintf("Consensus at k = %d: %s", r.K, words.Sizes(r.Sizes())))))
	s.wide(s.style.note, consensusNote(r), 12, 140)
	const at = 4
	covered := s.picture(cell(1, at), b.figures.consensus[r.K], 1)
	s.row = at + covered
	if n > mostNumbers {
		s.wide(s.style.note, fmt.Sprintf("The numbers of %s do not fit a sheet that people read: they are in %s%s.", words.Plural(n, "sample"), rankFolder(r.K), consensusTable(r)), 12, 140)
		s.done()
		return
	}
	order := r.Tree.Order
	header := []excelize.Cell{s.text(s.style.header, "Sample")}
	for _, j := range order {
		header = append(header, s.text(s.style.header, b.study.Matrix.Samples[j]))
	}
	first := s.add(0, header...) + 1
	for _, i := range order {
		row := []excelize.Cell{s.text(s.style.name, b.study.Matrix.Samples[i])}
		for _, j := range order {
			row = append(row, s.value(s.style.fixed3, r.Counts.At(i, j)))
		}
		s.add(0, row...)
	}
	s.textColumn(1, first)
	if s.err == nil {
		blues := figure.NewScale(look.ConsensusScale)
		s.try(s.file.SetConditionalFormat(s.name, cell(2, first)+":"+cell(n+1, s.row), []excelize.ConditionalFormatOptions{{
			Type: "3_color_scale", Criteria: "=", MinType: "num", MinValue: "0", MidType: "num", MidValue: "0.5", MaxType: "num", MaxValue: "1",
			MinColor: "#FFFFFF", MidColor: "#" + look.Hex(blues.At(0.35)), MaxColor: "#" + look.Hex(blues.At(0.75)),
		}}))
	}
	s.done()
}

// metagenes shows the chosen rank's maps.
func (b *book) metagenes() {
	r := b.study.Survey.Chosen()
	k, further := r.K, ""
	if r.Metagenes > k {
		further = fmt.Sprintf(" %s is the metagene of what the subtypes share.", words.Metagene(k))
	}
	s := b.sheet(metagenesSheet, 0, 0, 26)
	s.add(0, s.text(s.style.heading, b.study.marked(fmt.Sprintf("Metagenes of the best run at k = %d", k))))
	s.wide(s.style.note, "Metagene M1 belongs to subtype S1, and so on."+further+" Above: how each sample divides between the metagenes, samples ordered by a tree of their own; the dashed line is where the tree falls into k groups. Below: how the weight of each "+geneGroups(r)+"'s most specific genes divides.", 14, 170)
	covered := s.picture("A4", b.figures.coefficients[k], 1)
	s.picture(cell(1, 5+covered), b.figures.basis[k], 1)
	s.done()
}

// genes lists the genes specific for each metagene.
func (b *book) genes() {
	st, r := b.study, b.study.Survey.Chosen()
	frozen := 3
	if st.Matrix.Halves != nil {
		frozen++ // a note more
	}
	s := b.sheet(genesSheet, frozen, 1, 30, 10, 12, 16, 16, 12, 16)
	s.add(0, s.text(s.style.heading, st.marked(fmt.Sprintf("%s specific for each %s at k = %d", words.Upper(st.featureWord()), ownGroup(r), r.K))))
	s.wide(s.style.note, st.geneNote(), 5, 92)
	headings := []string{"Gene", "Subtype", "Metagene", "Gene score (0 to 1)", "Basis weight"}
	if st.Matrix.Halves != nil {
		s.wide(s.style.note, "Negative values were split: (+) is the up part of a gene, (-) its down part; the listed part passes the criterion. Signed weight: that of the up part minus that of the down part. Direction, by its sign: up, the gene is high in the subtype; down, it is low.", 7, 120)
		headings = append(headings, "Direction", "Signed weight")
	}
	header := s.header(headings...)
	over := 0 // genes that have no room
	for a, genes := range r.Features {
		for _, g := range genes {
			if s.row >= mostGeneRows {
				over++
				continue
			}
			row := []excelize.Cell{s.text(s.style.name, st.Matrix.Genes[g]), s.subtypeCell(a), s.text(s.style.name, words.Metagene(a)),
				s.value(s.style.fixed3, r.GeneScores[g]), s.value(s.style.weight, r.Weights.At(g, a))}
			if st.Matrix.Halves != nil {
				row = append(row, s.text(s.style.name, st.direction(r, g, a)), s.value(s.style.weight, st.signedWeight(r, g, a)))
			}
			s.add(0, row...)
		}
	}
	if s.row == header {
		s.add(0, s.text(s.style.text, "No gene passes the criterion."))
	} else {
		s.asTable("Genes", header, len(headings))
		s.textColumn(1, header+1)
	}
	if over > 0 {
		s.add(0, s.text(s.style.text, fmt.Sprintf("… and %d more in genes.tsv", over)))
	}
	s.done()
}

// mostChecks is the number of findings that the workbook lists.
const mostChecks = 5000

// checks lists what was found in the input.
func (b *book) checks() {
	st := b.study
	s := b.sheet(checksSheet, 3, 0, 24, 11, 9, 9, 24, 24, 10, 80, 50, 50)
	s.add(0, s.text(s.style.heading, "What was found in "+st.Matrix.Name+", and what was done"))
	s.wide(s.style.note, "Line and column are places in the file, or in that which the finding names, from 1. Notes need no action; warnings deserve a look.", 10, 200)
	header := s.header("Code", "Severity", "Line", "Column", "Gene", "Sample", "Count", "Finding", "What was done", "To do otherwise")
	whole := func(n int) excelize.Cell {
		if n == 0 {
			return excelize.Cell{}
		}
		return excelize.Cell{StyleID: s.style.count, Value: n}
	}
	for i, f := range st.Matrix.Findings {
		if i == mostChecks {
			s.add(0, s.text(s.style.text, fmt.Sprintf("… and %d more in input_checks.tsv", len(st.Matrix.Findings)-i)))
			break
		}
		s.add(0, s.text(s.style.name, string(f.Code)), s.text(s.style.name, string(f.Severity)), whole(f.Line), whole(f.Column), s.text(s.style.name, f.Gene), s.text(s.style.name, f.Sample),
			whole(f.Count), s.text(s.style.text, f.Text), s.text(s.style.text, f.Done), s.text(s.style.text, f.Remedy))
	}
	if s.row == header {
		s.add(0, s.text(s.style.text, "Nothing."))
	} else {
		s.asTable("Checks", header, 10)
		s.textColumn(5, header+1)
		s.textColumn(6, header+1)
	}
	s.done()
}

// methods holds the text for a paper, the settings and the references.
func (b *book) methods() {
	const perLine = 118
	st := b.study
	s := b.sheet(methodsSheet, 0, 0, 30, 90)
	s.add(20, s.text(s.style.heading, "Methods, ready for a paper"))
	for _, p := range st.Methods() {
		s.wide(s.style.text, p, 2, perLine)
	}
	s.skip(1)
	s.add(20, s.text(s.style.heading, "Settings"))
	s.header("Setting", "Value")
	for _, o := range st.Options {
		s.add(0, s.text(s.style.name, "--"+o.Name), s.text(s.style.name, o.Value))
	}
	for _, o := range []Option{{"Program", "subtype " + st.Version}, {"Input", st.Matrix.Name}, {"SHA-256 of the input", st.Matrix.SHA256}, {"Format", st.Matrix.Format}} {
		s.add(0, s.text(s.style.name, o.Name), s.text(s.style.name, o.Value))
	}
	s.skip(1)
	s.add(20, s.text(s.style.heading, "References"))
	cited, elsewhere := st.References()
	for _, r := range cited {
		s.wide(s.style.text, r, 2, perLine)
	}
	if len(elsewhere) > 0 {
		s.skip(1)
		s.add(20, s.text(s.style.heading, "Cited elsewhere in this workbook"))
	}
	for _, r := range elsewhere {
		s.wide(s.style.text, r, 2, perLine)
	}
	s.done()
}

package report

import (
	"fmt"
	"image/color"
	"slices"
	"strings"

	"subtype/internal/chapter"
	"subtype/internal/expr/names"
	"subtype/internal/figure"
	"subtype/internal/spec"
	"subtype/internal/style"
	"subtype/internal/survey"
	"subtype/internal/tabular"
	"subtype/internal/words"
	"subtype/internal/workbook"
)

// assignmentsTable is the name of the table of samples, in Excel and for the page.
const assignmentsTable = "Assignments"

// assignmentsSheet lists the samples, those of a subtype beside each other.
func (s *Study) assignmentsSheet() workbook.Sheet {
	r := s.Survey.Chosen()
	widths := slices.Clone(style.AssignmentsWidths)
	annotations := slices.Clone(s.Annotations[:min(len(s.Annotations), workbook.MostColumns-len(widths))])
	for i, a := range annotations {
		widths = append(widths, style.AnnotationWidth)
		if strings.TrimSpace(names.Visible(a.Name)) == "" {
			annotations[i].Name = "Annotation"
		}
	}
	return workbook.Sheet{Name: assignmentsSheet, Widths: widths, FrozenRows: 3, FrozenColumns: 1,
		About: "Who is with whom, and how sure is it?",
		Blocks: []workbook.Block{
			chapter.Heading(s.context().Marked(fmt.Sprintf("Subtypes of the samples at k = %d", r.K))),
			workbook.Note{Text: "By subtype, in each the surest first. Consensus: share of the runs (0 to 1) in which the " +
				"sample came together with the others of " +
				"its own, or of the next closest, subtype. Next subtype: empty where the sample never met one, or several as " +
				"often. Core: silhouette above 0. Best fit and tree: the subtype by the best single run, and by clustering " +
				"its coefficients. " + confidenceNote, Lines: style.AssignmentsNote},
			workbook.Table{Data: s.shownAssignments(r, annotations).Data(), Excel: assignmentsTable, Bars: "silhouette"},
		}}
}

// mostNumbers is the number of samples up to which a consensus sheet holds
// numbers beside the picture.
const mostNumbers = 200

func (s *Study) consensusTitle(r *survey.Rank) string {
	return s.context().Marked(fmt.Sprintf("Consensus at k = %d: %s", r.K, words.Sizes(r.Sizes())))
}

// consensusSheet shows one rank's consensus matrix.
func (s *Study) consensusSheet(r *survey.Rank, f *figures) workbook.Sheet {
	n := len(r.Subtypes)
	sheet := workbook.Sheet{Name: consensusSheet(r.K), Widths: []float64{style.FirstWidth},
		About: fmt.Sprintf("How often did two samples come together at k = %d?", r.K),
		Blocks: []workbook.Block{
			chapter.Heading(s.consensusTitle(r)),
			workbook.Note{Text: consensusNote(r), Lines: style.ConsensusNote},
			workbook.Space(1), chapter.Picture(f.consensus[r.K], 1),
		}}
	if n > mostNumbers {
		text := fmt.Sprintf("The numbers of %s do not fit a sheet that people read: they are in %s.",
			words.Plural(n, "sample"), s.consensusData(r).File)
		sheet.Blocks = append(sheet.Blocks, workbook.Note{Text: text, Lines: style.ConsensusNote})
		return sheet
	}
	sheet.Widths = append(sheet.Widths, slices.Repeat([]float64{style.SampleWidth}, n)...)
	sheet.Blocks = append(sheet.Blocks, workbook.NotPrinted{Columns: style.PrintedColumns})
	scale := figure.NewScale(style.ConsensusScale)
	none, half, all := color.NRGBA{0xff, 0xff, 0xff, 0xff}, scale.At(style.HalfShade), scale.At(style.FullShade)
	sheet.Blocks = append(sheet.Blocks, workbook.Table{Data: s.consensusTable(r, r.Tree.Order).Data(),
		Shades: [3]*color.NRGBA{&none, &half, &all}})
	return sheet
}

// metagenesSheet shows the chosen rank's maps.
func (s *Study) metagenesSheet(f *figures) workbook.Sheet {
	r := s.Survey.Chosen()
	further := ""
	if r.Metagenes > r.K {
		further = fmt.Sprintf(" %s is the metagene of what the subtypes share.", words.Metagene(r.K))
	}
	note := "Metagene M1 belongs to subtype S1, and so on." + further + " Above: how each sample divides between the " +
		"metagenes, samples ordered by a tree of their own; the dashed line is where the tree falls into k groups. Below: " +
		"how the weight of each " + geneGroups(r) + "'s most specific genes divides."
	return workbook.Sheet{Name: metagenesSheet, Widths: []float64{style.FirstWidth},
		About: "How do the samples and the genes divide between the metagenes?",
		Blocks: []workbook.Block{
			chapter.Heading(s.context().Marked(fmt.Sprintf("Metagenes of the best run at k = %d", r.K))),
			workbook.Note{Text: note, Lines: style.MetagenesNote}, workbook.Space(1),
			chapter.Picture(f.coefficients[r.K], 1), chapter.Picture(f.basis[r.K], 1),
		}}
}

// genesSheet lists the genes specific for each subtype.
func (s *Study) genesSheet() workbook.Sheet {
	r := s.Survey.Chosen()
	title := fmt.Sprintf("%s specific for each %s at k = %d", words.Upper(s.featureWord()), ownGroup(r), r.K)
	blocks := []workbook.Block{chapter.Heading(s.context().Marked(title)),
		workbook.Note{Text: s.geneNote(), Lines: style.GenesNote}}
	if s.Matrix.Halves != nil {
		blocks = append(blocks, workbook.Note{Text: "Negative values were split: (+) is the up part of a gene, (-) its " +
			"down part; the listed part passes the criterion. Signed weight: that of the up part minus that of the down " +
			"part. Direction, by its sign: up, the gene is high in the subtype; down, it is low.", Lines: style.SplitNote})
	}
	widths := slices.Clone(style.GenesWidths)
	if s.GeneNames != nil {
		widths = slices.Insert(widths, 1, style.AnnotationWidth)
	}
	return workbook.Sheet{Name: genesSheet, Widths: widths, FrozenRows: len(blocks) + 1, FrozenColumns: 1,
		About: "Which " + s.featureWord() + " are specific for which " + ownGroup(r) + "?",
		Blocks: append(blocks, workbook.Table{Data: s.shownGenes().Data(), Excel: "Genes",
			Empty: "No gene passes the criterion."})}
}

// mostChecks is the number of findings that the workbook lists.
const mostChecks = 5000

// checksSheet lists what was found in the input.
func (s *Study) checksSheet() workbook.Sheet {
	return workbook.Sheet{Name: checksSheet, Widths: style.ChecksWidths, FrozenRows: 3,
		About: "What was found in the file, and what was done about it?",
		Blocks: []workbook.Block{
			chapter.Heading("What was found in " + s.Matrix.Name + ", and what was done"),
			workbook.Note{Text: "Line and column are places in the file, or in that which the finding names, from 1. Notes " +
				"need no action; warnings deserve a look.", Lines: style.ChecksNote},
			workbook.Table{Data: s.checkTable().Data(), Excel: "Checks", Most: mostChecks, Empty: "Nothing."},
		}}
}

// settings are what the results depend on, and what they are of.
func (s *Study) settings() tabular.Table[spec.Option] {
	var all []spec.Option
	add := func(name, value string) { all = append(all, spec.Option{Name: name, Value: value}) }
	program := s.option("imported")
	for _, o := range s.Options {
		if program == "" || o.Name != "imported" && !slices.Contains(spec.Elsewhere, o.Name) {
			add("--"+o.Name, o.Value)
		}
	}
	if program != "" {
		add("Runs", "imported, of "+program)
	}
	add("Command", spec.Command(s.Options, s.Matrix.Name))
	add("Program", "subtype "+s.Version)
	add("Input", s.Matrix.Name)
	add("SHA-256 of the input", s.Matrix.SHA256)
	all = append(all, s.Digests...)
	add("Format", s.Matrix.Format)
	add("Factorised", fmt.Sprintf("%s × %d samples", s.Matrix.RowsText(), len(s.Matrix.Samples)))
	return tabular.Table[spec.Option]{Name: "Settings", About: "What the results depend on.", Rows: slices.Values(all),
		Columns: []tabular.Column[spec.Option]{
			{Field: tabular.Field{Name: "setting", Heading: "Setting", About: "a flag, or what was read", Kind: tabular.Text},
				Value: func(o spec.Option) any { return o.Name }},
			{Field: tabular.Field{Name: "value", Heading: "Value", About: "as given or by default", Kind: tabular.Text},
				Value: func(o spec.Option) any { return o.Value }},
		}}
}

// methodsSheet holds the text for a paper, the settings and the references.
func (s *Study) methodsSheet() workbook.Sheet {
	blocks := []workbook.Block{chapter.Section("Methods, ready for a paper")}
	blocks = append(blocks, chapter.Paragraphs(style.MethodsText, s.Methods()...)...)
	blocks = append(blocks, workbook.Space(1), chapter.Section("Settings"), workbook.Table{Data: s.settings().Data()},
		workbook.Space(1), chapter.Section("References"))
	cited, elsewhere := s.References()
	blocks = append(blocks, chapter.Paragraphs(style.MethodsText, cited...)...)
	if len(elsewhere) > 0 {
		blocks = append(blocks, workbook.Space(1), chapter.Section("Cited elsewhere in this report"))
		blocks = append(blocks, chapter.Paragraphs(style.MethodsText, elsewhere...)...)
	}
	return workbook.Sheet{Name: methodsSheet, Widths: style.MethodsWidths, Blocks: blocks,
		About: "What goes into the paper, and how is it done again?"}
}

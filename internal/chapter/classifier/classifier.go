// Package classifier shows the rule that an analysis freezes for other samples, and how it did on
// samples that were left out: a sheet, a figure, and the file itself.
package classifier

import (
	"fmt"
	"math"

	"subtype/internal/chapter"
	"subtype/internal/cite"
	"subtype/internal/classify"
	"subtype/internal/figure"
	"subtype/internal/style"
	"subtype/internal/words"
	"subtype/internal/workbook"
)

// File and FigureName are what the chapter writes.
const (
	File       = classify.FileName
	FigureName = "calibration"
)

// Chapter is what a report has of a classifier; nil is none.
func Chapter(c *classify.Classifier, fonts *figure.Fonts, mark func(string) string) chapter.Chapter {
	if c == nil {
		return chapter.Chapter{}
	}
	out := chapter.Chapter{Files: []chapter.File{{Name: File, Write: c.Write}}}
	sheet := workbook.Sheet{Name: "Classifier", Widths: style.ClassifierWidths,
		About:  "Which subtype has another patient, and how often is that right?",
		Blocks: []workbook.Block{chapter.Heading(mark("A rule for other patients"))}}
	add := func(blocks ...workbook.Block) { sheet.Blocks = append(sheet.Blocks, blocks...) }
	add(workbook.Note{Text: Sentence(c), Lines: style.ClassifierNote})
	out.Parts = []chapter.Part{{Title: "Other patients", Sentences: []string{Sentence(c)}}}
	if c.Model.Refused == "" {
		out.Methods = []*cite.Prose{methods(c)}
		add(workbook.Note{Text: limits, Lines: style.ClassifierNote})
	}
	if t := c.Model.Test; t != nil {
		picture := calibration(t, fonts)
		out.Figures = []*figure.Figure{picture}
		add(chapter.Section("Expected of new patients of the same kind"), workbook.Table{Data: measures(t).Data()},
			chapter.Section("What was said of the samples of each subtype"), workbook.Table{Data: confusion(t).Data()},
			chapter.Section("How often a subtype of some probability is right"), workbook.Table{Data: bins(t).Data()},
			chapter.Section("With fewer genes"), workbook.Table{Data: fewer(t).Data()}, workbook.Space(1),
			chapter.Picture(picture, 0.8))
	}
	out.Sheets = []workbook.Sheet{sheet}
	return out
}

const limits = "What this says holds for patients like those of this cohort, measured in the same way. The subtypes " +
	"that were taken for right are those of this analysis, not a diagnosis. subtype predict tells of samples that do " +
	"not look like the cohort."

// assigned says how many samples were sure enough, and how many of these were right.
func assigned(share, right float64) string {
	if share == 0 {
		return "it was sure enough of none of them to assign it"
	}
	return fmt.Sprintf("it assigned %s of them, and of these %s rightly", percent(share), percent(right))
}

// Sentence says what the classifier is good for.
func Sentence(c *classify.Classifier) string {
	t := c.Model.Test
	switch {
	case c.Model.Refused != "":
		return fmt.Sprintf("No rule for other patients was made: %s.", c.Model.Refused)
	case t == nil:
		return fmt.Sprintf("%s holds a rule for other patients (subtype predict %s EXPR). It was not tested: that needs "+
			"subsamples (--resample) that hold three samples of every subtype.", File, File)
	}
	text := fmt.Sprintf("%s holds a rule for other patients (subtype predict %s EXPR). Made without them, it was right "+
		"for %s of the samples that %s left out (95 %% interval %s to %s); %s.",
		File, File, percent(t.Accuracy), words.Plural(t.Folds, "subsample"), percent(t.Low), percent(t.High),
		assigned(t.Assigned, t.Right))
	if c.Verdict == "none" {
		text += " There are no clear subtypes, so that it tells apart what may not be there."
	}
	return text
}

func percent(x float64) string { return fmt.Sprintf("%.0f %%", 100*x) }

// methods is a paragraph for a paper.
func methods(c *classify.Classifier) *cite.Prose {
	p := &cite.Prose{}
	p.Add("For samples of other patients the subtypes were frozen as three rules: the coefficients for the fixed basis "+
		"matrix; the nearest template by cosine of z-scores in up to %d genes of each subtype (%v, p-values as %v); and up "+
		"to 15 pairs of genes of each subtype, of which a sample has more of the one or of the other (%v, %v).",
		classify.MostMarkers, cite.Hoshida, cite.Eide, cite.Geman, cite.TanPairs)
	p.Add("Each rule's scores were made probabilities by one slope, and these were averaged.")
	if t := c.Model.Test; t != nil {
		p.Add("The rules were tested on the samples that %s left out: the factorisation, the subtypes, the genes and the "+
			"pairs were found without these samples, and the slopes without their subsample. The subtypes of the whole "+
			"analysis were taken as right. The interval of the accuracy is Wilson's, for as many samples as were left out "+
			"once or more.", words.Plural(t.Folds, "subsample"))
		p.Add("A sample is assigned from a probability of %v on, where p is at most %v, two rules or more agree, a "+
			"quarter of each subtype's marker genes are there, and it looks like the samples that were left out.",
			c.Model.Threshold, classify.Significance)
	}
	return p
}

// calibration draws how often subtypes of some probability were right.
func calibration(t *classify.Test, fonts *figure.Fonts) *figure.Figure {
	f := figure.Curves{Name: FigureName, Title: "Calibration", Axis: "probability, %",
		Heading: "How often a subtype of some probability was right"}
	right := figure.Curve{Title: "Samples that were left out", Note: "right, %", Least: 50, Top: 100, Marked: -1}
	many := figure.Curve{Title: "How many they are", Note: "samples", Marked: -1}
	for _, b := range t.Calibration {
		at := int(math.Round(100 * b.Mean))
		if n := len(f.Ranks); n > 0 && f.Ranks[n-1] >= at {
			continue
		}
		f.Ranks, right.Beside = append(f.Ranks, at), append(right.Beside, float64(at))
		right.Values, many.Values = append(right.Values, 100*b.Observed), append(many.Values, float64(b.Samples))
	}
	if len(f.Ranks) == 0 {
		f.Ranks, right.Beside = []int{100}, []float64{100}
		right.Values, many.Values = []float64{math.NaN()}, []float64{math.NaN()}
	}
	f.Curves = []figure.Curve{right, many}
	return fonts.Curves(f)
}

package predict

import (
	"math"
	"slices"
	"strings"

	"subtype/internal/chapter"
	"subtype/internal/classify"
	"subtype/internal/product"
	"subtype/internal/tabular"
	"subtype/internal/words"
)

// Names of files.
const (
	predictionsFile = "predictions.tsv"
	templateFile    = "nearest_template.tsv"
	likenessFile    = "likeness.tsv"
	missingFile     = "missing_genes.tsv"
)

var files = []string{predictionsFile, templateFile, likenessFile, missingFile}

type column = tabular.Column[int]

func (p *Predictions) numbers() []int {
	out := make([]int, len(p.All))
	for i := range out {
		out[i] = i
	}
	return out
}

func share(name, heading, about string, value func(i int) float64) column {
	return column{Field: tabular.Field{Name: name, Heading: heading, About: about, Kind: tabular.Share},
		Value: func(i int) any { return value(i) }}
}

func count(name, heading, about string, value func(i int) int) column {
	return column{Field: tabular.Field{Name: name, Heading: heading, About: about, Kind: tabular.Count},
		Value: func(i int) any { return value(i) }}
}

func text(name, heading, about string, value func(i int) string) column {
	return column{Field: tabular.Field{Name: name, Heading: heading, About: about, Kind: tabular.Text},
		Value: func(i int) any { return value(i) }}
}

// subtype is a column of subtypes; below 0 there is none.
func subtype(name, heading, about string, value func(i int) int) column {
	return text(name, heading, about, func(i int) string {
		if q := value(i); q >= 0 {
			return words.Subtype(q)
		}
		return ""
	})
}

// Files are all files of the results.
func (p *Predictions) Files() []product.File {
	var out []product.File
	for _, t := range []tabular.Data{p.predictions(), p.templates(), p.likeness(), p.missing()} {
		out = append(out, product.File{Name: t.File, Write: t.Write})
	}
	return out
}

func (p *Predictions) sample() column {
	return column{Field: chapter.SampleField, Value: func(i int) any { return p.All[i].Sample }}
}

// predictions say of every sample what does not depend on others.
func (p *Predictions) predictions() tabular.Data {
	m := p.job.classifier.Model
	of := func(i int) *Prediction { return &p.All[i] }
	columns := []column{p.sample(),
		subtype("subtype", "Subtype", "to which the sample is assigned; NA: unassigned", func(i int) int {
			if of(i).Assigned {
				return of(i).Subtype
			}
			return -1
		}),
		text("why", "Why not", "why it is not assigned", func(i int) string { return of(i).Why }),
		subtype("most_likely", "Most likely", "the subtype of the highest probability, assigned or not",
			func(i int) int { return of(i).Subtype }),
		share("probability", "Probability", "of that subtype", func(i int) float64 { return of(i).Probability }),
		share("margin", "Margin", "of its probability to the second", func(i int) float64 { return of(i).Margin }),
		share("p", "p", "that genes drawn at random come as near to a template",
			func(i int) float64 { return of(i).TemplateP }),
		share("pairs_p", "p of the pairs", "that genes drawn at random fit the pairs of a subtype as well",
			func(i int) float64 { return of(i).PairsP }),
		count("rules_agreeing", "Rules agreeing", "rules that say the most likely subtype",
			func(i int) int { return of(i).Agree }),
		count("rules", "Rules", "rules that can be applied", func(i int) int { return of(i).Asked })}
	for r, name := range []string{"projection", "template", "pairs"} {
		columns = append(columns, subtype(name, words.Upper(classify.RuleNames[r]), "the subtype by this rule alone",
			func(i int) int { return of(i).Says[r] }))
	}
	columns = append(columns,
		count("genes", "Genes", "of the classifier that the sample has", func(i int) int { return of(i).Genes }),
		count("markers", "Markers", "genes of the templates that it has", func(i int) int { return of(i).Markers }),
		share("least_markers", "Least markers", "of a subtype, the share that it has",
			func(i int) float64 { return of(i).OfEach }),
		text("by", "By", "all rules, or the gene pairs alone, where the values are on another scale", func(i int) string {
			if of(i).ByPairs {
				return "pairs"
			}
			return "all"
		}))
	for q := range m.K {
		columns = append(columns, share("probability_"+words.Subtype(q), "Probability of "+words.Subtype(q), "of the subtype",
			func(i int) float64 {
				if of(i).Probabilities == nil {
					return math.NaN()
				}
				return of(i).Probabilities[q]
			}))
	}
	return tabular.Table[int]{Name: "Predictions", File: predictionsFile, About: "What is said of every sample.",
		Rows: slices.Values(p.numbers()), Columns: columns}.Data()
}

// templates is what nearest template prediction says, as others report it.
func (p *Predictions) templates() tabular.Data {
	m := p.job.classifier.Model
	cosine := func(i, q int) float64 {
		if s := p.All[i].Scores[classify.Template]; s != nil {
			return s[q]
		}
		return math.NaN()
	}
	columns := []column{p.sample(), subtype("nearest", "Nearest", "the subtype of the nearest template",
		func(i int) int { return p.All[i].Says[classify.Template] })}
	for q := range m.K {
		columns = append(columns, share("distance_"+words.Subtype(q), "Distance to "+words.Subtype(q),
			"root of half of 1 − the cosine", func(i int) float64 { return math.Sqrt((1 - cosine(i, q)) / 2) }))
	}
	columns = append(columns, share("p", "p", "that genes drawn at random come as near to a template",
		func(i int) float64 { return p.All[i].TemplateP }), share("fdr", "FDR",
		"the p-value adjusted for all samples of this file (Benjamini and Hochberg)",
		func(i int) float64 { return p.FDR[i] }))
	return tabular.Table[int]{Name: "Nearest template", File: templateFile,
		About: "Nearest template prediction. The FDR depends on which samples are in the file.",
		Rows:  slices.Values(p.numbers()), Columns: columns}.Data()
}

// likeness says how each sample compares with the training cohort.
func (p *Predictions) likeness() tabular.Data {
	m := p.job.classifier.Model
	columns := []column{p.sample()}
	for at, about := range classify.Measures {
		columns = append(columns, share(about.Name, about.Heading, about.About,
			func(i int) float64 { return p.All[i].Measures[at] }),
			share(about.Name+"_low", about.Heading+" from", "least that is usual",
				func(int) float64 { return m.Limits[at].Low }),
			share(about.Name+"_high", about.Heading+" to", "most that is usual",
				func(int) float64 { return m.Limits[at].High }))
	}
	columns = append(columns,
		text("likeness", "Likeness", "alike, other scale, other order of the genes, or unexplained by the metagenes",
			func(i int) string { return classify.Likenesses[p.All[i].Likeness] }),
		text("unusual", "Unusual", "measures that lie outside", func(i int) string {
			var names []string
			for _, at := range p.All[i].Strange {
				names = append(names, classify.Measures[at].Name)
			}
			return strings.Join(names, ", ")
		}))
	return tabular.Table[int]{Name: "Likeness", File: likenessFile,
		About: "How the samples compare with those of the training cohort.", Rows: slices.Values(p.numbers()),
		Columns: columns}.Data()
}

// missing lists the genes that some samples lack.
func (p *Predictions) missing() tabular.Data {
	f, m := p.job.classifier.Frame, p.job.classifier.Model
	marks := map[int]int{}
	for q, genes := range m.Markers {
		for _, g := range genes {
			marks[g] = q + 1
		}
	}
	lacking := make([]int, len(f.Genes))
	var rows []int
	for i, g := range f.Genes {
		for _, x := range p.job.levels {
			if x[i] != x[i] {
				lacking[i]++
			}
		}
		if lacking[i] > 0 && g.Quantiles != nil {
			rows = append(rows, i)
		}
	}
	return tabular.Table[int]{Name: "Missing genes", File: missingFile,
		About: "Genes of the classifier that samples lack; they are left out of account.", Rows: slices.Values(rows),
		Columns: []column{{Field: chapter.GeneField, Value: func(i int) any { return f.Genes[i].Name }},
			count("samples", "Samples", "that lack it", func(i int) int { return lacking[i] }),
			subtype("marker_of", "Marker of", "the subtype whose template has it", func(i int) int { return marks[i] - 1 }),
		}}.Data()
}

package report

import (
	"slices"

	"subtype/internal/chapter"
	"subtype/internal/cite"
	"subtype/internal/survey"
	"subtype/internal/tabular"
	"subtype/internal/words"
	"subtype/rank"
)

// measure is a column of the rank survey, and the work that its meaning cites, if any.
type measure struct {
	tabular.Field
	source *cite.Work
	value  func(rank.Score) float64
}

func measured(f tabular.Field, source *cite.Work, value func(rank.Score) float64) measure {
	f.Kind = tabular.Measure
	return measure{f, source, value}
}

func (m measure) column() tabular.Column[*survey.Rank] {
	return tabular.Column[*survey.Rank]{Field: m.Field, Value: func(r *survey.Rank) any { return m.value(r.Score) }}
}

// meaning is what a measure means, in sentences.
func (m measure) meaning() *cite.Prose {
	if m.source == nil {
		return cite.Of("%s.", words.Upper(m.About))
	}
	return cite.Of("%s (%v).", words.Upper(m.About), m.source)
}

// measures are those of a rank after "rank" and "restarts", and before "chosen";
// laterMeasures come after it.
var measures = []measure{
	measured(tabular.Field{Name: "cophenetic", Heading: "Cophenetic correlation", Range: "−1 to 1",
		About: "how faithfully a tree shows the consensus; 1 is best"},
		nil, func(s rank.Score) float64 { return s.Cophenetic }),
	measured(tabular.Field{Name: "dispersion", Heading: "Dispersion", Range: "0 to 1",
		About: "how far the consensus is from ½ everywhere; 1 is best"},
		nil, func(s rank.Score) float64 { return s.Dispersion }),
	measured(tabular.Field{Name: "silhouette_consensus", Heading: "Silhouette, consensus", Range: "−1 to 1",
		About: "how much closer samples are to their own subtype than to the next, by consensus; 1 is best"},
		nil, func(s rank.Score) float64 { return s.SilhouetteConsensus }),
	measured(tabular.Field{Name: "silhouette_coefficients", Heading: "Silhouette, coefficients", Range: "−1 to 1",
		About: "the same for the best fit's groups, by correlation of coefficients; 1 by construction where there " +
			"are two metagenes; as the R package NMF"},
		cite.Gaujoux, func(s rank.Score) float64 { return s.SilhouetteCoefficients }),
	measured(tabular.Field{Name: "silhouette_basis", Heading: "Silhouette, basis", Range: "−1 to 1",
		About: "the same for the rows of the basis, by correlation of weights; 1 by construction where there are " +
			"two metagenes; as the R package NMF"},
		cite.Gaujoux, func(s rank.Score) float64 { return s.SilhouetteBasis }),
	measured(tabular.Field{Name: "pac", Heading: "PAC", Range: "0 to 1",
		About: "share of the pairs of samples with a consensus above 0.1 and up to 0.9; 0 is best"},
		nil, func(s rank.Score) float64 { return s.PAC }),
	measured(tabular.Field{Name: "cdf_area", Heading: "CDF area", Range: "0 to 1",
		About: "area under the distribution of the consensus"},
		nil, func(s rank.Score) float64 { return s.CDFArea }),
	measured(tabular.Field{Name: "delta_area", Heading: "Gain in area",
		About: "its relative gain over the rank before; at the first rank the area itself; small: little is gained"},
		nil, func(s rank.Score) float64 { return s.DeltaArea }),
	measured(tabular.Field{Name: "silhouette_tree", Heading: "Silhouette, tree", Range: "−1 to 1",
		About: "silhouette of the plain way: samples clustered by the best fit's coefficients alone"},
		nil, func(s rank.Score) float64 { return s.SilhouetteTree }),
	measured(tabular.Field{Name: "calinski_harabasz", Heading: "Caliński–Harabasz", Range: "0 and more",
		About: "of the plain way: spread between groups over spread within; larger is better"},
		cite.Calinski, func(s rank.Score) float64 { return s.CalinskiHarabasz }),
	measured(tabular.Field{Name: "rss", Heading: "RSS", Range: "0 and more",
		About: "residual sum of squares of the best fit"},
		nil, func(s rank.Score) float64 { return s.RSS }),
	measured(tabular.Field{Name: "evar", Heading: "Explained variance",
		About: "1 − RSS / sum of the squared values, which are not centred"},
		nil, func(s rank.Score) float64 { return s.Evar }),
	measured(tabular.Field{Name: "residual", Heading: "Residual", Range: "0 and more",
		About: "the algorithm's own objective at the best fit"},
		nil, func(s rank.Score) float64 { return s.Residual }),
	measured(tabular.Field{Name: "sparseness_basis", Heading: "Sparseness, basis", Range: "0 to 1",
		About: "Hoyer's sparseness of the metagenes; 1 when one row of the basis alone counts"},
		cite.Hoyer, func(s rank.Score) float64 { return s.SparsenessBasis }),
	measured(tabular.Field{Name: "sparseness_coefficients", Heading: "Sparseness, coefficients", Range: "0 to 1",
		About: "Hoyer's sparseness of the metagenes' coefficients; 1 when one sample alone counts"},
		cite.Hoyer, func(s rank.Score) float64 { return s.SparsenessCoefficients }),
	measured(tabular.Field{Name: "iterations_median", Heading: "Iterations, median", Unit: "iterations",
		About: "of the runs"},
		nil, func(s rank.Score) float64 { return s.IterationsMedian }),
}

var laterMeasures = []measure{
	measured(tabular.Field{Name: "tree_gap", Heading: "Tree gap", Range: "0 and more",
		About: "of the plain way: range of heights at which a cut gives k groups; larger is clearer"},
		nil, func(s rank.Score) float64 { return s.TreeGap }),
	measured(tabular.Field{Name: "residual_gain", Heading: "Gain of the residual",
		About: "how much one more metagene lowers the residual on the way to this k from the rank before, as a " +
			"share of the residual at k = 1"},
		nil, func(s rank.Score) float64 { return s.Gain }),
	measured(tabular.Field{Name: "gain_ratio", Heading: "Gain over the next gain", Range: "0 to 100",
		About: "how many times the gain of the next k that is, 100 at most; 1.5 or more is a clear bend"},
		nil, func(s rank.Score) float64 { return s.GainRatio }),
	measured(tabular.Field{Name: "silhouette_expression", Heading: "Silhouette, expression", Range: "−1 to 1",
		About: "silhouette of the subtypes by correlation of median-centred expression; as Firehose"},
		cite.Firehose, func(s rank.Score) float64 { return s.SilhouetteExpression }),
}

// allMeasures are both.
func allMeasures() []measure { return slices.Concat(measures, laterMeasures) }

var rankColumn = tabular.Column[*survey.Rank]{Field: chapter.RankField, Value: func(r *survey.Rank) any { return r.K }}

var runsColumn = tabular.Column[*survey.Rank]{Field: tabular.Field{Name: "restarts", Heading: "Runs", Unit: "runs",
	About: "factorisations, each from another start", Kind: tabular.Count},
	Value: func(r *survey.Rank) any { return r.Score.Restarts }}

func (s *Study) chosenColumn() tabular.Column[*survey.Rank] {
	return tabular.Column[*survey.Rank]{Field: tabular.Field{Name: "chosen", Heading: "Chosen",
		About: "whether the report shows this number of subtypes", Kind: tabular.YesNo},
		Value: func(r *survey.Rank) any { return r.K == s.Survey.Choice.K }}
}

// surveyTable has the measures of every rank.
func (s *Study) surveyTable() tabular.Table[*survey.Rank] {
	columns := []tabular.Column[*survey.Rank]{rankColumn, runsColumn}
	for _, m := range measures {
		columns = append(columns, m.column())
	}
	columns = append(columns, s.chosenColumn())
	for _, m := range laterMeasures {
		columns = append(columns, m.column())
	}
	return tabular.Table[*survey.Rank]{Name: "Rank survey", File: surveyFile,
		About: "The measures for every number of subtypes.", Columns: columns, Rows: s.ranks()}
}

// shownSurvey is the table as the workbook has it, and what its columns mean.
func (s *Study) shownSurvey() (t tabular.Table[*survey.Rank], meanings []string) {
	var names []string
	for _, m := range allMeasures() {
		names, meanings = append(names, m.Name), append(meanings, m.meaning().String())
	}
	names, meanings = append(names, runsColumn.Name), append(meanings, words.Upper(runsColumn.About)+".")
	return s.surveyTable().Only(names...), meanings
}

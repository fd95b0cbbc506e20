package report

import (
	"subtype/internal/words"
	"subtype/rank"
)

// column is a column of the rank survey: its name in the table, a heading for
// people, what it means, and the work that this cites, if any.
type column struct {
	name, heading, about string
	source               *work
	at                   func(*rank.Score) *float64
}

func (c column) value(s rank.Score) float64 { return *c.at(&s) }

// meaning is what a column means, in sentences.
func (c column) meaning() *prose {
	if c.source == nil {
		return cited("%s.", words.Upper(c.about))
	}
	return cited("%s (%v).", words.Upper(c.about), c.source)
}

// surveyColumns are the measures of a rank after "rank" and "restarts", and
// before "chosen"; extraColumns come after it.
var surveyColumns = []column{
	{"cophenetic", "Cophenetic correlation", "how faithfully a tree shows the consensus; 1 is best",
		nil, func(s *rank.Score) *float64 { return &s.Cophenetic }},
	{"dispersion", "Dispersion", "how far the consensus is from ½ everywhere; 1 is best",
		nil, func(s *rank.Score) *float64 { return &s.Dispersion }},
	{"silhouette_consensus", "Silhouette, consensus", "how much closer samples are to their own subtype than to the " +
		"next, by consensus; 1 is best",
		nil, func(s *rank.Score) *float64 { return &s.SilhouetteConsensus }},
	{"silhouette_coefficients", "Silhouette, coefficients",
		"the same for the best fit's groups, by correlation of coefficients; 1 by construction where there are two " +
			"metagenes; as the R package NMF",
		gaujoux, func(s *rank.Score) *float64 { return &s.SilhouetteCoefficients }},
	{"silhouette_basis", "Silhouette, basis",
		"the same for the rows of the basis, by correlation of weights; 1 by construction where there are two " +
			"metagenes; as the R package NMF",
		gaujoux, func(s *rank.Score) *float64 { return &s.SilhouetteBasis }},
	{"pac", "PAC", "share of the pairs of samples with a consensus above 0.1 and up to 0.9; 0 is best",
		nil, func(s *rank.Score) *float64 { return &s.PAC }},
	{"cdf_area", "CDF area", "area under the distribution of the consensus",
		nil, func(s *rank.Score) *float64 { return &s.CDFArea }},
	{"delta_area", "Gain in area", "its relative gain over the rank before; at the first rank the area itself; " +
		"small: little is gained",
		nil, func(s *rank.Score) *float64 { return &s.DeltaArea }},
	{"silhouette_tree", "Silhouette, tree", "silhouette of the plain way: samples clustered by the best fit's " +
		"coefficients alone",
		nil, func(s *rank.Score) *float64 { return &s.SilhouetteTree }},
	{"calinski_harabasz", "Caliński–Harabasz", "of the plain way: spread between groups over spread within; larger " +
		"is better",
		calinski, func(s *rank.Score) *float64 { return &s.CalinskiHarabasz }},
	{"rss", "RSS", "residual sum of squares of the best fit",
		nil, func(s *rank.Score) *float64 { return &s.RSS }},
	{"evar", "Explained variance", "1 − RSS / sum of the squared values, which are not centred",
		nil, func(s *rank.Score) *float64 { return &s.Evar }},
	{"residual", "Residual", "the algorithm's own objective at the best fit",
		nil, func(s *rank.Score) *float64 { return &s.Residual }},
	{"sparseness_basis", "Sparseness, basis", "Hoyer's sparseness of the metagenes; 1 when one row of the basis " +
		"alone counts",
		hoyer, func(s *rank.Score) *float64 { return &s.SparsenessBasis }},
	{"sparseness_coefficients", "Sparseness, coefficients", "Hoyer's sparseness of the metagenes' coefficients; 1 " +
		"when one sample alone counts",
		hoyer, func(s *rank.Score) *float64 { return &s.SparsenessCoefficients }},
	{"iterations_median", "Iterations, median", "of the runs",
		nil, func(s *rank.Score) *float64 { return &s.IterationsMedian }},
}

var extraColumns = []column{
	{"tree_gap", "Tree gap", "of the plain way: range of heights at which a cut gives k groups; larger is clearer",
		nil, func(s *rank.Score) *float64 { return &s.TreeGap }},
	{"residual_gain", "Gain of the residual",
		"how much one more metagene lowers the residual on the way to this k from the rank before, as a share of the " +
			"residual at k = 1",
		nil, func(s *rank.Score) *float64 { return &s.Gain }},
	{"gain_ratio", "Gain over the next gain", "how many times the gain of the next k that is, 100 at most; 1.5 or " +
		"more is a clear bend",
		nil, func(s *rank.Score) *float64 { return &s.GainRatio }},
	{"silhouette_expression", "Silhouette, expression", "silhouette of the subtypes by correlation of median-centred " +
		"expression; as Firehose",
		firehose, func(s *rank.Score) *float64 { return &s.SilhouetteExpression }},
}

package genes

import (
	"slices"

	"subtype/internal/chapter"
	"subtype/internal/markers"
	"subtype/internal/tabular"
)

// entry is a gene in a subtype.
type entry struct{ gene, q int }

// descriptive is said of p-values whose labels came from the same data.
const descriptive = "descriptive: the subtypes were made from the same data, so it is small too often"

// column is one of the table of markers.
func column(name, heading, about string, kind tabular.Kind, value func(entry) any) tabular.Column[entry] {
	return tabular.Column[entry]{Field: tabular.Field{Name: name, Heading: heading, About: about, Kind: kind},
		Value: value}
}

// number is a column of a statistic.
func (s *content) number(name, heading, about, limits string, kind tabular.Kind,
	of func(*markers.Statistic) float64) tabular.Column[entry] {
	c := column(name, heading, about, kind, func(x entry) any { return rounded(of(s.statistic(x))) })
	c.Range = limits
	return c
}

func (s *content) statistic(x entry) *markers.Statistic { return &s.found.Statistics[x.gene*s.k+x.q] }

// geneColumns say which gene and which subtype.
func (s *content) geneColumns() []tabular.Column[entry] {
	return []tabular.Column[entry]{
		{Field: chapter.GeneField, Value: func(x entry) any { return s.in.Evidence.Genes[x.gene] }},
		{Field: chapter.SymbolField, Value: func(x entry) any { return s.symbols[x.gene] }},
		{Field: chapter.SubtypeField, Value: func(x entry) any { return s.Group(x.q) }},
	}
}

// markerTable has every gene in every subtype.
func (s *content) markerTable() tabular.Table[entry] {
	return tabular.Table[entry]{Name: "Markers", File: MarkersFile,
		About: "Every gene of the matrix as read in every subtype, against all other samples. p and q are " +
			descriptive + ".",
		Rows: func(yield func(entry) bool) {
			for g := range s.in.Evidence.Genes {
				for q := range s.k {
					if !yield(entry{g, q}) {
						return
					}
				}
			}
		},
		Columns: slices.Concat(s.geneColumns(), s.statisticColumns(), s.weightColumns())}
}

func (s *content) statisticColumns() []tabular.Column[entry] {
	return slices.Concat(s.levelColumns(), s.testColumns(), s.splitColumns(), s.placeColumns())
}

// levelColumns say how much of the gene there is.
func (s *content) levelColumns() []tabular.Column[entry] {
	return []tabular.Column[entry]{
		s.number("mean_in", "Mean in", "mean in the subtype, on the scale of the analysis", "", tabular.Measure,
			func(x *markers.Statistic) float64 { return x.MeanIn }),
		s.number("mean_out", "Mean out", "mean of all other samples", "", tabular.Measure,
			func(x *markers.Statistic) float64 { return x.MeanOut }),
		s.number("log2_fold_change", "Log2 fold change", "difference of the means of "+s.scale()+"; a log2 fold change "+
			"where "+
			"these are logarithms to base 2", "", tabular.Measure, func(x *markers.Statistic) float64 { return x.Change }),
		s.number("detected_in", "Detected in", "share of the subtype's samples above the lowest value, where many cells "+
			"share that; else empty", "0 to 1", tabular.Share, func(x *markers.Statistic) float64 { return x.DetectedIn }),
		s.number("detected_out", "Detected out", "the same of all other samples", "0 to 1", tabular.Share,
			func(x *markers.Statistic) float64 { return x.DetectedOut }),
	}
}

// testColumns say how surely the subtype differs.
func (s *content) testColumns() []tabular.Column[entry] {
	return []tabular.Column[entry]{
		s.number("auc", "AUC", "how often a sample of the subtype is higher than another one", "0 to 1", tabular.Share,
			func(x *markers.Statistic) float64 { return x.AUC }),
		s.number("auc_p", "AUC p", "p by Mann and Whitney; "+descriptive, "0 to 1", tabular.Probability,
			func(x *markers.Statistic) float64 { return x.AUCP }),
		s.number("moderated_t", "Moderated t", "of the difference, the variance moderated by that of all genes", "",
			tabular.Measure, func(x *markers.Statistic) float64 { return x.T }),
		s.number("p", "p (descriptive)", "of the moderated t; "+descriptive, "0 to 1", tabular.Probability,
			func(x *markers.Statistic) float64 { return x.P }),
		s.number("q", "q (descriptive)", "p adjusted over all genes and subtypes (Benjamini and Hochberg); "+descriptive,
			"0 to 1", tabular.Probability, func(x *markers.Statistic) float64 { return x.Q }),
		s.number("least_difference", "Least difference", "of those to each other subtype the least, in the direction of the "+
			"fold change; of the other sign where some other subtype is beyond", "", tabular.Measure,
			func(x *markers.Statistic) float64 { return x.Least }),
	}
}

// splitColumns are of tests by labels that the gene had no part in.
func (s *content) splitColumns() []tabular.Column[entry] {
	split := func(p []float64) func(entry) any {
		return func(x entry) any {
			if p == nil {
				return nil
			}
			return rounded(p[x.gene*s.k+x.q])
		}
	}
	return []tabular.Column[entry]{
		column("split_p", "Split p", "by the subtypes as the other half of the genes alone gives them (Mann and Whitney): "+
			"valid where the gene is independent of those genes; whether the gene goes with the grouping, not whether there "+
			"are "+
			"groups", tabular.Probability, split(s.found.SplitP)),
		column("split_q", "Split q", "split p adjusted over all genes and subtypes", tabular.Probability,
			split(s.found.SplitQ)),
	}
}

// placeColumns say where the gene stands among those of the subtype.
func (s *content) placeColumns() []tabular.Column[entry] {
	place := map[entry]int{}
	for q := range s.k {
		for _, d := range []markers.Direction{markers.Up, markers.Down} {
			for i, g := range s.found.Order(q, d) {
				place[entry{g, q}] = i + 1
			}
		}
	}
	return []tabular.Column[entry]{
		column("side", "Side", "up or down in the subtype", tabular.Text, func(x entry) any {
			switch t := s.statistic(x).T; {
			case t > 0:
				return "up"
			case t < 0:
				return "down"
			}
			return nil
		}),
		column("rank_in_subtype", "Rank", "among the subtype's genes of that direction: by the moderated t against the "+
			"nearest "+
			"other subtype", tabular.Count, func(x entry) any {
			if i := place[x]; i > 0 {
				return i
			}
			return nil
		}),
	}
}

// weightColumns are of the factorisation, and empty where the filter left the gene out; of a gene
// in two parts they are those of the heavier.
func (s *content) weightColumns() []tabular.Column[entry] {
	r := s.Chosen()
	kept := func(value func(row int, x entry) any) func(entry) any {
		return func(x entry) any {
			if i := s.row(x.gene, x.q); i >= 0 {
				return value(i, x)
			}
			return nil
		}
	}
	passes := func(of map[[2]int]bool) func(entry) any {
		return kept(func(_ int, x entry) any {
			for _, i := range s.rows[s.in.Evidence.Genes[x.gene]] {
				if of[[2]int{i, x.q}] {
					return true
				}
			}
			return false
		})
	}
	return []tabular.Column[entry]{
		{Field: chapter.GeneScoreField, Value: kept(func(row int, _ entry) any { return rounded(r.GeneScores[row]) })},
		{Field: chapter.BasisWeightField,
			Value: kept(func(row int, x entry) any { return rounded(r.Weights.At(row, x.q)) })},
		column("kim_park", "Kim–Park", "yes: the gene is specific for the subtype by the criterion of Kim and Park",
			tabular.YesNo, passes(s.chosen)),
		column("carmona_saez", "Carmona-Saez", "yes: the gene stands among the subtype's heaviest before any that weighs "+
			"more "+
			"in another", tabular.YesNo, passes(s.maximal)),
		column("description", "Description", "of the gene, by --gene-names", tabular.Remark,
			func(x entry) any { return s.about[x.gene] }),
	}
}

package clinic

import (
	"subtype/internal/chapter"
	"subtype/internal/tabular"
	"subtype/internal/words"
)

// fields are the columns of the tables of this chapter, each described once.
var fields = map[string]tabular.Field{
	"rank": chapter.RankField, "subtype": chapter.SubtypeField,

	"column":          {About: "name of the column of annotations", Kind: tabular.Text},
	"type":            {About: "what it holds", Kind: tabular.Text},
	"level":           {About: "a value of a column of categories", Kind: tabular.Text},
	"n":               {About: "samples that the row is about", Kind: tabular.Count},
	"percent":         {About: "of the samples of the subtype of which the level is known", Kind: tabular.Weight},
	"median":          {About: "of the subtype; of dates in days since 1970", Kind: tabular.Weight},
	"q1":              {About: "lower quartile", Kind: tabular.Weight},
	"q3":              {About: "upper quartile", Kind: tabular.Weight},
	"missing":         {About: "samples of the subtype of which nothing is known", Kind: tabular.Count},
	"standard_errors": {About: "how far off the count, or the mean rank, is", Kind: tabular.Weight},
	"test":            {About: "against the subtypes", Kind: tabular.Text},
	"statistic": {About: "chi-square, that of Kruskal and Wallis, or z of a hazard ratio; Fisher's test has none",
		Kind: tabular.Weight},
	"df":          {About: "degrees of freedom", Kind: tabular.Count},
	"p":           {About: "of the test", Kind: tabular.Probability},
	"q":           {About: "p adjusted for the false discovery rate over all of its kind", Kind: tabular.Probability},
	"effect":      {About: "size of the association", Kind: tabular.Share, Range: "0 to 1"},
	"effect_name": {About: "what the effect is", Kind: tabular.Text},
	"note":        {About: "what to know of the row", Kind: tabular.Text},

	"known":              {About: "samples with a known class", Kind: tabular.Count},
	"adjusted_rand":      {About: "1: the same groups, about 0: chance", Kind: tabular.Share},
	"mutual_information": {About: "over the mean of both entropies", Kind: tabular.Share, Range: "0 to 1"},
	"closest":            {About: "no other rank has a larger adjusted Rand index", Kind: tabular.YesNo},

	"name":       {About: "a column, or what was measured in the expression", Kind: tabular.Text},
	"about":      {About: "what it stands for", Kind: tabular.Text},
	"measured":   {About: "in the expression itself", Kind: tabular.YesNo},
	"p_adjusted": {About: "p times the number of rows (Bonferroni)", Kind: tabular.Probability},
	"explained": {About: "share of the variance between all subtypes: Cramér's V², or eta² of ranks",
		Kind: tabular.Share},
	"subtype_explained": {About: "share of the variance of belonging to that subtype", Kind: tabular.Share},
	"subtype_samples":   {About: "samples of the subtype of which the level is known", Kind: tabular.Count},
	"level_samples":     {About: "all samples with the level", Kind: tabular.Count},
	"genes":             {About: "of the few that it was measured in, those that were factorised", Kind: tabular.Count},
	"genes_left_in":     {About: "of them in the halves of the genes that have fewest", Kind: tabular.Count},
	"rand_without":      {About: "agreement of these halves with the subtypes, adjusted Rand index", Kind: tabular.Share},
	"rand_with":         {About: "the same of the other halves", Kind: tabular.Share},
	"alarm":             {About: "the subtypes look as if they followed it", Kind: tabular.YesNo},

	"endpoint":     {About: "name of the endpoint", Kind: tabular.Text},
	"contrast":     {About: "what is compared", Kind: tabular.Text},
	"model":        {About: "how", Kind: tabular.Text},
	"events":       {About: "number of events", Kind: tabular.Count},
	"hazard_ratio": {About: "of Cox's model, with Efron's ties", Kind: tabular.Weight},
	"time":         {About: "of a step of the curve; or the median, or the restricted mean", Kind: tabular.Weight},
	"low":          {About: "lower end of the interval of 95 %", Kind: tabular.Weight},
	"high":         {About: "upper end of the interval of 95 %", Kind: tabular.Weight},
	"at_risk":      {About: "patients under observation just before the time", Kind: tabular.Count},
	"censored":     {About: "patients whose observation ends at the time without an event", Kind: tabular.Count},
	"survival":     {About: "share without an event, from the time on", Kind: tabular.Share, Range: "0 to 1"},
	"se":           {About: "standard error of the survival, by Greenwood's formula", Kind: tabular.Share},
}

func fieldOf(name string) tabular.Field {
	f, ok := fields[name]
	if !ok {
		panic("clinic: no column " + name) // the names are ours
	}
	if f.Name == "" {
		f.Name, f.Heading = name, words.Upper(name)
	}
	return f
}

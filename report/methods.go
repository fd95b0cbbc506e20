package report

import (
	"subtype/internal/algorithms"
	"subtype/internal/chapter/preparation"
	"subtype/internal/cite"
	"subtype/internal/confidence"
	"subtype/internal/survey"
	"subtype/internal/words"
	"subtype/nmf"
	"subtype/rank"
)

// methods is the text for a paper's methods section, in paragraphs.
func (s *Study) methods() []*cite.Prose {
	program := &cite.Prose{}
	program.Add("All computations were done with subtype %s.", s.Version)
	all := []*cite.Prose{s.preparation(), s.factorisation(), s.consensus(), s.groups(), s.again(), s.choice(),
		s.geneSelection()}
	for _, c := range s.chapters() {
		all = append(all, c.Methods...)
	}
	return append(all, program)
}

// preparation is what was read and what was done to it.
func (s *Study) preparation() *cite.Prose { return preparation.Prose(s.Matrix, s.option("missing")) }

// Methods is the text for a paper's methods section, in paragraphs.
func (s *Study) Methods() []string {
	var out []string
	for _, p := range s.methods() {
		out = append(out, p.String())
	}
	return out
}

// References are the works that the methods text cites, and those that the
// workbook cites elsewhere alone.
func (s *Study) References() (methods, elsewhere []string) {
	var works []*cite.Work
	for _, p := range s.methods() {
		works = append(works, p.Works()...)
	}
	others := []*cite.Work{cite.KimPark} // of the sheet of genes
	for _, c := range allMeasures() {
		others = append(others, c.source)
	}
	for _, v := range s.Survey.Choice.Verdicts {
		others = append(others, ruleSources[v.Rule.Source])
	}
	for _, c := range s.chapters() {
		others = append(others, c.Cited...)
	}
	return cite.List(works, nil), cite.List(others, works)
}

func (s *Study) factorisation() *cite.Prose {
	plan, t := s.Survey.Plan, &cite.Prose{}
	if plan.Background {
		t.Add("For k subtypes there were k + 1 metagenes: one more for what the subtypes share.")
	}
	const assigned = "Each sample was assigned to the metagene of its largest coefficient."
	if program := s.option("imported"); program != "" {
		t.Add("Non-negative matrix factorisation at k = %s minimised %v, %s for each k. This was done by %s, and the runs "+
			"were imported.", s.ranksText(), objective(plan.Method), timesText(plan), program)
		t.Add(assigned)
		return t
	}
	t.Add("Non-negative matrix factorisation at k = %s minimised %v, %s for each k, from %v.",
		s.ranksText(), objective(plan.Method), timesText(plan), s.starts())
	if s.adaptive() {
		t.Add("Runs were added in tens, from %d on, until the best optimum (objective within %v of itself, and the same "+
			"groups) had been found %d times and the 95 %% interval of the mean adjusted Rand index between runs reached no "+
			"further than %v to either side, or there were %d.", survey.LeastRuns, confidence.SameLoss,
			confidence.FoundEnough, confidence.Narrow, survey.MostRuns)
	}
	if plan.Restarts > 1 || !plan.NNDSVD {
		t.Add("Random starts were uniform between 0 and %s, with seed %d.", startRange(plan.Method), plan.Seed)
	}
	s.given(t)
	stop, _ := algorithms.StopRuleByName(s.option("stop"))
	t.Add("A run ended %s, or after %s.", stop.About, words.Plural(plan.MaxIter, "iteration"))
	if n := len(s.Matrix.Samples); stop.Name == nmf.SettledRule.Name && n >= nmf.SettledShare {
		t.Add("The assignment counted as the same where %s or fewer had changed.", words.Plural(n/nmf.SettledShare, "sample"))
	}
	switch plan.Scale {
	case nmf.ScaleMax:
		t.Add("Each column of the basis matrix was then scaled to maximum 1, and the coefficients inversely.")
	case nmf.ScaleSum:
		t.Add("Each column of the basis matrix was then scaled to sum 1, and the coefficients inversely.")
	}
	if !s.mixed() {
		t.Add(assigned)
		return t
	}
	t.Add("In each run the samples were put into k groups by k-means of their coefficients, those of each sample scaled "+
		"to length 1: the best of ten clusterings from k-means++ starts (%v).", cite.Arthur)
	return t
}

// mixed says whether subtypes are mixtures of metagenes.
func (s *Study) mixed() bool { return s.Survey.Chosen().Mixed() }

// groupWord is what a run puts samples into.
func (s *Study) groupWord() string {
	if s.mixed() {
		return "group"
	}
	return "metagene"
}

func (s *Study) consensus() *cite.Prose {
	t := &cite.Prose{}
	t.Add("The consensus matrix holds, for each pair of samples, the share of runs that assign both to the same "+
		"%s (%v; %v).", s.groupWord(), cite.Monti, cite.Brunet)
	if len(s.Matrix.Samples) > survey.EverySample {
		t.Add("Samples with the same %s in every run were counted as one.", s.groupWord())
	}
	t.Add("Samples were clustered by average linkage on 1 − consensus, and the tree was cut into k subtypes, " +
		"numbered by size.")
	what := "Ranks were compared by"
	if len(s.Survey.Ranks) == 1 {
		what = "The rank was described by"
	}
	t.Add(what+" the cophenetic correlation (%v), the dispersion (%v), the mean silhouette width (%v) on 1 − "+
		"consensus, the proportion of ambiguous clustering (%v), which is the share of pairs of samples with a consensus "+
		"above 0.1 and up to 0.9, and the area under the consensus distribution "+
		"(%v).", cite.Brunet, cite.KimPark, cite.Rousseeuw, cite.Senbabaoglu, cite.Monti)
	return t
}

func (s *Study) choice() *cite.Prose {
	t, c := &cite.Prose{}, s.Survey.Choice
	v := c.Used()
	switch {
	case v == nil:
		t.Add("The rank k = %d was set by the authors.", c.K)
		return t
	case len(s.Survey.Ranks) == 1:
		t.Add("No other rank than k = %d was looked at.", c.K)
		return t
	case v.K == 0:
		t.Add("The rank was to be chosen by the rule “%s”, which takes %v", v.Rule.Name, ruleText(v.Rule))
	default:
		t.Add("The rank was chosen by the rule “%s”, which takes %v", v.Rule.Name, ruleText(v.Rule))
	}
	t.Add("%s", c.Why())
	return t
}

// ruleText is a rule with the work that it follows, to end a sentence.
func ruleText(r rank.Named) *cite.Prose {
	t := cite.Of("%s.", r.About)
	if w := ruleSources[r.Source]; w != nil {
		t = cite.Of("%s (after %v).", r.About, w)
	}
	if r.Else != "" {
		t.Add("%s", r.Else)
	}
	return t
}

func (s *Study) geneSelection() *cite.Prose {
	t := &cite.Prose{}
	group, weight := "metagene", "basis weight"
	if s.mixed() {
		group, weight = "subtype", "weight"
		t.Add("In the run of lowest residual the contribution of a metagene to a subtype is its mean share in the " +
			"coefficients of the subtype's samples, less the smallest such mean of all subtypes, so that what all share has " +
			"no part. The weight of a gene in a subtype is the sum of its basis weights, each times the contribution of the " +
			"metagene. Metagenes were matched to subtypes by the one-to-one assignment with the largest sum of contributions.")
	} else {
		t.Add("Metagenes of the run of lowest residual were matched to subtypes by the one-to-one assignment with the " +
			"most samples in common.")
	}
	t.Add("%s specific for a %s were selected by the score of %v: at least three scaled median absolute "+
		"deviations above the median score, and a largest %s of at least the median of all "+
		"weights.", words.Upper(s.featureWord()), group, cite.KimPark.Named(),
		weight)
	return t
}

// ruleSources are what the rules for choosing k follow, by rank.Named.Source.
var ruleSources = map[string]*cite.Work{
	"": nil, "Hutchins 2008": cite.Hutchins, "Brunet 2004": cite.Brunet, "Șenbabaoğlu 2014": cite.Senbabaoglu,
	"PANOPLY":  cite.Panoply,
	"Firehose": cite.Firehose,
}

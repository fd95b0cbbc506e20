package report

import (
	"fmt"

	"subtype/nmf"
)

// Methods is the text for a paper's methods section, in paragraphs.
func (s *Study) Methods() []string {
	m, p, c := s.Matrix, s.Survey.Plan, s.Survey.Choice
	input := fmt.Sprintf("Expression data (%s; %s × %s) were read as %s.", m.Name, plural(m.Read.Genes, "gene"), plural(m.Read.Samples, "sample"), m.Format)
	for _, f := range m.Findings {
		switch f.Code {
		case "duplicate-genes", "missing-values", "log2", "negative-values", "zero-genes", "gene-filter", "genes-named", "empty-sample":
			input += " " + upper(f.What()) + "."
		}
	}
	input += fmt.Sprintf(" %s in %s entered the factorisation.", upper(plural(len(m.Genes), "gene")), plural(len(m.Samples), "sample"))

	objective := "the generalised Kullback–Leibler divergence by the multiplicative updates of Lee and Seung (2001) as used by Brunet et al. (2004) and implemented in the R package NMF (method “brunet”; Gaujoux and Seoighe 2010)"
	switch p.Method.Name() {
	case "lee":
		objective = "the squared Euclidean distance by the multiplicative updates of Lee and Seung (2001) as implemented in the R package NMF (method “lee”; Gaujoux and Seoighe 2010)"
	case "euclidean":
		objective = "the squared Euclidean distance by the multiplicative updates of Lee and Seung (2001)"
	case "kl":
		objective = "the generalised Kullback–Leibler divergence of Brunet et al. (2004) by projected and relaxed Newton steps on the columns of the coefficient matrix and the rows of the basis matrix in turn"
	case "hals":
		objective = "the squared Euclidean distance (Lee and Seung 2001) by hierarchical alternating least squares (Cichocki and Phan 2009; Gillis and Glineur 2012)"
	}
	start := "random starts, uniform between 0 and the largest value of the matrix"
	if p.NNDSVD {
		start = "one NNDSVD start (Boutsidis and Gallopoulos 2008, variant a) and otherwise random starts, uniform between 0 and the largest value of the matrix"
	}
	stop, _ := nmf.StopRuleByName(s.option("stop"))
	scaled := ""
	if p.Scale != nmf.ScaleNone && p.Scale != "" {
		norm := "to sum 1"
		if p.Scale == nmf.ScaleMax {
			norm = "to maximum 1"
		}
		scaled = " Before assignment the columns of the basis matrix were scaled " + norm + " and the coefficients inversely."
	}
	factorise := fmt.Sprintf("Non-negative matrix factorisation at ranks k = %s minimised %s, %s for each rank, from %s (seed %d). A run ended %s, or after %d iterations.%s Each sample was assigned to the metagene of its largest coefficient.",
		s.ranksText(), objective, times(p.Restarts), start, p.Seed, stop.About, p.MaxIter, scaled)

	cluster := "The consensus matrix holds, for each pair of samples, the share of runs that assign both to the same metagene (Monti et al. 2003; Brunet et al. 2004). Samples were clustered by average linkage on 1 − consensus, and the tree was cut into k subtypes, numbered by size. " +
		"Ranks were compared by the cophenetic correlation (Brunet et al. 2004), the dispersion (Kim and Park 2007), the mean silhouette width (Rousseeuw 1987) on 1 − consensus, the proportion of ambiguous clustering between 0.1 and 0.9 (Șenbabaoğlu et al. 2014) and the area under the consensus distribution (Monti et al. 2003). "
	if c.Rule == "" {
		cluster += fmt.Sprintf("The rank k = %d was set by the authors.", c.K)
	} else {
		cluster += fmt.Sprintf("The rank was chosen by the rule “%s”: %s. %s", c.Rule, s.ruleAbout(c.Rule), c.Why)
	}
	genes := "Metagenes of the run of lowest residual were matched to subtypes by the one-to-one assignment with the most samples in common. Genes specific for a metagene were selected by the score of Kim and Park (2007): at least three scaled median absolute deviations above the median score, and a largest basis weight of at least the median of all weights."
	program := fmt.Sprintf("All computations were done with subtype %s.", s.Version)
	return []string{input, factorise, cluster, genes, program}
}

func (s *Study) ruleAbout(name string) string {
	for _, v := range s.Survey.Choice.Verdicts {
		if v.Rule.Name == name {
			return v.Rule.About
		}
	}
	return ""
}

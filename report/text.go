package report

import (
	"fmt"
	"slices"
	"strings"

	"subtype/consensus"
	"subtype/internal/expr"
	"subtype/internal/survey"
	"subtype/nmf"
)

// plural says "1 sample", "38 samples".
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// ranksText is "2 to 6", or "2, 4 and 8".
func (s *Study) ranksText() string {
	ranks := s.Survey.Plan.Ranks
	if n := len(ranks); n > 2 && ranks[n-1]-ranks[0] == n-1 {
		return fmt.Sprintf("%d to %d", ranks[0], ranks[n-1])
	}
	var parts []string
	for _, k := range ranks {
		parts = append(parts, fmt.Sprint(k))
	}
	if len(parts) == 1 {
		return parts[0]
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " and " + parts[len(parts)-1]
}

// Done says in one or two sentences what was done.
func (s *Study) Done() string {
	m, p := s.Matrix, s.Survey.Plan
	return fmt.Sprintf("The expression of %s in %s was factorised %s from random starts for each number of subtypes from %s. "+
		"How often two samples came together in those runs is their consensus; samples that nearly always come together form a subtype.",
		plural(len(m.Genes), "gene"), plural(len(m.Samples), "sample"), times(p.Restarts), s.ranksText())
}

func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}

// Sizes says how large the subtypes are: "S1 19, S2 11, S3 8".
func Sizes(r *survey.Rank) string {
	count := make([]int, r.K)
	for _, l := range r.Subtypes {
		count[l]++
	}
	var parts []string
	for q, n := range count {
		parts = append(parts, fmt.Sprintf("%s %d", subtypeName(q), n))
	}
	return strings.Join(parts, ", ")
}

// Sure says how stable the chosen subtypes are.
func (s *Study) Sure() string {
	r := s.Survey.Chosen()
	core, n := 0, len(r.Subtypes)
	var own float64
	for j := range r.Subtypes {
		if r.Core(j) {
			core++
		}
		own += r.Own[j] / float64(n)
	}
	word := "The grouping is weak: many samples change company from run to run."
	switch x := r.Score.SilhouetteConsensus; {
	case r.Score.Cophenetic != r.Score.Cophenetic:
		word = "No grouping was found: the runs put all samples together."
	case x >= 0.9:
		word = "The grouping is very stable."
	case x >= 0.75:
		word = "The grouping is stable."
	case x >= 0.5:
		word = "The grouping is moderately stable: some samples change company from run to run."
	}
	return fmt.Sprintf("%s On average a sample meets the others of its subtype in %.0f %% of the runs; %d of %s %s to their subtype than to any other (core samples). "+
		"Mean silhouette of the consensus %.3f, cophenetic correlation %s (1 is best for both). Stable means found again from other starts on the same data; it does not by itself mean found in other patients.",
		word, 100*own, core, plural(n, "sample"), closer(core), r.Score.SilhouetteConsensus, fixed(r.Score.Cophenetic))
}

func closer(n int) string {
	if n == 1 {
		return "is closer"
	}
	return "are closer"
}

// fixed writes a measure with three decimals.
func fixed(x float64) string {
	if x != x {
		return "not defined"
	}
	return fmt.Sprintf("%.3f", x)
}

// Warnings are what a reader must know before trusting the result: those of the
// input, and those of the analysis.
func (s *Study) Warnings() []string {
	var out []string
	for _, f := range s.Matrix.Findings {
		if f.Severity == expr.Warning {
			text := upper(f.What())
			if f.Line > 0 {
				text += fmt.Sprintf(" (line %d)", f.Line)
			}
			if f.Remedy != "" {
				text += ". " + upper(f.Remedy)
			}
			out = append(out, text+".")
		}
	}
	r := s.Survey.Chosen()
	if n := s.Survey.Plan.Restarts; n < 20 {
		out = append(out, fmt.Sprintf("Only %s at each rank: a consensus of few runs is coarse. 50 runs are usual.", plural(n, "run")))
	}
	var unfinished []string
	for _, x := range s.Survey.Ranks {
		stopped := 0
		for _, run := range x.Runs {
			if run.Status == nmf.MaxIterations {
				stopped++
			}
		}
		if 4*stopped > len(x.Runs) {
			unfinished = append(unfinished, fmt.Sprintf("%d of %d at k = %d", stopped, len(x.Runs), x.K))
		}
	}
	if len(unfinished) > 0 {
		out = append(out, "Many runs reached the limit of iterations before their labels had settled ("+strings.Join(unfinished, ", ")+"). --max-iterations raises the limit.")
	}
	if n := len(r.Subtypes); n > survey.EverySample {
		text := fmt.Sprintf("With %d samples the figures show some of them, and the tree of coefficients is that of %d.", n, survey.EverySample)
		for _, x := range s.Survey.Ranks {
			if moved := x.Counts.Moved(); moved > 0 {
				text += fmt.Sprintf(" At k = %d %d samples have labels so unlike any other's that they were counted with the most similar of the %d most frequent label profiles.", x.K, moved, consensus.MostProfiles)
			}
		}
		out = append(out, text)
	}
	ranks := s.Survey.Plan.Ranks
	if r.K == ranks[len(ranks)-1] && len(ranks) > 1 {
		out = append(out, fmt.Sprintf("k = %d is the largest rank surveyed: more subtypes were not looked at.", r.K))
	}
	var small []string
	for q := range r.K {
		n := 0
		for _, l := range r.Subtypes {
			if l == q {
				n++
			}
		}
		if n < 3 {
			small = append(small, fmt.Sprintf("%s (%s)", subtypeName(q), plural(n, "sample")))
		}
	}
	if len(small) > 0 {
		out = append(out, "Very small subtypes: "+strings.Join(small, ", ")+". They may be outliers.")
	}
	var none []string
	for a, genes := range r.Features {
		if len(genes) == 0 {
			none = append(none, subtypeName(a))
		}
	}
	if len(none) > 0 {
		out = append(out, "No gene passes Kim and Park's criterion for "+strings.Join(none, ", ")+".")
	}
	differ := 0
	for j, l := range r.Subtypes {
		if r.BestFit[j] != l {
			differ++
		}
	}
	if 10*differ > len(r.Subtypes) {
		out = append(out, fmt.Sprintf("The best single run puts %d of %s into another subtype than the consensus does.", differ, plural(len(r.Subtypes), "sample")))
	}
	if missing := s.unprintable(); len(missing) > 0 {
		out = append(out, fmt.Sprintf("The figures' font lacks characters of %s (%s); they show as □. --font takes a font that has them.", plural(len(missing), "name"), strings.Join(missing[:min(3, len(missing))], ", ")))
	}
	return out
}

// unprintable are sample and gene names and annotations that the figures' font
// cannot write whole.
func (s *Study) unprintable() []string {
	var out []string
	seen := map[string]bool{}
	look := func(names []string) {
		for _, n := range names {
			if !seen[n] && s.Fonts.Missing(n) {
				seen[n] = true
				out = append(out, n)
			}
		}
	}
	look(s.Matrix.Samples)
	for i := range s.Survey.Ranks {
		rows, _ := basisRows(&s.Survey.Ranks[i])
		for _, row := range rows {
			look(s.Matrix.Genes[row.gene : row.gene+1])
		}
	}
	for _, a := range s.Annotations {
		look([]string{a.Name})
		look(a.Values)
	}
	return out
}

func upper(s string) string {
	r := []rune(s)
	if len(r) > 0 {
		r[0] = []rune(strings.ToUpper(string(r[0])))[0]
	}
	return string(r)
}

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

// reference is a cited work, by what the text cites it as.
type reference struct{ key, text string }

var references = []reference{
	{"Boutsidis", "Boutsidis C, Gallopoulos E. SVD based initialization: a head start for nonnegative matrix factorization. Pattern Recognition 2008; 41:1350–1362."},
	{"Brunet", "Brunet J-P, Tamayo P, Golub TR, Mesirov JP. Metagenes and molecular pattern discovery using matrix factorization. PNAS 2004; 101:4164–4169."},
	{"Cichocki", "Cichocki A, Phan A-H. Fast local algorithms for large scale nonnegative matrix and tensor factorizations. IEICE Transactions on Fundamentals 2009; E92-A:708–721."},
	{"Gaujoux", "Gaujoux R, Seoighe C. A flexible R package for nonnegative matrix factorization. BMC Bioinformatics 2010; 11:367."},
	{"Gillis", "Gillis N, Glineur F. Accelerated multiplicative updates and hierarchical ALS algorithms for nonnegative matrix factorization. Neural Computation 2012; 24:1085–1105."},
	{"Kim and Park", "Kim H, Park H. Sparse non-negative matrix factorizations via alternating non-negativity-constrained least squares for microarray data analysis. Bioinformatics 2007; 23:1495–1502."},
	{"Lee and Seung", "Lee DD, Seung HS. Algorithms for non-negative matrix factorization. Advances in Neural Information Processing Systems 2001; 13:556–562."},
	{"Monti", "Monti S, Tamayo P, Mesirov J, Golub T. Consensus clustering: a resampling-based method for class discovery and visualization of gene expression microarray data. Machine Learning 2003; 52:91–118."},
	{"Rousseeuw", "Rousseeuw PJ. Silhouettes: a graphical aid to the interpretation and validation of cluster analysis. Journal of Computational and Applied Mathematics 1987; 20:53–65."},
	{"enbabao", "Șenbabaoğlu Y, Michailidis G, Li JZ. Critical limitations of consensus clustering in class discovery. Scientific Reports 2014; 4:6207."},
}

// References are the works that the methods text cites.
func (s *Study) References() []string {
	text := strings.Join(s.Methods(), " ")
	var out []string
	for _, r := range references {
		if strings.Contains(text, r.key) {
			out = append(out, r.text)
		}
	}
	return slices.Clip(out)
}

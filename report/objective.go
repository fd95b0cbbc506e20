package report

import (
	"fmt"

	"subtype/internal/cite"
	"subtype/nmf"
	losses "subtype/nmf/mixed"
	"subtype/nmf/sparse"
)

// objective says what an algorithm minimises, and how.
func objective(m nmf.Method) *cite.Prose {
	switch m := m.(type) {
	case nmf.Held:
		return objective(m.Method)
	case nmf.Lee:
		return cite.Of("the squared Euclidean distance by the multiplicative updates of %v as implemented in the R "+
			"package NMF (method “lee”; %v)", cite.LeeSeung.Named(), cite.Gaujoux)
	case nmf.Euclidean:
		return cite.Of("the squared Euclidean distance by the multiplicative updates of %v", cite.LeeSeung.Named())
	case nmf.KL:
		return cite.Of("the generalised Kullback–Leibler divergence (%v) by projected and relaxed Newton steps "+
			"on the columns of the coefficient matrix and the rows of the basis matrix in turn%v", cite.Brunet,
			penalty(m.Penalty))
	case nmf.HALS:
		return cite.Of("the squared Euclidean distance (%v) by hierarchical alternating least squares (%v; %v)%v",
			cite.LeeSeung, cite.Cichocki, cite.Gillis, penalty(m.Penalty))
	case losses.Method:
		return cite.Of("the generalised Kullback–Leibler divergence (%v) of some kinds of data and half the squared "+
			"Euclidean distance of the others, by projected Newton steps on the columns of the coefficient matrix and the "+
			"rows of the basis matrix in turn", cite.Brunet)
	case nmf.CD:
		return cite.Of("the squared Euclidean distance by coordinate descent (%v) as implemented in scikit-learn (solver "+
			"“cd”; %v)%v", cite.Cichocki, cite.Pedregosa, penalty(m.Penalty))
	case nmf.MU:
		return cite.Of("the β-divergence with β = %g (%v) by multiplicative updates (%v) as implemented in scikit-learn "+
			"(solver “mu”; %v)%v", m.Divergence.Beta(), m.Divergence, cite.Fevotte, cite.Pedregosa, penalty(m.Penalty))
	case nmf.NonSmooth:
		return cite.Of("the generalised Kullback–Leibler divergence of the non-smooth model (%v) by multiplicative updates "+
			"as implemented in the R package NMF (method “nsNMF”; %v)", cite.PascualMontano, cite.Gaujoux)
	case nmf.LeastSquares:
		return cite.Of("the weighted squared Euclidean distance by multiplicative updates (%v) as implemented in the R "+
			"package NMF (method “ls-nmf”; %v)", cite.Wang, cite.Gaujoux)
	case nmf.ARD:
		return cite.Of("the penalised divergence (%v) of automatic relevance determination, which switches metagenes off "+
			"that are not needed (%v), by multiplicative updates", m.Divergence, cite.Tan)
	case sparse.SNMF:
		return cite.Of("the squared Euclidean distance with a penalty for %s by alternating non-negative least squares (%v) "+
			"as in the R package NMF (method “%s”; %v)", map[bool]string{false: "coefficients that are not sparse",
			true: "a basis that is not sparse"}[m.Left], cite.KimPark, m.Name(), cite.Gaujoux)
	}
	return cite.Of("the generalised Kullback–Leibler divergence by the multiplicative updates of %v as used by %v and "+
		"implemented in the R package NMF (method “brunet”; %v)", cite.LeeSeung.Named(), cite.Brunet.Named(), cite.Gaujoux)
}

// penalty says what is added to an objective, to end it.
func penalty(p nmf.Penalty) *cite.Prose {
	if p.AlphaW == 0 && p.AlphaH == 0 {
		return cite.Of("")
	}
	return cite.Of(", with penalties of strength %g on the basis and %g on the coefficients, of which the L1 norm has a "+
		"share of %g", p.AlphaW, p.AlphaH, p.L1Ratio)
}

// startRange says up to what random starts are drawn.
func startRange(m nmf.Method) string {
	if held, ok := m.(nmf.Held); ok {
		m = held.Method
	}
	switch m.(type) {
	case nmf.MU, nmf.CD, nmf.ARD:
		return "twice the root of the mean of the matrix over the number of metagenes"
	}
	return "the largest value of the matrix (where that is below 1: between 0 and 1, cut at it)"
}

// starts says what the runs of a rank start from.
func (s *Study) starts() *cite.Prose {
	n := s.Survey.Plan.Restarts
	filled := "zeros filled with the mean of the matrix"
	switch s.option("init") {
	case "nndsvdar":
		filled = "zeros filled with small random numbers"
	case "nndsvd0":
		filled = "zeros kept"
	}
	switch {
	case s.Survey.Plan.NNDSVD && n == 1:
		return cite.Of("an NNDSVD start (%v; %s)", cite.Boutsidis, filled)
	case s.Survey.Plan.NNDSVD:
		return cite.Of("one NNDSVD start (%v; %s) and otherwise random starts", cite.Boutsidis, filled)
	case n == 1:
		return cite.Of("a random start")
	}
	return cite.Of("random starts")
}

// given tells of what files gave.
func (s *Study) given(t *cite.Prose) {
	if name := s.option("fixed-basis"); name != "" {
		t.Add("%s", fmt.Sprintf("The metagenes in %s were among those of every run, and were left as they are.", name))
	}
	if name := s.option("start-basis"); name != "" {
		t.Add("%s", fmt.Sprintf("At the rank with as many metagenes as it has, the first run started from the basis in "+
			"%s.", name))
	}
	if name := s.option("weights"); name != "" {
		t.Add("%s", fmt.Sprintf("Each value had a weight in the objective, from %s.", name))
	}
}

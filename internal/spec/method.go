package spec

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"subtype/internal/algorithms"
	"subtype/internal/usage"
	"subtype/nmf"
	"subtype/nmf/mixed"
	"subtype/nmf/sparse"
)

// same stands for a penalty on the coefficients that is as strong as that on the basis.
const same = "same"

// mostNumber is the largest number of a setting.
const mostNumber = 1e100

// alphaH is a number, or the same as alpha-w.
var alphaH = Setting{Name: "alpha-h",
	get: func(s *Spec) string {
		if s.Plan.SameAlpha {
			return same
		}
		return numberText(s.Plan.AlphaH)
	},
	set: func(s *Spec, text string) error {
		if s.Plan.SameAlpha = text == same; s.Plan.SameAlpha {
			return nil
		}
		x, err := parseNumber(text, 0, mostNumber)
		if err != nil {
			return fmt.Errorf("%w, or %s", err, same)
		}
		s.Plan.AlphaH = x
		return nil
	}}

// number is a setting that is a number from least to most.
func number(name string, least, most float64, at func(*Spec) *float64) Setting {
	return parsed(name, func(s string) (float64, error) { return parseNumber(s, least, most) }, numberText, at)
}

func numberText(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

func parseNumber(s string, least, most float64) (float64, error) {
	x, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(x) || x < least || x > most {
		return 0, fmt.Errorf("%q is not a number from %g to %g", s, least, most)
	}
	return x, nil
}

// parseLoss takes the name of a divergence, or β.
func parseLoss(s string) (string, error) {
	if s == Auto {
		return s, nil
	}
	d, err := nmf.ParseDivergence(s)
	return d.String(), err
}

// chooseAlgorithm takes the fast algorithm for a loss, where none was asked for.
func (s *Spec) chooseAlgorithm() {
	if s.Plan.AlgorithmAsked || s.Plan.Loss == Auto {
		return
	}
	switch d, _ := nmf.ParseDivergence(s.Plan.Loss); d {
	case nmf.Frobenius:
		s.Plan.Algorithm = nmf.HALS{}.Name()
	case nmf.KullbackLeibler:
		s.Plan.Algorithm = nmf.KL{}.Name()
	default:
		s.Plan.Algorithm = nmf.MU{}.Name()
	}
}

// penalty is that of the plan.
func (s *Spec) penalty() nmf.Penalty {
	p := nmf.Penalty{AlphaW: s.Plan.AlphaW, AlphaH: s.Plan.AlphaH, L1Ratio: s.Plan.L1Ratio}
	if s.Plan.SameAlpha {
		p.AlphaH = p.AlphaW
	}
	if p.AlphaW == 0 && p.AlphaH == 0 {
		p.L1Ratio = 0
	}
	return p
}

// Method is the algorithm with its loss and penalties, and the metagenes that it is to
// leave as they are.
func (s *Spec) Method() nmf.Method {
	if fixed := s.Given().Fixed; fixed != nil {
		return nmf.Held{Method: s.method(), Basis: fixed}
	}
	if losses := s.Given().Losses; losses != nil {
		return mixed.Method{Genes: losses}
	}
	return s.method()
}

func (s *Spec) method() nmf.Method {
	p := s.Plan
	m, _ := algorithms.ByName(p.Algorithm)
	d, err := nmf.ParseDivergence(p.Loss)
	switch base := m.(type) {
	case nmf.KL:
		return nmf.KL{Penalty: s.penalty()}
	case nmf.HALS:
		return nmf.HALS{Penalty: s.penalty()}
	case nmf.CD:
		return nmf.CD{Penalty: s.penalty(), Shuffle: p.Shuffle}
	case nmf.MU:
		if err != nil {
			d = nmf.Frobenius
		}
		return nmf.MU{Divergence: d, Penalty: s.penalty()}
	case nmf.ARD:
		if err == nil && (d == nmf.Frobenius || d == nmf.KullbackLeibler) {
			base.Divergence = d
		}
		return base
	case nmf.NonSmooth:
		if base.Theta = p.Theta; p.Theta == 0 {
			base.Theta = -1 // which is none
		}
		return base
	case sparse.SNMF:
		base.Beta, base.Eta = p.SparseBeta, p.SparseEta
		return base
	}
	return m
}

// stop is the criterion of the plan.
func (s *Spec) stop() nmf.Stop {
	if s.Plan.Stop == nmf.ToleranceRule.Name {
		return nmf.Tolerance(s.Plan.Tolerance)
	}
	return s.StopRule().New
}

// losses are those of algorithms that have one only.
var losses = map[string]nmf.Divergence{"kl": nmf.KullbackLeibler, "brunet": nmf.KullbackLeibler,
	"nsNMF": nmf.KullbackLeibler, "hals": nmf.Frobenius, "lee": nmf.Frobenius, "euclidean": nmf.Frobenius,
	"cd": nmf.Frobenius, "snmf/r": nmf.Frobenius, "snmf/l": nmf.Frobenius, "ls-nmf": nmf.Frobenius}

// checkAlgorithm refuses settings that the algorithm does not know.
func (s *Spec) checkAlgorithm() error {
	p, name := s.Plan, s.Plan.Algorithm
	plain := New().Plan
	only := func(given bool, flag string, names ...string) error {
		for _, n := range names {
			given = given && n != name
		}
		if given {
			return usage.Errorf("%s is for --algorithm %s, not for %s", flag, strings.Join(names, ", "), name)
		}
		return nil
	}
	if d, err := nmf.ParseDivergence(p.Loss); err == nil {
		if own, one := losses[name]; one && own != d {
			return usage.Errorf("--algorithm %s lowers %s, not %s; --loss alone takes an algorithm that does", name, own, d)
		}
		if name == (nmf.ARD{}).Name() && d != nmf.Frobenius && d != nmf.KullbackLeibler {
			return usage.Errorf("--algorithm %s knows the losses frobenius and kullback-leibler, not %s", name, d)
		}
	}
	for _, err := range []error{
		only(s.Plan.AlphaW > 0, "--alpha-w", "kl", "hals", "cd", "mu"),
		only(!p.SameAlpha && p.AlphaH > 0, "--alpha-h", "kl", "hals", "cd", "mu"),
		only(p.Shuffle, "--shuffle", "cd"),
		only(p.Theta != plain.Theta, "--theta", "nsNMF"),
		only(p.SparseBeta != plain.SparseBeta, "--sparse-beta", "snmf/r", "snmf/l"),
		only(p.SparseEta != plain.SparseEta, "--sparse-eta", "snmf/r", "snmf/l"),
		only(p.Stop == sparse.KKTRule.Name, "--stop kkt", "snmf/r", "snmf/l"),
		only(p.Stop == nmf.RelevanceRule.Name, "--stop relevance", "ard"),
		only(p.FixedBasis != "", "--fixed-basis", "kl", "hals", "brunet", "euclidean", "mu", "cd"),
	} {
		if err != nil {
			return err
		}
	}
	switch {
	case p.L1Ratio > 0 && s.penalty() == (nmf.Penalty{}):
		return usage.Errorf("--l1-ratio divides a penalty, and there is none: give --alpha-w or --alpha-h")
	case p.Tolerance != plain.Tolerance && p.Stop != nmf.ToleranceRule.Name:
		return usage.Errorf("--tolerance is for --stop tolerance, and runs end by %s", p.Stop)
	case name == (nmf.NonSmooth{}).Name() && p.Scale != string(nmf.ScaleNone) && p.Scale != Auto:
		return usage.Errorf("--algorithm nsNMF leaves its basis as it is: --scale %s would change its product", p.Scale)
	case p.StartCoefficients != "" && p.StartBasis == "":
		return usage.Errorf("--start-coefficients needs --start-basis; a basis alone will do")
	case p.StartBasis != "" && p.Init != random:
		return usage.Errorf("--start-basis and --init %s are both where run 1 starts", p.Init)
	case p.Weights != "" && p.Init != random:
		return usage.Errorf("--init %s knows no weights: use --init random with --weights", p.Init)
	}
	return nil
}

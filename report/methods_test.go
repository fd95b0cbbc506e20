package report

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"subtype/internal/algorithms"
	"subtype/internal/cite"
	"subtype/internal/expr"
	"subtype/internal/expr/finding"
	"subtype/internal/null"
	"subtype/internal/spec"
	"subtype/internal/sweep"
	"subtype/rank"
)

// The steps that were done are told in the order in which they are done, whatever
// the order of the findings, and no others.
func TestPreparationIsToldInTheOrderOfTheWork(t *testing.T) {
	s := made(t)
	s.Matrix.Name, s.Matrix.Format = "x.tsv", "text"
	s.Matrix.Findings = finding.Findings{
		{Code: "negative-values", Count: 7, Done: "each such gene had its minimum subtracted"},
		{Code: "duplicate-genes", Count: 1, Done: "the first row of each was kept"},
		{Code: "gene-filter", Count: 69, Text: "the 69 genes of largest variance were kept of 80"},
		{Code: "zero-genes", Count: 1}, {Code: "log2"}, {Code: "looks-linear", Text: "not a step"},
		{Code: "missing-values", Count: 2, Done: "each replaced by the mean of the 10 genes most alike"},
		{Code: "genes-named", Count: 85}, {Code: "empty-sample", Count: 1}, {Code: "empty-sample", Count: 1},
	}
	s.Options = []spec.Option{{Name: "missing", Value: "knn"}}
	want := "Expression data (x.tsv; 69 genes × 23 samples) were read as text. 85 rows were kept by name, from a " +
		"list of genes. 2 samples were left out for want of any value other than 0 in the genes kept. 1 gene had more " +
		"than one row: the first row of each was kept. " +
		"2 values were missing: each replaced by the mean of the 10 genes most alike. Such genes were found after " +
		"Troyanskaya et al. (2001). log2(x+1) was taken of every value. 7 values were negative: each such gene had its " +
		"minimum subtracted. 1 gene was left out for want of any value above 0. " +
		"The 69 genes of largest variance were kept of 80, measured before negative values were treated. 69 genes in " +
		"23 samples entered the factorisation."
	if got := s.preparation().String(); got != want {
		t.Errorf("\n%s\nwant\n%s", got, want)
	}
	s.Matrix.Findings = nil
	want = "Expression data (x.tsv; 69 genes × 23 samples) were read as text. 69 genes in 23 samples entered the " +
		"factorisation."
	if got := s.preparation().String(); got != want {
		t.Errorf("\n%s\nwant\n%s", got, want)
	}
	for range s.Matrix.Genes {
		s.Matrix.Halves = append(s.Matrix.Halves, expr.Half{Other: -1})
	}
	if got := s.preparation().String(); !strings.HasSuffix(got, " 69 up and down parts of 69 genes in 23 samples "+
		"entered the factorisation.") {
		t.Error(got)
	}
}

// citation is "(Kim and Park 2007; …", "Kim and Park (2007)", "after Hutchins et al. 2008".
var citation = regexp.MustCompile(`\p{Lu}[\pL-]+(?: and \p{Lu}\pL+| et al\.| Institute)? \(?(?:19|20)\d\d\b`)

// Every work that the text cites is listed, and every listed one cited, whatever was
// done and whatever the input is called.
func TestReferencesAreThoseCited(t *testing.T) {
	s := made(t)
	s.Matrix.Name = "Gillis Boutsidis Hutchins Troyanskaya 2001 Brunet.tsv"
	short := func(w *cite.Work) string { return strings.ReplaceAll(strings.ReplaceAll(w.String(), "(", ""), ")", "") }
	all := cite.All()
	for i, m := range algorithms.All() {
		s.Survey.Null, s.Survey.Plan.Sets = nil, sweep.Perturbed(4*(i%2))
		if i < 4 {
			s.Survey.Null = &null.Result{Kind: null.Kinds()[i%2], Nulls: 59, From: 2, To: 8, Threshold: 2.5}
		}
		for _, nndsvd := range []bool{false, true} {
			for _, r := range append(rank.Rules(), rank.Named{}) {
				s.Survey.Plan.Method, s.Survey.Plan.NNDSVD = m, nndsvd
				s.Survey.Choice = rank.Choose([]rank.Score{{K: 3}, {K: 4, Cophenetic: 1}}, rank.Rules()[0], 3)
				if r.Name != "" {
					s.Survey.Choice = rank.Choose([]rank.Score{{K: 3}, {K: 4, Cophenetic: 1}}, r, 0)
				}
				text := strings.ReplaceAll(strings.Join(s.Methods(), " "), s.Matrix.Name, "")
				var cited []string
				for _, c := range citation.FindAllString(text, -1) {
					cited = append(cited, strings.ReplaceAll(c, "(", ""))
				}
				listed, elsewhere := s.References()
				for _, w := range all {
					is := slices.Contains(cited, short(w))
					if is != slices.Contains(listed, w.Text) || is && slices.Contains(elsewhere, w.Text) {
						t.Fatalf("%s, %v, %s: %s is cited: %v, listed: %v", m.Name(), nndsvd, r.Name, w, is, !is)
					}
				}
				for _, c := range cited {
					if !slices.ContainsFunc(all, func(w *cite.Work) bool { return short(w) == c }) {
						t.Fatalf("%s is in no list", c)
					}
				}
			}
		}
	}
}

// The rules' sources and the survey's columns cite works that are known.
func TestEverySourceIsAKnownWork(t *testing.T) {
	for _, r := range rank.Rules() {
		if _, ok := ruleSources[r.Source]; !ok {
			t.Errorf("%s follows %q, which is in no list", r.Name, r.Source)
		}
		if c := citation.FindString(r.About + r.Else); c != "" {
			t.Errorf("%s cites %s in its text, where no list can know of it", r.Name, c)
		}
	}
	_, elsewhere := made(t).References()
	for _, c := range allMeasures() {
		if x := citation.FindString(c.About); x != "" {
			t.Errorf("%s cites %s in its text", c.Name, x)
		}
		if c.source == nil {
			continue
		}
		in, _ := made(t).References()
		if !slices.Contains(append(in, elsewhere...), c.source.Text) {
			t.Errorf("%s cites %s, which is not listed", c.Name, c.source)
		}
	}
}

func TestMethodsDoNotClaimAChoiceThatWasNone(t *testing.T) {
	s := made(t)
	firehoseRule, _ := rank.RuleByName("firehose")
	scores := []rank.Score{{K: 2, Cophenetic: 1}, {K: 3, Cophenetic: 1}}
	for _, c := range []struct {
		choice rank.Choice
		want   string
	}{
		{rank.Choose(scores, firehoseRule, 0), "The rank was to be chosen by the rule “firehose”"},
		{rank.Choose(scores, rank.Rules()[3], 0), "The rank was chosen by the rule “silhouette”"},
		{rank.Choose(scores, rank.Rules()[3], 3), "The rank k = 3 was set by the authors."},
	} {
		s.Survey.Choice = c.choice
		if got := s.choice().String(); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s\nwant %s", got, c.want)
		}
	}
}

func TestOneInAThousandIsToldOfAThousandSamples(t *testing.T) {
	s := made(t)
	s.Options = []spec.Option{{Name: "stop", Value: "settled"}}
	for n, want := range map[int]string{999: "", 1000: "1 sample or fewer", 2500: "2 samples or fewer"} {
		s.Matrix.Samples = make([]string, n)
		if got := s.factorisation().String(); strings.Contains(got, "or fewer") != (want != "") ||
			!strings.Contains(got, want) {
			t.Errorf("%d: %s", n, got)
		}
	}
	s.Options = []spec.Option{{Name: "stop", Value: "connectivity"}}
	if got := s.factorisation().String(); strings.Contains(got, "or fewer") {
		t.Error(fmt.Sprint(got))
	}
}

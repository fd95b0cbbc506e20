package report

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"subtype/consensus"
	"subtype/internal/expr"
	"subtype/internal/expr/finding"
	"subtype/internal/figure"
	"subtype/internal/spec"
	"subtype/internal/survey"
	"subtype/internal/sweep"
	"subtype/nmf"
	"subtype/rank"
)

func TestStabilitySaysWhatWasMeasured(t *testing.T) {
	for _, c := range []struct {
		runs                               int
		silhouette, dispersion, cophenetic float64
		want                               string
	}{
		{50, 1, 1, 1, "All 50 runs give the same groups (mean silhouette of the consensus 1.000)."},
		{50, 0.974, 1, 1,
			"All 50 runs give the same groups (mean silhouette of the consensus 0.974)."}, // one sample is alone
		{50, 0.974, 0.96, 0.99, "From other starts nearly the same groups come back (mean silhouette of the " +
			"consensus 0.974)."},
		{50, 0.8, 0.9, 0.99, "From other starts similar groups come back (mean silhouette of the consensus 0.800)."},
		{50, 0.6, 0.9, 0.99, "From other starts the groups come back in part (mean silhouette of the consensus " +
			"0.600)."},
		{50, 0.454, 0.9, 0.8, "From other starts the groups hardly come back (mean silhouette of the consensus " +
			"0.454)."},
		{50, 0, 1, math.NaN(), "No groups were found: all pairs of samples have the same consensus."},
		{1, 1, 1, 1, "Only one run was made, so nothing is known about other starts."},
	} {
		r := &survey.Rank{Runs: make([]sweep.Record, c.runs), Counts: consensus.NewCounts(2),
			Score: rank.Score{SilhouetteConsensus: c.silhouette, Dispersion: c.dispersion, Cophenetic: c.cophenetic}}
		got := stability(r)
		if got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
		if strings.Contains(got, "stable") || strings.Contains(got, "reliable") {
			t.Errorf("%s sounds stronger than restarts can show", got)
		}
	}
}

// Samples alone in their subtype meet no others.
func TestSamplesAloneDoNotCountAsTogether(t *testing.T) {
	r := &survey.Rank{K: 2, Subtypes: []int{0, 0, 1}, Own: []float64{0.5, 0.5, 1}}
	if got := withOwnSubtype(r); got != "On average a sample meets the others of its subtype in 50 % of the runs." {
		t.Error(got)
	}
	r = &survey.Rank{K: 2, Subtypes: []int{0, 1}, Own: []float64{1, 1}}
	if got := withOwnSubtype(r); got != "" {
		t.Error(got)
	}
}

func TestDoneSaysHowManyRunsFromWhichStarts(t *testing.T) {
	genes := &expr.Matrix{Genes: make([]string, 500), Samples: make([]string, 60)}
	halves := &expr.Matrix{Genes: make([]string, 3), Samples: make([]string, 1),
		Halves: []expr.Half{{Other: 1}, {Other: 0}, {Other: -1}}}
	for _, c := range []struct {
		matrix *expr.Matrix
		plan   sweep.Plan
		want   string
	}{
		{genes, sweep.Plan{Ranks: []int{2, 3, 4}, Restarts: 50}, "The expression of 500 genes in 60 samples was " +
			"factorised 50 times from random starts for each number of subtypes: 2 to 4."},
		{genes, sweep.Plan{Ranks: []int{2, 4, 8}, Restarts: 2}, "The expression of 500 genes in 60 samples was " +
			"factorised twice from random starts for each number of subtypes: 2, 4 and 8."},
		{genes, sweep.Plan{Ranks: []int{2, 3}, Restarts: 60, Each: []int{20, 60}}, "The expression of 500 genes in 60 " +
			"samples was factorised 20 to 60 times from random starts for each number of subtypes: 2 and 3."},
		{genes, sweep.Plan{Ranks: []int{3}, Restarts: 1}, "The expression of 500 genes in 60 samples was factorised " +
			"once from a random start for 3 subtypes."},
		{genes, sweep.Plan{Ranks: []int{3}, Restarts: 1, NNDSVD: true}, "The expression of 500 genes in 60 samples " +
			"was factorised once from an NNDSVD start for 3 subtypes."},
		{halves, sweep.Plan{Ranks: []int{2, 3}, Restarts: 5, NNDSVD: true},
			"The expression of 3 up and down parts of 2 genes in 1 sample was factorised 5 times from one NNDSVD " +
				"start and otherwise random starts for each number of subtypes: 2 and 3."},
	} {
		s := &Study{Matrix: c.matrix, Survey: &survey.Survey{Plan: c.plan}}
		if got := s.Done(); !strings.HasPrefix(got, c.want+" ") {
			t.Errorf("%s\nwant %s", got, c.want)
		}
	}
}

func TestWeightsAreInTheUnitOfTheScale(t *testing.T) {
	s := made(t)
	for scale, want := range map[nmf.Scale]string{
		nmf.ScaleMax: "Weight: entry of the basis matrix, scaled so that the largest of each metagene is 1.",
		nmf.ScaleSum: "Weight: entry of the basis matrix, scaled so that those of each metagene sum to 1.",
		"": "Weight: entry of the basis matrix as the last update left it, comparable within a " +
			"metagene only.",
	} {
		s.Survey.Plan.Scale = scale
		if got := s.geneNote(); !strings.HasSuffix(got, want) {
			t.Errorf("%s: %s", scale, got)
		}
	}
}

func TestTheBasisMapSaysWhichGenesItShows(t *testing.T) {
	s := &Study{Matrix: &expr.Matrix{}}
	many := make([]int, 25)
	for _, c := range []struct {
		features [][]int
		byWeight []int
		want     string
	}{
		{[][]int{many, many[:9]}, nil, "The genes specific for each metagene, the 20 most specific ones at most."},
		{[][]int{many[:9], many[:1], many[:1]}, nil, "All genes that are specific for a metagene (11)."},
		{[][]int{many[:9], nil}, []int{1}, "All genes that are specific for a metagene (9). For M2 none is: shown " +
			"are those of largest weight."},
		{[][]int{nil, nil}, []int{0, 1}, "No gene is specific for a metagene. Shown are the genes of largest weight, " +
			"20 of each at most."},
	} {
		if got := s.basisNote(&survey.Rank{K: len(c.features), Features: c.features}, c.byWeight); got != c.want {
			t.Errorf("%v: %s", c.byWeight, got)
		}
	}
	large := &survey.Rank{K: 100, Features: [][]int{many[:9]}}
	if got := s.basisNote(large, nil); got != "The genes specific for each metagene, the 2 most specific ones at most." {
		t.Error(got)
	}
	s.Matrix.Halves = []expr.Half{}
	if got := s.basisNote(&survey.Rank{K: 2, Features: [][]int{many}}, nil); !strings.HasPrefix(got,
		"The up and down parts of genes specific") {
		t.Error(got)
	}
}

func TestFramesAreNamedWhereTheyAreDrawn(t *testing.T) {
	for n, want := range map[int]bool{10: true, 550: true, 551: false, 2000: false, 5000: false} {
		note := consensusNote(&survey.Rank{Subtypes: make([]int, n), Runs: make([]sweep.Record, 2)})
		if figure.Framed(n) != want || strings.Contains(note, "frames") != want {
			t.Errorf("%d samples: %s", n, note)
		}
	}
	alone := &survey.Rank{Subtypes: make([]int, 3), Runs: make([]sweep.Record, 1)}
	if note := consensusNote(alone); !strings.Contains(note, "the only run") {
		t.Error(note)
	}
}

func TestWarningsFollowFromTheirNumbers(t *testing.T) {
	run := func(s nmf.Status) sweep.Record { return sweep.Record{Status: s} }
	cut, ended := run(nmf.MaxIterations), run(nmf.Converged)
	for _, c := range []struct{ got, want string }{
		{fewRuns(20), ""},
		{fewRuns(5), "Only 5 runs at each rank: a consensus of few runs is coarse. 50 are the default."},
		{unfinished([]survey.Rank{{K: 2, Runs: []sweep.Record{cut, ended, ended, ended}}}), ""},
		{unfinished([]survey.Rank{{K: 2, Runs: []sweep.Record{cut, cut, ended}}, {K: 3, Runs: []sweep.Record{cut}}}),
			"Runs reached the limit of iterations before they had settled: 2 of 3 at k = 2 and 1 of 1 at k = 3. A " +
				"larger --max-iterations lets them end."},
		{smallSubtypes(&survey.Rank{K: 2, Subtypes: []int{0, 0, 0, 1, 1, 1}}), ""},
		{smallSubtypes(&survey.Rank{K: 2, Subtypes: []int{0, 0, 0, 1}}), "Very small subtype: S2 (1 sample). It may " +
			"be an outlier."},
		{smallSubtypes(&survey.Rank{K: 2, Subtypes: []int{0, 1}}), "Very small subtypes: S1 (1 sample), S2 (1 " +
			"sample). They may be outliers."},
		{noGenes(&survey.Rank{Features: [][]int{{1}, nil, nil}}), "No gene passes Kim and Park's criterion for S2 " +
			"and S3."},
		{bestFitDiffers(&survey.Rank{Subtypes: make([]int, 10), BestFit: []int{1, 0, 0, 0, 0, 0, 0, 0, 0, 0}}), ""},
		{bestFitDiffers(&survey.Rank{Subtypes: make([]int, 9), BestFit: []int{1, 0, 0, 0, 0, 0, 0, 0, 0}}),
			"The best single run puts 1 of 9 samples into another subtype than the consensus does."},
		{fmt.Sprint(inputWarnings(finding.Findings{{Severity: finding.Note, Text: "n"},
			{Severity: finding.Warning, Text: "is it?", Line: 3},
			{Severity: finding.Warning, Text: "a", Done: "b", Remedy: "do"},
			{Code: "annotations-time", Severity: finding.Warning, Text: "labels.tsv: x"}})),
			"[Is it? (line 3). A: b. Do. labels.tsv: x.]"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

// Where the rule's own conditions fail, the report does not say that all is well.
func TestAnUnclearChoiceIsAWarning(t *testing.T) {
	s := made(t)
	s.Matrix.Findings = nil
	clear := "The choice of k = 3 is not clear: see “Why 3?” below."
	s.Survey.Choice = rank.Choice{K: 3, Rule: "elbow", Verdicts: []rank.Verdict{
		{Rule: rank.Rules()[1], Opinion: rank.Opinion{K: 3, Doubt: "no clear bend"}}}}
	if !slices.Contains(s.Warnings(), clear) {
		t.Errorf("%q", s.Warnings())
	}
	s.Survey.Choice.Verdicts[0].Doubt = ""
	if slices.Contains(s.Warnings(), clear) {
		t.Errorf("%q", s.Warnings())
	}
	s.Survey.Choice.Weak = []string{"Its consensus is not clear."}
	if !slices.Contains(s.Warnings(), clear) {
		t.Errorf("%q", s.Warnings())
	}
}

func TestFontsAreNotAdvisedAsIfNoneWereGiven(t *testing.T) {
	s := made(t)
	if got := s.lackingCharacters(); !strings.HasSuffix(got, "--font takes a font that has them.") {
		t.Error(got)
	}
	s.Options = append(s.Options, spec.Option{Name: "font", Value: "some.ttf"})
	if got := s.lackingCharacters(); !strings.HasSuffix(got, "Another --font may have them.") {
		t.Error(got)
	}
}

func TestTheHeadlineDoesNotClaimAChoice(t *testing.T) {
	s := made(t)
	for _, c := range []struct {
		choice         rank.Choice
		headline, mark string
	}{
		{rank.Choice{K: 3, Rule: "elbow", Verdicts: []rank.Verdict{{Rule: rank.Rules()[1], Opinion: rank.Opinion{K: 3}}}},
			"Unknown whether there are subtypes: k = 3", "k = 3, chosen"},
		{rank.Choice{K: 2, Rule: "elbow", Verdicts: []rank.Verdict{{Rule: rank.Rules()[1]}}},
			"Unknown whether there are subtypes: k = 2 (shown, none was chosen)", "k = 2, shown, none was chosen"},
		{rank.Choice{K: 4}, "Unknown whether there are subtypes: k = 4", "k = 4, asked for"},
	} {
		s.Survey.Choice = c.choice
		if s.headline() != c.headline || s.chosenText() != c.mark {
			t.Errorf("%s, %s, want %+v", s.headline(), s.chosenText(), c)
		}
	}
}

func TestVerdictsSayWhetherTheyAreVotes(t *testing.T) {
	elbow := rank.Rules()[1]
	v := rank.Verdict{Rule: elbow, Opinion: rank.Opinion{K: 3, Why: "of this", Doubt: "there is no bend"}}
	if got := verdictText(v); !strings.HasPrefix(got, "Of this. No vote: there is no bend. The rule: the largest k") ||
		!strings.HasSuffix(got, "(after Hutchins et al. 2008). Where there is none, it takes the sharpest bend of "+
			"the residual.") {
		t.Error(got)
	}
	v.Doubt = ""
	if got := verdictText(v); strings.Contains(got, "vote") {
		t.Error(got)
	}
}

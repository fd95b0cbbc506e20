package confidence

import (
	"math"
	"slices"
	"testing"
)

func TestTheParagraph(t *testing.T) {
	rank := func(g, s, h float64) Rank {
		return Rank{K: 3, Samples: Agreement{s, s - .1, s + .05, 8}, Genes: Agreement{g, g - .1, g + .05, 6},
			Halves:  Agreement{h, h - .2, h + .1, 6},
			Jaccard: []float64{.9, .95, .714}, SamplesFrequency: []float64{1, 1, .8, .2},
			GenesFrequency:  []float64{1, 1, 1, 1},
			HalvesFrequency: []float64{1, 1, 1, 1}}
	}
	clear := "The groups of two subsamples of the samples agree by 0.81 (95 % interval 0.71 to 0.86). The groups from " +
		"two halves of the genes agree by 0.70 (95 % interval 0.60 to 0.75). The groups that two halves of the samples " +
		"give all samples agree by 0.65 (95 % interval 0.45 to 0.75). Agreement is the adjusted Rand " +
		"index: 1 is the same, 0 is " +
		"chance. "
	weakest := "The least stable subtype is S3: in subsamples it comes back with a Jaccard index of 0.71. "
	no := math.NaN()
	for name, c := range map[string]struct {
		f    Finding
		want string
	}{
		"clear": {Finding{Whether: Whether{8.7, 2.1e-12, 3.394, true, false}, Count: 72, Resampled: true,
			RunnerUp: 2, Rank: rank(.7, .81, .65)},
			"Clear subtypes: k = 3. The runner-up is k = 2. The samples fall into tighter groups than samples " +
				"without groups whose genes " +
				"have the same means and correlations (z = 8.7, where 3.4 is needed with 72 samples; p = 2.1e-12). " +
				"" + clear + weakest +
				"Of 4 samples 2 are firm in their subtype, 1 borderline and 1 unassigned."},
		"rival": {Finding{Whether: Whether{8.7, 2.1e-12, 3.394, true, false}, Count: 72, Resampled: true,
			RunnerUp: 4, Rival: .8, Rank: rank(.7, .81, .65)},
			"Tentative subtypes: k = 3. The runner-up is k = 4. The samples fall into tighter groups than samples " +
				"without groups whose genes " +
				"have the same means and correlations (z = 8.7, where 3.4 is needed with 72 samples; p = 2.1e-12). " +
				clear[:len(clear)-1] + " k = 4 does nearly as well or better: the product that chooses k is 0.80 of " +
				"that at k = 3 there. Clear would be below 0.80. " + weakest +
				"Of 4 samples 2 are firm in their subtype, 1 borderline and 1 unassigned."},
		"tentative": {Finding{Whether: Whether{3.42, .0021, 3.394, true, false}, Count: 72, Resampled: true,
			Rank: rank(.5, .5, .599)},
			"Tentative subtypes: k = 3. The samples fall into tighter groups than samples without groups whose genes " +
				"have the same means and correlations (z = 3.42, where 3.39 is needed with 72 samples; p = 0.0021). " +
				"The groups of two subsamples of the samples agree by 0.50 (95 % interval 0.40 to 0.55). The groups from two " +
				"halves of the genes agree by 0.50 (95 % interval 0.40 to 0.55). The groups that two halves of the samples give " +
				"all samples agree by 0.599 (95 % interval 0.40 to 0.70). Agreement is the adjusted Rand index: 1 is the same, 0 " +
				"is " +
				"chance. Clear subtypes have 0.60 or more in all three. " +
				"" + weakest +
				"Of 4 samples 2 are firm in their subtype, 1 borderline and 1 unassigned."},
		"none": {Finding{Whether: Whether{-1, .84, 2.5, false, false}, Count: 30, Resampled: true, Rank: rank(.7,
			.81, .65)},
			"No clear subtypes: best candidate k = 3. The samples fall into groups hardly tighter than samples " +
				"without groups whose genes " +
				"have the same means and correlations do (z = -1.0, where 2.5 is needed with 30 samples; p = 0.84). " +
				"The tables and figures " +
				"show the best candidate, which may be no more than a gradient cut in pieces. " + clear + weakest +
				"Of 4 samples 0 are firm in their subtype, 3 borderline and 1 unassigned."},
		"permuted": {Finding{Whether: Whether{8.7, 2.1e-12, 3.394, true, true}, Count: 72, Rank: Rank{K: 3}},
			"Tentative subtypes: k = 3. The samples fall into tighter groups than samples whose values were " +
				"permuted within each gene " +
				"(z = 8.7, where 3.4 is needed with 72 samples; p = 2.1e-12). Correlation between genes is enough " +
				"for that, so it does not " +
				"show that there are subtypes and they are not called clear. No samples and no genes were left out " +
				"to see what changes, so nothing is known about " +
				"other patients or other genes."},
		"nothing": {Finding{Whether: Whether{no, no, no, false, false}, Count: 72, Rank: Rank{K: 3}},
			"Unknown whether there are subtypes: k = 3. The samples were not compared with samples without groups. " +
				"No samples and no genes were left out to see what changes, so nothing is known about other " +
				"patients or other genes."},
	} {
		if c.f.Rank.SamplesFrequency == nil {
			c.f.Samples, c.f.Halves, c.f.Genes = Agreement{Mean: no}, Agreement{Mean: no}, Agreement{Mean: no}
		}
		if got := c.f.Text(); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, c.want)
		}
	}
}

// Each doubt stands where its number is on the wrong side, and there alone.
func TestDoubtsFollowFromTheirNumbers(t *testing.T) {
	good := func() Finding {
		return Finding{Whether: Whether{8.7, 2.1e-12, 3.394, true, false}, Count: 72, Resampled: true, RunnerUp: 2,
			Rival: 0.5, Rank: Rank{K: 2, Samples: Agreement{Mean: 0.8, Of: 8}, Genes: Agreement{Mean: 0.7, Of: 8},
				Halves: Agreement{Mean: 0.6, Of: 8}, Jaccard: []float64{0.9, 0.6}, SamplesFrequency: []float64{1, 1},
				GenesFrequency: []float64{1, 1}, HalvesFrequency: []float64{1, 1}}}
	}
	for name, c := range map[string]struct {
		change func(*Finding)
		want   []string
	}{
		"none": {func(*Finding) {}, nil},
		"not tested": {func(f *Finding) { f.Z, f.Called = math.NaN(), false },
			[]string{"Nothing shows that there are groups at all: the samples were not compared with samples without groups."}},
		"no groups": {func(f *Finding) { f.Z, f.Called = 3.3, false },
			[]string{"There may be no subtypes: the samples group hardly more tightly than samples without groups (z = 3.3, " +
				"where 3.4 is needed).", "2 of 2 samples are not firm in their subtype: 2 borderline, 0 unassigned."}},
		"permuted": {func(f *Finding) { f.Permuted = true },
			[]string{"Nothing shows that there are subtypes: any correlation between genes beats permuted values."}},
		"not resampled": {func(f *Finding) { f.Resampled = false },
			[]string{"Nothing is known about other patients or other genes: none were left out to see what changes."}},
		"halves": {func(f *Finding) { f.Halves.Mean = 0.5999 },
			[]string{"The groups change with the half of the patients that they are learnt from: they agree by 0.5999, where " +
				"0.60 would be clear."}},
		"samples and genes": {func(f *Finding) { f.Samples.Mean, f.Genes.Mean = 0.51, 0.3 },
			[]string{"The groups change when samples are left out: they agree by 0.51, where 0.60 would be clear.",
				"The groups change with the genes they are made from: they agree by 0.30, where 0.60 would be clear."}},
		"halves unknown": {func(f *Finding) { f.Halves = Agreement{Mean: math.NaN()} },
			[]string{"Whether the groups change with the half of the patients that they are learnt from is not known."}},
		"rival": {func(f *Finding) { f.Rival = 0.8 },
			[]string{"The number of subtypes is not sure: k = 2 has 0.80 of the product by which k = 2 was compared; clear " +
				"would be below 0.80."}},
		"only a rival": {func(f *Finding) { f.Rival = math.Inf(1) },
			[]string{"Another number of subtypes does better: k = 2."}},
		"a weak subtype": {func(f *Finding) { f.Jaccard[1] = 0.59 },
			[]string{"Hardly coming back in subsamples, with a Jaccard index below 0.60: S2 (0.59)."}},
		"samples": {func(f *Finding) { f.SamplesFrequency[0], f.GenesFrequency[1] = 0.94, 0.49 },
			[]string{"2 of 2 samples are not firm in their subtype: 1 borderline, 1 unassigned."}},
	} {
		f := good()
		c.change(&f)
		if got := f.Doubts(); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q", name, got)
		}
	}
}

package simulate

import (
	"context"
	"crypto/sha256"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

// options are small, and all parts of the model are in them.
func options(model string) Options {
	o := Default()
	o.Samples, o.Genes, o.Factors, o.FactorShape, o.Batches, o.Missing = 20, 200, 2, "uniform", 3, 0.05
	o.Model = model
	return o
}

func newSet(t *testing.T, o Options) *Set {
	t.Helper()
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestGroupsAreAsLargeAsAsked(t *testing.T) {
	o := Default()
	o.Samples, o.Sizes = 40, []float64{2, 1, 1}
	var size [3]int
	for _, g := range newSet(t, o).Groups {
		size[g]++
	}
	if size != [3]int{20, 10, 10} {
		t.Errorf("sizes %v, want 20, 10, 10", size)
	}
}

func TestEveryModelGivesWhatItPromises(t *testing.T) {
	for _, model := range models {
		negative, missing := false, 0
		for g := range newSet(t, options(model)).Genes() {
			for _, x := range g.Values {
				if math.IsNaN(x) {
					missing++
					continue
				}
				negative = negative || x < 0
				if math.IsInf(x, 0) || model == "counts" && x != math.Trunc(x) {
					t.Fatalf("%s: value %v", model, x)
				}
			}
		}
		if negative != (model == "ratio") {
			t.Errorf("%s: negative values: %v", model, negative)
		}
		if missing < 140 || missing > 260 { // four standard errors about 200
			t.Errorf("%s: %d of 4000 values are missing, want about 200", model, missing)
		}
	}
}

// Marked by the truth, means of log values differ by the effects.
func TestValuesFollowTheTruth(t *testing.T) {
	o := Default()
	o.Samples, o.Genes, o.Groups, o.Noise, o.Model = 2000, 50, 2, 0.1, "ratio"
	s := newSet(t, o)
	for g := range s.Genes() {
		var sum, n [2]float64
		for j, x := range g.Values {
			sum[s.Groups[j]] += x
			n[s.Groups[j]]++
		}
		for c := range sum {
			if m := sum[c] / n[c]; math.Abs(m-g.Effects[c]) > 5*g.Noise/math.Sqrt(n[c]) {
				t.Errorf("%s: mean %v in group %s, want %v", g.Name, m, GroupName(c), g.Effects[c])
			}
		}
	}
}

func TestMoreGenesLeaveTheOthersAsTheyWere(t *testing.T) {
	o := options("counts")
	o.Missing = 0
	few := newSet(t, o)
	o.Genes = 2 * o.Genes
	more := newSet(t, o)
	if a, b := few.Gene(7), more.Gene(7); !slices.Equal(a.Values, b.Values) {
		t.Error("gene 8 is another one among more genes")
	}
}

// The digests were made on an x86-64 processor with AVX-512. They must be the same on
// every other and without assembly: these files are the evidence of docs/rank-rules.md.
func TestBytesDependOnOptionsAlone(t *testing.T) {
	for model, want := range map[string]string{
		"log":    "c4bca7eb60cdff10",
		"linear": "6c82043b206dacb1",
		"counts": "da7c94addf96e7ed",
		"ratio":  "63d0de7b3946ad3b",
	} {
		o := options(model)
		o.Heavy = model == "log"
		s := newSet(t, o)
		digest := sha256.New()
		var text strings.Builder
		if err := s.writeSamples(&text); err != nil {
			t.Fatal(err)
		}
		if err := s.writeGenes(context.Background(), &text); err != nil {
			t.Fatal(err)
		}
		digest.Write([]byte(text.String()))
		for g := range s.Genes() {
			for _, x := range g.Values {
				fmt.Fprintf(digest, "%016x\n", math.Float64bits(x))
			}
		}
		if got := fmt.Sprintf("%x", digest.Sum(nil)[:8]); got != want {
			t.Errorf("%s: digest %s, want %s", model, got, want)
		}
	}
}

func TestWrongOptionsAreRefused(t *testing.T) {
	for _, c := range []struct{ name, value string }{
		{"groups", "0"}, {"groups", "9"}, {"samples", "3"}, {"samples", "1e3"}, {"genes", "0"}, {"separation", "-1"},
		{"separation", "nan"}, {"separation", "inf"}, {"markers", "1.1"}, {"markers", "0x1p-2"}, {"sizes", "3,,1"},
		{"sizes", "0,1,1"}, {"sizes", "nan,1,1"}, {"model", "rpkm"}, {"seed", "-1"}, {"missing-share", "0.95"},
	} {
		o := Default()
		for _, p := range Parameters() {
			if p.Name == c.name && p.Set(&o, c.value) == nil {
				t.Errorf("--%s %s is taken", c.name, c.value)
			}
		}
	}
	for _, c := range []struct {
		change func(*Options)
		want   string
	}{
		{func(o *Options) { o.Sizes = []float64{1, 2} }, "one for each group"},
		{func(o *Options) { o.Sizes = []float64{100, 100, 1} }, "group C would have none"},
		{func(o *Options) { o.Samples, o.Genes = mostSamples, mostGenes }, "more than"},
	} {
		o := Default()
		c.change(&o)
		if _, err := New(o); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want one with %q", err, c.want)
		}
	}
}

func TestParametersTakeWhatTheySay(t *testing.T) {
	o, p := Default(), Default()
	o.Sizes = []float64{3, 2, 1.5}
	for _, q := range Parameters() {
		if err := q.Set(&p, q.Get(&o)); err != nil {
			t.Errorf("--%s: %v", q.Name, err)
		}
		if q.Get(&o) != q.Get(&p) {
			t.Errorf("--%s %s became %s", q.Name, q.Get(&o), q.Get(&p))
		}
	}
}

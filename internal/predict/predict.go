// Package predict applies a classifier to samples that had no part in it: subtype predict. What it
// says of a sample does not depend on the others, unless they are re-centred together.
package predict

import (
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sync/errgroup"

	"subtype/internal/classify"
	"subtype/internal/expr/names"
	"subtype/internal/product"
	"subtype/internal/spec"
	"subtype/internal/stat"
	"subtype/internal/study"
	"subtype/internal/usage"
	"subtype/internal/words"
)

// Options say how samples are predicted.
type Options struct {
	Null     classify.Null
	Draws    int
	Recentre bool
	Force    bool // even where the classifier is not to be trusted
}

// Job is what is to be predicted.
type Job struct {
	options    Options
	classifier *classify.Classifier
	file       string // its name
	digest     string // its SHA-256
	cohort     *cohort
	levels     [][]float64 // sample × gene
	process    study.Process
	about      []string // what was told before any result
}

// Open reads a classifier and the samples.
func Open(classifier, path string, stdin io.Reader, s *spec.Spec, o Options, p study.Process) (*Job, error) {
	j := &Job{options: o, process: p, file: names.OfFile(classifier)}
	data, err := os.ReadFile(classifier)
	if err == nil {
		j.digest = product.Digest(data)
		j.classifier, err = classify.Read(data)
	}
	if err != nil {
		return nil, usage.Errorf("%s cannot be used: %w", classifier, err)
	}
	if why := j.distrust(); why != "" {
		if j.classifier.Model.Refused != "" {
			return nil, usage.Errorf("%s cannot be used: %s", classifier, why)
		}
		if !o.Force {
			return nil, usage.Errorf("%s is not to be trusted: %s; --force uses it all the same", classifier, why)
		}
		j.tell("the classifier is not to be trusted: %s", why)
	}
	if j.cohort, err = read(study.Loader{Spec: s, Path: path, Stdin: stdin}, j.classifier.Frame); err != nil {
		return nil, err
	}
	p.Progress.Note("%s", j.cohort.describe(j.classifier.Frame))
	if j.levels, err = j.cohort.levels(j.classifier.Frame, o.Recentre); err != nil {
		return nil, err
	}
	return j, j.missing()
}

// distrust says why a classifier is not to be trusted; "" where it is.
func (j *Job) distrust() string {
	m := j.classifier.Model
	switch {
	case m.Refused != "":
		return "no rule was made: " + m.Refused
	case j.classifier.Verdict == "none":
		return "its analysis found no clear subtypes"
	case m.Test == nil:
		return "it was never tested on samples that were left out (its analysis had no --resample, or too few samples)"
	}
	return ""
}

// tell says something before any result, and keeps it for the document.
func (j *Job) tell(format string, a ...any) {
	text := fmt.Sprintf(format, a...)
	j.about = append(j.about, text)
	j.process.Progress.Note("warning: %s", text)
}

// missing tells of genes that are not there, and refuses samples that lack too many.
func (j *Job) missing() error {
	m, f := j.classifier.Model, j.classifier.Frame
	there := make([]bool, len(f.Genes))
	genes, described := 0, 0
	for i, g := range f.Genes {
		for _, x := range j.levels {
			there[i] = there[i] || x[i] == x[i]
		}
		if g.Quantiles != nil {
			described++
			if there[i] {
				genes++
			}
		}
	}
	for q, of := range m.Markers {
		n := 0
		for _, g := range of {
			if there[g] {
				n++
			}
		}
		share := float64(n) / float64(len(of))
		switch {
		case share < classify.LeastMarkers && !j.options.Force:
			return usage.Errorf("%s has %d of the %d marker genes of %s, fewer than a quarter: its samples cannot be told "+
				"apart (--force tries, and assigns none)", j.cohort.name, n, len(of), words.Subtype(q))
		case share < enoughMarkers:
			j.tell("%s has %d of the %d marker genes of %s", j.cohort.name, n, len(of), words.Subtype(q))
		}
	}
	if genes < described {
		text := fmt.Sprintf("%d of the %d genes of the classifier are missing in %s", described-genes, described,
			j.cohort.name)
		if t := m.Test; t != nil && len(t.AtGenes) > 0 {
			share, atMost := float64(genes)/float64(described), ""
			if share < t.AtGenes[len(t.AtGenes)-1].Share {
				atMost = " at most"
			}
			text += fmt.Sprintf("; with the others an accuracy of %.3f is expected%s, with all %.3f",
				t.Expected(share), atMost, t.Accuracy)
		}
		j.tell("%s", text)
	}
	if n := j.cohort.several; n > 0 {
		j.process.Progress.Note("%s in several rows each: the means are taken", words.Plural(n, "gene"))
	}
	if n := j.cohort.respelt; n > 0 {
		j.process.Progress.Note("%s met under another spelling", words.Were(n, "gene"))
	}
	return nil
}

// enoughMarkers is the share of a subtype's markers below which a word is due.
const enoughMarkers = 0.8

// Prediction is what is said of a sample.
type Prediction struct {
	Sample string
	*classify.Scored
	*classify.Answer
	Strange []int // measures
}

// Predictions are those of all samples.
type Predictions struct {
	All []Prediction
	FDR []float64 // of the nearest templates, among these samples
	job *Job
}

// Run predicts.
func (j *Job) Run(ctx context.Context) (*Predictions, error) {
	p := &Predictions{All: make([]Prediction, len(j.levels)), job: j}
	c := j.classifier
	group, running := errgroup.WithContext(ctx)
	group.SetLimit(j.process.Threads)
	for i, x := range j.levels {
		group.Go(func() error {
			if err := running.Err(); err != nil {
				return err
			}
			s := c.Model.Score(c.Frame, c.Basis, x, classify.Options{Null: j.options.Null, Draws: j.options.Draws})
			p.All[i] = Prediction{j.cohort.samples[i], s, c.Model.Answer(s), c.Model.Strange(s.Measures)}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	var known []float64
	for _, one := range p.All {
		if one.TemplateP == one.TemplateP {
			known = append(known, one.TemplateP)
		}
	}
	adjusted := stat.Adjusted(known)
	for _, one := range p.All {
		fdr := math.NaN()
		if one.TemplateP == one.TemplateP {
			fdr, adjusted = adjusted[0], adjusted[1:]
		}
		p.FDR = append(p.FDR, fdr)
	}
	p.drift()
	return p, nil
}

// drift tells of a cohort that does not look like the training cohort.
func (p *Predictions) drift() {
	counts := make([]int, len(classify.Likenesses))
	for _, one := range p.All {
		counts[one.Likeness]++
	}
	told := false
	tell := func(of classify.Likeness, format string) {
		if n := counts[of]; n > 0 && float64(n) >= drifted*float64(len(p.All)) {
			told = true
			p.job.tell(format, fmt.Sprintf("%d of %s", n, words.Plural(len(p.All), "sample")))
		}
	}
	tell(classify.OtherOrder, "another tissue, or measured otherwise: in %s the genes stand in another order than in the "+
		"training cohort; these are not assigned")
	scale := "another scale or platform: the values of %s are not on the scale of the training cohort; only the gene " +
		"pairs speak of these"
	if p.job.classifier.Frame.Log2 {
		scale += " (of values of the training cohort log2(x+1) was taken)"
	}
	tell(classify.OtherScale, scale)
	tell(classify.Unexplained, "another tissue, or another disease: the metagenes explain %s less well than those of the "+
		"training cohort; these are not assigned")
	if told {
		return
	}
	var of [][]float64
	for _, one := range p.All {
		of = append(of, one.Measures)
	}
	var shifted []string
	for _, i := range p.job.classifier.Model.Shifted(of) {
		shifted = append(shifted, classify.Measures[i].Name)
	}
	if len(shifted) > 0 {
		p.job.tell("as a whole these samples are unlike the training cohort, another tissue or measured otherwise: half of "+
			"them lie where 5 %% of it did (%s in %s)", strings.Join(shifted, ", "), likenessFile)
	}
}

// drifted is the share of strange samples from which the cohort is spoken of.
const drifted = 0.2

// Results are what the document of the folder says came out, and what is told to a person.
type Results struct {
	Assigned int      `json:"assigned"`
	Samples  int      `json:"samples"`
	Subtypes []int    `json:"subtype_sizes"` // of the assigned
	Told     []string `json:"told"`          // before any result
}

// Results sums up.
func (p *Predictions) Results() Results {
	r := Results{Samples: len(p.All), Subtypes: make([]int, p.job.classifier.Model.K), Told: p.job.about}
	for _, one := range p.All {
		if one.Assigned {
			r.Assigned++
			r.Subtypes[one.Subtype]++
		}
	}
	return r
}

// Text tells a person what came out, and where it is.
func (r Results) Text(folder string) string {
	var parts []string
	for q, n := range r.Subtypes {
		parts = append(parts, fmt.Sprintf("%s %d", words.Subtype(q), n))
	}
	return fmt.Sprintf("%d of %s assigned: %s.\nResults: %s\n", r.Assigned, words.Plural(r.Samples, "sample"),
		strings.Join(parts, ", "), filepath.Join(folder, predictionsFile))
}

// Product is what the folder of results holds.
func (j *Job) Product() product.Product {
	return product.Product{Command: "predict", What: "prediction", Version: study.Version, Names: files,
		Options: []product.Option{
			{Name: "template-null", Value: string(j.options.Null)}, {Name: "draws", Value: fmt.Sprint(j.options.Draws)},
			{Name: "recentre", Value: fmt.Sprint(j.options.Recentre)}, {Name: "SHA-256 of the classifier", Value: j.digest},
			{Name: "SHA-256 of the input", Value: j.cohort.sha256},
			{Name: "samples", Value: product.Digest([]byte(strings.Join(j.cohort.samples, "\n")))}}}
}

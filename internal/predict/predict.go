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
	"subtype/internal/genesets"
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
	called     *genesets.Names // names of genes that were given; nil: none
	levels     [][]float64     // sample × gene
	process    study.Process
	about      []string // what was told before any result
}

// Open reads a classifier and the samples.
func Open(classifier, path string, stdin io.Reader, s *spec.Spec, o Options, p study.Process) (*Job, error) {
	j := &Job{options: o, process: p, file: names.OfFile(classifier)}
	if err := j.read(classifier, path); err != nil {
		return nil, err
	}
	var err error
	if why := j.distrust(); why != "" {
		if j.classifier.Model.Refused != "" {
			return nil, usage.Errorf("%s cannot be used: %s", classifier, why)
		}
		if !o.Force {
			return nil, usage.Errorf("%s is not to be trusted: %s; --force uses it all the same", classifier, why)
		}
		j.tell("the classifier is not to be trusted: %s", why)
	}
	if j.called, err = study.GeneNames(s.Report.GeneNames, s.Read.Encoding); err != nil {
		return nil, err
	}
	if j.cohort, err = read(study.Loader{Spec: s, Path: path, Stdin: stdin}, j.classifier, j.called); err != nil {
		return nil, err
	}
	p.Progress.Note("%s", j.cohort.describe(j.classifier.Frame))
	if j.levels, err = j.cohort.levels(j.classifier.Frame, o.Recentre); err != nil {
		return nil, err
	}
	return j, j.missing()
}

// read reads the classifier, or that of a folder.
func (j *Job) read(path, matrix string) error {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		path = filepath.Join(path, classify.FileName)
		if _, err := os.Stat(path); err != nil {
			return usage.Errorf("the folder %s holds no %s: give one, or the folder of a finished analysis",
				filepath.Dir(path), classify.FileName)
		}
	}
	data, err := os.ReadFile(path)
	if err == nil {
		j.digest = product.Digest(data)
		j.classifier, err = classify.Read(data)
	}
	switch {
	case err == nil:
		return nil
	case filepath.Base(matrix) == classify.FileName:
		return usage.Errorf("%s is no classifier, and %s may be one: the classifier stands first, subtype predict %s %s",
			path, matrix, matrix, path)
	}
	return usage.Errorf("%s cannot be used: %w", path, err)
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

// namesDigest is that of the table of names; "none" where there is none.
func (j *Job) namesDigest() string {
	if j.called == nil {
		return "none"
	}
	return product.Digest([]byte(strings.Join(append(j.called.IDs, j.called.Symbols...), "\n")))
}

// Product is what the folder of results holds.
func (j *Job) Product() product.Product {
	return product.Product{Command: "predict", What: "prediction", Version: study.Version, Names: files,
		Options: []product.Option{
			{Name: "template-null", Value: string(j.options.Null)}, {Name: "draws", Value: fmt.Sprint(j.options.Draws)},
			{Name: "recentre", Value: fmt.Sprint(j.options.Recentre)}, {Name: "gene-names", Value: j.namesDigest()},
			{Name: "SHA-256 of the classifier", Value: j.digest},
			{Name: "SHA-256 of the input", Value: j.cohort.sha256},
			{Name: "samples", Value: product.Digest([]byte(strings.Join(j.cohort.samples, "\n")))}}}
}

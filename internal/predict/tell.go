package predict

import (
	"fmt"
	"strings"

	"subtype/internal/classify"
	"subtype/internal/usage"
	"subtype/internal/words"
)

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
	if err := j.missingMarkers(there); err != nil {
		return err
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

// missingMarkers tells of marker genes that are not there.
func (j *Job) missingMarkers(there []bool) error {
	var few []string
	for q, of := range j.classifier.Model.Markers {
		n := 0
		for _, g := range of {
			if there[g] {
				n++
			}
		}
		share := float64(n) / float64(len(of))
		if share < enoughMarkers {
			few = append(few, fmt.Sprintf("%d of the %d of %s", n, len(of), words.Subtype(q)))
		}
		if share >= classify.LeastMarkers || j.options.Force {
			continue
		}
		if j.cohort.unlike != "" {
			return usage.Errorf("%s has %d of the %d marker genes of %s: %s", j.cohort.name, n, len(of), words.Subtype(q),
				j.cohort.unlike)
		}
		return usage.Errorf("%s has %d of the %d marker genes of %s, fewer than a quarter: its samples cannot be told "+
			"apart (--force tries, and assigns none)", j.cohort.name, n, len(of), words.Subtype(q))
	}
	if len(few) > 0 {
		j.tell("of the marker genes %s has %s", j.cohort.name, strings.Join(few, ", "))
	}
	return nil
}

// enoughMarkers is the share of a subtype's markers below which a word is due.
const enoughMarkers = 0.8

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

package joint

import (
	"fmt"
	"slices"

	"subtype/internal/contribution"
	"subtype/internal/expr"
	"subtype/internal/expr/annotation"
	"subtype/internal/expr/finding"
	"subtype/internal/expr/kind"
	"subtype/internal/expr/technical"
	"subtype/internal/usage"
)

// joining is a matrix that is being joined.
type joining struct {
	*expr.Matrix
	kinds []loaded
	at    [][]int // of each kind: the place of each of its samples
}

// join puts kinds, which are in the order of their names, below each other.
func join(kinds []loaded) (*joining, error) {
	main := &kinds[slices.IndexFunc(kinds, func(k loaded) bool { return k.Main })]
	j := &joining{Matrix: &expr.Matrix{Name: main.Matrix.Name, SHA256: main.SHA256, Format: main.Format},
		kinds: kinds}
	j.samples(main)
	for t := range kinds {
		if err := j.rows(t); err != nil {
			return nil, err
		}
		j.about(t)
	}
	if err := j.tell(); err != nil {
		return nil, err
	}
	return j, j.scale()
}

// samples are those of all kinds; in the order of the file come first those of the main kind,
// then those of the others.
func (j *joining) samples(main *loaded) {
	seen, inFile := map[string]int{}, map[string]bool{}
	take := func(k *loaded) {
		for _, i := range k.SampleOrder {
			if name := k.Samples[i]; seen[name] == 0 {
				seen[name] = len(seen) + 1
				j.Samples = append(j.Samples, name)
			}
		}
		for _, name := range k.FileSamples {
			if !inFile[name] {
				inFile[name] = true
				j.FileSamples = append(j.FileSamples, name)
			}
		}
	}
	take(main)
	for t := range j.kinds {
		take(&j.kinds[t])
	}
	slices.Sort(j.Samples)
	j.SampleOrder = make([]int, len(j.Samples))
	place := map[string]int{}
	for i, name := range j.Samples {
		place[name] = i
		j.SampleOrder[seen[name]-1] = i
	}
	j.Read.Samples = len(j.FileSamples)
	for _, k := range j.kinds {
		at := make([]int, len(k.Samples))
		for i, name := range k.Samples {
			at[i] = place[name]
		}
		j.at = append(j.at, at)
	}
}

// spread puts the values of a kind's samples at their places; others lack.
func spread[T any](j *joining, t int, values []T, lack T) []T {
	out := make([]T, len(j.Samples))
	for i := range out {
		out[i] = lack
	}
	for i, v := range values {
		out[j.at[t][i]] = v
	}
	return out
}

// rows takes in the rows of kind t.
func (j *joining) rows(t int) error {
	k, from := &j.kinds[t], len(j.Genes)
	d := kind.Kind{Name: k.KindInput.Name, Main: k.Main, File: k.Matrix.Name, SHA256: k.SHA256, Format: k.Format,
		Read: k.Read, Options: k.Options, From: from, To: from + len(k.Genes), Loss: k.Objective.String(),
		Weight: k.Weight, Base: contribution.Base(k.Values, k.Objective), Linear: linear(k.Matrix)}
	if !(d.Base > 0) {
		return usage.Errorf("--with: nothing in %s (%s) differs between samples", d.Name, d.File)
	}
	had := make([]bool, len(j.Samples))
	for _, i := range j.at[t] {
		had[i] = true
	}
	for i, has := range had {
		if !has {
			d.Lacking = append(d.Lacking, i)
		}
	}
	for i, gene := range k.Genes {
		j.Genes = append(j.Genes, d.Row(gene))
		j.Values = append(j.Values, spread(j, t, k.Values[i], nan))
		k.Values[i] = nil
	}
	for _, i := range k.GeneOrder {
		j.GeneOrder = append(j.GeneOrder, from+i)
	}
	j.Masked += k.Masked + len(k.Genes)*len(d.Lacking)
	j.Read.Genes += k.Read.Genes
	j.Kinds = append(j.Kinds, d)
	j.halves(t, from)
	return nil
}

// halves are the parts of genes, where some kind has any; other rows are the up part of theirs.
func (j *joining) halves(t, from int) {
	k := &j.kinds[t]
	if !slices.ContainsFunc(j.kinds, func(k loaded) bool { return k.Halves != nil }) {
		return
	}
	for i, gene := range k.Genes {
		h := expr.Half{Gene: gene, Sign: 1, Other: -1}
		if k.Halves != nil {
			h = k.Halves[i]
			if h.Other >= 0 {
				h.Other += from
			}
		}
		h.Gene = j.Kinds[t].Row(h.Gene)
		j.Halves = append(j.Halves, h)
	}
}

// about takes in what kind t says of samples, and what was found in it.
func (j *joining) about(t int) {
	k := &j.kinds[t]
	name := k.KindInput.Name
	for _, c := range k.Annotations {
		if slices.ContainsFunc(j.Annotations, func(a annotation.Column) bool { return a.Name == c.Name }) {
			c.Name += " (" + name + ")"
		}
		j.Annotations = append(j.Annotations, annotation.Column{Name: c.Name, Values: spread(j, t, c.Values, "")})
	}
	for _, m := range k.Technical {
		more := technical.Measure{Name: name + ": " + m.Name, Of: m.Of, Share: m.Share,
			Values: spread(j, t, m.Values, nan)}
		for _, gene := range m.Genes {
			more.Genes = append(more.Genes, j.Kinds[t].Row(gene))
		}
		j.Technical = append(j.Technical, more)
	}
	if len(j.Kinds[t].Lacking) > 0 { // subtypes must not follow it
		has := make([]float64, len(k.Samples))
		for i := range has {
			has[i] = 1
		}
		j.Technical = append(j.Technical, technical.Measure{Name: name + ": measured",
			Of: "whether the sample has this kind of data, 1 or 0", Values: spread(j, t, has, 0)})
	}
	j.Findings = append(j.Findings, k.Findings...)
}

// tell says which samples which kinds lack, and refuses a kind that has none in common with
// the others.
func (j *joining) tell() error {
	in := make([]int, len(j.Samples))
	for t := range j.kinds {
		for _, i := range j.at[t] {
			in[i]++
		}
	}
	for t, d := range j.Kinds {
		alone := 0
		if !slices.ContainsFunc(j.at[t], func(i int) bool { return in[i] > 1 }) {
			other := j.Kinds[(t+1)%len(j.Kinds)]
			return usage.Errorf("--with: no sample of %s is in another kind of data; names must be the same in all files, as "+
				"%s and %s of %s are not", d.Name, finding.Quote(j.kinds[t].Samples[0]),
				finding.Quote(j.kinds[(t+1)%len(j.Kinds)].Samples[0]), other.Name)
		}
		if n := len(d.Lacking); n > 0 {
			var lacking []string
			for _, i := range d.Lacking {
				lacking = append(lacking, j.Samples[i])
			}
			j.Findings = append(j.Findings, finding.Finding{Code: finding.SamplesLacking, Severity: finding.Note,
				Kind: d.Name, Count: n, Text: fmt.Sprintf("%s not measured: %s", samplesWere(n), finding.List(lacking)),
				Done:   "left out of account in this kind alone",
				Remedy: "--with-samples shared leaves them out of all"})
		}
		for _, i := range j.at[t] {
			if in[i] == 1 {
				alone++
				j.Findings = append(j.Findings, finding.Finding{Code: finding.SampleAlone, Severity: finding.Note,
					Kind: d.Name, Sample: j.Samples[i], Count: 1, Text: fmt.Sprintf("the sample %s was measured in this kind alone",
						finding.Quote(j.Samples[i])), Done: "it takes part by that", Remedy: "--with-samples shared leaves it out"})
			}
		}
		if alone > 0 {
			j.Findings = append(j.Findings, finding.Finding{Code: finding.SamplesAlone, Severity: finding.Warning, Kind: d.Name,
				Count: alone, Text: fmt.Sprintf("%s measured in %s alone", samplesWere(alone), d.Name),
				Done: "they take part by that", Remedy: "--with-samples shared leaves them out"})
		}
	}
	return nil
}

// Package joint makes one matrix of several kinds of data on the same samples. Each kind is
// read and prepared by itself; its rows are multiplied by a number of its own, so that the
// kinds weigh in the objective as much as they were given weight, and put below each other.
// One factorisation of that is a joint one: each kind has a basis of its own, and all have
// the coefficients in common. Samples that a kind does not have are left out of its account.
package joint

import (
	"fmt"
	"io"
	"slices"

	"subtype/internal/expr"
	"subtype/internal/expr/finding"
	"subtype/internal/expr/rowstore"
	"subtype/internal/input"
	"subtype/internal/spec"
	"subtype/internal/usage"
	"subtype/internal/words"
	"subtype/nmf"
)

// loaded is a kind that was read and prepared by itself.
type loaded struct {
	spec.KindInput
	*expr.Matrix
	genes *rowstore.Genes
	names map[string]string // what samples of its file are called in the joined matrix, where otherwise
}

// Load reads and prepares several kinds of data and joins them. only are the names of
// --genes. every takes in all genes of all kinds; nil: nobody does.
func Load(s *spec.Spec, inputs []spec.KindInput, stdin io.Reader, only []string, every *Genes) (*expr.Matrix, error) {
	objective := s.Objective()
	if objective != nmf.Frobenius && objective != nmf.KullbackLeibler {
		return nil, usage.Errorf("--with: kinds of data are weighed by --loss frobenius or kullback-leibler, not by %s",
			objective)
	}
	if slices.ContainsFunc(inputs, func(k spec.KindInput) bool { return k.Path == "-" }) {
		again, done, err := input.Spool(stdin)
		if err != nil {
			return nil, err
		}
		defer done()
		stdin = again
	}
	kinds, err := loadAll(inputs, stdin, only, every != nil, nil)
	if err != nil {
		return nil, err
	}
	var respelt finding.Findings
	if !s.Prepare.Strict {
		respelt = rename(kinds)
	}
	left := 0
	if s.Read.Samples == "shared" {
		var keep []string
		if keep, left = shared(kinds); left > 0 {
			if err := enoughShared(kinds, keep); err != nil {
				return nil, err
			}
			closeAll(kinds)
			if kinds, err = loadAll(inputs, stdin, only, every != nil, ownNames(kinds, keep)); err != nil {
				return nil, err
			}
		}
	}
	j, err := join(kinds)
	if err == nil {
		err = fits(j.Matrix, s.Plan.Ranks[len(s.Plan.Ranks)-1])
	}
	if err == nil {
		err = someValues(j.Matrix)
	}
	if err != nil {
		closeAll(kinds)
		return nil, err
	}
	m := j.Matrix
	m.Findings = append(m.Findings, respelt...)
	if left > 0 {
		m.Findings = append(m.Findings, finding.Finding{Code: finding.SamplesShared, Severity: finding.Note, Count: left,
			Text: fmt.Sprintf("%s not measured in every kind of data", samplesWere(left)), Done: "left out",
			Remedy: "without --with-samples shared they stay"})
	}
	m.Findings = m.Findings.Sorted()
	every.take(j)
	return m, nil
}

// loadAll reads every kind, and of them only the samples that are kept, unless that is nil.
func loadAll(inputs []spec.KindInput, stdin io.Reader, only []string, everyGene bool, kept []keeping) (kinds []loaded,
	err error) {
	defer func() {
		if err != nil {
			closeAll(kinds)
		}
	}()
	for i, in := range inputs {
		k := loaded{KindInput: in}
		prepare, read := in.Spec.PrepareOptions(only), in.Spec.ReadOptions()
		prepare.MostRank = 0 // of all kinds together
		prepare.KeepZeroSamples = !prepare.DropEmptySamples
		if everyGene {
			k.genes = &rowstore.Genes{}
			prepare.Every = k.genes
		}
		if kept != nil {
			prepare.KeepSamples, read.KeepSamples, k.names = kept[i].samples, kept[i].samples, kept[i].names
		}
		if again, ok := stdin.(io.Seeker); ok && in.Path == "-" && kept != nil {
			if _, err := again.Seek(0, io.SeekStart); err != nil {
				return kinds, err
			}
		}
		k.Matrix, err = input.Matrix(in.Path, stdin, read, prepare)
		kinds = append(kinds, k)
		if err != nil {
			return kinds, err
		}
		for i := range k.Findings {
			k.Findings[i].Kind = in.Name
		}
		k.rename()
	}
	return kinds, nil
}

func closeAll(kinds []loaded) {
	for _, k := range kinds {
		if k.genes != nil {
			k.genes.Close()
		}
	}
}

// shared are the samples that every kind has, and how many others there are.
func shared(kinds []loaded) (all []string, others int) {
	in := map[string]int{}
	for _, k := range kinds {
		for _, name := range k.Samples {
			in[name]++
		}
	}
	for _, name := range kinds[0].Samples {
		if in[name] == len(kinds) {
			all = append(all, name)
		}
	}
	return all, len(in) - len(all)
}

// enoughShared refuses kinds that have hardly a sample in common.
func enoughShared(kinds []loaded, all []string) error {
	if len(all) >= 3 { // what rank 2 needs
		return nil
	}
	return usage.Errorf("%s in all kinds of data; names must be the same in all files, as %s in %s and %s in %s are not",
		words.Upper(samplesAre(len(all))), finding.Quote(kinds[0].FileSamples[0]), kinds[0].KindInput.Name,
		finding.Quote(kinds[1].FileSamples[0]), kinds[1].KindInput.Name)
}

// fits refuses ranks that the joined matrix does not have.
func fits(m *expr.Matrix, rank int) error {
	most := min(len(m.Samples)-1, len(m.Genes))
	if rank <= most {
		return nil
	}
	ranks := fmt.Sprintf("--ranks 2-%d", most)
	if most <= 2 {
		ranks = "--ranks 2"
	}
	return &finding.Refusal{Name: m.Name, SHA256: m.SHA256, Format: m.Format, Read: m.Read,
		Findings: append(m.Findings, finding.Finding{Code: finding.RankTooLarge, Severity: finding.Fatal, Count: rank,
			Text: fmt.Sprintf("rank %d is too large for %s in all kinds with %s: ranks up to %d are possible", rank,
				m.RowsText(), words.Plural(len(m.Samples), "sample"), most), Remedy: ranks, Flags: ranks})}
}

// someValues refuses samples that have nothing but zeros in all kinds.
func someValues(m *expr.Matrix) error {
	some := make([]bool, len(m.Samples))
	for _, row := range m.Values {
		for j, x := range row {
			some[j] = some[j] || x > 0
		}
	}
	refusal := &finding.Refusal{Name: m.Name, SHA256: m.SHA256, Format: m.Format, Read: m.Read, Findings: m.Findings}
	for j, has := range some {
		if !has {
			refusal.Findings = append(refusal.Findings, finding.Finding{Code: finding.EmptySample, Severity: finding.Fatal,
				Sample: m.Samples[j], Count: 1, Text: fmt.Sprintf("the sample %s has only zeros in the rows kept of all kinds",
					finding.Quote(m.Samples[j])), Remedy: "--drop-samples leaves it out",
				Flags: finding.Flag("--drop-samples", m.Samples[j])})
		}
	}
	if refusal.Findings.Count(finding.Fatal) > 0 {
		return refusal
	}
	return nil
}

func samplesWere(n int) string {
	if n == 1 {
		return "1 sample was"
	}
	return fmt.Sprintf("%d samples were", n)
}

func samplesAre(n int) string {
	switch n {
	case 0:
		return "no sample is"
	case 1:
		return "1 sample is"
	}
	return fmt.Sprintf("%d samples are", n)
}

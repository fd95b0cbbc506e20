package report

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"fmt"
	"io"
	"strconv"

	"subtype/internal/confidence"
	"subtype/internal/expr/names"
	"subtype/internal/survey"
	"subtype/internal/words"
)

// table writes rows of tab-separated text. What would break it or cannot be seen is
// shown, as names.Visible does. The first error stays.
type table struct {
	w   *bufio.Writer
	err error
}

func newTable(w io.Writer, header ...string) *table {
	t := &table{w: bufio.NewWriterSize(w, 1<<16)}
	t.row(header...)
	return t
}

func (t *table) row(fields ...string) {
	for i, f := range fields {
		if i > 0 {
			t.put("\t")
		}
		t.put(names.Visible(f))
	}
	t.put("\n")
}

func (t *table) put(s string) {
	if t.err == nil {
		_, t.err = t.w.WriteString(s)
	}
}

func (t *table) done() error {
	if t.err != nil {
		return t.err
	}
	return t.w.Flush()
}

// assignmentColumns are the columns about a sample at one rank, in tables and
// in the workbook.
var assignmentColumns = []string{"sample", "subtype", "silhouette", "consensus_own", "consensus_next", "next_subtype", "core", "best_fit_subtype", "tree_subtype",
	"share", "margin", "samples_frequency", "genes_frequency", "halves_frequency", "confidence"}

// assignment is one row: what is known of sample j at a rank.
type assignment struct {
	sample              string
	subtype, next       string
	bestFit, tree, core string
	silhouette          float64
	own, other          float64
	share, margin       float64
	frequencies         [3]float64 // in subsamples, halves of genes, halves of samples
	confidence          confidence.Class
}

func (s *Study) assignment(r *survey.Rank, j int) assignment {
	a := assignment{
		sample: s.Matrix.Samples[j], subtype: words.Subtype(r.Subtypes[j]), next: "NA",
		bestFit: words.Subtype(r.BestFit[j]), tree: words.Subtype(r.TreeSubtypes[j]), core: words.YesNo(r.Core(j)),
		silhouette: r.Widths[j], own: r.Own[j], other: r.Next[j],
	}
	c := &r.Confidence
	a.share, a.margin, a.confidence = r.Share[j], r.Margin[j], c.Class(j, s.Survey.Word(r))
	a.frequencies = [3]float64{c.SamplesFrequency[j], c.GenesFrequency[j], c.HalvesFrequency[j]}
	if r.NextTo[j] >= 0 {
		a.next = words.Subtype(r.NextTo[j])
	}
	return a
}

// writeAssignments lists the samples in the order of the file.
func (s *Study) writeAssignments(w io.Writer, r *survey.Rank) error {
	t := newTable(w, assignmentColumns...)
	for _, j := range s.Matrix.SampleOrder {
		a := s.assignment(r, j)
		t.row(a.sample, a.subtype, number(a.silhouette), number(a.own), number(a.other), a.next, a.core, a.bestFit, a.tree,
			number(a.share), number(a.margin), number(a.frequencies[0]), number(a.frequencies[1]), number(a.frequencies[2]),
			cmp.Or(string(a.confidence), "NA"))
	}
	return t.done()
}

func (s *Study) writeSurvey(w io.Writer) error {
	header := []string{"rank", "restarts"}
	for _, c := range surveyColumns {
		header = append(header, c.name)
	}
	header = append(header, "chosen")
	for _, c := range extraColumns {
		header = append(header, c.name)
	}
	t := newTable(w, header...)
	for _, r := range s.Survey.Ranks {
		row := []string{strconv.Itoa(r.K), strconv.Itoa(r.Score.Restarts)}
		for _, c := range surveyColumns {
			row = append(row, number(c.value(r.Score)))
		}
		row = append(row, words.YesNo(r.K == s.Survey.Choice.K))
		for _, c := range extraColumns {
			row = append(row, number(c.value(r.Score)))
		}
		t.row(row...)
	}
	return t.done()
}

var geneColumns = []string{"gene", "subtype", "metagene", "feature_score", "basis_weight", "direction", "signed_weight"}

// writeGenes lists the genes specific for each metagene at the chosen rank.
func (s *Study) writeGenes(w io.Writer) error {
	r := s.Survey.Chosen()
	t := newTable(w, geneColumns...)
	for a, genes := range r.Features {
		for _, g := range genes {
			direction := s.direction(r, g, a)
			if direction == "" {
				direction = "NA"
			}
			t.row(s.Matrix.Genes[g], words.Subtype(a), words.Metagene(a), number(r.GeneScores[g]), number(r.Weights.At(g, a)), direction, number(s.signedWeight(r, g, a)))
		}
	}
	return t.done()
}

func metageneHeader(first string, k int) []string {
	header := []string{first}
	for a := range k {
		header = append(header, words.Metagene(a))
	}
	return header
}

// writeBasis writes W, genes in the order of the file.
func (s *Study) writeBasis(w io.Writer, r *survey.Rank) error {
	t := newTable(w, metageneHeader("gene", r.Metagenes)...)
	for _, g := range s.Matrix.GeneOrder {
		row := []string{s.Matrix.Genes[g]}
		for _, x := range r.Factors.W.RawRowView(g) {
			row = append(row, number(x))
		}
		t.row(row...)
	}
	return t.done()
}

// writeCoefficients writes H, a line a sample, in the order of the file.
func (s *Study) writeCoefficients(w io.Writer, r *survey.Rank) error {
	t := newTable(w, metageneHeader("sample", r.Metagenes)...)
	for _, j := range s.Matrix.SampleOrder {
		row := []string{s.Matrix.Samples[j]}
		for a := range r.Metagenes {
			row = append(row, number(r.Factors.H.At(a, j)))
		}
		t.row(row...)
	}
	return t.done()
}

// consensusTable is the file of a rank's consensus: between samples, or, where
// there are too many, their label profiles.
func consensusTable(r *survey.Rank) string {
	if of, _ := r.Counts.ByProfile(); of != nil {
		return "profiles.tsv.gz"
	}
	return "consensus.tsv.gz"
}

// writeConsensus writes the consensus matrix, gzipped, samples in the order of
// the file, or the label profiles.
func (s *Study) writeConsensus(w io.Writer, r *survey.Rank) error {
	z := gzip.NewWriter(w)
	write := s.writeMatrix
	if of, _ := r.Counts.ByProfile(); of != nil {
		write = s.writeProfiles
	}
	if err := write(z, r); err != nil {
		return err
	}
	return z.Close()
}

func (s *Study) writeMatrix(w io.Writer, r *survey.Rank) error {
	header := []string{"sample"}
	for _, j := range s.Matrix.SampleOrder {
		header = append(header, s.Matrix.Samples[j])
	}
	t := newTable(w, header...)
	row := make([]string, len(header))
	for _, i := range s.Matrix.SampleOrder {
		row[0] = s.Matrix.Samples[i]
		for c, j := range s.Matrix.SampleOrder {
			row[c+1] = number(r.Counts.At(i, j))
		}
		t.row(row...)
	}
	return t.done()
}

// writeProfiles writes a row a label profile: the number of its samples, its
// subtype, its first sample in bytewise order, and its metagene in every run.
func (s *Study) writeProfiles(w io.Writer, r *survey.Rank) error {
	of, samples := r.Counts.ByProfile()
	header := []string{"profile", "samples", "subtype", "first_sample"}
	for _, run := range r.Runs {
		header = append(header, fmt.Sprintf("run_%d", run.Run))
	}
	t := newTable(w, header...)
	written := make([]bool, len(samples))
	for j, p := range of {
		if written[p] {
			continue
		}
		written[p] = true
		row := []string{strconv.Itoa(p + 1), strconv.Itoa(samples[p]), words.Subtype(r.Subtypes[j]), s.Matrix.Samples[j]}
		for _, run := range r.Runs {
			row = append(row, strconv.Itoa(run.Labels[j]+1))
		}
		t.row(row...)
	}
	return t.done()
}

func (s *Study) writeChecks(w io.Writer) error {
	t := newTable(w, "code", "severity", "line", "column", "gene", "sample", "count", "finding", "done", "remedy")
	whole := func(n int) string {
		if n == 0 {
			return "NA"
		}
		return strconv.Itoa(n)
	}
	text := func(s string) string {
		if s == "" {
			return "NA"
		}
		return s
	}
	for _, f := range s.Matrix.Findings {
		t.row(string(f.Code), string(f.Severity), whole(f.Line), whole(f.Column), text(f.Gene), text(f.Sample), whole(f.Count), f.Text, text(f.Done), text(f.Remedy))
	}
	return t.done()
}

// rankFolder is the folder of one rank's tables.
func rankFolder(k int) string { return fmt.Sprintf("ranks/k%d/", k) }

package report

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"strings"

	"subtype/internal/multiqc"
	"subtype/internal/tabular"
)

// Files for MultiQC.
var multiqcFiles = []string{"multiqc/general_mqc.json", "multiqc/sizes_mqc.json", "multiqc/rank_survey_mqc.tsv",
	"multiqc/stability_mqc.tsv", "multiqc/assignments_mqc.tsv", "multiqc/consensus_mqc.html"}

// multiqc are the files that MultiQC finds by their names and shows in the report of a whole
// pipeline, maybe beside other data sets.
func (s *Study) multiqc(f *figures) []File {
	from, r := s.source(), s.Survey.Chosen()
	section := func(id, title, about string) multiqc.Section {
		return multiqc.Section{ID: id, Title: title, About: about, Source: from}
	}
	survey, stability, assignments := s.surveyTable(), s.stabilityTable(), s.assignmentTable(r)
	picture := multiqc.Picture{Section: section("consensus", "consensus", consensusNote(r)), Alt: f.consensus[r.K].Title,
		PNG: f.consensus[r.K].PNG}
	files := []File{{Write: s.generalForMultiQC(from).Write}, {Write: multiqc.Sizes{Source: from, Sizes: r.Sizes()}.Write},
		{Write: multiqc.Table{Data: survey.Data(), Section: section("rank_survey", "rank survey", s.Survey.Choice.Why()),
			Shown: []string{"cophenetic", "dispersion", "silhouette_consensus", "pac", "evar", "chosen"}}.Write},
		{Write: multiqc.Table{Data: stability.Data(), Section: section("stability", "stability", s.Survey.Finding().Text()),
			Shown: []string{"samples_agreement", "genes_agreement", "halves_agreement", "null_z", "null_p", "firm",
				"least_jaccard", "verdict"}}.Write},
		{Write: multiqc.Table{Data: assignments.Data(), Section: section("assignments", "subtypes", fmt.Sprintf(
			"Subtype of every sample at k = %d. %s", r.K, confidenceNote)),
			Shown: []string{"subtype", "silhouette", "consensus_own", "consensus_next", "share", "confidence"}}.Write},
		{Write: picture.Write}}
	for i := range files {
		files[i].Name = multiqcFiles[i]
	}
	return files
}

// source is the study among others: by its title or else the name of its input, and by six
// digits, since two inputs may have one name, and one input may be analysed twice.
func (s *Study) source() multiqc.Source {
	base, _, _ := strings.Cut(s.Matrix.Name, ".")
	digest := sha256.New()
	fmt.Fprintf(digest, "%s %d %q", s.Matrix.SHA256, s.Survey.Choice.K, s.Options)
	key := fmt.Sprintf("%x", digest.Sum(nil)[:3])
	return multiqc.Source{Name: cmp.Or(s.option("title"), base, s.Matrix.Name) + " " + key, Key: key}
}

// generalForMultiQC is the study in one row.
func (s *Study) generalForMultiQC(from multiqc.Source) multiqc.General {
	f := s.Survey.Finding()
	general := multiqc.General{Source: from}
	for _, c := range []struct {
		name, heading, about string
		kind                 tabular.Kind
		value                any
	}{
		{"subtypes", "k", "number of subtypes", tabular.Count, s.Survey.Choice.K},
		{"verdict", "Verdict", "whether there are subtypes: clear, tentative, none or unknown", tabular.Text,
			string(f.Word())},
		{"samples", "Samples", "samples that were grouped", tabular.Count, len(s.Matrix.Samples)},
		{"genes", "Genes", "genes that were used", tabular.Count, len(s.Matrix.Genes)},
		{"samples_agreement", "Agreement", "of the groups of two subsamples of the samples: adjusted Rand index",
			tabular.Measure, f.Samples.Mean},
		{"warnings", "Warnings", "what a reader must know before trusting the result", tabular.Count, len(s.Warnings())},
	} {
		general.Fields = append(general.Fields, tabular.Field{Name: c.name, Heading: c.heading, About: c.about, Kind: c.kind})
		general.Values = append(general.Values, c.value)
	}
	return general
}

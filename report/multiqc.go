package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"subtype/internal/expr/names"
	"subtype/internal/words"
)

// multiqc are the files that MultiQC finds by their names and shows in a report of a
// whole pipeline: tables with a head of comments, and one picture.
func (s *Study) multiqc(f *figures) []File {
	k := s.Survey.Choice.K
	return []File{
		{"multiqc/rank_survey_mqc.tsv", s.writeSurveyMultiQC},
		{"multiqc/assignments_mqc.tsv", s.writeAssignmentsMultiQC},
		{fmt.Sprintf("multiqc/consensus_k%d_mqc.png", k), f.consensus[k].PNG},
	}
}

// multiqcTable begins a table: its head says what it is, in YAML.
func (s *Study) multiqcTable(w io.Writer, id, name, about string, header ...string) (*table, error) {
	_, err := fmt.Fprintf(w, "# id: %s\n# section_name: %s\n# parent_id: 'subtype'\n# parent_name: 'subtype'\n# description: %s\n# format: 'tsv'\n# plot_type: 'table'\n",
		yaml("subtype_"+id), yaml(name), yaml(about))
	return newTable(w, header...), err
}

// yaml quotes a text for YAML on one line.
func yaml(s string) string {
	return "'" + strings.ReplaceAll(names.Visible(s), "'", "''") + "'"
}

// writeSurveyMultiQC has a row a rank, named by the input too, since reports of
// several inputs share one table.
func (s *Study) writeSurveyMultiQC(w io.Writer) error {
	header := []string{"rank"}
	for _, c := range surveyColumns {
		header = append(header, c.name)
	}
	t, err := s.multiqcTable(w, "rank_survey", "Rank survey", fmt.Sprintf("Measures of every number of subtypes surveyed. %s: %s", s.Matrix.Name, s.Survey.Choice.Why), append(header, "chosen")...)
	if err != nil {
		return err
	}
	for _, r := range s.Survey.Ranks {
		row := []string{quoted(fmt.Sprintf("%s k=%d", s.Matrix.Name, r.K))}
		for _, c := range surveyColumns {
			row = append(row, number(c.value(r.Score)))
		}
		t.row(append(row, words.YesNo(r.K == s.Survey.Choice.K))...)
	}
	return t.done()
}

// writeAssignmentsMultiQC lists the samples at the chosen rank.
func (s *Study) writeAssignmentsMultiQC(w io.Writer) error {
	r := s.Survey.Chosen()
	t, err := s.multiqcTable(w, "assignments", "Subtypes", fmt.Sprintf("%s: subtype of every sample at k = %d, and how much closer it is to that than to the next (silhouette of the consensus, from -1 to 1).", s.Matrix.Name, r.K),
		"sample", "subtype", "silhouette", "consensus_own", "consensus_next", "core")
	if err != nil {
		return err
	}
	for _, j := range s.Matrix.SampleOrder {
		a := s.assignment(r, j)
		t.row(quoted(a.sample), a.subtype, number(a.silhouette), number(a.own), number(a.other), a.core)
	}
	return t.done()
}

// quoted keeps MultiQC from taking a name for a number.
func quoted(name string) string {
	if _, err := strconv.ParseFloat(name, 64); err == nil || strings.HasPrefix(name, "#") {
		return `"` + name + `"`
	}
	return name
}

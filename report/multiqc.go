package report

import (
	"fmt"

	"subtype/internal/chapter"
	"subtype/internal/survey"
	"subtype/internal/tabular"
)

// Files for MultiQC.
const (
	surveyMultiQC      = "multiqc/rank_survey_mqc.tsv"
	assignmentsMultiQC = "multiqc/assignments_mqc.tsv"
)

func consensusMultiQC(k int) string { return fmt.Sprintf("multiqc/consensus_k%d_mqc.png", k) }

// multiqc are the files that MultiQC finds by their names and shows in a report of a
// whole pipeline: tables with a head of comments, and one picture.
func (s *Study) multiqc(f *figures) []File {
	k := s.Survey.Choice.K
	return []File{
		{surveyMultiQC, s.surveyForMultiQC().Write},
		{assignmentsMultiQC, s.assignmentsForMultiQC().Write},
		{consensusMultiQC(k), f.consensus[k].PNG},
	}
}

// surveyForMultiQC has a row a rank, named by the input too, since reports of several
// inputs share one table.
func (s *Study) surveyForMultiQC() tabular.MultiQC {
	t := s.surveyTable()
	t.About = fmt.Sprintf("Measures of every number of subtypes surveyed. %s: %s", s.Matrix.Name, s.Survey.Choice.Why())
	t.Columns = []tabular.Column[*survey.Rank]{{Field: chapter.RankField,
		Value: func(r *survey.Rank) any { return fmt.Sprintf("%s k=%d", s.Matrix.Name, r.K) }}}
	for _, m := range measures {
		t.Columns = append(t.Columns, m.column())
	}
	t.Columns = append(t.Columns, s.chosenColumn())
	return tabular.MultiQC{ID: "rank_survey", Section: "Rank survey", Data: t.Data()}
}

// assignmentsForMultiQC lists the samples at the chosen rank.
func (s *Study) assignmentsForMultiQC() tabular.MultiQC {
	r := s.Survey.Chosen()
	t := s.assignmentTable(r).Only("sample", "subtype", "silhouette", "consensus_own", "consensus_next", "core")
	t.About = fmt.Sprintf("%s: subtype of every sample at k = %d, and how much closer it is to that than to the next "+
		"(silhouette of the consensus, from -1 to 1).", s.Matrix.Name, r.K)
	return tabular.MultiQC{ID: "assignments", Section: "Subtypes", Data: t.Data()}
}

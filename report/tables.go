package report

import (
	"fmt"
	"iter"
	"slices"

	"subtype/internal/chapter"
	"subtype/internal/expr/finding"
	"subtype/internal/survey"
	"subtype/internal/tabular"
	"subtype/internal/words"
)

// metageneField is the column of a metagene, from 0.
func metageneField(a int) tabular.Field {
	return tabular.Field{Name: words.Metagene(a), Heading: words.Metagene(a),
		About: fmt.Sprintf("what the table holds of metagene %d, which belongs to %s where there is one", a+1,
			words.Subtype(a)),
		Kind: tabular.Weight}
}

// tables are all tables that have a file of their own, in a fixed order.
func (s *Study) tables() []tabular.Data {
	chosen := s.assignmentTable(s.Survey.Chosen())
	chosen.File = assignmentsFile
	all := []tabular.Data{chosen.Data(), s.surveyTable().Data(), s.stabilityTable().Data(), s.lineageTable().Data(),
		s.geneTable().Data(), s.checkTable().Data()}
	for i := range s.Survey.Ranks {
		r := &s.Survey.Ranks[i]
		all = append(all, s.assignmentTable(r).Data(), s.consensusData(r), s.basisTable(r).Data(),
			s.coefficientTable(r).Data())
		if s.Matrix.Halves != nil {
			all = append(all, s.signedTable(r).Data())
		}
	}
	for _, c := range s.chapters() {
		for _, t := range c.Tables {
			if t.File != "" {
				all = append(all, t)
			}
		}
	}
	return all
}

// Files of tables.
const (
	assignmentsFile = "assignments.tsv"
	surveyFile      = "rank_survey.tsv"
	stabilityFile   = "stability.tsv"
	lineageFile     = "lineage.tsv"
	genesFile       = "genes.tsv"
	checksFile      = "input_checks.tsv"

	// In the folder of a rank, with assignmentsFile.
	consensusFile    = "consensus.tsv.gz"
	profilesFile     = "profiles.tsv.gz"
	basisFile        = "basis.tsv"
	coefficientsFile = "coefficients.tsv"
	signedFile       = "basis_signed.tsv"
)

// rankFolder is the folder of one rank's tables.
func rankFolder(k int) string { return fmt.Sprintf("ranks/k%d/", k) }

// ranks are the rows of tables with a row a rank.
func (s *Study) ranks() iter.Seq[*survey.Rank] {
	return func(yield func(*survey.Rank) bool) {
		for i := range s.Survey.Ranks {
			if !yield(&s.Survey.Ranks[i]) {
				return
			}
		}
	}
}

// findingColumn is a column of the checks of the input; a number is not known where it
// is 0.
func findingColumn(f tabular.Field, value func(finding.Finding) any) tabular.Column[finding.Finding] {
	return tabular.Column[finding.Finding]{Field: f, Value: func(x finding.Finding) any {
		if v := value(x); v != 0 {
			return v
		}
		return nil
	}}
}

// checkColumns are those of what was found in the input.
var checkColumns = []tabular.Column[finding.Finding]{
	findingColumn(tabular.Field{Name: "code", Heading: "Code", About: "what was found, in a word", Kind: tabular.Text},
		func(f finding.Finding) any { return string(f.Code) }),
	findingColumn(tabular.Field{Name: "severity", Heading: "Severity", Kind: tabular.Text,
		About: "note, which needs no action, or warning, which deserves a look"},
		func(f finding.Finding) any { return string(f.Severity) }),
	findingColumn(tabular.Field{Name: "line", Heading: "Line", About: "place in the file, from 1", Kind: tabular.Count},
		func(f finding.Finding) any { return f.Line }),
	findingColumn(tabular.Field{Name: "column", Heading: "Column", About: "place in the line, from 1",
		Kind: tabular.Count}, func(f finding.Finding) any { return f.Column }),
	findingColumn(chapter.GeneField, func(f finding.Finding) any { return f.Gene }),
	findingColumn(chapter.SampleField, func(f finding.Finding) any { return f.Sample }),
	findingColumn(tabular.Field{Name: "count", Heading: "Count", About: "of values, genes or samples concerned",
		Kind: tabular.Count}, func(f finding.Finding) any { return f.Count }),
	findingColumn(tabular.Field{Name: "finding", Heading: "Finding", About: "what was found", Kind: tabular.Prose},
		func(f finding.Finding) any { return f.Text }),
	findingColumn(tabular.Field{Name: "done", Heading: "What was done", About: "what was done about it",
		Kind: tabular.Prose}, func(f finding.Finding) any { return f.Done }),
	findingColumn(tabular.Field{Name: "remedy", Heading: "To do otherwise", About: "how to have it otherwise",
		Kind: tabular.Prose}, func(f finding.Finding) any { return f.Remedy }),
}

func (s *Study) checkTable() tabular.Table[finding.Finding] {
	columns := checkColumns
	if s.Matrix.Kinds != nil {
		columns = slices.Insert(slices.Clone(columns), 2, findingColumn(tabular.Field{Name: "kind", Heading: "Kind of data",
			About: "in which it was found", Kind: tabular.Name}, func(f finding.Finding) any { return f.Kind }))
	}
	return tabular.Table[finding.Finding]{Name: "Input checks", File: checksFile,
		About:   "What was found in the input, and what was done about it.",
		Columns: columns, Rows: slices.Values(s.Matrix.Findings)}
}

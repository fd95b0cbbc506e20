package report

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"subtype/internal/contribution"
	"subtype/internal/expr/kind"
)

var update = flag.Bool("update", false, "write docs/columns.md anew")

// jointly makes the matrix of a study one kind of data, as if there were others.
func jointly(s *Study) *Study {
	m := *s.Matrix
	m.Kinds = []kind.Kind{{Name: "made", Main: true, File: m.Name, Format: m.Format, Read: m.Read, To: len(m.Genes),
		Weight: 1, Base: 1, Factor: 1, Options: []string{"log2=no"}}}
	s.Matrix, s.Kinds = &m, nil
	for _, r := range s.Survey.Ranks {
		of := contribution.Kind{Explained: 0.5, Unique: make([]float64, r.Metagenes), Share: make([]float64, r.Metagenes),
			Alone: 0.9}
		s.Kinds = append(s.Kinds, contribution.Rank{K: r.K, Kinds: []contribution.Kind{of}})
	}
	return s
}

// What is said of several kinds of data, and that every file of theirs has a name.
func TestKindsOfData(t *testing.T) {
	s := jointly(made(t))
	text := s.preparation().String()
	if !strings.Contains(text, "Data of made (made.csv; 69 genes × 23 samples) were read as") ||
		!strings.Contains(text, "Settings of made alone were log2=no.") {
		t.Errorf("%s", text)
	}
	names := Names(s.Survey.Plan.Ranks, nil)
	for _, table := range s.tables() {
		if !slices.Contains(names, table.File) {
			t.Errorf("%s has no name", table.File)
		}
	}
	sheet := s.chapters()[0]
	said := strings.Join(sheet.Parts[0].Sentences, " ")
	if !strings.Contains(said, "made (69 rows in 23 samples, weight 1): 50 % "+
		"explained, alone it gives subtypes that agree with these by 0.90.") ||
		!strings.Contains(said, "Every sample has all kinds. No rule for other patients is made") {
		t.Errorf("%s", said)
	}
}

// docs/columns.md is the glossary of a report with everything in it.
func TestTheDictionaryOfColumns(t *testing.T) {
	const path = "../docs/columns.md"
	var b strings.Builder
	b.WriteString("# What every column is\n\nMade from the descriptions that the program itself uses " +
		"(`go test ./report -run Dictionary -update`). `NA` is a value that is\nnot known or not defined. " +
		"M1, M2, … are metagenes, S1, S2, … subtypes.\n\n| column | what it is | where |\n|---|---|---|\n")
	for _, e := range jointly(split(t)).glossary() {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", e.Name, strings.ReplaceAll(e.Meaning(), "|", "\\|"), strings.Join(e.where,
			", "))
	}
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil || string(got) != b.String() {
		t.Errorf("%s is not what the tables say of themselves (%v): go test ./report -run Dictionary -update", path, err)
	}
}

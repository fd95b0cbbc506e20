package report

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write docs/columns.md anew")

// docs/columns.md is the glossary of a report with everything in it.
func TestTheDictionaryOfColumns(t *testing.T) {
	const path = "../docs/columns.md"
	var b strings.Builder
	b.WriteString("# What every column is\n\nMade from the descriptions that the program itself uses " +
		"(`go test ./report -run Dictionary -update`). `NA` is a value that is\nnot known or not defined. " +
		"M1, M2, … are metagenes, S1, S2, … subtypes.\n\n| column | what it is | where |\n|---|---|---|\n")
	for _, e := range split(t).glossary() {
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

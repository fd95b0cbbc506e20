package expr

import (
	"fmt"
	"io"
	"strings"
	"unicode"
)

// ReadOptions say how to read a table. The zero value finds out from the
// content and refuses what is ambiguous.
type ReadOptions struct {
	Sep        string // "tab", "comma", "semicolon", "blank"; "" or "auto": found from the first lines
	Decimal    string // "point", "comma"; "" or "auto": a comma only where semicolons separate
	InfMissing bool   // infinite values count as missing instead of being refused
}

// Table is an expression matrix as read: genes in rows, samples in columns, in
// the order of the file.
type Table struct {
	Name     string // of the file, without its folder
	SHA256   string // of the file as it is stored
	Format   string // "tab-separated text", "GCT 1.2", …
	Genes    []string
	Samples  []string
	Lines    []int       // the line of each gene
	Columns  []int       // the field of each sample, from 1
	Values   [][]float64 // a row a gene; NaN is missing
	Findings Findings
	// Annotations are those a GCT 1.3 file brings along; nil without.
	Annotations *Annotations

	missing missingCount
	sink    sink
}

// missingCount describes the missing values of a table.
type missingCount struct {
	cells     int
	line, col int // of the first
	spellings map[string]bool
	infinite  int // of them infinite, with --inf missing
}

// Read reads an expression matrix from r. name is the file's, for messages.
// What cannot be used gives a *Refusal.
func Read(name string, r io.Reader, o ReadOptions) (*Table, error) {
	t, err := readRows(name, r, o, nil)
	if err == nil && t.Findings.Count(Fatal) > 0 {
		err = &Refusal{Name: name, Findings: t.Findings}
	}
	if err != nil {
		return nil, err
	}
	return t, nil
}

// readRows is Read with the rows handed to take as they come, if it is not nil,
// and what is fatal in names and cells left in the findings.
func readRows(name string, r io.Reader, o ReadOptions, take func(*Table, []float64)) (*Table, error) {
	s, err := open(name, r)
	if err != nil {
		return nil, err
	}
	t := &Table{Name: name, sink: sink{take: take}}
	t.missing.spellings = map[string]bool{}
	head, err := s.head(21)
	if err != nil {
		return nil, err
	}
	p := &parser{source: s, table: t, options: o}
	if len(head) > 0 && strings.HasPrefix(head[0], "#1.") {
		err = p.readGCT()
	} else {
		err = p.readPlain(head)
	}
	if err != nil {
		return nil, p.withCells(err)
	}
	if s.gzip {
		t.Format += ", gzip"
	}
	p.checkNames()
	t.Findings = append(p.cellFindings(), t.Findings...)
	if t.SHA256, err = s.digest(); err != nil {
		return nil, err
	}
	return t, nil
}

// head returns the first lines that are not empty, up to n, without consuming
// them. Leading lines that begin with # and do not name a GCT version are
// comments.
func (s *source) head(n int) ([]string, error) {
	var all, kept []string
	for len(kept) < n {
		line, err := s.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		all = append(all, line)
		if isComment(line, len(kept) == 0) || strings.TrimSpace(line) == "" {
			continue
		}
		kept = append(kept, line)
	}
	s.unread(all)
	return kept, nil
}

// isComment says whether a line before the header is a comment. GCT files begin
// with their version after a #.
func isComment(line string, beforeHeader bool) bool {
	return beforeHeader && strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "#1.")
}

// checkNames looks at gene and sample names.
func (p *parser) checkNames() {
	t := p.table
	seen := map[string]int{}
	for j, name := range t.Samples {
		switch at, ok := seen[name]; {
		case strings.ContainsFunc(name, unicode.IsControl):
			p.add(Finding{Code: "sample-name", Severity: Fatal, Column: t.Columns[j], Text: "the sample name " + quote(name) + " holds a control character", Remedy: "remove it"})
		case name == "":
			p.add(Finding{Code: "sample-name", Severity: Fatal, Column: t.Columns[j], Text: "the sample has no name", Remedy: "name every column in the header"})
		case ok:
			p.add(Finding{Code: "sample-name", Severity: Fatal, Column: t.Columns[j], Sample: name,
				Text: fmt.Sprintf("column %d has the same name", t.Columns[at]), Remedy: "give every sample its own name, or use --rename-duplicate-samples", Flags: "--rename-duplicate-samples"})
		default:
			seen[name] = j
		}
	}
	for i, name := range t.Genes {
		switch {
		case name == "":
			p.add(Finding{Code: "gene-name", Severity: Fatal, Line: t.Lines[i], Column: 1, Text: "the gene has no name", Remedy: "name every row"})
		case strings.ContainsFunc(name, unicode.IsControl):
			p.add(Finding{Code: "gene-name", Severity: Fatal, Line: t.Lines[i], Column: 1, Text: "the gene name " + quote(name) + " holds a control character", Remedy: "remove it"})
		}
	}
	if len(t.Samples) > len(t.Genes) {
		p.add(Finding{Code: "more-samples-than-genes", Severity: Warning, Count: len(t.Samples),
			Text: fmt.Sprintf("%s in columns but only %s in rows: is the matrix the right way round?", count(len(t.Samples), "sample"), count(len(t.Genes), "gene"))})
	}
}

package genesets

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// mostLine is longer than any line of a file of gene sets.
const mostLine = 16 << 20

// ReadGMT reads sets of genes, a line each: its name, a description, its genes, between
// tabs. A name given twice is an error, as is a line without genes.
func ReadGMT(name string, r io.Reader) ([]Set, error) {
	s := bufio.NewScanner(r)
	s.Buffer(nil, mostLine)
	var sets []Set
	lines := map[string]int{}
	for n := 1; s.Scan(); n++ {
		text := s.Text()
		if n == 1 {
			text = strings.TrimPrefix(text, "\ufeff")
		}
		if text = strings.TrimRight(text, "\r\t "); text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		if !utf8.ValidString(text) {
			return nil, fmt.Errorf("%s:%d: the line is not UTF-8 text: a GMT file has a set a line, its name, a description "+
				"and its genes, between tabs", name, n)
		}
		cells := strings.Split(text, "\t")
		set := Set{Name: strings.TrimSpace(cells[0])}
		switch {
		case set.Name == "":
			return nil, fmt.Errorf("%s:%d: column 1: the set has no name", name, n)
		case len(cells) < 3:
			return nil, fmt.Errorf("%s:%d: the set %q has no genes: a GMT file has a set a line, its name, a description "+
				"and its "+
				"genes, between tabs", name, n, set.Name)
		case lines[set.Name] > 0:
			return nil, fmt.Errorf("%s:%d: the set %q stands on line %d, too; give every set its own name", name, n, set.Name,
				lines[set.Name])
		}
		lines[set.Name] = n
		set.About = strings.TrimSpace(cells[1])
		seen := map[string]bool{}
		for _, gene := range cells[2:] {
			if gene = strings.TrimSpace(gene); gene != "" && !seen[gene] {
				seen[gene] = true
				set.Genes = append(set.Genes, gene)
			}
		}
		sets = append(sets, set)
	}
	if err := s.Err(); err != nil {
		return nil, fmt.Errorf("%s:%d: %w", name, len(lines)+1, err)
	}
	if len(sets) == 0 {
		return nil, fmt.Errorf("%s: there are no gene sets in it: a GMT file has a set a line, its name, a description "+
			"and its "+
			"genes, between tabs", name)
	}
	return sets, nil
}

// WriteGMT writes sets of genes.
func WriteGMT(w io.Writer, sets []Set) error {
	b := bufio.NewWriter(w)
	for _, set := range sets {
		b.WriteString(set.Name + "\t" + set.About)
		for _, gene := range set.Genes {
			b.WriteString("\t" + gene)
		}
		b.WriteByte('\n')
	}
	return b.Flush()
}

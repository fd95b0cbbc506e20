package table

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/textfile"
	"subtype/internal/words"
)

// matrix reads the entries.
func (m *market) matrix(s *textfile.File) error {
	refuse := func(text, remedy string) error {
		return s.Refuse(finding.Finding{Code: finding.MatrixMarket, Severity: finding.Fatal, Line: s.Line, Text: text,
			Remedy: remedy})
	}
	banner, err := s.Next()
	if err != nil && err != io.EOF {
		return err
	}
	kind := strings.Fields(strings.ToLower(banner))
	if len(kind) != 5 || kind[0] != "%%matrixmarket" || kind[1] != "matrix" {
		return refuse("the file does not begin with %%MatrixMarket matrix …", "")
	}
	if kind[2] != "coordinate" || kind[3] != "integer" && kind[3] != "real" || kind[4] != "general" {
		return refuse("a matrix of the kind "+finding.Quote(strings.Join(kind[2:], " "))+" is not read",
			"write it as coordinate, integer or real, general")
	}
	var sizes [3]int
	if err := m.sizes(s, &sizes); err != nil {
		return err
	}
	if genes, samples := len(m.genes), len(m.table.Samples); sizes[0] != genes || sizes[1] != samples {
		return refuse(fmt.Sprintf("the matrix has %d rows and %d columns, but there are names of %s and %s", sizes[0],
			sizes[1], words.Plural(genes, "gene"), words.Plural(samples, "sample")), "do the three files belong together?")
	}
	if sizes[0] > 0 && sizes[1] > textfile.MostValues/sizes[0] {
		return m.tooMany(textfile.MostValues, textfile.MostValues, "value")
	}
	return m.readEntries(s, sizes, refuse)
}

// readEntries reads as many entries as the sizes say.
func (m *market) readEntries(s *textfile.File, sizes [3]int, refuse func(text, remedy string) error) error {
	m.first = make([]int32, len(m.genes))
	m.entries = make([]entry, 1, min(sizes[2], 1<<20)+1) // the first is none
	for {
		line, err := s.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		if strings.TrimSpace(line) == "" {
			continue
		}
		gene, rest, ok := index(line, sizes[0])
		sample, rest, ok2 := index(rest, sizes[1])
		text := strings.TrimSpace(rest)
		value, ok3 := textfile.FastNumber(text, false)
		if !ok3 {
			value, err = textfile.ParseNumber(text)
			ok3 = err == nil
		}
		switch {
		case !ok || !ok2:
			return refuse(finding.Quote(line)+" does not begin with a row from 1 to "+strconv.Itoa(sizes[0])+
				" and a column from 1 to "+strconv.Itoa(sizes[1]), "")
		case !ok3:
			return refuse(finding.Quote(text)+" is not a number", "")
		case len(m.entries) > sizes[2]:
			return refuse(fmt.Sprintf("there are more entries than the %d that the file says", sizes[2]), "is it damaged?")
		}
		if value == 0 || !m.use[gene-1] {
			m.entries = append(m.entries, entry{sample: -1})
			continue
		}
		m.entries = append(m.entries, entry{sample: int32(sample - 1), next: m.first[gene-1], value: value})
		m.first[gene-1] = int32(len(m.entries) - 1)
	}
	if n := len(m.entries) - 1; n != sizes[2] {
		return refuse(fmt.Sprintf("the file ends after %d entries, but says that it has %d", n, sizes[2]),
			"is it cut off? Copy or download it again")
	}
	return nil
}

// sizes reads the line of rows, columns and entries.
func (m *market) sizes(s *textfile.File, sizes *[3]int) error {
	for {
		line, err := s.Next()
		if err != nil && err != io.EOF {
			return err
		}
		if err == nil && (strings.HasPrefix(line, "%") || strings.TrimSpace(line) == "") {
			continue
		}
		fields := strings.Fields(line)
		ok := len(fields) == 3
		for i := 0; ok && i < 3; i++ {
			sizes[i], err = strconv.Atoi(fields[i])
			ok = err == nil && sizes[i] >= 0 && sizes[i] < math.MaxInt32
		}
		if !ok || sizes[2] > sizes[0]*sizes[1] {
			return s.Refuse(finding.Finding{Code: finding.MatrixMarket, Severity: finding.Fatal, Line: s.Line,
				Text: finding.Quote(line) + " does not say rows, columns and entries of a matrix that can be read"})
		}
		return nil
	}
}

// index takes a whole number from 1 to most off the front of a line.
func index(line string, most int) (n int, rest string, ok bool) {
	line = strings.TrimLeft(line, " \t")
	i := 0
	for ; i < len(line) && i < 10 && '0' <= line[i] && line[i] <= '9'; i++ {
		n = n*10 + int(line[i]-'0')
	}
	if i == 0 || n < 1 || n > most || i < len(line) && line[i] != ' ' && line[i] != '\t' {
		return 0, "", false
	}
	return n, line[i:], true
}

// handOn gives the genes one after the other.
func (m *market) handOn(s *textfile.File) error {
	samples := len(m.table.Samples)
	values := make([]float64, samples)
	seen := make([]int32, samples)
	filled, kept := 0, 0
	for i, name := range m.genes {
		if !m.use[i] || m.isLeftover(name) {
			continue
		}
		clear(values)
		for e := m.first[i]; e != 0; e = m.entries[e].next {
			at := m.entries[e].sample
			if seen[at] == int32(i+1) {
				return s.Refuse(finding.Finding{Code: finding.MatrixMarket, Severity: finding.Fatal, Gene: name,
					Sample: m.table.Samples[at], Text: "gene " + finding.Quote(name) + " has two entries for sample " +
						finding.Quote(m.table.Samples[at])})
			}
			seen[at] = int32(i + 1)
			values[at] = m.entries[e].value
			filled++
		}
		kept++
		if err := m.keep(name, m.lines[i], values); err != nil {
			return err
		}
	}
	m.entries = nil
	m.hollow(filled, kept, samples)
	return nil
}

// hollow tells how much of a matrix that is stored without its zeros is not 0.
func (p *parser) hollow(filled, kept, samples int) {
	if kept > 0 && samples > 0 {
		p.add(finding.Finding{Code: finding.Dense, Severity: finding.Note, Count: filled,
			Text: fmt.Sprintf("%.1f %% of the values are not 0; genes are held with their zeros, 8 bytes a value, because "+
				"the factorisation works on whole rows: --top-genes bounds how many",
				100*float64(filled)/float64(kept)/float64(samples))})
	}
}

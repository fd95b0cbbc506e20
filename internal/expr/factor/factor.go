// Package factor reads tables of numbers whose rows and columns have names: a basis, the
// coefficients of samples, the weights of a matrix' entries.
package factor

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/mat"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/textfile"
)

// Table is a table of numbers, finite and ≥ 0.
type Table struct {
	Name          string // of its file
	SHA256        string
	Rows, Columns []string
	Values        [][]float64 // by row

	place map[string]int // of a row
}

// Read reads a table of text: a header, in which the first column may lack a name, and a
// name and numbers in each line. What does not fit is refused with its line and column.
func Read(name string, r io.Reader, encoding string) (*Table, error) {
	s, err := textfile.Open(name, r, encoding, false)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	refuse := func(line, column int, format string, a ...any) error {
		return s.Refuse(finding.Finding{Code: finding.FactorFile, Severity: finding.Fatal, Line: line, Column: column,
			Text: fmt.Sprintf(format, a...), Remedy: "give a table of numbers from 0 on, with a header and a name in each line"})
	}
	if s.Book != nil {
		return nil, refuse(0, 0, "this is %s, not a table of text", textfile.Containers[s.Kind])
	}
	head, _, err := s.Head(20)
	if err != nil {
		return nil, err
	}
	separator, _, ok := textfile.Sniff(head)
	if !ok {
		return nil, refuse(1, 0, "its lines are not cut into the same number of fields by tabs, commas or semicolons")
	}
	t := &Table{Name: name, place: map[string]int{}}
	for first := true; ; first = false {
		line, err := s.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		fields, err := separator.Split(nil, line)
		switch {
		case err != nil:
			return nil, refuse(s.Line, 0, "%v", err)
		case textfile.IsEmpty(line), strings.HasPrefix(line, "#"):
		case first:
			t.Columns = slices.Clone(fields[1:])
			if next := slices.IndexFunc(head, func(l string) bool { return l != line }); next > 0 {
				if body, err := separator.Split(nil, head[next]); err == nil && len(body) == len(fields)+1 {
					t.Columns = slices.Clone(fields)
				}
			}
		default:
			if err := t.add(s.Line, fields, refuse); err != nil {
				return nil, err
			}
		}
	}
	if len(t.Rows) == 0 || len(t.Columns) == 0 {
		return nil, refuse(0, 0, "there are no numbers in it")
	}
	t.SHA256, err = s.Digest()
	return t, err
}

// most is how many numbers are read at most.
const most = 1 << 28

// add takes a line in.
func (t *Table) add(line int, fields []string, refuse func(int, int, string, ...any) error) error {
	if len(fields) != len(t.Columns)+1 {
		return refuse(line, 0, "this line has %d fields, the header has %d", len(fields), len(t.Columns)+1)
	}
	if (len(t.Rows)+1)*len(t.Columns) > most {
		return refuse(line, 0, "the table has more than %d numbers", most)
	}
	name := strings.TrimSpace(fields[0])
	if _, twice := t.place[name]; twice {
		return refuse(line, 1, "%s is there twice", finding.Quote(name))
	}
	row := make([]float64, len(t.Columns))
	for c, field := range fields[1:] {
		x, err := textfile.ParseNumber(strings.TrimSpace(field))
		if err != nil || !(x >= 0) || math.IsInf(x, 0) {
			return refuse(line, c+2, "%s of %s is no number from 0 on", finding.Quote(field), finding.Quote(t.Columns[c]))
		}
		row[c] = x
	}
	t.place[name] = len(t.Rows)
	t.Rows, t.Values = append(t.Rows, name), append(t.Values, row)
	return nil
}

// ByRow are the rows of some names, in their order. What is asked for and not there is an
// error, which says what they are of.
func (t *Table) ByRow(names []string, what string) ([][]float64, error) {
	out := make([][]float64, len(names))
	var absent []string
	for i, name := range names {
		at, ok := t.place[name]
		if !ok {
			absent = append(absent, finding.Quote(name))
			continue
		}
		out[i] = t.Values[at]
	}
	if len(absent) > 0 {
		shown := absent[:min(3, len(absent))]
		return nil, fmt.Errorf("%s has no line for %d of the %d %ss (%s%s); names must be as in the matrix", t.Name,
			len(absent), len(names), what, strings.Join(shown, ", "), map[bool]string{true: ", …"}[len(absent) > 3])
	}
	return out, nil
}

// Dense is ByRow as a matrix.
func (t *Table) Dense(names []string, what string) (*mat.Dense, error) {
	rows, err := t.ByRow(names, what)
	if err != nil {
		return nil, err
	}
	m := mat.NewDense(len(rows), len(t.Columns), nil)
	for i, row := range rows {
		m.SetRow(i, row)
	}
	return m, nil
}

// Weights are the numbers of some genes and samples, in their order, of a table of both: 0, or
// between two others.
func (t *Table) Weights(genes, samples []string, least, most float64) ([][]float64, error) {
	rows, err := t.ByRow(genes, "gene")
	if err != nil {
		return nil, err
	}
	column := map[string]int{}
	for c, name := range t.Columns {
		column[name] = c
	}
	out := make([][]float64, len(rows))
	for i, row := range rows {
		out[i] = make([]float64, len(samples))
		for j, sample := range samples {
			c, ok := column[sample]
			if !ok {
				return nil, fmt.Errorf("%s has no column for the sample %q; names must be as in the matrix", t.Name, sample)
			}
			if out[i][j] = row[c]; row[c] != 0 && (row[c] < least || row[c] > most) {
				return nil, fmt.Errorf("%s: the weight of gene %q in sample %q is %g; weights are 0, or from %g to %g", t.Name,
					genes[i], sample, row[c], least, most)
			}
		}
	}
	return out, nil
}

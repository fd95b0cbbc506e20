package annotation

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"subtype/internal/expr/finding"
	"subtype/internal/words"
)

// JoinAll joins several tables, in their order: what one says of the samples, such as their
// patients, may lead to the lines of another, wherever that stands. own are columns that the
// file of the matrix brought along. A column that is there already is left out
// where it says the same, and else kept under a name with that of its file.
func JoinAll(tables []*Table, to Samples, own []Column, o Options) ([]Column, finding.Findings, error) {
	columns, found := make([][]Column, len(tables)), make([]finding.Findings, len(tables))
	earlier := slices.Clone(own)
	var waiting []int // for others to lead to them
	for round, turn := range [][]int{all(len(tables)), nil} {
		if round == 1 {
			turn = waiting
		}
		for _, t := range turn {
			var refusal *finding.Refusal
			var err error
			columns[t], found[t], err = tables[t].Join(to, earlier, o)
			switch {
			case err == nil:
				earlier = append(earlier, columns[t]...)
			case round == 0 && len(tables) > 1 && errors.As(err, &refusal) && refusal.Findings[0].Code == finding.Annotations:
				waiting = append(waiting, t)
			default:
				return nil, nil, err
			}
		}
	}
	out := namesakes{owner: map[string]int{}}
	out.add(own, "")
	var told finding.Findings
	for t := range tables {
		told = append(told, found[t]...)
		told = append(told, out.add(columns[t], tables[t].Name)...)
	}
	if o.Strict {
		told.RefuseRepairs(finding.StrictPasses)
	}
	return out.columns[len(own):], told, nil
}

func all(n int) []int {
	var out []int
	for i := range n {
		out = append(out, i)
	}
	return out
}

// UnknownKey is what to say of the first of some names that is no column of any table; "" where all
// are.
func UnknownKey(tables []*Table, keys []string) string {
	var headings []string
	for _, t := range tables {
		for _, c := range t.Columns {
			headings = append(headings, c.Name)
		}
	}
	for _, key := range keys {
		if !slices.ContainsFunc(tables, func(t *Table) bool { return t.column(key) >= 0 }) {
			return unknownName(key, headings)
		}
	}
	return ""
}

// unknownName says that a column is not there, and which may be meant.
func unknownName(name string, headings []string) string {
	best, least := "", min(len(name)/2, 1+len(name)/4)+1 // a letter in two, and few
	for _, h := range headings {
		if d := distance(strings.ToLower(name), strings.ToLower(h)); d < least && h != "" {
			best, least = h, d
		}
	}
	if best != "" {
		return fmt.Sprintf("there is no column %s; did you mean %s?", finding.Quote(name), finding.Quote(best))
	}
	return fmt.Sprintf("there is no column %s; there are %s", finding.Quote(name), finding.List(headings))
}

// distance is Levenshtein's: how many letters are other, too many, or lacking.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	row := all(len(y) + 1)
	for i := range x {
		diagonal := row[0]
		row[0] = i + 1
		for j := range y {
			other := diagonal
			if x[i] != y[j] {
				other++
			}
			diagonal = row[j+1]
			row[j+1] = min(other, row[j]+1, diagonal+1)
		}
	}
	return row[len(y)]
}

// namesakes are columns of several files, no two of one name from two of them.
type namesakes struct {
	columns []Column
	owner   map[string]int // of a name, its first column
}

// add adds the columns of a file, and tells of those that are there already.
func (n *namesakes) add(columns []Column, file string) (found finding.Findings) {
	var equal, other []string
	before := len(n.columns)
	for _, c := range columns {
		if at, ok := n.owner[c.Name]; ok && at < before {
			if slices.Equal(n.columns[at].Values, c.Values) {
				equal = append(equal, finding.Quote(c.Name))
				continue
			}
			c.Name = fmt.Sprintf("%s (%s)", c.Name, file)
			other = append(other, finding.Quote(c.Name))
		} else if !ok {
			n.owner[c.Name] = len(n.columns)
		}
		n.columns = append(n.columns, c)
	}
	if len(equal) > 0 {
		found = append(found, finding.Finding{Code: finding.AnnotationsNamesakes, Severity: finding.Note, Count: len(equal),
			Text: fmt.Sprintf("%s: %s the same as in an earlier file: %s", file, columnsSay(len(equal)),
				strings.Join(firstFew(equal), ", ")), Done: "taken once"})
	}
	if len(other) > 0 {
		found = append(found, finding.Finding{Code: finding.AnnotationsNamesakes, Severity: finding.Note, Count: len(other),
			Text: fmt.Sprintf("%s: %s something else than those of the same name in an earlier file", file,
				columnsSay(len(other))), Done: "kept apart as " + strings.Join(firstFew(other), ", ")})
	}
	return found
}

func columnsSay(n int) string {
	if n == 1 {
		return "1 column says"
	}
	return words.Plural(n, "column") + " say"
}

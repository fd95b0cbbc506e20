package report

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"subtype/rank"
)

// ReadSurvey reads what writeSurvey wrote: the numbers are exactly those that were
// written, since they stand there in their shortest round-trip form.
func ReadSurvey(r io.Reader) ([]rank.Score, error) {
	lines := newLines(r)
	header, err := lines.next()
	if err != nil {
		return nil, err
	}
	place := map[string]int{}
	for i, name := range strings.Split(header, "\t") {
		place[name] = i
	}
	columns := slices.Concat(surveyColumns, extraColumns)
	var scores []rank.Score
	for {
		line, err := lines.next()
		if err == io.EOF {
			return scores, nil
		}
		if err != nil {
			return nil, err
		}
		fields := strings.Split(line, "\t")
		text := func(name string) (string, error) {
			at, ok := place[name]
			if !ok || at >= len(fields) {
				return "", fmt.Errorf("line %d: column %s is missing; another version of this program wrote the table", lines.line, name)
			}
			return fields[at], nil
		}
		var s rank.Score
		for name, to := range map[string]*int{"rank": &s.K, "restarts": &s.Restarts} {
			t, err := text(name)
			if err != nil {
				return nil, err
			}
			if *to, err = strconv.Atoi(t); err != nil {
				return nil, fmt.Errorf("line %d: %s is %q", lines.line, name, t)
			}
		}
		for _, c := range columns {
			t, err := text(c.name)
			if err != nil {
				return nil, err
			}
			if *c.at(&s), err = parseNumber(t); err != nil {
				return nil, fmt.Errorf("line %d: %s is %q", lines.line, c.name, t)
			}
		}
		scores = append(scores, s)
	}
}

// ReadWeights reads what writeBasis or writeCoefficients wrote at rank k: the k
// numbers of each row.
func ReadWeights(r io.Reader, k int) (weights [][]float64, err error) {
	lines := newLines(r)
	if _, err := lines.next(); err != nil {
		return nil, err
	}
	for {
		line, err := lines.next()
		if err == io.EOF {
			return weights, nil
		}
		if err != nil {
			return nil, err
		}
		// From the right, whatever the name holds.
		row := make([]float64, k)
		for a := k - 1; a >= 0; a-- {
			at := strings.LastIndexByte(line, '\t')
			if at < 0 {
				return nil, fmt.Errorf("line %d: fewer than %d numbers", lines.line, k)
			}
			if row[a], err = parseNumber(line[at+1:]); err != nil || math.IsNaN(row[a]) {
				return nil, fmt.Errorf("line %d: %q is not a number", lines.line, line[at+1:])
			}
			line = line[:at]
		}
		weights = append(weights, row)
	}
}

// parseNumber is the inverse of number.
func parseNumber(s string) (float64, error) {
	if s == "NA" {
		return math.NaN(), nil
	}
	return strconv.ParseFloat(s, 64)
}

// lines reads a table of our own line by line; every line ends in LF.
type lines struct {
	r    *bufio.Reader
	line int
}

func newLines(r io.Reader) *lines { return &lines{r: bufio.NewReader(r)} }

func (l *lines) next() (string, error) {
	s, err := l.r.ReadString('\n')
	l.line++
	if err == io.EOF && (s != "" || l.line == 1) {
		return "", errors.New("the table is cut off")
	}
	return strings.TrimSuffix(s, "\n"), err
}

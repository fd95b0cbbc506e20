package annotation

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"subtype/internal/expr/finding"
	"subtype/internal/words"
)

var (
	timeColumn = regexp.MustCompile(`(?i)(^|[^a-z])(time|days|months|years|survival)([^a-z]|$)`)
	// fromBirth are times before or at the beginning of the observation, which is 0.
	fromBirth = regexp.MustCompile(`(?i)(^|[^a-z])(birth|born|age|initial|diagnosis|collection|sample|procurement|index|` +
		`prior|previous|before|start|begin|entry|baseline|treatment|therapy|surgery)([^a-z]|$)`)
)

// notPositive warns of times that are 0 or less, which survival analysis leaves out or takes for
// errors; what is counted backwards from the diagnosis is no such time.
func notPositive(name string, columns []Column) finding.Findings {
	var in []string
	total := 0
	for _, a := range columns {
		if !timeColumn.MatchString(a.Name) || fromBirth.MatchString(a.Name) {
			continue
		}
		if n := a.notPositive(); n > 0 {
			total += n
			in = append(in, fmt.Sprintf("%s %s 0 or less", finding.Quote(a.Name), map[bool]string{true: "1 time is",
				false: fmt.Sprintf("%d times are", n)}[n == 1]))
		}
	}
	if total == 0 {
		return nil
	}
	text := fmt.Sprintf("%s: in column %s", name, in[0])
	if len(in) > 1 {
		text = fmt.Sprintf("%s: in %s: %s", name, words.Plural(len(in), "column"), strings.Join(firstFew(in), ", "))
	}
	return finding.Findings{{Code: finding.AnnotationsTime, Severity: finding.Warning, Count: total, Text: text,
		Remedy: "correct them before an analysis of survival"}}
}

// notPositive is how many values of a column of numbers are 0 or less; 0 where some are none.
func (a Column) notPositive() int {
	n := 0
	for _, v := range a.Values {
		if v == "" {
			continue
		}
		x, err := strconv.ParseFloat(v, 64)
		if err != nil {
			return 0
		}
		if x <= 0 {
			n++
		}
	}
	return n
}

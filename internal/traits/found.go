package traits

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"subtype/internal/expr/annotation"
)

// Found are the endpoints whose columns have the usual names: os_time and os_event,
// OS.time and OS, days_to_death with vital_status. What looks like one and is none is told
// in words.
func Found(columns []annotation.Column) (out []Endpoint, told []string) {
	times, statuses := map[string]string{}, map[string]string{} // the names of columns by stem
	vital := ""
	var order []string
	for _, c := range columns {
		folded := fold(c.Name)
		stem, rest := cutStem(folded)
		switch {
		case stem == "" && plainTime.MatchString(folded) && isNumbers(c):
			stem = "survival"
			fallthrough
		case stem != "" && stem != "survival" && timeWord.MatchString(rest) && isNumbers(c), stem == "survival":
			if times[stem] == "" {
				times[stem] = c.Name
				order = append(order, stem)
			}
		case stem == "" && plainStatus.MatchString(folded):
			if statuses["survival"] == "" {
				statuses["survival"] = c.Name
			}
		case stem != "" && (rest == "" || statusWord.MatchString(rest)) && !strings.Contains(rest, "cens"):
			if statuses[stem] == "" {
				statuses[stem] = c.Name
			}
		}
		if folded == "vital status" {
			vital = c.Name
		}
	}
	if statuses["os"] == "" {
		statuses["os"] = vital
	}
	for _, stem := range order {
		if statuses[stem] == "" {
			continue
		}
		e, err := Find(columns, Asked{Time: times[stem], Status: statuses[stem]})
		if err != nil {
			told = append(told, fmt.Sprintf("%s and %s look like a time and a status, but %v.", times[stem], statuses[stem],
				err))
			continue
		}
		out = append(out, e)
	}
	if len(out) == 0 {
		if e, ok := daysToDeath(columns, vital); ok {
			out = append(out, e)
		}
	}
	return out, told
}

// isNumbers says whether a column has numbers alone.
func isNumbers(c annotation.Column) bool {
	levels := c.Levels()
	return len(levels) > 0 && !slices.ContainsFunc(levels, func(l string) bool { _, ok := parseNumber(l); return !ok })
}

// daysToDeath is the endpoint of TCGA's and GDC's tables, whose time stands in two columns.
func daysToDeath(columns []annotation.Column, vital string) (Endpoint, bool) {
	var death, last *annotation.Column
	for i, c := range columns {
		switch folded := fold(c.Name); {
		case !isNumbers(c):
		case strings.HasSuffix(folded, "days to death"):
			death = &columns[i]
		case strings.HasSuffix(folded, "days to last follow up") || strings.HasSuffix(folded, "days to last followup"):
			last = &columns[i]
		}
	}
	status, err := column(columns, vital)
	if death == nil || last == nil || err != nil {
		return Endpoint{}, false
	}
	event, coding, wrong := statusOf(status, "")
	if wrong != "" {
		return Endpoint{}, false
	}
	e := Endpoint{Name: "OS", Columns: []string{death.Name, last.Name, status.Name}, Unit: "days", Coding: coding}
	for i, v := range status.Values {
		at := last
		if event(v) {
			at = death
		}
		x, ok := parseNumber(at.Values[i])
		if !ok {
			x = math.NaN()
		}
		e.Time = append(e.Time, x)
	}
	e.count(func(i int) (bool, bool) { return event(status.Values[i]), status.Values[i] != "" })
	return e, true
}

// All tells what every column holds: those of endpoints, and those that are asked to be
// something.
func All(columns []annotation.Column, asked map[string]Type, endpoints []Endpoint) ([]Column, error) {
	var out []Column
	for name := range asked {
		if _, err := column(columns, name); err != nil {
			return nil, err
		}
	}
	for _, c := range columns {
		want := asked[c.Name]
		part := slices.ContainsFunc(endpoints, func(e Endpoint) bool { return slices.Contains(e.Columns, c.Name) })
		if want == "" && part {
			out = append(out, Column{Name: c.Name, Type: Survival, Why: "part of a survival endpoint"})
			continue
		}
		t, err := Of(c, want)
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}

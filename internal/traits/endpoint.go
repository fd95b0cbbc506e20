package traits

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"subtype/internal/expr/annotation"
	"subtype/internal/words"
)

// Endpoint is a time under observation and whether the event came at its end.
type Endpoint struct {
	Name    string // "OS", or the name of the column of the time
	Columns []string
	Unit    string    // of the time: "days", "months", "years", or ""
	Time    []float64 // of each sample; not a number: not known
	Event   []bool
	Coding  string // of the status, in words
	Known   int    // samples of which both are known
	Events  int
	Early   int // times of 0 or less, which are kept
}

// Asked is an endpoint that is asked for: columns, and the value of the status that is the
// event; "": by the usual codings.
type Asked struct{ Time, Status, Event string }

// codings of a status, in lower case: the event and its absence.
var codings = []struct{ event, none []string }{
	{[]string{"1"}, []string{"0"}},
	{[]string{"2"}, []string{"1"}},
	{[]string{"true", "t", "yes", "y"}, []string{"false", "f", "no", "n"}},
	{[]string{"dead", "deceased", "died", "death", "1:deceased", "1:dead", "expired"}, []string{"alive", "living",
		"0:living",
		"0:alive", "censored"}},
	{[]string{"1:progressed", "1:progression", "1:recurred/progressed", "1:recurred", "1:recurrence", "1:event",
		"1:dead with tumor", "progressed", "progression", "recurred/progressed", "recurred", "relapsed", "relapse",
		"recurrence", "event", "with tumor"},
		[]string{"0:censored", "0:diseasefree", "0:disease free", "0:disease-free", "0:no event",
			"0:alive or dead tumor free",
			"censored", "diseasefree", "disease free", "disease-free", "no event", "no", "none", "tumor free",
			"no relapse", "no recurrence", "0:no progression", "no progression"}},
}

// statusOf reads a status; asked is the value that is the event. What it could not
// understand is said.
func statusOf(c annotation.Column, asked string) (event func(string) bool, coding, wrong string) {
	levels := c.Levels()
	if asked != "" {
		if !slices.Contains(levels, asked) {
			return nil, "", fmt.Sprintf("no sample has the value %q in the column %q (%s)", asked, c.Name, some(levels))
		}
		return func(v string) bool { return v == asked }, fmt.Sprintf("%s is the event, all else is censored", asked), ""
	}
	for _, coding := range codings {
		unknown := slices.ContainsFunc(levels, func(l string) bool {
			l = plain(l)
			return !slices.Contains(coding.event, l) && !slices.Contains(coding.none, l)
		})
		if unknown || len(levels) == 0 || len(levels) == 1 && plain(levels[0]) == "2" {
			continue
		}
		is := func(v string) bool { return slices.Contains(coding.event, plain(v)) }
		var parts []string
		for _, l := range levels {
			parts = append(parts, l+map[bool]string{true: " is the event", false: " is censored"}[is(l)])
		}
		return is, strings.Join(parts, ", "), ""
	}
	return nil, "", fmt.Sprintf("the values of the status %q are not understood (%s): say which is the event", c.Name,
		some(levels))
}

// plain folds a value of a status: 1.0 is 1.
func plain(v string) string {
	v = strings.ToLower(v)
	if x, ok := parseNumber(v); ok && x == math.Trunc(x) && math.Abs(x) < 10 {
		return fmt.Sprint(int(x))
	}
	return v
}

// column finds a column by its name.
func column(columns []annotation.Column, name string) (annotation.Column, error) {
	for _, same := range []func(a, b string) bool{func(a, b string) bool { return a == b }, strings.EqualFold} {
		if i := slices.IndexFunc(columns, func(c annotation.Column) bool { return same(c.Name, name) }); i >= 0 {
			return columns[i], nil
		}
	}
	var all []string
	for _, c := range columns {
		all = append(all, c.Name)
	}
	if len(all) == 0 {
		return annotation.Column{}, fmt.Errorf("there is no column %q: there are no annotations", name)
	}
	return annotation.Column{}, fmt.Errorf("there is no column %q; there are %s", name, words.List(all))
}

// Find is the endpoint that is asked for.
func Find(columns []annotation.Column, a Asked) (Endpoint, error) {
	time, err := column(columns, a.Time)
	if err != nil {
		return Endpoint{}, err
	}
	status, err := column(columns, a.Status)
	if err != nil {
		return Endpoint{}, err
	}
	times, err := Of(time, Number)
	if err != nil {
		return Endpoint{}, err
	}
	if times.Numbers == nil {
		return Endpoint{}, fmt.Errorf("no time is known in the column %q", a.Time)
	}
	event, coding, wrong := statusOf(status, a.Event)
	if wrong != "" {
		return Endpoint{}, fmt.Errorf("%s", wrong)
	}
	e := Endpoint{Name: time.Name, Columns: []string{time.Name, status.Name}, Unit: unitOf(time.Name), Time: times.Numbers,
		Coding: coding}
	if stem := stemOf(fold(time.Name)); stem != "" {
		e.Name = strings.ToUpper(stem)
	}
	e.count(func(i int) (bool, bool) { return event(status.Values[i]), status.Values[i] != "" })
	return e, nil
}

// count works out of each sample whether both are known, and the event.
func (e *Endpoint) count(status func(i int) (event, known bool)) {
	e.Time, e.Event = slices.Clone(e.Time), make([]bool, len(e.Time))
	for i, t := range e.Time {
		event, known := status(i)
		if !known || math.IsNaN(t) {
			e.Time[i] = math.NaN()
			continue
		}
		e.Known++
		if e.Event[i] = event; event {
			e.Events++
		}
		if t <= 0 {
			e.Early++
		}
	}
}

var notLetters = regexp.MustCompile(`[^a-z0-9]+`)

// fold is a name in lower case with blanks between its words.
func fold(name string) string {
	return strings.TrimSpace(notLetters.ReplaceAllString(strings.ToLower(name), " "))
}

// stems of names of endpoints, and what else they are called.
var stems = []struct{ stem, others string }{
	{"os", "overall survival|overall surv"}, {"pfs", "progression free survival|progression free"},
	{"dfs", "disease free survival|disease free"}, {"dss", "disease specific survival|disease specific"},
	{"pfi", "progression free interval"}, {"dfi", "disease free interval"},
	{"rfs", "relapse free survival|recurrence free survival|relapse free|recurrence free"},
	{"efs", "event free survival|event free"}, {"mfs", "metastasis free survival|metastasis free"},
	{"dmfs", "distant metastasis free survival"}, {"ttp", "time to progression"}, {"css", "cancer specific survival"},
	{"bcr", "biochemical recurrence"}, {"lfs", "leukemia free survival"}, {"ttr", "time to recurrence|time to relapse"},
}

// stemOf is the endpoint that a folded name is about, "" where it names none.
func stemOf(folded string) string {
	stem, _ := cutStem(folded)
	return stem
}

func cutStem(folded string) (stem, rest string) {
	for i := len(stems) - 1; i >= 0; i-- { // the longer names of the same words come later
		for _, name := range append(strings.Split(stems[i].others, "|"), stems[i].stem) {
			if rest, ok := cutWord(folded, name); ok {
				return stems[i].stem, rest
			}
		}
	}
	return "", folded
}

// cutWord takes a word or several out of a folded name.
func cutWord(folded, word string) (string, bool) {
	all := " " + folded + " "
	i := strings.Index(all, " "+word+" ")
	if i < 0 {
		return folded, false
	}
	return strings.TrimSpace(all[:i] + " " + all[i+len(word)+2:]), true
}

var (
	timeWord   = regexp.MustCompile(`(^| )(times?|days?|months?|mo|mos|years?|yrs?|t|follow ?up|fu)( |$)`)
	statusWord = regexp.MustCompile(`(^| )(status|events?|death|dead|died|deceased|vital|indicator|e|ind)( |$)`)
	plainTime  = regexp.MustCompile(`^(survival (time|days|months|years)|(time|days|months|years)( to event)?|` +
		`follow ?up( (time|days|months|years))?|futime|surv(ival)? ?time|time (days|months|years)|t surv|survival)$`)
	plainStatus = regexp.MustCompile(`^(status|event|vital status|fustat|death|dead|deceased|died|survival (status|` +
		`event)|` +
		`event status|surv(ival)? ?status|death event)$`)
)

func unitOf(name string) string {
	folded := " " + fold(name) + " "
	for _, u := range [][]string{{"days", " days? "}, {"months", " (months?|mos?) "}, {"years", " (years?|yrs?) "}} {
		if regexp.MustCompile(u[1]).MatchString(folded) {
			return u[0]
		}
	}
	return ""
}

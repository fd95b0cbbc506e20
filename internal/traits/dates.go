package traits

import (
	"math"
	"slices"
	"strings"
	"time"
)

// Layouts of dates, the safest first. Of those with slashes one is taken only where the
// values leave one.
var layouts = []string{"2006-01-02", "2006/01/02", "02.01.2006", "2-Jan-2006", "2 Jan 2006", "Jan 2, 2006",
	"20060102"}

var slashes = []string{"1/2/2006", "2/1/2006"}

// dateParser reads dates that are all written alike, as days since 1970; nil where the
// levels are none, or day and month cannot be told apart.
func dateParser(levels []string) func(string) (float64, bool) {
	fits := func(layout string) bool {
		return len(levels) > 0 && !slices.ContainsFunc(levels, func(l string) bool {
			t, err := time.Parse(layout, day(l))
			return err != nil || t.Year() < 1850 || t.Year() > 2150
		})
	}
	var fitting []string
	for _, layout := range layouts {
		if fits(layout) {
			fitting = append(fitting, layout)
			break
		}
	}
	if fitting == nil {
		for _, layout := range slashes {
			if fits(layout) {
				fitting = append(fitting, layout)
			}
		}
	}
	if len(fitting) != 1 {
		return nil
	}
	return func(s string) (float64, bool) {
		t, err := time.Parse(fitting[0], day(s))
		return float64(t.Unix() / 86400), err == nil
	}
}

// day is a date without the time of the day.
func day(s string) string {
	if i := strings.IndexByte(s, 'T'); i == len("2006-01-02") {
		return s[:i]
	}
	if date, clock, ok := strings.Cut(s, " "); ok && strings.Contains(clock, ":") {
		return date
	}
	return s
}

// DateText writes days since 1970 as a date.
func DateText(days float64) string {
	if math.IsNaN(days) {
		return ""
	}
	return time.Unix(int64(math.Floor(days))*86400, 0).UTC().Format("2006-01-02")
}

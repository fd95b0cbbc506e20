package traits

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Scales whose order is known: a level's place on one of them, or false.
var scales = []func(level string) (float64, bool){stageOf, gradeOf, wordOf, rangeOf}

// inOrder are levels in the order of the first scale that knows all of them. Where an order
// is asked for, plain numbers and numbers at the beginning are scales, too.
func inOrder(levels []string, asked bool) ([]string, bool) {
	all := scales
	if asked || !slices.ContainsFunc(levels, func(l string) bool { _, ok := parseNumber(l); return !ok }) {
		all = append(slices.Clip(all), parseNumber, leading)
	}
	for _, scale := range all {
		places := map[string]float64{}
		for _, l := range levels {
			x, ok := scale(l)
			if !ok {
				break
			}
			places[l] = x
		}
		if len(places) == len(levels) {
			out := slices.Clone(levels)
			slices.SortFunc(out, func(a, b string) int { return cmp.Or(cmp.Compare(places[a], places[b]), cmp.Compare(a, b)) })
			return out, true
		}
	}
	return nil, false
}

var (
	stage = regexp.MustCompile(`(?i)^(?:(?:stage|grade|figo|who|ajcc|uicc|ann arbor)[ _-]*)*(i{1,3}|iv|` +
		`v)[ _-]?([abcds]?)(\d?)$`)
	grade = regexp.MustCompile(`(?i)^(?:(?:high|who|figo|isup)[ _-]*)?(?:stage|grade|gleason|group|[yp]{0,2}[gtn])[ _-]?` +
		`(\d{1,2})[ _-]?([a-d]?)(?:\([^)]*\))?$`)
	between   = regexp.MustCompile(`^(<=?|≤|>=?|≥)? ?(\d+(?:\.\d+)?)(?: ?[-–] ?\d+(?:\.\d+)?| ?\+)?$`)
	number    = regexp.MustCompile(`^\D{0,3}(\d+)`)
	romans    = map[string]float64{"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
	wordScale = map[string]float64{"none": 0, "absent": 0, "negative": 0, "very low": 1, "low": 2, "weak": 2, "mild": 2,
		"small": 2, "intermediate": 3, "moderate": 3, "medium": 3, "middle": 3, "high": 4, "strong": 4, "severe": 4,
		"large": 4, "very high": 5}
)

// stageOf is the place of II, IIIA or Stage IV.
func stageOf(level string) (float64, bool) {
	m := stage.FindStringSubmatch(level)
	if m == nil {
		return 0, false
	}
	x := 100 * romans[strings.ToLower(m[1])]
	if m[2] != "" {
		x += 10 * float64(strings.ToLower(m[2])[0]-'a'+1)
	}
	n, _ := strconv.Atoi("0" + m[3])
	return x + float64(n), true
}

// gradeOf is the place of G2, Grade 3, T1b or pN0.
func gradeOf(level string) (float64, bool) {
	m := grade.FindStringSubmatch(level)
	if m == nil {
		return 0, false
	}
	n, _ := strconv.Atoi(m[1])
	x := 10 * float64(n)
	if m[2] != "" {
		x += float64(strings.ToLower(m[2])[0] - 'a' + 1)
	}
	return x, true
}

func wordOf(level string) (float64, bool) {
	x, ok := wordScale[strings.ToLower(strings.ReplaceAll(level, "_", " "))]
	return x, ok
}

// rangeOf is the place of <50, 50-60 or >60.
func rangeOf(level string) (float64, bool) {
	m := between.FindStringSubmatch(level)
	if m == nil || m[0] == m[2] {
		return 0, false
	}
	x, _ := strconv.ParseFloat(m[2], 64)
	switch m[1] {
	case "<", "<=", "≤":
		x -= 1e-9 // before a range that begins there
	case ">", ">=", "≥":
		x += 1e-9
	}
	return x, true
}

// leading is the number that a level begins with: 1 none, 2 some, or G1.
func leading(level string) (float64, bool) {
	m := number.FindStringSubmatch(level)
	if m == nil {
		return 0, false
	}
	x, err := strconv.ParseFloat(m[1], 64)
	return x, err == nil
}

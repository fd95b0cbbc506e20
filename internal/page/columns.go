package page

import (
	"encoding/json"
	"fmt"
	"strings"
)

// column is the values of a column as they pack best. Few different values are a list and a
// letter a row; texts, or numbers, are lines of one text; what is neither stands as it is.
type column struct {
	List    []any  `json:"list,omitempty"`
	Letters string `json:"letters,omitempty"`
	Lines   string `json:"lines,omitempty"`
	Numbers bool   `json:"numbers,omitempty"` // the lines are numbers
	Values  []any  `json:"values,omitempty"`
}

// mostListed is how many different values a list holds.
const mostListed = 1000

// columnOf packs values.
func columnOf(values []any) column {
	if c, ok := listed(values); ok {
		return c
	}
	if c, ok := inLines(values); ok {
		return c
	}
	return column{Values: values}
}

// listed is a column of few different values.
func listed(values []any) (column, bool) {
	places := map[string]int{}
	var c column
	letters := make([]rune, len(values))
	for i, v := range values {
		key := fmt.Sprintf("%T %v", v, v)
		at, known := places[key]
		if !known {
			at = len(c.List)
			if at == mostListed || 4*at > len(values) {
				return column{}, false
			}
			places[key] = at
			c.List = append(c.List, v)
		}
		letters[i] = letter(at)
	}
	c.Letters = string(letters)
	return c, true
}

// inLines is a column of texts, or of numbers, of which some may not be known. A text of a
// line of its own would be taken for several, and an empty one for none.
func inLines(values []any) (column, bool) {
	var b strings.Builder
	numbers, texts := 0, 0
	for i, v := range values {
		if i > 0 {
			b.WriteByte('\n')
		}
		switch v := v.(type) {
		case nil:
		case json.Number:
			numbers++
			b.WriteString(shortest(string(v)))
		case int:
			numbers++
			fmt.Fprint(&b, v)
		case string:
			texts++
			if v == "" || strings.Contains(v, "\n") {
				return column{}, false
			}
			b.WriteString(v)
		default:
			return column{}, false
		}
	}
	return column{Lines: b.String(), Numbers: numbers > 0}, numbers == 0 || texts == 0
}

// shortest is a number without what a script needs not to read it: 0.250 is .25.
func shortest(number string) string {
	if strings.ContainsRune(number, '.') && !strings.ContainsRune(number, 'e') {
		number = strings.TrimRight(strings.TrimRight(number, "0"), ".")
	}
	sign, digits := "", number
	if strings.HasPrefix(number, "-") {
		sign, digits = "-", number[1:]
	}
	if strings.HasPrefix(digits, "0.") {
		digits = digits[1:]
	}
	return sign + digits
}

// letters begin the characters of places in lists: those up to ordinary need no escape in JSON.
const letters, ordinary, further = '0', 40, 0x100

// letter is the character of a place.
func letter(place int) rune {
	if place < ordinary {
		return letters + rune(place)
	}
	return further + rune(place)
}

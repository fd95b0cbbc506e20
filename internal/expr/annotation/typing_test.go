package annotation

import (
	"fmt"
	"testing"
)

func TestKindsOfColumns(t *testing.T) {
	some := func(n int, format string) []string {
		out := []string{""}
		for i := range n {
			out = append(out, fmt.Sprintf(format, i), fmt.Sprintf(format, i))
		}
		return out
	}
	for name, c := range map[string]struct {
		values []string
		want   Kind
		levels int
	}{
		"nothing known":          {[]string{"", ""}, Empty, 0},
		"groups":                 {[]string{"F", "M", "F", ""}, Categories, 2},
		"one group":              {[]string{"F", "F"}, Categories, 1},
		"codes":                  {some(8, "%d"), Categories, 8},
		"numbers":                {some(9, "%d.5"), Numbers, 9},
		"numbers and a word":     {append(some(9, "%d"), "unknown"), Categories, 10},
		"as many as groups have": {some(20, "g%d"), Categories, 20},
		"names":                  {some(21, "g%d"), Labels, 21},
		"a number of each":       {[]string{"1", "2", "3", "-4", ""}, Numbers, 4},
		"a name of each":         {[]string{"a", "b", "c", "d", ""}, Labels, 4},
		"nearly one of each":     {[]string{"a", "b", "c", "d", "e", "a"}, Labels, 5},
		"two":                    {[]string{"a", "b"}, Categories, 2},
		"units":                  {some(9, "%d mg"), Categories, 9},
		"dates":                  {some(21, "2019-01-%02d"), Labels, 21},
		"infinite":               {append(some(9, "%d"), "inf"), Categories, 10},
		"hexadecimal":            {append(some(9, "%d"), "0x1p4"), Categories, 10},
	} {
		column := Column{Name: name, Values: c.values}
		if got := column.Kind(); got != c.want || len(column.Levels()) != c.levels {
			t.Errorf("%s: kind %d of %d levels, want %d of %d", name, got, len(column.Levels()), c.want, c.levels)
		}
	}
	if got := (Column{Values: []string{"b", "", "a", "b"}}); fmt.Sprint(got.Levels(), got.Known()) != "[a b] 3" {
		t.Errorf("%v, %d known", got.Levels(), got.Known())
	}
}

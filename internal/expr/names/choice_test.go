package names

import (
	"fmt"
	"testing"
)

func TestChoice(t *testing.T) {
	all := []string{"T1", "T2", "N1", "x*y", "a?"}
	for _, c := range []struct {
		keep, drop  []string
		want, unmet string
	}{
		{nil, nil, "[T1 T2 N1 x*y a?]", "[]"},
		{[]string{"T*"}, nil, "[T1 T2]", "[]"},
		{nil, []string{"N?", "none"}, "[T1 T2 x*y a?]", "[none]"},
		{[]string{"T*", "N1"}, []string{"T2"}, "[T1 N1]", "[]"},
		{nil, []string{"x*y", "a?"}, "[T1 T2 N1]", "[]"},
		{[]string{"T.", "t1"}, nil, "[]", "[T. t1]"},
	} {
		choice := NewChoice(c.keep, c.drop)
		got := []string{}
		for _, name := range all {
			if choice.Wants(name) {
				got = append(got, name)
			}
		}
		if fmt.Sprint(got) != c.want || fmt.Sprint(choice.Unmet(c.keep, c.drop)) != c.unmet ||
			choice.LeftOut != len(all)-len(got) {
			t.Errorf("keep %q, drop %q: %q, unmet %q", c.keep, c.drop, got, choice.Unmet(c.keep, c.drop))
		}
	}
}

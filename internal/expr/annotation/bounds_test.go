package annotation

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"subtype/internal/expr/exprtest"
	"subtype/internal/expr/finding"
)

// Tables about the samples that are far too large, or have no end, are refused by what is
// too much of them, where it becomes too much.
func TestTablesAboutSamplesAreBounded(t *testing.T) {
	row := func(first string, n int, field string) string { return first + strings.Repeat("\t"+field, n) + "\n" }
	numbered := func(n int, rest string) io.Reader { // lines s0, s1, …, made as they are read
		r, w := io.Pipe()
		go func() {
			fmt.Fprint(w, "sample"+strings.Repeat("\tx", strings.Count(rest, "\t"))+"\n")
			for i := range n {
				if _, err := fmt.Fprintf(w, "s%d%s\n", i, rest); err != nil {
					return
				}
			}
			w.Close()
		}()
		return r
	}
	endless := func(start, text string) io.Reader {
		return io.MultiReader(strings.NewReader(start), &exprtest.Endless{Text: text})
	}
	for name, c := range map[string]struct {
		in   io.Reader
		want string
	}{
		"columns": {strings.NewReader(row("sample", 100_000, "x") + row("a", 100_000, "1")),
			"a.tsv:1: the table has 100000 columns; up to 10000 are read"},
		"a line":              {endless("sample\tx\na\t", "1"), "a.tsv:2: the line is longer than 8 MB"},
		"one sample for ever": {endless("sample\tx\n", "a\t1\n"), "a.tsv:200002: the table has more than 200000 lines"},
		"values": {numbered(20_000, strings.Repeat("\t1", 999)),
			"a.tsv:10001: the table has more than 10000000 values"},
		"text": {numbered(400, "\t"+strings.Repeat("x", 1<<20)),
			"a.tsv:257: the table has more than 256 MB of text"},
		"a line of classes":    {endless("2 2 1\n# ", "a "), "a line is longer than 8 MB"},
		"classes without end":  {endless("2 2 1\n# a b\na b\n", "\n"), ""},
		"the widest of tables": {strings.NewReader(row("sample", 10_000, "x") + row("a", 10_000, "1")), ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Read("a.tsv", c.in, "")
			if c.want == "" && err == nil {
				return
			}
			var refusal *finding.Refusal
			if !errors.As(err, &refusal) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v", err)
			}
		})
	}
}

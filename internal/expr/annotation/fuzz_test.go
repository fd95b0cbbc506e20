package annotation

import (
	"bytes"
	"testing"

	"subtype/internal/expr/exprtest"
)

func FuzzAnnotations(f *testing.F) {
	for _, s := range []string{"sample\tsex\na\tF\nb\tNA\n", "id,age\r\na,\"5,0\"\r\n", "sample;x;y\na;;\n",
		"\xff\xfes\x00", "s\tx\na\t1\na\t2\n", "\xef\xbb\xbf\"\",\"x\"\n\"a\",1\n",
		"\"sample\n\"a\"\n", "sample\tx\x1b[31m\u202e\na\u200b\t\"b\tc\"\na\ty\n"} {
		f.Add([]byte(s))
	}
	f.Add(exprtest.Workbook(f, [][]any{{"sample", "x"}, {"a", 1}}, nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := Read("fuzz", bytes.NewReader(data), "")
		if err != nil {
			if err.Error() == "" {
				t.Fatal("an error without words")
			}
			return
		}
		for _, c := range a.Columns {
			if len(c.Values) != len(a.Samples) {
				t.Fatalf("%d values for %d samples", len(c.Values), len(a.Samples))
			}
		}
	})
}

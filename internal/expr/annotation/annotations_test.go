package annotation

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"subtype/internal/expr/exprtest"
	"subtype/internal/expr/names"
)

func TestAnnotationsAreCleaned(t *testing.T) {
	read := func(text string) (*Table, error) {
		return Read("labels", strings.NewReader(text), "")
	}
	_, err := read("sample,x\x1b[31m,\"y\tz\"\na\u200b,\u202etr\u202c,\"NA\u200b\"\nb,2,\x00\n")
	if err == nil {
		t.Fatal("a zero byte is accepted")
	}
	a, err := read("sample,x\x1b[31m,\"y\tz\"\na\u200b,\u202etr\u202c,\"NA\u200b\"\nb,2,3\n")
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprintf("%q", a.Columns); got != `[{"sample" ["a" "b"]} {"x[31m" ["tr" "2"]} {"y z" ["NA" "3"]}]` {
		t.Errorf("%s", got)
	}
	if f := a.Findings[0]; f.Code != "annotations-cleaned" || f.Count != 5 || f.Line != 1 || f.Column != 2 {
		t.Errorf("finding %+v", f)
	}
	a, err = read("sample,x\na,1\na\u200b,2\n")
	if err != nil {
		t.Fatal(err)
	}
	if _, found, err := a.Join(Samples{Names: []string{"a"}}, nil, Options{}); err != nil ||
		!strings.Contains(fmt.Sprint(found), "lines 2 and 3, which differ") {
		t.Errorf("two lines of one sample: %v, %v", found, err)
	}
	classes, err := read("2 2 1\n# \x1b[2J\xff b\x07\n0 1\n")
	if err != nil || len(classes.Findings) != 1 {
		t.Fatalf("%v, %v", classes, err)
	}
	for _, v := range classes.Columns[0].Values {
		if names.HasUnseen(v) || !utf8.ValidString(v) {
			t.Errorf("class %q", v)
		}
	}
	if _, err := read("\"sample\n\"a\"\n"); err == nil {
		t.Error("a quote that does not close is accepted")
	}
}

func TestReadsAnnotationsFromAWorkbook(t *testing.T) {
	data := exprtest.Workbook(t, [][]any{{"sample", "sex", "age"}, {"a", "F", 50}, {"b", "NA", nil}}, nil)
	a, err := Read("clinical.xlsx", bytes.NewReader(data), "")
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(a.Columns); got != "[{sample [a b]} {sex [F NA]} {age [50 ]}]" {
		t.Errorf("read %s", got)
	}
}

package annotation

import (
	"fmt"
	"strings"
	"testing"
)

// Rows 37 and 38: annotations under names that are nearly those of the matrix.
func TestAnnotationsUnderOtherSpellings(t *testing.T) {
	for _, c := range []struct {
		row, text string
		samples   []string
		strict    bool
		want      string // annotation of each sample
		findings  []string
		refused   bool
	}{
		{row: "37 dots for dashes", text: "TCGA-3M-AB46\tx\nTCGA-3M-AB47\ty",
			samples: []string{"TCGA.3M.AB46", "TCGA.3M.AB47"},
			want:    "x y", findings: []string{`2 samples are spelt otherwise than in the matrix: "TCGA.3M.AB46" as ` +
				`"TCGA-3M-AB46"`, "2 of the 2 samples in the matrix have annotations; 0 of its 2 lines"}},
		{row: "37 a leading X", text: "1sample\tx\nXa\ty", samples: []string{"X1sample", "Xa"},
			want: "x y", findings: []string{`"X1sample" as "1sample"`}},
		{row: "37 accents", text: "Mu\u0308ller\tx\nJos\u00e9\ty", samples: []string{"M\u00fcller", "Jose\u0301"},
			want: "x y"},
		{row: "37 case", text: "ab1\tx\nAB2\ty", samples: []string{"AB1", "ab2"}, want: "x y"},
		{row: "37 barcodes", text: "TCGA-02-0047\tx\nTCGA-02-0055\ty",
			samples: []string{"TCGA-02-0047-01A-01R-1849-01", "TCGA.02.0055.01A"}, want: "x y"},
		{row: "37 two samples of one patient", text: "TCGA-02-0047\tx\nTCGA-02-0055\ty",
			samples: []string{"TCGA-02-0047-01A", "TCGA-02-0047-11A", "TCGA-02-0055-01A"},
			want:    "x x y", findings: []string{`3 samples have what lines about 2 patients say ("TCGA-02-0047-01A" is of ` +
				`"TCGA-02-0047"); 1 of them has several samples, such as "TCGA-02-0047" (2): each sample was given its`}},
		{row: "37 the very name wins", text: "a.1\tx\na-1\ty", samples: []string{"a-1", "a_1"},
			want: "y ", findings: []string{"not joined"}},
		{row: "37 strict", text: "TCGA-3M-AB46\tx\nq\ty", samples: []string{"TCGA.3M.AB46", "q"}, strict: true, refused: true,
			findings: []string{"refused, as --strict"}},
		{row: "37 none", text: "p\tx\nq\ty", samples: []string{"1", "2"}, refused: true,
			findings: []string{"none of its samples"}},
		{row: "38 missing and extra", text: "a\tx\nz\ty", samples: []string{"a", "b"},
			want: "x ", findings: []string{"1 of the 2 samples in the matrix have annotations; 1 of its 2 lines are not in " +
				"the matrix", `no annotations for 1 sample: "b"`, `not in the matrix: "z"`}},
		{row: "38 the same line twice", text: "a\tx\nb\ty\na\tx", samples: []string{"a", "b"},
			want: "x y", findings: []string{`sample "a" stands on line 2 too, with the same values`}},
	} {
		a, err := Read("clin.tsv", strings.NewReader("sample\tos_time\n"+c.text+"\n"), "")
		if err != nil {
			t.Errorf("row %s: %v", c.row, err)
			continue
		}
		columns, found, err := a.Join(Samples{Names: c.samples}, nil, Options{Strict: c.strict})
		text := fmt.Sprint(err)
		for _, f := range found {
			text += f.String() + "\n"
		}
		if (err != nil) != c.refused || err == nil && strings.Join(columns[0].Values, " ") != c.want {
			t.Errorf("row %s: %q, %v", c.row, columns, err)
		}
		for _, want := range c.findings {
			if !strings.Contains(text, want) {
				t.Errorf("row %s: %s\nlacks %q", c.row, text, want)
			}
		}
	}
	a, err := Read("clin.tsv", strings.NewReader("sample\tos_time_days\na\t0\nb\t-3\nc\t7\n"), "")
	if err != nil {
		t.Fatal(err)
	}
	_, found, err := a.Join(Samples{Names: []string{"a", "b", "c"}}, nil, Options{})
	if err != nil || !strings.Contains(fmt.Sprint(found), `in column "os_time_days" 2 times are 0 or less`) {
		t.Errorf("38 times: %v, %v", found, err)
	}
}

func TestAnnotationsAreJoinedByName(t *testing.T) {
	a, err := Read("clin.csv", strings.NewReader("sample,sex,\"age, years\"\nc,F,50\na,NA,61\nx,M,7\n"), "")
	if err != nil {
		t.Fatal(err)
	}
	columns, found, err := a.Join(Samples{Names: []string{"a", "b", "c"}}, nil, Options{})
	if err != nil || fmt.Sprint(columns) != "[{sex [  F]} {age, years [61  50]}]" {
		t.Errorf("%v, %v", columns, err)
	}
	if len(found) != 3 || !strings.Contains(found[0].Text,
		"2 of the 3 samples in the matrix have annotations; 1 of its 3 lines are not") ||
		!strings.Contains(found[1].Text, `"b"`) {
		t.Errorf("findings %v", found)
	}
	if _, _, err := a.Join(Samples{Names: []string{"q"}}, nil, Options{}); err == nil ||
		!strings.Contains(err.Error(), "none of its samples") {
		t.Errorf("no match gave %v", err)
	}
	for text, want := range map[string]string{
		"sex\tage\na\tF\t50\nb\tM\t61\n":        "[{ [a b]} {sex [F M]} {age [50 61]}]", // as R's write.table leaves it
		"sample\tsex\na\tF\t\nb\tM\n":           "[{sample [a b]} {sex [F M]}]",
		"sample\tsex\tage\na\tF\t\nb\t\t61\n":   "[{sample [a b]} {sex [F ]} {age [ 61]}]",
		"sex\tage\na\tF\t\nb\tM\t61\n":          "[{ [a b]} {sex [F M]} {age [ 61]}]",
		"sample,note\n\"a\",\"x, \"\"y\"\"\"\n": "[{sample [a]} {note [x, \"y\"]}]",
	} {
		a, err := Read("clin", strings.NewReader(text), "")
		if err != nil || fmt.Sprint(a.Columns) != want {
			t.Errorf("%q: %v, %v, want %s", text, a.Columns, err, want)
		}
	}
	for text, want := range map[string]string{
		"sample\tx\na\t1\t2\n": "cut the first lines into a table",
		"sample\tx\n":          "no data lines",
	} {
		if _, err := Read("clin", strings.NewReader(text), ""); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

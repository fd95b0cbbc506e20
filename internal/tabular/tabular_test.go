package tabular

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"math"
	"slices"
	"testing"
)

type row struct {
	name string
	x    float64
	n    int
	ok   bool
	of   Group
}

func table(file string) Table[row] {
	rows := []row{{"a", 0.1, 3, true, Group{}}, {"12", math.NaN(), -1, false, NoGroup},
		{"b\tc", math.Inf(1), 0, true, Group{9, 1}}, {"", 1e300, 1, false, Group{2, 3}}}
	return Table[row]{Name: "Test", File: file, About: "it's a test", Rows: slices.Values(rows), Columns: []Column[row]{
		{Field: Field{Name: "name"}, Value: func(r row) any { return r.name }},
		{Field: Field{Name: "x"}, Value: func(r row) any { return r.x }},
		{Field: Field{Name: "n"}, Value: func(r row) any {
			if r.n < 0 {
				return nil
			}
			return r.n
		}, Shown: func(r row) any { return r.n + 1 }},
		{Field: Field{Name: "ok"}, Value: func(r row) any { return r.ok }},
		{Field: Field{Name: "of"}, Value: func(r row) any { return r.of }},
	}}
}

const written = "name\tx\tn\tok\tof\na\t0.1\t3\tyes\tS1\n12\tNA\tNA\tno\tNA\n" +
	"b\\x09c\tNA\t0\tyes\tS10\nNA\t1e+300\t1\tno\tS3\n"

func TestTablesAreWrittenAsTSV(t *testing.T) {
	var plain, packed bytes.Buffer
	if err := table("t.tsv").Data().Write(&plain); err != nil || plain.String() != written {
		t.Errorf("%v, %q", err, plain.String())
	}
	if err := table("t.tsv.gz").Data().Write(&packed); err != nil {
		t.Fatal(err)
	}
	z, err := gzip.NewReader(&packed)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(z); err != nil || string(got) != written {
		t.Errorf("%v, %q", err, got)
	}
}

func TestSomeColumnsInAnotherOrder(t *testing.T) {
	d := table("").Only("n", "name").Data()
	var values, shown []any
	for r := range d.Values {
		values = append(values, r...)
	}
	for r := range d.Shown {
		shown = append(shown, r...)
	}
	if want := []any{3, "a", nil, "12", 0, "b\tc", 1, ""}; !slices.Equal(values, want) {
		t.Errorf("%v", values)
	}
	if want := []any{4, "a", 0, "12", 1, "b\tc", 2, ""}; !slices.Equal(shown, want) {
		t.Errorf("%v", shown)
	}
}

// A file that cannot be written whole ends with the error, and soon.
func TestWritingStopsAtTheFirstError(t *testing.T) {
	full, made := errors.New("disk full"), 0
	endless := Table[int]{File: "t.tsv", Columns: []Column[int]{{Value: func(int) any { made++; return "some text" }}},
		Rows: func(yield func(int) bool) {
			for yield(0) {
			}
		}}
	if err := endless.Data().Write(failing{full}); !errors.Is(err, full) || made > 1<<16 {
		t.Errorf("%v after %d rows", err, made)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

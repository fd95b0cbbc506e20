package hdf5

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
)

// versions are the files that testdata/make.py writes, by the version of the library whose formats
// are used.
var versions = []string{"earliest", "v108", "latest"}

func fixture(t testing.TB, version string) []byte {
	t.Helper()
	f, err := os.Open("testdata/" + version + ".h5.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func openRoot(t testing.TB, data []byte) *Object {
	t.Helper()
	f, err := Open(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	root, err := f.Root()
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func dataset(t testing.TB, root *Object, path string) *Dataset {
	t.Helper()
	o, err := root.Find(path)
	if err != nil || o == nil {
		t.Fatalf("%s: %v, %v", path, o, err)
	}
	d, err := o.Dataset()
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return d
}

// value is what element i of every dataset of numbers is.
func value(i int64) float64 { return float64((31*i + 7) % 97) }

// checkNumbers reads a dataset whole, and then in pieces of rows and columns.
func checkNumbers(t *testing.T, path string, d *Dataset) {
	t.Helper()
	height, width := d.Len(), int64(1)
	if len(d.Extent) == 2 {
		height, width = d.Extent[0], d.Extent[1]
	}
	read := func(row, rows, column, columns int64) {
		out := make([]float64, rows*columns)
		if err := d.Floats(row, rows, column, columns, out); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		for i, x := range out {
			if at := (row+int64(i)/columns)*width + column + int64(i)%columns; x != value(at) {
				t.Fatalf("%s: element %d is %v, want %v", path, at, x, value(at))
			}
		}
	}
	read(0, height, 0, width)
	for row := int64(0); row < height; row += 5 {
		for column := int64(0); column < width; column += 4 {
			read(row, min(7, height-row), column, min(5, width-column))
		}
	}
	if d.Type.Class == Integer && width == 1 {
		out := make([]int64, height-3)
		if err := d.Integers(3, height-3, out); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		for i, x := range out {
			if float64(x) != value(int64(i)+3) {
				t.Fatalf("%s: element %d is %d", path, i+3, x)
			}
		}
	}
}

func checkTexts(t *testing.T, path string, d *Dataset, n int) {
	t.Helper()
	texts, err := d.Texts()
	if err != nil || len(texts) != n {
		t.Fatalf("%s: %d texts, %v", path, len(texts), err)
	}
	for i, s := range texts {
		if want := fmt.Sprintf("v%.0f", value(int64(i))); s != want {
			t.Fatalf("%s: text %d is %q, want %q", path, i, s, want)
		}
	}
}

// Everything that h5py writes is read back, whatever version of the format it is told to write.
func TestReadsWhatH5pyWrites(t *testing.T) {
	for _, version := range versions {
		t.Run(version, func(t *testing.T) {
			root := openRoot(t, fixture(t, version))
			n := 0
			for _, group := range []string{"types", "packed", "chunks"} {
				o, err := root.Find(group)
				if err != nil {
					t.Fatal(err)
				}
				names, err := o.Names()
				if err != nil {
					t.Fatal(err)
				}
				for _, name := range names {
					checkNumbers(t, group+"/"+name, dataset(t, root, group+"/"+name))
					n++
				}
			}
			if n != 20+10+16 {
				t.Errorf("%d datasets of numbers", n)
			}
			for _, name := range []string{"matrix", "compact", "early", "of named type"} {
				checkNumbers(t, name, dataset(t, root, name))
			}
			checkTexts(t, "fixed text", dataset(t, root, "fixed text"), 40)
			checkTexts(t, "text", dataset(t, root, "text"), 40)
			checkTexts(t, "packed text", dataset(t, root, "packed text"), 400)
			record := dataset(t, root, "record")
			checkTexts(t, "record.name", record.Field("name"), 40)
			checkNumbers(t, "record.a", record.Field("a"))
			checkNumbers(t, "record.b", record.Field("b"))
			if texts, err := dataset(t, root, "utf8").Texts(); err != nil || strings.Join(texts, "|") != "α-Catenin|β|" {
				t.Errorf("%q, %v", texts, err)
			}
		})
	}
}

func TestReadsGroupsAttributesAndHoles(t *testing.T) {
	for _, version := range versions {
		t.Run(version, func(t *testing.T) {
			root := openRoot(t, fixture(t, version))
			many, err := root.Find("many")
			if err != nil {
				t.Fatal(err)
			}
			names, err := many.Names()
			if slices.Sort(names); err != nil || len(names) != 150 || names[149] != "object with a name of some length 149" {
				t.Errorf("%d names, %v", len(names), err)
			}
			var x [1]int64
			if err := dataset(t, root, "many/"+names[77]).Integers(0, 1, x[:]); err != nil || x[0] != 77 {
				t.Errorf("%d, %v", x[0], err)
			}
			for i := range 150 {
				name := fmt.Sprintf("attribute with a name of some length %03d", i)
				if got := many.Text(name); got != fmt.Sprintf("value %d", i) {
					t.Fatalf("%s is %q", name, got)
				}
			}
			if d, err := many.Attribute("none"); d != nil || err != nil {
				t.Errorf("%v, %v", d, err)
			}
			holes := make([]float64, 1000)
			if err := dataset(t, root, "holes").Floats(0, 1000, 0, 1, holes); err != nil {
				t.Fatal(err)
			}
			for i, x := range holes {
				if want := map[bool]float64{true: 5, false: -3}[i/100 == 2]; x != want {
					t.Fatalf("element %d of holes is %v", i, x)
				}
			}
			if o, err := root.Find("soft"); o != nil || err != nil {
				t.Errorf("a link to another name: %v, %v", o, err)
			}
			if b := dataset(t, root, "bool"); !b.Type.Boolean {
				t.Errorf("%+v is no boolean", b.Type)
			}
		})
	}
}

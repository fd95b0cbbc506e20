package hdf5

import (
	"bytes"
	"errors"
	"runtime"
	"testing"
)

// walk reads all that a group holds, as a reader would.
func walk(o *Object, depth int, budget *int) {
	if *budget--; *budget < 0 || depth > 5 {
		return
	}
	o.Text("attribute 3")
	if d, err := o.Dataset(); err == nil && d.Len() < 1<<20 {
		n, columns := d.Len(), int64(1)
		if len(d.Extent) == 2 && n > 0 {
			columns = d.Extent[1]
		}
		if len(d.Extent) < 3 {
			d.Floats(0, n/max(1, columns), 0, columns, make([]float64, n))
			d.Texts()
			for _, m := range d.Type.Members {
				if field := d.Field(m.Name); field != nil {
					field.Floats(0, n, 0, 1, make([]float64, n))
					field.Texts()
				}
			}
		}
	}
	names, err := o.Names()
	if err != nil {
		return
	}
	for _, name := range names {
		if child, err := o.Find(name); err == nil && child != nil {
			walk(child, depth+1, budget)
		}
	}
}

// read goes through a file, and says how much memory that took.
func read(t *testing.T, data []byte) (allocated uint64) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f, err := Open(bytes.NewReader(data), int64(len(data)))
	if err == nil {
		var root *Object
		if root, err = f.Root(); err == nil {
			budget := 200
			walk(root, 0, &budget)
		}
	}
	var damaged *Error
	if err != nil && (!errors.As(err, &damaged) || err.Error() == "") {
		t.Fatalf("not an error about the file: %v", err)
	}
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// A reader never panics nor runs for ever, whatever the bytes.
func FuzzFile(f *testing.F) {
	for _, name := range []string{"seed-earliest", "seed-latest"} {
		f.Add(fixture(f, name))
	}
	f.Fuzz(func(t *testing.T, data []byte) { read(t, data) })
}

// Bytes of a file may be any others: nothing panics, and what is allocated stays in proportion.
func TestDamageIsTold(t *testing.T) {
	for _, name := range []string{"seed-earliest", "seed-latest"} {
		data := fixture(t, name)
		sound := read(t, data)
		for at := 0; at < len(data); at += 53 {
			for _, b := range []byte{0, 0xff, data[at] ^ 1, data[at] ^ 0x80} {
				damaged := bytes.Clone(data)
				damaged[at] = b
				if got := read(t, damaged); got > sound+200<<20 {
					t.Fatalf("%s: byte %d as %#x takes %d MB", name, at, b, got>>20)
				}
			}
		}
		for n := 0; n < len(data); n += 499 {
			read(t, data[:n])
		}
	}
}

// What is asked of a dataset that has no such values is an error.
func TestOtherValuesThanExpected(t *testing.T) {
	root := openRoot(t, fixture(t, "seed-latest"))
	matrix, text := dataset(t, root, "both"), dataset(t, root, "group/text")
	if _, err := matrix.Texts(); err == nil {
		t.Error("numbers as texts")
	}
	if err := matrix.Integers(0, 25, make([]int64, 25)); err == nil {
		t.Error("a matrix as a list")
	}
	if err := text.Integers(0, 5, make([]int64, 5)); err == nil {
		t.Error("texts as whole numbers")
	}
	if err := text.Floats(0, 5, 0, 1, make([]float64, 5)); err == nil {
		t.Error("texts as numbers")
	}
	matrix.Type.Class = Text // as a file may say
	if _, err := matrix.Texts(); err == nil {
		t.Error("a matrix of texts")
	}
}

package table

import (
	"bytes"
	"encoding/binary"
	"math"
	"os"
	"runtime"
	"strings"
	"testing"
)

func parquetFile(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("../parquet/testdata/" + name + ".parquet")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Every encoding and packing that pandas and pyarrow write gives the same matrix.
func TestReadsParquet(t *testing.T) {
	value := func(gene, sample int) float64 { return float64((gene*13+sample*5)%17) / 8 }
	for _, c := range []struct {
		name  string
		scale float64
		holes bool
	}{{"index", 1, false}, {"named", 1, false}, {"column", 1, false}, {"plain", 1, true}, {"split", 1, true},
		{"whole", 8, false}, {"samples", 1, false}} {
		o := Options{}
		if c.name == "samples" {
			o.Orientation = "genes-in-columns"
		}
		table, err := Read(c.name, bytes.NewReader(parquetFile(t, c.name)), o)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if len(table.Genes) != 60 || len(table.Samples) != 7 || table.Samples[6] != "s6" || table.Format != "Parquet" {
			t.Errorf("%s: %d genes, samples %v", c.name, len(table.Genes), table.Samples)
			continue
		}
		for g, row := range table.Values {
			if table.Genes[g] != h5Gene(g) {
				t.Errorf("%s: gene %d is %s", c.name, g, table.Genes[g])
			}
			for s, x := range row {
				want := c.scale * value(g, s)
				if c.holes && g == 4 && s == 1 {
					want = math.NaN()
				}
				if x != want && (x == x || want == want) {
					t.Fatalf("%s: gene %d of sample %d is %v, want %v", c.name, g, s, x, want)
				}
			}
		}
	}
}

func TestRefusesParquet(t *testing.T) {
	data := parquetFile(t, "column")
	inflated := bytes.Clone(data)
	binary.LittleEndian.PutUint32(inflated[len(inflated)-8:], 1<<31)
	for name, c := range map[string]struct {
		data    []byte
		options Options
		want    string
	}{
		"no names":      {parquetFile(t, "nameless"), Options{}, `its first column, "s0", holds numbers`},
		"brotli":        {parquetFile(t, "brotli"), Options{}, "is packed with Brotli, which is not read; write it anew"},
		"lists":         {parquetFile(t, "lists"), Options{}, "columns of records or lists"},
		"cut off":       {data[:len(data)-9], Options{}, "its end is missing; is it cut off?"},
		"a large foot":  {inflated, Options{}, "its description is longer than the file"},
		"nearly empty":  {[]byte("PAR1"), Options{}, "it is cut off"},
		"sheet":         {data, Options{Sheet: "a"}, "a Parquet file has no sheets; leave --sheet away"},
		"format":        {data, Options{Format: "text"}, "this is a Parquet file, not text"},
		"a header line": {data, Options{HeaderLine: 2}, "a Parquet file has no lines; leave --header-line away"},
	} {
		_, err := Read("a.parquet", bytes.NewReader(c.data), c.options)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v\nlacks %q", name, err, c.want)
		}
	}
}

// Any byte of a file may be any other: nothing panics, and no size is believed.
func TestDamagedParquetIsTold(t *testing.T) {
	data := parquetFile(t, "whole")
	for at := 0; at < len(data); at += 7 {
		for _, b := range []byte{0xff, data[at] ^ 1} {
			damaged := bytes.Clone(data)
			damaged[at] = b
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			table, err := Read("a.parquet", bytes.NewReader(damaged), Options{})
			whole(t, table, err)
			runtime.ReadMemStats(&after)
			if got := after.TotalAlloc - before.TotalAlloc; got > 200<<20 {
				t.Fatalf("byte %d as %#x takes %d MB", at, b, got>>20)
			}
		}
	}
}

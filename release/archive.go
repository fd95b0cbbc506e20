package main

import (
	"archive/tar"
	"archive/zip"
	"cmp"
	"compress/gzip"
	"io"
	"os"
	"slices"
	"time"
)

// file is one of an archive.
type file struct {
	name    string
	data    []byte
	program bool
}

func (f file) mode() int64 {
	if f.program {
		return 0o755
	}
	return 0o644
}

// day is that of all files in archives: the first that zip knows.
var day = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// writeTar writes files below a folder as tar.gz: in the order of their names, and of nobody.
func writeTar(target, folder string, files []file) error {
	return write(target, func(w io.Writer) error {
		z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
		if err != nil {
			return err
		}
		t := tar.NewWriter(z)
		for _, f := range sorted(files) {
			h := &tar.Header{Name: folder + "/" + f.name, Mode: f.mode(), Size: int64(len(f.data)), ModTime: day,
				Format: tar.FormatUSTAR}
			if err := t.WriteHeader(h); err != nil {
				return err
			}
			if _, err := t.Write(f.data); err != nil {
				return err
			}
		}
		return cmp.Or(t.Close(), z.Close())
	})
}

// writeZip is writeTar for zip.
func writeZip(target, folder string, files []file) error {
	return write(target, func(w io.Writer) error {
		z := zip.NewWriter(w)
		for _, f := range sorted(files) {
			h := &zip.FileHeader{Name: folder + "/" + f.name, Method: zip.Deflate, Modified: day}
			h.SetMode(os.FileMode(f.mode()))
			content, err := z.CreateHeader(h)
			if err == nil {
				_, err = content.Write(f.data)
			}
			if err != nil {
				return err
			}
		}
		return z.Close()
	})
}

func sorted(files []file) []file {
	return slices.SortedFunc(slices.Values(files), func(a, b file) int { return cmp.Compare(a.name, b.name) })
}

func write(target string, content func(io.Writer) error) error {
	f, err := os.Create(target)
	if err != nil {
		return err
	}
	return cmp.Or(content(f), f.Close())
}

package textfile

import (
	"bufio"
	"bytes"
)

// Containers are what a file may be that has no text, and what each is called.
var Containers = map[string]string{"xlsx": "an Excel workbook", "hdf5": "an HDF5 file", "parquet": "a Parquet file",
	"ods": "an OpenDocument spreadsheet"}

// containers are known by their first bytes; workbooks by what is in their archives.
var containers = []struct{ magic, kind string }{
	{"\x89HDF\r\n\x1a\n", "hdf5"},
	{"PAR1", "parquet"},
}

// container gives access to a file that is a container, rather than its text.
func (s *File) container(content *bufio.Reader) (bool, error) {
	head, _ := content.Peek(8) // an error comes again
	for _, c := range containers {
		if bytes.HasPrefix(head, []byte(c.magic)) {
			book, err := s.randomAccess(content, s.Packed != "")
			s.Book, s.Kind = book, c.kind
			return true, err
		}
	}
	return false, nil
}

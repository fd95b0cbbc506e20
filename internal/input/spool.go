package input

import (
	"errors"
	"fmt"
	"io"
	"os"
)

// Spool makes a stream readable more than once: as it is when it can be, else
// through a temporary file, which done removes. The file is written as the
// stream is read: what is refused early is not waited for, and an endless stream
// fills no disk.
func Spool(r io.Reader) (s io.ReadSeeker, done func(), err error) {
	if s, ok := r.(io.ReadSeeker); ok {
		if _, err := s.Seek(0, io.SeekCurrent); err == nil {
			return s, func() {}, nil
		}
	}
	f, err := os.CreateTemp("", "subtype-*")
	if err != nil {
		return nil, nil, fmt.Errorf("cannot keep the input for a second reading: %w", err)
	}
	os.Remove(f.Name()) // at once where the system allows it: nothing is left however this ends
	return &spooled{in: r, file: f}, func() {
		f.Close()
		os.Remove(f.Name())
	}, nil
}

// spooled is a stream that can be read again from its beginning.
type spooled struct {
	in           io.Reader
	file         *os.File
	written, pos int64
}

func (s *spooled) Read(p []byte) (int, error) {
	if s.pos < s.written {
		n, err := s.file.ReadAt(p[:min(int64(len(p)), s.written-s.pos)], s.pos)
		s.pos += int64(n)
		return n, err
	}
	n, err := s.in.Read(p)
	if _, failed := s.file.WriteAt(p[:n], s.written); failed != nil {
		return 0, failed
	}
	s.written += int64(n)
	s.pos = s.written
	return n, err
}

// Seek goes to a place that was read before.
func (s *spooled) Seek(offset int64, whence int) (int64, error) {
	if whence == io.SeekCurrent {
		offset += s.pos
	}
	if whence == io.SeekEnd || offset < 0 || offset > s.written {
		return 0, errors.New("a stream goes back to what was read before, and no further")
	}
	s.pos = offset
	return offset, nil
}

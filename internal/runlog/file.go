package runlog

import (
	"io"
	"os"
	"time"

	"subtype/internal/sweep"
)

// syncEvery is how old a record may become before it is forced to the disk.
// Until then the operating system has it: only a crash of the machine itself, not
// of the program, would lose it.
const syncEvery = 5 * time.Second

// File is a log on disk that records are being added to.
type File struct {
	file   *os.File
	writer *Writer
	end    int64 // of the last whole record
	synced time.Time
}

// Begin begins a log in an empty file with records that are known already, and
// forces these to the disk. After an error the file is the caller's to close.
func Begin(file *os.File, h Header, known []sweep.Record) (*File, error) {
	w, err := NewWriter(file, h)
	for _, r := range known {
		if err == nil {
			err = w.Append(r)
		}
	}
	if err == nil {
		err = file.Sync()
	}
	if err != nil {
		return nil, err
	}
	end, err := file.Seek(0, io.SeekCurrent)
	return &File{file, w, end, time.Now()}, err
}

// Append adds a record. It goes to the operating system at once, so that no way
// of ending the program loses it. Where it does not fit on the disk the log is
// left as it was.
func (f *File) Append(r sweep.Record) error {
	err := f.writer.Append(r)
	if err == nil {
		f.end, err = f.file.Seek(0, io.SeekCurrent)
	} else {
		f.file.Truncate(f.end) // a torn record would be dropped in reading, too
	}
	if err == nil && time.Since(f.synced) >= syncEvery {
		err = f.file.Sync()
		f.synced = time.Now()
	}
	return err
}

// Close forces the log to the disk and closes it.
func (f *File) Close() error {
	err := f.file.Sync()
	if closed := f.file.Close(); err == nil {
		err = closed
	}
	return err
}

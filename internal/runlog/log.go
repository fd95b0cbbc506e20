package runlog

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"subtype/internal/sweep"
)

const (
	magic   = "SUBTLOG\n"
	version = 3 // the highest; see doc.go
	sumSize = 8
)

// preamble are the bytes that begin every log of a version.
func preamble(version uint32) []byte { return binary.LittleEndian.AppendUint32([]byte(magic), version) }

// seal ends a frame with its checksum.
func seal(before, frame []byte) []byte {
	h := sha256.New()
	h.Write(before)
	h.Write(frame)
	return h.Sum(nil)[:sumSize]
}

// Writer appends records to a log. It is not safe for use by several goroutines
// at once.
type Writer struct {
	w       io.Writer
	samples int
	sum     []byte // that ended the last frame
}

// NewWriter begins a log.
func NewWriter(w io.Writer, h Header) (*Writer, error) {
	begin := preamble(h.version())
	frame := appendFrame(nil, begin, h.encode())
	if _, err := w.Write(append(begin, frame...)); err != nil {
		return nil, err
	}
	return &Writer{w, h.Samples, frame[len(frame)-sumSize:]}, nil
}

// Append writes a record, in one piece. After an error the log's end is torn.
func (w *Writer) Append(r sweep.Record) error {
	frame := appendFrame(nil, w.sum, encodeRecord(r, w.samples))
	if _, err := w.w.Write(frame); err != nil {
		return err
	}
	w.sum = frame[len(frame)-sumSize:]
	return nil
}

func appendFrame(b, before, payload []byte) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(len(payload)))
	b = append(b, payload...)
	return append(b, seal(before, b)...)
}

// Write writes a whole log, its records in the order of the plan.
func Write(w io.Writer, h Header, records []sweep.Record) error {
	sorted := slices.Clone(records)
	place := map[sweep.Data]int{}
	for i, set := range h.Sets {
		place[set.Data] = i + 1
	}
	slices.SortStableFunc(sorted, func(a, b sweep.Record) int {
		return cmp.Or(cmp.Compare(place[a.Data], place[b.Data]), cmp.Compare(a.K, b.K), cmp.Compare(a.Run, b.Run))
	})
	log, err := NewWriter(w, h)
	for _, r := range sorted {
		if err != nil {
			return err
		}
		err = log.Append(r)
	}
	return err
}

// Log is what a file holds.
type Log struct {
	Header
	Records []sweep.Record // as they stand in the file
	Torn    int            // bytes at the end that are no whole, undamaged records
}

// Lacking are the tasks of its shard that it does not hold.
func (l *Log) Lacking() []sweep.Task {
	done := map[sweep.Task]bool{}
	for _, record := range l.Records {
		done[record.Task] = true
	}
	return slices.DeleteFunc(l.Tasks(), func(t sweep.Task) bool { return done[t] })
}

// mostBytes is more than any log has that Read takes.
const mostBytes = 512 << 20

// ReadFrom is Read for a stream, of which it takes no more than a log can have.
func ReadFrom(r io.Reader) (*Log, error) {
	in := bufio.NewReader(r)
	if head, err := in.Peek(len(magic)); string(head) != magic {
		if err != nil && err != io.EOF {
			return nil, err
		}
		return nil, ErrForeign
	}
	data, err := io.ReadAll(io.LimitReader(in, mostBytes+1))
	if err != nil {
		return nil, err
	}
	if len(data) > mostBytes {
		return nil, fmt.Errorf("it is larger than %d MB", mostBytes>>20)
	}
	return Read(data)
}

// ReadFile is ReadFrom for a file.
func ReadFile(name string) (*Log, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return ReadFrom(file)
}

// ErrForeign says that a file was never a run log.
var ErrForeign = errors.New("this is not a run log")

// Read reads a log as far as it is undamaged. It returns an error when not even
// its header can be read.
func Read(data []byte) (*Log, error) {
	if !bytes.HasPrefix(data, []byte(magic)) {
		return nil, ErrForeign
	}
	if len(data) < len(magic)+4 {
		return nil, fmt.Errorf("the header is damaged: %w", errShort)
	}
	v := binary.LittleEndian.Uint32(data[len(magic):])
	if v < 1 || v > version {
		return nil, fmt.Errorf("this is a run log of version %d; this program reads versions 1 to %d", v, version)
	}
	begin := preamble(v)
	rest := data[len(begin):]
	payload, sum, rest := nextFrame(rest, begin)
	if sum == nil {
		return nil, errors.New("the header is damaged: its checksum is wrong, or it is cut off")
	}
	h, err := decodeHeader(payload, v)
	if err != nil {
		return nil, fmt.Errorf("the header is damaged: %w", err)
	}
	log := &Log{Header: h}
	seen := map[sweep.Task]bool{}
	for len(rest) > 0 {
		var next []byte
		log.Torn = len(rest)
		if payload, sum, next = nextFrame(rest, sum); sum == nil {
			break
		}
		if len(log.Records)+1 > min(sweep.MostRuns, sweep.MostLabels/h.Samples) { // a label takes more room than its bit
			return nil, fmt.Errorf("it holds more than %d runs of %d samples", len(log.Records), h.Samples)
		}
		// The checksum is right, so these are the bytes that were written.
		r, err := decodeRecord(payload, h.Samples, v)
		if err == nil && seen[r.Task] {
			err = fmt.Errorf("%s stands there twice", r.Task)
		}
		if err != nil {
			return nil, fmt.Errorf("record %d is not one: %w", len(log.Records)+1, err)
		}
		seen[r.Task] = true
		log.Records = append(log.Records, r)
		rest, log.Torn = next, 0
	}
	return log, nil
}

// nextFrame takes a frame off the front; sum is nil where there is no whole and
// undamaged one.
func nextFrame(data, before []byte) (payload, sum, rest []byte) {
	if len(data) < 4 {
		return nil, nil, nil
	}
	n := uint64(binary.LittleEndian.Uint32(data))
	if uint64(len(data)) < 4+n+sumSize {
		return nil, nil, nil
	}
	frame, rest := data[:4+n], data[4+n:]
	sum, rest = rest[:sumSize], rest[sumSize:]
	if !bytes.Equal(sum, seal(before, frame)) {
		return nil, nil, nil
	}
	return frame[4:], sum, rest
}

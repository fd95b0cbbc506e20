package runlog

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"subtype/internal/sweep"
)

// Field is one of the things that decide a run's result: the input's digest, an
// option.
type Field struct{ Name, Value string }

// Header says which runs a log holds.
type Header struct {
	Fields   []Field // with the task, all that decides a run's result
	Input    string  // base name of the input, for messages
	Samples  int
	Ranks    []int       // rising
	Restarts int         // at each rank, at most
	Each     []int       // and at every one, where they differ; nil: Restarts
	Sets     []sweep.Set // data sets drawn from the matrix
	Shard    sweep.Shard // never the zero value: the whole plan is part 1 of 1
}

// Digest is the plan digest: of the fields, which decide whether runs of two
// logs can be used together.
func (h Header) Digest() [sha256.Size]byte { return sha256.Sum256(h.appendFields(nil)) }

// ID is the digest in hexadecimal.
func (h Header) ID() string { d := h.Digest(); return hex.EncodeToString(d[:]) }

// Field is the value of a field, "" when there is none of the name.
func (h Header) Field(name string) string {
	for _, f := range h.Fields {
		if f.Name == name {
			return f.Value
		}
	}
	return ""
}

// Difference is the first field in which other differs: its name and both
// values, "" where one lacks it. The name is "" when there is none.
func (h Header) Difference(other Header) (name, value, others string) {
	for _, f := range h.Fields {
		if o := other.Field(f.Name); o != f.Value {
			return f.Name, f.Value, o
		}
	}
	for _, f := range other.Fields {
		if v := h.Field(f.Name); v != f.Value {
			return f.Name, v, f.Value
		}
	}
	return "", "", ""
}

// SamePlan says whether the ranks, the restarts and the data sets are the same.
func (h Header) SamePlan(other Header) bool {
	return slices.Equal(h.Ranks, other.Ranks) && h.Restarts == other.Restarts &&
		slices.Equal(h.Each, other.Each) && slices.Equal(h.Sets, other.Sets)
}

// Holding is the header of a log that holds some records, whatever they were asked for
// with: of the least plan with all of them.
func (h Header) Holding(records []sweep.Record) Header {
	h.Ranks, h.Restarts, h.Each, h.Sets, h.Shard = nil, 1, nil, nil, sweep.Shard{Index: 1, Count: 1}
	runs := map[sweep.Data]int{}
	for _, r := range records {
		h.Ranks = append(h.Ranks, r.K)
		if r.Data == (sweep.Data{}) {
			h.Restarts = max(h.Restarts, r.Run)
		} else {
			runs[r.Data] = max(runs[r.Data], r.Run)
		}
	}
	slices.Sort(h.Ranks)
	h.Ranks = slices.Compact(h.Ranks)
	for data, n := range runs {
		h.Sets = append(h.Sets, sweep.Set{Data: data, Runs: n})
	}
	slices.SortFunc(h.Sets, func(a, b sweep.Set) int { return cmp.Compare(a.Data.String(), b.Data.String()) })
	return h
}

// Tasks are those that a complete log holds, in order.
func (h Header) Tasks() []sweep.Task {
	return slices.Collect(h.plan().Tasks(h.Shard))
}

// plan is what the log is of, as far as it says which runs there are.
func (h Header) plan() sweep.Plan {
	return sweep.Plan{Ranks: h.Ranks, Restarts: h.Restarts, Each: h.Each, Sets: h.Sets}
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func (h Header) appendFields(b []byte) []byte {
	b = binary.AppendUvarint(b, uint64(len(h.Fields)))
	for _, f := range h.Fields {
		b = appendText(appendText(b, f.Name), f.Value)
	}
	return b
}

// version is that of the layout that the header needs.
func (h Header) version() uint32 {
	if h.Each == nil {
		return 2
	}
	return 3
}

func (h Header) encode() []byte {
	digest := h.Digest()
	b := h.appendFields(digest[:])
	b = appendText(b, h.Input)
	for _, n := range []int{h.Samples, h.Restarts, len(h.Ranks)} {
		b = binary.AppendUvarint(b, uint64(n))
	}
	for _, k := range h.Ranks {
		b = binary.AppendUvarint(b, uint64(k))
	}
	b = binary.AppendUvarint(b, uint64(h.Shard.Index))
	b = binary.AppendUvarint(b, uint64(h.Shard.Count))
	b = binary.AppendUvarint(b, uint64(len(h.Sets)))
	for _, set := range h.Sets {
		b = binary.AppendUvarint(appendData(b, set.Data), uint64(set.Runs))
	}
	for _, n := range h.Each {
		b = binary.AppendUvarint(b, uint64(n))
	}
	return b
}

// halves is how many values a Half has.
const halves = 3

func appendData(b []byte, d sweep.Data) []byte {
	for _, n := range []int{d.Null, d.Subsample, d.Split, int(d.Half) + halves*int(d.Side)} {
		b = binary.AppendUvarint(b, uint64(n))
	}
	if d.Side != sweep.Whole {
		b = binary.AppendUvarint(b, uint64(d.Halving))
	}
	return b
}

// decoder takes a payload apart. The first error stays.
type decoder struct {
	rest []byte
	err  error
}

func (d *decoder) fail(format string, a ...any) {
	if d.err == nil {
		d.err = fmt.Errorf(format, a...)
	}
	d.rest = nil
}

var errShort = errors.New("it ends too early")

func (d *decoder) bytes(n int) []byte {
	if n > len(d.rest) {
		d.fail("%w", errShort)
		return nil
	}
	b := d.rest[:n]
	d.rest = d.rest[n:]
	return b
}

// most bounds the whole numbers of a log, so that none overflows.
const most = 1 << 31

// whole takes a uvarint from least on.
func (d *decoder) whole(what string, least int) int {
	x, n := binary.Uvarint(d.rest)
	if n <= 0 || n > 1 && d.rest[n-1] == 0 { // cut off, too long, or not the shortest form
		d.fail("%s is not written as a number", what)
		return least
	}
	d.rest = d.rest[n:]
	if x >= most || int(x) < least {
		d.fail("%s is %d", what, x)
		return least
	}
	return int(x)
}

func (d *decoder) text(what string) string {
	s := string(d.bytes(d.whole("the length of "+what, 0)))
	if !utf8.ValidString(s) {
		d.fail("%s is not text", what)
	}
	return s
}

func (d *decoder) end() error {
	if d.err == nil && len(d.rest) > 0 {
		d.fail("%d bytes too many", len(d.rest))
	}
	return d.err
}

// data takes the name of a data set.
func (d *decoder) data() sweep.Data {
	name := sweep.Data{Null: d.whole("a data set", 0), Subsample: d.whole("a subsample", 0), Split: d.whole("a split", 0)}
	half := min(d.whole("a half", 0), halves*halves) // which is none, as all above
	name.Half, name.Side = sweep.Half(half%halves), sweep.Half(half/halves)
	if name.Side != sweep.Whole {
		name.Halving = d.whole("a halving", 1)
	}
	if err := name.Check(); err != nil {
		d.fail("%w", err)
	}
	return name
}

func decodeHeader(payload []byte, version uint32) (h Header, err error) {
	d := &decoder{rest: payload}
	stored := [sha256.Size]byte{}
	copy(stored[:], d.bytes(len(stored)))
	for n := d.whole("the number of fields", 0); n > 0 && d.err == nil; n-- {
		h.Fields = append(h.Fields, Field{d.text("a field's name"), d.text("a field's value")})
	}
	h.Input = d.text("the input's name")
	h.Samples, h.Restarts = d.whole("the number of samples", 1), d.whole("the number of restarts", 1)
	for n := d.whole("the number of ranks", 1); n > 0 && d.err == nil; n-- {
		h.Ranks = append(h.Ranks, d.whole("a rank", leastRank))
	}
	h.Shard.Index, h.Shard.Count = d.whole("the shard", 1), d.whole("the number of shards", 1)
	if version > 1 {
		for n := d.whole("the number of data sets", 0); n > 0 && d.err == nil; n-- {
			h.Sets = append(h.Sets, sweep.Set{Data: d.data(), Runs: d.whole("the runs of a data set", 1)})
		}
	}
	if version > 2 {
		for range h.Ranks {
			h.Each = append(h.Each, d.whole("the runs at a rank", 1))
		}
		if d.err == nil && (slices.Max(h.Each) != h.Restarts || slices.Min(h.Each) == h.Restarts) {
			d.fail("the runs at the ranks are %d, and %d at most", h.Each, h.Restarts)
		}
	}
	if err := d.end(); err != nil {
		return Header{}, err
	}
	for i, k := range h.Ranks {
		if i > 0 && k <= h.Ranks[i-1] {
			return Header{}, errors.New("the ranks do not rise")
		}
	}
	if err := h.Shard.Check(); err != nil {
		return Header{}, err
	}
	if err := h.plan().Check(h.Samples); err != nil {
		return Header{}, err
	}
	if stored != h.Digest() {
		return Header{}, errors.New("the plan digest is not that of the plan")
	}
	return h, nil
}

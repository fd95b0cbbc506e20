package runlog

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/bits"

	"subtype/consensus"
	"subtype/internal/sweep"
	"subtype/nmf"
)

// leastRank is that of a record. At rank 1 labels take no bits, and a few bytes could
// stand for any number of samples.
const leastRank = 2

// width is the number of bits of a label at rank k.
func width(k int) int { return bits.Len(uint(k - 1)) }

// encodeRecord panics where the record does not fit a log of so many samples:
// that is a mistake of ours.
func encodeRecord(r sweep.Record, samples int) []byte {
	if len(r.Labels) != samples {
		panic(fmt.Sprintf("runlog: %s has %d labels, want %d", r.Task, len(r.Labels), samples))
	}
	b := appendData(nil, r.Data)
	for _, n := range []int{r.K, r.Run, r.Iter} {
		b = binary.AppendUvarint(b, uint64(n))
	}
	b = append(b, byte(r.Status))
	b = binary.LittleEndian.AppendUint64(b, math.Float64bits(r.Loss))
	labels := r.Labels
	if r.Data.Subsample != 0 {
		present := make([]int, samples)
		labels = nil
		for j, label := range r.Labels {
			if label != consensus.Absent {
				present[j] = 1
				labels = append(labels, label)
			}
		}
		b = appendBits(b, present, 1)
	}
	for _, label := range labels {
		if label < 0 || label >= r.K {
			panic(fmt.Sprintf("runlog: %s has label %d", r.Task, label))
		}
	}
	return appendBits(b, labels, width(r.K))
}

// appendBits packs numbers of w bits each, the first in the lowest bits.
func appendBits(b []byte, numbers []int, w int) []byte {
	packed := make([]byte, (w*len(numbers)+7)/8)
	for j, x := range numbers {
		for bit := range w {
			at := j*w + bit
			packed[at/8] |= byte(x>>bit&1) << (at % 8)
		}
	}
	return append(b, packed...)
}

// bits takes n numbers of w bits each.
func (d *decoder) bits(n, w int) []int {
	packed := d.bytes((w*n + 7) / 8)
	if d.err != nil {
		return nil
	}
	numbers := make([]int, n)
	for j := range numbers {
		for bit := range w {
			at := j*w + bit
			numbers[j] |= int(packed[at/8]>>(at%8)&1) << bit
		}
	}
	if used := w * n % 8; used > 0 && packed[len(packed)-1]>>used != 0 {
		d.fail("bits are set after the last number")
	}
	return numbers
}

func decodeRecord(payload []byte, samples int, version uint32) (r sweep.Record, err error) {
	d := &decoder{rest: payload}
	if version > 1 {
		r.Data = d.data()
	}
	r.K, r.Run, r.Iter = d.whole("the rank", leastRank), d.whole("the run", 1), d.whole("the number of iterations", 0)
	for _, status := range d.bytes(1) {
		if r.Status = nmf.Status(status); r.Status > nmf.MaxIterations {
			d.fail("the status is %d", status)
		}
	}
	if loss := d.bytes(8); loss != nil {
		r.Loss = math.Float64frombits(binary.LittleEndian.Uint64(loss))
	}
	var present []int
	n := samples
	if r.Data.Subsample != 0 {
		present, n = d.bits(samples, 1), 0
		for _, x := range present {
			n += x
		}
	}
	labels := d.bits(n, width(r.K))
	if err := d.end(); err != nil {
		return sweep.Record{}, err
	}
	for j, label := range labels {
		if label >= r.K {
			return sweep.Record{}, fmt.Errorf("sample %d has label %d at rank %d", j, label, r.K)
		}
	}
	r.Labels = labels
	if present != nil {
		r.Labels = make([]int, samples)
		for j, x := range present {
			if r.Labels[j] = consensus.Absent; x == 1 { // present
				r.Labels[j], labels = labels[0], labels[1:]
			}
		}
	}
	return r, nil
}

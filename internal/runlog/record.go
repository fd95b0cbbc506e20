package runlog

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/bits"

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
	var b []byte
	for _, n := range []int{r.K, r.Run, r.Iter} {
		b = binary.AppendUvarint(b, uint64(n))
	}
	b = append(b, byte(r.Status))
	b = binary.LittleEndian.AppendUint64(b, math.Float64bits(r.Loss))
	w := width(r.K)
	packed := make([]byte, (w*samples+7)/8)
	for j, label := range r.Labels {
		if label < 0 || label >= r.K {
			panic(fmt.Sprintf("runlog: %s has label %d", r.Task, label))
		}
		for bit := range w {
			at := j*w + bit
			packed[at/8] |= byte(label>>bit&1) << (at % 8)
		}
	}
	return append(b, packed...)
}

func decodeRecord(payload []byte, samples int) (r sweep.Record, err error) {
	d := &decoder{rest: payload}
	r.K, r.Run, r.Iter = d.whole("the rank", leastRank), d.whole("the run", 1), d.whole("the number of iterations", 0)
	for _, status := range d.bytes(1) {
		if r.Status = nmf.Status(status); r.Status > nmf.MaxIterations {
			d.fail("the status is %d", status)
		}
	}
	if loss := d.bytes(8); loss != nil {
		r.Loss = math.Float64frombits(binary.LittleEndian.Uint64(loss))
	}
	w := width(r.K)
	packed := d.bytes((w*samples + 7) / 8)
	if err := d.end(); err != nil {
		return sweep.Record{}, err
	}
	r.Labels = make([]int, samples)
	for j := range r.Labels {
		for bit := range w {
			at := j*w + bit
			r.Labels[j] |= int(packed[at/8]>>(at%8)&1) << bit
		}
		if r.Labels[j] >= r.K {
			return sweep.Record{}, fmt.Errorf("sample %d has label %d at rank %d", j, r.Labels[j], r.K)
		}
	}
	if used := w * samples % 8; used > 0 && packed[len(packed)-1]>>used != 0 {
		return sweep.Record{}, fmt.Errorf("bits are set after the last label")
	}
	return r, nil
}

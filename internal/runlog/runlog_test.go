package runlog

import (
	"bytes"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"subtype/consensus"
	"subtype/internal/sweep"
	"subtype/nmf"
)

var update = flag.Bool("update", false, "write the seeds of the fuzz target")

var (
	subsample = sweep.Data{Null: 2, Subsample: 300}
	half      = sweep.Data{Split: 4, Half: sweep.HalfB}
	halved    = sweep.Data{Split: 1, Half: sweep.HalfA, Halving: 130, Side: sweep.HalfB}
)

func header() Header {
	return Header{
		Fields: []Field{{"input", "0123abcd"}, {"seed", "1"}, {"negatives", ""}},
		Input:  "größe.tsv.gz", Samples: 5, Ranks: []int{2, 3, 9}, Restarts: 2,
		Sets:  []sweep.Set{{Data: subsample, Runs: 3}, {Data: half, Runs: 1}, {Data: halved, Runs: 2}},
		Shard: sweep.Shard{Index: 1, Count: 1},
	}
}

func records() []sweep.Record {
	return []sweep.Record{
		{Task: sweep.Task{K: 2, Run: 1}, Labels: []int{0, 1, 1, 0, 1}, Loss: 0.1, Iter: 60},
		{Task: sweep.Task{K: 3, Run: 2}, Labels: []int{2, 1, 0, 0, 2}, Loss: math.Nextafter(1e7, 2e7), Iter: 2000,
			Status: nmf.MaxIterations},
		{Task: sweep.Task{K: 9, Run: 1}, Labels: []int{8, 7, 0, 3, 8}, Loss: 0, Iter: 128},
		{Task: sweep.Task{Data: subsample, K: 3, Run: 3}, Labels: []int{2, consensus.Absent, 0, 0, consensus.Absent},
			Loss: 2, Iter: 9},
		{Task: sweep.Task{Data: half, K: 2, Run: 1}, Labels: []int{1, 1, 0, 0, 1}, Loss: 3, Iter: 10},
		{Task: sweep.Task{Data: halved, K: 3, Run: 2}, Labels: []int{2, 1, 0, 0, 1}, Loss: 4, Iter: 11},
	}
}

func encoded(t testing.TB, h Header, rs []sweep.Record) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := NewWriter(&b, h)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rs {
		if err := w.Append(r); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

func TestWhatGoesInComesOut(t *testing.T) {
	log, err := Read(encoded(t, header(), records()))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(log.Header, header()) || !reflect.DeepEqual(log.Records, records()) || log.Torn != 0 {
		t.Errorf("%+v", log)
	}
}

// uneven has other numbers of runs at its ranks, 2, 3 and 9.
func uneven() Header {
	h := header()
	h.Restarts, h.Each = 3, []int{1, 3, 2}
	return h
}

// Runs at every rank are kept, in a version of their own: what has none is written as
// before.
func TestRunsOfEveryRankComeOut(t *testing.T) {
	data, plain := encoded(t, uneven(), records()), encoded(t, header(), records())
	if data[len(magic)] != 3 || plain[len(magic)] != 2 {
		t.Errorf("versions %d and %d", data[len(magic)], plain[len(magic)])
	}
	log, err := Read(data)
	if err != nil || !reflect.DeepEqual(log.Header, uneven()) || !reflect.DeepEqual(log.Records, records()) {
		t.Errorf("%+v, %v", log, err)
	}
	if uneven().SamePlan(header()) || uneven().ID() != header().ID() {
		t.Error("the runs at every rank are of the plan, and not of its digest")
	}
	if n, want := len(uneven().Tasks()), 1+3+2+3*(3+1+2); n != want {
		t.Errorf("%d tasks, want %d", n, want)
	}
	for _, each := range [][]int{{1, 2, 2}, {3, 3, 3}, {4, 3, 1}, {3, 0, 1}, {1, 3}} {
		h := uneven()
		h.Each = each
		if log, err := Read(encoded(t, h, nil)); err == nil {
			t.Errorf("%v is taken: %+v", each, log.Header)
		}
	}
}

// The layout is a promise: these bytes were made by hand from doc.go.
func TestLayout(t *testing.T) {
	data := encoded(t, header(), []sweep.Record{records()[0], records()[3], records()[5]})
	digest := header().Digest()
	payload := append([]byte{}, digest[:]...)
	payload = append(payload, "\x03\x05input\x080123abcd\x04seed\x011\x09negatives\x00"...)
	payload = append(payload, "\x0egröße.tsv.gz\x05\x02\x03\x02\x03\x09\x01\x01"...)
	payload = append(payload, "\x03\x02\xac\x02\x00\x00\x03\x00\x00\x04\x02\x01\x00\x00\x01\x07\x82\x01\x02"...)
	want := append([]byte("SUBTLOG\n\x02\x00\x00\x00"), byte(len(payload)), 0, 0, 0)
	want = append(want, payload...)
	want = append(want, data[len(want):len(want)+8]...) // checksum
	for _, frame := range []struct {
		begin  string
		loss   float64
		labels []byte
	}{
		{"\x00\x00\x00\x00\x02\x01\x3c\x00", 0.1, []byte{0b10110}},
		{"\x02\xac\x02\x00\x00\x03\x03\x09\x00", 2, []byte{0b01101, 0b000010}},
		{"\x00\x00\x01\x07\x82\x01\x03\x02\x0b\x00", 4, []byte{0b00000110, 0b01}},
	} {
		record := binary.LittleEndian.AppendUint64([]byte(frame.begin), math.Float64bits(frame.loss))
		record = append(record, frame.labels...)
		want = append(append(want, byte(len(record)), 0, 0, 0), record...)
		want = append(want, data[len(want):len(want)+8]...)
	}
	if !bytes.Equal(data, want) {
		t.Errorf("%q, want %q", data, want)
	}
}

// A log of version 1, as earlier builds wrote it, is read as what it says.
func TestVersion1IsRead(t *testing.T) {
	h, r := header(), records()[0]
	h.Sets = nil
	digest := h.Digest()
	payload := append([]byte{}, digest[:]...)
	payload = append(payload, "\x03\x05input\x080123abcd\x04seed\x011\x09negatives\x00"...)
	payload = append(payload, "\x0egröße.tsv.gz\x05\x02\x03\x02\x03\x09\x01\x01"...)
	begin := []byte("SUBTLOG\n\x01\x00\x00\x00")
	data := append(bytes.Clone(begin), appendFrame(nil, begin, payload)...)
	record := append(binary.LittleEndian.AppendUint64([]byte{2, 1, 60, 0}, math.Float64bits(0.1)), 0b10110)
	data = append(data, appendFrame(nil, data[len(data)-sumSize:], record)...)
	log, err := Read(data)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(log.Header, h) || !reflect.DeepEqual(log.Records, []sweep.Record{r}) || log.Torn != 0 {
		t.Errorf("%+v", log)
	}
}

// prefix fails unless rs are the first of the true records.
func prefix(t *testing.T, what string, rs []sweep.Record) {
	t.Helper()
	if len(rs) > 0 && !reflect.DeepEqual(rs, records()[:min(len(rs), len(records()))]) {
		t.Errorf("%s: wrong records %+v", what, rs)
	}
}

// Any truncation yields a prefix of the records, and all that were whole.
func TestAnyTruncationYieldsAPrefix(t *testing.T) {
	data := encoded(t, header(), records())
	ends := []int{}
	for i := range len(records()) + 1 {
		ends = append(ends, len(encoded(t, header(), records()[:i])))
	}
	for n := range len(data) {
		log, err := Read(data[:n])
		if n < ends[0] {
			if err == nil {
				t.Errorf("cut to %d bytes, within the header: no error", n)
			}
			continue
		}
		if err != nil {
			t.Fatalf("cut to %d bytes: %v", n, err)
		}
		whole := 0
		for whole+1 < len(ends) && ends[whole+1] <= n {
			whole++
		}
		if len(log.Records) != whole || log.Torn != n-ends[whole] {
			t.Errorf("cut to %d bytes: %d records and %d torn, want %d and %d", n, len(log.Records), log.Torn, whole,
				n-ends[whole])
		}
		prefix(t, fmt.Sprintf("cut to %d bytes", n), log.Records)
	}
}

// Any flipped bit yields a prefix of the records that ends before it, or an error.
func TestAnyFlippedBitIsNoticed(t *testing.T) {
	data := encoded(t, header(), records())
	for bit := range 8 * len(data) {
		damaged := bytes.Clone(data)
		damaged[bit/8] ^= 1 << (bit % 8)
		log, err := Read(damaged)
		if err != nil {
			continue
		}
		what := fmt.Sprintf("bit %d", bit)
		if !reflect.DeepEqual(log.Header, header()) || log.Torn == 0 || len(log.Records) == len(records()) {
			t.Errorf("%s passed unnoticed", what)
		}
		prefix(t, what, log.Records)
	}
}

// A frame that is doubled, left out or from another log is noticed.
func TestFramesBelongToTheirPlace(t *testing.T) {
	h, rs := header(), records()
	at := []int{}
	for i := range len(rs) + 1 {
		at = append(at, len(encoded(t, h, rs[:i])))
	}
	data := encoded(t, h, rs)
	other := h
	other.Fields = []Field{{"seed", "2"}}
	foreign := encoded(t, other, rs[:1])
	for what, mixed := range map[string][]byte{
		"doubled":  append(bytes.Clone(data[:at[1]]), data[at[0]:]...),
		"left out": append(bytes.Clone(data[:at[1]]), data[at[2]:]...),
		"foreign":  append(bytes.Clone(data[:at[0]]), foreign[len(encoded(t, other, nil)):]...),
	} {
		log, err := Read(mixed)
		if err != nil {
			continue
		}
		if log.Torn == 0 {
			t.Errorf("%s: unnoticed", what)
		}
		prefix(t, what, log.Records)
	}
}

func TestRecordsThatCannotBeAreRefused(t *testing.T) {
	rs := records()
	if _, err := Read(encoded(t, header(), append(rs, rs[0]))); err == nil ||
		!strings.Contains(err.Error(), "rank=2 run=1 stands there twice") {
		t.Errorf("doubled: %v", err)
	}
	h := header()
	h.Shard = sweep.Shard{Index: 4, Count: 3}
	if _, err := Read(encoded(t, h, nil)); err == nil || !strings.Contains(err.Error(), "part 4 of 3") {
		t.Errorf("shard: %v", err)
	}
	h = header()
	h.Ranks = []int{3, 2}
	if _, err := Read(encoded(t, h, nil)); err == nil {
		t.Error("falling ranks were read")
	}
	if _, err := Read([]byte("gene\ta\n")); err == nil || err.Error() != "this is not a run log" {
		t.Errorf("a table: %v", err)
	}
	newer := encoded(t, header(), nil)
	newer[len(magic)] = 4
	if _, err := Read(newer); err == nil || !strings.Contains(err.Error(),
		"version 4; this program reads versions 1 to 3") {
		t.Errorf("newer: %v", err)
	}
}

func TestDifferenceNamesTheField(t *testing.T) {
	a, b := header(), header()
	if name, _, _ := a.Difference(b); name != "" || a.ID() != b.ID() {
		t.Errorf("%q differs", name)
	}
	b.Ranks, b.Restarts, b.Shard, b.Input = []int{2}, 9, sweep.Shard{Index: 2, Count: 3}, "x"
	if a.ID() != b.ID() {
		t.Error("ranks, restarts, shard or name are part of the digest")
	}
	b.Fields = []Field{{"input", "0123abcd"}, {"seed", "2"}, {"negatives", ""}}
	if name, x, y := a.Difference(b); name != "seed" || x != "1" || y != "2" || a.ID() == b.ID() {
		t.Errorf("%q %q %q", name, x, y)
	}
	b.Fields = append(header().Fields, Field{"genes", "x"})
	if name, x, y := a.Difference(b); name != "genes" || x != "" || y != "x" {
		t.Errorf("%q %q %q", name, x, y)
	}
}

// A few bytes cannot stand for many samples.
func TestRankOneIsRefused(t *testing.T) {
	h := header()
	r := sweep.Record{Task: sweep.Task{K: 1, Run: 1}, Labels: make([]int, h.Samples)}
	if log, err := Read(encoded(t, h, []sweep.Record{r})); err == nil || !strings.Contains(err.Error(), "the rank is 1") {
		t.Errorf("%+v, %v", log, err)
	}
	h.Ranks = []int{1, 2}
	if log, err := Read(encoded(t, h, nil)); err == nil || !strings.Contains(err.Error(), "a rank is 1") {
		t.Errorf("%+v, %v", log, err)
	}
}

// A file that was being added to is as good as its last whole record.
func TestFileIsReadableAtAnyMoment(t *testing.T) {
	path := filepath.Join(t.TempDir(), "runs.log")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := Begin(file, header(), records()[:1])
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range records()[1:] {
		if err := f.Append(r); err != nil {
			t.Fatal(err)
		}
		data, _ := os.ReadFile(path)
		if log, err := Read(data); err != nil || len(log.Records) != i+2 || log.Torn != 0 {
			t.Errorf("after %d records: %+v, %v", i+2, log, err)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestWriteSortsByTask(t *testing.T) {
	rs := records()
	var a, b bytes.Buffer
	if err := errors.Join(Write(&a, header(), rs), Write(&b, header(), []sweep.Record{rs[2], rs[4], rs[5], rs[0], rs[3],
		rs[1]})); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("the order in which runs ended is in the file")
	}
}

func TestLockIsHeldByOne(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lock")
	if os.Getenv("RUNLOG_HOLD") != "" {
		if _, err := Acquire(os.Getenv("RUNLOG_HOLD")); err != nil {
			t.Fatal(err)
		}
		fmt.Println("held")
		select {}
	}
	a, err := Acquire(path)
	if err == ErrNoLocks {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Acquire(path); err != ErrLocked {
		t.Errorf("a second holder: %v", err)
	}
	a.Release()
	if _, err := os.Stat(path); err == nil {
		t.Error("the file is still there")
	}
	// It dies with its holder.
	holder := exec.Command(os.Args[0], "-test.run", "TestLockIsHeldByOne")
	holder.Env = append(os.Environ(), "RUNLOG_HOLD="+path)
	out, err := holder.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := holder.Start(); err != nil {
		t.Fatal(err)
	}
	out.Read(make([]byte, 5))
	if _, err := Acquire(path); err != ErrLocked {
		t.Errorf("while another process holds it: %v", err)
	}
	holder.Process.Kill()
	holder.Wait()
	b, err := Acquire(path)
	if err != nil {
		t.Errorf("after the holder was killed: %v", err)
	}
	b.Release()
}

// A file that is no lock of ours is neither locked, written nor removed; an empty one
// is locked and left; one that a killed process left is taken and removed.
func TestLockLeavesOtherFilesAlone(t *testing.T) {
	dir := t.TempDir()
	path := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	mine := path("mine", "x")
	link := filepath.Join(dir, "link")
	if err := os.Symlink("mine", link); err != nil {
		t.Skip(err)
	}
	for _, name := range []string{mine, link, path("longer", marker+"x"),
		path("other", strings.Repeat("x", len(marker)))} {
		before, _ := os.ReadFile(name)
		if _, err := Acquire(name); err != ErrNotALock {
			t.Errorf("%s: %v", name, err)
		}
		if after, err := os.ReadFile(name); err != nil || !bytes.Equal(after, before) {
			t.Errorf("%s: %q, %v", name, after, err)
		}
	}
	for name, stays := range map[string]bool{path("empty", ""): true, path("left", marker): false} {
		l, err := Acquire(name)
		if err == ErrNoLocks {
			t.Skip(err)
		}
		if err != nil {
			t.Fatal(err)
		}
		l.Release()
		if data, err := os.ReadFile(name); (err == nil) != stays || len(data) > 0 {
			t.Errorf("%s: %q, %v", name, data, err)
		}
	}
}

// What is no run log is known as that from its first bytes.
func TestForeignFileIsNotReadWhole(t *testing.T) {
	for _, text := range []string{"", "SUBT", "gene\ta\tb\n" + strings.Repeat("x", 1<<20)} {
		r := strings.NewReader(text)
		if _, err := ReadFrom(r); err != ErrForeign || len(text)-r.Len() > 1<<16 {
			t.Errorf("%.10q: %v, %d bytes read", text, err, len(text)-r.Len())
		}
	}
	log, err := ReadFrom(bytes.NewReader(encoded(t, header(), records())))
	if err != nil || !reflect.DeepEqual(log.Records, records()) {
		t.Errorf("%+v, %v", log, err)
	}
}

// Whatever the bytes, reading does not panic, and what it accepts is what those
// very bytes say.
func FuzzRead(f *testing.F) {
	for _, seed := range seeds(f) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		log, err := Read(data)
		if err != nil {
			return
		}
		again := encoded(t, log.Header, log.Records)
		if data[len(magic)] == 1 { // which is not written any more
			if same, err := Read(again); err != nil || !reflect.DeepEqual(same.Records, log.Records) ||
				!reflect.DeepEqual(same.Header, log.Header) {
				t.Errorf("%q is read as %+v, and written anew as %+v, %v", data, log, same, err)
			}
			return
		}
		if !bytes.Equal(again, data[:len(data)-log.Torn]) {
			t.Errorf("%q is read as %+v, which is written %q", data, log, again)
		}
	})
}

// FuzzReadDamaged changes, cuts and lengthens a true log.
func FuzzReadDamaged(f *testing.F) {
	f.Add(uint16(3), []byte{1}, uint16(0))
	f.Add(uint16(150), []byte{0, 0, 0, 9}, uint16(7))
	f.Fuzz(func(t *testing.T, at uint16, change []byte, cut uint16) {
		data := encoded(t, header(), records())
		whole := bytes.Clone(data)
		for i, c := range change {
			data[(int(at)+i)%len(data)] ^= c
		}
		data = data[:len(data)-int(cut)%len(data)]
		log, err := Read(data)
		if err != nil {
			return
		}
		prefix(t, "damaged", log.Records)
		if len(log.Records) == len(records()) && !bytes.Equal(data, whole) {
			t.Error("the damage passed unnoticed")
		}
	})
}

// seeds are logs, whole and damaged, and payloads that only a right checksum lets
// through.
func seeds(t testing.TB) [][]byte {
	data := encoded(t, header(), records())
	begin := preamble(header().version())
	sealed := func(payload []byte) []byte { return append(bytes.Clone(begin), appendFrame(nil, begin, payload)...) }
	payload := header().encode()
	odd := header()
	odd.Ranks = []int{3, 2}
	return [][]byte{
		data, data[:len(data)-3], encoded(t, header(), nil), encoded(t, header(), append(records(), records()[0])),
		sealed(payload[:40]), sealed(append(payload, 1)), sealed(odd.encode()), sealed(nil), {}, []byte(magic),
		encoded(t, uneven(), records()),
	}
}

func TestSeedsAreCommitted(t *testing.T) {
	for i, seed := range seeds(t) {
		path := filepath.Join("testdata", "fuzz", "FuzzRead", fmt.Sprintf("seed%02d", i))
		text := fmt.Sprintf("go test fuzz v1\n[]byte(%q)\n", seed)
		if *update {
			os.MkdirAll(filepath.Dir(path), 0o777)
			if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != text {
			t.Errorf("%s is not the seed (go test ./internal/runlog -update writes it): %v", path, err)
		}
	}
}

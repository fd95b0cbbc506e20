package hdf5

import "math/bits"

// dense reads the objects of a fractal heap that a B-tree of version 2 lists. idAt says where in a
// record of each kind of tree an object's identifier stands.
func (f *File) dense(heap, index int64, idAt map[uint64]int, take func([]byte) error) error {
	h, err := f.fractal(heap)
	if err != nil {
		return err
	}
	return f.records(index, func(kind uint64, record []byte) error {
		at, ok := idAt[kind]
		if !ok || at > len(record) {
			return bad("the file is damaged: an index of kind %d for names", kind)
		}
		b, err := h.object(record[at:])
		if err != nil {
			return err
		}
		return take(b)
	})
}

// tree2 is a B-tree of version 2.
type tree2 struct {
	f            *File
	kind         uint64
	node, record int64
	counts       []int // by depth: the bytes of the number of a node's records
	totals       []int // and of all below it
	seen         map[int64]bool
	take         func(kind uint64, record []byte) error
}

// records gives the records of a B-tree of version 2 in order.
func (f *File) records(at int64, take func(kind uint64, record []byte) error) error {
	c, err := f.block(at, int64(22+f.offsets+f.lengths), "BTHD")
	if err != nil {
		return err
	}
	c.skip(1)
	t := &tree2{f: f, kind: c.uint(1), node: c.size(4), record: c.size(2), seen: map[int64]bool{}, take: take}
	depth := int(c.uint(2))
	c.skip(2)
	root, n := f.address(c), c.size(2)
	if root == nowhere {
		return nil
	}
	if t.node < 16 || t.record < 1 || t.record > t.node || depth > 16 {
		return bad("the file is damaged: its index at %d has no sense", at)
	}
	most := uint64(t.node-10) / uint64(t.record)
	total := most
	bytes := func(n uint64) int { return max(0, bits.Len64(n)-1)/8 + 1 }
	t.counts, t.totals = []int{bytes(most)}, []int{0}
	for u := range depth {
		pointer := uint64(f.offsets + t.counts[0] + t.totals[u])
		inner := (uint64(t.node-10) - min(uint64(t.node-10), pointer)) / (uint64(t.record) + pointer)
		if total < 1<<40 {
			total = (inner+1)*total + inner
		}
		t.counts, t.totals = append(t.counts, t.counts[0]), append(t.totals, bytes(total))
	}
	return t.read(root, n, depth)
}

func (t *tree2) read(at, n int64, depth int) error {
	if err := once(t.seen, at); err != nil {
		return err
	}
	if n > (t.node-10)/t.record {
		return bad("the file is damaged: its index at %d is cut off", at)
	}
	signature := "BTLF"
	if depth > 0 {
		signature = "BTIN"
	}
	c, err := t.f.block(at, t.node, signature)
	if err != nil {
		return err
	}
	c.skip(2)
	records := make([][]byte, n)
	for i := range records {
		if records[i] = c.take(int(t.record)); records[i] == nil {
			return bad("the file is damaged: its index at %d is cut off", at)
		}
	}
	for i := range n + 1 {
		if depth > 0 {
			child, below := t.f.address(c), c.size(t.counts[depth-1])
			if depth > 1 {
				c.skip(t.totals[depth-1])
			}
			if c.short {
				return bad("the file is damaged: its index at %d is cut off", at)
			}
			if err := t.read(child, below, depth-1); err != nil {
				return err
			}
		}
		if i < n {
			if err := t.take(t.kind, records[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

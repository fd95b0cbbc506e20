package hdf5

import (
	"bytes"
)

// link is a name in a group and where its object lies; nowhere for links to other places.
type link struct {
	name string
	at   int64
}

// group returns the links of a group.
func (o *Object) group() ([]link, error) {
	if !o.linked {
		o.linked = true
		o.wrong = o.readLinks()
	}
	return o.links, o.wrong
}

func (o *Object) readLinks() error {
	var err error
	if m := o.find(isSymbolTable); m != nil {
		err = o.symbolTable(m)
	}
	for _, m := range o.messages {
		if err == nil && m.kind == isLink {
			err = o.link(m.data)
		}
	}
	if m := o.find(isLinkInfo); m != nil && err == nil {
		c := &cursor{b: m}
		c.skip(1)
		if c.uint(1)&1 != 0 {
			c.skip(8)
		}
		heap, index := o.f.address(c), o.f.address(c)
		if heap != nowhere && index != nowhere && !c.short {
			err = o.f.dense(heap, index, map[uint64]int{5: 4, 6: 8}, o.link)
		}
	}
	return err
}

// link takes in a link message.
func (o *Object) link(data []byte) error {
	c := &cursor{b: data}
	c.skip(1)
	flags := c.uint(1)
	kind := uint64(0)
	if flags&8 != 0 {
		kind = c.uint(1)
	}
	if flags&4 != 0 {
		c.skip(8)
	}
	if flags&0x10 != 0 {
		c.skip(1)
	}
	name := string(c.take(int(c.size(1 << (flags & 3)))))
	at := nowhere
	if kind == 0 {
		at = o.f.address(c)
	}
	if c.short {
		return bad("the file is damaged: a link is cut off")
	}
	o.links = append(o.links, link{name, at})
	return nil
}

// symbolTable reads the links of a group of the old kind: a tree of nodes of names, which stand
// in a heap.
func (o *Object) symbolTable(m []byte) error {
	c := &cursor{b: m}
	tree, heap := o.f.address(c), o.f.address(c)
	h, err := o.f.block(heap, 8+2*int64(o.f.lengths)+int64(o.f.offsets), "HEAP")
	if err != nil {
		return err
	}
	h.skip(4)
	size := o.f.length(h)
	o.f.length(h)
	b, err := o.f.read(o.f.address(h), size)
	if err != nil {
		return err
	}
	names := bytes.Clone(b)
	return o.f.tree(tree, 0, o.f.lengths, map[int64]bool{}, func(_ []byte, node int64) error {
		return o.symbols(node, names)
	})
}

// symbols reads one node of names.
func (o *Object) symbols(node int64, names []byte) error {
	f := o.f
	c, err := f.block(node, 8, "SNOD")
	if err != nil {
		return err
	}
	c.skip(2)
	n, width := int64(c.uint(2)), int64(2*f.offsets+24)
	if c, err = f.block(node, 8+n*width, "SNOD"); err != nil {
		return err
	}
	c.skip(4)
	for range n {
		name, at := f.address(c), f.address(c)
		kind := c.uint(4)
		c.skip(20)
		if kind == 2 { // a link to another name
			at = nowhere
		}
		if name < 0 || name >= int64(len(names)) {
			return bad("the file is damaged: a name stands outside its heap")
		}
		text, _, _ := bytes.Cut(names[name:], []byte{0})
		o.links = append(o.links, link{string(text), at})
	}
	return nil
}

// tree goes through a B-tree of version 1 and gives each leaf's keys and addresses in order;
// keys have the given size.
func (f *File) tree(at int64, kind uint64, key int, seen map[int64]bool, leaf func(key []byte, at int64) error) error {
	return f.treeLevel(at, kind, key, -1, seen, leaf)
}

func (f *File) treeLevel(at int64, kind uint64, key, level int, seen map[int64]bool,
	leaf func(key []byte, at int64) error) error {
	if err := once(seen, at); err != nil {
		return err
	}
	head := int64(8 + 2*f.offsets)
	c, err := f.block(at, head, "TREE")
	if err != nil {
		return err
	}
	is, l, n := c.uint(1), int(c.uint(1)), int64(c.uint(2))
	if is != kind || level >= 0 && l != level {
		return bad("the file is damaged: its index at %d is of another kind", at)
	}
	if c, err = f.block(at, head+n*int64(key+f.offsets), "TREE"); err != nil {
		return err
	}
	c.at = int(head)
	for range n {
		k, child := c.take(key), f.address(c)
		if l > 0 {
			err = f.treeLevel(child, kind, key, l-1, seen, leaf)
		} else {
			err = leaf(k, child)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

package hdf5

import (
	"bytes"
	"strings"
)

// Object is a group or a dataset.
type Object struct {
	f        *File
	messages []message
	links    []link // of a group, once read
	linked   bool
	wrong    error // that it could not be
	named    bool  // a datatype on its own, which refers to no other
}

// The kinds of messages that an object's header is made of.
const (
	isDataspace     = 0x01
	isLinkInfo      = 0x02
	isDatatype      = 0x03
	isOldFill       = 0x04
	isFill          = 0x05
	isLink          = 0x06
	isExternal      = 0x07
	isLayout        = 0x08
	isFilters       = 0x0b
	isAttribute     = 0x0c
	isContinuation  = 0x10
	isSymbolTable   = 0x11
	isAttributeInfo = 0x15
)

type message struct {
	kind int
	data []byte
}

// Root is the group that holds all others.
func (f *File) Root() (*Object, error) { return f.object(f.root) }

// mostMessages bounds what is read of one header.
const mostMessages = 1 << 16

// object reads an object's header.
func (f *File) object(at int64) (*Object, error) {
	o := &Object{f: f}
	return o, o.read(at)
}

func (o *Object) read(at int64) error {
	head, err := o.f.read(at, 16)
	if err != nil {
		return err
	}
	if bytes.HasPrefix(head, []byte("OHDR")) {
		return o.readNew(at)
	}
	return o.readOld(at, bytes.Clone(head))
}

// part is a piece of a header that is still to be read.
type part struct{ at, size int64 }

// readOld reads a header of version 1.
func (o *Object) readOld(at int64, head []byte) error {
	c := &cursor{b: head}
	if version := c.uint(1); version != 1 {
		return bad("the file is damaged: there is no object at %d", at)
	}
	c.skip(7)
	return o.readParts([]part{{at + 16, c.size(4)}}, func(b []byte) ([]part, error) {
		c := &cursor{b: b}
		var more []part
		for c.left() >= 8 {
			kind, size, flags := int(c.uint(2)), int(c.uint(2)), c.uint(1)
			c.skip(3)
			next, err := o.message(kind, flags, c.take(size))
			if err != nil {
				return nil, err
			}
			more = append(more, next...)
		}
		return more, nil
	})
}

// readNew reads a header of version 2.
func (o *Object) readNew(at int64) error {
	b, err := o.f.read(at, min(o.f.size-at, 64))
	if err != nil {
		return err
	}
	c := &cursor{b: b, at: 4}
	version, flags := c.uint(1), c.uint(1)
	if version != 2 {
		return bad("object headers of version %d are not read", version)
	}
	if flags&0x20 != 0 {
		c.skip(16)
	}
	if flags&0x10 != 0 {
		c.skip(4)
	}
	size := c.size(1 << (flags & 3))
	first := part{at + int64(c.at), size}
	return o.readParts([]part{first}, func(b []byte) ([]part, error) {
		c := &cursor{b: b}
		if bytes.HasPrefix(b, []byte("OCHK")) {
			c = &cursor{b: b[:max(4, len(b)-4)], at: 4}
		}
		var more []part
		for c.left() >= 4 {
			kind, size, shared := int(c.uint(1)), int(c.uint(2)), c.uint(1)
			if flags&4 != 0 {
				c.skip(2)
			}
			next, err := o.message(kind, shared, c.take(size))
			if err != nil {
				return nil, err
			}
			more = append(more, next...)
		}
		return more, nil
	})
}

// readParts reads the parts of a header, and those that they lead to.
func (o *Object) readParts(parts []part, read func([]byte) ([]part, error)) error {
	seen := map[int64]bool{}
	for len(parts) > 0 {
		p := parts[0]
		if err := once(seen, p.at); err != nil {
			return err
		}
		b, err := o.f.read(p.at, p.size)
		if err != nil {
			return err
		}
		more, err := read(bytes.Clone(b))
		if err != nil {
			return err
		}
		parts = append(parts[1:], more...)
	}
	return nil
}

// message takes in one message; one that continues the header gives the part that does.
func (o *Object) message(kind int, flags uint64, data []byte) ([]part, error) {
	switch {
	case data == nil:
		return nil, bad("the file is damaged: a header is cut off")
	case len(o.messages) >= mostMessages:
		return nil, bad("an object has more than %d messages", mostMessages)
	case kind == isContinuation:
		c := &cursor{b: data}
		return []part{{o.f.address(c), o.f.length(c)}}, nil
	}
	if flags&2 != 0 && kind != isAttribute {
		if o.named {
			return nil, bad("the file is damaged: its headers refer to each other")
		}
		var err error
		if data, err = o.f.shared(data, kind); err != nil {
			return nil, err
		}
	}
	o.messages = append(o.messages, message{kind, data})
	return nil, nil
}

// shared returns a message that stands in the header of another object: a named datatype.
func (f *File) shared(reference []byte, kind int) ([]byte, error) {
	c := &cursor{b: reference}
	version, how := c.uint(1), c.uint(1)
	if version == 1 {
		c.skip(6)
	} else if version == 3 && how == 1 || version > 3 {
		return nil, bad("messages in the file's shared heap are not read")
	}
	at := f.address(c)
	if c.short {
		return nil, bad("the file is damaged: a header is cut off")
	}
	o := &Object{f: f, named: true}
	if err := o.read(at); err != nil {
		return nil, err
	}
	if data := o.find(kind); data != nil {
		return data, nil
	}
	return nil, bad("the file is damaged: what its header refers to at %d is not there", at)
}

// find returns the first message of a kind; nil where there is none.
func (o *Object) find(kind int) []byte {
	for _, m := range o.messages {
		if m.kind == kind {
			return m.data
		}
	}
	return nil
}

// IsDataset says whether the object holds data rather than other objects.
func (o *Object) IsDataset() bool { return o.find(isLayout) != nil }

// Find returns what lies at a path below a group, its names separated by slashes; nil where
// nothing does.
func (o *Object) Find(path string) (*Object, error) {
	for _, name := range strings.Split(path, "/") {
		links, err := o.group()
		if err != nil {
			return nil, err
		}
		var next *Object
		for _, l := range links {
			if l.name == name && l.at != nowhere {
				if next, err = o.f.object(l.at); err != nil {
					return nil, err
				}
				break
			}
		}
		if next == nil {
			return nil, nil
		}
		o = next
	}
	return o, nil
}

// Has says whether something lies at a path below a group.
func (o *Object) Has(path string) bool {
	found, err := o.Find(path)
	return found != nil && err == nil
}

// Names are the names of what a group holds, in the order of the file.
func (o *Object) Names() ([]string, error) {
	links, err := o.group()
	names := make([]string, len(links))
	for i, l := range links {
		names[i] = l.name
	}
	return names, err
}

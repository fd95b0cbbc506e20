package hdf5

// Attribute returns an attribute of an object; nil where there is none of the name.
func (o *Object) Attribute(name string) (*Dataset, error) {
	for _, m := range o.messages {
		if m.kind == isAttribute {
			if is, d, err := o.f.attribute(m.data, name); is {
				return d, err
			}
		}
	}
	m := o.find(isAttributeInfo)
	if m == nil {
		return nil, nil
	}
	c := &cursor{b: m}
	c.skip(1)
	if c.uint(1)&1 != 0 {
		c.skip(2)
	}
	heap, index := o.f.address(c), o.f.address(c)
	if heap == nowhere || index == nowhere || c.short {
		return nil, nil
	}
	var found *Dataset
	err := o.f.dense(heap, index, map[uint64]int{8: 0, 9: 0}, func(data []byte) error {
		is, d, err := o.f.attribute(data, name)
		if is {
			found = d
			return err
		}
		return nil
	})
	return found, err
}

// attribute reads an attribute if it has the name.
func (f *File) attribute(data []byte, want string) (is bool, d *Dataset, err error) {
	c := &cursor{b: data}
	version, flags := c.uint(1), c.uint(1)
	name, typ, extent := int(c.uint(2)), int(c.uint(2)), int(c.uint(2))
	if version == 3 {
		c.skip(1)
	}
	pad := func(n int) int { return n }
	if version == 1 {
		flags = 0
		pad = func(n int) int { return (n + 7) / 8 * 8 }
	}
	text := c.take(pad(name))
	if len(text) < name || name < 1 || string(text[:name-1]) != want {
		return false, nil, nil
	}
	types, extents := c.take(pad(typ)), c.take(pad(extent))
	if c.short {
		return true, nil, bad("the file is damaged: the attribute %q is cut off", want)
	}
	if flags&1 != 0 {
		if types, err = f.shared(types, isDatatype); err != nil {
			return true, nil, err
		}
	}
	d = &Dataset{f: f, layout: &layout{class: compact, data: c.b[c.at:]}}
	if d.Type, err = datatype(&cursor{b: types}, 0); err != nil {
		return true, nil, err
	}
	if d.Extent, d.most, err = f.dataspace(extents); err != nil {
		return true, nil, err
	}
	return true, d, d.bounded()
}

// Text is the value of an attribute that is one text; "" where there is no such attribute.
func (o *Object) Text(name string) string {
	d, err := o.Attribute(name)
	if err != nil || d == nil || d.Type.Class != Text || d.Len() != 1 {
		return ""
	}
	texts, err := d.Texts()
	if err != nil {
		return ""
	}
	return texts[0]
}

package anndata

import (
	"slices"
	"strconv"

	"subtype/internal/hdf5"
)

// frame is a table about the samples or the genes: a group with a dataset or group a column, or
// before version 0.7 one dataset of compounds.
type frame struct {
	root    *hdf5.Object
	path    string
	group   *hdf5.Object
	records *hdf5.Dataset
	index   string // the column that holds the names
	columns []string
	rows    int64
}

func openFrame(root *hdf5.Object, path string) (*frame, error) {
	o, err := root.Find(path)
	if err != nil {
		return nil, err
	}
	if o == nil {
		return nil, refuse("the AnnData file has no "+path, "write it with anndata anew")
	}
	f := &frame{root: root, path: path, group: o}
	if o.IsDataset() {
		if f.records, err = o.Dataset(); err != nil {
			return nil, within(path, err)
		}
		f.rows = f.records.Len()
		for _, m := range f.records.Type.Members {
			f.columns = append(f.columns, m.Name)
		}
	} else if f.columns, err = orderOf(o); err != nil {
		return nil, within(path, err)
	}
	f.index = o.Text("_index")
	for _, name := range []string{"_index", "index"} {
		if f.index == "" && (slices.Contains(f.columns, name) || f.records == nil && o.Has(name)) {
			f.index = name
		}
	}
	f.columns = slices.DeleteFunc(f.columns, func(n string) bool { return n == f.index || n == "__categories" })
	if f.index == "" || len(f.index) == 0 {
		return nil, refuse(path+" has no names (_index)", "write it with anndata anew")
	}
	if f.records == nil {
		f.rows, err = f.count(f.index)
	}
	return f, err
}

// orderOf are the names of the columns of a group, in their order where the group says it.
func orderOf(o *hdf5.Object) ([]string, error) {
	d, err := o.Attribute("column-order")
	if err != nil {
		return nil, err
	}
	if d == nil {
		return o.Names()
	}
	if d.Len() == 0 {
		return nil, nil
	}
	return d.Texts()
}

// count is the number of values of a column.
func (f *frame) count(name string) (int64, error) {
	for _, path := range []string{name, name + "/codes", name + "/values"} {
		o, err := f.group.Find(path)
		if err != nil {
			return 0, err
		}
		if o != nil && o.IsDataset() {
			d, err := o.Dataset()
			if err != nil {
				return 0, within(f.path+"/"+name, err)
			}
			return d.Len(), nil
		}
	}
	return 0, refuse(f.path+" has no column "+strconv.Quote(name)+", which should hold the names",
		"write it with anndata anew")
}

func (f *frame) len() int64 { return f.rows }

// names are the names of the rows.
func (f *frame) names() ([]string, error) {
	names, err := f.column(f.index)
	if err == nil && names == nil {
		err = refuse(f.path+": its names are neither text nor numbers", "write it with anndata anew")
	}
	return names, err
}

// column returns a column as text; nil where it is neither text nor numbers.
func (f *frame) column(name string) ([]string, error) {
	path := f.path + "/" + name
	values, err := f.read(name)
	if err != nil {
		return nil, within(path, err)
	}
	if values != nil && int64(len(values)) != f.rows {
		return nil, refuse(path+" has another number of values than there are names", "write it with anndata anew")
	}
	return values, nil
}

func (f *frame) read(name string) ([]string, error) {
	if f.records != nil {
		d := f.records.Field(name)
		if d == nil {
			return nil, nil
		}
		return f.labelled(d, "uns/"+name+"_categories")
	}
	o, err := f.group.Find(name)
	switch {
	case err != nil || o == nil:
		return nil, err
	case o.IsDataset():
		d, err := o.Dataset()
		if err != nil {
			return nil, err
		}
		return f.labelled(d, f.path+"/__categories/"+name)
	case o.Has("codes") && o.Has("categories"):
		return f.categories(o)
	case o.Has("values") && o.Has("mask"):
		return f.masked(o)
	}
	return nil, nil
}

// labelled returns values; where a list of categories stands at a path, they are places in it.
func (f *frame) labelled(d *hdf5.Dataset, path string) ([]string, error) {
	if d.Type.Class == hdf5.Integer && f.root.Has(path) {
		labels, err := dataset(f.root, path)
		if err != nil {
			return nil, err
		}
		return places(d, labels)
	}
	return shown(d)
}

// categories reads a column of places in a list.
func (f *frame) categories(o *hdf5.Object) ([]string, error) {
	codes, err := dataset(o, "codes")
	if err != nil {
		return nil, err
	}
	list, err := o.Find("categories")
	if err != nil {
		return nil, err
	}
	if list.IsDataset() {
		labels, err := list.Dataset()
		if err != nil {
			return nil, err
		}
		return places(codes, labels)
	}
	if !list.Has("values") { // of a kind that is not known
		return nil, nil
	}
	labels, err := dataset(list, "values")
	if err != nil {
		return nil, err
	}
	return places(codes, labels)
}

// places turns places in a list into its texts; those outside of it are unknown.
func places(codes, list *hdf5.Dataset) ([]string, error) {
	labels, err := shown(list)
	if err != nil || labels == nil || len(codes.Extent) != 1 {
		return nil, err
	}
	at := make([]int64, codes.Len())
	if err := codes.Integers(0, codes.Len(), at); err != nil {
		return nil, err
	}
	out := make([]string, len(at))
	for i, k := range at {
		if k >= 0 && k < int64(len(labels)) {
			out[i] = labels[k]
		}
	}
	return out, nil
}

// masked reads a column some of whose values are unknown.
func (f *frame) masked(o *hdf5.Object) ([]string, error) {
	d, err := dataset(o, "values")
	if err != nil {
		return nil, err
	}
	hidden, err := dataset(o, "mask")
	if err != nil {
		return nil, err
	}
	out, err := shown(d)
	if err != nil || len(hidden.Extent) != 1 || int(hidden.Len()) != len(out) {
		return nil, err
	}
	hide := make([]int64, len(out))
	if err := hidden.Integers(0, hidden.Len(), hide); err != nil {
		return nil, err
	}
	for i, h := range hide {
		if h != 0 {
			out[i] = ""
		}
	}
	return out, nil
}

// shown returns values as text; nil where they are neither text nor numbers.
func shown(d *hdf5.Dataset) ([]string, error) {
	if len(d.Extent) != 1 {
		return nil, nil
	}
	n := d.Len()
	switch d.Type.Class {
	case hdf5.Text:
		out, err := d.Texts()
		return valid(out), err
	case hdf5.Integer:
		x := make([]int64, n)
		if err := d.Integers(0, n, x); err != nil {
			return nil, err
		}
		out := make([]string, n)
		for i, v := range x {
			if out[i] = strconv.FormatInt(v, 10); d.Type.Boolean {
				out[i] = map[bool]string{false: "False", true: "True"}[v != 0]
			}
		}
		return out, nil
	case hdf5.Float:
		x := make([]float64, n)
		if err := d.Floats(0, n, 0, 1, x); err != nil {
			return nil, err
		}
		out := make([]string, n)
		for i, v := range x {
			if v == v {
				out[i] = strconv.FormatFloat(v, 'g', -1, 8*max(4, int(d.Type.Size)))
			}
		}
		return out, nil
	}
	return nil, nil
}

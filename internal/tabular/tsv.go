package tabular

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/klauspost/compress/gzip"

	"subtype/internal/expr/names"
	"subtype/internal/words"
)

// NA stands for what is not known.
const NA = "NA"

// Write writes the table's file: a header of the names, and a line a row, with tabs
// between fields. Numbers stand in the shortest form that reads back the same. What would
// break a line or cannot be seen is shown, as names.Visible does.
func (d Data) Write(w io.Writer) error {
	if !strings.HasSuffix(d.File, ".gz") {
		return d.WriteChanged(w, func(_ int, field string) string { return field })
	}
	z := gzip.NewWriter(w)
	if err := d.WriteChanged(z, func(_ int, field string) string { return field }); err != nil {
		return err
	}
	return z.Close()
}

// WriteChanged writes the table, its fields changed by their column.
func (d Data) WriteChanged(w io.Writer, change func(column int, field string) string) error {
	out := bufio.NewWriterSize(w, 1<<16)
	for i, f := range d.Fields {
		put(out, i, f.Name)
	}
	out.WriteByte('\n')
	for row := range d.Values {
		for i, value := range row {
			put(out, i, change(i, field(value)))
		}
		if err := out.WriteByte('\n'); err != nil { // the first error stays
			return err
		}
	}
	return out.Flush()
}

func put(out *bufio.Writer, column int, field string) {
	if column > 0 {
		out.WriteByte('\t')
	}
	out.WriteString(names.Visible(field))
}

// field is a value as files have it.
func field(value any) string {
	switch v := value.(type) {
	case nil:
	case string:
		if v != "" {
			return v
		}
	case int:
		return strconv.Itoa(v)
	case float64:
		return Number(v)
	case bool:
		return words.YesNo(v)
	case Group:
		if v.Number >= 0 {
			return words.Subtype(v.Number)
		}
	default:
		panic(fmt.Sprintf("tabular: a value of type %T", value))
	}
	return NA
}

// Number writes a number in the shortest form that reads back the same, NA for one that
// is not defined.
func Number(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return NA
	}
	return strconv.FormatFloat(x, 'g', -1, 64)
}

package state

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"reflect"
	"strconv"

	"gonum.org/v1/gonum/mat"
)

// The state is written as JSON by the shape of Go types, so that no field of a type that is
// kept can be left out: a struct is an object with all its fields in their order, nil is
// null, and numbers are exact, those that JSON lacks as "NaN", "+Inf" and "-Inf". Reading is
// strict: every field must be there, in the same order, and nothing else. Nothing is made
// from a length that is only said: what grows, grows with what is read.

var denseType = reflect.TypeFor[mat.Dense]()

// numbers is how a mat.Dense is written.
type numbers struct {
	Rows, Columns int
	Values        []float64 // row by row
}

// encode writes a value.
func encode(w *bufio.Writer, v reflect.Value) error {
	switch v.Kind() {
	case reflect.Bool:
		w.WriteString(strconv.FormatBool(v.Bool()))
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		w.Write(strconv.AppendInt(w.AvailableBuffer(), v.Int(), 10))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		w.Write(strconv.AppendUint(w.AvailableBuffer(), v.Uint(), 10))
	case reflect.Float64:
		x := v.Float()
		if math.IsNaN(x) || math.IsInf(x, 0) {
			w.WriteString(strconv.Quote(strconv.FormatFloat(x, 'g', -1, 64)))
			return nil
		}
		w.Write(strconv.AppendFloat(w.AvailableBuffer(), x, 'g', -1, 64))
	case reflect.String:
		text, err := json.Marshal(v.String())
		if err != nil {
			return err
		}
		w.Write(text)
	case reflect.Pointer:
		if v.IsNil() {
			w.WriteString("null")
			return nil
		}
		return encode(w, v.Elem())
	case reflect.Slice:
		return encodeSlice(w, v)
	case reflect.Struct:
		return encodeStruct(w, v)
	default:
		return fmt.Errorf("state: a %s cannot be kept", v.Type())
	}
	return nil
}

func encodeSlice(w *bufio.Writer, v reflect.Value) error {
	if v.IsNil() {
		w.WriteString("null")
		return nil
	}
	w.WriteByte('[')
	for i := range v.Len() {
		if i > 0 {
			w.WriteByte(',')
		}
		if err := encode(w, v.Index(i)); err != nil {
			return err
		}
	}
	return w.WriteByte(']')
}

func encodeStruct(w *bufio.Writer, v reflect.Value) error {
	if v.Type() == denseType {
		m := v.Addr().Interface().(*mat.Dense)
		rows, columns := m.Dims()
		values := make([]float64, 0, rows*columns)
		for i := range rows {
			values = append(values, m.RawRowView(i)...)
		}
		return encode(w, reflect.ValueOf(numbers{rows, columns, values}))
	}
	w.WriteByte('{')
	for i := range v.NumField() {
		field := v.Type().Field(i)
		if !field.IsExported() {
			return fmt.Errorf("state: %s.%s cannot be kept", v.Type(), field.Name)
		}
		if i > 0 {
			w.WriteByte(',')
		}
		w.Write(append(strconv.AppendQuote(w.AvailableBuffer(), field.Name), ':'))
		if err := encode(w, v.Field(i)); err != nil {
			return err
		}
	}
	return w.WriteByte('}')
}

// decoder reads what encode wrote.
type decoder struct{ tokens *json.Decoder }

func newDecoder(r io.Reader) decoder {
	d := decoder{json.NewDecoder(r)}
	d.tokens.UseNumber()
	return d
}

// next takes a token.
func (d decoder) next() (json.Token, error) {
	t, err := d.tokens.Token()
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return t, err
}

// expect takes a token that must be there.
func (d decoder) expect(want json.Token) error {
	t, err := d.next()
	if err == nil && t != want {
		err = fmt.Errorf("%v where %v was expected", t, want)
	}
	return err
}

// end refuses anything that follows.
func (d decoder) end() error {
	t, err := d.tokens.Token()
	switch {
	case err == io.EOF:
		return nil
	case err == nil:
		return fmt.Errorf("%v after its end", t)
	}
	return err
}

// decode fills v.
func (d decoder) decode(v reflect.Value) error {
	if v.Kind() == reflect.Struct {
		return d.decodeStruct(v)
	}
	t, err := d.next()
	if err != nil {
		return err
	}
	return d.from(t, v)
}

// from fills v with what begins with a token.
func (d decoder) from(t json.Token, v reflect.Value) error {
	if t == nil && (v.Kind() == reflect.Pointer || v.Kind() == reflect.Slice) {
		v.SetZero()
		return nil
	}
	switch v.Kind() {
	case reflect.Pointer:
		if t != json.Delim('{') {
			return fmt.Errorf("%v where a %s was expected", t, v.Type())
		}
		v.Set(reflect.New(v.Type().Elem()))
		return d.fields(v.Elem())
	case reflect.Slice:
		if t != json.Delim('[') {
			return fmt.Errorf("%v where a %s was expected", t, v.Type())
		}
		return d.elements(v)
	case reflect.Bool:
		if b, ok := t.(bool); ok {
			v.SetBool(b)
			return nil
		}
	case reflect.String:
		if s, ok := t.(string); ok {
			v.SetString(s)
			return nil
		}
	case reflect.Float64:
		return setFloat(t, v)
	default:
		return setWhole(t, v)
	}
	return fmt.Errorf("%v where a %s was expected", t, v.Type())
}

func setFloat(t json.Token, v reflect.Value) error {
	text := ""
	switch t := t.(type) {
	case json.Number:
		text = t.String()
	case string:
		if t == "NaN" || t == "+Inf" || t == "-Inf" {
			text = t
		}
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return fmt.Errorf("%q is no number", t)
	}
	v.SetFloat(x)
	return nil
}

func setWhole(t json.Token, v reflect.Value) error {
	n, ok := t.(json.Number)
	if !ok {
		return fmt.Errorf("%v where a %s was expected", t, v.Type())
	}
	if v.CanUint() {
		x, err := strconv.ParseUint(n.String(), 10, v.Type().Bits())
		v.SetUint(x)
		return err
	}
	if !v.CanInt() {
		return fmt.Errorf("state: a %s cannot be kept", v.Type())
	}
	x, err := strconv.ParseInt(n.String(), 10, v.Type().Bits())
	v.SetInt(x)
	return err
}

// elements fills a slice, after its bracket.
func (d decoder) elements(v reflect.Value) error {
	v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	for n := 0; d.tokens.More(); n++ {
		v.Grow(1)
		v.SetLen(n + 1)
		v.Index(n).SetZero()
		if err := d.decode(v.Index(n)); err != nil {
			return err
		}
	}
	return d.expect(json.Delim(']'))
}

func (d decoder) decodeStruct(v reflect.Value) error {
	if err := d.expect(json.Delim('{')); err != nil {
		return err
	}
	return d.fields(v)
}

// fields fills a struct, after its brace.
func (d decoder) fields(v reflect.Value) error {
	if v.Type() == denseType {
		var n numbers
		if err := d.fields(reflect.ValueOf(&n).Elem()); err != nil {
			return err
		}
		size := len(n.Values)
		if n.Rows < 1 || n.Columns < 1 || n.Rows > size || n.Columns > size/n.Rows || n.Rows*n.Columns != size {
			return fmt.Errorf("%d numbers are no %d × %d matrix", size, n.Rows, n.Columns)
		}
		v.Set(reflect.ValueOf(mat.NewDense(n.Rows, n.Columns, n.Values)).Elem())
		return nil
	}
	for i := range v.NumField() {
		name := v.Type().Field(i).Name
		if err := d.expect(name); err != nil {
			return err
		}
		if err := d.decode(v.Field(i)); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return d.expect(json.Delim('}'))
}

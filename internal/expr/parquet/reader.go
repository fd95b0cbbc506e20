package parquet

import (
	"encoding/binary"
	"math"
	"math/big"
	"strconv"
	"strings"
	"time"

	"subtype/internal/float16"
)

// isText says whether a column holds no numbers.
func isText(e *element) bool {
	switch e.kind {
	case isBoolean, isTime96:
		return true
	case isBytes, isFixed:
		return e.logical != logicalDecimal && e.logical != logicalFloat16 && e.converted != convertedDecimal
	}
	return isDate(e) || e.logical == logicalTime || e.logical == logicalStamp
}

func isDate(e *element) bool {
	return e.kind == isWhole32 && (e.logical == logicalDate || e.converted == convertedDate)
}

// shown finds how the values of a column are shown as text.
func shown(e *element) func(value) string {
	switch {
	case e.logical == logicalDecimal || e.converted == convertedDecimal:
		return func(v value) string { return decimal(e, v) }
	case isDate(e):
		return func(v value) string {
			return time.Unix(0, 0).UTC().AddDate(0, 0, int(int32(v.bits))).Format("2006-01-02")
		}
	case e.kind == isTime96 || e.logical == logicalTime || e.logical == logicalStamp:
		return func(v value) string { return "a time" }
	}
	switch e.kind {
	case isBoolean:
		return func(v value) string { return strings.ToUpper(strconv.FormatBool(v.bits != 0)) }
	case isWhole32, isWhole64:
		return func(v value) string { return whole(e, v.bits) }
	case isFloat32:
		return func(v value) string { return number(float64(math.Float32frombits(uint32(v.bits)))) }
	case isFloat64:
		return func(v value) string { return number(math.Float64frombits(v.bits)) }
	}
	if e.logical == logicalFloat16 && e.kind == isFixed && e.length == 2 {
		return func(v value) string { return number(float16.From(binary.LittleEndian.Uint16(v.bytes))) }
	}
	return func(v value) string { return strings.ToValidUTF8(string(v.bytes), "\uFFFD") }
}

// whole shows a whole number, of which 32 bits count or 64.
func whole(e *element, bits uint64) string {
	switch {
	case e.unsigned && e.kind == isWhole32:
		return strconv.FormatUint(uint64(uint32(bits)), 10)
	case e.unsigned:
		return strconv.FormatUint(bits, 10)
	case e.kind == isWhole32:
		return strconv.FormatInt(int64(int32(bits)), 10)
	}
	return strconv.FormatInt(int64(bits), 10)
}

// number shows a number so that exactly it is read again.
func number(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

// decimal shows a whole number of which so many digits stand behind the point.
func decimal(e *element, v value) string {
	if e.kind == isWhole32 || e.kind == isWhole64 {
		return whole(e, v.bits) + "e" + strconv.Itoa(-e.scale)
	}
	if len(v.bytes) > 64 {
		return "a number of " + strconv.Itoa(len(v.bytes)) + " bytes"
	}
	x := new(big.Int).SetBytes(v.bytes) // the highest byte first, in two's complement
	if len(v.bytes) > 0 && v.bytes[0] >= 0x80 {
		x.Sub(x, new(big.Int).Lsh(big.NewInt(1), uint(8*len(v.bytes))))
	}
	return x.String() + "e" + strconv.Itoa(-e.scale)
}

package kernel

// A factor reaches the kernels in two forms: as rows (inner × k, read number by
// number) and as tiles (k × eight lanes, the unknowns of one panel). These
// functions go between them. Tiles hold k·8 numbers; lanes beyond the factor's
// end are zero.

// RowsToTile fills tile b from a factor held as rows: lane l of tile row a is
// rows[(8b+l)·k + a].
func RowsToTile(tile, rows []float64, b, k int) {
	rows = rows[b*Lanes*k:]
	width := min(Lanes, len(rows)/k)
	if width == Lanes { // nearly always: a column of the eight rows at a time
		for a := range k {
			to, from := (*[Lanes]float64)(tile[a*Lanes:]), rows[a:]
			_ = from[7*k]
			to[0], to[1], to[2], to[3] = from[0], from[k], from[2*k], from[3*k]
			to[4], to[5], to[6], to[7] = from[4*k], from[5*k], from[6*k], from[7*k]
		}
		return
	}
	clear(tile[:k*Lanes])
	for l := range width {
		row := rows[l*k : (l+1)*k]
		for a, v := range row {
			tile[a*Lanes+l] = v
		}
	}
}

// TileToRows writes tile b into a factor held as rows.
func TileToRows(rows, tile []float64, b, k int) {
	rows = rows[b*Lanes*k:]
	width := min(Lanes, len(rows)/k)
	if width == Lanes {
		for a := range k {
			from, to := (*[Lanes]float64)(tile[a*Lanes:]), rows[a:]
			_ = to[7*k]
			to[0], to[k], to[2*k], to[3*k] = from[0], from[1], from[2], from[3]
			to[4*k], to[5*k], to[6*k], to[7*k] = from[4], from[5], from[6], from[7]
		}
		return
	}
	for l := range width {
		row := rows[l*k : (l+1)*k]
		for a := range row {
			row[a] = tile[a*Lanes+l]
		}
	}
}

// ColumnsToTile fills tile b from a factor held as columns, k × n: lane l of
// tile row a is columns[a·n + 8b+l].
func ColumnsToTile(tile, columns []float64, b, k int) {
	n := len(columns) / k
	width := min(Lanes, n-b*Lanes)
	for a := range k {
		row := tile[a*Lanes : (a+1)*Lanes]
		clear(row[copy(row, columns[a*n+b*Lanes:a*n+b*Lanes+width]):])
	}
}

// TileToColumns writes tile b into a factor held as columns.
func TileToColumns(columns, tile []float64, b, k int) {
	n := len(columns) / k
	width := min(Lanes, n-b*Lanes)
	for a := range k {
		copy(columns[a*n+b*Lanes:a*n+b*Lanes+width], tile[a*Lanes:])
	}
}

// ScaleRatios is ScaleRatio with a denominator for every entry.
func ScaleRatios(x, num, den []float64) {
	for i := range x {
		x[i] = ratio(x[i]*num[i], den[i])
	}
}

package column

import (
	"strings"

	"subtype/internal/expr/textfile"
)

// Titles says whether the first n rows stand above the header: it returns n where they
// fill at most half of the fields, and the next row all or all but one, above rows of
// numbers; else 0.
func Titles(rows [][]string, n int) int {
	width := len(rows[n])
	if width < 4 || Filled(rows[n]) < width-1 || numbers(rows[n]) > 0 {
		return 0
	}
	for _, row := range rows[:n] {
		if 2*Filled(row) > width {
			return 0
		}
	}
	below := rows[n+1:]
	for _, row := range below {
		if 2*numbers(row) < width || len(row) < width-1 {
			return 0
		}
	}
	return n
}

// Filled is how many fields hold something.
func Filled(fields []string) int {
	n := 0
	for _, f := range fields {
		if strings.TrimSpace(f) != "" {
			n++
		}
	}
	return n
}

// numbers is how many fields behind the first look like values.
func numbers(fields []string) int {
	n := 0
	for _, f := range fields[min(1, len(fields)):] {
		if f = strings.TrimSpace(f); f != "" && textfile.LooksLikeValue(f) {
			n++
		}
	}
	return n
}

// LikeMatrix says whether most of what stands below a header and behind names are values.
func LikeMatrix(rows [][]string) bool {
	values, cells := 0, 0
	for _, row := range rows[min(1, len(rows)):] {
		values += numbers(row)
		cells += Filled(row[min(1, len(row)):])
	}
	return len(rows) > 2 && cells >= 4 && 2*values > cells
}

// IsNumbering says whether a header is one that stands above numbers of rows.
func IsNumbering(name string) bool {
	switch name = strings.ToLower(strings.TrimSpace(name)); name {
	case "", "x", "index", "..1", "...1", "v1", "row", "rownames", "no", "no.", "#", "unnamed: 0":
		return true
	}
	return false
}

// FilledFields is how many fields rows of the width have up to the last that
// holds something in any of them.
func FilledFields(rows [][]string, width int) int {
	filled := 0
	for _, fields := range rows {
		for i := filled; i < len(fields) && len(fields) == width; i++ {
			if strings.TrimSpace(fields[i]) != "" {
				filled = i + 1
			}
		}
	}
	return filled
}

// CommonWidth is the number of fields of most rows, and of the first of them
// where others are as frequent: one odd row at the top spoils itself alone.
func CommonWidth(rows [][]string, first int) int {
	times := map[int]int{}
	best := first
	for _, fields := range rows {
		times[len(fields)]++
	}
	for _, fields := range rows {
		if times[len(fields)] > times[best] {
			best = len(fields)
		}
	}
	return best
}

// IsCorner says whether a name is one that stands above the names of genes.
func IsCorner(name string) bool {
	name = strings.ToLower(strings.TrimSpace(name))
	switch name {
	case "", "gene", "genes", "id", "ids", "name", "names", "id_ref", "probe", "probes", "probe_id", "probeset",
		"probe_set_id", "feature", "feature_id", "hybridization ref", "sample", "sample_id", "rowname", "rownames",
		"row.names", "target_id":
		return true
	}
	return IsGeneColumn(name)
}

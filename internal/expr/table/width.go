package table

import (
	"strings"

	"subtype/internal/expr/column"
)

// filledFields is how many fields rows of the width have up to the last that
// holds something in any of them.
func filledFields(rows [][]string, width int) int {
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

// commonWidth is the number of fields of most rows, and of the first of them
// where others are as frequent: one odd row at the top spoils itself alone.
func commonWidth(rows [][]string, first int) int {
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

// isCorner says whether a name is one that stands above the names of genes.
func isCorner(name string) bool {
	name = strings.ToLower(strings.TrimSpace(name))
	switch name {
	case "", "gene", "genes", "id", "ids", "name", "names", "id_ref", "probe", "probes", "probe_id", "probeset",
		"probe_set_id", "feature", "feature_id", "hybridization ref", "sample", "sample_id", "rowname", "rownames",
		"row.names", "target_id":
		return true
	}
	return column.IsGeneColumn(name)
}

package study

import (
	"fmt"

	"subtype/internal/runlog"
	"subtype/internal/spec"
	"subtype/internal/words"
)

// planText says which runs a header is of.
func planText(h runlog.Header) string {
	return fmt.Sprintf("ranks %s with %s each%s", spec.RanksText(h.Ranks), runsText(h), setsText(h))
}

// runsText says how many runs of the matrix itself there are at a rank.
func runsText(h runlog.Header) string {
	if h.Restarts == 1 {
		return "1 run"
	}
	return eachText(h) + " runs"
}

// setsText says how many data sets a header has beside the matrix, and runs of them.
func setsText(h runlog.Header) string {
	if len(h.Sets) == 0 {
		return ""
	}
	runs := 0
	for _, set := range h.Sets {
		runs += set.Runs
	}
	return fmt.Sprintf(" and %s of %s drawn from the matrix", words.Plural(runs, "run"), words.Plural(len(h.Sets),
		"data set"))
}

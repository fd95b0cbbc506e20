package study

import (
	"cmp"
	"fmt"
	"strings"

	"subtype/internal/runlog"
	"subtype/internal/words"
)

// difference says in what an analysis found somewhere differs from this one; "" where
// their runs are the same.
func difference(found, this runlog.Header) string {
	name, was, is := found.Difference(this)
	switch name {
	case "":
		return ""
	case inputField:
		return inputDifference(found.Input, was, this.Input, is)
	case numericsField:
		return fmt.Sprintf("computed by a version of this program with other numerics (%s, this has %s)", was, is)
	case valuesField:
		if this.Field("genes") != "" {
			return "with another list of --genes"
		}
		return "of the same file, but its values were prepared otherwise, by another version of this program or on another " +
			"kind of processor"
	}
	const algorithm = "algorithm" // on which others depend that come first
	if a, b := found.Field(algorithm), this.Field(algorithm); a != b && a != "" && b != "" {
		return settingDifference(algorithm, a, b)
	}
	if setting, _ := SettingByName(name); setting.before != "" { // which is no field
		was, is = cmp.Or(was, setting.before), cmp.Or(is, setting.before)
	}
	return settingDifference(name, was, is)
}

func inputDifference(wasName, was, isName, is string) string {
	return fmt.Sprintf("of %s with SHA-256 %.12s…, this is %s with %.12s…", wasName, was, isName, is)
}

func settingDifference(name, was, is string) string {
	if is == "" {
		is = "without"
	} else {
		is = "with " + is
	}
	if was == "" {
		return fmt.Sprintf("without --%s, this is %s", name, is)
	}
	return fmt.Sprintf("with --%s %s, this is %s", name, was, is)
}

// foreignShard says what makes a shard one of another plan than the others; "" where
// nothing does.
func foreignShard(found, h runlog.Header) string {
	if why := difference(found, h); why != "" {
		return fmt.Sprintf("of another analysis (%s): its plan digest is %.12s…, that of the others %.12s…",
			strings.Replace(why, ", this is ", ", the others are ", 1), found.ID(), h.ID())
	}
	if !found.SamePlan(h) {
		was, is := planTexts(found, h)
		return fmt.Sprintf("of another plan (%s, the others of %s)", was, is)
	}
	if found.Shard.Count != h.Shard.Count {
		return fmt.Sprintf("part %d of %d, the others are of %d", found.Shard.Index, found.Shard.Count, h.Shard.Count)
	}
	return ""
}

// planTexts describe two plans that differ.
func planTexts(a, b runlog.Header) (string, string) {
	was, is := planText(a), planText(b)
	if was == is {
		is = "other data sets"
	}
	return was, is
}

// planText says which runs a header is of.
func planText(h runlog.Header) string {
	return fmt.Sprintf("ranks %s with %s each%s", RanksText(h.Ranks), runsText(h), setsText(h))
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

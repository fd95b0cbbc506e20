package spec

import (
	"cmp"
	"fmt"

	"subtype/internal/runlog"
)

// Difference says in what an analysis found somewhere differs from this one; "" where
// their runs are the same.
func Difference(found, this runlog.Header) string {
	name, was, is := found.Difference(this)
	switch name {
	case "":
		return ""
	case InputField:
		return InputDifference(found.Input, was, this.Input, is)
	case numericsField:
		return fmt.Sprintf("computed by a version of this program with other numerics (%s, this has %s)", was, is)
	case kindsField:
		return "of other files of --with"
	case valuesField:
		if this.Field("genes") != "" {
			return "with another list of --genes"
		}
		return "of the same file, but its values were prepared otherwise, by another version of this program or on another " +
			"kind of processor"
	}
	const algorithm = "algorithm" // on which others depend that come first
	if a, b := found.Field(algorithm), this.Field(algorithm); a != b && a != "" && b != "" {
		return SettingDifference(algorithm, a, b)
	}
	if setting, _ := SettingByName(name); setting.before != "" { // which is no field
		was, is = cmp.Or(was, setting.before), cmp.Or(is, setting.before)
	}
	return SettingDifference(name, was, is)
}

func InputDifference(wasName, was, isName, is string) string {
	return fmt.Sprintf("of %s with SHA-256 %.12s…, this is %s with %.12s…", wasName, was, isName, is)
}

func SettingDifference(name, was, is string) string {
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

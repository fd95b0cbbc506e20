package study

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"subtype/internal/state"
	"subtype/internal/usage"
	"subtype/report"
)

// earlierState is where versions before the state kept what they knew of the input. It is
// not read, and goes when a report is made anew.
const earlierState = "input.json"

// isOurs says whether a name is one that the program gives to files of a report. Only
// these are ever removed, whatever a summary lists.
func isOurs(name string) bool {
	return name == state.FileName || name == earlierState || report.Made(name)
}

// names are the files that a report of this analysis may have.
func (a *Analysis) names() []string {
	return append(report.Names(a.Spec.Plan.Ranks, a.Spec.Report.Figures), state.FileName)
}

// earlier are the files of the report found there, as far as they can be removed.
func (f *Folder) earlier() []string {
	if f.previous == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Collect(maps.Keys(f.previous.Files)), func(name string) bool { return !isOurs(name) })
}

// claim looks at all files that are to be written, and at those that an earlier report
// left and may be removed. One that no summary of ours lists is the user's, and so is,
// unless forced, one that was changed since it was written.
func (f *Folder) claim(names []string) error {
	names = slices.Compact(slices.Sorted(slices.Values(slices.Concat(names, f.earlier()))))
	f.found = map[string]string{}
	var foreign, changed []string
	for _, name := range names {
		if err := f.inputs.refuseIn(f.dir, name); err != nil {
			return err
		}
		digest, err := f.dir.Digest(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case err != nil:
			return usage.Errorf("%w; move it away, or choose another folder", err)
		}
		f.found[name] = digest
		switch {
		case !f.previous.listed(name):
			foreign = append(foreign, name)
		case !f.previous.wrote(name, digest):
			changed = append(changed, name)
		}
	}
	if len(foreign) > 0 {
		return usage.Errorf("%s holds files that are not from this program and would be replaced (%s): move them away, or "+
			"choose another -o DIR", f.path, firstOf(foreign))
	}
	if len(changed) > 0 && !f.process.Force {
		return usage.Errorf("%s was changed since it was written (%s): move what is to be kept away, or --force to "+
			"replace it", f.path, firstOf(changed))
	}
	return nil
}

// firstOf lists the first few of many names.
func firstOf(names []string) string {
	const most = 3
	if len(names) > most {
		names = append(slices.Clone(names[:most]), fmt.Sprintf("%d more", len(names)-most))
	}
	return strings.Join(names, ", ")
}

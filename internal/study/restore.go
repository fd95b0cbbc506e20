package study

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"

	"subtype/internal/files"
	"subtype/internal/runlog"
	"subtype/internal/spec"
	"subtype/internal/state"
	"subtype/internal/usage"
)

// NoAnnotations, as the file of annotations, takes those given before away.
const NoAnnotations = "none"

// ReportAnew makes the report of a finished analysis anew, from its state and its run
// log. Settings of s that are asked for replace those of the analysis. It returns what
// was found, for a person.
func ReportAnew(ctx context.Context, dir string, s *spec.Spec, asked func(string) bool, p Process) (string, error) {
	f, err := openResults(dir, s, p)
	if err != nil {
		return "", err
	}
	defer f.Close()
	kept, log, err := f.restore()
	if err != nil {
		return "", err
	}
	a, err := f.analysis(kept, log, s, asked)
	if err != nil {
		return "", err
	}
	rule, err := s.Rule()
	if err != nil {
		return "", err
	}
	if a.fonts, a.font, err = loadFonts(s.Report.Font, s.Report.FigureWidth); err != nil {
		return "", err
	}
	if font := kept.Setting("font"); font != "" && a.font == "" {
		p.Progress.Note("warning: the figures were drawn with the font %s, which is not kept; without --font they are drawn "+
			"with the built-in one", font)
	}
	f.summary = a.summary()
	if err := f.claim(a.names()); err != nil {
		return "", err
	}
	if f.finished() {
		return f.previous.text(f.path), nil
	}
	found, err := a.survey(ctx, kept, log, rule)
	if err != nil {
		return "", err
	}
	return f.report(ctx, a, found, kept.Markers, map[string]string{RunsName: f.previous.Files[RunsName]})
}

// openResults locks a folder that holds results.
func openResults(dir string, s *spec.Spec, p Process) (_ *Folder, err error) {
	none := usage.Errorf("%s holds no finished analysis: there is no %s", dir, SummaryName)
	f := &Folder{path: dir, inputs: NewInputs("", nil, s), process: p}
	_, err = os.Stat(filepath.Join(dir, SummaryName))
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		return nil, none
	}
	if f.dir, err = files.Open(dir); err != nil {
		return nil, usage.Wrap(err)
	}
	defer func() {
		if err != nil {
			f.Close()
		}
	}()
	if f.lock, err = lockRuns(f.dir, RunsName, dir, f.inputs, p.Progress); err != nil {
		return nil, err
	}
	if err = f.readPrevious(); err == nil && f.previous == nil { // it went meanwhile
		err = none
	}
	return f, err
}

// restore reads the state and the runs, which must be of the same analysis.
func (f *Folder) restore() (*state.State, *runlog.Log, error) {
	was := f.previous
	switch {
	case was.edited:
		return nil, nil, f.changed(SummaryName)
	case was.Status == "complete" && !was.listed(state.FileName):
		return nil, nil, usage.Errorf("%s was made by an earlier version of this program, and cannot be reported anew as "+
			"it is: "+
			"subtype run (or combine) with the same options does it, with the runs that are kept there", f.path)
	case was.Files[RunsName] == "": // an unfinished summary has digests of what it did not mean to change
		return nil, nil, f.notFinished()
	}
	data, err := f.read(RunsName)
	if err != nil {
		return nil, nil, err
	}
	log, err := runlog.Read(data)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", f.dir.Path(RunsName), err)
	}
	if data, err = f.read(state.FileName); err != nil {
		if was.Status != "complete" {
			err = f.notFinished()
		}
		return nil, nil, err
	}
	kept, err := state.Read(data)
	if err != nil {
		return nil, nil, usage.Errorf("%s cannot be used: %w; subtype run with the options of this analysis makes it again",
			f.dir.Path(state.FileName), err)
	}
	if log.ID() != was.Analysis || !kept.IsOf(log) {
		if was.Status != "complete" {
			return nil, nil, f.notFinished()
		}
		return nil, nil, f.changed(state.FileName)
	}
	return kept, log, nil
}

// ofAnnotations are settings that speak of columns of annotations.
var ofAnnotations = []string{"annotations-key", "annotate", "survival", "adjust", "confounders", "column-types"}

// analysis is that of a state, with the settings that are asked for.
func (f *Folder) analysis(kept *state.State, log *runlog.Log, s *spec.Spec, asked func(string) bool) (*Analysis,
	error) {
	for _, option := range kept.Settings {
		switch {
		case asked(option.Name), option.Name == "font", option.Name == "annotations", option.Name == "gene-names",
			option.Name == "gene-sets":
		case option.Name == "with":
			s.Read.With, _ = spec.SplitNames(option.Value)
		case asked("annotations") && slices.Contains(ofAnnotations, option.Name):
			// They were for the files before.
		case option.Name == "rank" && asked("rank-rule"):
		default:
			if err := s.Set(option.Name, option.Value); err != nil {
				return nil, usage.Errorf("%s is of another version of this program: --%s %s: %w", f.dir.Path(state.FileName),
					option.Name,
					option.Value, err)
			}
		}
	}
	s.Give(&spec.Given{Losses: spec.Losses(kept.Known.Matrix)})
	a := &Analysis{Spec: s, Header: log.Header, process: f.process, matrix: kept.Known.Matrix,
		trained: kept.Classifiers, kinds: kept.Kinds}
	var err error
	switch {
	case asked("annotations-key") && !asked("annotations"):
		return nil, usage.Errorf("--annotations-key is for a table that is read: give it again with --annotations")
	case slices.Equal(s.Report.Annotations, []string{NoAnnotations}):
		s.Report.Annotations = nil
		a.annotations, err = join(a.matrix, s)
	case slices.Contains(s.Report.Annotations, NoAnnotations):
		return nil, usage.Errorf("--annotations %s takes all tables away; leave it out beside others", NoAnnotations)
	case asked("annotations"):
		a.annotations, err = join(a.matrix, s)
	default:
		a.annotations = kept.Known.Annotations
		if s.Report.Annotations, err = spec.SplitNames(kept.Setting("annotations")); err == nil {
			known, _ := annotated(a.known(), s)
			err = checkColumns(s, a.matrix, known)
		}
	}
	if err == nil {
		err = a.genesAnew(kept, asked)
	}
	if err == nil {
		a.knownDigest, err = a.known().Digest()
	}
	return a, err
}

// read reads a file as it was written. That an interrupted report may have replaced it
// makes no difference: both are whole.
func (f *Folder) read(name string) ([]byte, error) {
	data, err := f.dir.Read(name)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !f.previous.wrote(name, sha256Of(data)) {
		return nil, f.changed(name)
	}
	if errors.Is(err, files.ErrForeign) {
		err = usage.Wrap(err)
	}
	return data, err
}

// changed is the error for a file that somebody changed.
func (f *Folder) changed(name string) error {
	return usage.Errorf("%s is missing or was changed since it was written; subtype run --force with the options of this "+
		"analysis makes it again", f.dir.Path(name))
}

// notFinished is the error for results that are not all there yet.
func (f *Folder) notFinished() error {
	return usage.Errorf("%s is not finished: first let the command that began it finish it (subtype run, or combine)",
		f.path)
}

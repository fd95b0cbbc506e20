package simulate

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"

	"subtype/internal/files"
	"subtype/internal/runlog"
)

// Names of the files of a folder.
const (
	MatrixName = "expr.tsv.gz"
	TruthName  = "truth.tsv"
	GenesName  = "genes_truth.tsv"
	AboutName  = "simulate.json"
	lockName   = "simulate.json.lock"
)

// Folder is an open folder for a data set.
type Folder struct {
	dir  *files.Folder
	lock *runlog.Lock
	set  *Set
	was  *about   // found there
	will about    // be there
	old  []string // files found there, which are ours
}

// Open opens a folder for a data set, and makes it where it is absent. Files that are
// there and not from this program, or changed since, are an error; and so is another data
// set, unless forced.
func Open(path string, s *Set, version string, force bool) (_ *Folder, err error) {
	if info, err := os.Stat(path); err == nil && !info.IsDir() {
		return nil, fmt.Errorf("%s is no folder; choose another -o DIR", path)
	}
	f := &Folder{set: s, will: s.about(version)}
	if f.dir, err = files.Make(path); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			f.Close()
		}
	}()
	f.lock, err = runlog.Acquire(f.dir.Path(lockName))
	switch {
	case errors.Is(err, runlog.ErrLocked):
		return nil, fmt.Errorf("another process is writing to %s; wait until it ends", path)
	case errors.Is(err, runlog.ErrNotALock):
		return nil, fmt.Errorf("%s is not from this program, which needs that name for a lock: move it away, or choose "+
			"another -o DIR", f.dir.Path(lockName))
	case errors.Is(err, runlog.ErrNoLocks):
	case err != nil:
		return nil, err
	}
	if err := f.checkPresent(); err != nil {
		return nil, fmt.Errorf("%w; move it away, or choose another -o DIR", err)
	}
	if f.was != nil && !f.same() && !force {
		return nil, fmt.Errorf("%s holds another data set (%s); choose another -o DIR, or --force to replace it", path,
			f.difference())
	}
	return f, nil
}

// Close lets go of the folder.
func (f *Folder) Close() {
	f.lock.Release()
	f.dir.Close()
}

// checkPresent finds the files that are there. Each must be as simulate.json says.
func (f *Folder) checkPresent() error {
	data, err := f.dir.Read(AboutName)
	if err == nil {
		f.was = &about{}
		if json.Unmarshal(data, f.was) != nil || f.was.Program != program {
			return fmt.Errorf("%s is not from this program", f.dir.Path(AboutName))
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, name := range []string{MatrixName, TruthName, GenesName} {
		digest, err := f.dir.Digest(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case err != nil:
			return err
		case f.was == nil || f.was.Files[name] == "":
			return fmt.Errorf("%s is not from this program", f.dir.Path(name))
		case f.was.Files[name] != digest:
			return fmt.Errorf("%s was changed since it was written", f.dir.Path(name))
		}
		f.old = append(f.old, name)
	}
	return nil
}

func (f *Folder) same() bool {
	return f.was.Version == f.will.Version && maps.Equal(f.was.Options, f.will.Options)
}

// difference names the first option that is another one.
func (f *Folder) difference() string {
	for _, p := range Parameters() {
		if was, will := f.was.Options[p.Name], f.will.Options[p.Name]; was != will {
			return fmt.Sprintf("with --%s %s, this is with %s", p.Name, was, will)
		}
	}
	return fmt.Sprintf("of version %s, this is %s", f.was.Version, f.will.Version)
}

// Complete says whether the folder holds the data set already.
func (f *Folder) Complete() bool { return f.was != nil && f.same() && len(f.old) == 3 }

// Write writes the data set. At every moment the files that are there are those that
// simulate.json lists; the matrix comes last.
func (f *Folder) Write(ctx context.Context) (err error) {
	names := []string{AboutName, GenesName, TruthName, MatrixName}
	defer func() {
		if err != nil {
			f.dir.Discard(names...)
		}
	}()
	contents := map[string]func(io.Writer) error{
		GenesName:  func(w io.Writer) error { return f.set.writeGenes(ctx, w) },
		TruthName:  f.set.writeSamples,
		MatrixName: func(w io.Writer) error { return f.set.writeMatrix(ctx, w) },
	}
	for _, name := range slices.Backward(names) {
		if name == AboutName {
			_, err = f.dir.Stage(name, f.will.write)
		} else {
			f.will.Files[name], err = f.dir.Stage(name, contents[name])
		}
		if err != nil {
			return err
		}
	}
	for _, name := range f.old {
		if err := f.dir.Remove(name); err != nil {
			return err
		}
	}
	return f.dir.Commit(names...)
}

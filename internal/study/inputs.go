package study

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"subtype/internal/files"
	"subtype/internal/spec"
	"subtype/internal/usage"
)

// Inputs are the files that a command reads. They are known by what they are, not by
// their names: no output may take the place of one of them, under whatever name.
type Inputs []inputFile

type inputFile struct {
	path, what string
	info       fs.FileInfo
}

// NewInputs are the matrix, with what else a Spec names. path may be "".
func NewInputs(path string, stdin io.Reader, s *spec.Spec) Inputs {
	var in Inputs
	if path == "-" {
		in.AddStdin(stdin)
	} else {
		in.Add(path, "the matrix that is read")
	}
	if parts, err := os.ReadDir(path); err == nil { // a MatrixMarket folder
		for _, part := range parts {
			in.Add(filepath.Join(path, part.Name()), "part of the matrix that is read")
		}
	}
	for _, path := range s.WithFiles() {
		in.Add(path, "a matrix of --with")
	}
	in.Add(s.Prepare.Genes, "the list of --genes")
	for _, list := range [][]string{s.Read.KeepSamples, s.Read.DropSamples, s.Prepare.DropGenes} {
		for _, name := range list {
			if path, isFile := strings.CutPrefix(name, "@"); isFile {
				in.Add(path, "a list of names")
			}
		}
	}
	for _, path := range s.Report.Annotations {
		in.Add(path, "the table of --annotations")
	}
	in.Add(s.Report.GeneNames, "the table of --gene-names")
	for _, path := range s.Report.GeneSets {
		in.Add(path, "the sets of --gene-sets")
	}
	in.Add(s.Report.Font, "the font of --font")
	in.Add(s.Plan.Weights, "the table of --weights")
	in.Add(s.Plan.StartBasis, "the table of --start-basis")
	in.Add(s.Plan.StartCoefficients, "the table of --start-coefficients")
	in.Add(s.Plan.FixedBasis, "the table of --fixed-basis")
	return in
}

// Add adds a file, if it is one that can be written.
func (in *Inputs) Add(path, what string) {
	info, err := os.Stat(path)
	if err == nil && (info.Mode().IsRegular() || info.IsDir()) { // a pipe or a device loses nothing
		*in = append(*in, inputFile{path, what, info})
	}
}

// AddStdin adds the file that stdin comes from.
func (in *Inputs) AddStdin(stdin io.Reader) {
	if file, ok := stdin.(*os.File); ok {
		if info, err := file.Stat(); err == nil && info.Mode().IsRegular() {
			*in = append(*in, inputFile{"stdin", "what is read from stdin", info})
		}
	}
}

// refuse is an error where something to be written is one of the inputs.
func (in Inputs) refuse(paths ...string) error {
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			continue // not there, or a link to nothing
		}
		for _, input := range in {
			if os.SameFile(info, input.info) {
				return usage.Errorf("%s is %s (%s), and would be written; choose another -o", path, input.what, input.path)
			}
		}
	}
	return nil
}

// Refuse is an error where a folder, or a file to be written there, is one of the inputs.
func (in Inputs) Refuse(folder string, names ...string) error {
	for _, name := range names {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := in.refuse(folder, path, files.Temporary(path)); err != nil {
			return err
		}
	}
	return nil
}

// refuseIn is refuse for files of a folder, under the names that they have while they
// are made, too.
func (in Inputs) refuseIn(dir *files.Folder, names ...string) error {
	for _, name := range names {
		if err := in.refuse(dir.Path(name), dir.Path(files.Temporary(name))); err != nil {
			return err
		}
	}
	return nil
}

package cli

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"subtype/internal/files"
)

// inputs are the files that a command reads. They are known by what they are, not by
// their names: no output may take the place of one of them, under whatever name.
type inputs []given

type given struct {
	path, what string
	info       fs.FileInfo
}

// inputs are the matrix, with what else the flags name.
func (o *options) inputs(path string, stdin io.Reader) inputs {
	var in inputs
	if path == "-" {
		in.addStdin(stdin)
	} else {
		in.add(path, "the matrix that is read")
	}
	if parts, err := os.ReadDir(path); err == nil { // a MatrixMarket folder
		for _, part := range parts {
			in.add(filepath.Join(path, part.Name()), "part of the matrix that is read")
		}
	}
	in.add(o.input.genes, "the list of --genes")
	in.add(o.input.annotations, "the table of --annotations")
	in.add(o.font, "the font of --font")
	return in
}

func (in *inputs) add(path, what string) {
	info, err := os.Stat(path)
	if err == nil && (info.Mode().IsRegular() || info.IsDir()) { // a pipe or a device loses nothing
		*in = append(*in, given{path, what, info})
	}
}

func (in *inputs) addStdin(stdin io.Reader) {
	if file, ok := stdin.(*os.File); ok {
		if info, err := file.Stat(); err == nil && info.Mode().IsRegular() {
			*in = append(*in, given{"stdin", "what is read from stdin", info})
		}
	}
}

// refuse is an error where something to be written is one of the inputs.
func (in inputs) refuse(paths ...string) error {
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			continue // not there, or a link to nothing
		}
		for _, g := range in {
			if os.SameFile(info, g.info) {
				return usagef("%s is %s (%s), and would be written; choose another -o", path, g.what, g.path)
			}
		}
	}
	return nil
}

// refuseIn is refuse for files of a folder, under the names that they have while they
// are made, too.
func (in inputs) refuseIn(dir *files.Folder, names ...string) error {
	for _, name := range names {
		if err := in.refuse(dir.Path(name), dir.Path(files.Temporary(name))); err != nil {
			return err
		}
	}
	return nil
}

// Package state keeps what a report needs when the matrix is gone, in a file apart from what
// people read. The file is of a version, and holds every field of every type that is kept
// (codec.go); what does not fit together is refused (fit.go).
package state

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"reflect"

	"github.com/klauspost/compress/gzip"

	"subtype/internal/classify"
	"subtype/internal/contribution"
	"subtype/internal/expr"
	"subtype/internal/expr/annotation"
	"subtype/internal/expr/finding"
	"subtype/internal/genesets"
	"subtype/internal/markers"
	"subtype/internal/null"
	"subtype/internal/spec"
	"subtype/internal/survey"
)

// version changes with what is in the state and with what it means. The types kept
// there are written by the names of their fields, so a field that is new, gone or renamed
// is another version, too; a test holds their shape.
const version = 1

// FileName is the file of the state.
const FileName = "state.json.gz"

// State is all that a report needs when the matrix is gone, but for the runs, which are in
// the run log.
type State struct {
	Settings []spec.Option // as Spec.Recorded gives them
	Known    Known
	Ranks    []survey.Fitted // in the order of the plan's
	Null     *null.Result    // whether there are groups at all; nil: not asked
	Markers  *markers.Evidence

	Classifiers *classify.Trained   // a rule of every rank for other samples
	Kinds       []contribution.Rank // of several kinds of data, what each has of every rank
}

// Known is what is known of the input, apart from the values of the matrix.
type Known struct {
	Matrix      *expr.Matrix // Values is nil
	Annotations *Annotations // of --annotations; nil: none
	GeneNames   *genesets.Names
	GeneSets    []genesets.Library
}

// Annotations are the columns of the file of --annotations, joined to the samples.
type Annotations struct {
	Columns  []annotation.Column
	Findings finding.Findings
	Files    []File
}

// File is a file that was read beside the matrix.
type File struct{ Name, SHA256 string }

// Files are those beside the matrix, with the flags that named them.
func (k Known) Files() (flags []string, files []File) {
	add := func(flag string, f File) { flags, files = append(flags, flag), append(files, f) }
	for _, kind := range k.Matrix.Kinds {
		if !kind.Main {
			add("with", File{kind.File, kind.SHA256})
		}
	}
	if k.Annotations != nil {
		for _, f := range k.Annotations.Files {
			add("annotations", f)
		}
	}
	if n := k.GeneNames; n != nil {
		add("gene-names", File{n.File, n.SHA256})
	}
	for _, l := range k.GeneSets {
		add("gene-sets", File{l.File, l.SHA256})
	}
	return flags, files
}

// mark begins every state.
type mark struct {
	Program string
	Version int
}

var ourMark = mark{"subtype", version}

// Digest is the SHA-256 of all of it.
func (k Known) Digest() (string, error) {
	hash := sha256.New()
	w := bufio.NewWriter(hash)
	if err := encode(w, reflect.ValueOf(k)); err != nil {
		return "", err
	}
	w.Flush()
	return hex.EncodeToString(hash.Sum(nil)), nil
}

// Write writes the state. Its bytes depend on nothing else: gzip is told neither a name
// nor a time.
func (s *State) Write(to io.Writer) error {
	z := gzip.NewWriter(to)
	w := bufio.NewWriterSize(z, 1<<16)
	for _, part := range []any{ourMark, *s} {
		if err := encode(w, reflect.ValueOf(part)); err != nil {
			return err
		}
		w.WriteByte('\n')
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return z.Close()
}

// mostState is more than any state has, in bytes of text: what is larger was made to fill
// the memory.
const mostState = 4 << 30

// Read reads what Write wrote, from whomever it may come.
func Read(data []byte) (*State, error) {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, errors.New("it is no state of an analysis")
	}
	text := &io.LimitedReader{R: z, N: mostState}
	d := newDecoder(text)
	var found mark
	if err := d.decode(reflect.ValueOf(&found).Elem()); err != nil || found.Program != ourMark.Program {
		return nil, errors.New("it is no state of an analysis")
	}
	if found.Version != version {
		return nil, fmt.Errorf("it is a state of version %d, and this program reads version %d", found.Version, version)
	}
	s := &State{}
	if err := d.decode(reflect.ValueOf(s).Elem()); err != nil {
		return nil, fmt.Errorf("it is damaged: %w", err)
	}
	if err := d.end(); err != nil || text.N == 0 {
		return nil, fmt.Errorf("it is damaged: something follows it")
	}
	if err := s.check(); err != nil {
		return nil, fmt.Errorf("it is damaged: %w", err)
	}
	return s, nil
}

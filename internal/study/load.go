package study

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"subtype/internal/chapter/clinic"
	"subtype/internal/expr"
	"subtype/internal/expr/annotation"
	"subtype/internal/expr/finding"
	"subtype/internal/expr/names"
	"subtype/internal/expr/rowstore"
	"subtype/internal/input"
	"subtype/internal/joint"
	"subtype/internal/spec"
	"subtype/internal/state"
	"subtype/internal/usage"
)

// Loader reads the files that a Spec names.
type Loader struct {
	Spec  *spec.Spec
	Path  string // of the matrix; "-": Stdin
	Stdin io.Reader

	Every *joint.Genes // takes in all genes; nil: nobody does

	names  []string // of --genes, once read: it may be a pipe
	digest string   // of runs that are imported
}

// Load reads and prepares the matrix.
func (l *Loader) Load() (*expr.Matrix, error) {
	s := l.Spec
	if s.Prepare.Genes != "" && l.names == nil {
		var err error
		if l.names, err = input.Names(s.Prepare.Genes); err != nil {
			return nil, err
		}
	}
	for _, list := range []*[]string{&s.Read.KeepSamples, &s.Read.DropSamples, &s.Prepare.DropGenes} {
		if err := ExpandList(list); err != nil {
			return nil, err
		}
	}
	s.Settle()
	m, err := l.matrix()
	if err != nil {
		return m, err
	}
	given, err := readGiven(s, m)
	if err != nil {
		return nil, err
	}
	if l.digest != "" {
		given.Digest = l.digest
	}
	s.Give(given)
	return m, nil
}

// matrix is that of the file, or of several kinds of data.
func (l *Loader) matrix() (*expr.Matrix, error) {
	kinds, err := l.Spec.KindInputs(l.Path)
	if err != nil {
		return nil, err
	}
	if kinds != nil {
		return joint.Load(l.Spec, kinds, l.Stdin, l.names, l.Every)
	}
	prepare := l.Spec.PrepareOptions(l.names)
	if l.Every != nil {
		prepare.Every = &rowstore.Genes{}
	}
	m, err := input.Matrix(l.Path, l.Stdin, l.Spec.ReadOptions(), prepare)
	if err == nil && l.Every != nil {
		*l.Every = *joint.NewGenes(prepare.Every, m)
	}
	return m, err
}

// ExpandList puts the names in a file in the place of @FILE.
func ExpandList(list *[]string) error {
	var out []string
	for _, name := range *list {
		path, isFile := strings.CutPrefix(name, "@")
		if !isFile {
			out = append(out, name)
			continue
		}
		more, err := input.Names(path)
		if err != nil {
			return err
		}
		out = append(out, more...)
	}
	*list = out
	return nil
}

// LoadAll is Load with the annotations joined, whose findings come after those of the
// matrix.
func (l *Loader) LoadAll() (*expr.Matrix, []annotation.Column, error) {
	m, err := l.Load()
	if err != nil {
		return m, nil, err
	}
	a, err := join(m, l.Spec)
	if err != nil {
		return m, nil, err
	}
	known := state.Known{Matrix: m, Annotations: a}
	columns, found := annotated(known, l.Spec)
	m.Findings = append(m.Findings, found...)
	return m, columns[len(m.Annotations):], nil
}

// join reads the files of --annotations, nil where there is none, and leaves the matrix
// as it is, so that a report can be made anew with others.
func join(m *expr.Matrix, s *spec.Spec) (*state.Annotations, error) {
	r := s.Report
	if len(r.Annotations) == 0 {
		if len(r.AnnotationsKey) > 0 {
			return nil, usage.Errorf("--annotations-key is for a table of --annotations, and none is given")
		}
		return nil, checkColumns(s, m, m.Annotations)
	}
	var tables []*annotation.Table
	var files []state.File
	for _, path := range r.Annotations {
		a, err := readAnnotations(path, s.Read.Encoding)
		if err != nil {
			return nil, err
		}
		for n := 2; slices.ContainsFunc(tables, func(t *annotation.Table) bool { return t.Name == a.Name }); n++ {
			a.Name = fmt.Sprintf("%s, %d", names.OfFile(path), n)
		}
		tables, files = append(tables, a), append(files, state.File{Name: names.OfFile(path), SHA256: a.SHA256})
	}
	if unknown := annotation.UnknownKey(tables, r.AnnotationsKey); unknown != "" {
		return nil, usage.Errorf("--annotations-key: %s", unknown)
	}
	samples := annotation.Samples{Names: m.Samples, InFile: m.FileSamples, Format: m.Format}
	columns, found, err := annotation.JoinAll(tables, samples, m.Annotations, annotation.Options{Keys: r.AnnotationsKey,
		Strict: s.Prepare.Strict})
	if err != nil {
		return nil, err
	}
	if err = checkColumns(s, m, slices.Concat(m.Annotations, columns)); err != nil {
		return nil, err
	}
	return &state.Annotations{Columns: columns, Findings: found, Files: files}, nil
}

// checkColumns is an error where a setting names columns that are not there, or takes them
// for what they are not.
func checkColumns(s *spec.Spec, m *expr.Matrix, columns []annotation.Column) error {
	if _, err := chooseDrawn(s, columns); err != nil {
		return err
	}
	_, err := understood(s, m, columns)
	return err
}

// understood is what annotations say of the samples.
func understood(s *spec.Spec, m *expr.Matrix, columns []annotation.Column) (*clinic.Known, error) {
	r := s.Report
	known, err := clinic.Read(columns, m.Technical, clinic.Asked{Survival: r.Survival, Adjust: r.Adjust,
		Confounders: r.Confounders, Types: r.ColumnTypes})
	if err != nil {
		return nil, usage.Wrap(err)
	}
	return known, nil
}

// annotated are all annotations that are known, and what is told of them.
func annotated(known state.Known, s *spec.Spec) ([]annotation.Column, finding.Findings) {
	columns, found := slices.Clone(known.Matrix.Annotations), finding.Findings(nil)
	if a := known.Annotations; a != nil {
		columns, found = append(columns, a.Columns...), slices.Clone(a.Findings)
	}
	if drawn, err := chooseDrawn(s, columns); err == nil && len(columns) > 0 {
		found = append(found, drawn.Finding(columns))
	}
	return columns, found
}

// chooseDrawn chooses the annotations that figures show.
func chooseDrawn(s *spec.Spec, columns []annotation.Column) (annotation.Drawn, error) {
	drawn, wrong := annotation.Choose(columns, s.Report.Annotate)
	switch {
	case wrong != "" && len(columns) == 0:
		return drawn, usage.Errorf("--annotate is for columns of annotations, and there are none")
	case wrong != "":
		return drawn, usage.Errorf("--annotate: %s", wrong)
	}
	return drawn, nil
}

// readAnnotations reads a table of --annotations, which may have the encoding of the
// matrix or be UTF-8 beside it.
func readAnnotations(path, encoding string) (*annotation.Table, error) {
	var first error
	for _, encoding := range []string{spec.Auto, encoding} {
		f, err := input.Open(path)
		if err != nil {
			return nil, err
		}
		digest := sha256.New()
		a, err := annotation.Read(names.OfFile(path), io.TeeReader(f, digest), encoding)
		if err == nil {
			_, err = io.Copy(digest, f) // what reading left
		}
		f.Close()
		if err == nil {
			a.SHA256 = hex.EncodeToString(digest.Sum(nil))
			return a, nil
		}
		if first == nil {
			first = err
		}
		var refusal *finding.Refusal
		if !errors.As(err, &refusal) || refusal.Findings[len(refusal.Findings)-1].Code != finding.Encoding {
			return nil, err
		}
	}
	return nil, first
}

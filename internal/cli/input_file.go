package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"subtype/internal/expr"
	"subtype/internal/expr/annotation"
	"subtype/internal/expr/finding"
	"subtype/internal/expr/transform"
	"subtype/report"
)

// inputName is the file that keeps what a report needs to know of the input.
const inputName = "input.json"

// inputVersion changes with the meaning of input.json.
const inputVersion = 2

// inputFile is input.json: all of the matrix but its values, and of the annotations.
// Genes and samples are in the order of the file, as the tables have them.
type inputFile struct {
	Version  int              `json:"version"`
	Name     string           `json:"name"`
	SHA256   string           `json:"sha256"`
	Format   string           `json:"format"`
	Genes    int              `json:"genes"`   // as read
	Samples  int              `json:"samples"` // as read
	Masked   int              `json:"masked,omitempty"`
	Split    bool             `json:"split,omitempty"` // each gene is an up or a down part
	Findings finding.Findings `json:"findings"`

	Transform *transform.Transform `json:"transform,omitempty"` // what was done to the values

	KeptGenes   []string     `json:"genes_kept"`
	Kept        []string     `json:"samples_kept"`
	FileSamples []string     `json:"samples_read,omitempty"` // where they are not those kept
	Columns     []fileColumn `json:"columns,omitempty"`      // annotations that came with the matrix
	Annotations *fileGiven   `json:"annotations,omitempty"`  // those of --annotations
}

type fileGiven struct {
	File     string           `json:"file"`
	Findings finding.Findings `json:"findings"`
	Columns  []fileColumn     `json:"columns"`
}

type fileColumn struct {
	Name   string   `json:"name"`
	Values []string `json:"values"` // of the samples kept; "" is unknown
}

// inputFile describes the job's input; file is the name of --annotations.
func (j *job) inputFile(file string) report.File {
	content := newInputFile(j.matrix, j.given, file)
	return report.File{Name: inputName, Write: func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		e.SetIndent("", " ")
		return e.Encode(content)
	}}
}

func newInputFile(m *expr.Matrix, given *annotations, file string) inputFile {
	in := inputFile{Version: inputVersion, Name: m.Name, SHA256: m.SHA256, Format: m.Format, Genes: m.Read.Genes,
		Samples: m.Read.Samples,
		Masked:  m.Masked, Transform: m.Transform, Split: m.Halves != nil, Findings: m.Findings, KeptGenes: inOrder(m.Genes, m.GeneOrder),
		Kept: inOrder(m.Samples, m.SampleOrder)}
	if !slices.Equal(m.FileSamples, in.Kept) {
		in.FileSamples = m.FileSamples
	}
	columns := func(from []annotation.Column) []fileColumn {
		var to []fileColumn
		for _, a := range from {
			to = append(to, fileColumn{a.Name, inOrder(a.Values, m.SampleOrder)})
		}
		return to
	}
	in.Columns = columns(m.Annotations)
	if given != nil {
		in.Annotations = &fileGiven{file, given.findings, columns(given.columns)}
	}
	return in
}

// restored is what newInputFile was made from, but for the matrix' values.
func (in *inputFile) restored() (*expr.Matrix, *annotations, error) {
	if in.Version != inputVersion {
		return nil, nil, fmt.Errorf("it is of another version of this program")
	}
	m := &expr.Matrix{Name: in.Name, SHA256: in.SHA256, Format: in.Format, Read: finding.Size{Genes: in.Genes,
		Samples: in.Samples},
		Masked: in.Masked, Transform: in.Transform, Findings: in.Findings, FileSamples: in.FileSamples}
	m.GeneOrder, m.Genes = canonical(in.KeptGenes)
	m.SampleOrder, m.Samples = canonical(in.Kept)
	if in.Split {
		m.Halves = expr.Halves(m.Genes)
	}
	if m.FileSamples == nil {
		m.FileSamples = in.Kept
	}
	wrong := false
	columns := func(from []fileColumn) []annotation.Column {
		var to []annotation.Column
		for _, c := range from {
			if len(c.Values) != len(m.Samples) {
				wrong = true
				return nil
			}
			a := annotation.Column{Name: c.Name, Values: make([]string, len(c.Values))}
			for i, at := range m.SampleOrder {
				a.Values[at] = c.Values[i]
			}
			to = append(to, a)
		}
		return to
	}
	m.Annotations = columns(in.Columns)
	var given *annotations
	if in.Annotations != nil {
		given = &annotations{columns(in.Annotations.Columns), in.Annotations.Findings}
	}
	if wrong {
		return nil, nil, fmt.Errorf("it has annotations of other samples")
	}
	return m, given, nil
}

// inOrder are values in the order of the file.
func inOrder(values []string, order []int) []string {
	out := make([]string, len(order))
	for i, at := range order {
		out[i] = values[at]
	}
	return out
}

// canonical puts names into bytewise order and says where each of them went.
func canonical(names []string) (order []int, sorted []string) {
	from := make([]int, len(names))
	for i := range from {
		from[i] = i
	}
	slices.SortStableFunc(from, func(a, b int) int { return strings.Compare(names[a], names[b]) })
	order = make([]int, len(names))
	for at, i := range from {
		order[i] = at
		sorted = append(sorted, names[i])
	}
	return order, sorted
}

// digestOf is the SHA-256 that a file would have.
func digestOf(f report.File) (string, error) {
	digest := sha256.New()
	err := f.Write(digest)
	return hex.EncodeToString(digest.Sum(nil)), err
}

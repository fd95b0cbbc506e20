package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"

	"subtype/internal/expr"
	"subtype/report"
)

// inputName is the file that keeps what a report needs to know of the input.
const inputName = "input.json"

// inputFile is input.json: all of the input that a report shows, but for its
// values and the names of its genes, which are in the tables.
type inputFile struct {
	Name     string        `json:"name"`
	SHA256   string        `json:"sha256"`
	Format   string        `json:"format"`
	Genes    int           `json:"genes"`   // as read
	Samples  int           `json:"samples"` // as read
	Findings expr.Findings `json:"findings"`

	Kept        []string     `json:"samples_kept"`          // in the order of the file
	Columns     []fileColumn `json:"columns,omitempty"`     // annotations that came with the matrix
	Annotations *fileGiven   `json:"annotations,omitempty"` // those of --annotations
}

type fileGiven struct {
	File     string        `json:"file"`
	Findings expr.Findings `json:"findings"`
	Columns  []fileColumn  `json:"columns"`
}

type fileColumn struct {
	Name   string   `json:"name"`
	Values []string `json:"values"` // of the samples kept; "" is unknown
}

// inputFile describes the job's input.
func (j *job) inputFile(given string) report.File {
	m := j.matrix
	columns := func(from []expr.Annotation) []fileColumn {
		var to []fileColumn
		for _, a := range from {
			c := fileColumn{Name: a.Name}
			for _, at := range m.SampleOrder {
				c.Values = append(c.Values, a.Values[at])
			}
			to = append(to, c)
		}
		return to
	}
	content := inputFile{Name: m.Name, SHA256: m.SHA256, Format: m.Format, Genes: m.Read.Genes, Samples: m.Read.Samples, Findings: m.Findings, Columns: columns(m.Annotations)}
	for _, at := range m.SampleOrder {
		content.Kept = append(content.Kept, m.Samples[at])
	}
	if j.given != nil {
		content.Annotations = &fileGiven{given, j.given.findings, columns(j.given.columns)}
	}
	return report.File{Name: inputName, Write: func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		e.SetIndent("", " ")
		return e.Encode(content)
	}}
}

// digestOf is the SHA-256 that a file would have.
func digestOf(f report.File) (string, error) {
	digest := sha256.New()
	err := f.Write(digest)
	return hex.EncodeToString(digest.Sum(nil)), err
}

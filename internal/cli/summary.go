package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"path/filepath"

	"subtype/report"
)

// summary is summary.json.
type summary struct {
	Program  string            `json:"program"`
	Version  string            `json:"version"`
	Status   string            `json:"status"`   // "complete", or "unfinished" while files are being made
	Analysis string            `json:"analysis"` // plan digest: of the input and of all options that decide a run
	Input    summaryInput      `json:"input"`
	Options  map[string]string `json:"options"`
	Font     string            `json:"font_sha256,omitempty"` // of the file of --font
	Chosen   *summaryChoice    `json:"chosen,omitempty"`
	Files    map[string]string `json:"files,omitempty"` // SHA-256 by name
}

type summaryInput struct {
	Name    string `json:"name"`
	SHA256  string `json:"sha256"`
	Format  string `json:"format"`
	Genes   int    `json:"genes"`
	Samples int    `json:"samples"`
}

type summaryChoice struct {
	Rank    int    `json:"rank"`
	Rule    string `json:"rule,omitempty"`
	Why     string `json:"why"`
	Samples []int  `json:"subtype_sizes"`
	Sure    string `json:"stability"`
}

// newSummary is that of an analysis before anything of it is written.
func newSummary(j *job, o *options) summary {
	m := j.matrix
	s := summary{
		Program: "subtype", Version: Version, Status: "unfinished", Analysis: j.header.ID(),
		Input: summaryInput{m.Name, m.SHA256, m.Format, m.Read.Genes, m.Read.Samples}, Options: map[string]string{}, Font: j.font,
	}
	_, all := o.list()
	for _, option := range all {
		s.Options[option.Name] = option.Value
	}
	return s
}

// finish says what was found.
func (s *summary) finish(study *report.Study) {
	chosen, choice := study.Survey.Chosen(), study.Survey.Choice
	sizes := make([]int, chosen.K)
	for _, q := range chosen.Subtypes {
		sizes[q]++
	}
	s.Status = "complete"
	s.Chosen = &summaryChoice{choice.K, choice.Rule, choice.Why, sizes, study.Stability()}
}

// sameAs says whether a finished analysis is the one that is asked for.
func (s *summary) sameAs(asked *summary) bool {
	return s.Status == "complete" && s.Chosen != nil && s.Version == asked.Version && s.Analysis == asked.Analysis && s.Input == asked.Input &&
		maps.Equal(s.Options, asked.Options) && s.Font == asked.Font
}

// print says what was found, for a person at the terminal.
func (s *summary) print(w io.Writer, folder string) {
	sizes := ""
	for q, n := range s.Chosen.Samples {
		if q > 0 {
			sizes += ", "
		}
		sizes += fmt.Sprintf("S%d %d", q+1, n)
	}
	fmt.Fprintf(w, "%s\nSubtypes: %s samples. %s\nReport: %s\n", s.Chosen.Why, sizes, s.Chosen.Sure, filepath.Join(folder, "report.xlsx"))
}

// readSummary refuses a file that is not from this program.
func readSummary(data []byte) (*summary, error) {
	var s summary
	if err := json.Unmarshal(data, &s); err != nil {
		return nil, err
	}
	if s.Program != "subtype" {
		return nil, fmt.Errorf("it is from %q", s.Program)
	}
	return &s, nil
}

package study

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"subtype/internal/confidence"
	"subtype/internal/words"
	"subtype/report"
)

// SummaryName is the file that says what a folder holds.
const SummaryName = "summary.json"

// Summary is summary.json.
type Summary struct {
	Verdict  confidence.Word   `json:"verdict,omitempty"` // "clear", "tentative", "none", "unknown"
	Program  string            `json:"program"`
	Version  string            `json:"version"`
	Status   string            `json:"status"`   // "complete", or "unfinished" while files are being made
	Analysis string            `json:"analysis"` // plan digest: of the input and of all options that decide a run
	Input    SummaryInput      `json:"input"`
	Beside   []SummaryFile     `json:"beside,omitempty"` // what was read beside the matrix
	Options  map[string]string `json:"options"`
	Font     string            `json:"font_sha256,omitempty"` // of the file of --font
	Chosen   *SummaryChoice    `json:"chosen,omitempty"`
	RunnerUp *int              `json:"runner_up"`       // a rank; nil: none
	PAny     *float64          `json:"p_any"`           // that there are no groups of any number; nil: not asked
	Files    map[string]string `json:"files,omitempty"` // SHA-256 by name
	// While unfinished: the SHA-256 that a file may have which is being replaced or
	// removed, of what was there before and of what comes.
	Replacing map[string][]string `json:"replacing,omitempty"`
	Digest    string              `json:"digest"` // SHA-256 of this document with this field empty

	edited bool // it is not as it was written
}

// SummaryInput is the input.
type SummaryInput struct {
	Name    string `json:"name"`
	SHA256  string `json:"sha256"`
	Format  string `json:"format"`
	Genes   int    `json:"genes"`
	Samples int    `json:"samples"`
	Known   string `json:"known_sha256"` // of names, findings and annotations, as the state keeps them
}

// SummaryFile is a file that a flag named.
type SummaryFile struct {
	Flag   string `json:"flag"`
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// SummaryChoice is what was chosen.
type SummaryChoice struct {
	Rank    int    `json:"rank"`
	Verdict string `json:"verdict"` // in sentences
	Rule    string `json:"rule,omitempty"`
	Why     string `json:"why"`
	Samples []int  `json:"subtype_sizes"`
	Sure    string `json:"stability"`
}

// summary is that of an analysis before anything of it is written.
func (a *Analysis) summary() Summary {
	m := a.matrix
	s := Summary{
		Program: "subtype", Version: Version, Status: "unfinished", Analysis: a.Digest(),
		Input:   SummaryInput{m.Name, m.SHA256, m.Format, m.Read.Genes, m.Read.Samples, a.knownDigest},
		Options: map[string]string{}, Font: a.font,
	}
	flags, files := a.known().Files()
	for i, f := range files {
		s.Beside = append(s.Beside, SummaryFile{flags[i], f.Name, f.SHA256})
	}
	for _, option := range a.Spec.Recorded() {
		s.Options[option.Name] = option.Value
	}
	return s
}

// finish says what was found.
func (s *Summary) finish(study *report.Study) {
	chosen, choice := study.Survey.Chosen(), study.Survey.Choice
	s.Status = "complete"
	finding := study.Survey.Finding()
	s.Verdict = finding.Word()
	if finding.RunnerUp != 0 {
		s.RunnerUp = &finding.RunnerUp
	}
	if finding.Tested() {
		s.PAny = &finding.P
	}
	s.Chosen = &SummaryChoice{choice.K, finding.Text(), choice.Rule, choice.Why(), chosen.Sizes(), study.Stability()}
}

// sameAs says whether a finished analysis is the one that is asked for.
func (s *Summary) sameAs(asked *Summary) bool {
	return s.Status == "complete" && s.Chosen != nil && s.Version == asked.Version && s.Analysis == asked.Analysis &&
		s.Input == asked.Input && maps.Equal(s.Options, asked.Options) && s.Font == asked.Font
}

// text says what was found, for a person at the terminal.
func (s *Summary) text(folder string) string {
	return fmt.Sprintf("%s\n%s\nSubtypes: %s samples. %s\nReport: %s\n", s.Chosen.Verdict, s.Chosen.Why,
		words.Sizes(s.Chosen.Samples), s.Chosen.Sure, filepath.Join(folder, "report.xlsx"))
}

// listed says whether a file of this name is one that the program has made there.
func (s *Summary) listed(name string) bool {
	if s == nil {
		return false
	}
	_, ok := s.Files[name]
	return ok
}

// wrote says whether a file that is listed can be as the program wrote it.
func (s *Summary) wrote(name, digest string) bool {
	return s.Files[name] == digest || slices.Contains(s.Replacing[name], digest)
}

// Encode is the document, with the digest of all else in it.
func (s Summary) Encode() ([]byte, error) {
	s.Digest = ""
	rest, err := s.document()
	if err != nil {
		return nil, err
	}
	s.Digest = sha256Of(rest)
	return s.document()
}

func (s Summary) document() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(s)
	return b.Bytes(), err
}

// ReadSummary refuses a file that is not from this program, and notes whether
// somebody changed it.
func ReadSummary(data []byte) (*Summary, error) {
	var s Summary
	if err := json.Unmarshal(data, &s); err != nil {
		return nil, err
	}
	if s.Program != "subtype" {
		return nil, fmt.Errorf("it is from %q", s.Program)
	}
	s.edited = s.Digest == "" || sha256Of(bytes.Replace(data, []byte(s.Digest), nil, 1)) != s.Digest
	return &s, nil
}

package study

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"

	"subtype/internal/expr/names"
	"subtype/internal/genesets"
	"subtype/internal/input"
	"subtype/internal/spec"
	"subtype/internal/state"
	"subtype/internal/usage"
)

// readGenes reads the files of --gene-names and --gene-sets.
func readGenes(s *spec.Spec) (*genesets.Names, []genesets.Library, error) {
	called, err := GeneNames(s.Report.GeneNames, s.Read.Encoding)
	if err != nil {
		return nil, nil, err
	}
	if called == nil {
		s.Report.GeneNames = ""
	}
	if slices.Equal(s.Report.GeneSets, []string{NoAnnotations}) {
		s.Report.GeneSets = nil
	}
	var sets []genesets.Library
	for _, path := range s.Report.GeneSets {
		if path == NoAnnotations {
			return nil, nil, usage.Errorf("--gene-sets %s takes all sets away; leave it out beside others", NoAnnotations)
		}
		library, err := readGeneSets(path)
		if err != nil {
			return nil, nil, err
		}
		sets = append(sets, library)
	}
	return called, sets, nil
}

// GeneNames reads a table of names of genes; nil where there is none.
func GeneNames(path, encoding string) (*genesets.Names, error) {
	if path == "" || path == NoAnnotations {
		return nil, nil
	}
	table, err := readAnnotations(path, encoding)
	if err != nil {
		return nil, err
	}
	headings, columns := make([]string, len(table.Columns)), make([][]string, len(table.Columns))
	for i, c := range table.Columns {
		headings[i], columns[i] = c.Name, c.Values
	}
	called, err := genesets.NewNames(table.Name, headings, columns)
	if err != nil {
		return nil, usage.Wrap(err)
	}
	called.SHA256 = table.SHA256
	return called, nil
}

func readGeneSets(path string) (genesets.Library, error) {
	f, err := input.Open(path)
	if err != nil {
		return genesets.Library{}, err
	}
	defer f.Close()
	l := genesets.Library{File: names.OfFile(path)}
	digest := sha256.New()
	l.Sets, err = genesets.ReadGMT(l.File, io.TeeReader(f, digest))
	if err != nil {
		return l, usage.Wrap(err)
	}
	_, err = io.Copy(digest, f) // what reading left
	l.SHA256 = hex.EncodeToString(digest.Sum(nil))
	return l, err
}

// genesAnew are names and sets of genes where a report is made anew: those asked for, else
// those kept.
func (a *Analysis) genesAnew(kept *state.State, asked func(string) bool) (err error) {
	called, sets, err := readGenes(a.Spec)
	if err != nil {
		return err
	}
	a.geneNames, a.geneSets = called, sets
	if !asked("gene-names") {
		a.geneNames, a.Spec.Report.GeneNames = kept.Known.GeneNames, kept.Setting("gene-names")
	}
	if !asked("gene-sets") {
		a.geneSets = kept.Known.GeneSets
		a.Spec.Report.GeneSets, err = spec.SplitNames(kept.Setting("gene-sets"))
	}
	return err
}

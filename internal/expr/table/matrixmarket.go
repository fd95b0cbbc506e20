package table

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/names"
	"subtype/internal/expr/textfile"
	"subtype/internal/words"
)

// ReadFolder reads a folder with a MatrixMarket file and the names of its rows
// and columns, as 10x Genomics' Cell Ranger writes it: matrix.mtx, features.tsv
// (or genes.tsv) and barcodes.tsv, each plain or compressed, with any prefix.
// The digest is that of the three files' digests.
//
// The entries come sample by sample, so all of them are held, 16 bytes each,
// until they can be handed on gene by gene.
func ReadFolder(name string, folder fs.FS, o Options) (*Table, error) {
	return usable(ReadFolderRows(name, folder, o, nil))
}

// readFolderRows is ReadFolder with the rows handed to take as they come, if it is
// not nil, and what is fatal in the names left in the findings.
func ReadFolderRows(name string, folder fs.FS, o Options, take func(*Table, []float64)) (*Table, error) {
	parts, err := findParts(name, folder)
	if err != nil {
		return nil, err
	}
	var sources [3]*textfile.File
	var digests [3]string
	for i, part := range parts {
		f, err := folder.Open(part)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		if sources[i], err = textfile.Open(name+"/"+names.Visible(part), f, o.Encoding, true); err != nil {
			return nil, err
		}
		defer sources[i].Close()
		if sources[i].Book != nil {
			return nil, sources[i].Refuse(finding.Finding{Code: finding.NotATable, Severity: finding.Fatal,
				Text: "this is " + textfile.Containers[sources[i].Kind] + ", not the " +
					[]string{"features", "barcodes", "matrix"}[i] + " of a MatrixMarket folder"})
		}
	}
	p := newParser(sources[0], o)
	p.table.sink.take = take
	p.table.Name, p.table.Format = name, "MatrixMarket folder"
	m := &market{parser: p}
	err = m.read(sources)
	for i, s := range sources {
		if err == nil {
			digests[i], err = s.Digest()
		}
	}
	return p.finish(err, func() (string, error) {
		sum := sha256.Sum256([]byte(strings.Join(digests[:], "\n")))
		return hex.EncodeToString(sum[:]), nil
	})
}

// findParts returns the files of features, barcodes and matrix.
func findParts(name string, folder fs.FS) ([3]string, error) {
	var parts [3]string
	refuse := func(text string) error {
		return &finding.Refusal{Name: name, Findings: finding.Findings{{Code: finding.Folder, Severity: finding.Fatal,
			Text: text,
			Remedy: "give a file, or a folder with matrix.mtx, features.tsv (or genes.tsv) and barcodes.tsv, each plain or " +
				"gzipped, as 10x Genomics writes it"}}}
	}
	entries, err := fs.ReadDir(folder, ".")
	if err != nil {
		return parts, err
	}
	for _, e := range entries {
		base := strings.ToLower(e.Name())
		for _, packed := range []string{".gz", ".zst", ".xz", ".bz2"} {
			base = strings.TrimSuffix(base, packed)
		}
		for i, suffixes := range [][]string{{"features.tsv", "genes.tsv"}, {"barcodes.tsv"}, {"matrix.mtx"}} {
			if e.IsDir() || !slices.ContainsFunc(suffixes, func(s string) bool { return strings.HasSuffix(base, s) }) {
				continue
			}
			if parts[i] != "" {
				return parts, refuse(fmt.Sprintf("the folder holds both %s and %s", parts[i], e.Name()))
			}
			parts[i] = e.Name()
		}
	}
	for i, what := range []string{"features.tsv or genes.tsv", "barcodes.tsv", "matrix.mtx"} {
		if parts[i] == "" {
			return parts, refuse("this is a folder without " + what)
		}
	}
	return parts, nil
}

// market is a MatrixMarket folder being read.
type market struct {
	*parser
	genes   []string
	lines   []int
	use     []bool // genes of an assay that is expression
	others  map[string]int
	entries []entry
	first   []int32 // of each gene's entries, from 1; 0 ends
}

type entry struct {
	sample, next int32
	value        float64
}

func (m *market) read(sources [3]*textfile.File) error {
	if m.flip != nil {
		return m.source.Refuse(finding.Finding{Code: finding.Format, Severity: finding.Fatal,
			Text: "a MatrixMarket folder has genes in rows", Remedy: "leave --transpose away"})
	}
	if f := m.options.Format; f != "" && f != "auto" && f != "10x" {
		return m.source.Refuse(finding.Finding{Code: finding.Format, Severity: finding.Fatal,
			Text: "this is a MatrixMarket folder, not " + f, Remedy: "leave --format away to have it found from the content"})
	}
	if err := m.features(sources[0]); err != nil {
		return err
	}
	if err := m.barcodes(sources[1]); err != nil {
		return err
	}
	if err := m.matrix(sources[2]); err != nil {
		return err
	}
	return m.handOn(sources[2])
}

// features reads the names of the rows: identifier, symbol, kind of assay.
func (m *market) features(s *textfile.File) error {
	m.others = map[string]int{}
	symbols := false
	for {
		line, err := s.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		if len(m.genes) >= textfile.MostGenes {
			return m.tooMany(textfile.MostGenes, textfile.MostGenes, "gene")
		}
		fields := strings.Split(line, "\t")
		m.table.Repaired.Cleaned.Texts(fields, s.Line, 1)
		name := fields[0]
		if len(fields) > 1 && strings.TrimSpace(fields[1]) != "" {
			name, symbols = fields[1], true
		}
		use := len(fields) < 3 || isExpression(fields[2])
		if !use {
			m.others[strings.Clone(strings.TrimSpace(fields[2]))]++
		}
		m.genes, m.lines, m.use = append(m.genes, strings.Clone(name)), append(m.lines, s.Line), append(m.use, use)
	}
	if symbols {
		m.add(finding.Finding{Code: finding.FeatureNames, Severity: finding.Note,
			Text: "genes have the names in the second column of " + s.Name + "; the identifiers in the first are left out"})
	}
	m.otherAssays(m.others)
	return nil
}

// isExpression says whether an assay is what is factorised.
func isExpression(assay string) bool {
	return strings.EqualFold(strings.TrimSpace(assay), "Gene Expression")
}

// otherAssays tells how many rows are of other assays.
func (p *parser) otherAssays(others map[string]int) {
	for _, kind := range sortedKeys(others) {
		p.add(finding.Finding{Code: finding.OtherAssay, Severity: finding.Note, Count: others[kind],
			Text: fmt.Sprintf("%s of %s are no gene expression", words.Plural(others[kind], "row"), finding.Quote(kind)),
			Done: "left out"})
	}
}

// barcodes reads the names of the columns.
func (m *market) barcodes(s *textfile.File) error {
	for {
		line, err := s.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if len(m.table.Samples) >= textfile.MostSamples {
			return m.tooMany(textfile.MostSamples, textfile.MostSamples, "sample")
		}
		name, _, _ := strings.Cut(line, "\t")
		m.sample(m.table.Repaired.Cleaned.Text(strings.Clone(name), s.Line, 1), 0, s.Line)
	}
}

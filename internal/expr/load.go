package expr

import (
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"

	"subtype/internal/expr/names"
	"subtype/internal/expr/table"
)

// Load reads an expression matrix and prepares it as Prepare does, row by row:
// what it holds is bounded by the genes kept, not by the file. Nearest
// neighbours (knn), ranks, and keeping all genes need the whole matrix and hold
// it. It reads the file a second time where what is at its end decides about
// its beginning: samples without values to be dropped, duplicate genes to be
// combined; values that look linear, where logarithms are taken of such (auto); and once
// more whenever dropped samples change which genes are kept.
func Load(name string, r io.ReadSeeker, read table.Options, o Options) (*Matrix, error) {
	start, err := r.Seek(0, io.SeekCurrent)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return load(name, o, func(take func(*table.Table, []float64)) (*table.Table, error) {
		if _, err := r.Seek(start, io.SeekStart); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		return table.ReadRows(name, r, read, take)
	})
}

// LoadFolder is Load for a folder as ReadFolder takes it.
func LoadFolder(name string, folder fs.FS, read table.Options, o Options) (*Matrix, error) {
	return load(name, o, func(take func(*table.Table, []float64)) (*table.Table, error) {
		return table.ReadFolderRows(name, folder, read, take)
	})
}

// load prepares what read reads, which must be the same however often it is read.
func load(name string, o Options, read func(take func(*table.Table, []float64)) (*table.Table, error)) (*Matrix,
	error) {
	digest := ""
	return prepareRows(o, func(take func(*table.Table, []float64)) (*table.Table, error) {
		t, err := read(take)
		if err != nil {
			return nil, err
		}
		if digest != "" && digest != t.SHA256 {
			return nil, fmt.Errorf("%s changed while it was read", name)
		}
		digest = t.SHA256
		return t, nil
	})
}

// Prepare repairs, transforms and filters a table in the fixed order
// duplicates, missing values, log2, centring, negatives, all-zero genes, gene
// filter, and puts it into canonical order. The filter ranks genes by their values
// after log2 and before the treatment of negatives. A table that cannot be
// used with these options gives a *Refusal with all that stands against it.
func Prepare(t *table.Table, o Options) (*Matrix, error) {
	return prepareRows(o, func(take func(*table.Table, []float64)) (*table.Table, error) {
		part := *t
		part.Samples = slices.Clone(t.Samples)
		part.Findings = slices.Clone(t.Findings)
		for i := range t.Genes {
			part.Genes, part.Lines = t.Genes[:i+1], t.Lines[:i+1]
			take(&part, t.Values[i])
		}
		return &part, nil
	})
}

// prepareRows passes over the rows until a pass has known all it needed.
func prepareRows(o Options, read func(func(*table.Table, []float64)) (*table.Table, error)) (*Matrix, error) {
	var known foreknowledge
	for pass := 0; pass < mostPasses+known.rounds; pass++ {
		p := &preparation{options: o, known: known, byName: map[string]int{}, families: map[string]*family{}}
		p.only, p.without = newSelection(o.Only), names.NewChoice(nil, o.DropGenes)
		t, err := read(p.row)
		if err != nil {
			return nil, err
		}
		p.table = t
		if p.samples == nil {
			p.begin(t)
		}
		m, err := p.finish()
		if again, ok := err.(*foreknowledge); ok {
			known = *again
			continue
		}
		return m, err
	}
	return nil, fmt.Errorf("the matrix did not settle in %d readings; this is a mistake in the program", mostPasses)
}

// mostPasses is one more than can be, beside those for samples that turn out to be
// empty: each asks for one of four things.
const mostPasses = 6

// mostRounds is how often samples may turn out to be empty in the genes kept.
const mostRounds = 20

// foreknowledge is what a pass over the rows must know before it begins. As an
// error it asks for another pass.
type foreknowledge struct {
	empty      map[int]string  // samples to leave out, positions in the file, and why
	rounds     int             // how often samples turned out to be empty in the genes kept
	combine    map[string]bool // names whose rows are to be combined; nil: not known
	everything bool            // hold every gene
	linear     bool            // the values look linear, and logarithms are taken of them
}

// without is empty with more samples, positions in p.samples.
func (k *foreknowledge) without(p *preparation, more []int, why string) map[int]string {
	out := maps.Clone(k.empty)
	if out == nil {
		out = map[int]string{}
	}
	for _, c := range more {
		out[p.samples[c]] = why
	}
	return out
}

func (*foreknowledge) Error() string { return "another pass is needed" }

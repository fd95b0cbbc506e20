package study

import (
	"cmp"
	"io"
	"runtime/debug"
	"slices"
	"strings"

	"subtype/internal/classify"
	"subtype/internal/contribution"
	"subtype/internal/expr"
	"subtype/internal/expr/finding"
	"subtype/internal/expr/kind"
	"subtype/internal/figure"
	"subtype/internal/genesets"
	"subtype/internal/joint"
	"subtype/internal/runlog"
	"subtype/internal/spec"
	"subtype/internal/state"
	"subtype/internal/sweep"
	"subtype/internal/words"
	"subtype/report"
)

// Analysis is one that is ready to be computed or shown.
type Analysis struct {
	Spec   *spec.Spec
	Header runlog.Header // of all its runs

	process     Process
	matrix      *expr.Matrix        // without its values, which the source has
	annotations *state.Annotations  // of --annotations; nil: none
	geneNames   *genesets.Names     // of --gene-names; nil: none
	geneSets    []genesets.Library  // of --gene-sets
	source      *sweep.Resample     // nil where only a report is made
	every       *joint.Genes        // nil where no results are made of it
	trained     *classify.Trained   // once the ranks are surveyed
	kinds       []contribution.Rank // likewise, where there are several
	knownDigest string              // of all that is known of the input
	fonts       *figure.Fonts
	font        string // SHA-256 of the file of --font
}

// Digest says whether two analyses have the same runs: the plan digest, of the input, of
// every setting that decides a run, and of the numerics.
func (a *Analysis) Digest() string { return a.Header.ID() }

// Open reads and prepares everything that a Spec names. For results the values of all genes are
// kept until the subtypes are known; for runs alone they are not.
func Open(s *spec.Spec, path string, stdin io.Reader, p Process, results bool) (*Analysis, error) {
	return open(Loader{Spec: s, Path: path, Stdin: stdin}, p, results)
}

func open(load Loader, p Process, results bool) (*Analysis, error) {
	s := load.Spec
	s.Settle()
	if err := s.Check(1); err != nil {
		return nil, err
	}
	a := &Analysis{Spec: s, process: p}
	var err error
	if a.fonts, a.font, err = loadFonts(s.Report.Font, s.Report.FigureWidth); err != nil {
		return nil, err
	}
	if results {
		if a.geneNames, a.geneSets, err = readGenes(s); err != nil {
			return nil, err
		}
	}
	if results {
		a.every = &joint.Genes{}
		load.Every = a.every
	}
	if a.matrix, err = load.Load(); err != nil {
		return nil, err
	}
	if a.annotations, err = join(a.matrix, s); err != nil {
		return nil, err
	}
	a.announce()
	if err := s.Check(len(a.matrix.Samples)); err != nil {
		return nil, err
	}
	v, err := Pack(s, a.matrix)
	if err != nil {
		return nil, err
	}
	a.source = &sweep.Resample{V: v, Seed: s.Plan.Seed, Unit: joint.Units(a.matrix),
		Stratum: kind.Strata(a.matrix.Kinds)}
	a.Header = s.Header(a.matrix)
	a.matrix.Values = nil // the source has them from here on
	debug.FreeOSMemory()  // beside what comes now they would be counted twice
	if a.knownDigest, err = a.known().Digest(); err != nil {
		return nil, err
	}
	return a, nil
}

// announce says what was read and what deserves attention.
func (a *Analysis) announce() {
	m, p := a.matrix, a.process.Progress
	p.Note("%s: %s × %s (%s); %s in %s go on", inputName(m), words.Plural(m.Read.Genes, "gene"),
		words.Plural(m.Read.Samples, "sample"), m.Format, m.RowsText(), words.Plural(len(m.Samples), "sample"))
	_, found := annotated(a.known(), a.Spec)
	const most = 8
	warnings := 0
	for i, f := range slices.Concat(m.Findings, found) {
		if f.Severity != finding.Warning {
			continue
		}
		text := kind.File(m.Kinds, f.Kind, m.Name) + ":" + f.String()
		if i >= len(m.Findings) { // the finding names the file itself, and lines where they matter
			f.Line, f.Column = 0, 0
			text = strings.TrimSpace(f.String())
		}
		if warnings++; warnings <= most {
			p.Note("warning: %s", text)
		}
	}
	if warnings > most {
		p.Note("and %s more; the report lists all", words.Plural(warnings-most, "warning"))
	}
}

// inputName is that of the file, or of those of several kinds of data.
func inputName(m *expr.Matrix) string {
	var files []string
	for _, k := range m.Kinds {
		files = append(files, k.File)
	}
	return cmp.Or(strings.Join(files, " + "), m.Name)
}

// plan is that of the runs which the header says.
func (a *Analysis) plan() sweep.Plan {
	p := a.Spec.Sweep()
	p.Restarts, p.Each = a.Header.Restarts, a.Header.Each
	return p
}

// study is what a report shows, but for what was found in the runs.
func (a *Analysis) study() *report.Study {
	m := *a.matrix
	columns, found := annotated(a.known(), a.Spec)
	m.Findings = slices.Concat(m.Findings, found)
	out := &report.Study{Version: Version, Matrix: &m, Annotations: columns, Annotate: a.Spec.Report.Annotate,
		Options: a.Spec.Recorded(), Fonts: a.fonts, GeneNames: a.geneNames, GeneSets: a.geneSets,
		Kinds: a.kinds}
	flags, files := a.known().Files()
	for i, f := range files {
		out.Digests = append(out.Digests, spec.Option{Name: "SHA-256 of --" + flags[i] + " " + f.Name, Value: f.SHA256})
	}
	return out
}

// known is what is known of the input.
func (a *Analysis) known() state.Known {
	return state.Known{Matrix: a.matrix, Annotations: a.annotations, GeneNames: a.geneNames, GeneSets: a.geneSets}
}

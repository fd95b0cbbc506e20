package cli

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"math"
	"runtime"
	"runtime/debug"
	"slices"

	"subtype/internal/expr"
	"subtype/internal/expr/annotation"
	"subtype/internal/expr/finding"
	"subtype/internal/runlog"
	"subtype/internal/sweep"
	"subtype/nmf"
	"subtype/rank"
	"subtype/report"
)

// job is an analysis that is ready to be computed or shown.
type job struct {
	matrix *expr.Matrix // without its values, which are in v
	given  *annotations // of --annotations
	v      *nmf.Matrix  // nil where only a report is made
	plan   sweep.Plan
	header runlog.Header // of all its runs
	fonts  *report.Fonts
	font   string // SHA-256 of the file of --font
}

// annotations are the columns of the file of --annotations, joined to the samples.
type annotations struct {
	columns  []annotation.Column
	findings finding.Findings
}

// begin does what every command does first: it bounds the processors, of which more than
// there are would only take memory, and leaves to --quiet what it wants.
func (o *options) begin(s Streams) Streams {
	o.threads.n = min(o.threads.n, runtime.NumCPU())
	runtime.GOMAXPROCS(o.threads.n)
	if o.quiet {
		s.Out, s.Err = io.Discard, io.Discard // errors are printed by Run itself
	}
	return s
}

// checkRule refuses ranks and rules that do not fit the ranks surveyed.
func (o *options) checkRule() (rank.Named, error) {
	rule, _ := rank.RuleByName(o.rankRule.value)
	if o.rank.n > 0 && !slices.Contains(o.ranks, o.rank.n) {
		return rule, usagef("--rank %d is not among the ranks surveyed (%s)", o.rank.n, o.ranks.String())
	}
	if o.rank.n == 0 && len(o.ranks) < rule.MinRanks {
		return rule, usagef("--rank-rule %s needs %d ranks or more, and --ranks %s are %d", rule.Name, rule.MinRanks, o.ranks.String(), len(o.ranks))
	}
	return rule, nil
}

// open reads and prepares everything that the flags name.
func (o *options) open(ctx context.Context, path string, s Streams) (*job, error) {
	o.settle()
	if err := o.bounded(1); err != nil {
		return nil, err
	}
	j := &job{}
	var err error
	if j.fonts, j.font, err = loadFonts(o.font); err != nil {
		return nil, err
	}
	if err := j.loadMatrix(o.input, path, s.In, o.ranks[len(o.ranks)-1]); err != nil {
		return nil, err
	}
	var more finding.Findings
	if j.given != nil {
		more = j.given.findings
	}
	announceInput(s.Err, j.matrix, more)
	if err := o.bounded(len(j.matrix.Samples)); err != nil {
		return nil, err
	}
	if j.v, err = o.packed(j.matrix); err != nil {
		return nil, err
	}
	j.plan = o.plan()
	j.header = o.header(j)
	j.matrix.Values = nil // v holds them from here on
	debug.FreeOSMemory()  // beside what comes now they would be counted twice
	return j, nil
}

// bounded refuses more runs than are done, of so many samples.
func (o *options) bounded(samples int) error {
	if err := o.plan().Check(samples); err != nil {
		return usagef("%w: ask for fewer --restarts or --ranks", err)
	}
	return nil
}

// packed is the matrix as the algorithms take it, if they do with these flags.
func (o *options) packed(m *expr.Matrix) (*nmf.Matrix, error) {
	v, err := nmf.NewMatrix(m.Values)
	if err != nil {
		return nil, usageError{fmt.Errorf("%s: %w", m.Name, err)}
	}
	if v.Missing() > 0 && o.init.value == "nndsvd" {
		return nil, usagef("--init nndsvd needs every value, and --missing mask leaves some out of account: use --init random, or --missing knn")
	}
	return v, nil
}

// loadMatrix reads the matrix, and the annotations apart from it, so that a report
// can be made anew with others.
func (j *job) loadMatrix(o *inputOptions, path string, stdin io.Reader, mostRank int) error {
	alone := *o
	alone.annotations = ""
	m, _, err := alone.load(path, stdin, mostRank)
	if err != nil {
		return err
	}
	o.topGenes = alone.topGenes // which --genes may set
	j.matrix = m
	if o.annotations == "" {
		return nil
	}
	j.given, err = joinAnnotations(o, m)
	return err
}

// joinAnnotations reads the file of --annotations and leaves the matrix as it is.
func joinAnnotations(o *inputOptions, m *expr.Matrix) (*annotations, error) {
	joined := *m
	joined.Findings = slices.Clone(m.Findings)
	columns, err := o.annotate(&joined)
	if err != nil {
		return nil, err
	}
	return &annotations{columns[len(m.Annotations):], joined.Findings[len(m.Findings):]}, nil
}

// Fields of a run log that are no flags.
const (
	inputField    = "input"    // SHA-256 of the file
	numericsField = "numerics" // sweep.Numerics
	valuesField   = "values"   // SHA-256 of the matrix as prepared
)

// header describes the runs: all that decides their results.
func (o *options) header(j *job) runlog.Header {
	h := runlog.Header{
		Input: j.matrix.Name, Samples: len(j.matrix.Samples), Ranks: o.ranks, Restarts: o.restarts.n, Shard: sweep.Shard{Index: 1, Count: 1},
		Fields: []runlog.Field{{Name: inputField, Value: j.matrix.SHA256}},
	}
	analysis, _ := o.list()
	for _, option := range analysis {
		h.Fields = append(h.Fields, runlog.Field(option))
	}
	h.Fields = append(h.Fields, runlog.Field{Name: numericsField, Value: sweep.Numerics},
		runlog.Field{Name: valuesField, Value: digestValues(j.matrix)})
	return h
}

// digestValues is the SHA-256 of a prepared matrix: names and values. It guards
// against another version of the program, or kind of processor, that prepares the
// same file otherwise.
func digestValues(m *expr.Matrix) string {
	digest := sha256.New()
	for _, names := range [][]string{m.Genes, m.Samples} {
		fmt.Fprintf(digest, "%d\n", len(names))
		for _, name := range names {
			fmt.Fprintf(digest, "%q\n", name)
		}
	}
	var buffer []byte
	for _, row := range m.Values {
		buffer = buffer[:0]
		for _, x := range row {
			buffer = binary.LittleEndian.AppendUint64(buffer, math.Float64bits(x))
		}
		digest.Write(buffer)
	}
	return hex.EncodeToString(digest.Sum(nil))
}

// different says in what an analysis found somewhere differs from this one.
func different(found, this runlog.Header) string {
	name, was, is := found.Difference(this)
	switch name {
	case "":
		return ""
	case inputField:
		return fmt.Sprintf("of %s with SHA-256 %.12s…, this is %s with %.12s…", found.Input, was, this.Input, is)
	case numericsField:
		return fmt.Sprintf("computed by a version of this program with other numerics (%s, this has %s)", was, is)
	case valuesField:
		if this.Field("genes") != "" {
			return "with another list of --genes"
		}
		return "of the same file, but its values were prepared otherwise, by another version of this program or on another kind of processor"
	}
	return differentOption(name, was, is)
}

func differentOption(name, was, is string) string {
	with := func(value string) string {
		if value == "" {
			return "without"
		}
		return "with " + value
	}
	if was == "" {
		return fmt.Sprintf("without --%s, this is %s", name, with(is))
	}
	return fmt.Sprintf("with --%s %s, this is %s", name, was, with(is))
}

// study is what a report shows.
func (j *job) study(all []report.Option) *report.Study {
	m := *j.matrix
	s := &report.Study{Version: Version, Matrix: &m, Annotations: slices.Clone(m.Annotations), Options: all, Fonts: j.fonts}
	if j.given != nil {
		s.Annotations = append(s.Annotations, j.given.columns...)
		m.Findings = append(slices.Clone(m.Findings), j.given.findings...)
	}
	return s
}

// mostFont is larger than any font, in bytes.
const mostFont = 128 << 20

// loadFonts reads the file of --font, if any, and returns its SHA-256 too.
func loadFonts(path string) (*report.Fonts, string, error) {
	var file []byte
	digest := ""
	if path != "" {
		f, err := openFile(path)
		if err != nil {
			return nil, "", err
		}
		defer f.Close()
		if file, err = io.ReadAll(io.LimitReader(f, mostFont+1)); err != nil {
			return nil, "", usageError{err}
		}
		if len(file) > mostFont {
			return nil, "", usagef("%s is no font: it is larger than %d MB", path, mostFont>>20)
		}
		sum := sha256.Sum256(file)
		digest = hex.EncodeToString(sum[:])
	}
	fonts, err := report.NewFonts(file)
	if err != nil {
		return nil, "", usageError{fmt.Errorf("%s is not a TrueType or OpenType font: %w", path, err)}
	}
	return fonts, digest, nil
}

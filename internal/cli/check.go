package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"subtype/internal/expr"
	"subtype/internal/expr/annotation"
	"subtype/internal/expr/finding"
	"subtype/internal/input"
	"subtype/internal/spec"
	"subtype/internal/study"
	"subtype/internal/usage"
	"subtype/internal/words"
)

func checkCommand(s Streams) *cli.Command {
	o := newOptions()
	asJSON := false
	return &cli.Command{
		Name: "check", Usage: "check an expression matrix as run would, and compute nothing", ArgsUsage: "EXPR",
		Description: "Prints what was found, what was done about it, and what the runs would take here, about. Exit\n" +
			"code 0 when the matrix can be used with these flags, 2 when it cannot; then it says which flags\n" +
			"would make it usable.",
		Flags: slices.Concat(o.inputFlags(), o.factorFlags(), []cli.Flag{
			&cli.BoolFlag{Name: "json", Category: outputCategory, Destination: &asJSON,
				Usage: "print a JSON document instead of a table"},
		}),
		Action: func(c *cli.Context) error {
			path, err := onePositional(c, "an expression matrix")
			if err != nil {
				return err
			}
			return runCheck(c.Context, o, path, asJSON, s)
		},
	}
}

// checked is what `check --json` prints.
type checked struct {
	Input    string           `json:"input"`
	Usable   bool             `json:"usable"`
	SHA256   string           `json:"sha256,omitempty"`
	Format   string           `json:"format,omitempty"`
	Read     *checkedSize     `json:"read,omitempty"` // what the file holds
	Kept     *checkedSize     `json:"kept,omitempty"` // what would be factorised
	Findings finding.Findings `json:"findings"`
	// UsableWith are flags to add that would make an unusable matrix usable; the
	// matrix was checked with them. Absent where no flags do.
	UsableWith []string    `json:"usable_with,omitempty"`
	Estimate   *study.Cost `json:"estimate,omitempty"` // what run would take here

	rows string // the rows kept, in words
}

type checkedSize struct {
	Genes   int `json:"genes"`
	Samples int `json:"samples"`
}

// errUnusable ends check with exit code 2; the table has said why.
var errUnusable = usage.Errorf("the matrix cannot be used with these flags")

func runCheck(ctx context.Context, o *options, path string, asJSON bool, s Streams) error {
	_, process := o.begin(ctx, s)
	again := func() error { return nil } // before the matrix is read once more
	if path == "-" {
		spooled, done, err := input.Spool(s.In)
		if err != nil {
			return err
		}
		defer done()
		s.In = spooled
		start, err := spooled.Seek(0, io.SeekCurrent)
		if err != nil {
			return err
		}
		again = func() error { _, err := spooled.Seek(start, io.SeekStart); return err }
	}
	load := study.Loader{Spec: o.spec, Path: path, Stdin: s.In}
	m, columns, err := load.LoadAll()
	var c checked
	var refusal *finding.Refusal
	switch {
	case err == nil:
		if c, err = usable(o.spec, m, columns, process.Threads); err != nil {
			return err
		}
	case errors.As(err, &refusal):
		c = unusable(refusal)
		c.UsableWith = o.spec.Remedy(refusal, func(with *spec.Spec) error {
			if err := again(); err != nil {
				return err
			}
			load.Spec = with
			_, _, err := load.LoadAll()
			return err
		})
	default:
		return err
	}
	if err := c.write(s.Out, asJSON); err != nil {
		return err
	}
	switch {
	case c.Usable:
		return nil
	case asJSON:
		return refusal // where a program reads the document, a person reads the log
	}
	return errUnusable
}

// usable describes a matrix that can be factorised.
func usable(spec *spec.Spec, m *expr.Matrix, columns []annotation.Column, threads int) (checked, error) {
	cost, err := study.NewCost(spec, m, columns, threads)
	return checked{
		Input: m.Name, SHA256: m.SHA256, Format: m.Format, Usable: true,
		Read: &checkedSize{m.Read.Genes, m.Read.Samples}, Kept: &checkedSize{len(m.Genes), len(m.Samples)},
		Findings: append(finding.Findings{}, m.Findings...), Estimate: cost, rows: m.RowsText(),
	}, err
}

// unusable describes one that cannot.
func unusable(r *finding.Refusal) checked {
	c := checked{Input: r.Name, SHA256: r.SHA256, Format: r.Format, Findings: append(finding.Findings{}, r.Findings...)}
	if r.Read != (finding.Size{}) {
		c.Read = &checkedSize{r.Read.Genes, r.Read.Samples}
	}
	return c
}

// write writes a JSON document, or a table for a person.
func (c checked) write(w io.Writer, asJSON bool) error {
	if !asJSON {
		c.print(w)
		return nil
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(c)
}

// print writes the findings for a person: what is fatal first.
func (c checked) print(w io.Writer) {
	size := ""
	if c.Read != nil {
		size = fmt.Sprintf(" %s × %s (%s)", words.Plural(c.Read.Genes, "gene"), words.Plural(c.Read.Samples, "sample"),
			c.Format)
	}
	if c.Usable {
		fmt.Fprintf(w, "%s:%s\nusable: %s × %s would be factorised\n", c.Input, size, c.rows,
			words.Plural(c.Kept.Samples, "sample"))
		fmt.Fprintf(w, "run would take %s\n", c.Estimate)
	} else {
		fmt.Fprintf(w, "%s:%s NOT usable with these flags\n", c.Input, size)
	}
	c.printFindings(w, finding.Fatal, 20)
	c.printFindings(w, finding.Warning, 5)
	c.printFindings(w, finding.Note, 5)
	switch {
	case c.Usable:
	case len(c.UsableWith) > 0:
		fmt.Fprintf(w, "\nUsable with: %s\n", strings.Join(c.UsableWith, " "))
	case slices.ContainsFunc(c.Findings, func(f finding.Finding) bool {
		return f.Severity == finding.Fatal && strings.Contains(f.Remedy, "--")
	}):
		fmt.Fprintln(w, "\nNo flags are advised where somebody must decide: see the remedies.")
	default:
		fmt.Fprintln(w, "\nNo flags make it usable: correct the file.")
	}
}

// printFindings writes the findings of a severity; of those of one kind the first few.
func (c checked) printFindings(w io.Writer, severity finding.Severity, most int) {
	shown := map[finding.Code]int{}
	var more []finding.Code // kinds of which not all are shown
	for _, f := range c.Findings {
		if f.Severity != severity {
			continue
		}
		if shown[f.Code]++; shown[f.Code] > most {
			if shown[f.Code] == most+1 {
				more = append(more, f.Code)
			}
			continue
		}
		fmt.Fprintf(w, "\n%-8s %s\n", strings.ToUpper(string(severity)), withLine(f))
		if f.Done != "" {
			fmt.Fprintf(w, "         done: %s\n", f.Done)
		}
		if f.Remedy != "" {
			label := "otherwise"
			if severity == finding.Fatal {
				label = "remedy"
			}
			fmt.Fprintf(w, "         %s: %s\n", label, f.Remedy)
		}
	}
	for _, code := range more {
		fmt.Fprintf(w, "\n%-8s … and %d more of the kind %s; --json lists all\n", strings.ToUpper(string(severity)),
			shown[code]-most, code)
	}
}

// withLine is a finding with its place in words.
func withLine(f finding.Finding) string {
	f.Done, f.Remedy = "", ""
	of := ""
	if f.Kind != "" {
		of = f.Kind + ": "
	}
	if f.Line > 0 {
		return of + "line " + f.String()
	}
	return of + strings.TrimSpace(f.String())
}

package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"subtype/internal/expr/finding"
	"subtype/internal/words"
)

func checkCommand(s Streams) *cli.Command {
	o := newOptions()
	asJSON := false
	return &cli.Command{
		Name: "check", Usage: "check an expression matrix as run would, and compute nothing", ArgsUsage: "EXPR",
		Description: "Prints what was found, what was done about it, and what the runs would take here, about. Exit\ncode 0 when the matrix can be used with these flags, 2 when it cannot; then it says which flags\nwould make it usable.",
		Flags: slices.Concat(o.input.flags(), o.factorFlags(), []cli.Flag{
			&cli.BoolFlag{Name: "json", Category: outputCategory, Destination: &asJSON, Usage: "print a JSON document instead of a table"},
		}),
		Action: func(c *cli.Context) error {
			path, err := onePositional(c, "an expression matrix")
			if err != nil {
				return err
			}
			o.input.given(c)
			return runCheck(o, path, asJSON, s)
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
	UsableWith []string `json:"usable_with,omitempty"`
	Estimate   *cost    `json:"estimate,omitempty"` // what run would take here

	kept string // the rows kept, in words
}

type checkedSize struct {
	Genes   int `json:"genes"`
	Samples int `json:"samples"`
}

// errUnusable ends check with exit code 2; the table has said why.
var errUnusable = usageError{errors.New("the matrix cannot be used with these flags")}

func runCheck(o *options, path string, asJSON bool, s Streams) error {
	mostRank := o.ranks[len(o.ranks)-1]
	start := int64(0)
	if path == "-" { // may be read again
		spooled, done, err := spool(s.In)
		if err != nil {
			return err
		}
		defer done()
		s.In = spooled
		if start, err = spooled.Seek(0, io.SeekCurrent); err != nil {
			return err
		}
	}
	m, annotations, err := o.input.load(path, s.In, mostRank)
	var refusal *finding.Refusal
	if err != nil && !errors.As(err, &refusal) {
		return err
	}
	c := checked{Findings: finding.Findings{}}
	if err == nil {
		c.Input, c.SHA256, c.Format = m.Name, m.SHA256, m.Format
		c.Read, c.Kept = &checkedSize{m.Read.Genes, m.Read.Samples}, &checkedSize{len(m.Genes), len(m.Samples)}
		c.kept = m.RowsText()
		c.Findings = append(c.Findings, m.Findings...)
		if c.Estimate, err = newCost(o, m, annotations); err != nil {
			return err
		}
	} else {
		c.Input, c.SHA256, c.Format = refusal.Name, refusal.SHA256, refusal.Format
		if refusal.Read != (finding.Size{}) {
			c.Read = &checkedSize{refusal.Read.Genes, refusal.Read.Samples}
		}
		c.Findings = append(c.Findings, refusal.Findings...)
		c.UsableWith = o.input.remedy(refusal, mostRank, func(with *inputOptions, mostRank int) error {
			if r, ok := s.In.(io.Seeker); ok && path == "-" {
				if _, err := r.Seek(start, io.SeekStart); err != nil {
					return err
				}
			}
			_, _, err := with.load(path, s.In, mostRank)
			return err
		})
	}
	c.Usable = refusal == nil
	if asJSON {
		e := json.NewEncoder(s.Out)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		if err := e.Encode(c); err != nil {
			return err
		}
	} else {
		c.print(s.Out)
	}
	switch {
	case c.Usable:
		return nil
	case asJSON:
		return refusal // where a program reads the document, a person reads the log
	}
	return errUnusable
}

// print writes the findings for a person: what is fatal first, and of findings
// of one kind the first few.
func (c checked) print(w io.Writer) {
	size := ""
	if c.Read != nil {
		size = fmt.Sprintf(" %s × %s (%s)", words.Plural(c.Read.Genes, "gene"), words.Plural(c.Read.Samples, "sample"), c.Format)
	}
	if c.Usable {
		fmt.Fprintf(w, "%s:%s\nusable: %s × %s would be factorised\n", c.Input, size, c.kept, words.Plural(c.Kept.Samples, "sample"))
		fmt.Fprintf(w, "run would take %s\n", c.Estimate)
	} else {
		fmt.Fprintf(w, "%s:%s NOT usable with these flags\n", c.Input, size)
	}
	for _, severity := range []finding.Severity{finding.Fatal, finding.Warning, finding.Note} {
		most := 5
		if severity == finding.Fatal {
			most = 20
		}
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
			fmt.Fprintf(w, "\n%-8s %s\n", strings.ToUpper(string(severity)), placed(f))
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
			fmt.Fprintf(w, "\n%-8s … and %d more of the kind %s; --json lists all\n", strings.ToUpper(string(severity)), shown[code]-most, code)
		}
	}
	switch {
	case c.Usable:
	case len(c.UsableWith) > 0:
		fmt.Fprintf(w, "\nUsable with: %s\n", strings.Join(c.UsableWith, " "))
	default:
		fmt.Fprintln(w, "\nNo flags make it usable: correct the file.")
	}
}

// placed is a finding with its place in words.
func placed(f finding.Finding) string {
	f.Done, f.Remedy = "", ""
	if f.Line > 0 {
		return "line " + f.String()
	}
	return strings.TrimSpace(f.String())
}

package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"subtype/internal/expr"
)

func checkCommand(s Streams) *cli.Command {
	o := newInputOptions()
	asJSON := false
	return &cli.Command{
		Name: "check", Usage: "check an expression matrix as run would, and compute nothing", ArgsUsage: "EXPR",
		Description: "Prints what was found. Exit code 0 when the matrix can be used with these flags, 2 when it cannot.",
		Flags:       append(o.flags(), &cli.BoolFlag{Name: "json", Category: outputCategory, Destination: &asJSON, Usage: "print a JSON document instead of a table"}),
		Action: func(c *cli.Context) error {
			path, err := onePositional(c, "an expression matrix")
			if err != nil {
				return err
			}
			o.topGenesGiven = c.IsSet("top-genes")
			return runCheck(o, path, asJSON, s)
		},
	}
}

// checked is what `check --json` prints.
type checked struct {
	Input    string        `json:"input"`
	Usable   bool          `json:"usable"`
	SHA256   string        `json:"sha256,omitempty"`
	Format   string        `json:"format,omitempty"`
	Read     *checkedSize  `json:"read,omitempty"` // what the file holds
	Kept     *checkedSize  `json:"kept,omitempty"` // what would be factorised
	Findings expr.Findings `json:"findings"`
}

type checkedSize struct {
	Genes   int `json:"genes"`
	Samples int `json:"samples"`
}

// errUnusable ends check with exit code 2; the table has said why.
var errUnusable = usageError{errors.New("the matrix cannot be used with these flags")}

func runCheck(o *inputOptions, path string, asJSON bool, s Streams) error {
	m, _, err := o.load(path, s.In)
	var refusal *expr.Refusal
	if err != nil && !errors.As(err, &refusal) {
		return err
	}
	c := checked{Usable: err == nil, Findings: expr.Findings{}}
	if err == nil {
		c.Input, c.SHA256, c.Format = m.Name, m.SHA256, m.Format
		c.Read, c.Kept = &checkedSize{m.Read.Genes, m.Read.Samples}, &checkedSize{len(m.Genes), len(m.Samples)}
		c.Findings = append(c.Findings, m.Findings...)
	} else {
		c.Input, c.Findings = refusal.Name, append(c.Findings, refusal.Findings...)
	}
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
	if !c.Usable {
		return errUnusable
	}
	return nil
}

// print writes the findings for a person: what is fatal first.
func (c checked) print(w io.Writer) {
	if c.Usable {
		fmt.Fprintf(w, "%s: %s × %s (%s)\nusable: %s × %s would be factorised\n", c.Input, plural(c.Read.Genes, "gene"), plural(c.Read.Samples, "sample"), c.Format,
			plural(c.Kept.Genes, "gene"), plural(c.Kept.Samples, "sample"))
	} else {
		fmt.Fprintf(w, "%s: NOT usable with these flags\n", c.Input)
	}
	const most = 20
	for _, severity := range []expr.Severity{expr.Fatal, expr.Warning, expr.Note} {
		shown := 0
		for _, f := range c.Findings {
			if f.Severity != severity {
				continue
			}
			if shown++; shown <= most {
				fmt.Fprintf(w, "%-8s %s\n", strings.ToUpper(string(severity)), strings.TrimSpace(placed(f)))
			}
		}
		if shown > most {
			fmt.Fprintf(w, "%-8s … and %d more; --json lists all\n", strings.ToUpper(string(severity)), shown-most)
		}
	}
}

// placed is a finding with its place in words.
func placed(f expr.Finding) string {
	if f.Line > 0 {
		return "line " + f.String()
	}
	return f.String()
}

package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"github.com/urfave/cli/v2"
)

func manCommand(s Streams, app *cli.App) *cli.Command {
	return &cli.Command{
		Name: "man", Usage: "print the manual page (subtype man | man -l -)", ArgsUsage: " ",
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return usagef("man takes no argument")
			}
			return manPage(s.Out, app)
		},
	}
}

// manPage writes the manual in the language of man, from the definitions of the
// commands and flags.
func manPage(w io.Writer, app *cli.App) error {
	var b strings.Builder
	fmt.Fprintf(&b, ".TH SUBTYPE 1 \"\" \"subtype %s\" \"User Commands\"\n.SH NAME\nsubtype \\- %s\n.SH SYNOPSIS\n.nf\n", roff(app.Version), roff(app.Usage))
	for _, line := range strings.Split(app.UsageText, "\n") {
		b.WriteString(roffLine(line))
	}
	b.WriteString(".fi\n.SH DESCRIPTION\n")
	paragraphs(&b, app.Description)
	for _, c := range app.Commands {
		fmt.Fprintf(&b, ".SH %s\n.B subtype %s\n%s[flags]\n.PP\n%s", strings.ToUpper("subtype "+c.Name), roff(c.Name), roffLine(strings.TrimSpace(c.ArgsUsage)), roffLine(c.Usage+"."))
		if c.Description != "" {
			b.WriteString(".PP\n")
			paragraphs(&b, c.Description)
		}
		var categories []string
		for _, f := range c.Flags {
			if category := f.(cli.CategorizableFlag).GetCategory(); !slices.Contains(categories, category) {
				categories = append(categories, category)
			}
		}
		for _, category := range categories {
			fmt.Fprintf(&b, ".SS %s\n", roff(category))
			for _, f := range c.Flags {
				if f.(cli.CategorizableFlag).GetCategory() == category {
					manFlag(&b, f)
				}
			}
		}
	}
	b.WriteString(".SH EXIT STATUS\n0 done; 1 the analysis failed; 2 wrong usage or unusable input, nothing written; 130 and 143 interrupted by SIGINT or SIGTERM.\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// manFlag writes one flag: its names, its value, its default, what it means.
func manFlag(b *strings.Builder, f cli.Flag) {
	d := f.(cli.DocGenerationFlag)
	value, usage := "value", d.GetUsage()
	if _, rest, ok := strings.Cut(usage, "`"); ok {
		if value, _, ok = strings.Cut(rest, "`"); !ok {
			value = "value"
		}
	}
	b.WriteString(".TP\n")
	for i, n := range f.Names() {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(`\fB` + roff(cliName(n)) + `\fR`)
	}
	if d.TakesValue() {
		b.WriteString(` \fI` + roff(value) + `\fR`)
	}
	b.WriteString("\n" + roffLine(upperFirst(plainUsage(usage))+"."))
	if text := d.GetDefaultText(); text != "" && d.TakesValue() {
		b.WriteString(roffLine("Default: " + strings.Trim(text, `"`) + "."))
	}
}

func upperFirst(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// paragraphs writes text whose paragraphs are set apart by empty lines.
func paragraphs(b *strings.Builder, text string) {
	for i, p := range strings.Split(text, "\n\n") {
		if i > 0 {
			b.WriteString(".PP\n")
		}
		b.WriteString(roffLine(strings.ReplaceAll(p, "\n", " ")))
	}
}

// roff escapes text for man's language, which is ASCII.
func roff(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`, "'", `\(aq`).Replace(s)
	var b strings.Builder
	for _, r := range s {
		if r > unicode.MaxASCII {
			fmt.Fprintf(&b, `\[u%04X]`, r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// roffLine is a line of text, which must not begin as a command does.
func roffLine(s string) string {
	if s == "" {
		return ""
	}
	s = roff(s)
	if strings.HasPrefix(s, ".") {
		s = `\&` + s
	}
	return s + "\n"
}

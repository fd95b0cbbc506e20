package cli

import (
	"fmt"
	"io"
	"strings"

	"subtype/internal/usage"

	"github.com/urfave/cli/v2"
)

var shells = []string{"bash", "zsh", "fish"}

func completionCommand(s Streams, app *cli.App) *cli.Command {
	return &cli.Command{
		Name: "completion", Usage: "print a script that completes commands and flags in a shell",
		ArgsUsage: strings.Join(shells, "|"),
		Description: "bash: source <(subtype completion bash), in ~/.bashrc for good\n" +
			"zsh:  subtype completion zsh > \"${fpath[1]}/_subtype\"\n" +
			"fish: subtype completion fish > ~/.config/fish/completions/subtype.fish",
		Action: func(c *cli.Context) error {
			shell, err := onePositional(c, "a shell")
			if err != nil {
				return err
			}
			commands := completions(app)
			switch shell {
			case "bash":
				return bashCompletion(s.Out, commands)
			case "zsh":
				return zshCompletion(s.Out, commands)
			case "fish":
				return fishCompletion(s.Out, commands)
			}
			return usage.Errorf("%q is none of %s", shell, strings.Join(shells, ", "))
		},
	}
}

// completed is a command as a completion script needs it.
type completed struct {
	name, usage string
	flags       []completedFlag
	words       []string // that the positional argument can be; nil: a file
}

// completedFlag is a flag: its names with their dashes, and what its value can be.
type completedFlag struct {
	names  []string
	usage  string
	takes  bool
	file   bool
	values []string
}

// completions lists all commands and flags, from their definitions.
func completions(app *cli.App) []completed {
	var out []completed
	for _, c := range app.Commands {
		command := completed{name: c.Name, usage: c.Usage}
		if c.Name == "completion" {
			command.words = shells
		}
		for _, f := range append(append([]cli.Flag(nil), c.Flags...), cli.HelpFlag) {
			d := f.(cli.DocGenerationFlag)
			flag := completedFlag{usage: plainUsage(d.GetUsage()), takes: d.TakesValue()}
			for _, n := range f.Names() {
				flag.names = append(flag.names, cliName(n))
			}
			if f, ok := f.(*cli.StringFlag); ok {
				flag.file = f.Name == "out"
			}
			if f, ok := f.(*cli.GenericFlag); ok {
				switch v := f.Value.(type) {
				case *value:
					flag.file, flag.values = v.setting.File, v.setting.Words
				case *simulated:
					flag.values = v.parameter.Words
				}
			}
			command.flags = append(command.flags, flag)
		}
		out = append(out, command)
	}
	return out
}

// cliName writes a flag's name with its dashes.
func cliName(n string) string {
	if len(n) == 1 {
		return "-" + n
	}
	return "--" + n
}

// plainUsage is a flag's description without the marks of its value's name.
func plainUsage(s string) string { return strings.ReplaceAll(s, "`", "") }

// bashCompletion writes the script for bash. Flags stand anywhere, so the word
// before the cursor says whether a value is wanted, wherever the positional is.
func bashCompletion(w io.Writer, commands []completed) error {
	var b strings.Builder
	b.WriteString(`# bash completion for subtype
_subtype_files() {
	local IFS=$'\n'
	COMPREPLY=($(compgen -f -- "$cur"))
	compopt -o filenames 2>/dev/null
}
_subtype() {
	local cur prev cmd
	COMPREPLY=()
	cur=${COMP_WORDS[COMP_CWORD]}
	prev=${COMP_WORDS[COMP_CWORD-1]}
	# --flag=value comes as three words
	if [ "$cur" = "=" ]; then
		cur=
	elif [ "$prev" = "=" ]; then
		prev=${COMP_WORDS[COMP_CWORD-2]}
	fi
	if [ "$COMP_CWORD" -eq 1 ]; then
		COMPREPLY=($(compgen -W "`)
	for _, c := range commands {
		b.WriteString(c.name + " ")
	}
	b.WriteString("--help --version\" -- \"$cur\"))\n\t\treturn\n\tfi\n\tcmd=${COMP_WORDS[1]}\n\tcase \"$cmd $prev\" in\n")
	for _, c := range commands {
		for _, f := range c.flags {
			if !f.takes {
				continue
			}
			for i, n := range f.names {
				if i > 0 {
					b.WriteString("|")
				} else {
					b.WriteString("\t")
				}
				fmt.Fprintf(&b, "%q", c.name+" "+n)
			}
			switch {
			case f.file:
				b.WriteString(") _subtype_files; return ;;\n")
			default:
				fmt.Fprintf(&b, ") COMPREPLY=($(compgen -W %q -- \"$cur\")); return ;;\n", strings.Join(f.values, " "))
			}
		}
	}
	b.WriteString("\tesac\n\tcase \"$cmd\" in\n")
	for _, c := range commands {
		var names []string
		for _, f := range c.flags {
			names = append(names, f.names...)
		}
		fmt.Fprintf(&b, "\t%s)\n\t\tcase \"$cur\" in\n\t\t-*) COMPREPLY=($(compgen -W %q -- \"$cur\")) ;;\n",
			c.name, strings.Join(names, " "))
		if c.words != nil {
			fmt.Fprintf(&b, "\t\t*) COMPREPLY=($(compgen -W %q -- \"$cur\")) ;;\n", strings.Join(c.words, " "))
		} else {
			b.WriteString("\t\t*) _subtype_files ;;\n")
		}
		b.WriteString("\t\tesac ;;\n")
	}
	b.WriteString("\tesac\n}\ncomplete -F _subtype subtype\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// zshCompletion writes the script for zsh.
func zshCompletion(w io.Writer, commands []completed) error {
	var b strings.Builder
	b.WriteString("#compdef subtype\n_subtype() {\n\tlocal -a commands\n\tcommands=(\n")
	for _, c := range commands {
		fmt.Fprintf(&b, "\t\t%s\n", shQuote(c.name+":"+c.usage))
	}
	b.WriteString("\t)\n\tif (( CURRENT == 2 )); then\n\t\t_describe command commands\n\t\treturn\n\tfi\n" +
		"\tlocal command=$words[2]\n\tshift words\n\t(( CURRENT-- ))\n\tcase $command in\n")
	for _, c := range commands {
		fmt.Fprintf(&b, "\t%s)\n\t\t_arguments", c.name)
		for _, f := range c.flags {
			usage := strings.NewReplacer("[", "(", "]", ")", ":", `\:`).Replace(f.usage)
			for _, n := range f.names {
				spec := n + "[" + usage + "]"
				switch {
				case !f.takes:
				case f.file:
					spec = n + "+[" + usage + "]:file:_files"
				default:
					spec = n + "+[" + usage + "]:value:(" + strings.Join(f.values, " ") + ")"
				}
				if f.takes && len(n) > 2 {
					spec = strings.Replace(spec, "+[", "=[", 1)
				}
				b.WriteString(" \\\n\t\t\t" + shQuote(spec))
			}
		}
		if c.words != nil {
			fmt.Fprintf(&b, " \\\n\t\t\t'*:value:(%s)' ;;\n", strings.Join(c.words, " "))
		} else {
			b.WriteString(" \\\n\t\t\t'*:file:_files' ;;\n")
		}
	}
	b.WriteString("\tesac\n}\nif [ \"$funcstack[1]\" = _subtype ]; then\n" +
		"\t_subtype \"$@\"\nelse\n\tcompdef _subtype subtype\nfi\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// fishCompletion writes the script for fish.
func fishCompletion(w io.Writer, commands []completed) error {
	var b strings.Builder
	b.WriteString("# fish completion for subtype\n")
	for _, c := range commands {
		fmt.Fprintf(&b, "complete -c subtype -n __fish_use_subcommand -f -a %s -d %s\n", c.name, shQuote(c.usage))
	}
	for _, c := range commands {
		where := shQuote("__fish_seen_subcommand_from " + c.name)
		for _, f := range c.flags {
			fmt.Fprintf(&b, "complete -c subtype -n %s", where)
			for _, n := range f.names {
				if len(n) == 2 {
					b.WriteString(" -s " + n[1:])
				} else {
					b.WriteString(" -l " + n[2:])
				}
			}
			switch {
			case f.file:
				b.WriteString(" -r -F")
			case f.takes:
				b.WriteString(" -x")
				if f.values != nil {
					b.WriteString(" -a " + shQuote(strings.Join(f.values, " ")))
				}
			}
			fmt.Fprintf(&b, " -d %s\n", shQuote(f.usage))
		}
		if c.words != nil {
			fmt.Fprintf(&b, "complete -c subtype -n %s -f -a %s\n", where, shQuote(strings.Join(c.words, " ")))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// shQuote quotes a text for zsh and fish.
func shQuote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

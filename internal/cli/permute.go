package cli

import (
	"fmt"
	"strings"

	"subtype/internal/usage"

	"github.com/urfave/cli/v2"
)

// permute puts a command's flags before its positional arguments, because the
// library stops looking for flags at the first positional and would silently
// ignore `run expr.tsv --ranks 3-4`. It refuses unknown commands and flags,
// naming the nearest known one, and a flag that lacks its value.
func permute(app *cli.App, args []string) ([]string, error) {
	if len(args) < 2 {
		return args, nil
	}
	if strings.HasPrefix(args[1], "-") {
		known := append([]cli.Flag{cli.HelpFlag, cli.VersionFlag}, app.Flags...)
		if flag, _, _ := find(known, args[1]); flag == nil {
			return nil, usage.Errorf("there is no flag %s before a command%s", args[1],
				suggestion(cli.SuggestFlag(known, strings.TrimLeft(args[1], "-"), false)))
		}
		return args[:2], nil
	}
	command := app.Command(args[1])
	if command == nil {
		near := suggestion(cli.SuggestCommand(app.Commands, args[1]))
		if args[1] == "help" {
			near = "; try subtype --help, or subtype run --help"
		}
		return nil, usage.Errorf("there is no command %q%s", args[1], near)
	}
	known := append([]cli.Flag{cli.HelpFlag}, command.Flags...)
	var flags, positionals []string
	rest := args[2:]
	for i := 0; i < len(rest); i++ {
		a := rest[i]
		if a == "--" {
			positionals = append(positionals, rest[i+1:]...)
			break
		}
		if !strings.HasPrefix(a, "-") || a == "-" {
			positionals = append(positionals, a)
			continue
		}
		flag, name, hasValue := find(known, a)
		if flag == nil {
			near := cli.SuggestFlag(known, name, false)
			return nil, usage.Errorf("%s has no flag %s%s", command.Name, strings.SplitN(a, "=", 2)[0], suggestion(near))
		}
		if flag == cli.HelpFlag {
			return append(append([]string(nil), args[:2]...), "--help"), nil // the library takes an argument for a topic
		}
		flags = append(flags, a)
		if takesValue(flag) && !hasValue {
			if i+1 == len(rest) || isFlag(known, rest[i+1]) {
				return nil, usage.Errorf("%s needs a value", a)
			}
			i++
			flags = append(flags, rest[i])
		}
	}
	out := append(append([]string(nil), args[:2]...), flags...)
	if len(positionals) > 0 {
		out = append(append(out, "--"), positionals...)
	}
	return out, nil
}

// find looks up the flag that an argument names.
func find(flags []cli.Flag, arg string) (flag cli.Flag, name string, hasValue bool) {
	name, _, hasValue = strings.Cut(strings.TrimPrefix(strings.TrimPrefix(arg, "-"), "-"), "=")
	for _, f := range flags {
		for _, n := range f.Names() {
			if n == name && (len(n) == 1 || strings.HasPrefix(arg, "--")) {
				return f, name, hasValue
			}
		}
	}
	return nil, name, hasValue
}

func isFlag(flags []cli.Flag, arg string) bool {
	if !strings.HasPrefix(arg, "-") {
		return false
	}
	f, _, _ := find(flags, arg)
	return f != nil
}

func takesValue(f cli.Flag) bool {
	d, ok := f.(cli.DocGenerationFlag)
	return ok && d.TakesValue()
}

// suggestion turns the library's nearest name into a question. For commands the
// library gives the question already.
func suggestion(near string) string {
	if _, name, ok := strings.Cut(near, `"`); ok {
		near, _, _ = strings.Cut(name, `"`)
	}
	switch near {
	case "", "help", "-h": // what the library thinks of when nothing is near
		return ""
	}
	return fmt.Sprintf("; did you mean %s?", near)
}

package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/urfave/cli/v2"

	"subtype/internal/study"
	"subtype/internal/usage"
)

// shownModules are the libraries whose versions may matter to a result.
var shownModules = []string{"gonum.org/v1/gonum", "gonum.org/v1/plot", "github.com/xuri/excelize/v2"}

func versionsCommand(s Streams) *cli.Command {
	return &cli.Command{
		Name: "versions", Usage: "print versions as YAML, of the program and of what it was built with", ArgsUsage: " ",
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return usage.Errorf("versions takes no argument")
			}
			fmt.Fprintf(s.Out, "subtype: %s\ngo: %s\n", study.Version, runtime.Version()[2:])
			info, ok := debug.ReadBuildInfo()
			if !ok {
				return nil
			}
			for _, name := range shownModules {
				for _, m := range info.Deps {
					if m.Path == name {
						fmt.Fprintf(s.Out, "%s: %s\n", name, m.Version)
					}
				}
			}
			return nil
		},
	}
}

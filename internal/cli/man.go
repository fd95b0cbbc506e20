package cli

import (
	"fmt"

	"subtype/internal/usage"

	"github.com/urfave/cli/v2"
)

func manCommand(s Streams, app *cli.App) *cli.Command {
	return &cli.Command{
		Name: "man", Usage: "print the manual page (subtype man | man -l -)", ArgsUsage: " ",
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return usage.Errorf("man takes no argument")
			}
			page, err := app.ToManWithSection(1)
			if err == nil {
				_, err = fmt.Fprint(s.Out, page)
			}
			return err
		},
	}
}

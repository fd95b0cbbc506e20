package cli

import (
	"fmt"
	"strconv"

	"github.com/urfave/cli/v2"
)

// flagAbsent is what is recorded of a flag of three values, yes, no and not given,
// that was not given.
const flagAbsent = "auto"

// setOption sets a flag to a value that an earlier command recorded.
func setOption(flags []cli.Flag, name, value string) error {
	for _, f := range flags {
		if f.Names()[0] != name {
			continue
		}
		switch f := f.(type) {
		case *cli.GenericFlag:
			return f.Value.Set(value)
		case *cli.StringFlag:
			*f.Destination = value
			return nil
		case *cli.BoolFlag:
			if f.Destination == nil && value == flagAbsent {
				return nil
			}
			b, err := strconv.ParseBool(value)
			if f.Destination == nil && err == nil {
				return f.Action(nil, b)
			}
			*f.Destination = b
			return err
		}
	}
	return fmt.Errorf("there is no flag --%s", name)
}

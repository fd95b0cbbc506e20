// Command subtype finds molecular subtypes of tumours in a gene-expression
// matrix.
package main

import (
	"os"

	"subtype/internal/cli"
)

func main() { os.Exit(cli.Main(os.Args)) }

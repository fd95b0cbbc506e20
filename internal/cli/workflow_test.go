package cli

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/urfave/cli/v2"
)

// The workflow's schema names every flag that decides results, and no other, for
// the commands that have it.
func TestWorkflowKnowsTheFlags(t *testing.T) {
	data, err := os.ReadFile("../../workflow/cohort.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var schema struct {
		Properties map[string]struct {
			For  string
			File bool
		}
	}
	if err := json.Unmarshal(data, &schema); err != nil {
		t.Fatal(err)
	}
	known := map[string][]string{}
	for name, p := range schema.Properties {
		if p.For != "" {
			known[strings.ReplaceAll(name, "_", "-")] = strings.Fields(p.For)
		}
	}
	// The workflow's own affair; and what check does not depend on, or has in another rule.
	own := []string{"out", "force", "json", "shard", "wait", "threads", "quiet", "verbose", "help"}
	needless := append([]string{"seed", "init", "scale"}, annotationSettings...)
	s := Streams{}
	for _, c := range []*cli.Command{checkCommand(s), factorizeCommand(s), combineCommand(s)} {
		for _, f := range c.Flags {
			name := f.Names()[0]
			if slices.Contains(own, name) || c.Name == "check" && slices.Contains(needless, name) {
				continue
			}
			if !slices.Contains(known[name], c.Name) {
				t.Errorf("the schema lacks --%s for %s", name, c.Name)
			}
		}
		for name, commands := range known {
			if slices.Contains(commands, c.Name) && !slices.ContainsFunc(c.Flags,
				func(f cli.Flag) bool { return f.Names()[0] == name }) {
				t.Errorf("%s has no --%s", c.Name, name)
			}
		}
	}
}

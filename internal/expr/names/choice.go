package names

import (
	"regexp"
	"strings"
)

// Choice is what somebody said of names: those to keep alone, and those to leave out.
// A name stands for itself; * in it stands for any letters, ? for one. The zero value
// keeps all.
type Choice struct {
	keep, drop     patterns
	keeps          bool
	LeftOut        int
	named, dropped map[string]bool // patterns that met a name
}

// patterns are names to be found.
type patterns struct {
	exact map[string]bool
	globs []glob
}

type glob struct {
	text string
	is   *regexp.Regexp
}

// NewChoice keeps only the names that keep tells, if it is not empty, without those that
// drop tells.
func NewChoice(keep, drop []string) *Choice {
	return &Choice{keep: newPatterns(keep), drop: newPatterns(drop), keeps: len(keep) > 0,
		named: map[string]bool{}, dropped: map[string]bool{}}
}

func newPatterns(list []string) patterns {
	p := patterns{exact: map[string]bool{}}
	for _, s := range list {
		if !strings.ContainsAny(s, "*?") {
			p.exact[s] = true
			continue
		}
		p.exact[s] = true // a name may hold such a sign itself
		text := strings.NewReplacer(`\*`, ".*", `\?`, ".").Replace(regexp.QuoteMeta(s))
		p.globs = append(p.globs, glob{s, regexp.MustCompile("(?s)^" + text + "$")})
	}
	return p
}

// find notes the patterns that a name meets, and says whether there is one.
func (p *patterns) find(name string, met map[string]bool) bool {
	found := p.exact[name]
	if found {
		met[name] = true
	}
	for _, g := range p.globs {
		if g.is.MatchString(name) {
			found, met[g.text] = true, true
		}
	}
	return found
}

// Wants says whether something of these names is kept; "" is no name.
func (c *Choice) Wants(all ...string) bool {
	if c == nil {
		return true
	}
	kept, dropped := false, false
	for _, name := range all {
		if name == "" {
			continue
		}
		kept = c.keep.find(name, c.named) || kept
		dropped = c.drop.find(name, c.dropped) || dropped
	}
	if dropped || c.keeps && !kept {
		c.LeftOut++
		return false
	}
	return true
}

// Names says whether a name was asked for as it is.
func (c *Choice) Names(name string) bool { return c != nil && c.keep.exact[name] }

// Unmet are the patterns that met no name, of keep and of drop.
func (c *Choice) Unmet(keep, drop []string) []string {
	var out []string
	for _, s := range keep {
		if !c.named[s] {
			out = append(out, s)
		}
	}
	for _, s := range drop {
		if !c.dropped[s] {
			out = append(out, s)
		}
	}
	return out
}

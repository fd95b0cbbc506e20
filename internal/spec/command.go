package spec

import (
	"slices"
	"strings"
)

// Command is the command line that gives an analysis: run, the input, and every option
// whose value is not what it would be if nothing were said.
func Command(options []Option, input string) string {
	value := map[string]string{}
	for _, o := range options {
		value[o.Name] = o.Value
	}
	plain := New()
	for _, name := range []string{"algorithm", "loss"} { // on which other values depend
		if v := value[name]; v != "" && v != plain.Get(name) {
			plain.Set(name, v)
		}
	}
	if value["genes"] != "" {
		plain.Prepare.Genes = value["genes"]
	}
	plain.Settle()
	parts, known := []string{"subtype", "run", shellWord(input)}, []string(nil)
	if value["imported"] != "" { // the runs say these themselves
		parts = []string{"subtype", "import", shellWord(input), "RUNS"}
		known = append([]string{"imported", "algorithm", "loss", "ranks", "restarts", "resample", "top-genes"}, Elsewhere...)
	}
	for _, setting := range settings {
		v, ok := value[setting.Name]
		ok = ok && !slices.Contains(known, setting.Name)
		fresh := plain.Get(setting.Name)
		if plain.Prepare.Genes != "" && setting.Name == "genes" {
			fresh = ""
		}
		if New().Get(setting.Name) != fresh && (setting.Name == "algorithm" || setting.Name == "loss") {
			fresh = New().Get(setting.Name)
		}
		if !ok || v == fresh {
			continue
		}
		switch {
		case setting.Switch && v == "true":
			parts = append(parts, "--"+setting.Name)
		case setting.Switch:
			parts = append(parts, "--"+setting.Name+"="+v)
		case setting.several:
			all, _ := SplitNames(v)
			for _, one := range all {
				parts = append(parts, "--"+setting.Name, shellWord(one))
			}
		default:
			parts = append(parts, "--"+setting.Name, shellWord(v))
		}
	}
	return strings.Join(parts, " ")
}

// shellWord is a word as a shell reads it back.
func shellWord(s string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./,:=+@%", r)
	}
	if s != "" && !slices.ContainsFunc([]rune(s), func(r rune) bool { return !plain(r) }) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

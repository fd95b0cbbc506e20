package expr

// automatic are the codes of repairs that are made without having been asked
// for. --strict refuses them.
var automatic = map[string]bool{
	"decimal-comma":         true,
	"empty-last-column":     true,
	"header-without-corner": true,
	"names-cleaned":         true,
	"names-trimmed":         true,
	"identical-rows":        true,
	"duplicate-genes":       true, // unless --duplicates was given
	"zero-genes":            true,
	"annotations-cleaned":   true,
	"annotations-respelt":   true,
}

// strict turns repairs that nobody asked for into refusals.
func (p *preparation) strict() {
	if p.options.Strict {
		p.out.refuseAutomatic(p.options.Duplicates != "")
	}
}

// refuseAutomatic makes automatic repairs fatal.
func (fs Findings) refuseAutomatic(duplicates bool) {
	for i, f := range fs {
		if !automatic[f.Code] || f.Severity == Fatal || duplicates && f.Code == "duplicate-genes" {
			continue
		}
		fs[i].Severity = Fatal
		fs[i].Done = "refused, as --strict allows no repair that was not asked for"
		switch {
		case f.Code == "decimal-comma":
			fs[i].Remedy, fs[i].Flags = "use --decimal comma", "--decimal comma"
		case f.Remedy == "":
			fs[i].Remedy = "correct the file, or leave out --strict"
		}
	}
}

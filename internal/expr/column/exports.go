package column

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"subtype/internal/expr/textfile"
)

// index is where a column of this name stands, in lower case; −1: nowhere.
func (t *view) index(name string) int {
	if t.places == nil {
		t.places = map[string]int{}
		for at := len(t.header) - 1; at >= 0; at-- {
			t.places[strings.ToLower(t.header[at])] = at
		}
	}
	if at, found := t.places[strings.ToLower(name)]; found {
		return at
	}
	return -1
}

// perseus reads Perseus' own line of types: E is expression, N another number, T a text,
// C a category, M several numbers.
func perseus(t *view, l *Layout) bool {
	if t.types == nil {
		return false
	}
	types := slices.Clone(t.types)
	types[0] = strings.TrimPrefix(types[0], "#!{Type}")
	l.Names = -1
	for at, kind := range types[:len(t.header)] {
		if l.Columns[at].Kind == Dropped {
			continue
		}
		l.Columns[at].Kind = Other
		name := plain(t.header[at])
		switch {
		case strings.TrimSpace(kind) == "E":
			l.Columns[at].Kind = Sample
		case strings.TrimSpace(kind) != "T":
		case l.Names < 0 || name == "gene names":
			if l.Names >= 0 {
				l.Others = append(l.Others, l.Names)
			}
			l.Names = at
		case identifiers[name]:
			l.Others = append(l.Others, at)
		}
	}
	l.Names = max(0, l.Names)
	l.Columns[l.Names].Kind = Other
	return true
}

// labelled is the intensity of one label of an experiment with several (SILAC).
var labelled = regexp.MustCompile(`^[LMH] `)

// maxQuant recognises proteinGroups.txt and the like: of the intensities of every sample
// the LFQ ones count, or reporter ions corrected, or the plain ones.
func maxQuant(t *view, l *Layout) bool {
	proteins := t.index("Majority protein IDs")
	if proteins < 0 || t.index("Protein IDs") < 0 {
		return false
	}
	for _, prefix := range []string{"LFQ intensity ", "Reporter intensity corrected ", "Intensity "} {
		found := 0
		labels := map[string]bool{}
		for at, name := range t.header {
			switch {
			case l.Columns[at].Kind == Dropped:
			case len(name) > len(prefix) && strings.EqualFold(name[:len(prefix)], prefix):
				as := name[len(prefix):]
				if label := labelled.FindString(as); label != "" {
					as = strings.TrimPrefix(as, label)
					labels[name[:len(prefix)]+label+"*"] = true
				} else {
					labels[""] = true
				}
				l.Columns[at] = Column{Kind: Sample, As: as}
				found++
			default:
				l.Columns[at] = Column{Kind: Other}
			}
		}
		if len(labels) > 1 {
			delete(labels, "")
			l.Several = slices.Sorted(maps.Keys(labels))
		}
		if found == 0 {
			continue
		}
		l.Export, l.Names = "MaxQuant", proteins
		if genes := t.index("Gene names"); genes >= 0 {
			l.Names, l.Others = genes, []int{proteins}
		}
		for _, mark := range []string{"Reverse", "Potential contaminant", "Contaminant", "Only identified by site"} {
			if at := t.index(mark); at >= 0 {
				l.Marks = append(l.Marks, at)
			}
		}
		return true
	}
	return false
}

// nSolver recognises the table of NanoString's nSolver: what stands before the samples is
// about the probes.
func nSolver(t *view, l *Layout) bool {
	class := t.index("Class Name")
	if class < 0 || t.index("Probe Name") < 0 && t.index("Gene Name") < 0 {
		return false
	}
	known := set(`probe name, gene name, accession, accession number, annotation, ns probe id, class name, analyte type,
		species name, comments, probe annotation`)
	for at, name := range t.header {
		if p := plain(name); l.Columns[at].Kind != Dropped && (known[p] || strings.HasPrefix(p, "% samples") ||
			strings.HasPrefix(p, "avg count") ||
			p == "min count" || p == "max count" || p == "stddev" || p == "cv") {
			l.Columns[at].Kind = Other
		}
	}
	l.Export, l.Names, l.Class = "nSolver", max(t.index("Probe Name"), 0), class
	if at := t.index("Gene Name"); at >= 0 {
		l.Names = at
	}
	return true
}

// quantifications are the headers of files that hold one sample.
var quantifications = []struct{ tool, header string }{
	{"Salmon", "name length effectivelength tpm numreads"},
	{"kallisto", "target_id length eff_length est_counts tpm"},
	{"RSEM", "gene_id transcript_id(s) length effective_length expected_count tpm fpkm"},
	{"RSEM", "transcript_id gene_id length effective_length expected_count tpm fpkm isopct"},
	{"StringTie", "gene id gene name reference strand start end coverage fpkm tpm"},
}

// OneSampleOf is the program whose table of a single sample has this header; "" for none.
func OneSampleOf(header []string) string {
	lower := strings.ToLower(strings.Join(textfile.Trim(header[:min(len(header), 20)]), " "))
	for _, q := range quantifications {
		if lower == q.header {
			return q.tool
		}
	}
	return ""
}

// orangeName is a name with Orange's marks of its role and type before it: C#, mS#, D#.
var orangeName = regexp.MustCompile(`^([mcwi]?)([CDSTN]?)#(.+)$`)

// orange takes Orange's marks off the names, where most have them.
func (t *view) orange(l *Layout) {
	marked := 0
	for _, name := range t.header {
		if orangeName.MatchString(name) {
			marked++
		}
	}
	if 2*marked < len(t.header) {
		return
	}
	l.Export = "Orange"
	for at, name := range t.header {
		if m := orangeName.FindStringSubmatch(name); m != nil {
			l.Columns[at].As = m[3]
		}
	}
}

package column

import (
	"slices"
	"strings"
)

// index is where a column of this name stands, in lower case; −1: nowhere.
func (t *view) index(name string) int {
	return slices.IndexFunc(t.header, func(h string) bool { return strings.EqualFold(h, name) })
}

// maxQuant recognises proteinGroups.txt and the like: of the intensities of every sample
// the LFQ ones count, or reporter ions corrected, or the plain ones.
func maxQuant(t *view, l *Layout) bool {
	proteins := t.index("Majority protein IDs")
	if proteins < 0 || t.index("Protein IDs") < 0 {
		return false
	}
	for _, prefix := range []string{"LFQ intensity ", "Reporter intensity corrected ", "Intensity "} {
		found := 0
		for at, name := range t.header {
			if len(name) > len(prefix) && strings.EqualFold(name[:len(prefix)], prefix) {
				l.Columns[at] = Column{Sample, name[len(prefix):]}
				found++
				continue
			}
			l.Columns[at] = Column{Kind: Other}
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
		if p := plain(name); known[p] || strings.HasPrefix(p, "% samples") || strings.HasPrefix(p, "avg count") {
			l.Columns[at].Kind = Other
		}
	}
	l.Export, l.Names = "nSolver", max(t.index("Probe Name"), 0)
	if at := t.index("Gene Name"); at >= 0 {
		l.Names = at
	}
	return true
}

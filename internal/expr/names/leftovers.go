package names

import (
	"regexp"
	"strings"
)

// leftoverNames are rows that counting programs add below or above the genes,
// and rows of probes without a gene.
var leftoverNames = map[string]string{
	"__no_feature": "HTSeq", "__ambiguous": "HTSeq", "__too_low_aQual": "HTSeq", "__not_aligned": "HTSeq",
	"__alignment_not_unique": "HTSeq",
	"N_unmapped":             "STAR", "N_multimapping": "STAR", "N_noFeature": "STAR", "N_ambiguous": "STAR",
	"?": "unknown genes", "NA": "unknown genes", "N/A": "unknown genes", "#N/A": "unknown genes",
	"-": "unknown genes", "--": "unknown genes", "---": "unknown genes",
	"nan": "unknown genes", "null": "unknown genes", "None": "unknown genes", "<NA>": "unknown genes",
}

// IsNoName says whether what stands for the name of a gene names none.
func IsNoName(name string) bool { return name == "" || leftoverNames[name] == "unknown genes" }

// spikeIn is a control of the External RNA Controls Consortium; ERCC1 and others
// are genes.
var spikeIn = regexp.MustCompile(`^ERCC-\d{5}$`)

// leftoverKind says of what kind a row is that is no gene; "" for a gene.
func LeftoverKind(name string) string {
	if name == "" || !strings.ContainsRune("_NE?-#n<", rune(name[0])) {
		return ""
	}
	kind := leftoverNames[name]
	if kind == "" && strings.HasPrefix(name, "ERCC-") && spikeIn.MatchString(name) {
		kind = "ERCC"
	}
	return kind
}

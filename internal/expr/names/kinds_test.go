package names

import (
	"strings"
	"testing"
)

func TestKindsOfNames(t *testing.T) {
	for genes, want := range map[string]string{
		"ENSG00000141510.18 ENSG00000012048 x":  "Ensembl identifiers",
		"ENSMUSG00000059552 ENSMUSG00000017146": "Ensembl identifiers",
		"ENST00000269305.9":                     "Ensembl transcripts",
		"NM_000546.6 XM_011510":                 "RefSeq transcripts",
		"201746_at 1007_s_at A28102_at":         "Affymetrix probe sets",
		"ILMN_1779356":                          "Illumina probes",
		"TP53|7157 ?|100130426":                 "symbols with Entrez identifiers",
		"7157 672":                              "numbers, perhaps Entrez identifiers",
		"TP53 HLA-A C1orf112 7SK":               "symbols",
		"Trp53 Brca1":                           "symbols as of mice",
		"TP53 201746_at":                        "",
		"":                                      "",
	} {
		if got := Kind(strings.Fields(genes)); got != want {
			t.Errorf("%s: %q, want %q", genes, got, want)
		}
	}
}

package names

import "regexp"

// kinds are what names of genes may be.
var kinds = []struct {
	of   *regexp.Regexp
	name string
}{
	{regexp.MustCompile(`^ENS[A-Z]{0,4}G\d{11}(\.\d+)?(_PAR_Y)?$`), "Ensembl identifiers"},
	{regexp.MustCompile(`^ENS[A-Z]{0,4}[TPE]\d{11}(\.\d+)?$`), "Ensembl transcripts"},
	{regexp.MustCompile(`^[NX][MR]_\d+(\.\d+)?$`), "RefSeq transcripts"},
	{regexp.MustCompile(`^\S+_at$`), "Affymetrix probe sets"},
	{regexp.MustCompile(`^ILMN_\d+$`), "Illumina probes"},
	{regexp.MustCompile(`^[A-Za-z0-9?.-]+\|\d+$`), "symbols with Entrez identifiers"},
	{regexp.MustCompile(`^\d+$`), "numbers, perhaps Entrez identifiers"},
	{regexp.MustCompile(`^[A-Z][A-Z0-9.-]*(orf\d+)?$`), "symbols"},
	{regexp.MustCompile(`^[A-Z][a-z0-9.-]*$`), "symbols as of mice"},
}

// Kind is what most of some genes' names look like; "" where it cannot be told.
func Kind(genes []string) string {
	count := make([]int, len(kinds))
	for _, g := range genes {
		for i, k := range kinds {
			if k.of.MatchString(g) {
				count[i]++
				break
			}
		}
	}
	for i, k := range kinds {
		if 2*count[i] > len(genes) {
			return k.name
		}
	}
	return ""
}

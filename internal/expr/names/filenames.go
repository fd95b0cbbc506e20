package names

import (
	"regexp"
	"strings"
)

var (
	// fileEnd is what programs that align and count reads add to the name of a sample.
	fileEnd = regexp.MustCompile(`(?i)([._-]?Aligned(\.sortedByCoord)?\.out|[._-]?ReadsPerGene\.out|` +
		`\.(bam|sam|cram|cel|idat|fastq|fq|fa|txt|tsv|csv|tab|gz|bz2|sf|h5|counts?|genes|isoforms|results|` +
		`sort|sorted|srt|dedup|dedupped|markdup|md|rmdup|uniq|unique|primary|filtered|hisat2?|star|bowtie2?|htseq|` +
		`featurecounts))$`)
	// mangledPath is a path with R's dots for its slashes.
	mangledPath = regexp.MustCompile(`^X?\.`)
	accession   = regexp.MustCompile(`^(GSM\d+)(\D|$)`)
)

// ofProgram are names of files that are the same for every sample: the folder tells them
// apart.
var ofProgram = map[string]bool{"": true, "accepted_hits": true, "quant": true, "abundance": true, "aligned": true,
	"counts": true, "gene_counts": true, "htseq": true, "out": true, "output": true, "rsem": true, "sample": true}

// FileStem is the sample's name in the name of a file: without folders and what programs
// append, or the name of the folder where the file has that of a program. What is no name
// of a file stays as it is.
func FileStem(s string) string {
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == '/' || r == '\\' })
	isPath := len(parts) > 1 || len(parts) == 1 && parts[0] != s
	if !isPath {
		stem := withoutFileEnds(s)
		if stem != s && mangledPath.MatchString(s) {
			stem = stem[strings.LastIndex(stem, ".")+1:]
		}
		if stem == "" {
			return s
		}
		return stem
	}
	for i := len(parts) - 1; i >= 0; i-- {
		if stem := withoutFileEnds(parts[i]); !ofProgram[strings.ToLower(stem)] {
			return stem
		}
	}
	return s
}

func withoutFileEnds(s string) string {
	for {
		at := fileEnd.FindStringIndex(s)
		if at == nil {
			return s
		}
		s = s[:at[0]]
	}
}

// Accession is GEO's of a sample, with which names of its files begin; "" where there is
// none.
func Accession(s string) string {
	if m := accession.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	return ""
}

// IsBarcode says whether a name is TCGA's of a patient or of something taken from one.
func IsBarcode(s string) bool { return Barcode(12)(s) != "" }

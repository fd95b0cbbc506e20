package column

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"subtype/internal/expr/names"
	"subtype/internal/expr/textfile"
)

func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Split(words, ",") {
		out[strings.TrimSpace(w)] = true
	}
	return out
}

// Names of columns about genes, as plain writes them. Some hold numbers and would pass
// for samples.
var (
	// identifiers can name a row that has no other name.
	identifiers = set(`entrez gene id, entrez, entrezid, entrez id, entrezgene, entrezgene id, entrez gene, geneid,
		gene id, hugo symbol, symbol, gene symbol, genesymbol, hgnc symbol, hgnc id, external gene name, gene name,
		genename, gene names, genenames, ensembl, ensembl id, ensembl gene id, ensembl gene, transcript id, accession,
		gene accession number, gb acc, genbank accession, refseq, refseq id, unigene, uniprot, uniprot id, uniprotkb,
		probe id, probeid, probeset id, probeset, probe set id, illumina id, ilmn gene, protein ids,
		majority protein ids, protein id, target id, targetid, ref id, proteinid, gene short name, tracking id`)
	// facts say something about a gene.
	facts = set(`description, desc, gene description, gene title, definition, gene biotype, biotype, gene type,
		transcript id s, chr, chrom, chromosome, chromosome name, chromosome start, chromosome end, seqnames, seqname,
		start, end, stop, start position, end position, gene start, gene end, chrom start, chrom end, txstart, txend,
		tx start, tx end, gene chr, gene strand, gene length, exon number, strand, chromosome hg19, mapinfo,
		ucsc refgene name, ucsc refgene group, ucsc refgene accession, relation to ucsc cpg island, infinium design type,
		protein length, protein existence, entry name, gene ontology id, numberpsm, maxpepprob, referenceintensity,
		protein probability, top peptide probability, kegg pathway, tf family, cytoband, map location, length, gene length,
		genelength, exon length, exonlength,
		effective length, effectivelength, eff length, efflength, transcript length, percentage gene gc content,
		gc content, gene ontology, go term, protein names, protein name, fasta headers, species, organism, sequence,
		probe sequence, spot id, mol weight kda, sequence length`)
	// beside are names that say so only right after the name of the gene.
	beside = set(`id, ids, name, names, gene, genes, probe, probes, gc, width, locus, location, position, pos, index,
		number, no, type, class, feature`)
)

// IsGeneColumn says whether the name is one of a column about genes.
func IsGeneColumn(name string) bool { return identifiers[plain(name)] || facts[plain(name)] }

// build is the genome that coordinates are of.
var build = regexp.MustCompile(` (hg|grch|mm|grcm)\d+$`)

// places are names that may be those of samples too: only whole numbers are places.
var places = set(`start, end, stop, length, position, pos, width, gene start, gene end, mapinfo`)

// genes finds the columns about genes.
func (t *view) genes(l *Layout) {
	leading := true
	for at := 1; at < len(t.header); at++ {
		if l.Columns[at].Kind == Dropped {
			continue
		}
		name := build.ReplaceAllString(plain(t.header[at]), "")
		switch {
		case identifiers[name]:
			l.Columns[at].Kind = Gene
			l.Others = append(l.Others, at)
		case places[name] && !t.whole(at):
			leading = false
			// Start, Mid and End of an experiment.
		case facts[name], leading && beside[name], places[name], t.isStrand(at):
			l.Columns[at].Kind = Gene
		case leading && t.isText(at): // further on it may be a sample that cannot be read
			l.Columns[at].Kind = GeneText
		default:
			leading = false
		}
	}
	if leading && len(t.header) > 1 {
		// All of them: that may be a table whose numbers cannot be read, which reading tells.
		for at := range l.Columns {
			if l.Columns[at].Kind == GeneText {
				l.Columns[at].Kind = Sample
			}
		}
	}
}

// whole says whether no value is a number with a fraction.
func (t *view) whole(at int) bool {
	x, _ := t.numbers(at)
	return !slices.ContainsFunc(x, func(v float64) bool { return v != math.Trunc(v) })
}

// isStrand says whether a column holds strands: + and − alone.
func (t *view) isStrand(at int) bool {
	plus := 0
	for _, fields := range t.rows {
		switch strings.TrimSpace(fields[at]) {
		case "+":
			plus++
		case "-", ".", "*", "":
		default:
			return false
		}
	}
	return plus > 0
}

// isText says whether a column holds words in the rows where it holds anything: no
// number in any spelling, and a letter first in most, or names that only genes have. A
// sample whose numbers are damaged does not look like that.
func (t *view) isText(at int) bool {
	words, ids, others := 0, 0, 0
	for _, fields := range t.rows {
		f := strings.TrimSpace(fields[at])
		first, _ := utf8.DecodeRuneInString(f)
		share, _ := names.GeneLike([]string{f})
		switch {
		case textfile.IsMissing(f), f == "--", f == "---", f == ".":
		case share == 1:
			ids++
		case textfile.LooksLikeValue(f) || textfile.IsDateLike(f):
			return false
		case unicode.IsLetter(first):
			words++
		default:
			others++
		}
	}
	return words+ids > others
}

// rowNames finds a better column of names than the first: descriptions are not unique.
func (t *view) rowNames(l *Layout) {
	first := plain(t.header[0])
	if len(l.Others) == 0 || !(facts[first] && !identifiers[first]) {
		return
	}
	l.Names = l.Others[0]
	l.Others = l.Others[1:]
	l.Columns[0].Kind = Gene
}

package expr

import (
	"fmt"
	"regexp"
	"strings"
)

// geneID is a name that only a gene or a probe has: of Ensembl, RefSeq, of
// Affymetrix or Illumina, or TCGA's SYMBOL|ENTREZ.
var geneID = regexp.MustCompile(`^(ENS[A-Z]*G\d{11}(\.\d+)?|[NX][MR]_\d+|.+_at|ILMN_\d+|[A-Za-z0-9?.-]+\|\d+)$`)

// wellKnown are symbols that nearly every matrix of human or mouse genes holds
// some of.
var wellKnown = func() map[string]bool {
	known := map[string]bool{}
	for _, s := range strings.Fields(`A2M ABL1 ACTA2 ACTB AKT1 ALB ALK APC AR ATM AURKA B2M BAX BCL2 BIRC5 BRAF BRCA1 BRCA2 CASP3 CCNB1 CCND1 CCNE1 CD19 CD3E CD4 CD44
		CD68 CD74 CD8A CDC20 CDH1 CDK1 CDK4 CDKN1A CDKN2A CEACAM5 COL1A1 COL1A2 COL3A1 CTNNB1 CXCL8 DCN EEF1A1 EGF EGFR EPCAM ERBB2 ERBB3 ESR1 EZH2 FABP4 FGFR1 FGFR3 FN1 FOS
		FOXA1 FOXC1 FTL GAPDH GATA3 GFAP GRB7 HIF1A HLA-A HPRT1 IDH1 IGF1R IL6 JUN KDR KIT KLF4 KRAS KRT14 KRT17 KRT18 KRT19 KRT5 KRT8 LDHA MAPK1 MAPT MCM2 MDM2 MET MIA MKI67
		MLPH MMP11 MMP9 MYBL2 MYC MYCN NAT1 NF1 NFKB1 NOTCH1 NRAS PCNA PDGFRA PGR PIK3CA PTEN PTPRC RB1 RPL13A RPLP0 SFRP1 SMAD4 SOX2 SPARC SPP1 STAT3 TGFB1 TP53 TUBB TYMS
		UBE2C VEGFA VIM XIST YWHAZ ZEB1`) {
		known[s] = true
	}
	return known
}()

// geneLike is the share of names that are those of genes, and how many are
// symbols that everyone knows.
func geneLike(names []string) (share float64, known int) {
	ids := 0
	for _, n := range names {
		switch {
		case wellKnown[strings.ToUpper(n)]:
			known++
		case geneID.MatchString(n):
			ids++
		}
	}
	return float64(ids+known) / float64(max(1, len(names))), known
}

// checkOrientation refuses a table whose columns look like genes, unless it was
// said that they are samples.
func (p *parser) checkOrientation() {
	t := p.table
	genes, samples := len(t.Genes), len(t.Samples)
	if genes == 0 || samples == 0 || p.options.Orientation == "genes-in-rows" {
		return
	}
	inRows, knownRows := geneLike(t.Genes)
	inColumns, knownColumns := geneLike(t.Samples)
	const remedy = "use --transpose; if genes do stand in rows, --transpose=false"
	fatal := func(text string) {
		f := Finding{Code: "transposed", Severity: Fatal, Count: samples, Text: text, Remedy: remedy, Flags: "--transpose"}
		if p.flip != nil {
			f.Remedy, f.Flags = "leave --transpose away", ""
		}
		p.add(f)
	}
	switch {
	case inColumns >= 0.5 && inRows < inColumns/2, knownColumns >= 5 && knownRows == 0 && inRows < 0.1:
		where, other := "columns", "rows"
		if p.flip != nil {
			where, other = other, where
		}
		fatal(fmt.Sprintf("the %s are named like genes (%s) and the %s are not (%s): the matrix is the other way round", where, list(likest(t.Samples)), other, list(t.Genes[:min(3, genes)])))
	case p.flip == nil && samples >= 1000 && samples > 10*genes && inRows < 0.5 && knownRows == 0:
		fatal(fmt.Sprintf("there are %s in columns and only %s in rows: the matrix is the other way round", count(samples, "name"), count(genes, "name")))
	case samples > genes:
		p.add(Finding{Code: "more-samples-than-genes", Severity: Warning, Count: samples,
			Text: fmt.Sprintf("%s in columns but only %s in rows: is the matrix the right way round?", count(samples, "sample"), count(genes, "gene"))})
	}
}

// likest are names that show what they are.
func likest(names []string) []string {
	var out []string
	for _, n := range names {
		if (wellKnown[strings.ToUpper(n)] || geneID.MatchString(n)) && len(out) < 3 {
			out = append(out, n)
		}
	}
	return out
}

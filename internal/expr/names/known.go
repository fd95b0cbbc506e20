package names

import (
	"regexp"
	"strings"
)

// geneID is a name that only a gene or a probe has: of Ensembl, RefSeq, of
// Affymetrix or Illumina, TCGA's SYMBOL|ENTREZ, DepMap's SYMBOL (ENTREZ), of microRNAs,
// methylation probes, and phosphorylated proteins as reverse-phase arrays name them.
var geneID = regexp.MustCompile(`^(ENS[A-Z]*[GTP]\d{11}(\.\d+)?|[NX][MR]_\d+|.+_at|ILMN_\d+|[A-Za-z0-9?.-]+\|\d+|` +
	`[A-Za-z0-9.-]+ \((\d+|ENSG\d{11})\)|[A-Za-z0-9-]+\.\.\d+\.|[a-z]{3}-(mir|miR|let)-\S+|MIMAT\d{7}|cg\d{8}|` +
	`ch\.\w+\.\d+\w?|\S+_p[STY]\d+\S*|\S+-[RMG]-[VCENQ])$`)

// wellKnown are symbols that nearly every matrix of human or mouse genes holds
// some of.
var wellKnown = func() map[string]bool {
	known := map[string]bool{}
	for _, s := range strings.Fields(`A2M ABL1 ACTA2 ACTB AKT1 ALB ALK APC AR ATM AURKA B2M BAX BCL2 BIRC5 BRAF BRCA1 ` +
		`BRCA2 CASP3 CCNB1
		CCND1 CCNE1 CD19 CD3E CD4 CD44 CD68 CD74 CD8A CDC20 CDH1 CDK1 CDK4 CDKN1A CDKN2A CEACAM5 COL1A1
		COL1A2 COL3A1 CTNNB1 CXCL8 DCN EEF1A1 EGF EGFR EPCAM ERBB2 ERBB3 ESR1 EZH2 FABP4 FGFR1 FGFR3 FN1 FOS
		FOXA1 FOXC1 FTL GAPDH GATA3 GFAP GRB7 HIF1A HLA-A HPRT1 IDH1 IGF1R IL6 JUN KDR KIT KLF4 KRAS KRT14
		KRT17 KRT18 KRT19 KRT5 KRT8 LDHA MAPK1 MAPT MCM2 MDM2 MET MIA MKI67 MLPH MMP11 MMP9 MYBL2 MYC MYCN
		NAT1 NF1 NFKB1 NOTCH1 NRAS PCNA PDGFRA PGR PIK3CA PTEN PTPRC RB1 RPL13A RPLP0 SFRP1 SMAD4 SOX2 SPARC
		SPP1 STAT3 TGFB1 TP53 TUBB TYMS UBE2C VEGFA VIM XIST YWHAZ ZEB1`) {
		known[s] = true
	}
	return known
}()

// geneLike is the share of names that are those of genes, and how many are
// symbols that everyone knows.
func GeneLike(names []string) (share float64, known int) {
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

// likest are names that show what they are.
func Likest(names []string) []string {
	var out []string
	for _, n := range names {
		if (wellKnown[strings.ToUpper(n)] || geneID.MatchString(n)) && len(out) < 3 {
			out = append(out, n)
		}
	}
	return out
}

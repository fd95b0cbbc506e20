package names

import (
	"strings"

	"subtype/internal/expr/finding"
)

// Telltale is genes that vary with something else than the tumour.
type Telltale struct {
	Code  finding.Code
	Of    string          // what they vary with
	Genes map[string]bool // in upper case
}

// Telltales are genes that vary with something else than the tumour: the patient's sex, blood
// in the specimen, the share of mitochondrial RNA. Ensembl identifiers are those
// of release 104 and later.
var Telltales = []Telltale{
	{finding.SexGenes, "the patient's sex",
		set(`XIST TSIX RPS4Y1 RPS4Y2 DDX3Y KDM5D JARID1D SMCY EIF1AY USP9Y UTY ZFY NLGN4Y TXLNGY TTTY15 PRKY
		TMSB4Y CYORF15A CYORF15B ENSG00000229807 ENSG00000129824 ENSG00000067048 ENSG00000012817
		ENSG00000198692 ENSG00000114374 ENSG00000183878 ENSG00000067646 ENSG00000165246`)},
	{finding.BloodGenes, "blood in the specimen",
		set(`HBA1 HBA2 HBB HBD HBG1 HBG2 HBE1 HBM HBQ1 HBZ ENSG00000206172 ENSG00000188536 ENSG00000244734
		ENSG00000223609`)},
	{finding.MitochondrialGenes, "the share of mitochondrial RNA (dying cells, preparation)",
		set(`MT-ND1 MT-ND2 MT-ND3 MT-ND4 MT-ND4L MT-ND5 MT-ND6 MT-CO1 MT-CO2 MT-CO3 MT-ATP6 MT-ATP8 MT-CYB
		MT-RNR1 MT-RNR2`)},
}

func set(names string) map[string]bool {
	out := map[string]bool{}
	for _, n := range strings.Fields(names) {
		out[n] = true
	}
	return out
}

package names

import "testing"

func TestSpecimens(t *testing.T) {
	for name, want := range map[string]Specimen{
		"TCGA-AA-3500-01A-11R-A000-07": {"TCGA-AA-3500", false, false},
		"TCGA.AA.3500.11A":             {"TCGA-AA-3500", true, false},
		"TCGA-AA-3500-10":              {"TCGA-AA-3500", true, false},
		"TCGA-07-0227-20A-01R":         {"TCGA-07-0227", false, true},
		"TCGA-AA-3500":                 {},
		"C3L-00001.N":                  {"C3L-00001", true, false},
		"C3L-00001-T":                  {"C3L-00001", false, false},
		"QC_3":                         {"", false, true}, "pool": {"", false, true}, "Blank-2": {"", false, true},
		"P01": {}, "sample.N": {}, "reform1": {}, "Poole": {}, "N12": {},
	} {
		if got := ReadSpecimen(name); got != want {
			t.Errorf("%s: %+v, want %+v", name, got, want)
		}
	}
}

func TestNamesOfSamplesAndGenes(t *testing.T) {
	for name, want := range map[string]int{ // 1: a sample, 2: a gene, 0: neither
		"TCGA-A1-X000-01": 1, "GSM12345": 1, "ACH-000001": 1, "SRR123456": 1, "AAACCTGAGAAACCAT-1": 1, "C3N-00512": 1,
		"A549_LUNG": 1, "Patient 3": 1, "tumour_12": 1, "MB-0002": 1,
		"hsa-miR-21-5p": 2, "hsa-let-7a": 2, "cg00000029": 2, "TP53 (7157)": 2, "TP53 (ENSG00000141510)": 2,
		"TP53..7157.": 2, "ENSG00000141510.12": 2, "AKT_pS473": 2, "Akt_pS473-R-V": 2, "1007_s_at": 2, "MIMAT0000062": 2,
		"S01": 0, "P00001": 0, "JUNB": 0, "x": 0, "PT": 0, "TUMOR": 0,
	} {
		sample, _ := SampleLike([]string{name})
		gene, _ := GeneLike([]string{name})
		if got := int(sample) + 2*int(gene); got != want {
			t.Errorf("%s: %d, want %d", name, got, want)
		}
	}
}

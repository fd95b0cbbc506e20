package names

import (
	"regexp"
	"strings"
)

// sampleID is a name that only a sample, a patient or a cell has: of TCGA, TARGET, CPTAC,
// GTEx, GEO, the read archives, DepMap, CCLE, METABRIC, 10x; or a word and a number.
var sampleID = regexp.MustCompile(`^((TCGA|TARGET|GTEX|HCM|CPTAC)[-._]\S+|C3[LN][-.]\d{5}.*|GSM\d{4,}|` +
	`[SED]R[RSX]\d{5,}|SAM(N|EA|D)\d{5,}|ACH-\d{6}|MB[-.]\d{4}|[ACGT]{12,}(-\d+)?|[A-Z0-9]+_(LUNG|BREAST|SKIN|OVARY|` +
	`BONE|CENTRAL_NERVOUS_SYSTEM|LARGE_INTESTINE|HAEMATOPOIETIC_AND_LYMPHOID_TISSUE|KIDNEY|LIVER|` +
	`PANCREAS|STOMACH|ENDOMETRIUM|PROSTATE|THYROID|SOFT_TISSUE|OESOPHAGUS|URINARY_TRACT|` +
	`UPPER_AERODIGESTIVE_TRACT|AUTONOMIC_GANGLIA|PLEURA)|` +
	`(?i:(patient|sample|tumou?r|subject|donor|case|normal|control|pt)[-_. ]?\d+.*))$`)

// SampleLike is the share of names that are those of samples, and up to three of them.
func SampleLike(names []string) (share float64, examples []string) {
	found := 0
	for _, n := range names {
		if sampleID.MatchString(n) {
			if found++; len(examples) < 3 {
				examples = append(examples, n)
			}
		}
	}
	return float64(found) / float64(max(1, len(names))), examples
}

var (
	// tcga is a barcode of TCGA or TARGET: project, site, patient, kind of specimen.
	tcga  = regexp.MustCompile(`^((TCGA|TARGET)[-.]\w{2}[-.]\w{4,6})[-.](\d\d)[A-Z]?`)
	cptac = regexp.MustCompile(`^(C3[LN][-.]\d{5}|\d{2}(CO|BR|OV|LU)\d{3})[-._](N|T)$`)
	pool  = regexp.MustCompile(`(?i)(^|[-_. ])(qc|pool(ed)?|blank|ntc|reference|ref|stdref|uhrr?|hbrr?|universal)` +
		`([-_. ]?\d*)?($|[-_. ])`)
)

// Specimen is what the name of a sample says.
type Specimen struct {
	Patient string
	Normal  bool // normal tissue or blood, by TCGA's codes 10 to 19 and CPTAC's N
	Control bool // a quality control, a pool or a blank
}

// ReadSpecimen reads a sample's name; all is empty where it says nothing.
func ReadSpecimen(name string) Specimen {
	if m := tcga.FindStringSubmatch(name); m != nil {
		return Specimen{Patient: strings.ReplaceAll(m[1], ".", "-"), Normal: m[3] >= "10" && m[3] <= "19",
			Control: m[3] == "20"}
	}
	if m := cptac.FindStringSubmatch(name); m != nil {
		return Specimen{Patient: strings.ReplaceAll(m[1], ".", "-"), Normal: m[3] == "N"}
	}
	return Specimen{Control: pool.MatchString(name)}
}

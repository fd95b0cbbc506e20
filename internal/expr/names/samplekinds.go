package names

import (
	"fmt"
	"slices"

	"subtype/internal/expr/finding"
	"subtype/internal/words"
)

// SampleKinds warns of what the names of samples say: normal tissue among tumours,
// controls, and patients with several samples, who form groups of their own.
func SampleKinds(samples []string) (out finding.Findings) {
	var normal, control []string
	tumours := 0
	of := map[string]int{}
	var several []string
	for _, name := range samples {
		s := ReadSpecimen(name)
		switch {
		case s.Control:
			control = append(control, name)
		case s.Normal:
			normal = append(normal, name)
		case s.Patient != "":
			tumours++
		}
		if s.Patient == "" {
			continue
		}
		if of[s.Patient]++; of[s.Patient] == 2 {
			several = append(several, s.Patient)
		}
	}
	n := len(samples)
	if len(normal) > 0 && tumours > 0 {
		out = append(out, finding.Finding{Code: finding.NormalTissue, Severity: finding.Warning, Count: len(normal),
			Sample: normal[0],
			Text: fmt.Sprintf("%d of %s are normal tissue by their barcodes: %s", len(normal), words.Plural(n, "sample"),
				finding.List(normal)), Remedy: "leave them out with --drop-samples: they differ from tumours more than tumours do"})
	}
	if len(control) > 0 && len(control) < n {
		out = append(out, finding.Finding{Code: finding.ControlSamples, Severity: finding.Warning, Count: len(control),
			Sample: control[0],
			Text:   fmt.Sprintf("%s named like controls, pools or blanks: %s", areOf(len(control)), finding.List(control)),
			Remedy: "leave out with --drop-samples what is no patient"})
	}
	if len(several) > 0 {
		slices.Sort(several)
		out = append(out, finding.Finding{Code: finding.SeveralOfPatient, Severity: finding.Warning, Count: len(several),
			Text: fmt.Sprintf("%s with more than one sample by their barcodes: %s",
				words.Plural(len(several), "patient"), finding.List(several)),
			Remedy: "samples of one patient are alike, and no evidence of a subtype: leave all but one out with --drop-samples"})
	}
	return out
}

func areOf(n int) string {
	if n == 1 {
		return "1 sample is"
	}
	return fmt.Sprintf("%d samples are", n)
}

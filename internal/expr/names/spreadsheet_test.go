package names

import "testing"

// Row 30: which names are mapped and which never.
func TestSpreadsheetNames(t *testing.T) {
	for name, want := range map[string]string{
		"2-Sep": "SEPTIN2", "Sep-02": "SEPTIN2", "2021-09-02": "SEPTIN2", "14-SEP": "SEPTIN14", "15-Sep": "SELENOF",
		"3-Mar": "MARCHF3", "3-Mrz": "MARCHF3", "11-Mar": "MARCHF11", "1-Dec": "DELEC1",
		"1-Dez": "DELEC1", "2002-09-01": "", "1-Mar": "", "2-Mar": "", "Mar-01": "", "1-Mrz": "", "2001-03-01": "",
		"4-Oct": "", "12-Mar": "", "16-Sep": "", "2.31E+13": "", "02.09.2021": "", "1-Jan": "",
	} {
		d, ok := DamageOf(name)
		if !ok || d.Was != want {
			t.Errorf("%s: %v, read as %q, want %q", name, ok, d.Was, want)
		}
	}
	for _, name := range []string{"TP53", "HLA-A", "1007_s_at", "AC004-1", "MT-ND1", "NKX2-5", "7SK", "ENSG00000000003.15",
		"miR-21", "12345", "1-ABC", "RP11-34P13.7", "5-8S", "32-Sep"} {
		if d, ok := DamageOf(name); ok {
			t.Errorf("%s was taken for damage (%q)", name, d.Was)
		}
	}
}

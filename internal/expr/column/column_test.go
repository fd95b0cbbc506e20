package column

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// letters are the kinds of columns: s sample, g about genes, t text, T statistic, m measure,
// o other, ? unclear; N names the rows.
func letters(l *Layout) string {
	out := ""
	for at, c := range l.Columns {
		if at == l.Names {
			out += "N"
			continue
		}
		out += map[Kind]string{Sample: "s", Gene: "g", GeneText: "t", Statistic: "T", Measure: "m", Other: "o",
			Unclear: "?"}[c.Kind]
	}
	return out
}

// Files of these kinds exist; "a b c" are samples of numbers.
func TestTellsWhatColumnsAre(t *testing.T) {
	for _, c := range []struct{ name, header, rows, want string }{
		{"samples", "gene a b c", "g1 1 2 3|g2 4 5 6", "Nsss"},
		{"DESeq2 with samples", "id baseMean log2FoldChange lfcSE stat pvalue padj s1 s2",
			"g1 5 -1 .2 -5 0.01 0.1 4 6|g2 5 1 .2 5 0.01 NA 4 6", "NTTTTTTss"},
		{"letters among letters", "id baseMean log2FoldChange padj A B C", "g1 1 -1 .1 3 4 5|g2 1 -1 .1 3 4 5", "NTTTsss"},
		{"statistics behind the samples", "id s1 s2 logFC AveExpr t P.Value adj.P.Val B",
			"g1 1 2 -1 5 3 .01 .1 2|g2 1 2 1 5 3 .01 .1 2", "NssTTTTTT"},
		{"DESeq2 of contrasts", "id s1 s2 padj_A.vs.B log2FC_A.vs.B", "g1 1 2 .1 -1|g2 2 3 .2 1", "NssTT"},
		{"letters of limma are samples alone", "id t b f", "g1 1 2 3|g2 4 5 6", "Nsss"},
		{"a mean that is one", "id a b c Mean", "g1 1 2 3 2|g2 4 5 6 5|g3 0 0 3 1", "NsssT"},
		{"a sum that is one", "id a b c Total", "g1 1 2 3 6|g2 4 5 6 15|g3 0 0 3 3", "NsssT"},
		{"a mean that is none", "id a b c Mean", "g1 1 2 3 9|g2 4 5 6 1|g3 0 0 3 7", "Nsss?"},
		{"a p-value that is none", "id s1 s2 pvalue", "g1 1 2 3|g2 4 5 6", "Nss?"},
		{"Max is how they are called", "id Max_1 Max_2 Max_3", "g1 1 2 3|g2 4 5 6|g3 4 5 6", "Nsss"},
		{"coordinates at the end", "gene a b chromosome_start chromosome_end strand", "g1 1 2 100 200 +|g2 3 4 500 600 -",
			"Nssggg"},
		{"descriptions", "gene what a b", "g1 kinase 1 2|g2 receptor 3 4", "Ntss"},
		{"probes", "gene NAME a b", "g1 1000_at 1 2|g2 1001_at 3 4", "Ngss"},
		{"damaged numbers are samples", "gene a b", "g1 1,5x 2|g2 2,5x 3", "Nss"},
		{"detection beside beads", "ID a.AVG_Signal a.Detection_Pval b.AVG_Signal b.Detection_Pval",
			"g1 10 0.01 12 0|g2 20 1 30 0.5", "Nsmsm"},
		{"detection in front", "ID Detection.a a Detection.b b", "g1 0.01 12 0 4|g2 1 30 0.5 5", "Nmsms"},
		{"one sample is no pattern", "ID a a.Detection_Pval c", "g1 10 0.01 12|g2 20 1 30", "NsTs"},
		{"calls", "Description Accession_Number a call b call.1", "d g1 1 A 2 P|d g2 3 P 4 M", "gNsmsm"},
		{"MaxQuant", "Protein.IDs Majority.protein.IDs Gene.names Peptides Score Intensity.a Intensity.b Reverse",
			"P1 P1 TP53 4 30 1e6 2e6 +|P2 P2 EGFR 4 30 1e6 2e6 -", "ooNoosso"},
		{"nSolver", "Probe.Name Accession Class.Name a.RCC b.RCC", "A NM1 Endogenous 4 5|B NM2 Positive 5 6", "Nooss"},
		{"p-values as they are written", "ID a.Signal a.Detection_Pval b.Signal b.Detection_Pval",
			"g1 10 1.2e-05 12 0|g2 20 1 30 3E-4", "Nsmsm"},
		{"beside tests who is named otherwise is asked about", "id P1 P2 P3 padj weird other",
			"g1 1 2 3 .1 9 g|g2 4 5 6 .2 1 h|g3 4 5 6 .2 7 h", "NsssT??"},
		{"tests alone with names unknown", "id base_1 sigma final test_stat p_value q_value",
			"g1 1 2 3 3 .1 1|g2 1 2 3 -3 .2 1", "NTTTTTT"},
		{"LFC is how they are called", "id LFC-1 LFC-2 LFC-3", "g1 1 2 3|g2 4 5 6", "Nsss"},
		{"a mean under another name", "id P01 P02 P03 Mittel", "g1 1 2 3 2|g2 4 5 6 5|g3 0 0 3 1", "NsssT"},
		{"a column of another world", "id P01 P02 P03 Elo", "g1 1 2 3 5|g2 14 15 16 -5|g3 30 30 33 1|g4 2 2 2 9", "Nsss?"},
		{"coordinates of a build", "id Start_hg19 P1 P2", "g1 100 1 2|g2 500 3 4", "Ngss"},
		{"Start is a sample", "id Start Mid End", "g1 1.5 2.5 3|g2 1.25 2 3.5", "Nsss"},
		{"strands", "id P1 P2 sense", "g1 1 2 +|g2 3 4 -", "Nssg"},
		{"a cohort called NES", "id NES-01 NES-02 NES-03", "g1 1 2 3|g2 4 5 6", "Nsss"},
		{"test results", "Gene logFC logCPM PValue FDR", "g1 1 2 .1 .2|g2 1 2 .1 .2", "NTTTT"},
	} {
		space := func(s string) []string {
			f := strings.Fields(s)
			if c.name == "MaxQuant" || c.name == "nSolver" {
				for i := range f {
					f[i] = strings.ReplaceAll(f[i], ".", " ")
				}
			}
			return f
		}
		var rows [][]string
		for _, r := range strings.Split(c.rows, "|") {
			rows = append(rows, strings.Fields(r))
		}
		header := space(c.header)
		if c.name == "calls" {
			header[1] = "Gene Accession Number"
		}
		if got := letters(Tell(header, rows, false, nil)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestSamplesAreNamedWithoutTheirMeasure(t *testing.T) {
	l := Tell([]string{"ID", "P1.AVG_Beta", "P1.Detection Pval", "P2.AVG_Beta", "P2.Detection Pval"},
		[][]string{{"cg1", ".1", "0", ".2", "0"}, {"cg2", ".1", "0", ".2", "0"}}, false, nil)
	var as []string
	for _, at := range l.Of(Sample) {
		as = append(as, l.Columns[at].As)
	}
	if want := []string{"P1", "P2"}; !slices.Equal(as, want) {
		t.Errorf("%q", as)
	}
}

// Where each sample has several values, which is meant is asked, and that is found by the
// names alone.
func TestSeveralValuesAreTold(t *testing.T) {
	for header, want := range map[string]string{
		"id a_count a_TPM b_count b_TPM": "*_count *_TPM",
		"id a.Methylated_Signal a.Unmethylated_Signal b.Methylated_Signal b.Unmethylated_Signal": "*.Methylated_Signal " +
			"*.Unmethylated_Signal",
		"id a a_fpkm b b_fpkm":     "*_fpkm the sample's name alone",
		"id A_1 A_2 B_1 B_2":       "",
		"id a_count b_count":       "",
		"id tumour_1 normal_1 raw": "",
	} {
		names := strings.Fields(header)
		row := append([]string{"g"}, strings.Split(strings.Repeat("1 ", len(names)-1), " ")[:len(names)-1]...)
		if got := strings.Join(Tell(names, [][]string{row, row}, false, nil).Several, " "); got != want {
			t.Errorf("%s: %q, want %q", header, got, want)
		}
	}
}

// With samples in rows what is about them is no gene.
func TestTellsWhatIsAboutSamples(t *testing.T) {
	l := TellAbout([]string{"id", "type", "age", "OS.time", "days_to_birth", "TP53", "EGFR"},
		[][]string{{"s1", "tumour", "50", "100", "-900", "1", "2"}, {"s2", "normal", "60", "9", "-80", "3", "4"}}, false)
	if got := fmt.Sprint(l.Of(Gene, GeneText), l.Of(Sample)); got != "[1 2 3 4] [5 6]" {
		t.Error(got)
	}
}

// Whatever the table, no column is lost and none is told twice.
func FuzzTell(f *testing.F) {
	f.Add("gene\tpvalue\ta", "g1\t.1\t2\ng2\t3\t4")
	f.Add("Protein IDs\tMajority protein IDs\tIntensity a", "a\tb\t3")
	f.Fuzz(func(t *testing.T, header, rows string) {
		names := strings.Split(header, "\t")
		var fields [][]string
		for _, line := range strings.Split(rows, "\n") {
			fields = append(fields, strings.Split(line, "\t"))
		}
		for _, l := range []*Layout{Tell(names, fields, false, nil), TellAbout(names, fields, true)} {
			if len(l.Columns) != len(names) || l.Names < 0 || l.Names >= len(names) {
				t.Fatalf("%+v of %q", l, names)
			}
		}
	})
}

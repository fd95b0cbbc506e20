package expr

import (
	"fmt"
	"strings"
	"testing"
)

// matrixOf writes a table of n genes in which every gene differs, with cells
// given by hand for some of them.
func matrixOf(n, samples int, cell func(i, j int) string) string {
	var b strings.Builder
	b.WriteString("gene")
	for j := range samples {
		fmt.Fprintf(&b, "\ts%d", j)
	}
	for i := range n {
		fmt.Fprintf(&b, "\ng%d", i)
		for j := range samples {
			c := ""
			if cell != nil {
				c = cell(i, j)
			}
			if c == "" {
				c = fmt.Sprintf("%.3f", 5+float64((i*7+j*j*13+i*j*5)%31)/7)
			}
			b.WriteString("\t" + c)
		}
	}
	return b.String() + "\n"
}

// at gives one cell.
func at(i, j int, text string) func(int, int) string {
	return func(a, b int) string {
		if a == i && (b == j || j < 0) || i < 0 && b == j {
			return text
		}
		return ""
	}
}

// What real matrices do, and what each must get. The numbers are those of the
// table of inputs that the program was built to read.
func TestInputs(t *testing.T) {
	rename := func(text string, pairs ...string) string { return strings.NewReplacer(pairs...).Replace(text) }
	plain := matrixOf(60, 6, nil)
	for _, c := range []struct {
		row  string
		text string
		read ReadOptions
		o    PrepareOptions
		want []string // in the findings or the refusal
		not  string
	}{
		{row: "14 infinite, refused", text: matrixOf(60, 6, at(2, 3, "-Inf")), want: []string{`error expr.tsv:4: column 5 (s3): gene "g2" has the value "-Inf"; use --inf missing`}},
		{row: "14 infinite as missing", text: matrixOf(60, 6, at(2, 3, "-Inf")), read: ReadOptions{InfMissing: true}, o: PrepareOptions{Missing: "median"},
			want: []string{"1 value (0.3 %) is missing, written \"-Inf\"", "1 value (0.3 %) is infinite: counted as missing"}},
		{row: "15 missing, refused", text: matrixOf(60, 6, at(2, 3, "NA")), want: []string{`error expr.tsv:4: column 5 (s3): 1 value (0.3 %) is missing, written "NA", in 1 of 60 genes and 1 of 6 samples, at most 1 in one sample ("s3")`, "--missing drop-genes (leaves 59 genes)", "knn", "mask"}},
		{row: "15 drop-genes", text: matrixOf(60, 6, at(2, 3, "NA")), o: PrepareOptions{Missing: "drop-genes"}, want: []string{"1 gene was left out"}},
		{row: "15 knn", text: matrixOf(60, 6, at(2, 3, "NA")), o: PrepareOptions{Missing: "knn"}, want: []string{"each replaced by the mean of the 10 genes most alike"}},
		{row: "15 mask", text: matrixOf(60, 6, at(2, 3, "NA")), o: PrepareOptions{Missing: "mask"}, want: []string{"kept as missing"}},
		{row: "15 rate of a sample", text: matrixOf(60, 6, func(i, j int) string {
			if j == 1 && i < 40 {
				return "NA"
			}
			return ""
		}), o: PrepareOptions{Missing: "knn"}, want: []string{`column 3 (s1): more than half of the values of sample "s1" are missing (40 of 60)`}},
		{row: "16 all-zero gene", text: matrixOf(60, 6, at(2, -1, "0")), want: []string{`note expr.tsv:4: gene "g2" is 0 in every sample: left out`, "1 gene is 0 in every sample"}},
		{row: "16 constant gene", text: matrixOf(60, 6, at(2, -1, "3")), want: []string{"1 gene has the same value in every sample: kept"}},
		{row: "17 all-zero sample", text: matrixOf(60, 6, at(-1, 2, "0")), want: []string{"error expr.tsv: column 4 (s2): the sample has no value other than 0 or missing; --drop-empty-samples"}},
		{row: "17 dropped", text: matrixOf(60, 6, at(-1, 2, "0")), o: PrepareOptions{DropEmptySamples: true}, want: []string{"column 4 (s2): the sample has no value other than 0 or missing: left out"}},
		{row: "18 negatives, refused", text: matrixOf(60, 6, at(2, 3, "-1.5")), want: []string{"error expr.tsv:4: column 5 (s3): 1 value (0.3 %) is negative, the lowest -1.5, in 1 of 60 genes", "--negatives split"}},
		{row: "18 gene-centred", text: matrixOf(60, 6, func(i, j int) string { return fmt.Sprint((2*(j%2) - 1) * (i + 1)) }), want: []string{"most genes have a mean near 0, as in a gene-centred matrix or one of ratios"}},
		{row: "18 clip says what is lost", text: matrixOf(60, 6, func(i, j int) string { return fmt.Sprint((2*(j%2) - 1) * (i + 1)) }), o: PrepareOptions{Negatives: "clip"}, want: []string{"which loses 50.0 % of the sum of absolute values"}},
		{row: "19 linear", text: matrixOf(60, 6, func(i, j int) string { return fmt.Sprintf("%d.5", 50+i*j*100) }), want: []string{"warning expr.tsv: the values look linear (intensities or counts), not logarithmic", "--log2 yes"}, not: "all values are whole"},
		{row: "19 counts", text: matrixOf(60, 6, func(i, j int) string { return fmt.Sprint(50 + i*j*100) }), want: []string{"all values are whole numbers, as counts"}},
		{row: "19 logged twice", text: plain, o: PrepareOptions{Log2: true}, want: []string{"the values look as if they were logarithms already"}},
		{row: "30 spreadsheet dates, warned", text: rename(plain, "\ng1\t", "\n2-Sep\t", "\ng2\t", "\n1-Mar\t", "\ng3\t", "\n2.31E+13\t", "\ng4\t", "\n44256\t"),
			want: []string{`warning expr.tsv:3: 4 gene names look like dates or numbers that a spreadsheet made of other names: "2-Sep", "1-Mar", "2.31E+13", "44256"`, "--fix-excel-genes, which can tell 1 of them", "may be MARCHF1 or MTARC1", "a RIKEN identifier"}},
		{row: "30 fixed", text: rename(plain, "\ng1\t", "\n2-Sep\t", "\ng2\t", "\n1-Mar\t"), o: PrepareOptions{FixExcelGenes: true}, want: []string{"1 read as the gene meant; 1 cannot be told", `"2-Sep" looks like a date or number that a spreadsheet made of another name: read as SEPTIN2`}},
		{row: "30 twice 1-Mar", text: rename(plain, "\ng1\t", "\n1-Mar\t", "\ng2\t", "\n1-Mar\t"), want: []string{`2 rows are named "1-Mar", which is certain damage`}},
		{row: "31 old symbols", text: rename(plain, "\ng1\t", "\nSEPT2\t", "\ng2\t", "\nMARCHF4\t"), o: PrepareOptions{Only: []string{"SEPTIN2", "MARCH4", "g5"}}, want: []string{`2 genes named under another spelling: "SEPTIN2" as "SEPT2", "MARCH4" as "MARCHF4"`, "3 rows kept by name"}},
		{row: "32 duplicates", text: rename(plain, "\ng2\t", "\ng1\t"), want: []string{`gene "g1" stands on lines 3 and 4: the one with the largest median absolute deviation, line`, "1 gene has more than one row (1 row too many): of each the row with the largest median absolute deviation was kept; --duplicates mean, sum, first or error does otherwise"}},
		{row: "32 identical rows", text: plain + strings.Split(plain, "\n")[7] + "\n", want: []string{"1 row repeats another row of the same gene value by value: one of each was kept"}, not: "duplicate-genes"},
		{row: "33 Ensembl versions", text: rename(plain, "\ng1\t", "\nENSG00000000001.4\t", "\ng2\t", "\nENSG00000000002.7_PAR_Y\t"), o: PrepareOptions{Only: []string{"ENSG00000000001", "ENSG00000000002", "g9"}},
			want: []string{`"ENSG00000000001" as "ENSG00000000001.4"`, `1 gene named but not in the matrix: "ENSG00000000002"`}},
		{row: "33 mixed identifiers", text: rename(plain, "\ng1\t", "\nENSG00000000001\t", "\ng2\t", "\nENSG00000000002\t", "\ng3\t", "\nENSG00000000003\t", "\ng4\t", "\nENSG00000000004\t"), want: []string{"4 of 60 genes are named by Ensembl identifiers, the others otherwise"}},
		{row: "34 blanks around names", text: rename(plain, "\ng1\t", "\n g1\u00a0\t"), want: []string{"1 gene name with blanks before or behind: read without them"}},
		{row: "34 no name", text: rename(plain, "\ng1\t", "\n \u00a0\t"), want: []string{"error expr.tsv:3: column 1: the gene has no name"}},
		{row: "34 case", text: rename(plain, "\ng1\t", "\nTp53\t", "\ng2\t", "\nTP53\t"), want: []string{`1 gene name differs from another one in the case of letters alone: "TP53": taken for different genes`}},
		{row: "36 duplicate samples, refused", text: rename(plain, "\ts3\t", "\ts1\t"), want: []string{"error expr.tsv: column 5 (s1): column 3 has the same name; give every sample its own name, or use --rename-duplicate-samples"}},
		{row: "36 renamed", text: rename(plain, "\ts3\t", "\ts1\t"), o: PrepareOptions{RenameDuplicateSamples: true}, want: []string{`column 5 (s1.1): another column is named "s1" too: renamed to "s1.1"`}},
		{row: "41 few genes", text: matrixOf(20, 6, nil), want: []string{"only 20 genes left"}},
		{row: "41 few samples", text: plain, o: PrepareOptions{MostRank: 4}, want: []string{"6 samples are few for rank 4"}},
		{row: "41 impossible rank", text: plain, o: PrepareOptions{MostRank: 6}, want: []string{"error expr.tsv: rank 6 is too large for 60 genes with 6 samples: ranks up to 5 are possible", "--ranks 2-5"}},
		{row: "42 the same sample twice", text: matrixOf(60, 6, func(i, j int) string { return fmt.Sprintf("%d", 1+(i*7+(j%5)*(j%5)*13)%31) }), want: []string{`samples "s0" and "s5" (column 7) correlate with r = 1.00000 over the 60 genes kept`, "1 pair of samples is the same or nearly so"}},
		{row: "43 a gene that dominates", text: matrixOf(60, 6, func(i, j int) string {
			if i == 7 {
				return fmt.Sprint(100000 + j)
			}
			return fmt.Sprint(100 + i*j)
		}), want: []string{`gene "g7" alone holds 9`}},
		{row: "43 a sample that dominates", text: matrixOf(60, 6, func(i, j int) string {
			if j == 5 {
				return fmt.Sprint(100000 + 100*i)
			}
			return fmt.Sprint(100 + i*j)
		}), want: []string{`column 7 (s5): the values of sample "s5" add up to`}},
		{row: "43 library size", text: matrixOf(60, 6, func(i, j int) string { return fmt.Sprint((100 + i*7%13) * (1 + j)) }), want: []string{"the sums of the samples differ up to 6.0 times"}},
		{row: "43 sex genes", text: rename(matrixOf(60, 6, func(i, j int) string {
			if i == 7 {
				return fmt.Sprint(50 * (j % 2))
			}
			return ""
		}), "\ng7\t", "\nXIST|7503\t"), want: []string{"among the 12 most variable genes: XIST|7503 (1.), which vary with the patient's sex"}},
		{row: "43 blood", text: rename(matrixOf(60, 6, func(i, j int) string {
			if i == 7 {
				return fmt.Sprint(50 * (j % 2))
			}
			return ""
		}), "\ng7\t", "\nHBB\t"), want: []string{"HBB (1.), which vary with blood in the specimen"}},
		{row: "strict", text: matrixOf(60, 6, at(2, -1, "0")), o: PrepareOptions{Strict: true}, want: []string{"error expr.tsv: 1 gene is 0 in every sample: refused, as --strict"}},
		{row: "strict, decimal commas", text: rename(plain, ".", ",", "\t", ";"), o: PrepareOptions{Strict: true}, want: []string{"refused, as --strict allows no repair that was not asked for; use --decimal comma"}},
		{row: "strict, duplicates", text: rename(plain, "\ng2\t", "\ng1\t"), o: PrepareOptions{Strict: true}, want: []string{"error expr.tsv: 1 gene has more than one row (1 row too many): refused, as --strict"}},
		{row: "strict, duplicates asked for", text: rename(plain, "\ng2\t", "\ng1\t"), o: PrepareOptions{Strict: true, Duplicates: "mean"}, want: []string{"warning expr.tsv: 1 gene has more than one row (1 row too many): the mean of each one's rows was taken"}},
		{row: "clean", text: plain, want: []string{""}, not: "g"},
	} {
		var found Findings
		m, err := Load("expr.tsv", strings.NewReader(c.text), c.read, c.o)
		if err == nil {
			found = m.Findings
		} else if r, ok := err.(*Refusal); ok {
			found = r.Findings
		} else {
			t.Errorf("%s: %v", c.row, err)
			continue
		}
		var b strings.Builder
		for _, f := range found {
			fmt.Fprintf(&b, "%s expr.tsv:%s\n", f.Severity, f)
		}
		for _, want := range c.want {
			if !strings.Contains(b.String(), want) {
				t.Errorf("row %s:\n%slacks %q", c.row, b.String(), want)
			}
		}
		if c.not != "" && strings.Contains(b.String(), c.not) {
			t.Errorf("row %s:\n%shas %q", c.row, b.String(), c.not)
		}
		if refused := strings.Contains(b.String(), "error expr"); refused != (err != nil) {
			t.Errorf("row %s: refused %v", c.row, err)
		}
	}
}

// Row 30: which names are mapped and which never.
func TestSpreadsheetNames(t *testing.T) {
	for name, want := range map[string]string{
		"2-Sep": "SEPTIN2", "Sep-02": "SEPTIN2", "2021-09-02": "SEPTIN2", "14-SEP": "SEPTIN14", "15-Sep": "SELENOF", "3-Mar": "MARCHF3", "3-Mrz": "MARCHF3", "11-Mar": "MARCHF11", "1-Dec": "DELEC1",
		"1-Dez": "DELEC1", "2002-09-01": "", "1-Mar": "", "2-Mar": "", "Mar-01": "", "1-Mrz": "", "2001-03-01": "", "4-Oct": "", "12-Mar": "", "16-Sep": "", "2.31E+13": "", "02.09.2021": "", "1-Jan": "",
	} {
		d, ok := spreadsheetDamage(name)
		if !ok || d.was != want {
			t.Errorf("%s: %v, read as %q, want %q", name, ok, d.was, want)
		}
	}
	for _, name := range []string{"TP53", "HLA-A", "1007_s_at", "AC004-1", "MT-ND1", "NKX2-5", "7SK", "ENSG00000000003.15", "miR-21", "12345", "1-ABC", "RP11-34P13.7", "5-8S", "32-Sep"} {
		if d, ok := spreadsheetDamage(name); ok {
			t.Errorf("%s was taken for damage (%q)", name, d.was)
		}
	}
}

// Rows 37 and 38: annotations under names that are nearly those of the matrix.
func TestAnnotationsUnderOtherSpellings(t *testing.T) {
	for _, c := range []struct {
		row, text string
		samples   []string
		strict    bool
		want      string // annotation of each sample
		findings  []string
		refused   bool
	}{
		{row: "37 dots for dashes", text: "TCGA-3M-AB46\tx\nTCGA-3M-AB47\ty", samples: []string{"TCGA.3M.AB46", "TCGA.3M.AB47"}, want: "x y", findings: []string{`2 samples are spelt otherwise than in the matrix: "TCGA.3M.AB46" as "TCGA-3M-AB46"`, "2 of the 2 samples in the matrix have annotations; 0 of its 2 lines"}},
		{row: "37 a leading X", text: "1sample\tx\nXa\ty", samples: []string{"X1sample", "Xa"}, want: "x y", findings: []string{`"X1sample" as "1sample"`}},
		{row: "37 accents", text: "Mu\u0308ller\tx\nJos\u00e9\ty", samples: []string{"M\u00fcller", "Jose\u0301"}, want: "x y"},
		{row: "37 case", text: "ab1\tx\nAB2\ty", samples: []string{"AB1", "ab2"}, want: "x y"},
		{row: "37 barcodes", text: "TCGA-02-0047\tx\nTCGA-02-0055\ty", samples: []string{"TCGA-02-0047-01A-01R-1849-01", "TCGA.02.0055.01A"}, want: "x y"},
		{row: "37 two samples of one patient", text: "TCGA-02-0047\tx\nTCGA-02-0055\ty", samples: []string{"TCGA-02-0047-01A", "TCGA-02-0047-11A", "TCGA-02-0055-01A"}, want: "  y", findings: []string{`2 samples are spelt like others, but not like one alone: "TCGA-02-0047-01A", "TCGA-02-0047-11A": not joined`}},
		{row: "37 the very name wins", text: "a.1\tx\na-1\ty", samples: []string{"a-1", "a_1"}, want: "y ", findings: []string{"not joined"}},
		{row: "37 strict", text: "TCGA-3M-AB46\tx\nq\ty", samples: []string{"TCGA.3M.AB46", "q"}, strict: true, refused: true, findings: []string{"refused, as --strict"}},
		{row: "37 none", text: "p\tx\nq\ty", samples: []string{"1", "2"}, refused: true, findings: []string{"none of its samples"}},
		{row: "38 missing and extra", text: "a\tx\nz\ty", samples: []string{"a", "b"}, want: "x ", findings: []string{"1 of the 2 samples in the matrix have annotations; 1 of its 2 lines are not in the matrix", `no annotations for 1 sample: "b"`, `not in the matrix: "z"`}},
		{row: "38 the same line twice", text: "a\tx\nb\ty\na\tx", samples: []string{"a", "b"}, want: "x y", findings: []string{`sample "a" stands on line 2 too, with the same values`}},
	} {
		a, err := ReadAnnotations("clin.tsv", strings.NewReader("sample\tos_time\n"+c.text+"\n"), ReadOptions{})
		if err != nil {
			t.Errorf("row %s: %v", c.row, err)
			continue
		}
		columns, found, err := (&Matrix{Samples: c.samples}).Annotate("clin.tsv", a, c.strict)
		text := fmt.Sprint(err)
		for _, f := range found {
			text += f.String() + "\n"
		}
		if (err != nil) != c.refused || err == nil && strings.Join(columns[0].Values, " ") != c.want {
			t.Errorf("row %s: %q, %v", c.row, columns, err)
		}
		for _, want := range c.findings {
			if !strings.Contains(text, want) {
				t.Errorf("row %s: %s\nlacks %q", c.row, text, want)
			}
		}
	}
	a, err := ReadAnnotations("clin.tsv", strings.NewReader("sample\tos_time_days\na\t0\nb\t-3\nc\t7\n"), ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	_, found, err := (&Matrix{Samples: []string{"a", "b", "c"}}).Annotate("clin.tsv", a, false)
	if err != nil || !strings.Contains(fmt.Sprint(found), `in column "os_time_days" 2 times are 0 or less`) {
		t.Errorf("38 times: %v, %v", found, err)
	}
}

// A CLS file has no names: it is taken beside a GCT file with as many samples.
func TestClassesBesideGCT(t *testing.T) {
	const cls = "3 2 1\n# ALL AML\n1 0 1\n"
	gct := func(samples int) *Matrix {
		var b strings.Builder
		fmt.Fprintf(&b, "#1.2\n4\t%d\nNAME\tDescription", samples)
		for j := range samples {
			fmt.Fprintf(&b, "\ts%d", samples-j)
		}
		for i := range 4 {
			fmt.Fprintf(&b, "\ng%d\tna", i)
			for j := range samples {
				fmt.Fprintf(&b, "\t%d", 1+(i+1)*(j+2)%7)
			}
		}
		m, err := Load("m.gct", strings.NewReader(b.String()+"\n"), ReadOptions{}, PrepareOptions{})
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	for _, c := range []struct {
		text string
		m    *Matrix
		want string
	}{
		{cls, gct(3), "[{class [ALL AML ALL]}]"}, // the file's columns are s3, s2, s1; ALL is the class of the first label used
		{"3 2 1\n# ALL AML\nAML ALL ALL\n", gct(3), "[{class [ALL ALL AML]}]"},
		{cls, gct(4), "it has 3, the matrix 4"},
		{cls, prepare(t, "gene\ta\tb\tc\nx\t1\t2\t3\ny\t3\t1\t2\n", PrepareOptions{}), "only beside a GCT file, not beside tab-separated text"},
		{"3 2 1\n# ALL AML\n1 0\n", gct(3), "line 1 says 3 samples, and there are 2 labels"},
		{"3 2 1\n# ALL AML\n0 1 2\n", gct(3), "more than 2 different labels"},
		{"3 3 1\n# ALL AML\n0 1 2\n", gct(3), "line 1 says 3 classes, and 2 are named"},
	} {
		got := ""
		a, err := ReadAnnotations("m.cls", strings.NewReader(c.text), ReadOptions{})
		if err == nil {
			var columns []Annotation
			columns, _, err = c.m.Annotate("m.cls", a, false)
			got = fmt.Sprint(columns)
		}
		if err != nil {
			got = err.Error()
		}
		if !strings.Contains(got, c.want) {
			t.Errorf("%q: %s, want %s", c.text, got, c.want)
		}
	}
}

package expr

import (
	"fmt"
	"strings"
	"testing"

	"subtype/internal/expr/annotation"
	"subtype/internal/expr/finding"
	"subtype/internal/expr/table"
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
		read table.Options
		o    Options
		want []string // in the findings or the refusal
		not  string
	}{
		{row: "14 infinite, refused", text: matrixOf(60, 6, at(2, 3, "-Inf")),
			want: []string{`error expr.tsv:4: column 5 (s3): gene "g2" has the value "-Inf"; use --inf missing`}},
		{row: "14 infinite as missing", text: matrixOf(60, 6, at(2, 3, "-Inf")), read: table.Options{InfMissing: true},
			o:    Options{Missing: "median"},
			want: []string{"1 value (0.3 %) is missing, written \"-Inf\"", "1 value (0.3 %) is infinite: counted as missing"}},
		{row: "15 missing, refused", text: matrixOf(60, 6, at(2, 3, "NA")),
			want: []string{`error expr.tsv:4: column 5 (s3): 1 value (0.3 %) is missing, written "NA", in 1 of 60 genes and ` +
				`1 of 6 samples, at most 1 in one sample ("s3")`, "--missing drop-genes (leaves 59 genes)", "knn", "mask"}},
		{row: "15 drop-genes", text: matrixOf(60, 6, at(2, 3, "NA")), o: Options{Missing: "drop-genes"},
			want: []string{"1 gene was left out"}},
		{row: "15 knn", text: matrixOf(60, 6, at(2, 3, "NA")), o: Options{Missing: "knn"},
			want: []string{"each replaced by the mean of the 10 genes most alike"}},
		{row: "15 mask", text: matrixOf(60, 6, at(2, 3, "NA")), o: Options{Missing: "mask"},
			want: []string{"kept as missing"}},
		{row: "15 rate of a sample", text: matrixOf(60, 6, func(i, j int) string {
			if j == 1 && i < 40 {
				return "NA"
			}
			return ""
		}), o: Options{Missing: "knn"},
			want: []string{`column 3 (s1): more than half of the values of sample "s1" are missing (40 of 60)`}},
		{row: "16 all-zero gene", text: matrixOf(60, 6, at(2, -1, "0")),
			want: []string{`note expr.tsv:4: gene "g2" is 0 in every sample: left out`, "1 gene is 0 in every sample"}},
		{row: "16 constant gene", text: matrixOf(60, 6, at(2, -1, "3")),
			want: []string{"1 gene has the same value in every sample: kept"}},
		{row: "17 all-zero sample", text: matrixOf(60, 6, at(-1, 2, "0")),
			want: []string{"error expr.tsv: column 4 (s2): the sample has no value other than 0 or missing; " +
				"--drop-empty-samples"}},
		{row: "17 dropped", text: matrixOf(60, 6, at(-1, 2, "0")), o: Options{DropEmptySamples: true},
			want: []string{"column 4 (s2): the sample has no value other than 0 or missing: left out"}},
		{row: "18 negatives, refused", text: matrixOf(60, 6, at(2, 3, "-1.5")),
			want: []string{"error expr.tsv:4: column 5 (s3): 1 value (0.3 %) is negative, the lowest -1.5, in 1 of 60 genes",
				"--negatives split"}},
		{row: "18 gene-centred", text: matrixOf(60, 6, func(i, j int) string { return fmt.Sprint((2*(j%2) - 1) * (i + 1)) }),
			want: []string{"most genes have a mean near 0, as in a gene-centred matrix or one of ratios"}},
		{row: "18 clip says what is lost",
			text: matrixOf(60, 6, func(i, j int) string { return fmt.Sprint((2*(j%2) - 1) * (i + 1)) }),
			o:    Options{Negatives: "clip"}, want: []string{"which loses 50.0 % of the sum of absolute values"}},
		{row: "19 linear", text: matrixOf(60, 6, func(i, j int) string { return fmt.Sprintf("%d.5", 50+i*j*100) }),
			want: []string{"warning expr.tsv: the values look linear (intensities or counts), not logarithmic", "--log2 yes"},
			not:  "all values are whole"},
		{row: "19 counts", text: matrixOf(60, 6, func(i, j int) string { return fmt.Sprint(50 + i*j*100) }),
			want: []string{"all values are whole numbers, as counts"}},
		{row: "19 logged twice", text: plain, o: Options{Log2: "yes"},
			want: []string{"the values look as if they were logarithms already"}},
		{row: "30 spreadsheet dates, warned",
			text: rename(plain, "\ng1\t", "\n2-Sep\t", "\ng2\t", "\n1-Mar\t", "\ng3\t", "\n2.31E+13\t", "\ng4\t", "\n44256\t"),
			want: []string{`warning expr.tsv:3: 4 gene names look like dates or numbers that a spreadsheet made of other ` +
				`names: "2-Sep", "1-Mar", "2.31E+13", "44256"`, "--fix-excel-genes, which can tell 1 of them",
				"may be MARCHF1 or MTARC1", "a RIKEN identifier"}},
		{row: "30 fixed", text: rename(plain, "\ng1\t", "\n2-Sep\t", "\ng2\t", "\n1-Mar\t"), o: Options{FixExcelGenes: true},
			want: []string{"1 read as the gene meant; 1 cannot be told",
				`"2-Sep" looks like a date or number that a spreadsheet made of another name: read as SEPTIN2`}},
		{row: "30 twice 1-Mar", text: rename(plain, "\ng1\t", "\n1-Mar\t", "\ng2\t", "\n1-Mar\t"),
			want: []string{`2 rows are named "1-Mar", which is certain damage`}},
		{row: "31 old symbols", text: rename(plain, "\ng1\t", "\nSEPT2\t", "\ng2\t", "\nMARCHF4\t"),
			o: Options{Only: []string{"SEPTIN2", "MARCH4", "g5"}},
			want: []string{`2 genes named under another spelling: "SEPTIN2" as "SEPT2", "MARCH4" as "MARCHF4"`,
				"3 rows kept by name"}},
		{row: "32 duplicates", text: rename(plain, "\ng2\t", "\ng1\t"),
			want: []string{`gene "g1" stands on lines 3 and 4: the one with the largest median absolute deviation, line`,
				"1 gene has more than one row (1 row too many): of each the row with the largest median absolute deviation was " +
					"kept; --duplicates mean, sum, first or error does otherwise"}},
		{row: "32 identical rows", text: plain + strings.Split(plain, "\n")[7] + "\n",
			want: []string{"1 row repeats another row of the same gene value by value: one of each was kept"},
			not:  "duplicate-genes"},
		{row: "33 Ensembl versions", text: rename(plain, "\ng1\t", "\nENSG00000000001.4\t", "\ng2\t",
			"\nENSG00000000002.7_PAR_Y\t"), o: Options{Only: []string{"ENSG00000000001", "ENSG00000000002", "g9"}},
			want: []string{`"ENSG00000000001" as "ENSG00000000001.4"`, `1 gene named but not in the matrix: "ENSG00000000002"`}},
		{row: "33 mixed identifiers", text: rename(plain, "\ng1\t", "\nENSG00000000001\t", "\ng2\t", "\nENSG00000000002\t",
			"\ng3\t", "\nENSG00000000003\t", "\ng4\t", "\nENSG00000000004\t"),
			want: []string{"4 of 60 genes are named by Ensembl identifiers, the others otherwise"}},
		{row: "34 blanks around names", text: rename(plain, "\ng1\t", "\n g1\u00a0\t"),
			want: []string{"1 gene name with blanks before or behind: read without them"}},
		{row: "34 no name", text: rename(plain, "\ng1\t", "\n \u00a0\t"),
			want: []string{"error expr.tsv:3: column 1: the gene has no name"}},
		{row: "34 case", text: rename(plain, "\ng1\t", "\nTp53\t", "\ng2\t", "\nTP53\t"),
			want: []string{`1 gene name differs from another one in the case of letters alone: "TP53": ` +
				`taken for different genes`}},
		{row: "36 duplicate samples, refused", text: rename(plain, "\ts3\t", "\ts1\t"),
			want: []string{"error expr.tsv: column 5 (s1): column 3 has the same name; give every sample its own name, or " +
				"use --rename-duplicate-samples"}},
		{row: "36 renamed", text: rename(plain, "\ts3\t", "\ts1\t"), o: Options{RenameDuplicateSamples: true},
			want: []string{`column 5 (s1.1): another column is named "s1" too: renamed to "s1.1"`}},
		{row: "41 few genes", text: matrixOf(20, 6, nil), want: []string{"only 20 genes left"}},
		{row: "41 few samples", text: plain, o: Options{MostRank: 4}, want: []string{"6 samples are few for rank 4"}},
		{row: "41 impossible rank", text: plain, o: Options{MostRank: 6},
			want: []string{"error expr.tsv: rank 6 is too large for 60 genes with 6 samples: ranks up to 5 are possible",
				"--ranks 2-5"}},
		{row: "42 the same sample twice",
			text: matrixOf(60, 6, func(i, j int) string { return fmt.Sprintf("%d", 1+(i*7+(j%5)*(j%5)*13)%31) }),
			want: []string{`samples "s0" and "s5" (column 7) correlate with r = 1.00000 over the 60 genes kept`,
				"1 pair of samples is the same or nearly so"}},
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
		{row: "43 library size", text: matrixOf(60, 6, func(i, j int) string { return fmt.Sprint((100 + i*7%13) * (1 + j)) }),
			want: []string{"the sums of the samples differ up to 6.0 times"}},
		{row: "43 sex genes", text: rename(matrixOf(60, 6, func(i, j int) string {
			if i == 7 {
				return fmt.Sprint(50 * (j % 2))
			}
			return ""
		}), "\ng7\t", "\nXIST|7503\t"),
			want: []string{"among the 12 most variable genes: XIST|7503 (1.), which vary with the patient's sex"}},
		{row: "43 blood", text: rename(matrixOf(60, 6, func(i, j int) string {
			if i == 7 {
				return fmt.Sprint(50 * (j % 2))
			}
			return ""
		}), "\ng7\t", "\nHBB\t"), want: []string{"HBB (1.), which vary with blood in the specimen"}},
		{row: "strict", text: matrixOf(60, 6, at(2, -1, "0")), o: Options{Strict: true},
			want: []string{"error expr.tsv: 1 gene is 0 in every sample: refused, as --strict"}},
		{row: "strict, decimal commas", text: rename(plain, ".", ",", "\t", ";"), o: Options{Strict: true},
			want: []string{"refused, as --strict allows no repair that was not asked for; use --decimal comma"}},
		{row: "strict, duplicates", text: rename(plain, "\ng2\t", "\ng1\t"), o: Options{Strict: true},
			want: []string{"error expr.tsv: 1 gene has more than one row (1 row too many): refused, as --strict"}},
		{row: "strict, duplicates asked for", text: rename(plain, "\ng2\t", "\ng1\t"),
			o: Options{Strict: true, Duplicates: "mean"},
			want: []string{"warning expr.tsv: 1 gene has more than one row (1 row too many): the mean of each one's rows " +
				"was taken"}},
		{row: "clean", text: plain, want: []string{""}, not: "g"},
	} {
		var found finding.Findings
		m, err := Load("expr.tsv", strings.NewReader(c.text), c.read, c.o)
		if err == nil {
			found = m.Findings
		} else if r, ok := err.(*finding.Refusal); ok {
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
		m, err := Load("m.gct", strings.NewReader(b.String()+"\n"), table.Options{}, Options{})
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
		// The file's columns are s3, s2, s1; ALL is the class of the first label used.
		{cls, gct(3), "[{class [ALL AML ALL]}]"},
		{"3 2 1\n# ALL AML\nAML ALL ALL\n", gct(3), "[{class [ALL ALL AML]}]"},
		{cls, gct(4), "it has 3, the matrix 4"},
		{cls, prepare(t, "gene\ta\tb\tc\nx\t1\t2\t3\ny\t3\t1\t2\n", Options{}),
			"only beside a GCT file, not beside tab-separated text"},
		{"3 2 1\n# ALL AML\n1 0\n", gct(3), "line 1 says 3 samples, and there are 2 labels"},
		{"3 2 1\n# ALL AML\n0 1 2\n", gct(3), "more than 2 different labels"},
		{"3 3 1\n# ALL AML\n0 1 2\n", gct(3), "line 1 says 3 classes, and 2 are named"},
	} {
		got := ""
		a, err := annotation.Read("m.cls", strings.NewReader(c.text), "")
		if err == nil {
			var columns []annotation.Column
			columns, _, err = a.Join(samplesOf(c.m), nil, annotation.Options{})
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

// samplesOf are those of a matrix.
func samplesOf(m *Matrix) annotation.Samples {
	return annotation.Samples{Names: m.Samples, InFile: m.FileSamples, Format: m.Format}
}

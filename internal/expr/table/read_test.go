package table

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"subtype/internal/reftest"
)

func read(t *testing.T, text string, o Options) *Table {
	t.Helper()
	table, err := Read("expr.tsv", strings.NewReader(text), o)
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return table
}

// show writes a table the way a person would check it.
func show(t *Table) string {
	var b strings.Builder
	fmt.Fprintln(&b, strings.Join(t.Samples, "|"))
	for i, g := range t.Genes {
		fmt.Fprintf(&b, "%s@%d", g, t.Lines[i])
		for _, x := range t.Values[i] {
			fmt.Fprintf(&b, "|%v", x)
		}
		fmt.Fprintln(&b)
	}
	return b.String()
}

const plain = "a|b|c\ng1@2|1|2|3\ng2@3|4|5.5|6\n"

// The same matrix however it is written.
func TestReadsEveryUsualWayToWriteATable(t *testing.T) {
	for name, text := range map[string]string{
		"tab":                         "gene\ta\tb\tc\ng1\t1\t2\t3\ng2\t4\t5.5\t6\n",
		"no newline at the end":       "gene\ta\tb\tc\ng1\t1\t2\t3\ng2\t4\t5.5\t6",
		"empty corner":                "\ta\tb\tc\ng1\t1\t2\t3\ng2\t4\t5.5\t6\n",
		"R write.table, tab":          "a\tb\tc\ng1\t1\t2\t3\ng2\t4\t5.5\t6\n",
		"R write.table, default":      "\"a\" \"b\" \"c\"\n\"g1\" 1 2 3\n\"g2\" 4 5.5 6\n",
		"R write.csv":                 "\"\",\"a\",\"b\",\"c\"\n\"g1\",1,2,3\n\"g2\",4,5.5,6\n",
		"R write.csv2":                "\"\";\"a\";\"b\";\"c\"\n\"g1\";1;2;3\n\"g2\";4;5,5;6\n",
		"quoted numbers":              "gene,a,b,c\n\"g1\",\"1\",\"2\",\"3\"\n\"g2\",\"4\",\"5.5\",\"6\"\n",
		"Windows line ends":           "gene\ta\tb\tc\r\ng1\t1\t2\t3\r\ng2\t4\t5.5\t6\r\n",
		"old Mac line ends":           "gene\ta\tb\tc\rg1\t1\t2\t3\rg2\t4\t5.5\t6\r",
		"mixed line ends":             "gene\ta\tb\tc\r\ng1\t1\t2\t3\ng2\t4\t5.5\t6\r",
		"byte order mark":             "\xef\xbb\xbfgene\ta\tb\tc\ng1\t1\t2\t3\ng2\t4\t5.5\t6\n",
		"header ends in a tab":        "gene\ta\tb\tc\t\ng1\t1\t2\t3\ng2\t4\t5.5\t6\n",
		"every line ends in a tab":    "gene\ta\tb\tc\t\ng1\t1\t2\t3\t\ng2\t4\t5.5\t6\t\n",
		"blanks around numbers":       "gene\ta\tb\tc\ng1\t 1\t2 \t3\ng2\t4\t5.5\t 6 \n",
		"exponents, signs, bare dots": "gene\ta\tb\tc\ng1\t1e0\t.2e+1\t+3\ng2\t4.\t55E-1\t06\n",
	} {
		if got := show(read(t, text, Options{})); got != plain {
			t.Errorf("%s: read as\n%s", name, got)
		}
	}
	if got := show(read(t, "# made by hand\n\ngene\ta\tb\tc\ng1\t1\t2\t3\n\ng2\t4\t5.5\t6\n",
		Options{})); got != "a|b|c\ng1@4|1|2|3\ng2@6|4|5.5|6\n" {
		t.Errorf("comments and empty lines: read as\n%s", got)
	}
	if got := show(read(t, "gene\ta\tb\ng1\t1,5\t2\n", Options{Decimal: "comma"})); got != "a|b\ng1@2|1.5|2\n" {
		t.Errorf("decimal comma: read as\n%s", got)
	}
	if got := show(read(t, "gene a\tb c\nx y\t2\n", Options{Sep: "tab"})); got != "b c\nx y@2|2\n" {
		t.Errorf("separator by flag: read as\n%s", got)
	}
}

func TestReadsGzip(t *testing.T) {
	text := "gene\ta\tb\tc\ng1\t1\t2\t3\ng2\t4\t5.5\t6\n"
	var b bytes.Buffer
	for _, part := range []string{text[:17], text[17:]} { // two members, as bgzip and pigz write
		z := gzip.NewWriter(&b)
		z.Write([]byte(part))
		z.Close()
	}
	table, err := Read("x.tsv", bytes.NewReader(b.Bytes()), Options{})
	if err != nil || show(table) != plain {
		t.Fatalf("%v, %v", table, err)
	}
	if table.Format != "tab-separated text, gzip" {
		t.Errorf("format %q", table.Format)
	}
	_, err = Read("x.tsv", bytes.NewReader(b.Bytes()[:b.Len()-12]), Options{})
	if err == nil || !strings.Contains(err.Error(), "cut off or damaged") {
		t.Errorf("a cut file gave %v", err)
	}
}

func TestNamesAreTextWhateverTheyLookLike(t *testing.T) {
	table := read(t, "gene\tNA\t1\tTRUE\nNULL\t1\t2\t3\nNaN\t1\t2\t3\n1e5\t1\t2\t3\n2310009E13\t1\t2\t3\n1-Mar\t1\t2\t"+
		"3\n5'-nucleotidase\t1\t2\t3\n?|100133144\t1\t2\t3\n", Options{})
	if want := []string{"NULL", "NaN", "1e5", "2310009E13", "1-Mar", "5'-nucleotidase",
		"?|100133144"}; !slices.Equal(table.Genes, want) {
		t.Errorf("genes %q", table.Genes)
	}
	if want := []string{"NA", "1", "TRUE"}; !slices.Equal(table.Samples, want) {
		t.Errorf("samples %q", table.Samples)
	}
}

func TestMissingValuesAreFoundInCellsOnly(t *testing.T) {
	table := read(t, "gene\ta\tb\tc\ng1\tNA\t\t-\ng2\tn/a\tNaN\tnull\ng3\t#N/A\t#DIV/0!\tND\n", Options{Sep: "tab"})
	for i, row := range table.Values {
		for j, x := range row {
			if !math.IsNaN(x) {
				t.Errorf("cell %d, %d is %v", i, j, x)
			}
		}
	}
	if table.Missing.cells != 9 {
		t.Errorf("%d missing", table.Missing.cells)
	}
}

// What is not understood is refused with file, line and column.
func TestRefusesWithPlaceAndRemedy(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"text cell": {"gene\ta\tb\ng1\t1\t2\ng2\tx\t3\n",
			[]string{`expr.tsv:3: column 2 (a): gene "g2": "x" is not a number`}},
		"every bad cell": {"gene\ta\tb\ng1\t1\tx\ng2\ty\t3\n",
			[]string{"expr.tsv:2: column 3 (b)", "expr.tsv:3: column 2 (a)"}},
		"decimal comma": {"gene\ta\tb\ng1\t1\t2\ng2\t1,5\t3\n",
			[]string{`"1,5" is not a number (a decimal comma?); use --decimal comma`}},
		"thousands": {"gene\ta\tb\ng1\t1\t2\ng2\t1,234.5\t3\n", []string{`separators of thousands`}},
		"overflow": {"gene\ta\tb\ng1\t1\t2\ng2\t1e400\t3\n",
			[]string{`expr.tsv:3: column 2 (a): gene "g2": "1e400" is too large`}},
		"hexadecimal": {"gene\ta\tb\ng1\t1\t2\ng2\t0x1p4\t3\n", []string{`"0x1p4" is not a number`}},
		"infinite": {"gene\ta\tb\ng1\t1\t2\ng2\t-Inf\t3\n",
			[]string{`expr.tsv:3: column 2 (a): gene "g2" has the value "-Inf"`, "--inf missing"}},
		"text column": {"gene\tb\tdesc 1\ng1\t2\tfoo\ng2\t3\tbar\ng3\t3\tx\n",
			[]string{"column 3 (desc 1): no value of this column is a number", "leave out columns that are no samples"}},
		"ragged": {"gene\ta\tb\ng1\t1\t2\ng2\t1\n",
			[]string{"expr.tsv:3: the line has 2 fields, the lines before it 3"}},
		"late ragged": {"gene\ta\tb\n" + strings.Repeat("g\t1\t2\n", 30) + "h\t1\n",
			[]string{"expr.tsv:32: the line has 2 fields, the lines before it 3"}},
		"header too long": {"gene\ta\tb\tc\td\ng1\t1\t2\ng2\t1\t2\n",
			[]string{"expr.tsv:2: the header has 5 fields and this line 3"}},
		"unnamed last column": {"gene\ta\tb\t\ng1\t1\t2\t\ng2\t1\t2\t7\n",
			[]string{`expr.tsv:3: column 4: the last column holds "7" but has no name`}},
		"duplicate sample": {"gene\ta\ta\ng1\t1\t2\n", []string{"column 3 (a): column 2 has the same name"}},
		"unnamed sample":   {"gene\t\tb\ng1\t1\t2\n", []string{"column 2: the sample has no name"}},
		"unnamed gene":     {"gene\ta\tb\ng1\t1\t2\n\t1\t2\n", []string{"expr.tsv:3: column 1: the gene has no name"}},
		"open quote":       {"gene,a,b\n\"g1,1,2\ng2,1,2\n", []string{"expr.tsv:2: field 1: the quote before"}},
		"late open quote": {"gene,a,b\n" + strings.Repeat("g,1,2\n", 30) + "\"h,1,2\n",
			[]string{"expr.tsv:32: field 1: the quote before", "does not close"}},
		"only a header":      {"gene\ta\tb\n", []string{"no data lines"}},
		"one column":         {"gene\ng1\ng2\n", []string{"single column"}},
		"two separators fit": {"gene,s\ng 1,2\nh 1,3\n", []string{"separator cannot be found", "--sep"}},
		"empty":              {"", []string{"the file is empty"}},
		"blank":              {"\n\n  \n", []string{"no data lines"}},
		"not UTF-8": {"gene\tM\xfcller\tb\ng1\t1\t2\n",
			[]string{`expr.tsv:1: the text is not UTF-8: in windows-1252 it would read "Müller", in gbk "M黮ler"; say ` +
				`--encoding windows-1252, gbk or another`}},
		"zero bytes": {"gene\ta\tb\ng1\t1\t2\n" + strings.Repeat("g\t1\t2\n", 200) + "x\x00\t1\t2\n",
			[]string{"expr.tsv:203", "zero byte"}},
		"zip":          {"PK\x03\x04rest", []string{"the zip file is cut off or damaged"}},
		"xls":          {"\xd0\xcf\x11\xe0rest", []string{"old Excel workbook"}},
		"zstd":         {"\x28\xb5\x2f\xfdrest", []string{"the zstd file is cut off or damaged"}},
		"xz":           {"\xfd7zXZ\x00rest", []string{"the xz file is cut off or damaged"}},
		"web page":     {"<!DOCTYPE html><html>", []string{"web page"}},
		"class file":   {"38 3 1\n# ALL AML\n0 0 1\n", []string{"CLS file", "--annotations"}},
		"LFS":          {"version https://git-lfs.github.com/spec/v1\n", []string{"git lfs pull"}},
		"MatrixMarket": {"%%MatrixMarket matrix", []string{"MatrixMarket"}},
		"GCT version":  {"#1.7\n2\t2\nName\tDescription\ta\tb\n", []string{`GCT version "#1.7"`}},
		"GCT dimensions": {"#1.2\ntwo\t2\nName\tDescription\ta\tb\ng1\tx\t1\t2\n",
			[]string{"expr.tsv:2: line 2 of a #1.2 file must hold 2 whole numbers"}},
		"GCT short": {"#1.2\n3\t2\nName\tDescription\ta\tb\ng1\tx\t1\t2\n",
			[]string{"the file ends after 1 rows, but line 2 says 3"}},
		"GCT long": {"#1.2\n1\t2\nName\tDescription\ta\tb\ng1\tx\t1\t2\ng2\tx\t1\t2\n",
			[]string{"more rows than the 1 that line 2 says"}},
		"GCT narrow": {"#1.2\n1\t3\nName\tDescription\ta\tb\ng1\tx\t1\t2\n", []string{"expr.tsv:3: the header has 4 fields"}},
	} {
		_, err := Read("expr.tsv", strings.NewReader(c.text), Options{})
		if err == nil {
			t.Errorf("%s: accepted", name)
			continue
		}
		for _, want := range c.want {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %v\nlacks %q", name, err, want)
			}
		}
	}
}

func TestListsTwentyProblemsAtOnce(t *testing.T) {
	text := "gene\ta\tb\n"
	for i := range 50 {
		text += fmt.Sprintf("g%d\t1\tx%d\n", i, i)
	}
	text += "h\t1\t2\n"
	_, err := Read("expr.tsv", strings.NewReader(text), Options{Sep: "tab"})
	lines := strings.Split(err.Error(), "\n")
	if len(lines) != 21 || !strings.Contains(lines[20], "30 more problems") {
		t.Errorf("%d lines, the last %q", len(lines), lines[len(lines)-1])
	}
}

func TestReadsGCT(t *testing.T) {
	table := read(t, "#1.2\t\t\n2\t3\t\nName\tDescription\ta\tb\tc\ng1\tfirst's\t1\t2\t3\ng2\t\t4\t5.5\t6\n", Options{})
	if got := show(table); got != strings.NewReplacer("@2", "@4", "@3", "@5").Replace(plain) || table.Format != "GCT 1.2" {
		t.Errorf("%s: read as\n%s", table.Format, got)
	}
	table = read(t, "#1.3\n2\t3\t1\t2\nid\tsymbol\ta\tb\tc\nsex\tna\tF\tM\tF\nage\tna\t50\tNA\t61\ng1\tA\t1\t2\t3\n"+
		"g2\tB\t4\t5.5\t6\n", Options{})
	if got := show(table); got != strings.NewReplacer("@2", "@6", "@3", "@7").Replace(plain) {
		t.Errorf("1.3: read as\n%s", got)
	}
	if got := fmt.Sprint(table.Annotations); got != "[{sex [F M F]} {age [50 NA 61]}]" {
		t.Errorf("annotations %s", got)
	}
}

// Real files, where they are at hand, read as their descriptions say.
func TestReadsTheLeukemiaMatrixAsR(t *testing.T) {
	f, err := os.Open(filepath.Join(reftest.Dir(), "leukemia.tsv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	table, err := Read("leukemia.tsv.gz", f, Options{})
	if err != nil {
		t.Fatal(err)
	}
	lo, hi, constant := math.Inf(1), math.Inf(-1), 0
	for _, row := range table.Values {
		lo, hi = math.Min(lo, slices.Min(row)), math.Max(hi, slices.Max(row))
		if slices.Min(row) == slices.Max(row) {
			constant++
		}
	}
	if len(table.Genes) != 5000 || len(table.Samples) != 38 || lo != 20 || hi != 61225 || constant != 188 {
		t.Errorf("%d genes, %d samples, %v to %v, %d constant", len(table.Genes), len(table.Samples), lo, hi, constant)
	}
}

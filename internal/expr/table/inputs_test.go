package table

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"subtype/internal/expr/exprtest"
)

// input is what a matrix may look like, and what reading it must give.
type input struct {
	row     int // of the list of inputs that the readers are built for
	name    string
	text    string
	options Options
	table   string   // as show writes it; "": refused
	says    []string // in the findings or the refusal
}

const (
	expr3    = "expr.tsv:3: "
	manyRows = 30
)

// rows repeats a row with numbered genes.
func rows(n int, cells string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "g%d%s\n", i+1, cells)
	}
	return b.String()
}

// What is said of R's objects.
var (
	exportRDS = []string{`this is an R object (RDS); write the matrix in R: x <- readRDS("expr.rds"); ` +
		`write.table(as.matrix(x), "expr.tsv", sep="\t", quote=FALSE, col.names=NA)`}
	exportRData = []string{`this is an R workspace (RData); write the matrix in R: load("expr.RData")`, "write.table("}
)

var inputs = []input{
	{1, "R write.table", "a\tb\tc\ng1\t1\t2\t3\ng2\t4\t5.5\t6\n", Options{}, plain,
		[]string{"1: the header has one field fewer than the rows, as R's write.table leaves it"}},
	{1, "R write.table, quoted, blanks", "\"a\" \"b\" \"c\"\n\"g1\" 1 2 3\n\"g2\" 4 5.5 6\n", Options{}, plain,
		[]string{"one field fewer"}},
	{2, "R write.csv", "\"\",\"a\",\"b\",\"c\"\n\"g1\",1,2,3\n\"g2\",4,5.5,6\n", Options{}, plain, nil},
	{2, "doubled quotes and separators in quotes", "\"\",\"a,1\",\"b \"\"x\"\"\"\n\"g,1\",1,2\n", Options{},
		"a,1|b \"x\"\ng,1@2|1|2\n", nil},
	{2, "a line break in quotes", "gene,a,b\n\"g\n1\",1,2\ng2,3,4\n", Options{}, "",
		[]string{`expr.tsv:2: field 1: the quote before "g" does not close on this line; a field that begins with " must ` +
			`end with " on the same line`}},
	{3, "header ends in a tab", "gene\ta\tb\tc\t\ng1\t1\t2\t3\ng2\t4\t5.5\t6\n", Options{}, plain,
		[]string{"1: the header ends in 1 empty field more than the rows: left out"}},
	{3, "all lines end in a tab", "gene\ta\tb\tc\t\ng1\t1\t2\t3\t\ng2\t4\t5.5\t6\t\n", Options{}, plain,
		[]string{"1: the last column has no name and no values: left out"}},
	{3, "many empty columns, as spreadsheets leave", "gene,a,b,c,,,\ng1,1,2,3,,,\ng2,4,5.5,6,,,\n", Options{}, plain,
		[]string{"the last 3 columns have no names and no values"}},
	{3, "last column with data and no name", "gene\ta\tb\t\ng1\t1\t2\t\ng2\t1\t2\t7\n", Options{}, "",
		[]string{expr3 + `column 4: the last column holds "7" but has no name in the header; name the column or remove it`}},
	{3, "rows alone end in a tab", "gene\ta\tb\tc\ng1\t1\t2\t3\t\ng2\t4\t5.5\t6\t\n", Options{}, plain,
		[]string{"1: the rows end in 1 empty field without a name in the header: left out"}},
	{3, "some rows end in a tab", "gene\ta\tb\tc\ng1\t1\t2\t3\t\ng2\t4\t5.5\t6\n", Options{}, plain,
		[]string{"3: 1 row with more or fewer empty fields at the end than the others"}},
	{3, "rows end in a tab under a header that may be R's", "x\ta\tb\ng1\t1\t2\t\ng2\t4\t5\t\n", Options{}, "",
		[]string{"expr.tsv:1: the header has one field fewer than the rows, whose last field is empty: either"}},
	{1, "a column without a name", "gene\ta\tb\ng1\t1\t2\t3\ng2\t4\t5\t6\n", Options{}, "",
		[]string{`expr.tsv:1: column 1: the header has one field fewer than the rows, but begins with "gene"`}},
	{3, "R's rows end in a tab", "a\tb\tc\ng1\t1\t2\t3\t\ng2\t4\t5.5\t6\t\n", Options{}, plain,
		[]string{"the rows end in 1 empty field", "as R's write.table leaves it"}},
	{4, "the first row is the odd one", "gene\ta\tb\ng1\t1\t2\t3\ng2\t4\t5\ng3\t4\t5\n", Options{}, "",
		[]string{"expr.tsv:2: the line has 4 fields, the lines after it 3"}},
	{4, "every ragged row at once", "gene\ta\tb\ng1\t1\t2\ng2\t1\ng3\t1\t2\t3\ng4\tx\t2\n", Options{}, "",
		[]string{expr3 + "the line has 2 fields, the lines before it 3; is the file cut off",
			"expr.tsv:4: the line has 4 fields, the lines before it 3",
			`expr.tsv:5: column 2 (a): gene "g4": "x" is not a number`}},
	{4, "a second header", "gene\ta\tb\nkind\tALL\tAML\ng1\t1\t2\ng2\t1\tx\n", Options{}, "",
		[]string{`expr.tsv:2: no value of "kind" is a number ("ALL", "AML"): a second header or a line about the ` +
			`samples?; remove the line`, `expr.tsv:4: column 3 (b): gene "g2": "x" is not a number`}},
	{4, "empty rows of a spreadsheet", ",,,\ngene,a,b,c\ng1,1,2,3\n,,,\ng2,4,5.5,6\n,,,\n", Options{},
		strings.NewReplacer("@2", "@3", "@3", "@5").Replace(plain), nil},
	{4, "a title above the header", "Table S1. Expression, normalised\n\n" + exprtest.Body, Options{},
		strings.NewReplacer("@2", "@4", "@3", "@5").Replace(plain),
		[]string{`1: 1 line above the header ("Table S1. Expression, normalised"): passed over`}},
	{4, "titles that have commas", "Table S1, all genes\nby us, 2024\ngene,a,b,c\ng1,1,2,3\ng2,4,5,6\n", Options{},
		"a|b|c\ng1@4|1|2|3\ng2@5|4|5|6\n", []string{"2 lines above the header"}},
	{25, "nSolver", "Probe Name\tAccession\tClass Name\tMin Count\ta.RCC\tb.RCC\nG1\tNM_1\tEndogenous\t1\t4\t5\n" +
		"POS_A(128)\tERCC\tPositive\t1\t900\t800\nG2\tNM_2\tHousekeeping\t1\t7\t8\n", Options{},
		"a.RCC|b.RCC\nG1@2|4|5\nG2@4|7|8\n", []string{"1 row of controls"}},
	{25, "MaxQuant", "Protein IDs\tMajority protein IDs\tGene names\tPeptides\tIntensity\tIntensity a\tIntensity " +
		"b\tReverse\n" +
		"P1\tP1\tTP53\t3\t9\t4\t5\t\nP2\tP2;P3\t\t3\t9\t6\t7\t\nR1\tR1\tX\t1\t1\t1\t1\t+\n", Options{},
		"a|b\nTP53@2|4|5\nP2;P3@3|6|7\n", []string{"1 row marked as contaminant", "named by the next identifier"}},
	{25, "Perseus, names last", "s1\ts2\tGene names\n#!{Type}E\tE\tT\n#!{C:Group}A\tB\t\n1\t2\tTP53\n3\t4\tEGFR\n",
		Options{}, "s1|s2\nTP53@4|1|2\nEGFR@5|3|4\n", []string{"2 lines of Perseus"}},
	{25, "SILAC", "Protein IDs\tMajority protein IDs\tIntensity L a\tIntensity H a\nP1\tP1\t4\t5\nP2\tP2\t4\t5\n",
		Options{}, "", []string{"each sample has several columns of values"}},
	{25, "two values of each sample", "id\ta_count\ta_TPM\tb_count\tb_TPM\tQC\ng1\t1\t.1\t2\t.2\t9\ng2\t3\t.3\t4\t.4\t9\n",
		Options{DropSamples: []string{"QC"}}, "",
		[]string{`each sample has several columns of values: "*_count", "*_TPM"; say which are meant, for example with ` +
			`--keep-samples '*_count'`}},
	{25, "one of two values", "id\ta_count\ta_TPM\tb_count\tb_TPM\tpvalue\ng1\t1\t.1\t2\t.2\t.9\ng2\t3\t.3\t4\t.4\t.8\n",
		Options{KeepSamples: []string{"*_TPM"}}, "a_TPM|b_TPM\ng1@2|0.1|0.2\ng2@3|0.3|0.4\n", nil},
	{25, "heavy alone", "Protein IDs\tMajority protein IDs\tIntensity L a\tIntensity H a\nP1\tP1\t4\t5\nP2\tP2\t6\t7\n",
		Options{KeepSamples: []string{"Intensity H *"}}, "a\nP1@2|5\nP2@3|7\n", nil},
	{4, "a line that is told", "x\ty\tz\ngene\ta\tb\ng1\t1\t2\n", Options{HeaderLine: 2}, "a|b\ng1@3|1|2\n", nil},
	{4, "a line that is not there", "gene\ta\tb\ng1\t1\t2\n", Options{HeaderLine: 9}, "",
		[]string{"the file ends before line 9"}},
	{5, "Windows lines", strings.ReplaceAll(exprtest.Body, "\n", "\r\n"), Options{}, plain, nil},
	{5, "old Mac lines", strings.ReplaceAll(exprtest.Body, "\n", "\r"), Options{}, plain, nil},
	{6, "byte order mark", "\xef\xbb\xbf" + exprtest.Body, Options{}, plain, nil},
	{7, "UTF-16 of Excel", exprtest.Encoded(exprtest.Body, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)), Options{},
		plain, []string{"the text is UTF-16 (little endian), as Excel saves"}},
	{7, "UTF-16, big endian", exprtest.Encoded(exprtest.Body, unicode.UTF16(unicode.BigEndian, unicode.UseBOM)), Options{},
		plain, []string{"UTF-16 (big endian)"}},
	{7, "UTF-16 without mark", exprtest.Encoded(exprtest.Body, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)),
		Options{}, plain, []string{"UTF-16 (little endian)"}},
	{7, "UTF-16 cut in a character",
		exprtest.Encoded(exprtest.Body, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM))[:40] + "\x00\xd8\n", Options{},
		"", []string{"some bytes are no UTF-16 (little endian)"}},
	{8, "bytes of windows-1252", "gene\tM\xfcller\tb\ng1\t1\t2\n", Options{}, "",
		[]string{`expr.tsv:1: the text is not UTF-8: in windows-1252 it would read "Müller", in gbk "M黮ler"; say ` +
			`--encoding windows-1252, gbk or another`}},
	{8, "windows-1252 by name", exprtest.Encoded("gene\tMüller\tb\ng1\t1\t2\n", charmap.Windows1252),
		Options{Encoding: "windows-1252"}, "Müller|b\ng1@2|1|2\n", nil},
	{8, "gbk of Chinese Excel", exprtest.Encoded("gene,肿瘤1,b\ng1,1,2\n", simplifiedchinese.GBK), Options{Encoding: "gbk"},
		"肿瘤1|b\ng1@2|1|2\n", nil},
	{8, "gbk not named", exprtest.Encoded("gene,肿瘤1,b\ng1,1,2\n", simplifiedchinese.GBK), Options{}, "",
		[]string{`in gbk "肿瘤1"`}},
	{8, "not what was named", "gene\t\xff\xff\tb\ng1\t1\t2\n", Options{Encoding: "gbk"}, "",
		[]string{"expr.tsv:1: some bytes are no gbk"}},
	{9, "gzip in two members", exprtest.Packed("gzip", exprtest.Body[:17]) + exprtest.Packed("gzip", exprtest.Body[17:]),
		Options{}, plain, nil},
	{9, "bgzip", exprtest.Bgzipped(exprtest.Body) + exprtest.BgzipEndBlock, Options{}, plain, nil},
	{9, "bgzip without its end", exprtest.Bgzipped(exprtest.Body), Options{}, "",
		[]string{"the bgzip file is cut off or damaged after this line (the block that ends a bgzip file is missing)"}},
	{9, "gzip cut off", exprtest.Packed("gzip", exprtest.Body)[:40], Options{}, "",
		[]string{"the gzip file is cut off or damaged"}},
	{9, "zstd", exprtest.Packed("zstd", exprtest.Body), Options{}, plain, nil},
	{9, "zstd cut off", exprtest.Packed("zstd", exprtest.Body)[:30], Options{}, "",
		[]string{"the zstd file is cut off or damaged"}},
	{9, "xz", exprtest.Packed("xz", exprtest.Body), Options{}, plain, nil},
	{9, "xz cut off", exprtest.Packed("xz", exprtest.Body)[:60], Options{}, "",
		[]string{"the xz file is cut off or damaged"}},
	{9, "zip", exprtest.Zipped("expr.tsv", exprtest.Body, "__MACOSX/._expr.tsv", "x"), Options{}, plain,
		[]string{`read from the zip archive: "expr.tsv"`}},
	{9, "zip of two tables", exprtest.Zipped("a.tsv", exprtest.Body, "b/c.tsv", exprtest.Body), Options{}, "",
		[]string{`the zip archive holds 2 files: "a.tsv", "b/c.tsv"; unpack it, and give the one that is the expression ` +
			`matrix`}},
	{9, "zip cut off", exprtest.Zipped("expr.tsv", exprtest.Body)[:60], Options{}, "",
		[]string{"the zip file is cut off or damaged"}},
	{9, "compressed twice", exprtest.Packed("gzip", exprtest.Packed("gzip", exprtest.Body)), Options{}, "",
		[]string{"this is compressed twice: gzip within gzip; unpack it once"}},
	{9, "zip in gzip", exprtest.Packed("gzip", exprtest.Zipped("expr.tsv", exprtest.Body)), Options{}, "",
		[]string{"compressed twice: a zip archive or workbook within gzip"}},
	{10, "comma", strings.ReplaceAll(exprtest.Body, "\t", ","), Options{}, plain, nil},
	{10, "semicolon", strings.ReplaceAll(exprtest.Body, "\t", ";"), Options{}, plain, nil},
	{10, "blanks in runs", "gene  a b   c\ng1  1 2 3\n g2 4   5.5 6\n", Options{}, plain, nil},
	{10, "ambiguous", "gene,s\ng 1,2\nh 1,3\n", Options{}, "",
		[]string{"the separator cannot be found", "say --sep tab, comma, semicolon or blank"}},
	{10, "by flag", "gene,s\ng 1,2\nh 1,3\n", Options{Sep: "comma"}, "s\ng 1@2|2\nh 1@3|3\n", nil},
	{10, "a line for Excel", "sep=;\n" + strings.ReplaceAll(exprtest.Body, "\t", ";"), Options{},
		strings.NewReplacer("@2", "@3", "@3", "@4").Replace(plain), nil},
	{11, "decimal comma, tabs", "gene\ta\tb\ng1\t1\t2,5\ng2\t1,5\t3,25\n", Options{}, "",
		[]string{`expr.tsv:2: column 3 (b): gene "g1": "2,5" is not a number (a decimal comma?); so are all 3 values ` +
			`that are no numbers; use --decimal comma`}},
	{11, "decimal comma by flag", "gene\ta\tb\ng1\t1\t2,5\ng2\t1,5E-2\t3,25\n", Options{Decimal: "comma"},
		"a|b\ng1@2|1|2.5\ng2@3|0.015|3.25\n", nil},
	{11, "semicolons and decimal commas", "gene;a;b\ng1;1;2,5\ng2;1,5;3\n", Options{}, "a|b\ng1@2|1|2.5\ng2@3|1.5|3\n",
		[]string{"commas between digits are read as decimal signs"}},
	{12, "1,234.5", "gene\ta\tb\ng1\t1\t2\ng2\t1,234.5\t3\n", Options{}, "",
		[]string{`"1,234.5" is not a number (separators of thousands?); write numbers without them`}},
	{12, "1,234 between commas", "gene,a,b\ng1,1,2\ng2,\"1,234\",3\n", Options{}, "",
		[]string{`"1,234" is not a number (separators of thousands?)`}},
	{12, "1 234", "gene\ta\tb\ng1\t1\t2\ng2\t1 234\t3\n", Options{}, "",
		[]string{`"1 234" is not a number (separators of thousands?)`}},
	{12, "1.234,5", "gene\ta\tb\ng1\t1\t2\ng2\t1.234,5\t3\n", Options{}, "",
		[]string{`"1.234,5" is not a number (separators of thousands?)`}},
	{12, "1,234 alone", "gene\ta\tb\ng1\t1\t2\ng2\t1,234\t3\n", Options{}, "",
		[]string{`"1,234" is not a number (a decimal comma, or separators of thousands?); use --decimal comma if it is a ` +
			`decimal sign`}},
	{12, "points among decimal commas", "gene;a;b\ng1;1;2,5\n" + rows(manyRows, ";1,5;2") + "h;1.234;3\n", Options{}, "",
		[]string{`"1.234" has a point where commas are decimal signs (separators of thousands?)`}},
	{13, "all spellings of missing, in cells alone",
		"gene\tNA\tb\tc\nNULL\tNA\t\t-\ng2\tn/a\tNaN\tnull\ng3\t#N/A\t#DIV/0!\tND\n", Options{},
		"NA|b|c\nNULL@2|NaN|NaN|NaN\ng2@3|NaN|NaN|NaN\ng3@4|NaN|NaN|NaN\n", nil},
	{13, "other spellings of missing", "gene\ta\tb\ng1\tNone\t2\ng2\t1\t3\n", Options{}, "",
		[]string{`"None" is not a number (a missing value?); write it as NA`}},
	{12, "thousands throughout", "gene;a;b\ng1;1.234,5;2.345,6\ng2;1.234,5;2.345,6\n", Options{}, "",
		[]string{`column 2 (a): no value of this column is a number (the first is for gene "g1": "1.234,5" is not a ` +
			`number (separators of thousands?)); write numbers without them`}},
	{11, "one comma among points", "gene\ta\tb\ng1\t1.5\t2\ng2\t1,5\t2\n", Options{}, "",
		[]string{`"1,5" is not a number (a decimal comma?); write it with a decimal point, as other values are`}},
	{40, "an apostrophe before a number", "gene\ta\tb\ng1\t'1.5\t2\n", Options{}, "",
		[]string{"write it without the apostrophe"}},
	{14, "infinite", "gene\ta\tb\ng1\t1\t2\ng2\t-Inf\t3\n", Options{}, "",
		[]string{expr3 + `column 2 (a): gene "g2" has the value "-Inf"; use --inf missing`}},
	{14, "infinite as missing", "gene\ta\tb\ng1\t1\t2\ng2\t-Inf\t3\n", Options{InfMissing: true},
		"a|b\ng1@2|1|2\ng2@3|NaN|3\n", nil},
	{20, "Ensembl ids in columns", "sample\tENSG00000141510\tENSG00000146648.17\ns1\t1\t2\ns2\t3\t4\n", Options{}, "",
		[]string{`the columns are named like genes ("ENSG00000141510", "ENSG00000146648.17") and the rows are not ("s1", ` +
			`"s2"): the matrix is the other way round; use --transpose; if genes do stand in rows, --transpose=false`}},
	{20, "symbols in columns", "sample\tTP53\tEGFR\tACTB\tGAPDH\tMYC\tFOO1\tBAR2\tX\tY\tZ\tU\tV\ns1\t1\t2\t3\t4\t5\t" +
		"6\t7\t8\t9\t1\t2\t3\n", Options{}, "", []string{"use --transpose"}},
	{20, "far more columns than rows", "x" + strings.Repeat("\tn", 1) + columnNames(1200) + "\ns1" +
		strings.Repeat("\t1", 1201) + "\n", Options{}, "",
		[]string{"there are 1201 names in columns and only 1 name in rows: the matrix is the other way round"}},
	{20, "turned", "sample\tTP53\tEGFR\ns1\t1\t2\ns2\t3\tNA\ns3\t5\t6\n", Options{Orientation: "genes-in-columns"},
		"s1|s2|s3\nTP53@1|1|3|5\nEGFR@1|2|NaN|6\n",
		[]string{"genes were read from the columns and samples from the rows, which takes the whole file into memory"}},
	{20, "not to be turned", "sample\tENSG00000141510\tENSG00000146648.17\ns1\t1\t2\n",
		Options{Orientation: "genes-in-rows"}, "ENSG00000141510|ENSG00000146648.17\ns1@2|1|2\n", nil},
	{20, "turned wrongly", "gene\ts1\ts2\nENSG00000141510\t1\t2\nENSG00000146648\t1\t2\n",
		Options{Orientation: "genes-in-columns"}, "", []string{"leave --transpose away"}},
	{20, "a bad cell where genes are in columns", "sample\tTP53\tEGFR\ns1\t1\tx\ns2\t3\t4\n",
		Options{Orientation: "genes-in-columns"}, "",
		[]string{`expr.tsv:2: column 3 (s1): gene "EGFR": "x" is not a number`}},
	{20, "a sample twice where samples are in rows", "sample\tTP53\tEGFR\ns1\t1\t2\ns1\t3\t4\n",
		Options{Orientation: "genes-in-columns"}, "", []string{expr3 + "line 2 has the same name"}},
	{21, "GCT 1.2", "#1.2\t\t\n2\t3\t\nName\tDescription\ta\tb\tc\ng1\tfirst's\t1\t2\t3\ng2\t\t4\t5.5\t6\n", Options{},
		strings.NewReplacer("@2", "@4", "@3", "@5").Replace(plain), nil},
	{21, "GCT with too few rows", "#1.2\n3\t2\nName\tDescription\ta\tb\ng1\tx\t1\t2\n", Options{}, "",
		[]string{"expr.tsv:4: the file ends after 1 rows, but line 2 says 3; is the file cut off?"}},
	{21, "GCT with other columns", "#1.2\n1\t3\nName\tDescription\ta\tb\ng1\tx\t1\t2\n", Options{}, "",
		[]string{"expr.tsv:3: the header has 4 fields, but the dimensions ask for 3 names after 2 other fields"}},
	{21, "GCT with decimal commas", "#1.2\n1\t2\nName\tDescription\ta\tb\ng1\tx\t1,5\t2\n", Options{Decimal: "comma"},
		"a|b\ng1@4|1.5|2\n", nil},
	{22, "GCT 1.3", "#1.3\n2\t3\t1\t1\nid\tsymbol\ta\tb\tc\nsex\tna\tF\tM\tF\ng1\tA\t1\t2\t3\ng2\tB\t4\t5.5\t6\n",
		Options{}, strings.NewReplacer("@2", "@5", "@3", "@6").Replace(plain), nil},
	{23, "RES", "Description\tAccession\ta\t\tb\t\n\ta scale\t\tb scale\t\n2\nd1\tg1\t1\tP\t2\tA\nd2\tg2\t1\tP\t2\tA\n",
		Options{}, "", []string{"this is a RES file", "convert it to GCT"}},
	{23, "CLS", "38 3 1\n# ALL AML\n0 0 1\n", Options{}, "", []string{"this is a CLS file: the classes of samples"}},
	{23, "GMT", "HALLMARK_X\thttp://www.broad.org/x\tTP53\tEGFR\nHALLMARK_Y\thttp://www.broad.org/y\tTP53\n", Options{},
		"", []string{"this is a GMT file: sets of genes, not their expression"}},
	{24, "Firehose", "Hybridization REF\tTCGA-A\tTCGA-B\ngene_id\tnormalized_count\tnormalized_count\n?|100130426\t0\t" +
		"1.5\nTP53|7157\t2\t3\n", Options{}, "TCGA-A|TCGA-B\n?|100130426@3|0|1.5\nTP53|7157@4|2|3\n",
		[]string{"2: the second header line of Firehose (gene_id normalized_count) is no gene: left out"}},
	{24, "Firehose with several values a sample",
		"Hybridization REF\tA\tA\ngene_id\traw_count\tscaled_estimate\nTP53|7157\t2\t3\n", Options{}, "",
		[]string{`expr.tsv:2: there are several values for each sample: "raw_count", "scaled_estimate"`}},
	{25, "cBioPortal", "Hugo_Symbol\tEntrez_Gene_Id\ta\tb\nTP53\t7157\t1\t2\nEGFR\t1956\t3\t4\n", Options{},
		"a|b\nTP53@2|1|2\nEGFR@3|3|4\n", []string{`1: column 2 ("Entrez_Gene_Id") tells about genes: left out`}},
	{25, "featureCounts", "# Program:featureCounts v2.0.1; Command:\"featureCounts\" \"-a\" \"x.gtf\"\nGeneid\tChr\t" +
		"Start\tEnd\tStrand\tLength\ta.bam\tb.bam\nENSG00000141510\tchr1;chr1\t1;50\t9;70\t+;+\t30\t1\t2\n" +
		"ENSG00000146648\tchr1\t1\t9\t-\t9\t3\t4\n", Options{},
		"a.bam|b.bam\nENSG00000141510@3|1|2\nENSG00000146648@4|3|4\n",
		[]string{`columns 2 to 6 ("Chr", "Start", "End", "Strand", "Length") tell about genes: left out`}},
	{25, "words under an unknown name", "id\twhat it is\ta\tb\ng1\tkinase\t1\t2\ng2\tNA\t3\t4\n", Options{},
		"a|b\ng1@2|1|2\ng2@3|3|4\n", []string{`column 2 ("what it is") tells about genes: left out`}},
	{25, "numbered rows", ",gene,a,b\n0,TP53,1,2\n1,EGFR,3,4\n", Options{}, "",
		[]string{`column 1: the first column numbers the rows, and the names seem to stand in the second ("gene"); ` +
			`remove the first column (R: row.names=FALSE, pandas: index=False)`}},
	{25, "a length behind the samples", "gene\ta\tLength\ng1\t1\t200\n", Options{}, "a\ng1@2|1\n",
		[]string{`1: column 3 ("Length") tells about genes: left out`}},
	{23, "RES without descriptions", "Description\tAccession\ta\t\tb\t\n\t\n2\nd1\tg1\t1\tP\t2\tA\nd2\tg2\t1\tP\t2\tA\n",
		Options{}, "", []string{"this is a RES file"}},
	{27, "STAR of one sample", "N_unmapped\t5\t5\t5\nN_multimapping\t6\t6\t6\nTP53\t1\t2\t3\n", Options{}, "",
		[]string{"this is STAR's table of one sample (ReadsPerGene.out.tab)"}},
	{25, "Salmon", "Name\tLength\tEffectiveLength\tTPM\tNumReads\nENST1\t100\t50.5\t1\t2\n", Options{}, "",
		[]string{"this is Salmon's table of one sample, with lengths and measures as columns; join the samples' tables " +
			"into one matrix"}},
	{25, "Xena", "sample\tTCGA-A-01\tTCGA-B-01\nTP53\t1\t2\n", Options{}, "TCGA-A-01|TCGA-B-01\nTP53@2|1|2\n", nil},
	{26, "comments, and # in a field", "# made by hand\n## twice\n\ngene\ta#1\tb\ng#1\t1\t2\n", Options{},
		"a#1|b\ng#1@5|1|2\n", nil},
	{26, "a header that begins with #", "# made by hand\n#gene\ta\tb\ng1\t1\t2\n", Options{}, "a|b\ng1@3|1|2\n",
		[]string{"2: the line that begins with # has as many fields as the rows: taken for the header"}},
	{26, "GEO series matrix", geo, Options{}, "GSM1|GSM2\n1007_s_at@9|1|2\n1053_at@10|3|NaN\n", nil},
	{26, "GEO cut off", geo[:strings.Index(geo, "!series_matrix_table_end")], Options{}, "",
		[]string{"the series matrix ends here with no !series_matrix_table_end; download it again"}},
	{26, "GEO of sequencing", "!Series_title\t\"x\"\n!series_matrix_table_begin\n\"ID_REF\"\t\"GSM1\"\n" +
		"!series_matrix_table_end\n", Options{}, "", []string{"the table of this series matrix is empty",
		"supplementary files"}},
	{26, "GEO of open quotes", "!Series_title\t\"x\"\n!series_matrix_table_begin\n\"\n\"", Options{}, "",
		[]string{"does not close on this line", "no data lines"}},
	{26, "GEO SOFT", "^DATABASE = GeoMiame\n!Database_name = x\n", Options{}, "",
		[]string{"this is a GEO SOFT file; download the series matrix file instead"}},
	{27, "HTSeq, STAR, spike-ins, ?", "gene\ta\tb\nN_unmapped\t9\t9\nERCC1\t1\t2\nERCC-00002\t5\t5\n?\t1\t1\n" +
		"?|100133144\t3\t4\n__no_feature\t9\t9\n__ambiguous\t9\t9\n", Options{}, "a|b\nERCC1@3|1|2\n?|100133144@6|3|4\n",
		[]string{"2 rows of HTSeq's counts of reads without a gene (__no_feature …): left out", "1 row of STAR's counts",
			"1 row of spike-in controls", `1 row without a gene (named ?, NA or ---): left out`}},
	{28, "h5ad", "\x89HDF\r\n\x1a\n", Options{}, "",
		[]string{"the superblock is damaged; copy or download the file again"}},
	{28, "a lone mtx", "%%MatrixMarket matrix coordinate integer general\n1 1 1\n1 1 1\n", Options{}, "",
		[]string{"this is a MatrixMarket file, which has no names of genes and samples; give the folder that holds it " +
			"together with features.tsv"}},
	{28, "RDS", exprtest.Packed("gzip", exprtest.RDS), Options{}, "", exportRDS},
	{28, "RDS, not packed", exprtest.RDS, Options{}, "", exportRDS},
	{28, "RDS in xz", exprtest.Packed("xz", exprtest.RDS), Options{}, "", exportRDS},
	{28, "RDS in bzip2", exprtest.RDSPacked, Options{}, "", exportRDS},
	{28, "RDS of version 2", exprtest.Packed("gzip", "X\n\x00\x00\x00\x02"+exprtest.RDS[6:]), Options{}, "", exportRDS},
	{28, "RDS as text", "A\n3\n262657\n197888\n5\nUTF-8\n526\n6\n", Options{}, "", exportRDS},
	{28, "RData", exprtest.Packed("gzip", "RDX3\n"+exprtest.RDS), Options{}, "", exportRData},
	{28, "RData in xz", exprtest.Packed("xz", "RDX2\n"+exprtest.RDS), Options{}, "", exportRData},
	{28, "RData as text", "RDA3\nA\n3\n262657\n", Options{}, "", exportRData},
	{29, "xls", "\xd0\xcf\x11\xe0rest", Options{}, "",
		[]string{"this is an old Excel workbook (xls) or one locked with a password; save it as xlsx without a password"}},
	{29, "ods", exprtest.Zipped("mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", "<x/>"),
		Options{}, "", []string{"the workbook is damaged (it has no sheet)"}},
	{29, "xlsb", exprtest.Zipped("xl/workbook.bin", "x"), Options{}, "",
		[]string{"this is a binary Excel workbook (xlsb)"}},
	{32, "genes of one name are all read", "gene\ta\tb\ng\t1\t2\ng\t3\t4\n", Options{}, "a|b\ng@2|1|2\ng@3|3|4\n", nil},
	{33, "versions stay", "gene\ta\tb\nENSG00000141510.17\t1\t2\nENSG00000182378.14_PAR_Y\t3\t4\n", Options{},
		"a|b\nENSG00000141510.17@2|1|2\nENSG00000182378.14_PAR_Y@3|3|4\n", nil},
	{34, "blanks and no-break spaces around names", "gene\t a \tb\n\u00a0g1 \t1\t2\n", Options{}, "a|b\ng1@2|1|2\n", nil},
	{34, "no name", "gene\ta\tb\ng1\t1\t2\n\t1\t2\n \u00a0\t1\t2\n", Options{}, "",
		[]string{expr3 + "column 1: the gene has no name; name every row", "expr.tsv:4: column 1: the gene has no name"}},
	{34, "an empty first column", "\tgene\ta\n\tTP53\t1\n\tEGFR\t3\n", Options{}, "",
		[]string{"the first column, which should name the genes, is empty; remove it"}},
	{34, "case alone", "gene\ta\tb\nTp53\t1\t2\nTP53\t1\t2\n", Options{}, "a|b\nTp53@2|1|2\nTP53@3|1|2\n", nil},
	{35, "names that look like values", "gene\tT\tF\nNAN\t1\t2\nINF\t1\t2\n1e5\t1\t2\nT\t1\t2\n007\t1\t2\n", Options{},
		"T|F\nNAN@2|1|2\nINF@3|1|2\n1e5@4|1|2\nT@5|1|2\n007@6|1|2\n", nil},
	{36, "a sample twice", "gene\ta\ta\ng1\t1\t2\n", Options{}, "",
		[]string{"column 3 (a): column 2 has the same name; give every sample its own name"}},
	{39, "apostrophes", "gene\tDescription\ta\tb\ng1\t5'-nucleotidase\t1\t2\ng2\t3'UTR\t3\t4\ng3\tx\t5\t6\n", Options{},
		"a|b\ng1@2|1|2\ng2@3|3|4\ng3@4|5|6\n", nil},
	{39, "a quote within a field", "gene\ta\tb\n5\"-end\t1\t2\n", Options{}, "a|b\n5\"-end@2|1|2\n", nil},
	{40, "spellings of numbers", "gene\ta\tb\tc\tdd\ng1\t1.2E+03\t.5\t+3\t4.9e-324\n", Options{},
		"a|b|c|dd\ng1@2|1200|0.5|3|5e-324\n", nil},
	{40, "Unicode minus", "gene\ta\tb\ng1\t−5.5\t2\n", Options{}, "a|b\ng1@2|-5.5|2\n",
		[]string{"1 value written with a typographic minus sign (−), the first here: read as -"}},
	{40, "full-width digits", "gene\ta\tb\ng1\t１２.５\t2\n", Options{}, "",
		[]string{"is not a number (full-width digits); write it with the digits 0 to 9"}},
	{40, "overflow", "gene\ta\tb\ng1\t1e400\t2\n", Options{}, "", []string{`"1e400" is too large for a number`}},
	{40, "hexadecimal", "gene\ta\tb\ng1\t0x1p4\t2\n", Options{}, "", []string{`"0x1p4" is not a number`}},
	{40, "a date", "gene\ta\tb\ng1\t5-Jan\t2\n", Options{}, "", []string{`"5-Jan" is not a number (a date?`}},
	{44, "empty", "", Options{}, "", []string{"expr.tsv: the file is empty"}},
	{44, "only a header", "gene\ta\tb\n", Options{}, "", []string{"there are no data lines after the header"}},
	{44, "one column", "gene\ng1\ng2\n", Options{}, "",
		[]string{"the first lines hold a single column: no tab, comma, semicolon or blank"}},
	{44, "bars between fields", "gene|a\ng1|1\ng2|2\n", Options{}, "",
		[]string{"separate the fields by tabs instead of |"}},
	{44, "no header", "TP53\t5.3124\t6.2345\nEGFR\t1.2234\t2.2345\n", Options{}, "",
		[]string{`expr.tsv:1: the first line holds values where the sample names should be: "5.3124", "6.2345"; put a ` +
			`header with the sample names above it`}},
	{44, "binary", "\x7fELF\x02\x01\x01\x00\x00", Options{}, "", []string{"this is a binary file"}},
	{44, "zero bytes late", "gene\ta\tb\n" + rows(manyRows, "\t1\t2") + strings.Repeat("x\t1\t2\n", 100) + "x\x00\t1\t2\n",
		Options{}, "", []string{"expr.tsv:132: the line holds a zero byte"}},
	{44, "web page", "<!DOCTYPE html><html>", Options{}, "", []string{"this is a web page or XML, not a table"}},
	{44, "Git LFS", "version https://git-lfs.github.com/spec/v1\n", Options{}, "",
		[]string{"this is a Git LFS pointer, not the file itself; fetch it with: git lfs pull"}},
	{44, "a sheet of a text", exprtest.Body, Options{Sheet: "Data"}, "",
		[]string{`this is text, which has no sheet "Data"; leave --sheet away`}},
	{44, "not the format that was said", exprtest.Body, Options{Format: "xlsx"}, "",
		[]string{"this is text, not xlsx; leave --format away"}},
}

const geo = "!Series_title\t\"A study\"\n!Sample_title\t\"one\"\t\"two\"\n!Sample_geo_accession\t\"GSM1\"\t" +
	"\"GSM2\"\n!Sample_characteristics_ch1\t\"tissue: tumour\"\t\"tissue: normal\"\n" +
	"!Sample_characteristics_ch1\t\"age: 50\"\t\"\"\n\n!series_matrix_table_begin\n\"ID_REF\"\t\"GSM1\"\t\"GSM2\"\n" +
	"\"1007_s_at\"\t1\t2\n\"1053_at\"\t3\tnull\n!series_matrix_table_end\n"

func TestReadingInputs(t *testing.T) {
	for _, c := range inputs {
		t.Run(fmt.Sprintf("row %d/%s", c.row, c.name), func(t *testing.T) {
			table, err := Read("expr.tsv", strings.NewReader(c.text), c.options)
			said := ""
			if err != nil {
				if said = err.Error(); c.table != "" {
					t.Fatalf("refused: %v", err)
				}
			} else {
				for _, f := range table.Findings {
					said += f.String() + "\n"
				}
				if got := show(table); got != c.table {
					t.Fatalf("read as\n%swant\n%s\n%s", got, c.table, said)
				}
			}
			for _, want := range c.says {
				if !strings.Contains(said, want) {
					t.Errorf("said\n%s\nnot %q", said, want)
				}
			}
			if strings.Contains(said, "\x00") || strings.Count(said, "\n") > 25 {
				t.Errorf("said too much: %q", said)
			}
		})
	}
}

// What a series matrix says about its samples comes along.
func TestGEOBringsAnnotations(t *testing.T) {
	table := read(t, geo, Options{})
	if got := fmt.Sprint(table.Samples,
		table.Annotations); got != "[GSM1 GSM2] [{title [one two]} {tissue [tumour normal]} {age [50 ]}]" {
		t.Errorf("annotations %s", got)
	}
}

func columnNames(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "\tx%d", i)
	}
	return b.String()
}

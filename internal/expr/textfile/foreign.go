package textfile

import (
	"bytes"
	"regexp"
	"strings"
)

// classFile is how a CLS file begins: the numbers of samples and classes, a 1, and
// the names of the classes after a #.
var classFile = regexp.MustCompile(`^\s*\d+\s+\d+\s+1\s*[\r\n]+#`)

// isCLS recognises GenePattern's classes of samples.
func IsCLS(head []byte) bool { return classFile.Match(head) }

// What R stores, and how to write its matrix as text. The corner that col.names=NA gives names the
// column of the genes.
const (
	isRDS       = "this is an R object (RDS)"
	isRData     = "this is an R workspace (RData)"
	exportText  = `write.table(as.matrix(x), "expr.tsv", sep="\t", quote=FALSE, col.names=NA)`
	exportOther = " (as.matrix(x) is for a matrix or a table of numbers; of a SummarizedExperiment it is assay(x), of a " +
		"Seurat object as.matrix(GetAssayData(x)))"
	exportRDS   = `write the matrix in R: x <- readRDS("expr.rds"); ` + exportText + exportOther
	exportRData = `write the matrix in R: load("expr.RData"), which says with verbose=TRUE what is in it; then, for x, ` +
		exportText + exportOther
)

// unreadFormats are formats known by their first bytes that are not read.
var unreadFormats = []struct{ prefix, what, remedy string }{
	{"\xd0\xcf\x11\xe0", "this is an old Excel workbook (xls) or one locked with a password",
		"save it as xlsx without a password (libreoffice --convert-to xlsx expr.xls), or the sheet as tab-separated text"},
	{"RDX", isRData, exportRData}, {"RDA", isRData, exportRData}, {"RDB", isRData, exportRData},
	{"X\n\x00\x00\x00", isRDS, exportRDS}, {"B\n\x02\x00\x00\x00", isRDS, exportRDS},
	{"B\n\x03\x00\x00\x00", isRDS, exportRDS}, {"A\n2\n", isRDS, exportRDS}, {"A\n3\n", isRDS, exportRDS},
	{"\x93NUMPY", "this is a NumPy array, which has no names of genes and samples",
		`write it with them, in Python: pandas.DataFrame(x, genes, samples).to_csv("expr.tsv", sep="\t")`},
	{"\x80\x04\x95", "this is a Python pickle", `write the table in Python with to_csv("expr.tsv", sep="\t")`},
	{"\x80\x05\x95", "this is a Python pickle", `write the table in Python with to_csv("expr.tsv", sep="\t")`},
	{"ARROW1", "this is an Arrow or Feather file",
		`convert it, in Python: pandas.read_feather(f).to_csv("expr.tsv", sep="\t", index=False)`},
	{"BAM\x01", "this is a BAM file: reads, not a matrix of expression",
		"count reads per gene first, for example with featureCounts"},
	{"%PDF", "this is a PDF document", "give the expression matrix as tab-separated text"},
	{"7z\xbc\xaf", "this is a 7z archive", "unpack it, and give the table in it"},
	{"Rar!", "this is a RAR archive", "unpack it, and give the table in it"},
	{"\x04\x22\x4d\x18", "this is compressed with lz4", "decompress it first (lz4 -d), or use gzip"},
	{"\x5d\x00\x00", "this is compressed with lzma", "decompress it first (xz -d), or use xz"},
	{"version https://git-lfs", "this is a Git LFS pointer, not the file itself", "fetch it with: git lfs pull"},
	{"%%MatrixMarket", "this is a MatrixMarket file, which has no names of genes and samples",
		"give the folder that holds it together with features.tsv (or genes.tsv) and barcodes.tsv, each plain or gzipped"},
	{"##fileformat=VCF", "this is a VCF file: variants, not expression", "give the expression matrix"},
	{"^DATABASE", "this is a GEO SOFT file", "download the series matrix file instead (…_series_matrix.txt.gz)"},
	{"^SERIES", "this is a GEO SOFT file", "download the series matrix file instead (…_series_matrix.txt.gz)"},
	{"^PLATFORM", "this is a GEO SOFT file", "download the series matrix file instead (…_series_matrix.txt.gz)"},
	{"^SAMPLE", "this is a GEO SOFT file", "download the series matrix file instead (…_series_matrix.txt.gz)"},
	{"\xff\xfe\x00\x00", "this is UTF-32 text", "save it as UTF-8"},
}

// foreign recognises content that is not a table of text.
func foreign(head []byte) (what, remedy string) {
	for _, f := range unreadFormats {
		if bytes.HasPrefix(head, []byte(f.prefix)) {
			return f.what, f.remedy
		}
	}
	text := strings.ToLower(string(bytes.TrimLeft(head, " \t\r\n\xef\xbb\xbf")))
	switch {
	case IsCLS(head):
		return "this is a CLS file: the classes of samples, not their expression",
			"give the expression matrix, and the classes as a table with --annotations (first column the sample)"
	case len(head) == 0:
		return "the file is empty", "give an expression matrix, genes in rows and samples in columns"
	case strings.HasPrefix(text, "<!doctype") || strings.HasPrefix(text, "<html") || strings.HasPrefix(text, "<?xml") ||
		strings.HasPrefix(text, "<head"):
		return "this is a web page or XML, not a table (an error page saved under the file's name?)",
			"download the file again"
	case strings.HasPrefix(text, "{\"") || strings.HasPrefix(text, "[{") || strings.HasPrefix(text, "{\n"):
		return "this is JSON, not a table", "give the expression matrix as tab-separated text"
	case len(head) > 262 && string(head[257:262]) == "ustar":
		return "this is a tar archive", "unpack it (tar -xf), and give the table or the MatrixMarket folder in it"
	case bytes.IndexByte(head, 0) >= 0:
		return "this is a binary file", "save the matrix as tab-separated UTF-8 text"
	}
	return "", ""
}

// isGMT recognises sets of genes with a web address in the second field.
func IsGMT(head []string) bool {
	for _, line := range head {
		_, rest, _ := strings.Cut(line, "\t")
		if rest = strings.TrimLeft(rest, "> "); !strings.HasPrefix(rest, "http://") && !strings.HasPrefix(rest, "https://") {
			return false
		}
	}
	return len(head) > 0
}

package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// What each package may import of ours. Data flows one way: a package further
// down knows nothing of those above it.
var house = map[string][]string{
	"subtype": {"subtype/internal/cli"},
	"subtype/internal/cli": {"subtype/internal/imported", "subtype/internal/input",
		"subtype/internal/classify", "subtype/internal/compare",
		"subtype/internal/predict", "subtype/internal/files", "subtype/internal/single", "subtype/internal/product",
		"subtype/internal/simulate",
		"subtype/internal/spec",
		"subtype/internal/study", "subtype/internal/sweep", "subtype/internal/usage", "subtype/internal/words",
		"subtype/internal/expr", "subtype/internal/expr/annotation", "subtype/internal/expr/finding",
		"subtype/internal/expr/names"},
	"subtype/internal/input": {"subtype/internal/expr", "subtype/internal/expr/finding", "subtype/internal/expr/names",
		"subtype/internal/expr/table", "subtype/internal/usage"},
	"subtype/internal/imported": {"subtype/internal/expr/factor", "subtype/internal/spec", "subtype/internal/survey",
		"subtype/internal/sweep", "subtype/internal/usage", "subtype/internal/words", "subtype/nmf"},
	"subtype/internal/contribution": {"subtype/consensus", "subtype/internal/expr/kind", "subtype/internal/sweep",
		"subtype/nmf"},
	"subtype/internal/joint": {"subtype/internal/contribution", "subtype/internal/expr",
		"subtype/internal/expr/annotation",
		"subtype/internal/expr/finding", "subtype/internal/expr/kind", "subtype/internal/expr/rowstore",
		"subtype/internal/expr/technical", "subtype/internal/input", "subtype/internal/markers",
		"subtype/internal/spec", "subtype/internal/usage", "subtype/internal/words", "subtype/nmf"},
	"subtype/internal/study": {"subtype/internal/contribution", "subtype/internal/joint", "subtype/internal/expr/kind",
		"subtype/internal/imported",
		"subtype/internal/input", "subtype/internal/classify", "subtype/internal/training",
		"subtype/internal/expr/factor", "subtype/internal/chapter/kindices",
		"subtype/internal/chapter/clinic",
		"subtype/internal/markers", "subtype/internal/genesets", "subtype/internal/expr/rowstore",
		"subtype/internal/figure", "subtype/internal/files", "subtype/internal/confidence",
		"subtype/internal/null", "subtype/internal/runlog", "subtype/internal/spec", "subtype/internal/state",
		"subtype/internal/survey", "subtype/internal/sweep", "subtype/internal/usage", "subtype/internal/words",
		"subtype/nmf", "subtype/rank", "subtype/report", "subtype/internal/expr", "subtype/internal/expr/annotation",
		"subtype/internal/expr/finding", "subtype/internal/expr/names", "subtype/internal/expr/table"},
	"subtype/internal/training": {"subtype/consensus", "subtype/internal/classify", "subtype/internal/expr/transform",
		"subtype/internal/survey", "subtype/internal/sweep", "subtype/nmf"},
	"subtype/internal/classify": {"subtype/consensus", "subtype/internal/expr/names",
		"subtype/internal/expr/transform", "subtype/internal/stat", "subtype/nmf"},
	"subtype/internal/state": {"subtype/internal/contribution", "subtype/internal/classify", "subtype/internal/expr",
		"subtype/internal/expr/annotation",
		"subtype/internal/expr/finding", "subtype/internal/expr/transform", "subtype/internal/null",
		"subtype/internal/markers", "subtype/internal/genesets", "subtype/internal/runlog", "subtype/internal/spec",
		"subtype/internal/survey"},
	"subtype/internal/spec": {"subtype/nmf/mixed", "subtype/internal/algorithms",
		"subtype/nmf/nndsvd", "subtype/nmf/sparse",
		"subtype/internal/expr", "subtype/internal/expr/finding", "subtype/internal/expr/kind",
		"subtype/internal/expr/names",
		"subtype/internal/expr/table", "subtype/internal/expr/textfile", "subtype/internal/null",
		"subtype/internal/runlog", "subtype/internal/survey", "subtype/internal/sweep", "subtype/internal/usage",
		"subtype/nmf", "subtype/rank"},
	"subtype/internal/usage": {},
	"subtype/report": {"subtype/nmf/mixed", "subtype/internal/contribution", "subtype/internal/chapter/kinds",
		"subtype/internal/expr/kind",
		"subtype/internal/chapter/preparation", "subtype/internal/algorithms", "subtype/nmf/sparse", "subtype/consensus",
		"subtype/internal/cite",
		"subtype/internal/markers", "subtype/internal/genesets", "subtype/internal/chapter/genes",
		"subtype/internal/chapter",
		"subtype/internal/chapter/kindices", "subtype/internal/chapter/clinic", "subtype/internal/chapter/ranks",
		"subtype/internal/classify", "subtype/internal/chapter/classifier",
		"subtype/internal/confidence", "subtype/internal/expr",
		"subtype/internal/expr/annotation", "subtype/internal/expr/finding", "subtype/internal/expr/names",
		"subtype/internal/figure", "subtype/internal/lineage", "subtype/internal/multiqc", "subtype/internal/page",
		"subtype/internal/style",
		"subtype/internal/null", "subtype/internal/spec", "subtype/internal/survey", "subtype/internal/sweep",
		"subtype/internal/tabular", "subtype/internal/words", "subtype/internal/workbook",
		"subtype/nmf", "subtype/rank"},
	"subtype/internal/multiqc": {"subtype/internal/expr/names", "subtype/internal/tabular", "subtype/internal/words"},
	"subtype/internal/tabular": {"subtype/internal/expr/names", "subtype/internal/words"},
	"subtype/internal/workbook": {"subtype/internal/expr/names", "subtype/internal/style", "subtype/internal/tabular",
		"subtype/internal/words"},
	"subtype/internal/figure": {"subtype/consensus", "subtype/internal/expr/annotation",
		"subtype/internal/figure/canvas", "subtype/internal/style", "subtype/internal/words"},
	"subtype/internal/figure/canvas": {"subtype/internal/expr/names", "subtype/internal/style", "subtype/internal/words"},
	"subtype/internal/survey": {"subtype/consensus", "subtype/internal/confidence", "subtype/internal/lineage",
		"subtype/internal/null",
		"subtype/internal/sweep", "subtype/nmf", "subtype/rank"},
	"subtype/internal/runlog": {"subtype/consensus", "subtype/internal/sweep", "subtype/nmf"},
	"subtype/internal/sweep":  {"subtype/consensus", "subtype/nmf", "subtype/nmf/nndsvd"},
	"subtype/bench/solvers": {"subtype/consensus", "subtype/internal/expr", "subtype/internal/expr/table",
		"subtype/internal/sweep", "subtype/nmf"},
	"subtype/bench/evidence": {"subtype/consensus", "subtype/internal/confidence", "subtype/internal/expr/table",
		"subtype/internal/null", "subtype/internal/simulate", "subtype/internal/survey", "subtype/internal/sweep",
		"subtype/nmf", "subtype/rank"},
	"subtype/bench/workbook":         {},
	"subtype/release":                {},
	"subtype/bench/loss":             {"subtype/internal/expr", "subtype/internal/expr/table", "subtype/nmf"},
	"subtype/nmf":                    {"subtype/internal/kernel", "subtype/internal/side"},
	"subtype/nmf/nndsvd":             {"subtype/internal/svd", "subtype/nmf"},
	"subtype/nmf/mixed":              {"subtype/internal/kernel", "subtype/internal/side", "subtype/nmf"},
	"subtype/nmf/sparse":             {"subtype/internal/kernel", "subtype/internal/side", "subtype/nmf"},
	"subtype/internal/svd":           {"subtype/internal/kernel", "subtype/internal/side"},
	"subtype/internal/side":          {"subtype/internal/kernel", "subtype/internal/kernel/sparse"},
	"subtype/internal/kernel/sparse": {"subtype/internal/kernel"},
	"subtype/internal/algorithms":    {"subtype/nmf", "subtype/nmf/sparse"},
	"subtype/rank":                   {},
	"subtype/consensus":              {},
	"subtype/internal/expr/spread":   {},
	"subtype/internal/expr/technical": {"subtype/internal/expr/finding", "subtype/internal/expr/names",
		"subtype/internal/expr/spread"},
	"subtype/internal/expr": {"subtype/internal/expr/technical", "subtype/internal/expr/alike",
		"subtype/internal/expr/spread",
		"subtype/internal/expr/annotation",
		"subtype/internal/expr/finding", "subtype/internal/expr/kind",
		"subtype/internal/expr/names", "subtype/internal/expr/table", "subtype/internal/expr/textfile",
		"subtype/internal/expr/rowstore", "subtype/internal/expr/transform", "subtype/internal/words"},
	"subtype/internal/expr/rowstore": {},
	"subtype/internal/expr/kind":     {"subtype/internal/expr/finding"},
	"subtype/internal/expr/annotation": {"subtype/internal/expr/finding", "subtype/internal/expr/names",
		"subtype/internal/expr/table", "subtype/internal/expr/textfile", "subtype/internal/words"},
	"subtype/internal/expr/alike": {},
	"subtype/internal/expr/book": {"subtype/internal/expr/column", "subtype/internal/expr/finding",
		"subtype/internal/expr/textfile"},
	"subtype/internal/expr/column": {"subtype/internal/expr/names", "subtype/internal/expr/textfile"},
	"subtype/internal/expr/table": {"subtype/internal/expr/anndata", "subtype/internal/expr/book",
		"subtype/internal/expr/column", "subtype/internal/expr/finding", "subtype/internal/expr/names",
		"subtype/internal/expr/parquet", "subtype/internal/expr/textfile",
		"subtype/internal/words"},
	"subtype/internal/expr/names": {"subtype/internal/expr/finding", "subtype/internal/expr/textfile",
		"subtype/internal/words"},
	"subtype/internal/expr/textfile":  {"subtype/internal/expr/finding", "subtype/internal/words"},
	"subtype/internal/expr/factor":    {"subtype/internal/expr/finding", "subtype/internal/expr/textfile"},
	"subtype/internal/expr/transform": {"subtype/internal/expr/finding"},
	"subtype/internal/expr/finding":   {},
	"subtype/internal/expr/exprtest":  {},
	"subtype/internal/expr/parquet": {"subtype/internal/float16", "subtype/internal/expr/column",
		"subtype/internal/expr/finding",
		"subtype/internal/expr/textfile"},
	"subtype/internal/expr/anndata": {"subtype/internal/expr/finding", "subtype/internal/expr/textfile",
		"subtype/internal/hdf5", "subtype/internal/words"},
	"subtype/internal/files":      {},
	"subtype/internal/hdf5":       {"subtype/internal/float16"},
	"subtype/internal/float16":    {},
	"subtype/internal/kernel":     {},
	"subtype/internal/confidence": {"subtype/consensus", "subtype/internal/words", "subtype/rank"},
	"subtype/internal/lineage":    {"subtype/consensus", "subtype/internal/words"},
	"subtype/internal/null":       {"subtype/consensus", "subtype/internal/kernel"},
	"subtype/internal/reftest":    {},
	"subtype/internal/single": {"subtype/consensus", "subtype/internal/chapter", "subtype/internal/chapter/kindices",
		"subtype/internal/expr", "subtype/internal/figure", "subtype/internal/indices", "subtype/internal/product",
		"subtype/internal/spec", "subtype/internal/study", "subtype/internal/style", "subtype/internal/survey",
		"subtype/internal/sweep", "subtype/internal/tabular", "subtype/internal/usage", "subtype/internal/words",
		"subtype/nmf", "subtype/rank"},
	"subtype/internal/compare": {"subtype/consensus", "subtype/internal/chapter", "subtype/internal/expr",
		"subtype/internal/expr/names", "subtype/internal/figure", "subtype/internal/product", "subtype/internal/stat",
		"subtype/internal/study", "subtype/internal/style", "subtype/internal/survey", "subtype/internal/tabular",
		"subtype/internal/usage", "subtype/internal/words"},
	"subtype/internal/predict": {"subtype/internal/input", "subtype/internal/chapter", "subtype/internal/classify",
		"subtype/internal/expr/names", "subtype/internal/expr/table", "subtype/internal/genesets",
		"subtype/internal/product", "subtype/internal/spec", "subtype/internal/stat", "subtype/internal/study",
		"subtype/internal/tabular", "subtype/internal/usage", "subtype/internal/words"},
	"subtype/internal/product":  {"subtype/internal/files", "subtype/internal/runlog"},
	"subtype/internal/simulate": {"subtype/internal/kernel", "subtype/internal/product"},
	"subtype/internal/words":    {},
	"subtype/internal/stat":     {},
	"subtype/internal/survival": {"subtype/internal/stat"},
	"subtype/internal/traits": {"subtype/internal/expr/annotation", "subtype/internal/expr/textfile",
		"subtype/internal/words"},
	"subtype/internal/clinical": {"subtype/consensus", "subtype/internal/stat", "subtype/internal/traits"},
	"subtype/internal/markers":  {"subtype/internal/stat"},
	"subtype/internal/genesets": {"subtype/internal/expr/names", "subtype/internal/stat"},
	"subtype/internal/cite":     {},
	"subtype/internal/chapter/genes": {"subtype/internal/expr/kind", "subtype/internal/chapter", "subtype/internal/cite",
		"subtype/internal/expr",
		"subtype/internal/figure", "subtype/internal/genesets", "subtype/internal/markers", "subtype/internal/style",
		"subtype/internal/sweep", "subtype/internal/tabular", "subtype/internal/words", "subtype/internal/workbook"},
	"subtype/internal/chapter/preparation": {"subtype/internal/cite", "subtype/internal/expr",
		"subtype/internal/expr/finding", "subtype/internal/words"},
	"subtype/internal/chapter/kinds": {"subtype/internal/chapter", "subtype/internal/cite",
		"subtype/internal/contribution", "subtype/internal/expr", "subtype/internal/expr/kind", "subtype/internal/style",
		"subtype/internal/tabular", "subtype/internal/words", "subtype/internal/workbook"},
	"subtype/internal/chapter/classifier": {"subtype/internal/chapter", "subtype/internal/cite",
		"subtype/internal/classify", "subtype/internal/figure", "subtype/internal/style", "subtype/internal/tabular",
		"subtype/internal/words", "subtype/internal/workbook"},
	"subtype/internal/chapter/kindices": {"subtype/consensus", "subtype/internal/chapter", "subtype/internal/survey",
		"subtype/internal/sweep", "subtype/internal/cite", "subtype/internal/figure",
		"subtype/internal/indices", "subtype/internal/style", "subtype/internal/tabular", "subtype/internal/words",
		"subtype/internal/workbook"},
	"subtype/internal/chapter/clinic": {"subtype/consensus", "subtype/internal/expr", "subtype/internal/chapter",
		"subtype/internal/cite", "subtype/internal/clinical",
		"subtype/internal/expr/annotation", "subtype/internal/expr/technical", "subtype/internal/figure",
		"subtype/internal/stat", "subtype/internal/style", "subtype/internal/survey", "subtype/internal/survival",
		"subtype/internal/sweep", "subtype/internal/tabular", "subtype/internal/traits", "subtype/internal/words",
		"subtype/internal/workbook"},
	"subtype/internal/chapter/ranks": {"subtype/internal/chapter", "subtype/internal/confidence",
		"subtype/internal/figure", "subtype/internal/style", "subtype/internal/survey", "subtype/internal/words",
		"subtype/rank"},
	"subtype/internal/indices": {"subtype/consensus"},
	"subtype/internal/chapter": {"subtype/internal/cite", "subtype/internal/confidence", "subtype/internal/figure",
		"subtype/internal/style", "subtype/internal/survey", "subtype/internal/tabular", "subtype/internal/workbook"},
	"subtype/internal/style": {},
	"subtype/internal/page": {"subtype/internal/expr/names", "subtype/internal/figure", "subtype/internal/style",
		"subtype/internal/tabular", "subtype/internal/words", "subtype/internal/workbook"},
}

// Where libraries may be used.
var rooms = map[string][]string{
	"gonum.org/v1/plot":        {"subtype/internal/figure", "subtype/internal/figure/canvas"},
	"golang.org/x/image":       {"subtype/internal/figure/canvas"},
	"codeberg.org/go-pdf/fpdf": {"subtype/internal/figure/canvas"},
	"github.com/xuri/excelize/v2": {"subtype/internal/workbook", "subtype/internal/expr/book",
		"subtype/internal/expr/exprtest",
		"subtype/bench/workbook"},
	"github.com/klauspost/compress": {"subtype/internal/expr/textfile", "subtype/internal/expr/exprtest",
		"subtype/internal/hdf5", "subtype/internal/expr/parquet", "subtype/internal/state", "subtype/internal/tabular",
		"subtype/internal/workbook"}, // packs twice as fast as the standard library
	"github.com/ulikunitz/xz": {"subtype/internal/expr/textfile", "subtype/internal/expr/exprtest"},
	"golang.org/x/text": {"subtype/internal/expr/textfile", "subtype/internal/expr/names",
		"subtype/internal/expr/exprtest", "subtype/internal/workbook"},
	"github.com/urfave/cli/v2": {"subtype/internal/cli"},
	"golang.org/x/sys/cpu":     {"subtype/internal/kernel", "subtype/internal/kernel/sparse"},
	"golang.org/x/sys/unix":    {"subtype/internal/runlog"},
	"golang.org/x/sys/windows": {"subtype/internal/runlog"},
	"unsafe":                   {"subtype/internal/kernel"},
	"math/rand":                {}, // its streams are not promised; math/rand/v2 is
}

func TestImportsAreThoseOfTheHouse(t *testing.T) {
	list, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, line := range strings.Split(strings.TrimSpace(string(list)), "\n") {
		fields := strings.Fields(line)
		name, imports := fields[0], fields[1:]
		allowed, ok := house[name]
		if !ok {
			t.Errorf("%s has no place in the house", name)
		}
		seen++
		for _, i := range imports {
			if strings.HasPrefix(i, "subtype/") && !slices.Contains(allowed, i) {
				t.Errorf("%s imports %s", name, i)
			}
			for library, where := range rooms {
				if (i == library || strings.HasPrefix(i, library+"/") && library != "math/rand") && !slices.Contains(where, name) {
					t.Errorf("%s imports %s", name, i)
				}
			}
		}
	}
	if seen != len(house) {
		t.Errorf("%d packages, the house has %d", seen, len(house))
	}
}

// mostLines is how many lines a package may have without its tests, mostColumns how long
// a line may be, mostOfFunction how many lines a function may have. Files that are
// generated are not counted.
const mostLines, mostColumns, mostOfFunction = 3000, 120, 60

// Functions that read better whole: a script of another language, and programs whose
// registers are given names once.
var longFunctions = []string{"internal/cli.bashCompletion", "internal/kernel/asm.divergence",
	"internal/kernel/asm.newtonSums", "internal/kernel/asm.newtonStepAny", "internal/kernel/asm.newtonStep",
	"internal/kernel/asm.descend"}

var generated = regexp.MustCompile(`(?m)^// Code generated .* DO NOT EDIT\.$`)

func TestPackagesAndLinesAreShort(t *testing.T) {
	lines := map[string]int{}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		text, err := os.ReadFile(path)
		if generated.Match(text) {
			return err
		}
		folder := filepath.ToSlash(filepath.Dir(path))
		for i, line := range strings.Split(string(text), "\n") {
			if utf8.RuneCountInString(line) > mostColumns {
				t.Errorf("%s:%d has more than %d characters", path, i+1, mostColumns)
			}
		}
		if !strings.HasSuffix(path, "_test.go") {
			lines[folder] += strings.Count(string(text), "\n")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for folder, n := range lines {
		if n > mostLines {
			t.Errorf("%s has %d lines, more than %d", folder, n, mostLines)
		}
	}
}

func TestFunctionsAreShort(t *testing.T) {
	known := slices.Clone(longFunctions)
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, d := range file.Decls {
			f, is := d.(*ast.FuncDecl)
			if !is || set.Position(f.End()).Line-set.Position(f.Pos()).Line < mostOfFunction {
				continue
			}
			name := filepath.ToSlash(filepath.Dir(path)) + "." + f.Name.Name
			i := slices.Index(known, name)
			if i < 0 {
				t.Errorf("%s: %s has more than %d lines", path, f.Name.Name, mostOfFunction)
				continue
			}
			known = slices.Delete(known, i, i+1)
		}
		return nil
	})
	if err != nil || len(known) > 0 {
		t.Errorf("%v; no longer too long: %v", err, known)
	}
}

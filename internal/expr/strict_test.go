package expr

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	goparser "go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// repair is an input that is repaired without having been asked for.
type repair struct {
	code, what, text string
	read, asked      ReadOptions // asked and ask: with the flag that asks for it, if there is one
	prepare, ask     PrepareOptions
	annotations      bool // text is the file of --annotations
	folder           bool // text is the features of a MatrixMarket folder
}

func repairs(t *testing.T) []repair {
	plain := matrixOf(60, 6, nil)
	edit := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(plain) }
	const people = "sample\tage\ns0\t1\ns1\t2\n"
	flip := ReadOptions{Orientation: "genes-in-columns"}
	return []repair{
		{code: "decimal-comma", text: edit(".", ",", "\t", ";"), asked: ReadOptions{Decimal: "comma"}},
		{code: "empty-last-column", what: "header", text: edit("\ts5\n", "\ts5\t\n")},
		{code: "empty-last-column", what: "rows", text: strings.Replace(strings.ReplaceAll(plain, "\n", "\t\n"),
			"\t\n", "\n", 1)},
		{code: "empty-last-column", what: "column", text: edit("\n", "\t\n")},
		{code: "empty-last-column", what: "columns", text: edit("\n", "\t\t\n")},
		{code: "empty-last-column", what: "one row", text: edit("\ng40\t", "\t\ng40\t")},
		{code: "header-without-corner", text: edit("gene\t", "")},
		{code: "header-comment", text: edit("gene\t", "#gene\t")},
		{code: "gene-columns", what: "known",
			text: strings.Replace(regexp.MustCompile(`(?m)^(\w+)`).ReplaceAllString(plain, "$1\t700"), "700",
				"Length", 1)},
		{code: "gene-columns", what: "text", text: regexp.MustCompile(`(?m)^(\w+)`).ReplaceAllString(plain,
			"$1\tabout")},
		{code: "no-genes", what: "HTSeq", text: edit("\ng3\t", "\n__no_feature\t")},
		{code: "no-genes", what: "STAR", text: edit("\ng3\t", "\nN_unmapped\t")},
		{code: "no-genes", what: "spike-in", text: edit("\ng3\t", "\nERCC-00002\t")},
		{code: "no-genes", what: "unknown", text: edit("\ng3\t", "\n?\t")},
		{code: "no-genes", what: "in columns", text: turned(edit("\ng3\t", "\n?\t")), read: flip},
		{code: "typographic-minus", text: matrixOf(60, 6, at(2, 3, "5e−1"))},
		{code: "names-trimmed", what: "gene", text: edit("\ng3\t", "\n g3\t")},
		{code: "names-trimmed", what: "sample", text: edit("\ts2\t", "\ts2 \t")},
		{code: "names-trimmed", what: "gene in columns", text: turned(edit("\ng3\t", "\n g3\t")), read: flip},
		{code: "names-trimmed", what: "sample in rows", text: turned(edit("\ts2\t", "\ts2 \t")), read: flip},
		{code: "names-trimmed", what: "in a folder", folder: true, text: strings.Replace(features, "TP53",
			"TP53 ", 1)},
		{code: "names-cleaned", what: "gene", text: edit("\ng3\t", "\ng\u202e3\t")},
		{code: "names-cleaned", what: "sample", text: edit("\ts3\t", "\ts\x1b3\t")},
		{code: "identical-rows", text: plain + last(plain), ask: PrepareOptions{Duplicates: "first"}},
		{code: "duplicate-genes", text: edit("\ng2\t", "\ng1\t"), ask: PrepareOptions{Duplicates: "mean"}},
		{code: "zero-genes", text: matrixOf(60, 6, at(2, -1, "0"))},
		{code: "missing-gene", text: matrixOf(60, 6, at(2, -1, "NA")), prepare: PrepareOptions{Missing: "median"},
			ask: PrepareOptions{Missing: "drop-genes"}},
		{code: "genes-respelt", text: edit("\ng1\t", "\nSEPTIN2\t"),
			prepare: PrepareOptions{Only: []string{"SEPT2", "g2", "g3"}},
			ask:     PrepareOptions{Only: []string{"SEPTIN2", "g2", "g3"}}},
		{code: "sheets", text: bookOf(t, plain, true, 0), asked: ReadOptions{Sheet: "Sheet1"}},
		{code: "excel-date-gene", text: bookOf(t, plain, false, 1), ask: PrepareOptions{FixExcelGenes: true}},
		{code: "excel-date-sample", text: bookOf(t, plain, false, 2)},
		{code: "other-assay", folder: true, text: features},

		{code: "annotations-respelt", annotations: true, text: strings.Replace(people, "s1", "S1", 1)},
		{code: "annotations-cleaned", annotations: true, text: strings.Replace(people, "\t2", "\t2\x1b", 1)},
		{code: "annotations-cleaned", what: "of the matrix", text: strings.Replace(asGCT13(plain), "\tx",
			"\tx\x1b", 1)},
		{code: "annotations-repeated", annotations: true, text: people + last(people)},
		{code: "header-without-corner", annotations: true, text: strings.TrimPrefix(people, "sample\t")},
		{code: "empty-last-column", annotations: true, text: strings.Replace(people, "2\n", "2\t\n", 1)},
		{code: "names-trimmed", annotations: true, text: strings.Replace(people, "s1", "s1 ", 1)},
		{code: "sheets", annotations: true, text: bookOf(t, people, true, 0)},
	}
}

// asGCT13 is a table as GCT 1.3, with a class for every sample.
func asGCT13(text string) string {
	header, rows, _ := strings.Cut(text, "\n")
	samples := strings.Count(header, "\t")
	return fmt.Sprintf("#1.3\n%d\t%d\t0\t1\n%s\nclass%s\n%s", strings.Count(rows, "\n"), samples, header,
		strings.Repeat("\tx", samples), rows)
}

// last is the last line of a text.
func last(text string) string {
	return text[strings.LastIndex(strings.TrimSuffix(text, "\n"), "\n")+1:]
}

// turned is a table with its columns for rows.
func turned(text string) string {
	var rows [][]string
	for _, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		rows = append(rows, strings.Split(line, "\t"))
	}
	var b strings.Builder
	for j := range rows[0] {
		for i, row := range rows {
			b.WriteString(strings.Repeat("\t", min(i, 1)) + row[j])
		}
		b.WriteString("\n")
	}
	return b.String()
}

// bookOf is a table as a workbook, with another sheet or with a date for the name of the
// first gene (1) or sample (2).
func bookOf(t *testing.T, text string, another bool, date int) string {
	f := excelize.NewFile()
	defer f.Close()
	for i, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		for j, field := range strings.Split(line, "\t") {
			cell, _ := excelize.CoordinatesToCellName(j+1, i+1)
			f.SetCellDefault("Sheet1", cell, field)
		}
	}
	if another {
		f.NewSheet("Sheet2")
	}
	if date > 0 {
		cell := []string{"A2", "B1"}[date-1]
		day, _ := f.NewStyle(&excelize.Style{NumFmt: 16})
		f.SetCellInt("Sheet1", cell, 37136)
		f.SetCellStyle("Sheet1", cell, cell, day)
	}
	var b bytes.Buffer
	if _, err := f.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// findings reads the input and returns what was found.
func (r repair) findings(read ReadOptions, prepare PrepareOptions) (Findings, error) {
	if r.annotations {
		a, err := ReadAnnotations("people", strings.NewReader(r.text), ReadOptions{})
		if err != nil {
			return nil, err
		}
		_, found, err := (&Matrix{Samples: []string{"s0", "s1"}}).Annotate("people", a, prepare.Strict)
		return found, err
	}
	var m *Matrix
	var err error
	if r.folder {
		m, err = LoadFolder("pbmc", tenX(map[string]string{"features.tsv": r.text}), read, prepare)
	} else {
		m, err = Load("expr", strings.NewReader(r.text), read, prepare)
	}
	if err != nil {
		return nil, err
	}
	return m.Findings, nil
}

// Every repair is told of, and --strict refuses it, unless its flag asks for it.
func TestStrictRefusesEveryRepair(t *testing.T) {
	tried := map[string]bool{}
	for _, r := range repairs(t) {
		tried[r.code] = true
		found, err := r.findings(r.read, r.prepare)
		if err != nil || !slices.ContainsFunc(found, func(f Finding) bool {
			return f.Code == r.code &&
				f.Severity != Fatal
		}) {
			t.Errorf("%s, %s: %v\n%v", r.code, r.what, err, found)
			continue
		}
		strict := r.prepare
		strict.Strict = true
		_, err = r.findings(r.read, strict)
		var refusal *Refusal
		if !errors.As(err, &refusal) || !slices.ContainsFunc(refusal.Findings,
			func(f Finding) bool { return f.Code == r.code && f.Severity == Fatal && f.Remedy != "" }) {
			t.Errorf("%s, %s: --strict gives %v", r.code, r.what, err)
		}
		read, asked := r.asked, r.ask
		if read == (ReadOptions{}) && asked.Duplicates == "" && asked.Missing == "" && asked.Only == nil &&
			!asked.FixExcelGenes {
			continue
		}
		asked.Strict = true
		if _, err := r.findings(read, asked); err != nil {
			t.Errorf("%s, %s: asked for, and --strict gives %v", r.code, r.what, err)
		}
	}
	// Whatever the source tells of is a repair that was tried, or passes.
	for code, places := range codesOf(t) {
		if passes[code] != "" && tried[code] {
			t.Errorf("%s passes and is refused", code)
		}
		if passes[code] == "" && !tried[code] && slices.ContainsFunc(places,
			func(severity string) bool { return severity != "Fatal" }) && !slices.Contains(fatalOnly, code) {
			t.Errorf("%s is refused by --strict and has no test here (%q)", code, places)
		}
	}
	for code := range passes {
		if codesOf(t)[code] == nil {
			t.Errorf("%s is told of nowhere", code)
		}
	}
}

// A clean file passes.
func TestStrictLetsCleanFilesPass(t *testing.T) {
	for _, text := range []string{matrixOf(60, 6, nil), "\ufeff" + strings.ReplaceAll(matrixOf(60, 6, nil), "\n",
		"\r\n"), packed("gzip", matrixOf(60, 6, nil))} {
		if _, err := Load("expr", strings.NewReader(text), ReadOptions{}, PrepareOptions{Strict: true,
			TopGenes: 50}); err != nil {
			t.Error(err)
		}
	}
}

// fatalOnly are codes set where the severity cannot be seen.
var fatalOnly = []string{"text-column", "sample-name", "gene-name", "not-a-number"}

// codesOf are those of all findings in the source, with the severities that they have
// there.
func codesOf(t *testing.T) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	text := func(e ast.Expr) (string, bool) {
		lit, ok := e.(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING {
			return "", false
		}
		s, err := strconv.Unquote(lit.Value)
		return s, err == nil
	}
	files, _ := filepath.Glob("*.go")
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := goparser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CompositeLit:
				code, severity := "", "?"
				for _, e := range n.Elts {
					if kv, ok := e.(*ast.KeyValueExpr); ok {
						switch key, _ := kv.Key.(*ast.Ident); {
						case key == nil:
						case key.Name == "Code":
							code, _ = text(kv.Value)
						case key.Name == "Severity":
							if s, ok := kv.Value.(*ast.Ident); ok {
								severity = s.Name
							}
						}
					}
				}
				if code != "" {
					out[code] = append(out[code], severity)
				}
			case *ast.AssignStmt:
				for i, to := range n.Lhs {
					if s, ok := to.(*ast.SelectorExpr); ok && s.Sel.Name == "Code" && i < len(n.Rhs) {
						if code, ok := text(n.Rhs[i]); ok {
							out[code] = append(out[code], "?")
						}
					}
				}
			case *ast.CallExpr:
				if f, ok := n.Fun.(*ast.SelectorExpr); ok && (f.Sel.Name == "fatal" || f.Sel.Name == "finding") &&
					len(n.Args) > 0 {
					if code, ok := text(n.Args[0]); ok {
						out[code] = append(out[code], map[string]string{"fatal": "Fatal",
							"finding": "Warning"}[f.Sel.Name])
					}
				}
			}
			return true
		})
	}
	for _, t := range telltales {
		out[t.code] = append(out[t.code], "Warning")
	}
	return out
}

// All codes stand in the documentation.
func TestCodesAreDocumented(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "checks.md"))
	if err != nil {
		t.Fatal(err)
	}
	for code := range codesOf(t) {
		if !strings.Contains(string(page), "`"+code+"`") {
			t.Errorf("docs/checks.md does not name %s", code)
		}
	}
	for code, way := range ways {
		if !regexp.MustCompile("`" + code + "`.* \\| .*`" + strings.Fields(way)[0]).Match(page) {
			t.Errorf("docs/checks.md does not say that %s asks for %s", way, code)
		}
	}
}

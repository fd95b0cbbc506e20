package expr

import (
	"errors"
	"fmt"
	"go/ast"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"subtype/internal/expr/annotation"
	"subtype/internal/expr/exprtest"
	"subtype/internal/expr/finding"
	"subtype/internal/expr/names"
	"subtype/internal/expr/table"
)

// repair is an input that is repaired without having been asked for.
type repair struct {
	code         finding.Code
	what, text   string
	read, asked  table.Options // asked and ask: with the flag that asks for it, if there is one
	prepare, ask Options
	annotations  bool     // text is the file of --annotations
	samples      []string // of the matrix beside it; nil: s0 and s1
	folder       bool     // text is the features of a MatrixMarket folder
}

func repairs(t *testing.T) []repair {
	plain := matrixOf(60, 6, nil)
	edit := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(plain) }
	const people = "sample\tage\ns0\t1\ns1\t2\n"
	flip := table.Options{Orientation: "genes-in-columns"}
	return []repair{
		{code: "decimal-comma", text: edit(".", ",", "\t", ";"), asked: table.Options{Decimal: "comma"}},
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
		{code: "title", text: "Table S1\n" + plain, asked: table.Options{HeaderLine: 2}},
		{code: "export", what: "Perseus", text: strings.Replace(plain, "\n", "\n#!{Type}T\tE\tE\tE\tE\tE\tE\n", 1)},
		{code: "statistics", text: strings.Replace(edit("\n", "\t0.5\n"), "s5\t0.5", "s5\tpvalue", 1)},
		{code: "measure-columns", text: beside(plain)},
		{code: "export", text: strings.NewReplacer("gene\t", "Protein IDs\tMajority protein IDs\t", "\ts", "\tIntensity s",
			"\ng", "\nQ1\tg").Replace(plain)},
		{code: "gene-name", what: "another identifier", text: strings.NewReplacer("gene\t", "symbol\tentrez\t", "\ng3\t",
			"\n\t703\t", "\ng", "\ng9\tg").Replace(plain)},
		{code: "no-genes", what: "without a name", text: edit("\ng3\t", "\n\t"), read: table.Options{DropUnnamed: true}},
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
		{code: "names-trimmed", what: "in a folder", folder: true, text: strings.Replace(exprtest.Features, "TP53",
			"TP53 ", 1)},
		{code: "names-cleaned", what: "gene", text: edit("\ng3\t", "\ng\u202e3\t")},
		{code: "names-cleaned", what: "sample", text: edit("\ts3\t", "\ts\x1b3\t")},
		{code: "identical-rows", text: plain + last(plain), ask: Options{Duplicates: "first"}},
		{code: "duplicate-genes", text: edit("\ng2\t", "\ng1\t"), ask: Options{Duplicates: "mean"}},
		{code: "zero-genes", text: matrixOf(60, 6, at(2, -1, "0"))},
		{code: "missing-gene", text: matrixOf(60, 6, at(2, -1, "NA")), prepare: Options{Missing: "median"},
			ask: Options{Missing: "drop-genes"}},
		{code: "genes-respelt", text: edit("\ng1\t", "\nSEPTIN2\t"),
			prepare: Options{Only: []string{"SEPT2", "g2", "g3"}},
			ask:     Options{Only: []string{"SEPTIN2", "g2", "g3"}}},
		{code: "sheets", text: exprtest.WorkbookOf(t, plain, true, 0), asked: table.Options{Sheet: "Sheet1"}},
		{code: "excel-date-gene", text: exprtest.WorkbookOf(t, plain, false, 1), ask: Options{FixExcelGenes: true}},
		{code: "excel-date-sample", text: exprtest.WorkbookOf(t, plain, false, 2)},
		{code: "other-assay", folder: true, text: exprtest.Features},

		{code: "annotations-respelt", annotations: true, text: strings.Replace(people, "s1", "S1", 1)},
		{code: "annotations-cleaned", annotations: true, text: strings.Replace(people, "\t2", "\t2\x1b", 1)},
		{code: "annotations-cleaned", what: "of the matrix", text: strings.Replace(asGCT13(plain), "\tx",
			"\tx\x1b", 1)},
		{code: "annotations-repeated", annotations: true, text: people + last(people)},
		{code: "annotations-differ", annotations: true, text: people + "s1\t3\n"},
		{code: "annotations-nameless", annotations: true, text: people + "\t3\n"},
		{code: "annotations-key-unclear", annotations: true, text: "a\tb\tage\ns0\ts1\t1\ns1\ts0\t2\n"},
		{code: "annotations-turned", annotations: true, text: "sample\ts0\ts1\nage\t1\t2\n"},
		{code: "annotations-patients", annotations: true, samples: []string{"s0-a", "s1-a"}, text: people},
		{code: "header-without-corner", annotations: true, text: strings.TrimPrefix(people, "sample\t")},
		{code: "empty-last-column", annotations: true, text: strings.Replace(people, "2\n", "2\t\n", 1)},
		{code: "names-trimmed", annotations: true, text: strings.Replace(people, "s1", "s1 ", 1)},
		{code: "sheets", annotations: true, text: exprtest.WorkbookOf(t, people, true, 0)},
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

// findings reads the input and returns what was found.
func (r repair) findings(read table.Options, prepare Options) (finding.Findings, error) {
	if r.annotations {
		a, err := annotation.Read("people", strings.NewReader(r.text), "")
		if err != nil {
			return nil, err
		}
		samples := r.samples
		if samples == nil {
			samples = []string{"s0", "s1"}
		}
		_, found, err := a.Join(annotation.Samples{Names: samples}, nil, annotation.Options{Strict: prepare.Strict})
		return found, err
	}
	var m *Matrix
	var err error
	if r.folder {
		m, err = LoadFolder("pbmc", exprtest.Folder(map[string]string{"features.tsv": r.text}), read, prepare)
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
	tried := map[finding.Code]bool{}
	for _, r := range repairs(t) {
		tried[r.code] = true
		found, err := r.findings(r.read, r.prepare)
		if err != nil || !slices.ContainsFunc(found, func(f finding.Finding) bool {
			return f.Code == r.code &&
				f.Severity != finding.Fatal
		}) {
			t.Errorf("%s, %s: %v\n%v", r.code, r.what, err, found)
			continue
		}
		strict := r.prepare
		strict.Strict = true
		_, err = r.findings(r.read, strict)
		var refusal *finding.Refusal
		if !errors.As(err, &refusal) || !slices.ContainsFunc(refusal.Findings,
			func(f finding.Finding) bool { return f.Code == r.code && f.Severity == finding.Fatal && f.Remedy != "" }) {
			t.Errorf("%s, %s: --strict gives %v", r.code, r.what, err)
		}
		read, asked := r.asked, r.ask
		if reflect.DeepEqual(read, table.Options{}) && asked.Duplicates == "" && asked.Missing == "" && asked.Only == nil &&
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
		if finding.StrictPasses[code] != "" && tried[code] {
			t.Errorf("%s passes and is refused", code)
		}
		if finding.StrictPasses[code] == "" && !tried[code] && slices.ContainsFunc(places,
			func(severity string) bool { return severity != "Fatal" }) && !slices.Contains(fatalOnly, code) {
			t.Errorf("%s is refused by --strict and has no test here (%q)", code, places)
		}
	}
	for code := range finding.StrictPasses {
		if codesOf(t)[code] == nil {
			t.Errorf("%s is told of nowhere", code)
		}
	}
}

// A clean file passes.
func TestStrictLetsCleanFilesPass(t *testing.T) {
	for _, text := range []string{matrixOf(60, 6, nil), "\ufeff" + strings.ReplaceAll(matrixOf(60, 6, nil), "\n",
		"\r\n"), exprtest.Packed("gzip", matrixOf(60, 6, nil))} {
		if _, err := Load("expr", strings.NewReader(text), table.Options{}, Options{Strict: true,
			TopGenes: 50}); err != nil {
			t.Error(err)
		}
	}
}

// fatalOnly are codes set where the severity cannot be seen.
var fatalOnly = []finding.Code{finding.TextColumn, finding.SampleName, finding.GeneName, finding.NotANumber}

// codesOf are those of all findings in the source, with the severities that they have
// there.
func codesOf(t *testing.T) map[finding.Code][]string {
	t.Helper()
	out, codes := map[finding.Code][]string{}, exprtest.Codes(t)
	add := func(e ast.Expr, severity string) {
		if s, ok := e.(*ast.SelectorExpr); ok && codes[s.Sel.Name] != "" {
			code := finding.Code(codes[s.Sel.Name])
			out[code] = append(out[code], severity)
		}
	}
	for _, file := range exprtest.Sources(t, "internal/expr") {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CompositeLit:
				var code ast.Expr
				severity := "?"
				for _, e := range n.Elts {
					if kv, ok := e.(*ast.KeyValueExpr); ok {
						switch key, _ := kv.Key.(*ast.Ident); {
						case key == nil:
						case key.Name == "Code":
							code = kv.Value
						case key.Name == "Severity":
							if s, ok := kv.Value.(*ast.SelectorExpr); ok {
								severity = s.Sel.Name
							}
						}
					}
				}
				add(code, severity)
			case *ast.AssignStmt:
				for i, to := range n.Lhs {
					if s, ok := to.(*ast.SelectorExpr); ok && s.Sel.Name == "Code" && i < len(n.Rhs) {
						add(n.Rhs[i], "?")
					}
				}
			case *ast.CallExpr:
				f, ok := n.Fun.(*ast.SelectorExpr)
				if !ok || len(n.Args) == 0 {
					break
				}
				switch f.Sel.Name {
				case "fatal":
					add(n.Args[0], "Fatal")
				case "Finding":
					add(n.Args[0], "Warning")
				}
			}
			return true
		})
	}
	for _, t := range names.Telltales {
		out[t.Code] = append(out[t.Code], "Warning")
	}
	return out
}

// beside puts a detection p-value beside every value of a table.
func beside(text string) string {
	var out []string
	for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
		fields := strings.Split(line, "\t")
		row := fields[:1:1]
		for _, f := range fields[1:] {
			if i == 0 {
				row = append(row, f+".Signal", f+".Detection Pval")
				continue
			}
			row = append(row, f, "0.01")
		}
		out = append(out, strings.Join(row, "\t"))
	}
	return strings.Join(out, "\n") + "\n"
}

package finding_test

import (
	"go/ast"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"subtype/internal/expr/exprtest"
	"subtype/internal/expr/finding"
)

// Every code stands in docs/checks.md, and nothing else does.
func TestCodesAreDocumented(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(exprtest.Root(t), "docs", "checks.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, tables, ok := strings.Cut(string(page), "## Codes of the reading")
	if !ok {
		t.Fatal("docs/checks.md has no codes")
	}
	documented := map[string]bool{}
	for _, line := range strings.Split(tables, "\n") {
		if cells := strings.Split(line, "|"); len(cells) > 2 {
			for _, m := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(cells[1], -1) {
				documented[m[1]] = true
			}
		}
	}
	codes := slices.Sorted(maps.Values(exprtest.Codes(t)))
	for i, code := range codes {
		if i > 0 && code == codes[i-1] {
			t.Errorf("%s is the code of two constants", code)
		}
		if !documented[code] {
			t.Errorf("docs/checks.md does not name %s", code)
		}
	}
	for code := range documented {
		if !slices.Contains(codes, code) {
			t.Errorf("docs/checks.md names %s, which is no code", code)
		}
	}
	for code, way := range finding.WaysToAsk {
		if !regexp.MustCompile("`" + string(code) + "`.* \\| .*`" + strings.Fields(way)[0]).Match(page) {
			t.Errorf("docs/checks.md does not say that %s asks for %s", way, code)
		}
	}
}

// A code is spelt where it is declared and nowhere else, and each is used.
func TestCodesAreConstants(t *testing.T) {
	names := exprtest.Codes(t)
	codes := map[string]bool{}
	for _, code := range names {
		codes[code] = true
	}
	used := map[string]bool{}
	for path, file := range exprtest.Sources(t, "internal", "report", "bench") {
		if path == "internal/expr/finding/codes.go" {
			continue
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Ident:
				used[n.Name] = true
			case *ast.BasicLit: // one that is hyphenated is nothing else
				if s, _ := strconv.Unquote(n.Value); n.Kind == token.STRING && codes[s] && strings.Contains(s, "-") {
					t.Errorf("%s spells the code %s", path, s)
				}
			case *ast.KeyValueExpr:
				if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Code" {
					notSpelt(t, path, n.Value)
				}
			case *ast.BinaryExpr:
				if isCode(n.X) {
					notSpelt(t, path, n.Y)
				}
			case *ast.AssignStmt:
				for i, to := range n.Lhs {
					if isCode(to) && i < len(n.Rhs) {
						notSpelt(t, path, n.Rhs[i])
					}
				}
			case *ast.CallExpr:
				if f, ok := n.Fun.(*ast.SelectorExpr); ok && len(n.Args) > 0 && (f.Sel.Name == "fatal" || f.Sel.Name == "Code") {
					notSpelt(t, path, n.Args[0])
				}
			}
			return true
		})
	}
	for name := range names {
		if !used[name] {
			t.Errorf("no finding has the code %s", name)
		}
	}
}

func isCode(e ast.Expr) bool {
	s, ok := e.(*ast.SelectorExpr)
	return ok && s.Sel.Name == "Code"
}

func notSpelt(t *testing.T, path string, e ast.Expr) {
	if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
		t.Errorf("%s spells the code %s", path, lit.Value)
	}
}

package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// transposed is a table with columns and rows exchanged.
func transposed(table string) string {
	var rows [][]string
	for _, line := range strings.Split(strings.TrimSpace(table), "\n") {
		rows = append(rows, strings.Split(line, "\t"))
	}
	var b strings.Builder
	for j := range rows[0] {
		for i := range rows {
			if i > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(rows[i][j])
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// workbook is a table as a sheet behind another.
func workbook(t *testing.T, table, sheet string) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	f.SetCellStr("Sheet1", "A1", "see the other sheet")
	f.NewSheet(sheet)
	for i, line := range strings.Split(strings.TrimSpace(table), "\n") {
		for j, field := range strings.Split(line, "\t") {
			cell, _ := excelize.CoordinatesToCellName(j+1, i+1)
			f.SetCellDefault(sheet, cell, field)
		}
	}
	var b bytes.Buffer
	if _, err := f.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// The same matrix gives the same subtypes and numbers in whatever file it comes.
func TestTheSameMatrixInAnyFile(t *testing.T) {
	table := planted(nil, nil)
	folder := t.TempDir()
	run := func(name, text string, flags ...string) map[string]string {
		t.Helper()
		out := filepath.Join(folder, name+".out")
		mustRun(t, small(write(t, name, text), out, append(flags, "--figures", "svg")...)...)
		files := folderBytes(t, out)
		return map[string]string{"assignments": files["assignments.tsv"], "genes": files["genes.tsv"],
			"survey": files["rank_survey.tsv"]}
	}
	want := run("expr.tsv", table)
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(table)
	if err != nil {
		t.Fatal(err)
	}
	for name, got := range map[string]map[string]string{
		"xlsx":      run("expr.xlsx", workbook(t, table, "Data"), "--sheet", "Data"),
		"transpose": run("turned.tsv", transposed(table), "--transpose"),
		"utf-16":    run("utf16.txt", utf16),
		"comma":     run("decimal.csv", strings.NewReplacer("\t", ";", ".", ",").Replace(table)),
	} {
		for file, text := range want {
			if got[file] != text {
				t.Errorf("%s: %s differs", name, file)
			}
		}
	}
}

func TestReadingFlags(t *testing.T) {
	table := planted(nil, nil)
	chinese, err := simplifiedchinese.GBK.NewEncoder().String(strings.Replace(table, "patient 3", "患者 3", 1))
	if err != nil {
		t.Fatal(err)
	}
	clinical, _ := simplifiedchinese.GBK.NewEncoder().String("sample\t性别\npatient 1\t女\n患者 3\t男\n")
	gbk := write(t, "gbk.tsv", chinese)
	folder := t.TempDir()
	for name, text := range map[string]string{"features.tsv": "E1\tG1\nE2\tG2\nE3\tG3\n", "barcodes.tsv": "A\nB\nC\nD\n",
		"matrix.mtx": "%%MatrixMarket matrix coordinate integer general\n3 4 6\n1 1 5\n2 2 3\n3 3 1\n1 4 2\n2 1 1\n3 2 9\n"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"check", gbk}, 2, `in gbk "患者 3"`},
		{[]string{"check", gbk, "--encoding", "gbk"}, 0, "usable: 60 genes × 18 samples"},
		{[]string{"check", gbk, "--encoding", "GB2312", "--annotations", write(t, "clinical.tsv", clinical)}, 0,
			"2 of the 18 samples"},
		{[]string{"check", gbk, "--encoding", "gbk", "--annotations", write(t, "utf8.tsv", "sample\tsex\n患者 3\tF\n")}, 0,
			"1 of the 18 samples"},
		{[]string{"check", gbk, "--encoding", "klingon"}, 2,
			`"klingon" is no encoding that is known; for example: utf-8, windows-1252`},
		{[]string{"check", folder, "--ranks", "2"}, 0, "3 genes × 4 samples (MatrixMarket folder)"},
		{[]string{"check", t.TempDir()}, 2, "this is a folder without features.tsv or genes.tsv"},
		{[]string{"check", folder, "--transpose"}, 2, "a MatrixMarket folder has genes in rows"},
		{[]string{"check", "https://example.org/expr.tsv"}, 2, "is an address, not a file: download it first"},
		{[]string{"check", gbk, "--format", "loom"}, 2,
			`"loom" is none of auto, text, gct, geo, xlsx, 10x, h5ad, ods, parquet`},
		{[]string{"check", write(t, "x.tsv", "sample\tTP53\tEGFR\tMYC\tKRAS\tACTB\ns1\t1\t2\t3\t4\t5\ns2\t2\t3\t4\t5\t1\n"+
			"s3\t4\t2\t5\t1\t1\ns4\t4\t1\t2\t1\t7\n"), "--ranks", "2"}, 2, "Usable with: --transpose"},
	} {
		code, stdout, stderr := program(t, "", c.args...)
		if code != c.code || !strings.Contains(stdout+stderr, c.want) {
			t.Errorf("%q: exit %d, want %d, and %q in\n%s%s", c.args, code, c.code, c.want, stdout, stderr)
		}
	}
	if code, stdout, _ := program(t, workbook(t, table, "Data"), "check", "-", "--sheet", "data"); code != 0 ||
		!strings.Contains(stdout, `(Excel workbook, sheet "Data")`) {
		t.Errorf("a workbook on stdin: exit %d\n%s", code, stdout)
	}
}

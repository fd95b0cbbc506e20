package table

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"

	"subtype/internal/expr/exprtest"
	"subtype/internal/expr/textfile"
)

// squeezed is endless text, compressed on the way.
func squeezed(pack func(io.Writer) io.WriteCloser, text string) (io.Reader, func()) {
	r, w := io.Pipe()
	go func() {
		z := pack(w)
		io.WriteString(z, "gene"+columnNames(100)+"\n")
		io.Copy(z, &exprtest.Endless{Text: text})
		z.Close()
	}()
	return r, func() { r.Close() }
}

// What reading a hostile file may take in bytes from it, which could go on for ever,
// and to allocate in all: it ends soon, on however busy a machine.
const mostRead, mostAllocated = 80 << 20, 3 << 30

// Files made to exhaust are refused while they are read: soon, in tens of
// megabytes, with a word that says why.
func TestHostileFilesAreRefusedEarly(t *testing.T) {
	packs := map[string]func(io.Writer) io.WriteCloser{
		"gzip": func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) },
		"zstd": func(w io.Writer) io.WriteCloser { z, _ := zstd.NewWriter(w, zstd.WithEncoderConcurrency(1)); return z },
		"xz":   func(w io.Writer) io.WriteCloser { z, _ := xz.NewWriter(w); return z },
	}
	const table = "gene\ta\tb\n"
	type hostile struct {
		name   string
		open   func() (io.Reader, func())
		want   string
		memory uint64 // most that may be allocated at once, MB
	}
	none := func() {}
	cases := []hostile{
		{"header of a million columns", func() (io.Reader, func()) {
			return strings.NewReader("gene" + strings.Repeat("\tx", 1_000_000) + "\ng" + strings.Repeat("\t1", 1_000_000) +
				"\n"), none
		}, "expr.tsv:1: the header has 1000001 columns; up to 200000 are read; if genes stand in columns, use --transpose",
			200},
		{"a line of a gigabyte", func() (io.Reader, func()) {
			return io.MultiReader(strings.NewReader(table+"g\t"), io.LimitReader(&exprtest.Endless{Text: "1"}, 1<<30)), none
		}, "expr.tsv:2: the line is longer than 64 MB", 400},
		{"a first line without end", func() (io.Reader, func()) { return &exprtest.Endless{Text: "gene\t"}, none },
			"expr.tsv:1: the line is longer than 64 MB", 400},
		{"empty lines without end", func() (io.Reader, func()) { return &exprtest.Endless{Text: "\n"}, none },
			"the first 10000 lines are empty or comments", 50},
		{"comments without end", func() (io.Reader, func()) { return &exprtest.Endless{Text: "# hello\n"}, none },
			"the first 10000 lines are empty or comments", 50},
		{"zero bytes without end", func() (io.Reader, func()) {
			return io.MultiReader(strings.NewReader(table+rows(500, "\t1\t2")), &exprtest.Endless{Text: "\x00"}), none
		}, "expr.tsv:502: the line is longer", 400},
		{"carriage returns", func() (io.Reader, func()) {
			return io.MultiReader(strings.NewReader("gene"), &exprtest.Endless{Text: "\r"}), none
		}, "empty or comments", 50},
		{"rows without end of bad cells", func() (io.Reader, func()) {
			return io.MultiReader(strings.NewReader(table+"g\t1\t2\n"), &exprtest.Endless{Text: "g\t1\n"}), none
		}, "981 more problems", 100},
		{"zip that lies and expands", func() (io.Reader, func()) { return bytes.NewReader(zipBomb()), none },
			"expands more than 100 times", 300},
		{"xlsx that expands", func() (io.Reader, func()) { return bytes.NewReader(xlsxBomb(t)), none },
			"the xlsx file expands more than 100 times", 300},
		{"xlsx of empty cells", func() (io.Reader, func()) { return bytes.NewReader(hollowBook(t)), none },
			"cells so far hold anything", 400},
		{"xz with a dictionary of 4 GB", func() (io.Reader, func()) {
			data := []byte(exprtest.Packed("xz", exprtest.Body))
			data[16] = 40 // the size of the dictionary
			return bytes.NewReader(data), none
		}, "", 300},
	}
	for name, pack := range packs {
		cases = append(cases,
			hostile{name + " that expands",
				func() (io.Reader, func()) { return squeezed(pack, rows(100, strings.Repeat("\t1", 100))) }, "the " + name +
					" file expands more than 100 times", 500},
			hostile{name + " of zeros", func() (io.Reader, func()) { return squeezed(pack, strings.Repeat("\x00", 1<<16)) },
				"this is a binary file", 300})
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if testing.Short() {
				t.Skip("reads hundreds of megabytes")
			}
			r, stop := c.open()
			defer stop()
			counted := &countingReader{r: r}
			held, allocated, err := memoryOf(func() error { _, err := Read("expr.tsv", counted, Options{}); return err })
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("gave %v, not %q", err, c.want)
			}
			if counted.n > mostRead || held > c.memory<<20 || allocated > mostAllocated {
				t.Errorf("%d MB read, %d MB held, %d MB allocated", counted.n>>20, held>>20, allocated>>20)
			}
			t.Logf("%d MB read, %d MB held, %d MB allocated", counted.n>>20, held>>20, allocated>>20)
		})
	}
}

// countingReader counts the bytes read through it.
type countingReader struct {
	r io.Reader
	n int64
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// memoryOf is how much the heap grew at most while f ran, as far as looks between
// tell, and all that it allocated.
func memoryOf(f func() error) (held, allocated uint64, err error) {
	var before, now runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	done := make(chan error)
	go func() { done <- f() }()
	for {
		select {
		case err = <-done:
			runtime.ReadMemStats(&now)
			return held, now.TotalAlloc - before.TotalAlloc, err
		case <-time.After(20 * time.Millisecond):
			if runtime.ReadMemStats(&now); now.HeapInuse > before.HeapInuse {
				held = max(held, now.HeapInuse-before.HeapInuse)
			}
		}
	}
}

// zipBomb is a zip archive of a table that is 300 MB long.
func zipBomb() []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, _ := z.Create("expr.tsv")
	io.WriteString(w, "gene"+columnNames(100)+"\n")
	io.Copy(w, io.LimitReader(&exprtest.Endless{Text: "g" + strings.Repeat("\t1", 100) + "\n"}, 300<<20))
	z.Close()
	return b.Bytes()
}

// xlsxBomb is a workbook whose sheet is 200 MB of nothing.
func xlsxBomb(t *testing.T) []byte {
	old, err := zip.NewReader(bytes.NewReader(exprtest.RawWorkbook(t, "")), int64(len(exprtest.RawWorkbook(t, ""))))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range old.File {
		if f.Name != "xl/worksheets/sheet1.xml" {
			out.Copy(f)
		}
	}
	w, _ := out.Create("xl/worksheets/sheet1.xml")
	io.WriteString(w, "<worksheet><sheetData>")
	io.Copy(w, io.LimitReader(&exprtest.Endless{Text: "<row></row>"}, 200<<20))
	io.WriteString(w, "</sheetData></worksheet>")
	out.Close()
	return b.Bytes()
}

// hollowBook is a workbook with a wide header and many rows of a name alone.
func hollowBook(t *testing.T) []byte {
	var rows strings.Builder
	rows.WriteString(`<row r="1">`)
	for i := range 16384 {
		fmt.Fprintf(&rows, `<c t="inlineStr"><is><t>s%d</t></is></c>`, i)
	}
	rows.WriteString(`</row>`)
	for i := range 5000 {
		fmt.Fprintf(&rows, `<row r="%d"><c t="inlineStr"><is><t>g%d</t></is></c></row>`, i+2, i)
	}
	return exprtest.RawWorkbook(t, rows.String())
}

// Sound files of every format, cut anywhere, end in words and never in a panic.
func TestCutFilesNeverPanic(t *testing.T) {
	files := map[string]string{"text": exprtest.Body, "geo": geo,
		"gct": "#1.3\n2\t3\t1\t1\nid\tsymbol\ta\tb\tc\nsex\tna\tF\tM\tF\ng1\tA\t1\t2\t3\ng2\tB\t4\t5.5\t6\n",
		"zip": exprtest.Zipped("expr.tsv", exprtest.Body),
		"xlsx": string(exprtest.RawWorkbook(t,
			`<row r="1"><c r="A1" t="inlineStr"><is><t>gene</t></is></c><c r="B1" t="inlineStr"><is><t>a</t></is></c></row>`+
				`<row r="2"><c r="A2" t="inlineStr"><is><t>g</t></is></c><c r="B2"><v>1</v></c></row>`)),
		"gzip": exprtest.Packed("gzip", exprtest.Body), "zstd": exprtest.Packed("zstd", exprtest.Body),
		"xz": exprtest.Packed("xz", exprtest.Body)}
	for name, data := range files {
		step := max(1, len(data)/300)
		for n := 0; n < len(data); n += step {
			_, err := Read(name, strings.NewReader(data[:n]), Options{})
			if text := name == "text" || name == "geo" || name == "gct"; !text && err == nil {
				t.Errorf("%s cut after %d of %d bytes is accepted", name, n, len(data))
			}
			if err != nil && err.Error() == "" {
				t.Errorf("%s cut after %d bytes: an error without words", name, n)
			}
		}
	}
}

// roundTripText is a table as a program writes it: every name quoted but with
// tabs, numbers in shortest form.
func roundTripText(sep textfile.Separator, genes, samples []string, value func(i, j int) float64) string {
	var b strings.Builder
	name := func(s string) string {
		if sep == textfile.Tab && !strings.HasPrefix(s, `"`) {
			return s
		}
		return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	b.WriteString(name("gene"))
	for _, s := range samples {
		b.WriteString(string(rune(sep)) + name(s))
	}
	for i, g := range genes {
		b.WriteString("\n" + name(g))
		for j := range samples {
			b.WriteString(string(rune(sep)) + strconv.FormatFloat(value(i, j), 'g', -1, 64))
		}
	}
	return b.String() + "\n"
}

// What is written is read back the same, whatever separates.
func TestRoundTrip(t *testing.T) {
	genes := []string{"TP53", "?|100130426", "1-Mar", "5'-nucleotidase", "NAN", "007", "a b", "肿瘤", "x#y", `5"-end`}
	samples := []string{"S 1", "S,2", "S;3"}
	value := func(i, j int) float64 { return []float64{0, 1e-300, 123456.789}[j] * float64(i+1) / 3 }
	want := strings.Join(samples, "|") + "\n"
	for i, g := range genes {
		want += fmt.Sprintf("%s@%d", g, i+2)
		for j := range samples {
			want += fmt.Sprintf("|%v", value(i, j))
		}
		want += "\n"
	}
	for _, n := range textfile.SeparatorNames {
		if got := show(read(t, roundTripText(n.Sep, genes, samples, value), Options{})); got != want {
			t.Errorf("%s: read as\n%swant\n%s", n.Name, got, want)
		}
	}
}

package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"subtype/internal/expr"
	"subtype/internal/expr/annotation"
	"subtype/internal/expr/finding"
	"subtype/internal/expr/table"
	"subtype/internal/expr/textfile"
	"subtype/report"
)

// readingOptions say how the matrix is read.
type readingOptions struct {
	format, sep, decimal, inf choice
	encoding                  encodingName
	sheet                     string
	orientation               string // as expr.ReadOptions has it
}

func newReadingOptions() readingOptions {
	return readingOptions{
		format: oneOf(table.Formats...), sep: oneOf("auto", "tab", "comma", "semicolon", "blank"), decimal: oneOf("auto", "point", "comma"),
		inf: oneOf("refuse", "missing"), encoding: "auto", orientation: "auto",
	}
}

func (o *readingOptions) flags() []cli.Flag {
	list := func(c *choice) string { return strings.Join(c.allowed, ", ") }
	return []cli.Flag{
		&cli.GenericFlag{Name: "format", Category: inputCategory, Value: &o.format, Usage: "what the file is: " + list(&o.format) + " (auto: by its content)"},
		&cli.GenericFlag{Name: "sep", Category: inputCategory, Value: &o.sep, Usage: "what separates the fields: " + list(&o.sep)},
		&cli.GenericFlag{Name: "decimal", Category: inputCategory, Value: &o.decimal, Usage: "the decimal sign: " + list(&o.decimal) + " (auto: a comma only where semicolons separate)"},
		&cli.GenericFlag{Name: "encoding", Category: inputCategory, Value: &o.encoding, Usage: "the encoding of the text by its `NAME`: gbk, windows-1252, shift_jis, … (auto: UTF-8, or UTF-16 where it shows)"},
		&cli.StringFlag{Name: "sheet", Category: inputCategory, Destination: &o.sheet, Usage: "read the sheet `NAME` of a workbook instead of the first"},
		&cli.BoolFlag{Name: "transpose", Category: inputCategory, DefaultText: "refused where it looks so", Usage: "genes stand in columns and samples in rows; takes the whole file into memory (--transpose=false: they do not, whatever their names look like)",
			Action: func(_ *cli.Context, flip bool) error {
				if o.orientation = "genes-in-rows"; flip {
					o.orientation = "genes-in-columns"
				}
				return nil
			}},
		&cli.GenericFlag{Name: "inf", Category: inputCategory, Value: &o.inf, Usage: "infinite values: " + list(&o.inf)},
	}
}

// report lists the options that results depend on.
func (o *readingOptions) report() []report.Option {
	return []report.Option{
		{Name: "format", Value: o.format.value}, {Name: "sep", Value: o.sep.value}, {Name: "decimal", Value: o.decimal.value},
		{Name: "encoding", Value: o.encoding.String()}, {Name: "sheet", Value: o.sheet}, {Name: "transpose", Value: map[string]string{"auto": flagAbsent, "genes-in-rows": "false", "genes-in-columns": "true"}[o.orientation]},
		{Name: "inf", Value: o.inf.value},
	}
}

// read reads and prepares the matrix from a file, a folder of MatrixMarket files,
// or stdin.
func (o *readingOptions) read(path string, stdin io.Reader, prepare expr.Options) (*expr.Matrix, error) {
	options := table.Options{
		Format: o.format.value, Sep: o.sep.value, Decimal: o.decimal.value, Encoding: o.encoding.String(), Sheet: o.sheet,
		Orientation: o.orientation, InfMissing: o.inf.value == "missing",
	}
	if path == "-" {
		again, done, err := spool(stdin)
		if err != nil {
			return nil, err
		}
		defer done()
		return expr.Load("stdin", again, options, prepare)
	}
	if scheme, _, ok := strings.Cut(path, "://"); ok && !strings.ContainsAny(scheme, "/.") {
		return nil, usagef("%s is an address, not a file: download it first, or pipe it in and give - as the matrix", path)
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return expr.LoadFolder(shownName(path), os.DirFS(path), options, prepare)
	}
	f, err := openFile(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	before, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !before.Mode().IsRegular() { // a pipe by name
		again, done, err := spool(f)
		if err != nil {
			return nil, err
		}
		defer done()
		return expr.Load(shownName(path), again, options, prepare)
	}
	m, err := expr.Load(shownName(path), f, options, prepare)
	if after, statErr := f.Stat(); err == nil && statErr == nil && (after.Size() != before.Size() || !after.ModTime().Equal(before.ModTime())) {
		return nil, usagef("%s changed while it was read: wait until it is complete", path)
	}
	return m, err
}

// encodingName is the value of --encoding.
type encodingName string

// Set checks the name.
func (e *encodingName) Set(s string) error {
	if s != "auto" && !textfile.KnownEncoding(s) {
		return fmt.Errorf("%q is no encoding that is known; for example: utf-8, windows-1252, iso-8859-15, gbk, big5, shift_jis, utf-16le", s)
	}
	*e = encodingName(s)
	return nil
}

func (e *encodingName) String() string { return string(*e) }

// readAnnotations reads the table of --annotations, which may have the encoding
// of the matrix or be UTF-8 beside it.
func (o *readingOptions) readAnnotations(path string) (*annotation.Table, error) {
	var first error
	for _, encoding := range []string{"auto", o.encoding.String()} {
		f, err := openFile(path)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		a, err := annotation.Read(shownName(path), f, encoding)
		if err == nil {
			return a, nil
		}
		if first == nil {
			first = err
		}
		var refusal *finding.Refusal
		if !errors.As(err, &refusal) || refusal.Findings[len(refusal.Findings)-1].Code != finding.Encoding {
			return nil, err
		}
	}
	return nil, first
}

package textfile

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strings"

	"subtype/internal/expr/finding"
	"subtype/internal/words"
)

// archive is a zip file with random access to it.
type archive struct {
	r    io.ReaderAt
	size int64
	zip  *zip.Reader
}

// mostSpooled bounds what is copied to a temporary file when an archive comes
// through a pipe.
const mostSpooled = 8 << 30

// openZip returns the one table in a zip archive, or sets s.book when the archive
// is an Excel workbook.
func (s *File) openZip(raw io.Reader) (io.Reader, error) {
	a, err := s.randomAccess(raw, false)
	if err != nil {
		return nil, err
	}
	if a.zip, err = zip.NewReader(a.r, a.size); err != nil {
		s.Packed = "zip"
		return nil, s.failed(&damaged{err})
	}
	files := map[string]bool{}
	var tables []*zip.File
	for _, f := range a.zip.File {
		files[f.Name] = true
		base := path.Base(f.Name)
		if f.FileInfo().IsDir() || strings.HasPrefix(f.Name, "__MACOSX/") || strings.HasPrefix(base, ".") {
			continue
		}
		tables = append(tables, f)
	}
	refuse := func(code finding.Code, what, remedy string) error {
		return s.Refuse(finding.Finding{Code: code, Severity: finding.Fatal, Text: what, Remedy: remedy})
	}
	switch {
	case files["xl/workbook.bin"]:
		return nil, refuse(finding.NotATable, "this is a binary Excel workbook (xlsb)",
			"save it as xlsx, or the sheet as tab-separated text")
	case files["xl/workbook.xml"] || files["[Content_Types].xml"] && hasPrefix(files, "xl/"):
		s.Book, s.Kind = a, "xlsx"
		return nil, a.tooLarge(s)
	case files["[Content_Types].xml"]:
		return nil, refuse(finding.NotATable, "this is an Office document without a sheet (docx, pptx)",
			"give the expression matrix as tab-separated text or xlsx")
	case files["content.xml"] && files["mimetype"]:
		s.Book, s.Kind = a, "ods"
		return nil, a.tooLarge(s)
	case len(tables) == 0:
		return nil, refuse(finding.NotATable, "the zip archive holds no file", "give the expression matrix")
	case len(tables) > 1:
		var names []string
		for _, f := range tables {
			names = append(names, f.Name)
		}
		return nil, refuse(finding.ZipEntries,
			fmt.Sprintf("the zip archive holds %s: %s", words.Plural(len(tables), "file"), finding.List(names)),
			"unpack it, and give the one that is the expression matrix")
	}
	if tables[0].Flags&1 != 0 {
		return nil, refuse(finding.NotATable, "the file in the zip archive is locked with a password", "unpack it first")
	}
	return s.openEntry(a, tables[0])
}

// openEntry opens the one table of an archive.
func (s *File) openEntry(a *archive, f *zip.File) (io.Reader, error) {
	if out := min(f.UncompressedSize64, mostText); out > freeExpansion &&
		out/MostExpansion > f.CompressedSize64 { // the library enforces both
		return nil, s.failed(&expands{packed: "zip", in: int64(f.CompressedSize64), out: int64(out)})
	}
	entry, err := f.Open()
	if err != nil {
		s.Packed = "zip"
		return nil, s.failed(&damaged{err})
	}
	s.closers = append(s.closers, func() { entry.Close() })
	s.Notes = append(s.Notes, finding.Finding{Code: finding.ZipEntry, Severity: finding.Note,
		Text: "read from the zip archive: " + finding.Quote(f.Name)})
	// What is read of the archive is read beside s.raw, which then counts the
	// whole file at once.
	s.raw.n = max(s.raw.n, a.size)
	return entry, nil
}

func hasPrefix(files map[string]bool, prefix string) bool {
	for name := range files {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// What a workbook may hold beside the sheet that is read: the library opens all sheets,
// and goes through all texts of cells.
const (
	mostSheets = 1000
	mostShared = 128 << 20 // bytes
	mostLinks  = 1 << 20   // bytes of a list of its parts, all of which it looks for one by one
)

// tooLarge refuses a workbook that unpacks to more than its size explains, or to more than
// is read in good time. The sizes that the archive states are those that the unpacker
// enforces.
func (a *archive) tooLarge(s *File) error {
	var total, links uint64
	sheets := 0
	for _, f := range a.zip.File {
		size := min(f.UncompressedSize64, mostText)
		total += size
		name := strings.ToLower(f.Name)
		if strings.HasPrefix(name, "xl/worksheets/") && strings.HasSuffix(name, ".xml") {
			sheets++
		}
		if strings.HasSuffix(name, ".rels") && !strings.HasPrefix(name, "xl/worksheets/") {
			links = max(links, size)
		}
		if strings.HasPrefix(name, "xl/sharedstrings") && size > mostShared {
			return s.Refuse(finding.Finding{Code: finding.TooLarge, Severity: finding.Fatal,
				Text: fmt.Sprintf("the texts in the workbook's cells unpack to %d MB; up to %d MB are read", size>>20,
					mostShared>>20), Remedy: "save the sheet as tab-separated text"})
		}
	}
	if links > mostLinks {
		return s.Refuse(finding.Finding{Code: finding.TooLarge, Severity: finding.Fatal,
			Text:   fmt.Sprintf("the list of the workbook's parts has %d MB; up to %d MB are read", links>>20, mostLinks>>20),
			Remedy: "save the sheet that is the table alone"})
	}
	if sheets > mostSheets {
		return s.Refuse(finding.Finding{Code: finding.TooLarge, Severity: finding.Fatal, Count: sheets,
			Text:   fmt.Sprintf("the workbook has %d sheets; up to %d are read", sheets, mostSheets),
			Remedy: "save the sheet that is the table alone"})
	}
	if total > freeExpansion && total/MostExpansion > uint64(a.size) || total > MostBook {
		return s.failed(&expands{packed: s.Kind, in: a.size, out: int64(min(total, mostText))})
	}
	return nil
}

// randomAccess gives access to the whole file: its own when it has it and is not packed, else a
// copy in a temporary file, which vanishes with the source.
func (s *File) randomAccess(raw io.Reader, packed bool) (*archive, error) {
	file := s.file
	if packed {
		file = nil
	}
	switch f := file.(type) {
	case *os.File:
		if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
			return &archive{r: f, size: info.Size()}, nil
		}
	case interface {
		io.ReaderAt
		Size() int64
	}:
		return &archive{r: f, size: f.Size()}, nil
	}
	spool, err := os.CreateTemp("", "subtype-*")
	if err != nil {
		return nil, fmt.Errorf("%s: a container that is packed or comes from a pipe needs a temporary file: %w", s.Name, err)
	}
	s.closers = append(s.closers, func() { spool.Close(); os.Remove(spool.Name()) })
	os.Remove(spool.Name()) // where the system allows it, nothing is left whatever happens
	n, err := io.Copy(spool, io.LimitReader(raw, mostSpooled+1))
	if err != nil {
		return nil, s.failed(errors.Join(err, s.raw.err))
	}
	if n > mostSpooled {
		return nil, s.Refuse(finding.Finding{Code: finding.Expands, Severity: finding.Fatal,
			Text: fmt.Sprintf("the archive is larger than %d GB", int64(mostSpooled)>>30)})
	}
	return &archive{r: spool, size: n}, nil
}

// section is the whole file, to be read from its beginning.
func (a *archive) Section() *io.SectionReader { return io.NewSectionReader(a.r, 0, a.size) }

// mostBook bounds what a workbook may unpack to.
const MostBook = 8 << 30

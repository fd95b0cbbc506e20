// Package workbook writes Excel workbooks from descriptions: a sheet is a list of blocks,
// from top to bottom. It is the only place that knows how Excel wants things. Sheets are
// written row by row, so that memory stays small, and the bytes depend on the description
// alone.
package workbook

import (
	"image/color"
	_ "image/png" // excelize reads the size of the pictures
	"io"
	"sort"

	"github.com/xuri/excelize/v2"

	"subtype/internal/expr/names"
)

// Book is a workbook.
type Book struct {
	Title, Creator string
	Colors         int         // of subtypes
	Classes        []ClassLook // of columns of the kind Class
	Sheets         []Sheet     // the first is shown first
}

// ClassLook is how a class is shown.
type ClassLook struct {
	Name  string
	Color color.NRGBA
}

// Sheet is a sheet of a workbook.
type Sheet struct {
	Name                      string
	About                     string    // the question that it answers, for Contents
	Widths                    []float64 // of columns, in characters
	FrozenRows, FrozenColumns int
	OnePage                   bool // printed on one page, whatever it takes
	Blocks                    []Block
}

// Block is a part of a sheet, below the one before it.
type Block interface{ write(*sheet) }

// book is a workbook being made. The first error stays and ends the work.
type book struct {
	Book
	file  *excelize.File
	style styles
	err   error
}

// Write writes the workbook.
func (described Book) Write(w io.Writer) error {
	b := &book{Book: described, file: excelize.NewFile()}
	defer b.file.Close()
	b.makeStyles()
	b.try(b.file.SetSheetName("Sheet1", b.Sheets[0].Name))
	for _, s := range b.Sheets[1:] {
		_, err := b.file.NewSheet(s.Name)
		b.try(err)
	}
	for _, s := range b.Sheets {
		to := b.sheet(s)
		for _, block := range s.Blocks {
			block.write(to)
		}
		to.done(s)
	}
	b.file.SetActiveSheet(0)
	b.try(b.file.SetDocProps(&excelize.DocProperties{
		Title: cutUnits(names.Visible(b.Title), mostHeading), Creator: b.Creator, LastModifiedBy: b.Creator,
		Created: "2000-01-01T00:00:00Z", Modified: "2000-01-01T00:00:00Z", // a date would make every run's file differ
	}))
	// excelize keeps these in the order of a map.
	types := b.file.ContentTypes.Defaults
	sort.Slice(types, func(i, j int) bool { return types[i].Extension < types[j].Extension })
	b.file.SetZipWriter(func(w io.Writer) excelize.ZipWriter { return &sortedZip{out: w} })
	if b.err != nil {
		return b.err
	}
	_, err := b.file.WriteTo(w)
	return err
}

func (b *book) try(err error) {
	if b.err == nil {
		b.err = err
	}
}

package book

import (
	"github.com/xuri/excelize/v2"

	"subtype/internal/expr/column"
	"subtype/internal/expr/textfile"
)

// excel is an Excel workbook. The library holds the packed file in memory, and unpacks large
// sheets to a temporary file. Formulas give the values saved with them; references to other files
// are not followed.
type excel struct {
	sheet    *Sheet
	file     *excelize.File
	raw      *excelize.Rows // values as they are stored
	shown    *excelize.Rows // as Excel shows them; nil where no cell can be a date
	line     int
	cells    []string // of the row last returned, as they are shown
	from1904 bool
}

func (x *excel) program() string { return "Excel" }
func (x *excel) kind() string    { return "Excel workbook" }

func (x *excel) open() ([]string, error) {
	file, err := excelize.OpenReader(x.sheet.source.Book.Section(),
		excelize.Options{UnzipSizeLimit: textfile.MostBook})
	if err != nil {
		return nil, err
	}
	x.sheet.source.OnClose(func() { file.Close() })
	x.file = file
	return file.GetSheetList(), nil
}

func (x *excel) choose() (err error) {
	if x.raw, err = x.file.Rows(x.sheet.Name); err != nil {
		return err
	}
	x.sheet.source.OnClose(func() { x.raw.Close() })
	return x.findDates()
}

func (x *excel) row() (fields []string, line int, err error) {
	if !x.raw.Next() {
		return nil, 0, x.raw.Error()
	}
	x.line++
	if fields, err = x.raw.Columns(excelize.Options{RawCellValue: true}); err != nil {
		return nil, 0, err
	}
	if x.shown != nil {
		x.shown.Next()
		if x.cells, err = x.shown.Columns(); err != nil {
			return nil, 0, err
		}
	}
	if fields == nil { // an empty row, not the end
		fields = []string{}
	}
	return fields, x.line, nil
}

func (x *excel) names(fields []string) {
	x.dates(fields, x.cells)
	fields[0] = shownNumber(fields[0])
}

func (x *excel) first(name string, n int) (head [][]string, err error) {
	rows, err := x.file.Rows(name)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for len(head) < n && rows.Next() {
		fields, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return nil, err
		}
		if column.Filled(fields) > 1 {
			head = append(head, fields)
		}
	}
	return head, nil
}

func (x *excel) formula(line, column int) bool {
	name, err := excelize.CoordinatesToCellName(column, line)
	if err != nil {
		return false // of a column that is numbered otherwise
	}
	formula, err := x.file.GetCellFormula(x.sheet.Name, name)
	return err == nil && formula != ""
}

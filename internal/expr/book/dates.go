package book

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/textfile"
)

// Excel turns gene names such as MARCH1 into dates as they are typed or pasted.
// The cell then holds the number of a day and a number format that shows it as a
// date, and that is how the damage is found. The name handed on is what the
// cell shows where it shows the month by name ("1-Mar"), else the day as
// 2001-03-01.

// findDates looks whether the workbook has number formats of dates at all. Only
// then are cells read a second time, as Excel shows them.
func (x *excel) findDates() error {
	if props, err := x.file.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		x.from1904 = *props.Date1904
	}
	for i := 0; ; i++ {
		style, err := x.file.GetStyle(i)
		if err != nil {
			return nil // the last was before
		}
		if isDateFormat(style) {
			break
		}
	}
	var err error
	if x.shown, err = x.file.Rows(x.sheet.Name); err != nil {
		return err
	}
	x.sheet.source.OnClose(func() { x.shown.Close() })
	return nil
}

// quotedFormat is what a number format shows as it stands, and its conditions
// and colours.
var quotedFormat = regexp.MustCompile(`"[^"]*"|\[[^\]]*\]|\\.|_.|\*.`)

func isDateFormat(style *excelize.Style) bool {
	if style.CustomNumFmt != nil {
		format := strings.ToLower(quotedFormat.ReplaceAllString(*style.CustomNumFmt, ""))
		return format != "general" && strings.ContainsAny(format, "dmyh")
	}
	n := style.NumFmt
	return n >= 14 && n <= 22 || n >= 27 && n <= 36 || n >= 45 && n <= 47 || n >= 50 && n <= 58
}

var storedDate = regexp.MustCompile(`^\d{4}-\d\d-\d\d(T[0-9:.]+Z?)?$`)

// dates replaces the days that cells hold by how they are shown: in the first
// column it tells of the gene name that was lost; elsewhere the cell is then no
// number, and refused as such.
func (x *excel) dates(fields, shown []string) {
	for i, raw := range fields {
		if i >= len(shown) || shown[i] == raw && !storedDate.MatchString(raw) || !isDateShown(raw, shown[i]) {
			continue
		}
		fields[i] = x.day(raw, shown[i])
		x.sheet.tellDate(i, raw, shown[i], fields[i])
	}
}

// tellDate tells of a date in field i of a row, if that is where the name of a sample or of a gene
// should be; date is what it is read as.
func (s *Sheet) tellDate(i int, raw, shown, date string) {
	cell, err := excelize.CoordinatesToCellName(i+1, s.line)
	if err != nil {
		return
	}
	f := finding.Finding{Severity: finding.Warning, Line: s.line, Column: i + 1, Count: 1}
	switch {
	case s.Width == 0 && i > 0:
		f.Code, f.Sample = finding.ExcelDateSample, date
		f.Text = fmt.Sprintf("cell %s, the name of a sample, is stored as a date (%s, shown as %s): read as %s", cell, raw,
			finding.Quote(shown), finding.Quote(date))
		f.Remedy = "correct the name in the workbook if it is another"
	case i == 0 && s.Width > 0:
		f.Code, f.Gene = finding.ExcelDateGene, date
		f.Text = fmt.Sprintf("cell %s is stored as a date (%s, shown as %s): %s has turned a gene name into it; read "+
			"as %s", cell, raw, finding.Quote(shown), s.grid.program(), finding.Quote(date))
		f.Remedy = "use --fix-excel-genes, or correct the name in the workbook"
	default:
		return
	}
	if s.found++; s.found <= finding.MostKept {
		s.note(f)
	}
}

// isDateShown says whether a cell that holds a number shows something that is
// none, in whatever currency or grouping.
func isDateShown(raw, shown string) bool {
	if storedDate.MatchString(raw) {
		return true
	}
	if !textfile.IsNumber(raw) || shown == "" || shown == "TRUE" || shown == "FALSE" {
		return false
	}
	if strings.ContainsAny(shown, "/:") {
		return true
	}
	if strings.ContainsAny(shown, "%$€£¥(") ||
		textfile.IsNumber(strings.NewReplacer(",", "", " ", "", "'", "", "\u00a0", "").Replace(shown)) {
		return false
	}
	return strings.ContainsAny(shown, "0123456789")
}

// day is the date as the name of a gene: what is shown when that names the
// month, else year, month and day.
func (x *excel) day(raw, shown string) string {
	if storedDate.MatchString(raw) {
		return raw[:10]
	}
	if namesMonth(shown) {
		return shown
	}
	serial, err := strconv.ParseFloat(raw, 64)
	if err != nil {
		return shown
	}
	t, err := excelize.ExcelDateToTime(serial, x.from1904)
	if err != nil {
		return shown
	}
	return t.Format("2006-01-02")
}

// namesMonth says whether a date is shown with the name of its month.
func namesMonth(shown string) bool {
	return strings.ContainsFunc(shown, func(r rune) bool { return r >= 'A' && r != '年' && r != '月' && r != '日' })
}

// storedFloat is how a workbook stores a number that Excel has made of a name
// such as 2310009E13.
var storedFloat = regexp.MustCompile(`^(\d(\.\d+)?E\+\d+|[1-9]\d{14,})$`)

// shownNumber is a name that is stored as a number too long to show, as Excel
// shows it: 2.31E+19.
func shownNumber(name string) string {
	if !storedFloat.MatchString(name) {
		return name
	}
	x, err := strconv.ParseFloat(name, 64)
	if err != nil {
		return name
	}
	return strconv.FormatFloat(x, 'E', 2, 64)
}

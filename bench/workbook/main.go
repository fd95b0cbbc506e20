// Command workbook turns a table of tab-separated text into an Excel workbook, for the
// measurements of memory.sh.
package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: workbook TABLE WORKBOOK")
		os.Exit(2)
	}
	if err := convert(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func convert(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	book := excelize.NewFile()
	defer book.Close()
	sheet, err := book.NewStreamWriter("Sheet1")
	if err != nil {
		return err
	}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 64<<20)
	for row := 1; lines.Scan(); row++ {
		var cells []any
		for _, field := range strings.Split(lines.Text(), "\t") {
			if x, err := strconv.ParseFloat(field, 64); err == nil {
				cells = append(cells, x)
			} else {
				cells = append(cells, field)
			}
		}
		if err := sheet.SetRow(fmt.Sprintf("A%d", row), cells); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return err
	}
	if err := sheet.Flush(); err != nil {
		return err
	}
	return book.SaveAs(to)
}

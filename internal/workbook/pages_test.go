package workbook

import (
	"bytes"
	"image"
	"image/png"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"subtype/internal/style"
)

func TestNoPictureIsCutByThePage(t *testing.T) {
	for name, c := range map[string]struct {
		heights  []float64
		pictures [][2]int
		rows     int
		room     float64
		titles   float64
		want     []int
	}{
		"all on one page":                 {nil, [][2]int{{2, 11}}, 11, 165, 0, nil},
		"a row too high":                  {nil, [][2]int{{3, 12}}, 12, 165, 0, []int{3}},
		"the second one begins a page":    {nil, [][2]int{{2, 6}, {8, 12}}, 12, 165, 0, []int{8}},
		"titles take room of later pages": {nil, [][2]int{{12, 21}}, 21, 165, 30, []int{12}},
		"where a page ends one begins":    {nil, [][2]int{{12, 22}}, 22, 165, 0, []int{12}},
		"high rows count":                 {[]float64{100}, [][2]int{{2, 6}}, 6, 165, 0, []int{2}},
		"one higher than a page is cut":   {nil, [][2]int{{1, 20}}, 20, 165, 0, nil},
		"two side by side are one":        {nil, [][2]int{{3, 12}, {3, 8}}, 12, 165, 0, []int{3}},
	} {
		p := pages{heights: c.heights, pictures: c.pictures}
		if got := p.breaks(c.rows, c.room, c.titles); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// A picture that is higher than a page of the sheet's width makes the page wider, so that it
// is printed whole with its heading, and what is printed reaches to its right edge.
func TestAHighPictureIsPrintedWhole(t *testing.T) {
	picture := func(width, height int) Picture {
		return Picture{Height: height, Scale: 2, PNG: func() ([]byte, error) {
			var b bytes.Buffer
			err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height)))
			return b.Bytes(), err
		}}
	}
	for name, c := range map[string]struct {
		width, height int
		columns       float64 // at least, as points
	}{
		"as wide as the columns": {100, 300, 0},
		"wider":                  {2000, 300, 1500},
		"higher than a page":     {100, 1000, style.PageWidth * 750 / style.PageHeight},
	} {
		f := opened(t, Line{Text: "heading"}, picture(c.width, c.height))
		columns := 0
		for _, d := range f.GetDefinedName() {
			if _, corner, found := strings.Cut(d.RefersTo, ":"); found && d.Name == "_xlnm.Print_Area" && d.Scope == "Second" {
				var err error
				if columns, _, err = excelize.CellNameToCoordinates(strings.ReplaceAll(corner, "$", "")); err != nil {
					t.Fatal(err)
				}
			}
		}
		s := &sheet{}
		if points := s.left(columns+1) * style.PixelPoints; columns == 0 || points < c.columns {
			t.Errorf("%s: %d columns, %.0f points wide, want %.0f", name, columns, points, c.columns)
		}
	}
}

func TestNumbersShowThreeDigits(t *testing.T) {
	for x, want := range map[float64]string{0: "General", 1234567: "0.00E+00", 123456: "0", 100: "0", 99.96: "0",
		99.94: "0.0", -12.34: "0.0", 9.996: "0.0", 9.99: "0.00", 1: "0.00", 0.9996: "0.00", 0.999: "0.000", -0.05: "0.0000",
		0.00123: "0.00000", 0.0009: "0.00E+00", math.Inf(1): "General"} {
		if got := format(x); got != want {
			t.Errorf("%v: %s, want %s", x, got, want)
		}
	}
}

// What follows the links stands below a picture beside them.
func TestNothingStandsUnderThePictureBesideTheLinks(t *testing.T) {
	high := Picture{Height: 400, Scale: 2, PNG: func() ([]byte, error) {
		var b bytes.Buffer
		err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 100, 400)))
		return b.Bytes(), err
	}}
	rows := rowsOf(t, opened(t, Contents{Columns: 2, Beside: &high}, Line{Text: "below"}), "Second")
	covered := int(400 * style.PixelPoints / style.RowPoints)
	if n := len(rows); n < covered || rows[n-1][0] != "below" {
		t.Errorf("%d rows, where the picture covers %d: %q", n, covered, rows[n-1])
	}
}

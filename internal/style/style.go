// Package style is how everything looks: the colours, sizes and widths of figures and
// of the workbook. Nothing else of either is here.
package style

import (
	"fmt"
	"image/color"
)

// Colours of figures.
var (
	Ink      = rgb(0x222222)
	Grey     = rgb(0x999999)
	PaleGrey = rgb(0xdddddd) // unknown values of an annotation
	GridLine = rgb(0xe4e4e4)
	CutLine  = rgb(0xc00000) // through a tree

	CurveColor    = SubtypeColors[0]
	MarkColor     = SubtypeColors[3] // of the marked rank
	HeadlineColor = SubtypeColors[0] // of the workbook

	Firm       = rgb(0x5aae61) // of samples, by how sure their subtype is
	Borderline = rgb(0xfdb863)
	Unassigned = rgb(0xbababa)
)

// SubtypeColors begin with the palette of Okabe and Ito (2008), which people
// with any kind of colour blindness can tell apart, and go on with tones of the
// "muted" palette of Paul Tol (2021).
var SubtypeColors = []color.NRGBA{
	rgb(0x0072b2), rgb(0xe69f00), rgb(0x009e73), rgb(0xd55e00), rgb(0xcc79a7), rgb(0x56b4e9), rgb(0xf0e442), rgb(0x000000),
	rgb(0x332288), rgb(0x999933), rgb(0x882255), rgb(0x44aa99), rgb(0xddcc77), rgb(0x117733), rgb(0xaa4499), rgb(0x661100),
	rgb(0x6699cc), rgb(0x888888), rgb(0xaa4466), rgb(0x4477aa),
}

// CategoryColors are for annotations, and differ from the subtypes'. They are
// the "light" palette of Paul Tol (2021).
var CategoryColors = []color.NRGBA{
	rgb(0x77aadd), rgb(0xee8866), rgb(0xeedd88), rgb(0xffaabb), rgb(0x99ddff), rgb(0x44bb99), rgb(0xbbcc33), rgb(0xaaaa00),
}

// DivergingColors are of values below and above a middle, from the lowest on.
var DivergingColors = []color.NRGBA{
	rgb(0x2166ac), rgb(0x4393c3), rgb(0x92c5de), rgb(0xd1e5f0), rgb(0xf7f7f7), rgb(0xfddbc7), rgb(0xf4a582), rgb(0xd6604d),
	rgb(0xb2182b),
}

// ColorBrewer's sequential palettes that scales take.
const (
	ConsensusScale    = "Blues"
	CoefficientsScale = "YlGnBu"
	WeightsScale      = "Purples"
	NumbersScale      = "Oranges" // of an annotation
)

// How much of a colour is left of it where labels are written on it, and where others shine
// through.
const (
	BlockTint  = 0.25
	RibbonTint = 0.55
)

// Places on ConsensusScale of a consensus of ½ and of 1 in cells of the workbook, which
// hold numbers.
const (
	HalfShade = 0.35
	FullShade = 0.75
)

// SubtypeColor is the colour of that number, from 0. Which subtype has which number,
// lineage says.
func SubtypeColor(n int) color.NRGBA { return SubtypeColors[n%len(SubtypeColors)] }

// Tint is a colour on white of which a share is left.
func Tint(c color.NRGBA, share float64) color.NRGBA {
	mix := func(x uint8) uint8 { return uint8(255 - float64(share*(255-float64(x))) + 0.5) }
	return color.NRGBA{mix(c.R), mix(c.G), mix(c.B), c.A}
}

// Through is a colour through which others shine.
func Through(c color.NRGBA, share float64) color.NRGBA {
	c.A = uint8(255*share + 0.5)
	return c
}

func rgb(x uint32) color.NRGBA {
	return color.NRGBA{uint8(x >> 16), uint8(x >> 8), uint8(x), 0xff}
}

// Hex is a colour as workbooks write it.
func Hex(c color.NRGBA) string { return fmt.Sprintf("%02X%02X%02X", c.R, c.G, c.B) }

// SVGFonts are what viewers take for the built-in font.
const SVGFonts = "Liberation Sans, Arial, Helvetica, sans-serif"

// PNGResolution is what PNG files say that they are printed at, in dots an inch.
const PNGResolution = 300

// PDFs: how many points a pixel is, and how many a figure is wide at most, which are 180 mm.
const (
	PDFPixel  = 0.36
	PDFWidest = 510
)

// Measures of figures, in pixels; a printed page shows half of that.
const (
	TitleSize = 28 // of letters
	TextSize  = 20
	SmallSize = 17

	Margin      = 36
	TitleHeight = 56
	TrackHeight = 24
	TrackGap    = 6
	TreeHeight  = 150
	WantedSide  = 1100 // of a heatmap of samples
	MostCell    = 32   // the widest that a sample's column gets
	LeastFramed = 2    // the width of a sample's column from which subtypes are framed

	MostLabel  = 300
	LabelPitch = 19 // least distance between two labels

	LegendRow  = 26
	LegendRoom = 1200 // the height up to which legends stand below each other
	Swatch     = 20
	BarLength  = 170
	BarWidth   = 22

	MetageneRow = 48 // of the map of coefficients
	WeightWidth = 64 // of a cell of the map of weights
	WeightRow   = 22
	WeightStrip = 20 // of the colours beside it
	WeightHead  = 34 // of the names above it

	GroupGap     = 8 // between groups of an expression map
	DotRow       = 34
	DotColumn    = 86
	MostSetLabel = 620 // width of the name of a gene set
	MostDot      = 14  // radius of the largest dot
	MostBox      = 90  // width of a box
	MostPoints   = 400 // of a group that are drawn behind its box
	ScatterSide  = 640

	FlowWidth = 124  // of a block of the alluvial figure
	FlowBar   = 12   // of its colour on both sides, between which its label stands
	FlowRoom  = 200  // between two columns
	FlowSide  = 900  // the height of all samples
	FlowGap   = 14   // between two blocks, and
	FlowPitch = 24   // between the middles of two, at least
	FlowHead  = 40   // of the names of the columns
	FlowText  = 1500 // room for its title and note

	SurvivalWidth  = 980 // of a panel of survival curves
	SurvivalHeight = 520 // of its curves
	StepWidth      = 3.5
	RiskRow        = 27 // of the numbers at risk

	PanelColumns = 3 // of the curves
	PanelWidth   = 520
	PanelHeight  = 400
	CurveWidth   = 3
	DotRadius    = 6
	MarkRadius   = 11 // of the marked rank
	AxisWidth    = 1.5
	TickLength   = 7
)

// How much figures show.
const (
	MostDrawn      = 2000 // samples; of more than these
	SomeDrawn      = 1000 // so many
	MostFlows      = 20   // ranks on the alluvial figure
	GenesShown     = 20   // of each metagene, on the map of weights, but for
	MostGenesShown = 200  // ranks so large that these would be more
)

// Fonts, colours and formats of the workbook.
const (
	BookFont  = "Calibri"
	BookInk   = "222222"
	NoteInk   = "666666"
	LinkInk   = "0563C1"
	AxisInk   = "444444"
	HeaderRow = "E8EEF4" // behind the headings of tables
	Marked    = "FFF2CC" // behind the chosen one
	Bars      = "#9DC3E6"

	TableStyle = "TableStyleLight1" // Excel's own, without stripes

	ThreeDecimals = "0.000"
	SmallShare    = "[=0]0;[<0.001]0.0E+00;0.000" // of probabilities
	LargeNumber   = "0.00E+00"
	WholeNumber   = "0"
	AnyNumber     = "General"
)

// Sizes of letters in the workbook, and heights of rows, in points.
const (
	TitleLetters    = 16
	HeadlineLetters = 26
	HeadingLetters  = 12
	BodyLetters     = 11
	NoteLetters     = 10

	TitleRow    = 26
	HeadlineRow = 40
	SectionRow  = 20
	HeadingsRow = 32
	LinkRow     = 17
	ProseFill   = 1.05 // letters that a unit of a column's width holds, as most are narrower than a digit
	TextLine    = 15   // a line of a paragraph, and
	TextRoom    = 2    // what its row has more
)

// Printed pages: margins in inches, and what they hold in points, on A4 as on Letter, turned
// on their side. A little is left for programs that reckon otherwise.
const (
	PageSide   = 0.5
	PageTop    = 0.75
	PageHead   = 0.3
	PageWidth  = 0.97 * 72 * (11.0 - 2*PageSide)    // Letter is the shorter
	PageHeight = 0.95 * 72 * (210/25.4 - 2*PageTop) // A4 is the narrower

	MostAbove        = 0.3  // what stands above the first picture and is no more of its height shares its page
	LeastScale       = 0.3  // a page whose picture would need less is cut
	RowPoints        = 15.0 // a row of standard height
	PixelPoints      = 0.75
	ColumnCharacters = 8.43 // a column of standard width
)

// Widths of columns, in characters.
var (
	SummaryWidths     = []float64{16, 10, 10, 12, 46, 50}
	AssignmentsWidths = []float64{30, 10, 12, 14, 14, 12, 9, 12, 12, 13, 10, 10, 13, 13, 13}
	GenesWidths       = []float64{30, 10, 12, 16, 16, 12, 16}
	MarkerWidths      = []float64{18, 20, 10, 10, 8, 12, 12, 10, 12, 14, 12, 11, 11, 12, 10, 14, 60}
	SetWidths         = []float64{44, 10, 22, 8, 10, 12, 14, 14, 80}
	LineageWidths     = []float64{12, 12, 12, 16, 12}
	GlossaryWidths    = []float64{28, 30, 80, 60}
	IndicesWidths     = []float64{8, 14, 10, 18, 12, 14, 16, 18, 16, 40}
	ClinicalWidths    = []float64{30, 24}
	SurvivalWidths    = []float64{22, 26, 12, 24, 24, 12, 22, 10, 60}
	KindsWidths       = []float64{12, 22, 26, 10, 10, 10, 12, 12, 16}
	ClassifierWidths  = []float64{34, 14, 14, 14, 14, 14, 14, 14, 14}
	ChecksWidths      = []float64{20, 10, 8, 8, 20, 20, 9, 66, 40, 40}
	MethodsWidths     = []float64{30, 90}
)

// Widths of single columns.
const (
	FirstWidth      = 26.0 // of sheets with a column a rank or a sample, and pictures
	RankWidth       = 12.0
	SampleWidth     = 7.0
	AnnotationWidth = 16.0
	PrintedColumns  = 22 // of sheets with numbers of every sample
)

// Lines says how many columns a paragraph goes across, and how many characters a line of
// it has there.
type Lines struct {
	Columns int
	Letters float64
}

// Paragraphs of the sheets.
var (
	SummaryText     = Lines{6, 140}
	SummaryNote     = Lines{6, 140 * 1.1}
	AssignmentsNote = Lines{15, 200}
	RanksNote       = Lines{12, 150} // and a column a rank
	RulesText       = Lines{12, 130}
	MeaningText     = Lines{9, 100}
	ConsensusNote   = Lines{12, 140}
	MetagenesNote   = Lines{14, 170}
	MarkerNote      = Lines{14, 190}
	SetNote         = Lines{9, 190}
	LineageNote     = Lines{12, 150}
	GenesNote       = Lines{5, 92}
	SplitNote       = Lines{7, 120}
	IndicesNote     = Lines{10, 170}
	ClinicalNote    = Lines{7, 130}
	SurvivalNote    = Lines{9, 190}
	KindsNote       = Lines{9, 130}
	ClassifierNote  = Lines{9, 150}
	ChecksNote      = Lines{10, 200}
	MethodsText     = Lines{2, 118}
)

// Pictures and the chart on sheets.
const (
	SummaryPicture = 700 // pixels that its picture is wide, of which half are shown
	ChartWidth     = 620
	ChartHeight    = 440
	ChartLine      = 2.25
	ChartMarker    = 7
)

// CellText is black or white, whatever is read better on a colour.
func CellText(c color.NRGBA) string {
	r, g, b := float64(c.R)/255, float64(c.G)/255, float64(c.B)/255
	if luminance := float64(0.2126*r*r) + float64(0.7152*g*g) + float64(0.0722*b*b); luminance > 0.35 {
		return "000000"
	}
	return "FFFFFF"
}

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
	DarkGrey = rgb(0x777777) // levels of an annotation that share a colour
	GridLine = rgb(0xe4e4e4)
	CutLine  = rgb(0xc00000) // through a tree

	CurveColor    = SubtypeColors[0]
	MarkColor     = SubtypeColors[3] // of the marked rank
	HeadlineColor = SubtypeColors[0] // of the workbook

	Firm       = rgb(0x2c6e49) // of samples, by how sure their subtype is: the surer the darker
	Borderline = rgb(0xf0a830)
	Unassigned = rgb(0xd9d9d9)
)

// SubtypeColors begin with the palette of Okabe and Ito (2008). All differ from each other for
// people with any kind of colour blindness; in grey they do not, so wherever they are drawn,
// names, marks or patterns of lines say the same.
var SubtypeColors = []color.NRGBA{
	rgb(0x0072b2), rgb(0xe69f00), rgb(0x009e73), rgb(0xd55e00), rgb(0xcc79a7), rgb(0x56b4e9), rgb(0xf0e442), rgb(0x000000),
	rgb(0x772200), rgb(0x112277), rgb(0xbbddaa), rgb(0x005544), rgb(0x995577), rgb(0x22eeff), rgb(0xaa4422), rgb(0x5588ee),
	rgb(0x1144aa), rgb(0xffbbcc), rgb(0x88bb77), rgb(0x442244),
}

// CategoryColors are for annotations. They, what is not known (PaleGrey) and what shares a
// colour (DarkGrey) differ from each other for people with any kind of colour blindness.
var CategoryColors = []color.NRGBA{
	rgb(0x66bbee), rgb(0xdd99aa), rgb(0x998811), rgb(0x9977ee), rgb(0xaaddaa), rgb(0xbb66aa), rgb(0xccbb44), rgb(0x33aa66),
}

// PairColors are a light and a dark tone, for annotations of two levels, such as no and yes.
var PairColors = [][2]color.NRGBA{
	{rgb(0x7fa6e8), rgb(0x22346e)}, {rgb(0xe8a33d), rgb(0x7a4a00)}, {rgb(0x6fbf73), rgb(0x1e5a32)},
	{rgb(0xe08aa5), rgb(0x7a1f45)}, {rgb(0x62b8b8), rgb(0x1d5560)},
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

// Figures are laid out in pixels of which so many are an inch on paper; PNG files have finer
// ones, and say so.
const (
	PixelsPerInch = 200
	PNGResolution = 300
	PNGScale      = PNGResolution / (PixelsPerInch * 1.0)
)

// How wide figures are at most, in pixels: one column of a journal, and two.
const (
	SingleColumn = 668  // 85 mm
	DoubleColumn = 1370 // 174 mm
)

// Measures of figures, in pixels. Nothing is smaller than SmallSize, which is 6.1 points.
const (
	TitleSize = 25 // of letters
	TextSize  = 20
	SmallSize = 17
	TitleLine = 32 // from a line to the next
	LabelLine = 24
	NoteLine  = 22

	Margin      = 24
	TitleGap    = 14 // below the title
	TrackHeight = 24
	TrackGap    = 6
	TreeHeight  = 150
	MostCell    = 32  // the widest that a sample's column gets
	MostFramed  = 550 // samples up to which subtypes are framed

	MostHigh = 1890 // of a map, unless nothing would be left of it: 240 mm
	LeastRow = 11   // of genes

	MostLabel   = 240 // the widest that a name gets, and
	LabelShare  = 0.2 // the share of the page's width that it gets at most
	ThinnedName = 168 // the widest of samples whose names are not all shown
	LabelPitch  = 19  // least distance between two labels

	LegendRow = 26
	LegendGap = 28 // between columns of legends
	Swatch    = 20
	BarLength = 150
	BarWidth  = 20

	MetageneRow = 48 // of the map of coefficients
	WeightWidth = 64 // of a cell of the map of weights
	WeightRow   = 22
	WeightStrip = 20 // of the colours beside it
	WeightHead  = 34 // of the names above it

	GroupGap     = 8 // between groups of an expression map
	DotRow       = 34
	DotColumn    = 86  // at most, and
	LeastColumn  = 40  // at least
	MostSetLabel = 560 // width of the name of a gene set
	MostDot      = 14  // radius of the largest dot
	MostBox      = 90  // width of a box
	MostPoints   = 400 // of a group that are drawn behind its box
	ScatterSide  = 560 // at most

	FlowWidth = 88  // of a block of the alluvial figure
	FlowBar   = 7   // of its colour on both sides, between which its label stands
	FlowRoom  = 200 // between two columns, at most, and
	LeastRoom = 28  // at least
	FlowSide  = 800 // the height of all samples
	FlowGap   = 14  // between two blocks, and
	FlowPitch = 24  // between the middles of two, at least
	FlowHead  = 40  // of the names of the columns

	SurvivalWidth  = 980 // of a panel of survival curves, at most
	SurvivalHeight = 430 // of its curves
	StepWidth      = 3.5
	RiskRow        = 27 // of the numbers at risk

	PanelWidth  = 441 // of the curves, at most, and
	LeastPanel  = 300 // at least
	PanelHeight = 250 // of what is drawn within axes
	CurveHeight = 200
	LowCurve    = 118 // where figures are narrow
	CurveWidth  = 3
	DotRadius   = 5
	MarkRadius  = 10 // of the marked rank
	AxisWidth   = 1.5
	TickLength  = 7
)

// How much figures show.
const (
	MostDrawn      = 2000 // samples; of more than these
	SomeDrawn      = 1000 // so many
	GenesShown     = 20   // of each metagene, on the map of weights, but for
	MostGenesShown = 80   // ranks so large that these would be more: a page is no higher
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
	KindsWidths       = []float64{12, 22, 26, 10, 10, 18, 10, 12, 12, 16}
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

// On is black or white, whatever is read better on a colour.
func On(c color.NRGBA) color.NRGBA {
	if CellText(c) == "000000" {
		return rgb(0x000000)
	}
	return rgb(0xffffff)
}

// CellText is black or white, whatever is read better on a colour.
func CellText(c color.NRGBA) string {
	r, g, b := float64(c.R)/255, float64(c.G)/255, float64(c.B)/255
	if luminance := float64(0.2126*r*r) + float64(0.7152*g*g) + float64(0.0722*b*b); luminance > 0.35 {
		return "000000"
	}
	return "FFFFFF"
}

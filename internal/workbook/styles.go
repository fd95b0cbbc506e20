package workbook

import (
	"github.com/xuri/excelize/v2"

	"subtype/internal/style"
)

// styles are the cell styles, by use.
type styles struct {
	title, big, heading, text, header, note, link int
	name, count, fixed3, small, general, indent   int
	numbers                                       map[look]int // made when they are needed
	subtype                                       []int
	class                                         map[string]int
}

func font(size float64, bold bool, color string) *excelize.Font {
	return &excelize.Font{Family: style.BookFont, Size: size, Bold: bold, Color: color}
}

func fill(color string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
}

// look is how a number is shown.
type look struct {
	format string
	marked bool
}

// number is the style of numbers of a format, which stand out where they are marked.
func (b *book) number(format string, marked bool) int {
	key := look{format, marked}
	id, ok := b.style.numbers[key]
	if !ok {
		s := excelize.Style{CustomNumFmt: &format, Font: font(style.BodyLetters, marked, style.BookInk)}
		if marked {
			s.Fill = fill(style.Marked)
		}
		var err error
		id, err = b.file.NewStyle(&s)
		b.try(err)
		b.style.numbers[key] = id
	}
	return id
}

// textFormat is "@": what is typed or pasted into a cell stays text too.
const textFormat = 49

func (b *book) makeStyles() {
	const body, ink = style.BodyLetters, style.BookInk
	add := func(s excelize.Style) int {
		if s.Font == nil {
			s.Font = font(body, false, ink)
		}
		id, err := b.file.NewStyle(&s)
		b.try(err)
		return id
	}
	number := func(format string) excelize.Style { return excelize.Style{CustomNumFmt: &format} }
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	middle := &excelize.Alignment{Vertical: "center", WrapText: true}
	centred := &excelize.Alignment{Horizontal: "center"}
	link := font(body, false, style.LinkInk)
	link.Underline = "single"
	b.style = styles{
		title: add(excelize.Style{Font: font(style.TitleLetters, true, ink)}),
		big:   add(excelize.Style{Font: font(style.HeadlineLetters, true, style.Hex(style.HeadlineColor))}),
		heading: add(excelize.Style{Font: font(style.HeadingLetters, true, ink),
			Alignment: &excelize.Alignment{Vertical: "bottom"}}),
		text:    add(excelize.Style{Alignment: top}),
		note:    add(excelize.Style{Font: font(style.NoteLetters, false, style.NoteInk), Alignment: top}),
		header:  add(excelize.Style{Font: font(body, true, ink), Alignment: middle, Fill: fill(style.HeaderRow)}),
		link:    add(excelize.Style{Font: link, Alignment: top}),
		name:    add(excelize.Style{NumFmt: textFormat}),
		count:   add(excelize.Style{NumFmt: 1}),
		fixed3:  add(number(style.ThreeDecimals)),
		small:   add(number(style.SmallShare)),
		indent:  add(excelize.Style{Alignment: &excelize.Alignment{Indent: 1}}),
		general: add(excelize.Style{}),
		numbers: map[look]int{},
		class:   map[string]int{},
	}
	for _, c := range b.Classes {
		b.style.class[c.Name] = add(excelize.Style{NumFmt: textFormat, Fill: fill(style.Hex(c.Color)), Alignment: centred})
	}
	for n := range b.Colors {
		c := style.SubtypeColor(n)
		b.style.subtype = append(b.style.subtype, add(excelize.Style{NumFmt: textFormat,
			Font: font(body, true, style.CellText(c)), Fill: fill(style.Hex(c)), Alignment: centred}))
	}
}

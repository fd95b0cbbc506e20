package figure

import (
	"fmt"
	"math"

	"subtype/internal/figure/canvas"
	"subtype/internal/style"
)

// heading is a title and notes below it, in lines no wider than a figure may be.
type heading struct {
	title, notes  []string
	width, height float64 // from the page's corner on, with the gap below
}

// heading lays a title and notes out.
func (f *Fonts) heading(title string, notes ...string) heading {
	h := heading{title: f.Wrap(title, style.TitleSize, true, f.inner())}
	for _, n := range notes {
		h.notes = append(h.notes, f.Wrap(n, style.SmallSize, false, f.inner())...)
	}
	for _, line := range h.title {
		h.width = math.Max(h.width, f.BoldWidth(line, style.TitleSize))
	}
	for _, line := range h.notes {
		h.width = math.Max(h.width, f.Width(line, style.SmallSize))
	}
	h.width = math.Ceil(h.width) + 2*style.Margin
	h.height = style.Margin + float64(len(h.title)*style.TitleLine+len(h.notes)*style.NoteLine) + style.TitleGap
	return h
}

// inner is how much room a figure has between its margins.
func (f *Fonts) inner() float64 { return f.widest - 2*style.Margin }

// mostLabel is the widest that a name gets.
func (f *Fonts) mostLabel() float64 { return math.Min(style.MostLabel, style.LabelShare*f.widest) }

// heading writes them.
func (p page) heading(h heading) {
	y := style.Margin + float64(style.TitleLine)/2
	for _, line := range h.title {
		p.Write(style.Margin, y, canvas.Left, style.TitleSize, line, style.Ink, true, false)
		y += style.TitleLine
	}
	y += (style.NoteLine - style.TitleLine) / 2
	for _, line := range h.notes {
		p.Text(style.Margin, y, canvas.Left, style.SmallSize, line)
		y += style.NoteLine
	}
}

// figure is one of that content, as wide and as high as it needs to be.
func (f *Fonts) figure(name, title string, width, height float64, draw func(page)) *Figure {
	even := func(x float64) int { return 2 * int(math.Ceil(x/2)) } // whole pixels in PNG files, too
	return &Figure{Name: name, Title: title, width: even(width), height: even(height), fonts: f, draw: draw}
}

// of says what the figure shows.
func (f *Figure) of(what any) *Figure {
	f.Of = what
	return f
}

// panels is how many panels stand beside each other, and how wide each is.
func (f *Fonts) panels(n int, widest, least float64) (across int, wide float64) {
	across = max(1, min(n, int(f.inner()/least)))
	for across > 1 && f.inner()/float64(across-1) <= widest {
		across--
	}
	if rows := (n + across - 1) / across; rows*across > n {
		across = (n + rows - 1) / rows // no row nearly empty
	}
	return across, math.Floor(math.Min(widest, f.inner()/float64(across)))
}

// every says which labels to write so that they do not run into each other: one
// in every so many.
func every(pitch float64) int { return max(1, int(math.Ceil(style.LabelPitch/pitch))) }

// thinned says in words which names are written; "" for all.
func thinned(what string, step int) string {
	ordinals := []string{"", "", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"}
	switch {
	case step <= 1:
		return ""
	case step < len(ordinals):
		return fmt.Sprintf("Every %s %s name is shown.", ordinals[step], what)
	}
	return fmt.Sprintf("One %s name in %d is shown.", what, step)
}

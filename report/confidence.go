package report

import (
	"fmt"
	"image/color"

	"github.com/xuri/excelize/v2"

	"subtype/internal/confidence"
	"subtype/internal/survey"
)

// confidenceNote explains the columns about how sure a sample's subtype is.
var confidenceNote = fmt.Sprintf("Confidence: firm where its own subtype came back in %.0f %% of the cases or more in "+
	"other samples, from other genes, and by the metagenes of the half of the samples without it; unassigned where one of "+
	"these is below %.0f %%; else borderline. Where there are no clear subtypes nobody is firm. Share: of the largest "+
	"metagene. Margin: by how much a sample is nearer to its own subtype than to the next, 0 on the border.",
	100*confidence.FirmFrom, 100*confidence.UnassignedBelow)

// confidenceColors are those of the classes.
var confidenceColors = map[confidence.Class]color.NRGBA{
	confidence.Firm:       {0x5A, 0xAE, 0x61, 0xFF},
	confidence.Borderline: {0xFD, 0xB8, 0x63, 0xFF},
	confidence.Unassigned: {0xBA, 0xBA, 0xBA, 0xFF},
}

// marked is a title of what is shown at a rank. Where there are no clear subtypes it says
// so.
func (s *Study) marked(title string) string {
	if s.Survey.Finding().Word() != confidence.None {
		return title
	}
	return title + ": no clear subtypes, best candidate"
}

// confidenceTrack shows how sure each sample's subtype is; none where that is not known.
func (s *Study) confidenceTrack(r *survey.Rank) []track {
	t := track{name: "Confidence", legend: legend{title: "Confidence"}}
	word := s.Survey.Word(r)
	count := map[confidence.Class]int{}
	for j := range r.Subtypes {
		class := r.Confidence.Class(j, word)
		if class == "" {
			return nil
		}
		count[class]++
		t.colors = append(t.colors, confidenceColors[class])
	}
	for _, c := range confidenceClasses {
		t.legend.entries = append(t.legend.entries, entry{confidenceColors[c], fmt.Sprintf("%s (%d)", c, count[c])})
	}
	return []track{t}
}

// confidenceClasses are in the order of legends.
var confidenceClasses = []confidence.Class{confidence.Firm, confidence.Borderline, confidence.Unassigned}

// confidenceCell names a class on its colour; empty where it is not known.
func (b *book) confidenceCell(c confidence.Class) excelize.Cell {
	if c == "" {
		return excelize.Cell{}
	}
	return excelize.Cell{StyleID: b.style.confidence[c], Value: string(c)}
}

package report

import (
	"fmt"
	"image/color"

	"subtype/internal/confidence"
	"subtype/internal/figure"
	"subtype/internal/style"
	"subtype/internal/survey"
)

// confidenceNote explains the columns about how sure a sample's subtype is.
var confidenceNote = fmt.Sprintf("Confidence: firm where its own subtype came back in %.0f %% of the cases or more in "+
	"other samples, from other genes, and by the metagenes of the half of the samples without it; unassigned where one "+
	"of these is below %.0f %%; else borderline. Where there are no clear subtypes nobody is firm. Share: of the "+
	"largest metagene. Margin: by how much a sample is nearer to its own subtype than to the next, 0 on the border.",
	100*confidence.FirmFrom, 100*confidence.UnassignedBelow)

// confidenceColors are those of the classes.
var confidenceColors = map[confidence.Class]color.NRGBA{
	confidence.Firm: style.Firm, confidence.Borderline: style.Borderline, confidence.Unassigned: style.Unassigned,
}

// confidenceTrack shows how sure each sample's subtype is; none where that is not known.
func (s *Study) confidenceTrack(r *survey.Rank) []figure.Track {
	t := figure.Track{Name: "Confidence", Legend: figure.Legend{Title: "Confidence"}}
	word := s.Survey.Word(r)
	count := r.Confidence.Classes(word)
	for j := range r.Subtypes {
		class := r.Confidence.Class(j, word)
		if class == "" {
			return nil
		}
		t.Colors = append(t.Colors, confidenceColors[class])
	}
	for _, c := range confidenceClasses {
		entry := figure.Entry{Color: confidenceColors[c], Label: fmt.Sprintf("%s (%d)", c, count[c])}
		t.Legend.Entries = append(t.Legend.Entries, entry)
	}
	return []figure.Track{t}
}

package genes

import (
	"fmt"
	"strings"

	"subtype/internal/chapter"
	"subtype/internal/cite"
	"subtype/internal/genesets"
	"subtype/internal/markers"
	"subtype/internal/tabular"
	"subtype/internal/words"
)

// mostMarks is how many genes the first sheet names of a subtype.
const mostMarks = 5

// marksColumn is the best genes of each subtype, for the first sheet.
func (s *content) marksColumn() tabular.Column[int] {
	best := s.found.Best(markers.Up, 3*mostMarks)
	return tabular.Column[int]{Field: tabular.Field{Name: "marked_by", Heading: "Marked by", Kind: tabular.Prose,
		About: "the genes that most surely are higher in the subtype than in each other one"},
		Value: func(q int) any {
			names := s.names(best[q])
			if len(names) == 0 {
				return "no gene is higher than in each other subtype"
			}
			return strings.Join(names[:min(mostMarks, len(names))], ", ")
		}}
}

// parts are what the first sheet says.
func (s *content) parts() []chapter.Part {
	var sentences []string
	if s.sets != nil {
		sentences = append(sentences, s.setSentence())
	}
	sentences = append(sentences, "The genes that mark a subtype above are the surest of those that are higher in it "+
		"than "+
		"in each other one; for more see Markers. Their p-values describe: the subtypes were made from the same data.")
	return []chapter.Part{{Title: s.Marked("Marker genes"), Sentences: sentences}}
}

// setSentence names the strongest sets.
func (s *content) setSentence() string {
	var parts []string
	for q := range s.k {
		best, name := 0.0, ""
		for _, r := range s.sets.results {
			if r.Subtype == q && r.Test == genesets.ByMean && r.Q < 0.05 && r.Statistic > best {
				best, name = r.Statistic, s.sets.sets[r.Set].Name
			}
		}
		if name != "" {
			parts = append(parts, words.Subtype(q)+" "+name)
		}
	}
	if len(parts) == 0 {
		return "No gene set stands above the others in any subtype (camera, descriptive q below 0.05)."
	}
	return "Gene sets highest: " + strings.Join(parts, ", ") + " (camera, descriptive q below 0.05)."
}

// warnings are what to keep in mind.
func (s *content) warnings() []string {
	var out []string
	genes := len(s.in.Evidence.Genes)
	if n := s.in.Names; n != nil && 2*s.named < genes {
		out = append(out, fmt.Sprintf("%s names only %d of %s of the matrix.", n.File, s.named, words.Plural(genes, "gene")))
	}
	if c := s.sets; c != nil && 2*c.matched < c.names {
		out = append(out, fmt.Sprintf("Of the genes that the gene sets name only %d of %d were measured%s.", c.matched,
			c.names,
			s.namesHint()))
	}
	return out
}

func (s *content) namesHint() string {
	if s.in.Names == nil {
		return ": are they spelt as in the matrix? --gene-names gives symbols to other names"
	}
	return ""
}

// methods are for a paper.
func (s *content) methods() []*cite.Prose {
	t := &cite.Prose{}
	e := s.in.Evidence
	t.Add("All %d genes of the matrix as read were compared between subtypes on %s, by a linear model with a mean for "+
		"each "+
		"subtype and a moderated t statistic (%v) whose prior variance follows the mean expression and whose prior "+
		"degrees of "+
		"freedom allow for outliers (%v), and by the test of Mann and Whitney, each subtype against all other samples and "+
		"against each other one.", len(e.Genes), s.scale(), cite.Smyth, cite.Phipson)
	t.Add("Genes were ordered by the moderated t against the nearest other subtype. False discovery rates over all "+
		"genes and "+
		"subtypes are those of %v; as the subtypes come from the same data, they are descriptive.", cite.Benjamini.Named())
	if s.found.SplitP != nil {
		t.Add("P-values that do not rest on labels the gene itself had a part in were computed by the test of Mann and " +
			"Whitney " +
			"between the subtypes found in the other half of the genes.")
	}
	all := []*cite.Prose{t}
	if s.sets != nil {
		sets := &cite.Prose{}
		sets.Add("Gene sets were tested for over-representation among the %d best genes of each subtype and direction "+
			"(hypergeometric, against all %d genes measured), by their mean moderated t with a correlation of %g between genes "+
			"(%v), and by running sums (%v) with %d random sets.", genesets.Listed, len(s.sets.units.Names),
			genesets.Correlation,
			cite.Wu, cite.Subramanian, genesets.Draws)
		all = append(all, sets)
	}
	return all
}

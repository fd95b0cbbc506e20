package report

import (
	"fmt"
	"image/color"
	"slices"

	"subtype/internal/chapter/ranks"
	"subtype/internal/figure"
	"subtype/internal/style"
	"subtype/internal/survey"
	"subtype/internal/words"
)

// figures are the pictures of a study.
type figures struct {
	survey                         *figure.Figure
	lineage                        *figure.Figure // nil: there is one rank
	overview, silhouettes          *figure.Figure
	consensus, coefficients, basis map[int]*figure.Figure // by rank
	order                          []*figure.Figure
}

func (f *figures) all() []*figure.Figure { return f.order }

func (s *Study) figures() *figures {
	c := s.context()
	f := &figures{survey: ranks.SurveyFigure(c, c.Marked("Rank survey: "+s.chosenText())),
		consensus:    map[int]*figure.Figure{},
		coefficients: map[int]*figure.Figure{}, basis: map[int]*figure.Figure{}}
	f.overview, f.silhouettes = ranks.OverviewFigure(c), ranks.SilhouetteFigure(c, s.together(s.Survey.Chosen()))
	f.order = append(f.order, f.survey, f.overview, f.silhouettes)
	if len(s.Survey.Ranks) > 1 {
		f.lineage = s.lineageFigure()
		f.order = append(f.order, f.lineage)
	}
	annotations := s.annotationTracks()
	for i := range s.Survey.Ranks {
		r := &s.Survey.Ranks[i]
		f.consensus[r.K] = s.consensusFigure(r, annotations)
		f.coefficients[r.K] = s.coefficientsFigure(r, annotations)
		f.basis[r.K] = s.basisFigure(r)
		f.order = append(f.order, f.consensus[r.K], f.coefficients[r.K], f.basis[r.K])
	}
	for _, more := range s.chapters() {
		f.order = append(f.order, more.Figures...)
	}
	return f
}

// chosenText says what became of the rank: chosen, asked for, or only shown.
func (s *Study) chosenText() string {
	how, v := "chosen", s.Survey.Choice.Used()
	switch {
	case v == nil:
		how = "asked for"
	case v.K == 0:
		how = "shown, none was chosen"
	case len(s.Survey.Ranks) == 1:
		how = "the only rank"
	}
	return fmt.Sprintf("k = %d, %s", s.Survey.Choice.K, how)
}

// consensusFigure shows the consensus matrix in the order of its tree.
func (s *Study) consensusFigure(r *survey.Rank, annotations []figure.Track) *figure.Figure {
	title := s.context().Marked(fmt.Sprintf("Consensus of %s at k = %d", words.Plural(len(r.Runs), "run"), r.K))
	title, tree := figure.Drawn(title, r.Tree, len(r.Subtypes))
	order := tree.Order
	names := make([]string, len(order))
	for i, j := range order {
		names[i] = s.Matrix.Samples[j]
	}
	scale := figure.NewScale(style.ConsensusScale)
	ends := [2]string{"0: never together", "1: together in every run"}
	return s.Fonts.SampleMap(figure.SampleMap{
		Name: fmt.Sprintf("consensus_k%d", r.K), Title: title, Samples: s.Matrix.Samples,
		Tree: tree, Cut: r.K, Axis: "1 − consensus",
		Tracks: slices.Concat([]figure.Track{figure.SubtypeTrack("Subtype", r.Subtypes, s.context().ColorsAt(r.K))},
			s.confidenceTrack(r), annotations),
		Rows: len(order), RowLabels: names,
		Legends: []figure.Legend{{Title: "Consensus", Scale: scale, Ends: ends}},
		At:      func(sample, row int) color.NRGBA { return scale.At(r.Counts.At(sample, order[row])) },
		Frames:  r.Subtypes,
	})
}

// bestOf names the run of lowest residual.
func bestOf(runs int) string {
	if runs == 1 {
		return "the only run"
	}
	return fmt.Sprintf("the best of %d runs", runs)
}

// coefficientsFigure shows every sample's coefficients in the best fit as shares
// of their sum, in the order of the samples' own tree, with the cut that gives
// k groups.
func (s *Study) coefficientsFigure(r *survey.Rank, annotations []figure.Track) *figure.Figure {
	shares := r.CoefficientShares()
	labels := make([]string, r.Metagenes)
	for a := range labels {
		labels[a] = words.Metagene(a)
	}
	title := s.context().Marked(fmt.Sprintf("Metagene coefficients of %s at k = %d", bestOf(len(r.Runs)), r.K))
	title, tree := figure.Drawn(title, r.Coefficients, len(r.Subtypes))
	tracks := []figure.Track{
		figure.SubtypeTrack("Subtype (consensus)", r.Subtypes, s.context().ColorsAt(r.K)),
		figure.SubtypeTrack("Best fit", r.BestFit, s.context().ColorsAt(r.K)),
		figure.SubtypeTrack("This tree cut at k", r.TreeSubtypes, s.context().ColorsAt(r.K)),
	}
	tracks[1].Legend, tracks[2].Legend = figure.Legend{}, figure.Legend{}
	scale := figure.NewScale(style.CoefficientsScale)
	return s.Fonts.SampleMap(figure.SampleMap{
		Name: fmt.Sprintf("coefficients_k%d", r.K), Title: title, Samples: s.Matrix.Samples,
		Tree: tree, Cut: r.K, Axis: "distance",
		Tracks: slices.Concat(tracks, s.confidenceTrack(r), annotations),
		Rows:   r.Metagenes, RowHeight: style.MetageneRow, RowLabels: labels, Columns: true,
		Legends: []figure.Legend{{Title: "Share of a sample", Scale: scale, Ends: [2]string{"0", "1"}}},
		At:      func(sample, row int) color.NRGBA { return scale.At(shares[sample*r.Metagenes+row]) },
	})
}

// basisFigure shows how the weights of the metagenes' genes divide between the
// metagenes.
func (s *Study) basisFigure(r *survey.Rank) *figure.Figure {
	rows, byWeight := basisRows(r)
	genes := make([]figure.WeightRow, len(rows))
	for i, row := range rows {
		genes[i] = figure.WeightRow{Gene: s.called(row.gene), Group: row.metagene}
	}
	groups := make([]string, r.K)
	for a := range groups {
		groups[a] = geneGroup(r, a)
	}
	return s.Fonts.WeightMap(figure.WeightMap{
		Name: fmt.Sprintf("basis_k%d", r.K), Title: s.context().Marked(fmt.Sprintf("Genes of each %s at k = %d",
			geneGroups(r), r.K)),
		Note: s.basisNote(r, byWeight), Groups: groups, Colors: s.context().ColorsAt(r.K), Genes: genes,
		Scale: figure.NewScale(style.WeightsScale), Legend: "Share of the weight",
		At: func(row, group int) float64 { return r.WeightShare(rows[row].gene, group) },
	})
}

// basisRow is a gene of the basis map.
type basisRow struct{ gene, metagene int }

// basisRows are the genes to show, and the metagenes that no gene is specific for.
func basisRows(r *survey.Rank) (rows []basisRow, byWeight []int) {
	for a := range r.K {
		if len(r.Features[a]) == 0 {
			byWeight = append(byWeight, a)
		}
		for _, g := range r.TopGenes(a, figure.GenesOfEach(r.K)) {
			rows = append(rows, basisRow{g, a})
		}
	}
	return rows, byWeight
}

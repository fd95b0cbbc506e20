package single

import (
	"fmt"
	"image/color"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"subtype/consensus"
	"subtype/internal/chapter/kindices"
	"subtype/internal/figure"
	"subtype/internal/indices"
	"subtype/internal/product"
	"subtype/internal/style"
	"subtype/internal/survey"
	"subtype/internal/sweep"
	"subtype/internal/words"
	"subtype/nmf"
	"subtype/rank"
)

// names are those of all files that may be made.
func (j *Job) names() []string {
	names := []string{basisFile, coefficientsFile, samplesFile, checksFile, kindices.File}
	for _, f := range []string{"coefficients", "basis", kindices.FigureName} {
		for _, format := range []string{"png", "svg", "pdf"} {
			names = append(names, "figures/"+f+"."+format)
		}
	}
	return names
}

// Results are what the document of the folder says came out, and what is told to a person.
type Results struct {
	Iterations int     `json:"iterations"`
	Status     string  `json:"status"` // of the best run: "converged" or "max-iterations"
	Run        int     `json:"run"`    // the best of those asked for
	Objective  float64 `json:"objective"`
	Norm       float64 `json:"frobenius_norm"` // ‖V − WH‖
	Evar       float64 `json:"explained_variance"`
	Active     int     `json:"active_metagenes"`
	Told       string  `json:"told"`
}

// Files are all files of the results, and what came out.
func (f *Fit) Files() ([]product.File, Results) {
	s := f.job.Spec
	points := consensus.NewPoints(f.K, f.rank().CoefficientShares())
	tree, labels := survey.Tree(points, f.K)
	clusters := consensus.Rename(labels, consensus.Match(labels, f.Labels, f.K))
	plain := f.indices(points)
	shown := kindices.Chapter(plain, f.job.fonts, func(title string) string { return title })
	tables := append(f.tables(tree, clusters), shown.Tables...)
	figures := append([]*figure.Figure{f.heatmap(tree, clusters), f.weights()}, shown.Figures...)
	var files []product.File
	for _, t := range tables {
		files = append(files, product.File{Name: t.File, Write: t.Write})
	}
	for _, fig := range figures {
		if slices.Contains(s.Report.Figures, "png") {
			files = append(files, product.File{Name: "figures/" + fig.Name + ".png", Write: fig.PNG})
		}
		if slices.Contains(s.Report.Figures, "svg") {
			files = append(files, product.File{Name: "figures/" + fig.Name + ".svg", Write: fig.SVG})
		}
		if slices.Contains(s.Report.Figures, "pdf") {
			files = append(files, product.File{Name: "figures/" + fig.Name + ".pdf", Write: fig.PDF})
		}
	}
	told := f.text()
	if len(plain.Rows) > 0 {
		told += "\n" + plain.Sentence()
	}
	return files, Results{f.Iter, f.Status.String(), f.Record.Run, f.Loss, f.Norm(), f.Evar, f.Active, told}
}

// indices are the plain indices of the samples' coefficients.
func (f *Fit) indices(points consensus.Points) *kindices.Result {
	r := &kindices.Result{Of: f.K, Rows: indices.Of(points, max(indices.Most, slices.Max(f.job.Ranks)),
		sweep.Stream(f.job.Spec.Plan.Seed, "indices"))}
	var scores []rank.Score
	for _, k := range f.job.Ranks {
		if k > 1 {
			scores = append(scores, rank.Score{K: k, Residual: f.Errors[k]})
		}
	}
	rank.Gains(scores, f.Errors[1])
	ratios := map[int]float64{}
	for _, s := range scores {
		ratios[s.K] = s.GainRatio
	}
	for _, row := range r.Rows {
		r.Errors, r.Ratios = append(r.Errors, known(f.Errors, row.K)), append(r.Ratios, known(ratios, row.K))
	}
	return r
}

// known is a number by rank, NaN where there is none.
func known(of map[int]float64, k int) float64 {
	if x, ok := of[k]; ok {
		return x
	}
	return math.NaN()
}

// rank is the factorisation as a survey would describe it, as far as there is no consensus.
func (f *Fit) rank() *survey.Rank {
	r := &survey.Rank{K: f.K, Metagenes: f.K, Factors: f.Factors, Weights: f.W, GeneScores: nmf.FeatureScore(f.W)}
	r.Features = nmf.Features(f.W, r.GeneScores)
	r.SortTied()
	return r
}

// heatmap is the clustered heatmap of the coefficients.
func (f *Fit) heatmap(tree *consensus.Dendrogram, clusters []int) *figure.Figure {
	m, of := f.matrix(), f.rank().CoefficientShares()
	colors, labels := make([]color.NRGBA, f.K), make([]string, f.K)
	for a := range f.K {
		colors[a], labels[a] = style.SubtypeColor(a), words.Metagene(a)
	}
	title, drawn := figure.Drawn(fmt.Sprintf("Coefficients of %s at rank %d", words.Plural(len(m.Samples), "sample"), f.K),
		tree, len(m.Samples))
	scale := figure.NewScale(style.CoefficientsScale)
	return f.job.fonts.SampleMap(figure.SampleMap{Name: "coefficients", Title: title, Samples: m.Samples, Tree: drawn,
		Cut: f.K, Axis: "distance", Columns: true,
		Tracks: []figure.Track{figure.GroupTrack("Largest coefficient", f.Labels, colors, words.Metagene),
			figure.GroupTrack("Tree cut at the rank", clusters, colors, words.Metagene)},
		Rows: f.K, RowHeight: style.MetageneRow, RowLabels: labels,
		Legends: []figure.Legend{{Title: "Share of a sample", Scale: scale, Ends: [2]string{"0", "1"}}},
		At:      func(sample, row int) color.NRGBA { return scale.At(of[sample*f.K+row]) }})
}

// weights shows the genes that are specific for each metagene.
func (f *Fit) weights() *figure.Figure {
	m, r := f.matrix(), f.rank()
	var rows []figure.WeightRow
	var genes []int
	groups, colors := make([]string, f.K), make([]color.NRGBA, f.K)
	for a := range f.K {
		groups[a], colors[a] = words.Metagene(a), style.SubtypeColor(a)
		for _, g := range r.TopGenes(a, figure.GenesOfEach(f.K)) {
			rows, genes = append(rows, figure.WeightRow{Gene: m.Genes[g], Group: a}), append(genes, g)
		}
	}
	return f.job.fonts.WeightMap(figure.WeightMap{Name: "basis", Title: fmt.Sprintf("Genes of each metagene at rank %d",
		f.K),
		Note: "Those that pass Kim and Park's criterion, or else those of the largest weights.", Groups: groups,
		Colors: colors, Genes: rows, Scale: figure.NewScale(style.WeightsScale), Legend: "Share of the weight",
		At: func(row, a int) float64 { return r.WeightShare(genes[row], a) }})
}

// text says what came out.
func (f *Fit) text() string {
	m, p := f.matrix(), f.job.Spec.Plan
	start := "a random start"
	switch {
	case p.StartBasis != "" && f.Record.Run == 1:
		start = "the start given"
	case p.Init != "random" && f.Record.Run == 1:
		start = p.Init
	}
	end := "converged"
	if f.Status != nmf.Converged {
		end = "stopped at the limit, not converged,"
	}
	best := ""
	if p.Restarts > 1 {
		best = fmt.Sprintf(" Run %d of %d, the one of the least objective.", f.Record.Run, p.Restarts)
	}
	stay := ""
	if f.Active < f.K {
		stay = fmt.Sprintf("\n%d of %d metagenes stay; the others explain less than a ten-thousandth each.", f.Active, f.K)
	}
	return strings.TrimSpace(fmt.Sprintf("V ≈ WH at rank %d: %s × %s, %s from %s, %s after %s.%s\n"+
		"Objective %.9g; ‖V − WH‖ = %.9g; explained variance %.4f (1 − ‖V − WH‖²/‖V‖²).%s", f.K, m.RowsText(),
		words.Plural(len(m.Samples), "sample"), p.Algorithm, start, end, words.Plural(f.Iter, "iteration"), best, f.Loss,
		f.Norm(), f.Evar, stay))
}

// Text tells a person what came out, and where it is.
func (r Results) Text(folder string) string {
	return fmt.Sprintf("%s\nResults: %s, %s, %s, figures\n", r.Told, filepath.Join(folder, basisFile), coefficientsFile,
		samplesFile)
}

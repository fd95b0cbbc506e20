package markers

import (
	"math"

	"subtype/internal/stat"
)

// Part is some genes on end that are tested by themselves, on a scale of their own: all of
// them, or those of one kind of data.
type Part struct {
	From, To int // its genes are From to To−1
	Scale    Scale
}

// Whole is one part of all genes.
func Whole(genes int, s Scale) []Part { return []Part{{To: genes, Scale: s}} }

// scaleOf is that of gene g.
func scaleOf(parts []Part, g int) Scale {
	t := 0
	for g >= parts[t].To {
		t++
	}
	return parts[t].Scale
}

// widest says what some part has: levels beside logarithms, and a floor.
func widest(parts []Part) Scale {
	out := Scale{Floor: math.NaN()}
	for _, p := range parts {
		out.Log2 = out.Log2 || p.Scale.Log2
		if !math.IsNaN(p.Scale.Floor) {
			out.Floor = p.Scale.Floor
		}
	}
	return out
}

// of are the sums of the genes of a part.
func (u *Sums) of(p Part) *Sums {
	out := *u
	from, to := p.From*u.Groups, p.To*u.Groups
	out.Means, out.Squares, out.Ranks = u.Means[from:to], u.Squares[from:to], u.Ranks[from:to]
	out.Levels, out.Detected, out.Known = nil, nil, cut(u.Known, from, to)
	if p.Scale.Log2 {
		out.Levels = cut(u.Levels, from, to)
	}
	if !math.IsNaN(p.Scale.Floor) {
		out.Detected = cut(u.Detected, from, to)
	}
	return &out
}

// cut are some of numbers that may not be there.
func cut[T any](x []T, from, to int) []T {
	if x == nil {
		return nil
	}
	return x[from:to]
}

// statistics are those of all genes, each part by itself.
func (e *Evidence) statistics(u *Sums) []Statistic {
	var out []Statistic
	for _, p := range e.Parts {
		out = append(out, NewModel(u.of(p), Moderation).Statistics(e.Ties[p.From:p.To])...)
	}
	return out
}

// adjusted are p-values of every gene and group, adjusted in each part by itself.
func (e *Evidence) adjusted(p []float64, groups int) []float64 {
	var out []float64
	for _, part := range e.Parts {
		out = append(out, stat.Adjusted(p[part.From*groups:part.To*groups])...)
	}
	return out
}

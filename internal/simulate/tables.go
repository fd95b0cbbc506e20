package simulate

import (
	"bufio"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// table writes rows of a tab-separated table.
func table(w io.Writer, rows func(row func(fields ...string))) error {
	b := bufio.NewWriter(w) // keeps its first error
	rows(func(fields ...string) {
		b.WriteString(strings.Join(fields, "\t"))
		b.WriteByte('\n')
	})
	return b.Flush()
}

// writeMatrix writes the values, genes in rows.
func (s *Set) writeMatrix(ctx context.Context, w io.Writer) error {
	z := gzip.NewWriter(w)
	err := table(z, func(row func(fields ...string)) {
		row(append([]string{"gene"}, s.Samples...)...)
		fields := make([]string, len(s.Samples)+1)
		for g := range s.Genes() {
			if ctx.Err() != nil {
				return
			}
			fields[0] = g.Name
			for j, x := range g.Values {
				fields[j+1] = s.value(x)
			}
			row(fields...)
		}
	})
	if err == nil {
		err = context.Cause(ctx)
	}
	if err != nil {
		return err
	}
	return z.Close()
}

// value writes a measured value: as many digits as anybody measures.
func (s *Set) value(x float64) string {
	switch {
	case math.IsNaN(x):
		return "NA"
	case s.Options.Model == "linear":
		return rounded(x)
	case s.Options.Model == "counts":
		return text(x)
	}
	if text := strconv.FormatFloat(x, 'f', 4, 64); text != "-0.0000" {
		return text
	}
	return "0.0000"
}

// rounded writes a number with six digits.
func rounded(x float64) string {
	x, _ = strconv.ParseFloat(strconv.FormatFloat(x, 'g', 6, 64), 64)
	return text(x)
}

// writeSamples writes what is known of the samples. It can be read as annotations.
func (s *Set) writeSamples(w io.Writer) error {
	return table(w, func(row func(fields ...string)) {
		head := []string{"sample", "group", "batch"}
		for f := range s.Factors {
			head = append(head, fmt.Sprintf("factor%d", f+1))
		}
		row(head...)
		for j, name := range s.Samples {
			fields := []string{name, GroupName(s.Groups[j]), batchName(s.Batches[j])}
			for _, z := range s.Factors {
				fields = append(fields, rounded(z[j]))
			}
			row(fields...)
		}
	})
}

func batchName(b int) string { return fmt.Sprintf("batch%d", b+1) }

// writeGenes writes what is known of the genes.
func (s *Set) writeGenes(ctx context.Context, w io.Writer) error {
	err := table(w, func(row func(fields ...string)) {
		row(s.geneHead()...)
		for g := range s.Genes() {
			if ctx.Err() != nil {
				return
			}
			row(g.truth()...)
		}
	})
	if err == nil {
		err = context.Cause(ctx)
	}
	return err
}

func (s *Set) geneHead() []string {
	head := []string{"gene", "marks", "level", "noise"}
	if s.Options.Groups > 1 {
		for g := range s.Options.Groups {
			head = append(head, "effect_"+GroupName(g))
		}
	}
	for f := range s.Factors {
		head = append(head, fmt.Sprintf("loading_factor%d", f+1))
	}
	if s.Options.Batches > 1 {
		for b := range s.Options.Batches {
			head = append(head, "effect_"+batchName(b))
		}
	}
	return head
}

func (g *Gene) truth() []string {
	var marks []string
	for c, x := range g.Effects {
		if x != 0 {
			marks = append(marks, GroupName(c))
		}
	}
	if len(marks) == 0 {
		marks = []string{"NA"}
	}
	fields := []string{g.Name, strings.Join(marks, ","), rounded(g.Level), rounded(g.Noise)}
	for _, effects := range [][]float64{g.Effects, g.Loadings, g.Batches} {
		for _, x := range effects {
			fields = append(fields, rounded(x))
		}
	}
	return fields
}

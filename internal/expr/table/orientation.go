package table

import (
	"fmt"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/names"
	"subtype/internal/words"
)

// checkOrientation refuses a table whose columns look like genes, unless it was
// said that they are samples.
func (p *parser) checkOrientation() {
	t := p.table
	genes, samples := len(t.Genes), len(t.Samples)
	if genes == 0 || samples == 0 || p.options.Orientation == "genes-in-rows" {
		return
	}
	inRows, knownRows := names.GeneLike(t.Genes)
	inColumns, knownColumns := names.GeneLike(t.Samples)
	rowsAre, examples := names.SampleLike(t.Genes)
	columnsAre, _ := names.SampleLike(t.Samples)
	const remedy = "use --transpose; if genes do stand in rows, --transpose=false"
	fatal := func(text string) {
		f := finding.Finding{Code: finding.Transposed, Severity: finding.Fatal, Count: samples, Text: text,
			Remedy: remedy, Flags: "--transpose"}
		if p.flip != nil {
			f.Remedy, f.Flags = "leave --transpose away", ""
		} else if p.axes {
			f.Remedy, f.Flags = "transpose it in Python (a.T), where obs are the samples; if genes do stand in var, use "+
				"--transpose=false", ""
		}
		p.add(f)
	}
	switch {
	case inColumns >= 0.5 && inRows < inColumns/2, knownColumns >= 5 && knownRows == 0 && inRows < 0.1:
		where, other := "columns", "rows"
		if p.flip != nil {
			where, other = other, where
		}
		fatal(fmt.Sprintf("the %s are named like genes (%s) and the %s are not (%s): the matrix is the other way round",
			where, finding.List(names.Likest(t.Samples)), other, finding.List(t.Genes[:min(3, genes)])))
	case rowsAre >= 0.5 && columnsAre < 0.1 && inRows < 0.1:
		where := "rows"
		if p.flip != nil {
			where = "columns"
		}
		fatal(fmt.Sprintf("the %s are named like samples (%s): the matrix is the other way round", where,
			finding.List(examples)))
	case p.flip == nil && !p.axes && samples >= 1000 && samples > 10*genes && inRows < 0.5 && knownRows == 0:
		fatal(fmt.Sprintf("there are %s in columns and only %s in rows: the matrix is the other way round",
			words.Plural(samples, "name"), words.Plural(genes, "name")))
	case samples > genes:
		p.add(finding.Finding{Code: finding.MoreSamplesThanGenes, Severity: finding.Warning, Count: samples,
			Text: fmt.Sprintf("%s in columns but only %s in rows: is the matrix the right way round?",
				words.Plural(samples, "sample"), words.Plural(genes, "gene"))})
	}
}

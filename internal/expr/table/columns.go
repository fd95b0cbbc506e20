package table

import (
	"fmt"
	"slices"
	"strings"

	"subtype/internal/expr/column"
	"subtype/internal/expr/finding"
	"subtype/internal/expr/names"
	"subtype/internal/expr/textfile"
	"subtype/internal/words"
)

// chooseColumns tells samples from what stands beside them, and has the samples read.
func (p *parser) chooseColumns(l *layout, line int, head [][]string) error {
	if err := p.oneSample(line, head); err != nil {
		return err
	}
	header := append([]string{head[0][0]}, l.names...)
	if len(l.names) == len(head[0]) { // no field above the names of the genes
		header[0] = ""
	}
	var told *column.Layout
	if p.flip != nil {
		told = column.TellAbout(header, head[1:], p.comma)
		if named, numbered := rowNames(head[1:]); named > 0 && numbered && len(told.Of(column.Gene, column.GeneText)) > 0 &&
			len(head) > 2 && column.IsNumbering(header[0]) {
			return p.source.Refuse(finding.Finding{Code: finding.RowNumbers, Severity: finding.Fatal, Line: line, Column: 1,
				Text:   "the first column numbers the rows, and the names of the samples seem to stand in another",
				Remedy: "remove the first column (R: row.names=FALSE, pandas: index=False), so that the names come first"})
		}
	} else {
		named, numbered := rowNames(head[1:])
		if told = p.tell(header, head); told.Export == "" {
			if err := p.checkFirst(told, named, numbered, line, head); err != nil {
				return err
			}
		}
	}
	l.row, l.others, l.marks, l.class = told.Names, told.Others, told.Marks, told.Class
	for _, at := range told.Of(column.Sample) {
		l.samples = append(l.samples, at)
		name := told.Columns[at].As
		if name == "" {
			name = header[at]
		}
		p.sample(name, line, at+1)
	}
	if p.flip != nil {
		l.about = told.Of(column.Gene, column.GeneText)
		for _, at := range l.about {
			p.flip.about = append(p.flip.about, Annotation{Name: strings.TrimSpace(header[at])})
		}
		if len(l.about) > 0 {
			p.add(finding.Finding{Code: finding.SampleColumns, Severity: finding.Note, Line: line, Count: len(l.about),
				Text: columnsText(l.about, header) + ", about the samples and no genes", Done: "taken as annotations"})
		}
		return nil
	}
	if len(told.Several) > 0 {
		return p.source.Refuse(finding.Finding{Code: finding.SeveralValues, Severity: finding.Fatal, Line: line,
			Text:   "each sample has several columns of values: " + finding.List(told.Several),
			Remedy: "say which are meant, for example with " + finding.Flag("--keep-samples", told.Several[0])})
	}
	if err := p.tellColumns(told, header, line); err != nil {
		return err
	}
	return p.headless(line)
}

// tell tells what the columns are. What was said of samples by name comes first: columns
// that are left out take no part, neither by their name in the header nor by the name that
// a sample has without its measure.
func (p *parser) tell(header []string, head [][]string) *column.Layout {
	o := &p.options
	if len(o.KeepSamples)+len(o.DropSamples) == 0 {
		return column.Tell(header, head[1:], p.comma, nil)
	}
	c := names.NewChoice(o.KeepSamples, o.DropSamples)
	told := column.Tell(header, head[1:], p.comma, nil)
	out := map[string]bool{}
	for at, k := range told.Columns {
		name := strings.TrimSpace(header[at])
		named := c.Names(name) || k.As != "" && c.Names(k.As)
		if at != told.Names && (named || k.Kind == column.Sample || k.Kind == column.Unclear) && !c.Wants(name, k.As) {
			out[name] = true
		}
	}
	told = column.Tell(header, head[1:], p.comma, func(name string) bool { return out[name] })
	for at := range told.Columns {
		if k := &told.Columns[at]; at != told.Names && (c.Names(strings.TrimSpace(header[at])) || k.As != "" &&
			c.Names(k.As)) {
			k.Kind = column.Sample
		}
	}
	p.table.Choice = c
	return told
}

// checkFirst refuses what stands where the names of the genes should be.
func (p *parser) checkFirst(told *column.Layout, named int, numbered bool, line int, head [][]string) error {
	if named == 0 && len(head) > 2 {
		return p.source.Refuse(finding.Finding{Code: finding.GeneName, Severity: finding.Fatal, Line: line, Column: 1,
			Text: "the first column, which should name the genes, is empty", Remedy: "remove it, so that the names come first"})
	}
	about := told.Of(column.Gene, column.GeneText)
	if len(about) > 0 && about[0] == 1 && numbered && len(head) > 2 && column.IsNumbering(head[0][0]) {
		return p.source.Refuse(finding.Finding{Code: finding.RowNumbers, Severity: finding.Fatal, Line: line, Column: 1,
			Text: "the first column numbers the rows, and the names seem to stand in the second (" +
				finding.Quote(strings.TrimSpace(head[0][1])) + ")",
			Remedy: "remove the first column (R: row.names=FALSE, pandas: index=False)"})
	}
	return nil
}

// tellColumns says what is left out and why, and refuses what is not certain.
func (p *parser) tellColumns(told *column.Layout, header []string, line int) error {
	if told.Names > 0 {
		p.add(finding.Finding{Code: finding.GeneColumns, Severity: finding.Note, Line: line, Column: told.Names + 1,
			Text: "genes are named by column " + fmt.Sprint(told.Names+1) + " (" + finding.Quote(header[told.Names]) + ")"})
	}
	left := func(code finding.Code, severity finding.Severity, what string, kinds ...column.Kind) {
		at := told.Of(kinds...)
		if len(at) == 0 {
			return
		}
		if one, many, found := strings.Cut(what, "|"); found {
			what = map[bool]string{true: one, false: many}[len(at) == 1]
		}
		p.add(finding.Finding{Code: code, Severity: severity, Line: line, Count: len(at),
			Text: columnsText(at, header) + " " + what, Done: "left out"})
	}
	samples := told.Of(column.Sample)
	if told.Export != "" {
		p.table.Format += ", " + told.Export
		left(finding.Export, finding.Note, "of "+told.Export+"'s table are no samples", column.Other)
	}
	about := finding.Note
	if len(told.Of(column.GeneText)) > 0 {
		about = finding.Warning // no name that is known: a sample with words in its cells would look the same
	}
	left(finding.GeneColumns, about, "tells about genes|tell about genes", column.Gene, column.GeneText)
	left(finding.Statistics, finding.Note, "holds a statistic of genes|hold statistics of genes", column.Statistic)
	left(finding.MeasureColumns, finding.Note, "stand beside the values of the samples: calls, detection p-values or "+
		"errors", column.Measure)
	if i := slices.IndexFunc(samples, func(at int) bool { return told.Columns[at].As != "" }); i >= 0 {
		p.add(finding.Finding{Code: finding.Export, Severity: finding.Note, Line: line, Column: samples[i] + 1,
			Text: "samples are named without the measure: " + finding.Quote(told.Columns[samples[i]].As) + " for " +
				finding.Quote(header[samples[i]])})
	}
	for _, at := range told.Of(column.Unclear) {
		name := strings.TrimSpace(header[at])
		flags := dropFlag(name)
		if told.Columns[at].Alike { // it may well be a sample: somebody must say
			flags = ""
		}
		p.add(finding.Finding{Code: finding.Statistics, Severity: finding.Fatal, Line: line, Column: at + 1, Sample: name,
			Text: "this is named or filled like a statistic of genes, and its first values do not show whether it is one",
			Remedy: "leave it out with --drop-samples " + name + "; or, if it is a sample, name the samples with " +
				"--keep-samples", Flags: flags})
	}
	if len(samples) > 0 || len(told.Of(column.Unclear)) > 0 {
		return nil
	}
	return p.noSamples(told, header, line)
}

// dropFlag is the flag that leaves a column out.
func dropFlag(name string) string {
	if strings.ContainsAny(name, ",\"") {
		name = `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
	}
	return finding.Flag("--drop-samples", name)
}

// noSamples refuses a table without any.
func (p *parser) noSamples(told *column.Layout, header []string, line int) error {
	all := finding.List(textfile.Trim(header[1:]))
	switch {
	case len(told.Of(column.Dropped)) > 0:
		return p.source.Refuse(finding.Finding{Code: finding.NoSamples, Severity: finding.Fatal, Line: line,
			Text: "no column is left as a sample", Remedy: "see --keep-samples and --drop-samples"})
	case len(told.Of(column.Statistic)) > 0:
		return p.source.Refuse(finding.Finding{Code: finding.TestResults, Severity: finding.Fatal, Line: line,
			Text: "this is a table of test results" + column.Program(header) + ", a row a gene (" + all +
				"); it holds no samples",
			Remedy: "give the expression matrix that the tests were made of, with a column for each sample"})
	}
	return p.source.Refuse(finding.Finding{Code: finding.NoSamples, Severity: finding.Fatal, Line: line,
		Text:   "all columns are about genes (" + all + "); none is a sample",
		Remedy: "give the matrix with the samples in columns"})
}

// columnsText names columns: "column 2 (…)", "columns 2 to 7 (…)", "12 columns (…)".
func columnsText(at []int, header []string) string {
	var list []string
	for _, i := range at {
		list = append(list, strings.TrimSpace(header[i]))
	}
	names := finding.List(list)
	first, last := at[0]+1, at[len(at)-1]+1
	switch {
	case len(at) == 1:
		return fmt.Sprintf("column %d (%s)", first, names)
	case last-first == len(at)-1:
		return fmt.Sprintf("columns %d to %d (%s)", first, last, names)
	}
	return fmt.Sprintf("%s (%s)", words.Plural(len(at), "column"), names)
}

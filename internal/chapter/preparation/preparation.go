// Package preparation says for a paper what was read and what was done to it.
package preparation

import (
	"fmt"
	"slices"
	"strings"

	"subtype/internal/cite"
	"subtype/internal/expr"
	"subtype/internal/expr/finding"
	"subtype/internal/words"
)

// Prose says what was read and what was done to it, in the order of the work: names,
// duplicates, missing values, logarithms, negative values, genes that are zero everywhere,
// gene filter. What was not done is not named. missing is what became of missing values.
func Prose(m *expr.Matrix, missing string) *cite.Prose {
	t := &cite.Prose{}
	read := func(what, file string, size finding.Size, format, kind string, own []string) {
		t.Add("%s (%s; %s × %s) were read as %s.", what, file, words.Plural(size.Genes, "gene"),
			words.Plural(size.Samples, "sample"), format)
		if len(own) > 0 {
			t.Add("Settings of %s alone were %s.", kind, words.List(own))
		}
		nearest := slices.Contains(own, "missing=knn") || missing == "knn" && !slices.ContainsFunc(own,
			func(o string) bool { return strings.HasPrefix(o, "missing=") })
		prepared(t, m, kind, nearest)
	}
	if m.Kinds == nil {
		read("Expression data", m.Name, m.Read, m.Format, "", nil)
	}
	for _, k := range m.Kinds {
		read("Data of "+k.Name, k.File, k.Read, k.Format, k.Name, k.Options)
	}
	t.Add("%s in %s entered the factorisation.", words.Upper(m.RowsText()), words.Plural(len(m.Samples), "sample"))
	return t
}

// prepared says what was done to the matrix, or to one kind of data; nearest: missing values
// were taken from the nearest genes.
func prepared(t *cite.Prose, m *expr.Matrix, kind string, nearest bool) {
	of := map[finding.Code][]finding.Finding{}
	for _, f := range m.Findings {
		if f.Kind == kind {
			of[f.Code] = append(of[f.Code], f)
		}
	}
	for _, step := range steps {
		if found := of[step.code]; len(found) > 0 {
			if text := step.say(found, of); text != "" {
				t.Add("%s", text)
			}
			if step.code == finding.MissingValues && nearest {
				t.Add("Such genes were found after %v.", cite.Troyanskaya.Named())
			}
		}
	}
}

// steps are what Methods says of findings, in the order of the work. Notes that
// list every case, beside one that sums them up, are not among them.
var steps = []struct {
	code finding.Code
	say  func(found []finding.Finding, of map[finding.Code][]finding.Finding) string
}{
	{finding.Statistics, func(f []finding.Finding, _ map[finding.Code][]finding.Finding) string {
		return words.Were(f[0].Count, "column") + " left out that held statistics of genes."
	}},
	{finding.MeasureColumns, func(f []finding.Finding, _ map[finding.Code][]finding.Finding) string {
		return words.Were(f[0].Count, "column") + " left out that stood beside the values of the samples."
	}},
	{finding.NoGenes, func(f []finding.Finding, _ map[finding.Code][]finding.Finding) string {
		rows := 0
		for _, one := range f {
			rows += one.Count
		}
		return words.Were(rows, "row") + " left out that stood for no gene."
	}},
	{finding.SamplesChosen, func(f []finding.Finding, _ map[finding.Code][]finding.Finding) string {
		return words.Were(f[0].Count, "sample") + " left out by name."
	}},
	{finding.GenesDropped, func(f []finding.Finding, _ map[finding.Code][]finding.Finding) string {
		return words.Were(f[0].Count, "row") + " left out by name."
	}},
	{finding.ExcelGenes, func(f []finding.Finding, _ map[finding.Code][]finding.Finding) string {
		if f[0].Done == "" {
			return ""
		}
		return fmt.Sprintf("%s looked like dates that a spreadsheet had made of them (%s).",
			words.Plural(f[0].Count, "gene name"), f[0].Done)
	}},
	{finding.NamesTrimmed, func(f []finding.Finding, _ map[finding.Code][]finding.Finding) string {
		return words.Plural(f[0].Count, "gene name") + " had blanks before or behind, which were left out."
	}},
	{finding.GenesNamed, func(f []finding.Finding, _ map[finding.Code][]finding.Finding) string {
		return words.Were(f[0].Count, "row") + " kept by name, from a list of genes."
	}},
	{finding.SampleRenamed, func(f []finding.Finding, _ map[finding.Code][]finding.Finding) string {
		return words.Were(len(f), "sample") + " numbered, as another one had the same name."
	}},
	{finding.EmptySample, func(f []finding.Finding, _ map[finding.Code][]finding.Finding) string {
		return words.Were(len(f), "sample") + " left out for want of any value other than 0 in the genes kept."
	}},
	{finding.DuplicateGenes, func(f []finding.Finding, _ map[finding.Code][]finding.Finding) string {
		return words.Plural(f[0].Count, "gene") + " had more than one row: " + f[0].Done + "."
	}},
	{finding.IdenticalRows, func(f []finding.Finding, _ map[finding.Code][]finding.Finding) string {
		return words.Plural(f[0].Count, "row") + " repeated another of the same gene value by value: " + f[0].Done + "."
	}},
	{finding.Infinite, func(f []finding.Finding, _ map[finding.Code][]finding.Finding) string {
		return words.Were(f[0].Count, "infinite value") + " counted as missing."
	}},
	{finding.MissingValues, func(f []finding.Finding, _ map[finding.Code][]finding.Finding) string {
		return words.Were(f[0].Count, "value") + " missing: " + f[0].Done + "."
	}},
	{finding.MissingGene, func(f []finding.Finding, _ map[finding.Code][]finding.Finding) string {
		return words.Were(len(f), "gene") + " left out for want of any value."
	}},
	{finding.Log2, func([]finding.Finding, map[finding.Code][]finding.Finding) string {
		return "log2(x+1) was taken of every value."
	}},
	{finding.Centred, func([]finding.Finding, map[finding.Code][]finding.Finding) string {
		return "Each gene was centred: its median was subtracted."
	}},
	{finding.NegativeValues, func(f []finding.Finding, _ map[finding.Code][]finding.Finding) string {
		if f[0].Count == 0 {
			return words.Upper(f[0].Done) + "."
		}
		return words.Were(f[0].Count, "value") + " negative: " + f[0].Done + "."
	}},
	{finding.ZeroGenes, func(f []finding.Finding, _ map[finding.Code][]finding.Finding) string {
		return words.Were(f[0].Count, "gene") + " left out for want of any value above 0."
	}},
	{finding.GeneFilter, func(f []finding.Finding, of map[finding.Code][]finding.Finding) string {
		text := words.Upper(f[0].Text)
		if len(of[finding.NegativeValues]) > 0 {
			text += ", measured before negative values were treated"
		}
		return text + "."
	}},
}

package report

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"

	"subtype/internal/figure"
)

// File is one file of the report.
type File struct {
	Name  string // within the folder, with / between names
	Write func(io.Writer) error
}

// Files are all files of the report but the summary, in a fixed order; several
// may be written at once. formats
// names the figures' formats: "png", "svg".
func (s *Study) Files(formats []string) []File { return s.files(s.figures(), formats) }

func (s *Study) files(figures *figures, formats []string) []File {
	// What takes longest comes first, as several files are written at once: the pictures,
	// then the workbook, which takes them as they are, and the page.
	var files []File
	add := func(format string, write func(*figure.Figure, io.Writer) error) {
		if !slices.Contains(formats, format) {
			return
		}
		for _, f := range figures.all() {
			files = append(files, File{"figures/" + f.Name + "." + format, func(w io.Writer) error { return write(f, w) }})
		}
	}
	add("png", (*figure.Figure).PNG)
	files = append(files, File{workbookFile, func(w io.Writer) error { return s.writeWorkbook(w, figures) }})
	files = append(files, File{pageFile, func(w io.Writer) error { return s.page(figures).Write(w) }})
	add("svg", (*figure.Figure).SVG)
	add("pdf", (*figure.Figure).PDF)
	for _, t := range s.tables() {
		files = append(files, File{t.File, t.Write})
	}
	for _, c := range s.chapters() {
		for _, f := range c.Files {
			files = append(files, File(f))
		}
	}
	return append(files, s.multiqc(figures)...)
}

// Names are those of all files that Files may give for some ranks, whatever is found
// and chosen: what must not be there yet when an analysis begins.
func Names(ranks []int, formats []string) []string {
	names := []string{workbookFile, pageFile, assignmentsFile, surveyFile, stabilityFile, lineageFile, genesFile,
		checksFile}
	names = slices.Concat(names, multiqcFiles, chapterFiles)
	figures := append([]string{"rank_survey", "lineage", "overview", "silhouettes"}, chapterFigures...)
	for _, k := range ranks {
		for _, table := range []string{assignmentsFile, consensusFile, profilesFile, basisFile, coefficientsFile,
			signedFile} {
			names = append(names, rankFolder(k)+table)
		}
		for _, figure := range []string{"consensus", "coefficients", "basis"} {
			figures = append(figures, fmt.Sprintf("%s_k%d", figure, k))
		}
	}
	for _, figure := range figures {
		for _, format := range formats {
			names = append(names, "figures/"+figure+"."+format)
		}
	}
	return names
}

var rankInName = regexp.MustCompile(`k([1-9][0-9]*)`)

// Made says whether some report has a file of this name.
func Made(name string) bool {
	var ranks []int
	if m := rankInName.FindStringSubmatch(name); m != nil {
		if k, err := strconv.Atoi(m[1]); err == nil {
			ranks = append(ranks, k)
		}
	}
	return slices.Contains(Names(ranks, []string{"png", "svg", "pdf"}), name)
}

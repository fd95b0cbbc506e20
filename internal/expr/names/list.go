package names

import (
	"fmt"
	"io"
	"strings"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/textfile"
)

// ReadNames reads names of genes, one a line: the first field of lines cut by
// tabs. Lines that begin with # are comments. The file may be packed and encoded
// like a matrix; encoding is "" where that is to be found out.
func ReadList(name string, r io.Reader, encoding string) ([]string, error) {
	s, err := textfile.Open(name, r, encoding, false)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	s.LimitLines()
	const remedy = "give a text file with the name of a gene on each line"
	if s.Book != nil {
		return nil, s.Refuse(finding.Finding{Code: finding.NotAList, Severity: finding.Fatal,
			Text: "this is " + textfile.Containers[s.Kind] + ", not a list of names", Remedy: remedy})
	}
	var names []string
	bytes := 0
	for {
		line, err := s.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		if textfile.IsGMT([]string{line}) {
			return nil, s.Refuse(finding.Finding{Code: finding.NotAList, Severity: finding.Fatal, Line: s.Line,
				Text: "this is a GMT file, with a set of genes on each line", Remedy: remedy})
		}
		if strings.HasPrefix(line, "#") {
			continue
		}
		fields, err := textfile.Tab.Split(nil, line)
		if err != nil {
			return nil, s.Refuse(finding.Finding{Code: finding.Quotes, Severity: finding.Fatal, Line: s.Line, Text: err.Error(),
				Remedy: remedy})
		}
		if name := strings.TrimSpace(Clean(fields[0])); name != "" {
			if bytes += len(line); len(names) == textfile.MostGenes || bytes > textfile.MostLetters {
				return nil, s.Refuse(finding.Finding{Code: finding.TooLarge, Severity: finding.Fatal, Line: s.Line,
					Text: fmt.Sprintf("the list is longer than %d names or %d MB, which are read at most",
						textfile.MostGenes, textfile.MostLetters>>20), Remedy: remedy})
			}
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return nil, s.Refuse(finding.Finding{Code: finding.NotAList, Severity: finding.Fatal, Text: "the file names no gene",
			Remedy: remedy})
	}
	return names, nil
}

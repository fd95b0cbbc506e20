package expr

import (
	"fmt"
	"io"
	"strings"
)

// ReadNames reads names of genes, one a line: the first field of lines cut by
// tabs. Lines that begin with # are comments. The file may be packed and encoded
// like a matrix.
func ReadNames(name string, r io.Reader, o ReadOptions) ([]string, error) {
	s, err := open(name, r, o)
	if err != nil {
		return nil, err
	}
	defer s.close()
	s.longest = mostTextLine
	const remedy = "give a text file with the name of a gene on each line"
	if s.book != nil {
		return nil, s.refuse(Finding{Code: "not-a-list", Severity: Fatal, Text: "this is a workbook, not a list of names", Remedy: remedy})
	}
	var names []string
	bytes := 0
	for {
		line, err := s.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		if isGMT([]string{line}) {
			return nil, s.refuse(Finding{Code: "not-a-list", Severity: Fatal, Line: s.line, Text: "this is a GMT file, with a set of genes on each line", Remedy: remedy})
		}
		if strings.HasPrefix(line, "#") {
			continue
		}
		fields, err := tab.split(nil, line)
		if err != nil {
			return nil, s.refuse(Finding{Code: "quotes", Severity: Fatal, Line: s.line, Text: err.Error(), Remedy: remedy})
		}
		if name := strings.TrimSpace(clean(fields[0])); name != "" {
			if bytes += len(line); len(names) == mostGenes || bytes > mostLetters {
				return nil, s.refuse(Finding{Code: "too-large", Severity: Fatal, Line: s.line,
					Text: fmt.Sprintf("the list is longer than %d names or %d MB, which are read at most", mostGenes, mostLetters>>20), Remedy: remedy})
			}
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return nil, s.refuse(Finding{Code: "not-a-list", Severity: Fatal, Text: "the file names no gene", Remedy: remedy})
	}
	return names, nil
}

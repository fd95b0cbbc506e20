package anndata

import (
	"errors"
	"fmt"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/textfile"
	"subtype/internal/hdf5"
	"subtype/internal/words"
)

// Refused says why a file is not read.
type Refused struct{ about finding.Finding }

func (r *Refused) Error() string { return r.about.Text }

// Finding is what is to be told of it.
func (r *Refused) Finding() finding.Finding { return r.about }

func refuse(text, remedy string) error {
	return &Refused{finding.Finding{Code: finding.HDF5, Severity: finding.Fatal, Text: text, Remedy: remedy}}
}

// refused turns what is wrong with an HDF5 file into a refusal.
func refused(err error) error {
	var damaged *hdf5.Error
	if errors.As(err, &damaged) {
		return refuse(damaged.Text, "copy or download the file again, or write it anew with anndata")
	}
	return err
}

// Findings tell what was read of a file, and what was not; named says that the matrix was asked
// for by its name.
func (m *Matrix) Findings(named bool) (out finding.Findings) {
	if len(m.Others) > 0 && !named {
		out = append(out, finding.Finding{Code: finding.Sheets, Severity: finding.Note, Count: 1 + len(m.Others),
			Text:   fmt.Sprintf("read the matrix %s; there are also %s", finding.Quote(m.Name), finding.List(m.Others)),
			Remedy: "--sheet names another"})
	}
	if m.Symbols {
		out = append(out, finding.Finding{Code: finding.FeatureNames, Severity: finding.Note,
			Text: "genes have their names (symbols); their identifiers are left out"})
	}
	if m.LeftOut > 0 {
		out = append(out, finding.Finding{Code: finding.HDF5, Severity: finding.Note, Count: m.LeftOut,
			Text: fmt.Sprintf("obs has %s more; of what is said about the samples up to %d values are read",
				words.Plural(m.LeftOut, "column"), textfile.MostCells), Done: "left out"})
	}
	return out
}

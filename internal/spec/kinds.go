package spec

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"subtype/internal/expr"
	"subtype/internal/expr/kind"
	"subtype/internal/expr/names"
	"subtype/internal/usage"
	"subtype/nmf"
	"subtype/nmf/mixed"
)

// with is a setting that names the file of a kind of data each time that it is said; what
// is recorded does not depend on their order.
var with = Setting{Name: "with", File: true, optional: true, several: true,
	get: func(s *Spec) string {
		var all []string
		for _, text := range s.Read.With {
			name, path := kindFile(text)
			base := names.OfFile(path)
			if name != "" {
				base = name + "=" + base
			}
			all = append(all, base)
		}
		slices.Sort(all)
		return JoinNames(all)
	},
	set: func(s *Spec, text string) error {
		if text != "" {
			s.Read.With = append(slices.Clip(s.Read.With), text)
		}
		return nil
	},
}

// kindFile is the file of NAME=FILE, or of FILE, whose kind has no name then.
func kindFile(text string) (name, path string) {
	if name, path, ok := strings.Cut(text, "="); ok && kind.IsName(name) {
		return name, path
	}
	return "", text
}

// KindInput is a kind of data as it is to be read.
type KindInput struct {
	Name, Path string
	Main       bool     // it is the matrix itself
	Spec       *Spec    // settled, with the settings of its own
	Options    []string // these, SETTING=VALUE
	Weight     float64  // of its loss

	Objective nmf.Divergence // its loss
}

// ofKind are settings that a kind of data may have for itself.
var ofKind = []string{"format", "sep", "decimal", "encoding", "sheet", "transpose", "inf", "header-line", "unnamed",
	"duplicates", "missing", "log2", "center", "negatives", "drop-empty-samples", "rename-duplicate-samples",
	"fix-excel-genes", "strict", "top-genes", "filter"}

const weight, loss = "weight", "loss" // of a kind

// ownLoss gives a kind a loss of its own.
func (s *Spec) ownLoss(k *KindInput, value string) error {
	d, err := nmf.ParseDivergence(value)
	switch p := s.Plan; {
	case err != nil || d != nmf.Frobenius && d != nmf.KullbackLeibler:
		return fmt.Errorf("%q is neither %s nor %s", value, nmf.Frobenius, nmf.KullbackLeibler)
	case p.Algorithm != (nmf.HALS{}).Name() && p.Algorithm != (nmf.KL{}).Name():
		return fmt.Errorf("losses of single kinds are for --algorithm hals and kl, which are joined, not for %s", p.Algorithm)
	case s.penalty() != (nmf.Penalty{}) || p.FixedBasis != "":
		return errors.New("losses of single kinds do not go with --alpha-w, --alpha-h or --fixed-basis")
	}
	k.Objective = d
	return nil
}

// Losses are those of the genes of a matrix; nil where all have the same.
func Losses(m *expr.Matrix) *mixed.Genes {
	out := &mixed.Genes{}
	differ := false
	for _, k := range m.Kinds {
		differ = differ || k.Loss != m.Kinds[0].Loss
		for range k.To - k.From {
			out.Euclidean = append(out.Euclidean, k.Loss == nmf.Frobenius.String())
		}
	}
	if !differ {
		return nil
	}
	return out
}

// KindInputs are the kinds of data where there are several, the matrix of this path among
// them, in bytewise order of their names; else none.
func (s *Spec) KindInputs(path string) ([]KindInput, error) {
	switch {
	case len(s.Read.With) > 0:
	case s.Read.Samples != "":
		return nil, usage.Errorf("--with-samples is for several kinds of data: give others with --with")
	case len(s.Prepare.Kinds) > 0:
		return nil, usage.Errorf("--kind is for several kinds of data: give others with --with")
	default:
		return nil, nil
	}
	main := "stdin"
	if path != "-" {
		main = names.OfFile(path)
	}
	all := []KindInput{{Name: kind.NameOf(main), Path: path, Main: true}}
	for _, text := range s.Read.With {
		name, path := kindFile(text)
		if path == "-" {
			return nil, usage.Errorf("--with %s: only the matrix itself can come from stdin", text)
		}
		all = append(all, KindInput{Name: cmp.Or(name, kind.NameOf(names.OfFile(path))), Path: path})
	}
	slices.SortStableFunc(all, func(a, b KindInput) int { return kind.Compare(a.Name, b.Name) })
	for i := range all {
		if i > 0 && all[i].Name == all[i-1].Name {
			return nil, usage.Errorf("two kinds of data are called %s: give one a name of its own, --with NAME=FILE",
				all[i].Name)
		}
	}
	return all, s.ownSettings(all)
}

// ownSettings gives every kind its settings.
func (s *Spec) ownSettings(all []KindInput) error {
	for i := range all {
		k := &all[i]
		own := *s
		k.Spec, k.Weight, k.Objective = &own, 1, s.Objective()
	}
	for _, text := range s.Prepare.Kinds {
		name, rest, _ := strings.Cut(text, ":")
		setting, value, ok := strings.Cut(rest, "=")
		at := slices.IndexFunc(all, func(k KindInput) bool { return k.Name == name })
		switch {
		case !ok:
			return usage.Errorf("--kind %q: write NAME:SETTING=VALUE, as in protein:log2=no", text)
		case at < 0:
			return usage.Errorf("--kind %s: no kind of data is called %s; there are %s", text, name, namesOf(all))
		}
		k := &all[at]
		k.Options = append(k.Options, rest)
		if setting == weight {
			w, err := parseNumber(value, nmf.LeastWeight, nmf.MostWeight)
			if err != nil {
				return usage.Errorf("--kind %s: %w", text, err)
			}
			k.Weight = w
			continue
		}
		if setting == loss {
			if err := s.ownLoss(k, value); err != nil {
				return usage.Errorf("--kind %s: %w", text, err)
			}
			continue
		}
		if !slices.Contains(ofKind, setting) {
			return usage.Errorf("--kind %s: %s is no setting of a single kind; there are %s, %s and %s", text, setting, weight,
				loss, strings.Join(ofKind, ", "))
		}
		if err := k.Spec.Set(setting, value); err != nil {
			return usage.Errorf("--kind %s: %w", text, err)
		}
	}
	for i := range all {
		all[i].Spec.Settle()
	}
	return nil
}

func namesOf(all []KindInput) string {
	return strings.Join(wordsOf(all, func(k KindInput) string { return k.Name }), ", ")
}

// WithFiles are the paths of the files of other kinds.
func (s *Spec) WithFiles() []string {
	return wordsOf(s.Read.With, func(text string) string { _, path := kindFile(text); return path })
}

// Objective is the divergence that the algorithm lowers, but for penalties.
func (s *Spec) Objective() nmf.Divergence {
	if d, ok := losses[s.Plan.Algorithm]; ok {
		return d
	}
	if d, err := nmf.ParseDivergence(s.Plan.Loss); err == nil {
		return d
	}
	if m, ok := s.method().(nmf.ARD); ok {
		return m.Divergence
	}
	return nmf.Frobenius
}

// digestKinds is of the names and files of several kinds of data; "" where there are none.
func digestKinds(m *expr.Matrix) string {
	if len(m.Kinds) == 0 {
		return ""
	}
	digest := sha256.New()
	for _, k := range m.Kinds {
		fmt.Fprintf(digest, "%s %s\n", k.Name, k.SHA256)
	}
	return hex.EncodeToString(digest.Sum(nil))
}

package study

import (
	"context"
	"io"

	"subtype/internal/imported"
	"subtype/internal/spec"
	"subtype/internal/words"
)

// Import makes the folder of results from runs of another program, with the genes that they have.
func Import(ctx context.Context, s *spec.Spec, path string, stdin io.Reader, p Process, i *imported.Runs, out string,
	in Inputs) (string, error) {
	rule, err := s.Rule()
	if err != nil {
		return "", err
	}
	a, err := open(Loader{Spec: s, Path: path, Stdin: stdin, names: i.Genes(), digest: i.SHA256}, p, true)
	if err != nil {
		return "", err
	}
	c, err := i.Collect(a.plan(), a.matrix.Genes, a.matrix.Samples, a.source.V)
	if err != nil {
		return "", err
	}
	return a.into(out, in, func(f *Folder, r *runs) (string, error) {
		p.Progress.Note("%s of %s; results go to %s", words.Plural(len(i.Runs), "run"), i.Program, out)
		return f.finish(ctx, a, r, c, rule)
	})
}

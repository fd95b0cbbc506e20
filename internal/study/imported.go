package study

import (
	"context"
	"io"

	"subtype/internal/imported"
	"subtype/internal/spec"
	"subtype/internal/words"
)

// OpenImported is Open for results of runs of another program, with the genes that they have.
func OpenImported(s *spec.Spec, path string, stdin io.Reader, p Process, r *imported.Runs) (*Analysis, error) {
	return open(Loader{Spec: s, Path: path, Stdin: stdin, names: r.Genes(), digest: r.SHA256}, p, true)
}

// Import makes the folder of results from such runs.
func (a *Analysis) Import(ctx context.Context, i *imported.Runs, out string, in Inputs) (string, error) {
	rule, err := a.Spec.Rule()
	if err != nil {
		return "", err
	}
	c, err := i.Collect(a.plan(), a.matrix.Genes, a.matrix.Samples, a.source.V)
	if err != nil {
		return "", err
	}
	return a.into(out, in, func(f *Folder, r *runs) (string, error) {
		a.process.Progress.Note("%s of %s; results go to %s", words.Plural(len(i.Runs), "run"), i.Program, out)
		return f.finish(ctx, a, r, c, rule)
	})
}

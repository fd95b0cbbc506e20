package cli

import (
	"context"
	"errors"
	"syscall"

	"subtype/internal/product"
	"subtype/internal/study"
	"subtype/internal/usage"
)

// openProduct opens the folder of a command. What is in the way there is wrong usage, a full
// disk is not.
func openProduct(out string, p product.Product, force bool) (*product.Folder, error) {
	f, err := product.Open(out, p, force)
	if err != nil && !errors.Is(err, syscall.ENOSPC) {
		err = usage.Wrap(err)
	}
	return f, err
}

// results are what a document of a folder says came out.
type results interface{ Text(folder string) string }

// fill has a command make its product in a folder, or finds that it is there, and tells what
// came out.
func fill[R results](ctx context.Context, out string, p product.Product, force bool, process study.Process, s Streams,
	make func() ([]product.File, R, error)) error {
	f, err := openProduct(out, p, force)
	if err != nil {
		return err
	}
	defer f.Close()
	var r R
	if f.Complete() && !force {
		if err := f.Results(&r); err != nil {
			return err
		}
		process.Progress.Note("%s holds this %s already: nothing to do", out, p.What)
		return tell(s.Out, r.Text(out), nil)
	}
	files, r, err := make()
	if err != nil {
		return err
	}
	return tell(s.Out, r.Text(out), f.Write(ctx, files, r))
}

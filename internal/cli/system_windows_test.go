package cli

import "errors"

func makePipe(string) error { return errors.New("there are no pipes with names here") }

func setUmask(int) (int, bool) { return 0, false }

package study

import "errors"

func makePipe(string) error { return errors.New("there are no pipes with names here") }

//go:build (!unix && !windows) || solaris || aix

package runlog

import "os"

const removesOpen = true

func lock(*os.File) error { return ErrNoLocks }

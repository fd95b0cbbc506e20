//go:build !amd64 || noasm

package sparse

// accelerated are the implementations in assembly: none in this build.
func accelerated() []set { return nil }

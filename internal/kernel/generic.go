//go:build !amd64 || noasm

package kernel

// accelerated are the implementations in assembly: none in this build.
func accelerated() []set { return nil }

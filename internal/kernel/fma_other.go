//go:build !arm64

package kernel

// fma32 is a·b + c, rounded once. The compiler has no instruction for it here.
func fma32(a, b, c float32) float32 { return fma32Exact(a, b, c) }

package kernel

// fma32 is fma32Exact as one instruction, which the compiler makes of this
// expression on this architecture; a test compares them.
func fma32(a, b, c float32) float32 { return a*b + c }

// Package simulate makes expression matrices whose groups are known: none, or some,
// under continuous factors that are no groups, batches and noise. It is there to find
// out how often a method sees groups where there are none, and how often it misses
// those that are there. docs/simulate.md has the model in formulas.
//
// Every gene and every property of the samples has its own random stream, named by the
// seed and by what it is for: more genes leave those before them as they were. All that
// is drawn has the same bits on every processor, so math.Exp, math.Log and the normal
// and exponential numbers of math/rand, which need them, are not used.
package simulate

// Package sparse multiplies a matrix most of whose entries are 0 with thin factors, in time by
// the entries that are not. It gives what package kernel gives for the same matrix packed in
// full, to the last bit, but for the objectives.
//
// # Layout
//
// Eight outputs are the lanes of a block, as in a panel of package kernel. Every lane goes through
// the entries of its output in order of the inner dimension: a step has one entry of each. Outputs
// are sorted by how many entries they have, so that the lanes of a block end at about the same
// step; those that end earlier go on with zeros. So each lane meets rows of the factor of its own.
// They are fetched for some steps at a time, laid out as lanes (expand), and then everything is
// arithmetic on lanes.
//
// # Reproducibility
//
// A sum over the inner dimension in plain order, its products fused, is not changed by leaving out
// those with 0: all factors are finite and ≥ 0. The quotient of 0 and an approximation is 0 there,
// as is that of 0 and 0. So sums of products and of quotients have the bits of package kernel. The
// objectives have terms where V is 0: these are added from sums over all of a factor, and so
// differ from package kernel's by rounding. As there, ref.go defines what the assembly equals to
// the last bit.
package sparse

// Command asm writes the assembly of package kernel and, with -lists, that of package sparse:
// go generate there runs it.
// It is a module of its own, so that its library is no dependency of the program.
//
// The files say in which order the sums run; ref.go and newton.go of the package
// are what they must equal.
package main

import (
	"flag"

	. "github.com/mmcloughlin/avo/build"
)

// Ranks up to which all sums stay in registers; above, a loop keeps them in
// memory. kernel/amd64.go knows the same numbers.
const (
	quotients512, quotients256 = 12, 10
	products512, products256   = 12, 10
	newton512, newton256       = 6, 3
	steps512, steps256         = 7, 3
	hessian512, hessian256     = 24, 12
	mostSingle                 = 12 // rank at single precision
)

func main() {
	ofLists := flag.Bool("lists", false, "write the assembly of package sparse")
	flag.Parse()
	ConstraintExpr("amd64")
	ConstraintExpr("!noasm")
	if *ofLists {
		lists()
	} else {
		panels()
	}
	Generate()
}

// panels are the kernels of package kernel.
func panels() {
	avx512.columnSums()
	for _, s := range []isa{avx512, avx2} {
		quotients, products, newton, steps, hessian := quotients512, products512, newton512, steps512, hessian512
		if !s.wide {
			quotients, products, newton, steps, hessian = quotients256, products256, newton256, steps256, hessian256
		}
		for k := 1; k <= quotients; k++ {
			s.quotientSums(k)
		}
		s.quotientSumsAny()
		for k := 1; k <= products; k++ {
			s.products(k)
		}
		s.scaleRatio()
		for k := 1; k <= newton; k++ {
			s.newtonSums(k)
		}
		s.quotients()
		for k := 1; k <= hessian; k++ {
			s.hessianRow(k)
		}
		s.newtonSumsAny()
		for k := 1; k <= steps; k++ {
			s.newtonStep(k)
		}
		s.newtonStepAny()
		for k := 1; k <= steps; k++ {
			s.coordinateStep(k)
		}
		s.coordinateStepAny()
		s.relax()
		s.divergence()
		s.squaredError()
	}
	for _, s := range []isa{avx512, avx2} {
		s.tileSums()
		s.pairProducts()
	}
	for _, s := range []isa{avx512, half, avx2} {
		s.name += "single"
		s.precision = singles
		newton, steps := newton512, steps512
		if !s.wide {
			newton, steps = newton256, steps256
		}
		for k := 1; k <= newton; k++ {
			s.newtonSums(k)
		}
		s.quotients()
		for k := 1; k <= mostSingle; k++ {
			s.hessianRow(k)
		}
		for k := 1; k <= steps; k++ {
			s.newtonStep(k)
		}
		s.newtonStepAny()
	}
}

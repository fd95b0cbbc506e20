package rank_test

import (
	"fmt"
	"math"

	"subtype/rank"
)

// The consensus is perfect at two groups and at three, so that nothing can be seen in
// it. Grouping the samples from other genes and in other samples gives the same again
// with three groups only.
func ExampleChoose() {
	scores := []rank.Score{
		{K: 2, Cophenetic: 1, Dispersion: 1, SilhouetteConsensus: 1, Genes: .41, SilhouetteExpression: .21, Samples: .58,
			Z: 4.1},
		{K: 3, Cophenetic: 1, Dispersion: 1, SilhouetteConsensus: 1, Genes: .83, SilhouetteExpression: .24, Samples: .90,
			Z: 5.9},
		{K: 4, Cophenetic: .99, Dispersion: .91, SilhouetteConsensus: .88, PAC: .07, Genes: .55, SilhouetteExpression: .17,
			Samples: .61, Z: 5.2},
	}
	for i := range scores {
		scores[i].Halves, scores[i].Residual = math.NaN(), 1/float64(1+i)
	}
	rule, _ := rank.RuleByName("agreement")
	choice := rank.Choose(scores, rule, 0)
	fmt.Printf("k = %d, and not %d\n", choice.K, choice.RunnerUp)
	// Output:
	// k = 3, and not 4
}

package table

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"
)

// matrixText is a matrix as a program writes it: values with the decimals given,
// or in full precision when decimals is -1.
func matrixText(genes, samples, decimals int) []byte {
	rng := rand.New(rand.NewPCG(1, 2))
	var b bytes.Buffer
	b.WriteString("gene")
	for j := range samples {
		fmt.Fprintf(&b, "\tsample%d", j)
	}
	for i := range genes {
		fmt.Fprintf(&b, "\ngene%d", i)
		for range samples {
			switch x := 16 * rng.Float64(); {
			case decimals < 0:
				fmt.Fprintf(&b, "\t%v", x)
			default:
				fmt.Fprintf(&b, "\t%.*f", decimals, x)
			}
		}
	}
	b.WriteByte('\n')
	return b.Bytes()
}

// BenchmarkRead reads a million values. Ten million should take 0.6 s or less.
func BenchmarkRead(b *testing.B) {
	for _, c := range []struct {
		name     string
		decimals int
	}{{"whole", 0}, {"4 decimals", 4}, {"full precision", -1}} {
		b.Run(c.name, func(b *testing.B) {
			const genes, samples = 5000, 200
			text := matrixText(genes, samples, c.decimals)
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Read("expr.tsv", bytes.NewReader(text), Options{}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(genes*samples*b.N)/b.Elapsed().Seconds(), "values/s")
		})
	}
}

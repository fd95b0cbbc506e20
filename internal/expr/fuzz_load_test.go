package expr

import (
	"math"
	"strings"
	"testing"

	"subtype/internal/expr/table"
)

// FuzzLoad: whatever the text and the options, Load does not panic, and what it
// accepts is finite, from 0 on, sorted and without a row or column of zeros.
func FuzzLoad(f *testing.F) {
	f.Add("gene\ta\tb\nx\t1\t-2\nx\tNA\t4\n1-Mar\t0\t0\n", uint32(0))
	f.Add("gene,a,a,b\nx,1,2,3\ny,-1,Inf,7\nx,1,2,3\n", uint32(0xffffffff))
	f.Add("#1.2\n2\t2\nNAME\tDescription\ta\tb\nx\tq\t1\t2\nx\tq\t3\t-4\n", uint32(12345))
	f.Fuzz(func(t *testing.T, text string, bits uint32) {
		take := func(n int) int {
			v := int(bits) % n
			if v < 0 {
				v += n
			}
			bits /= uint32(n)
			return v
		}
		o := Options{Duplicates: DuplicatesPolicies[take(5)], Missing: MissingPolicies[take(5)],
			Negatives: NegativesPolicies[take(6)], Filter: Filters[take(2)],
			Log2: Log2Answers[take(3)], Center: Centers[take(2)],
			DropEmptySamples: take(2) == 1, RenameDuplicateSamples: take(2) == 1,
			FixExcelGenes: take(2) == 1, Strict: take(2) == 1, TopGenes: take(4), MostRank: take(4)}
		if take(3) == 0 {
			o.Only = []string{"x", "MARCH3", "ENSG00000000001"}
		}
		m, err := Load("f", strings.NewReader(text), table.Options{InfMissing: take(2) == 1}, o)
		if err != nil {
			_ = err.Error()
			return
		}
		full := make([]bool, len(m.Samples))
		masked := 0
		for i, row := range m.Values {
			some := false
			for j, x := range row {
				if x != x && o.Missing == "mask" {
					masked++
					continue
				}
				if !(x >= 0) || math.IsInf(x, 0) {
					t.Fatalf("%s in %s is %v", m.Genes[i], m.Samples[j], x)
				}
				some, full[j] = some || x > 0, full[j] || x > 0
			}
			if !some || i > 0 && m.Genes[i] <= m.Genes[i-1] {
				t.Fatalf("row %q (%v) after %q", m.Genes[i], row, m.Genes[max(0, i-1)])
			}
		}
		for j, f := range full {
			if !f || j > 0 && m.Samples[j] <= m.Samples[j-1] {
				t.Fatalf("column %q", m.Samples[j])
			}
		}
		if masked != m.Masked {
			t.Fatalf("%d masked, said %d", masked, m.Masked)
		}
	})
}

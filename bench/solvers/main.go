// Command solvers compares the fast solvers with multiplicative updates run for
// long, on one matrix: how good the optima are that many random starts reach, and
// whether the consensus is the same. docs/fast-solvers.md holds what it printed.
//
//	go run ./bench/solvers -labels labels.tsv -known 3 [-negatives shift-gene] [-missing drop-genes] expr.tsv
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"subtype/consensus"
	"subtype/internal/expr"
	"subtype/internal/expr/table"
	"subtype/internal/sweep"
	"subtype/nmf"
)

var (
	labels    = flag.String("labels", "", "table of known classes: columns sample and label")
	known     = flag.Int("known", 0, "the number of known classes")
	genes     = flag.Int("genes", 1500, "most variable genes kept")
	starts    = flag.Int("starts", 50, "random starts per rank")
	negatives = flag.String("negatives", "refuse", "as subtype run")
	missing   = flag.String("missing", "refuse", "as subtype run")
	only      = flag.String("only", "", "compare this fast algorithm alone: kl or hals")
)

func main() {
	flag.Parse()
	if err := run(flag.Arg(0)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(path string) error {
	m, classes, err := read(path)
	if err != nil {
		return err
	}
	v, err := nmf.NewMatrix(m.Values)
	if err != nil {
		return err
	}
	fmt.Printf("%d genes × %d samples, %d starts a rank\n", len(m.Genes), len(m.Samples), *starts)
	for _, pair := range []struct{ fast, slow nmf.Method }{{nmf.KL{}, nmf.Brunet{}}, {nmf.HALS{}, nmf.Euclidean{}}} {
		if *only != "" && pair.fast.Name() != *only {
			continue
		}
		if err := compare(v, pair.fast, pair.slow); err != nil {
			return err
		}
	}
	if classes == nil {
		return nil
	}
	fmt.Printf("\n| adjusted Rand index with the known classes, k = %d | none | sum | max |\n|---|---|---|---|\n", *known)
	for _, method := range []nmf.Method{nmf.KL{}, nmf.HALS{}} {
		fmt.Printf("| %s", method.Name())
		for _, scale := range nmf.Scales() {
			s, err := survey(v, *known, method, nmf.Settled, 2000, scale, 1)
			if err != nil {
				return err
			}
			fmt.Printf(" | %.3f", consensus.AdjustedRand(s.subtypes, classes))
		}
		fmt.Println(" |")
	}
	return nil
}

// read prepares the matrix and the known classes of its samples, −1 for unknown.
func read(path string) (*expr.Matrix, []int, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	table, err := table.Read(path, f, table.Options{})
	if err != nil {
		return nil, nil, err
	}
	m, err := expr.Prepare(table, expr.Options{Negatives: *negatives, Missing: *missing, TopGenes: *genes})
	if err != nil || *labels == "" {
		return m, nil, err
	}
	text, err := os.ReadFile(*labels)
	if err != nil {
		return nil, nil, err
	}
	class, number := map[string]int{}, map[string]int{"NA": -1}
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n")[1:] {
		fields := strings.Split(line, "\t")
		if _, ok := number[fields[1]]; !ok {
			number[fields[1]] = len(number)
		}
		class[fields[0]] = number[fields[1]]
	}
	classes := make([]int, len(m.Samples))
	for j, name := range m.Samples {
		c, ok := class[name]
		if !ok {
			c = -1
		}
		classes[j] = c
	}
	return m, classes, nil
}

// result is what many starts at one rank gave.
type result struct {
	losses     []float64
	iterations []int
	pac, coph  float64
	subtypes   []int
	seconds    float64 // of one run
}

func survey(v *nmf.Matrix, k int, method nmf.Method, stop nmf.Stop, iterations int, scale nmf.Scale,
	seed uint64) (*result, error) {
	p := sweep.Plan{Ranks: []int{k}, Restarts: *starts, Seed: seed, Method: method, Stop: stop, MaxIter: iterations,
		Scale: scale}
	_, n := v.Dims()
	counts := consensus.NewCounts(n)
	r := &result{}
	began := time.Now()
	threads := runtime.GOMAXPROCS(0)
	err := sweep.Run(context.Background(), sweep.Alone(v), p, p.Tasks(sweep.Shard{}), threads,
		func(run sweep.Record, _ nmf.Factors) error {
			counts.Add(run.Labels)
			r.losses, r.iterations = append(r.losses, run.Loss), append(r.iterations, run.Iter)
			return nil
		})
	r.seconds = time.Since(began).Seconds() * float64(threads) / float64(*starts)
	slices.Sort(r.losses)
	slices.Sort(r.iterations)
	d := counts.Distances()
	tree := consensus.Cluster(d)
	r.pac, r.coph, r.subtypes = counts.PAC(), consensus.CopheneticCorr(d, tree), tree.Cut(k)
	return r, err
}

// compare prints a row a rank: two sets of starts of each algorithm.
func compare(v *nmf.Matrix, fast, slow nmf.Method) error {
	fmt.Printf("\n%s against %s to 5000 iterations or an objective that falls by less than 1e-7 in 50; labels read at "+
		"maximum norm.\n\n", fast.Name(), slow.Name())
	fmt.Printf("| k | optimum found by %s, %s (share of starts) | excess, median | excess, worst | iterations, median | "+
		"ms a run | PAC %s, two sets | PAC %s, two sets | partitions alike: %s sets, %s sets, %s and %s |\n"+
		"|---|---|---|---|---|---|---|---|---|\n",
		fast.Name(), slow.Name(), fast.Name(), slow.Name(), fast.Name(), slow.Name(), fast.Name(), slow.Name())
	for k := 2; k <= 6; k++ {
		var f, s [2]*result
		best := 0.0
		for i := range f {
			var err error
			if f[i], err = survey(v, k, fast, nmf.Settled, 2000, nmf.ScaleMax, uint64(i+1)); err != nil {
				return err
			}
			if s[i], err = survey(v, k, slow, nmf.Objective, 5000, nmf.ScaleMax, uint64(i+1)); err != nil {
				return err
			}
			for _, r := range []*result{f[i], s[i]} {
				if best == 0 || r.losses[0] < best {
					best = r.losses[0]
				}
			}
		}
		both := func(of func(r *result) string) string { return of(join(f)) + ", " + of(join(s)) }
		fmt.Printf("| %d | %s | %s | %s | %s | %s | %.3f, %.3f | %.3f, %.3f | %.3f, %.3f, %.3f |\n", k,
			both(func(r *result) string {
				within := 0
				for _, x := range r.losses {
					if x <= best*(1+1e-4) {
						within++
					}
				}
				return fmt.Sprintf("%.0f %%", 100*float64(within)/float64(len(r.losses)))
			}),
			both(func(r *result) string { return fmt.Sprintf("%.1e", r.losses[len(r.losses)/2]/best-1) }),
			both(func(r *result) string { return fmt.Sprintf("%.1e", r.losses[len(r.losses)-1]/best-1) }),
			both(func(r *result) string { return fmt.Sprint(r.iterations[len(r.iterations)/2]) }),
			both(func(r *result) string { return fmt.Sprintf("%.1f", 1000*r.seconds) }),
			f[0].pac, f[1].pac, s[0].pac, s[1].pac,
			consensus.AdjustedRand(f[0].subtypes, f[1].subtypes), consensus.AdjustedRand(s[0].subtypes, s[1].subtypes),
			consensus.AdjustedRand(f[0].subtypes, s[0].subtypes))
	}
	return nil
}

// join pools two sets of starts.
func join(r [2]*result) *result {
	j := &result{losses: slices.Concat(r[0].losses, r[1].losses), iterations: slices.Concat(r[0].iterations,
		r[1].iterations), seconds: (r[0].seconds + r[1].seconds) / 2}
	slices.Sort(j.losses)
	slices.Sort(j.iterations)
	return j
}

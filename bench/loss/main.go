// Command loss measures how long solvers of the Euclidean distance take to the same loss, one
// thread each: hals, RcppML and scikit-learn's cd. Needs Debian's r-cran-rcppml and
// python3-sklearn; let nothing else run.
//
//	go run ./bench/loss EXPR K [EXPR K ...]
//
// Every solver starts at random from five seeds, with as many iterations as a grid says, from
// the start each time. Its time is that of the first of these whose loss is within 1e-4 of
// the best that any solver found, the median over the seeds that come so far.
package main

import (
	"bufio"
	_ "embed"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"subtype/internal/expr"
	"subtype/internal/expr/table"
	"subtype/nmf"
)

//go:embed loss.R
var inR string

//go:embed loss.py
var inPython string

// within is how near the best loss is near enough, as a share of it.
const within = 1e-4

const seeds = 5

// grid is how many iterations are done.
var grid = []int{5, 7, 10, 14, 20, 28, 40, 56, 80, 112, 160, 224, 320, 448, 640, 896, 1280, 1800, 2500}

// point is what some iterations from a seed led to.
type point struct {
	solver           string
	seed, iterations int
	seconds, loss    float64
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	runtime.GOMAXPROCS(1)
	work, err := os.MkdirTemp("", "loss")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	fmt.Println("| data | solver | seeds that come within 1e-4 | iterations | seconds | times longer than hals |")
	fmt.Println("|---|---|---|---|---|---|")
	for ; len(args) > 1; args = args[2:] {
		k, err := strconv.Atoi(args[1])
		if err != nil {
			return err
		}
		if err := compare(args[0], k, filepath.Join(work, "v.tsv")); err != nil {
			return err
		}
	}
	return nil
}

// compare prints the rows of a matrix at a rank; plain is where peers find it.
func compare(path string, k int, plain string) error {
	m, err := read(path)
	if err != nil {
		return err
	}
	if err := write(plain, m.Values); err != nil {
		return err
	}
	points, err := ours(m, k)
	if err != nil {
		return err
	}
	steps := strings.Trim(fmt.Sprint(grid), "[]")
	for _, peer := range [][]string{{"Rscript", "-e", inR}, {"/usr/bin/python3", "-c", inPython}} {
		command := exec.Command(peer[0], append(peer[1:], plain, strconv.Itoa(k), strconv.Itoa(seeds), steps)...)
		command.Env = append(os.Environ(), "OPENBLAS_NUM_THREADS=1", "OMP_NUM_THREADS=1")
		command.Stderr = os.Stderr
		out, err := command.Output()
		if err != nil {
			return fmt.Errorf("%s: %w", peer[0], err)
		}
		for line := range strings.Lines(string(out)) {
			var p point
			if _, err := fmt.Sscan(line, &p.solver, &p.seed, &p.iterations, &p.seconds, &p.loss); err != nil {
				return fmt.Errorf("%s says %q: %w", peer[0], line, err)
			}
			points = append(points, p)
		}
	}
	report(fmt.Sprintf("%s, %d × %d, k = %d", filepath.Base(filepath.Dir(path)), len(m.Genes), len(m.Samples), k), points)
	return nil
}

func read(path string) (*expr.Matrix, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	t, err := table.Read(path, f, table.Options{})
	if err != nil {
		return nil, err
	}
	return expr.Prepare(t, expr.Options{})
}

func write(path string, rows [][]float64) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	for _, row := range rows {
		for j, x := range row {
			if j > 0 {
				w.WriteByte('\t')
			}
			w.WriteString(strconv.FormatFloat(x, 'g', -1, 64))
		}
		w.WriteByte('\n')
	}
	return w.Flush()
}

// ours are the points of hals.
func ours(m *expr.Matrix, k int) ([]point, error) {
	v, err := nmf.NewMatrix(m.Values)
	if err != nil {
		return nil, err
	}
	var out []point
	for seed := 1; seed <= seeds; seed++ {
		for _, n := range grid {
			began := time.Now()
			f := nmf.Random(v, k, rand.New(rand.NewPCG(uint64(seed), 0)))
			u := nmf.HALS{}.Bind(v, k)
			for range n {
				u.Update(f)
			}
			out = append(out, point{"hals", seed, n, time.Since(began).Seconds(), u.Loss(f)})
		}
	}
	return out, nil
}

// report prints a row a solver.
func report(data string, points []point) {
	best := math.Inf(1)
	var solvers []string
	for _, p := range points {
		best = min(best, p.loss)
		if !slices.Contains(solvers, p.solver) {
			solvers = append(solvers, p.solver)
		}
	}
	first := 0.0
	for _, solver := range solvers {
		var reached []point
		for seed := 1; seed <= seeds; seed++ {
			at := slices.IndexFunc(points, func(p point) bool {
				return p.solver == solver && p.seed == seed && p.loss <= best*(1+within)
			})
			if at >= 0 {
				reached = append(reached, points[at])
			}
		}
		if len(reached) == 0 {
			fmt.Printf("| %s | %s | 0 of %d | | | |\n", data, solver, seeds)
			continue
		}
		slices.SortFunc(reached, func(a, b point) int { return int(math.Copysign(1, a.seconds-b.seconds)) })
		middle := reached[len(reached)/2]
		if first == 0 {
			first = middle.seconds
		}
		fmt.Printf("| %s | %s | %d of %d | %d | %.3g | %.1f |\n", data, solver, len(reached), seeds, middle.iterations,
			middle.seconds, middle.seconds/first)
	}
}

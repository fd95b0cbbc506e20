package imported

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"subtype/internal/expr/factor"
	"subtype/internal/usage"
)

// Names of files in the folder.
const (
	aboutName = "about.tsv"
	runsName  = "runs.tsv"
)

// FactorNames are the files of the best run at a rank.
func FactorNames(k int) (basis, coefficients string) {
	return fmt.Sprintf("basis_k%d.tsv", k), fmt.Sprintf("coefficients_k%d.tsv", k)
}

// Runs are all that a folder holds.
type Runs struct {
	Program  string
	Settings []Setting // in their order in the file
	Samples  []string
	Ranks    []int // rising
	Restarts int   // runs at each rank
	Runs     []Run // by rank, then run
	Factors  map[int]Factors
	Files    []string // that were read
	SHA256   string   // of all of them
}

// Setting is one of this program, with what stands for it.
type Setting struct{ Name, Value string }

// Run is one of them.
type Run struct {
	Rank, Run, Iterations int
	Residual              float64
	Labels                []int // from 0, in the order of Samples
}

// Factors are the tables of the best run at a rank.
type Factors struct{ Basis, Coefficients *factor.Table }

// Read reads a folder.
func Read(dir string) (*Runs, error) {
	r := &Runs{Factors: map[int]Factors{}}
	digest := sha256.New()
	open := func(name string) ([]byte, error) {
		path := filepath.Join(dir, name)
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, usage.Errorf("%w: the folder of runs must hold %s, %s, and basis_kK.tsv and coefficients_kK.tsv "+
				"of every rank", err, aboutName, runsName)
		}
		r.Files = append(r.Files, path)
		fmt.Fprintf(digest, "%s %x\n", name, sha256.Sum256(data))
		return data, nil
	}
	for _, part := range []struct {
		name string
		read func(string, []byte) error
	}{{aboutName, r.about}, {runsName, r.runs}} {
		data, err := open(part.name)
		if err == nil {
			err = part.read(filepath.Join(dir, part.name), data)
		}
		if err != nil {
			return nil, err
		}
	}
	for _, k := range r.Ranks {
		var tables [2]*factor.Table
		basis, coefficients := FactorNames(k)
		for i, name := range []string{basis, coefficients} {
			data, err := open(name)
			if err == nil {
				tables[i], err = factor.Read(name, bytes.NewReader(data), "")
			}
			if err != nil {
				return nil, err
			}
			if n := len(tables[i].Columns); n != k {
				return nil, usage.Errorf("%s has %d metagenes, want %d", filepath.Join(dir, name), n, k)
			}
		}
		r.Factors[k] = Factors{tables[0], tables[1]}
	}
	r.SHA256 = hex.EncodeToString(digest.Sum(nil))
	return r, nil
}

// lines hands the fields of every line to take, from line 1 on.
func lines(path string, data []byte, take func(fields []string) error) error {
	s := bufio.NewScanner(bytes.NewReader(data))
	s.Buffer(nil, len(data)+1)
	for n := 1; s.Scan(); n++ {
		text := strings.TrimSuffix(s.Text(), "\r")
		if text == "" {
			continue
		}
		if err := take(strings.Split(text, "\t")); err != nil {
			return usage.Errorf("%s:%d%w", path, n, err)
		}
	}
	return s.Err()
}

// at is what is wrong in a column, from 1.
func at(column int, format string, a ...any) error {
	return fmt.Errorf(":%d: %s", column, fmt.Sprintf(format, a...))
}

func (r *Runs) about(path string, data []byte) error {
	err := lines(path, data, func(fields []string) error {
		if len(fields) != 2 || fields[0] == "" || fields[1] == "" {
			return at(1, "want a name, a tab and a value")
		}
		if fields[0] == "program" {
			r.Program = fields[1]
			return nil
		}
		r.Settings = append(r.Settings, Setting{fields[0], fields[1]})
		return nil
	})
	if err == nil && r.Program == "" {
		err = usage.Errorf("%s names no program", path)
	}
	if err == nil && !slices.ContainsFunc(r.Settings, func(s Setting) bool { return s.Name == "algorithm" }) {
		err = usage.Errorf("%s names no algorithm", path)
	}
	return err
}

var heads = []string{"rank", "run", "residual", "iterations"}

func (r *Runs) runs(path string, data []byte) error {
	seen, counts := map[[2]int]bool{}, map[int]int{}
	err := lines(path, data, func(fields []string) error {
		if r.Samples == nil {
			if len(fields) <= len(heads) || !slices.Equal(fields[:len(heads)], heads) {
				return at(1, "the header must be %s and the names of the samples", strings.Join(heads, ", "))
			}
			r.Samples = slices.Clone(fields[len(heads):])
			return nil
		}
		run, err := r.run(fields)
		if err == nil && seen[[2]int{run.Rank, run.Run}] {
			err = at(2, "run %d at rank %d is there twice", run.Run, run.Rank)
		}
		if err == nil {
			seen[[2]int{run.Rank, run.Run}] = true
			counts[run.Rank]++
			r.Runs = append(r.Runs, run)
		}
		return err
	})
	if err != nil {
		return err
	}
	if len(r.Runs) == 0 {
		return usage.Errorf("%s holds no runs", path)
	}
	r.Ranks = slices.Sorted(maps.Keys(counts))
	r.Restarts = counts[r.Ranks[0]]
	for _, k := range r.Ranks {
		if counts[k] != r.Restarts {
			return usage.Errorf("%s has %d runs at rank %d and %d at rank %d; keep as many of each", path, r.Restarts,
				r.Ranks[0], counts[k], k)
		}
	}
	for _, run := range r.Runs {
		if run.Run > r.Restarts {
			return usage.Errorf("%s has a run %d at rank %d, of %d; runs are numbered from 1", path, run.Run, run.Rank,
				r.Restarts)
		}
	}
	slices.SortFunc(r.Runs, func(a, b Run) int { return slices.Compare([]int{a.Rank, a.Run}, []int{b.Rank, b.Run}) })
	return nil
}

// run takes the fields of a line.
func (r *Runs) run(fields []string) (run Run, err error) {
	if len(fields) != len(heads)+len(r.Samples) {
		return run, at(len(fields), "this line has %d fields, the header has %d", len(fields), len(heads)+len(r.Samples))
	}
	for c, to := range map[int]*int{0: &run.Rank, 1: &run.Run, 3: &run.Iterations} {
		least := []int{2, 1, 0, 0}[c]
		if *to, err = strconv.Atoi(fields[c]); err != nil || *to < least || *to > math.MaxInt32 {
			return run, at(c+1, "%s %q is no whole number from %d on", heads[c], fields[c], least)
		}
	}
	run.Residual, err = strconv.ParseFloat(fields[2], 64)
	if err != nil || math.IsNaN(run.Residual) || math.IsInf(run.Residual, 0) {
		return run, at(3, "residual %q is no finite number", fields[2])
	}
	run.Labels = make([]int, len(r.Samples))
	for j, field := range fields[len(heads):] {
		label, err := strconv.Atoi(field)
		if err != nil || label < 1 || label > run.Rank {
			return run, at(len(heads)+j+1, "group %q of sample %s is not from 1 to %d", field, r.Samples[j], run.Rank)
		}
		run.Labels[j] = label - 1
	}
	return run, nil
}

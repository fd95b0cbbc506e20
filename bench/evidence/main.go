// Command evidence measures what the verdict about subtypes and the rule for their
// number stand on: on labelled studies, and on simulated matrices with and without
// groups, with the program's own packages.
//
//	go run ./bench/evidence -pass whether -none 0:200 -groups 0:100 > measured.jsonl
//	go run ./bench/evidence -pass agree -studies FOLDER -groups 0:60 >> measured.jsonl
//	go run ./bench/evidence -pass patients -studies FOLDER -groups 0:25 >> measured.jsonl
//	go run ./bench/evidence -tables < measured.jsonl
//
// Each pass writes a line of JSON for every data set; -tables makes of any such lines the
// tables of docs/rank-rules.md. The passes:
//
//   - whether: the test against samples without groups, and what k-means and Ward's
//     clustering make of the samples at the known number of groups. About a second a set.
//   - agree: that, and at each rank the agreements, the silhouette by expression, the
//     index of the subtypes with the known groups, and what every rule chooses. Minutes.
//   - patients: the same done to one half of the samples at the known number of groups,
//     and which subtype the other half's metagenes give them.
//
// FOLDER holds a folder for each study, or folders of such, with expr.tsv.gz (genes ×
// samples) and labels.tsv (sample and class, NA for unknown). Every third, by its name, is
// set aside for a last look (-final), and so is every second simulated set. With -studies,
// a third of the sets without groups have the genes' covariance of a study, half of these
// the genes' own values, too.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"sync"
)

var (
	pass     = flag.String("pass", "whether", "what to measure: whether, agree, patients")
	folder   = flag.String("studies", "", "folder with labelled studies")
	with     = flag.String("groups", "", "simulated sets with groups, FROM:TO")
	none     = flag.String("none", "", "simulated sets without groups, FROM:TO")
	final    = flag.Bool("final", false, "the sets that were set aside, instead of the others")
	only     = flag.String("only", "", "only sets whose name contains this")
	genes    = flag.Int("genes", 1000, "most variable genes kept")
	nulls    = flag.Int("nulls", 59, "sets without groups that each is compared with")
	ranks    = flag.Int("ranks", 8, "largest rank")
	restarts = flag.Int("restarts", 10, "runs at each rank")
	resample = flag.Int("resample", 16, "subsamples")
	read     = flag.String("read", "clusters", "how subtypes are read: clusters (hals), largest (kl)")
	threads  = flag.Int("threads", 2, "data sets at once")
	tables   = flag.Bool("tables", false, "make tables of the lines in stdin")
)

func main() {
	flag.Parse()
	err := func() error {
		if *tables {
			return printTables(os.Stdin, os.Stdout)
		}
		return measureAll(context.Background())
	}()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// chosen are the data sets asked for, each made when its turn comes.
func chosen() (tasks []func() (*set, error), err error) {
	var known []*set
	if *folder != "" {
		if known, err = studies(*folder); err != nil {
			return nil, err
		}
	}
	each := func(s string, make func(i int) (*set, error)) error {
		var from, to int
		if s == "" {
			return nil
		}
		if _, err := fmt.Sscanf(s, "%d:%d", &from, &to); err != nil {
			return fmt.Errorf("%q is not FROM:TO", s)
		}
		for i := from; i < to; i++ {
			tasks = append(tasks, func() (*set, error) { return make(i) })
		}
		return nil
	}
	if err := each(*with, grouped); err != nil {
		return nil, err
	}
	if err := each(*none, func(i int) (*set, error) { return without(i, known) }); err != nil {
		return nil, err
	}
	if *none == "" { // where sets without groups are made, studies only lend their covariance
		for _, s := range known {
			tasks = append(tasks, func() (*set, error) { return s, nil })
		}
	}
	return tasks, nil
}

// measureAll measures set by set; lines come in the order in which sets are done.
func measureAll(ctx context.Context) error {
	tasks, err := chosen()
	if err != nil {
		return err
	}
	queue := make(chan func() (*set, error))
	go func() {
		for _, t := range tasks {
			queue <- t
		}
		close(queue)
	}()
	out := json.NewEncoder(os.Stdout)
	var one sync.Mutex
	var workers sync.WaitGroup
	var failed error
	for range *threads {
		workers.Go(func() {
			for t := range queue {
				s, err := t()
				var m *measured
				if err == nil {
					if !strings.Contains(s.name, *only) || s.final != *final {
						continue
					}
					m, err = measure(ctx, s)
				}
				one.Lock()
				if err == nil && m != nil {
					err = out.Encode(m)
				}
				if err != nil {
					failed = err
				}
				one.Unlock()
			}
		})
	}
	workers.Wait()
	return failed
}

// measured is what is found about a data set. Slices have an element a rank.
type measured struct {
	Name, Class, Kind   string
	Final               bool
	K                   int // known groups, 1: none
	Samples, Genes      int
	Z, Threshold        float64
	Called              bool
	KMeans, Ward        float64 // index with the known groups, at their number
	Read                string  `json:",omitempty"`
	Ranks               []int   `json:",omitempty"`
	ZOfRank, Silhouette []float64
	G, S, H, Starts     []float64      // agreements: of gene halves, of subsamples, by halves of the samples, of starts
	Index               []float64      // of the subtypes with the known groups
	Rules               map[string]int `json:",omitempty"` // the rank that each chooses
	Patients            []patient      `json:",omitempty"`
}

func measure(ctx context.Context, s *set) (*measured, error) {
	m := &measured{Name: s.name, Class: s.class, Kind: s.kind, Final: s.final, K: s.k, Samples: len(s.truth),
		Genes: len(s.log)}
	switch *pass {
	case "whether":
		return m, whether(ctx, s, m)
	case "agree":
		if err := whether(ctx, s, m); err != nil {
			return nil, err
		}
		return m, agree(ctx, s, m)
	case "patients":
		if len(s.truth) < 40 || s.k < 2 {
			return nil, nil
		}
		return m, halved(ctx, s, m)
	}
	return nil, fmt.Errorf("no pass %q", *pass)
}

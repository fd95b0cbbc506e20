package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"

	"subtype/internal/confidence"
	"subtype/rank"
)

const (
	visible  = 0.8 // index of k-means from which it sees the groups
	findable = 0.3 // best index at any rank from which there is something to find
	right    = 0.5 // index from which a clear grouping is right
)

// printTables makes tables of measured sets.
func printTables(r io.Reader, w io.Writer) error {
	var all []*measured
	lines := json.NewDecoder(r)
	for {
		var m measured
		err := lines.Decode(&m)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		all = append(all, &m)
	}
	whetherTable(w, filter(all, func(m *measured) bool { return len(m.Ranks) > 0 }))
	for _, read := range []string{"clusters", "largest"} {
		agreed := filter(all, func(m *measured) bool { return m.Read == read })
		if len(agreed) > 0 {
			fmt.Fprintf(w, "\nReading: %s\n", read)
			rulesTable(w, agreed)
			clearTable(w, agreed)
		}
	}
	patientsTable(w, all)
	return nil
}

func filter(all []*measured, is func(*measured) bool) (some []*measured) {
	for _, m := range all {
		if is(m) {
			some = append(some, m)
		}
	}
	return some
}

func class(of string) func(*measured) bool { return func(m *measured) bool { return m.Class == of } }

// whetherTable counts the sets that are called, kind by kind.
func whetherTable(w io.Writer, all []*measured) {
	if len(all) == 0 {
		return
	}
	fmt.Fprint(w, "\n| | sets | called | 95 % interval |\n|---|---|---|---|\n")
	row := func(name string, some []*measured) {
		if n := len(some); n > 0 {
			called := len(filter(some, func(m *measured) bool { return m.Called }))
			low, high := interval(called, n)
			fmt.Fprintf(w, "| %s | %d | %d | %.1f to %.1f %% |\n", name, n, called, 100*low, 100*high)
		}
	}
	none := filter(all, class("none"))
	kinds := map[string]bool{}
	for _, m := range none {
		kinds[m.Kind] = true
	}
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		row("without groups: "+kind, filter(none, func(m *measured) bool { return m.Kind == kind }))
	}
	row("without groups", none)
	groups := filter(all, class("groups"))
	row("groups that k-means sees", filter(groups, func(m *measured) bool { return m.KMeans > visible }))
	row("groups that it does not", filter(groups, func(m *measured) bool { return m.KMeans <= visible }))
	row("studies", filter(all, class("study")))
}

// rival is how near another rank comes to the i-th.
func (m *measured) rival(i int) float64 {
	var scores []rank.Score
	for j, k := range m.Ranks {
		scores = append(scores, rank.Score{K: k, Genes: m.G[j], SilhouetteExpression: m.Silhouette[j], Z: m.ZOfRank[j]})
	}
	return rank.Rival(scores, m.Ranks[i])
}

// at is the index at rank k, that of the nearest rank where k was not looked at.
func (m *measured) at(k int) float64 {
	return m.Index[min(max(k-m.Ranks[0], 0), len(m.Ranks)-1)]
}

// rulesTable gives the mean index at the rank that each rule chooses.
func rulesTable(w io.Writer, all []*measured) {
	studies, groups := filter(all, class("study")), filter(all, class("groups"))
	found := filter(studies, func(m *measured) bool { return slices.Max(m.Index) >= findable })
	fmt.Fprintf(w, "\n| mean adjusted Rand index | %d studies | of these %d | %d simulated |\n|---|---|---|---|\n",
		len(studies), len(found), len(groups))
	row := func(name string, index func(*measured) float64) {
		fmt.Fprintf(w, "| %s |", name)
		for _, some := range [][]*measured{studies, found, groups} {
			fmt.Fprintf(w, " %.3f |", mean(some, index))
		}
		fmt.Fprintln(w)
	}
	for _, r := range rank.Rules() {
		row(r.Name, func(m *measured) float64 {
			if k, ok := m.Rules[r.Name]; ok {
				return m.at(k)
			}
			return m.at(m.Rules["elbow"]) // it has no opinion: too few ranks
		})
	}
	row("always 3", func(m *measured) float64 { return m.at(3) })
	row("the best k", func(m *measured) float64 { return slices.Max(m.Index) })
	row("the known number", func(m *measured) float64 { return m.at(m.K) })
	row("k-means at the known number", func(m *measured) float64 { return m.KMeans })
	row("Ward at the known number", func(m *measured) float64 { return m.Ward })
}

func mean(all []*measured, of func(*measured) float64) float64 {
	s := 0.0
	for _, m := range all {
		s += of(m)
	}
	return s / float64(len(all))
}

// clearTable counts the sets that are clear, and those of them whose groups are right.
func clearTable(w io.Writer, all []*measured) {
	fmt.Fprint(w, "\n| | called | clear | of these index .5 or more |\n|---|---|---|---|\n")
	for _, of := range []string{"study", "groups", "none"} {
		called := filter(filter(all, class(of)), func(m *measured) bool { return m.Called })
		clear := filter(called, func(m *measured) bool {
			i := slices.Index(m.Ranks, m.Rules["agreement"])
			return i >= 0 && min(m.G[i], m.S[i], m.H[i]) >= confidence.ClearFrom && m.rival(i) < confidence.RivalBelow
		})
		good := filter(clear, func(m *measured) bool { return m.at(m.Rules["agreement"]) >= right })
		fmt.Fprintf(w, "| %s | %d | %d | %d |\n", of, len(called), len(clear), len(good))
	}
}

// patientsTable counts the samples that the other half of their cohort gives the same
// subtype.
func patientsTable(w io.Writer, all []*measured) {
	all = filter(all, func(m *measured) bool { return len(m.Patients) > 0 })
	if len(all) == 0 {
		return
	}
	fmt.Fprint(w, "\n| of them kept | firm | borderline | unassigned |\n|---|---|---|---|\n")
	for _, of := range []string{"study", "groups"} {
		some := filter(all, class(of))
		fmt.Fprintf(w, "| %d of class %s |", len(some), of)
		for _, c := range []confidence.Class{confidence.Firm, confidence.Borderline, confidence.Unassigned} {
			kept, n := 0, 0
			for _, m := range some {
				for _, p := range m.Patients {
					if p.Class == c {
						n++
						if p.Kept {
							kept++
						}
					}
				}
			}
			fmt.Fprintf(w, " %d, %.3f |", n, float64(kept)/float64(n))
		}
		fmt.Fprintln(w)
	}
}

// interval is the exact 95 % interval of a share (Clopper and Pearson 1934).
func interval(x, n int) (low, high float64) {
	// tail is the probability of from to to of n.
	tail := func(p float64, from, to int) float64 {
		sum := 0.0
		for i := from; i <= to; i++ {
			a, _ := math.Lgamma(float64(n + 1))
			b, _ := math.Lgamma(float64(i + 1))
			c, _ := math.Lgamma(float64(n - i + 1))
			sum += math.Exp(a - b - c + float64(i)*math.Log(p) + float64(n-i)*math.Log(1-p))
		}
		return sum
	}
	where := func(above func(p float64) bool) float64 {
		a, b := 0.0, 1.0
		for range 50 {
			if m := (a + b) / 2; above(m) {
				b = m
			} else {
				a = m
			}
		}
		return a
	}
	high = 1
	if x > 0 {
		low = where(func(p float64) bool { return tail(p, x, n) > 0.025 })
	}
	if x < n {
		high = where(func(p float64) bool { return tail(p, 0, x) < 0.025 })
	}
	return low, high
}

package predict

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"subtype/internal/classify"
	"subtype/internal/expr/names"
	"subtype/internal/expr/table"
	"subtype/internal/genesets"
	"subtype/internal/input"
	"subtype/internal/study"
	"subtype/internal/usage"
	"subtype/internal/words"
)

// cohort are the samples that are to be predicted.
type cohort struct {
	name, sha256, format string
	rows                 int // genes of the file
	samples              []string
	respelt              int    // genes that were met under another spelling
	several              int    // genes that stand in several rows, of which the mean is taken
	unlike               string // how genes are named, where few are found; else ""
	values               [][]float64
}

// gathering collects the rows that a classifier knows.
type gathering struct {
	symbol func(gene string) string // of a table of names; "": not known
	places map[string]int           // genes of the classifier by their names
	others map[string]int           // by other spellings; −1: of several
	exact  []sum
	loose  []sum
	keep   []int // columns
	choice func(t *table.Table) []int
}

// sum adds up the rows of a gene.
type sum struct {
	rows          int
	total, counts []float64
}

func (s *sum) add(values []float64, keep []int) {
	if s.total == nil {
		s.total, s.counts = make([]float64, len(keep)), make([]float64, len(keep))
	}
	s.rows++
	for i, j := range keep {
		if v := values[j]; v == v {
			s.total[i] += v
			s.counts[i]++
		}
	}
}

// read reads the samples, with the genes of a classifier. A table of names, if there is one, says
// what the genes of either are called.
func read(load study.Loader, c *classify.Classifier, called *genesets.Names) (*cohort, error) {
	f := c.Frame
	g := &gathering{places: map[string]int{}, others: map[string]int{}, exact: make([]sum, len(f.Genes)),
		loose: make([]sum, len(f.Genes)), symbol: called.Lookup()}
	for i, gene := range f.Genes {
		g.places[gene.Name] = i
	}
	for i, gene := range f.Genes {
		for _, other := range slices.Concat([]string{gene.Name}, c.Others[i], names.Spellings(g.symbol(gene.Name))) {
			if at, ok := g.others[other]; ok && at != i && other != "" {
				g.others[other] = -1 // which one is meant is not known
				continue
			}
			g.others[other] = i
		}
	}
	chosen := names.NewChoice(nil, nil)
	g.choice = func(t *table.Table) []int {
		var keep []int
		if t.Choice == nil {
			chosen = names.NewChoice(load.Spec.Read.KeepSamples, load.Spec.Read.DropSamples)
		}
		for j, name := range t.Samples {
			if t.Choice != nil || chosen.Wants(name) {
				keep = append(keep, j)
			}
		}
		return keep
	}
	for _, list := range []*[]string{&load.Spec.Read.KeepSamples, &load.Spec.Read.DropSamples} {
		if err := study.ExpandList(list); err != nil {
			return nil, err
		}
	}
	t, err := input.Rows(load.Path, load.Stdin, load.Spec.ReadOptions(), g.take)
	if err != nil {
		return nil, err
	}
	return g.cohort(t, f)
}

// take takes a row in.
func (g *gathering) take(t *table.Table, values []float64) {
	if g.keep == nil {
		g.keep = g.choice(t)
	}
	name := t.Genes[len(t.Genes)-1]
	if at, ok := g.places[name]; ok {
		g.exact[at].add(values, g.keep)
		return
	}
	for _, other := range append(names.Spellings(name), names.Spellings(g.symbol(name))...) {
		if at, ok := g.others[other]; ok && at >= 0 && other != "" {
			g.loose[at].add(values, g.keep)
			return
		}
	}
}

// cohort is what was gathered.
func (g *gathering) cohort(t *table.Table, f *classify.Frame) (*cohort, error) {
	c := &cohort{name: t.Name, sha256: t.SHA256, format: t.Format, rows: len(t.Genes)}
	for _, j := range g.keep {
		c.samples = append(c.samples, t.Samples[j])
	}
	if len(c.samples) == 0 {
		return nil, usage.Errorf("%s: no sample is left", t.Name)
	}
	found := 0
	for i := range f.Genes {
		of := g.exact[i]
		if of.rows == 0 && g.loose[i].rows > 0 {
			of = g.loose[i]
			c.respelt++
		}
		if of.rows > 1 {
			c.several++
		}
		row := slices.Repeat([]float64{math.NaN()}, len(c.samples))
		for j := range of.total {
			row[j] = of.total[j] / of.counts[j] // 0/0 is NaN
		}
		if of.rows > 0 {
			found++
		}
		c.values = append(c.values, row)
	}
	if 50*found < len(f.Genes) {
		c.unlike = unlike(f, t.Genes)
	}
	if found == 0 {
		return nil, usage.Errorf("%s has none of the %s of the classifier: %s", t.Name,
			words.Plural(len(f.Genes), "gene"), c.unlike)
	}
	return c, nil
}

// unlike says how genes are named on both sides, and what makes them meet.
func unlike(f *classify.Frame, own []string) string {
	there := make([]string, len(f.Genes))
	for i, gene := range f.Genes {
		there[i] = gene.Name
	}
	like := func(genes []string) string {
		text := strings.Join(genes[:min(3, len(genes))], ", ")
		if kind := names.Kind(genes); kind != "" {
			text = fmt.Sprintf("%s (%s)", kind, text)
		}
		return text
	}
	return fmt.Sprintf("they are named by %s there, and by %s here; --gene-names FILE, a table of the names on one "+
		"side and those on the other, makes them meet", like(there), like(own))
}

// levels are those of the genes in the samples; recentred gives every gene the mean that it had in the
// training cohort.
func (c *cohort) levels(f *classify.Frame, recentred bool) ([][]float64, error) {
	out := make([][]float64, len(c.samples))
	for j := range out {
		x := make([]float64, len(f.Genes))
		for i := range x {
			x[i] = f.Level(c.values[i][j])
		}
		f.Settle(x)
		out[j] = x
	}
	if !recentred {
		return out, nil
	}
	if len(out) < leastRecentred {
		return nil, usage.Errorf("--recentre needs %d samples or more, and %s has %d: the mean of few says more of who they "+
			"are than of how they were measured", leastRecentred, c.name, len(out))
	}
	for i, g := range f.Genes {
		var total, n float64
		for _, x := range out {
			if x[i] == x[i] {
				total += x[i]
				n++
			}
		}
		for _, x := range out {
			x[i] += g.Mean - total/n
		}
	}
	return out, nil
}

// leastRecentred is how many samples say where the middle of a cohort is; CMScaller's authors say 30 to 40.
const leastRecentred = 40

// describe says what was read.
func (c *cohort) describe(f *classify.Frame) string {
	return fmt.Sprintf("%s: %s × %s (%s)", c.name, words.Plural(c.rows, "gene"), words.Plural(len(c.samples), "sample"),
		c.format)
}

package nmf

import "slices"

// Stop makes a fresh Criterion for a run: its state is never shared.
type Stop func() Criterion

// Criterion decides whether a run is done. Met is asked before the first iteration,
// after every so many as Every says, from 1 on, and once the limit of iterations is
// reached. Every is asked once.
type Criterion interface {
	Met(p *Progress) bool
	Every() int
}

// StopRule is a criterion by the name it has on the command line.
type StopRule struct {
	Name  string
	New   Stop
	About string // ends the sentence "A run ended …"
}

// The criteria.
var (
	ConnectivityRule = StopRule{"connectivity", Connectivity, "when the assignment of samples to metagenes had not " +
		"changed in 41 successive checks, one every 10 iterations"}
	ObjectiveRule = StopRule{"objective", Objective, "when the objective had fallen by less than 1e-7 of itself " +
		"in 50 iterations, or was nothing but rounding"}
	SettledRule = StopRule{"settled", Settled, "when the assignment of samples to metagenes had been the same " +
		"in three checks on end, one every 5 iterations, and the objective had fallen by less than 3e-6 of itself since " +
		"the last check, or was nothing but rounding"}
	ToleranceRule = StopRule{"tolerance", Tolerance(DefaultTolerance), "when what was left to gain had fallen below the " +
		"tolerance, as a share of what it was at the start"}
)

// StopRules are all of them.
func StopRules() []StopRule {
	return []StopRule{ConnectivityRule, ObjectiveRule, SettledRule, ToleranceRule, StationaryRule, RelevanceRule}
}

// Progress is what a criterion may look at.
type Progress struct {
	Iter int // iterations done

	factors Factors
	updater Updater
	scale   Scale
	labels  []int
	norms   []float64

	loss   float64 // of iteration lossAt, if known
	lossAt int
	known  bool

	rounding float64 // an objective no larger is nothing but rounding
}

// Loss is the method's objective now. It costs about as much as an iteration, once.
func (p *Progress) Loss() float64 {
	if !p.known || p.lossAt != p.Iter {
		p.loss, p.lossAt, p.known = p.updater.Loss(p.factors), p.Iter, true
	}
	return p.loss
}

// Updater is that of the run.
func (p *Progress) Updater() Updater { return p.updater }

// Factors are those of the run now, only to be read.
func (p *Progress) Factors() Factors { return p.factors }

// exact says whether V is reproduced but for rounding: the objective may go on falling
// from there, by shares of next to nothing.
func (p *Progress) exact() bool { return p.Loss() <= p.rounding }

// Labels are the samples' metagenes now, with the basis columns scaled as the
// run's Settings say. The slice is reused by the next call.
func (p *Progress) Labels() []int {
	p.labels = assign(p.factors.H, p.scale.norms(p.factors.W, p.norms), p.labels)
	return p.labels
}

// Connectivity stops when the connectivity matrix has been the same in more
// than 40 successive checks, one every tenth iteration: so after 420
// iterations at the earliest. It is R NMF's stopping criterion for its
// methods brunet and lee (stopconv = 40, check.interval = 10).
//
// Two label vectors have the same connectivity matrix exactly when they are
// the same up to renaming, so the labels are compared, each renamed in order
// of first appearance.
//
// Brunet et al., PNAS 101:4164 (2004); package NMF, nmf.stop.connectivity.
func Connectivity() Criterion { return &connectivity{} }

const (
	connectivityEvery = 10
	connectivitySame  = 40
)

type connectivity struct {
	old, now []int
	same     int
}

func (c *connectivity) Every() int { return connectivityEvery }

func (c *connectivity) Met(p *Progress) bool {
	if p.Iter == 0 || p.Iter%connectivityEvery != 0 {
		return false
	}
	c.now = canonical(p.Labels(), c.now)
	if c.old != nil && slices.Equal(c.old, c.now) {
		c.same++
	} else {
		c.old, c.same = append(c.old[:0], c.now...), 0
	}
	return c.same > connectivitySame
}

// canonical renames labels in order of first appearance, into dst.
func canonical(labels, dst []int) []int {
	dst = dst[:0]
	var names []int // names[new] = old
	for _, l := range labels {
		at := slices.Index(names, l)
		if at < 0 {
			at, names = len(names), append(names, l)
		}
		dst = append(dst, at)
	}
	return dst
}

// Objective stops when the objective has fallen by less than objectiveFall of
// itself over objectiveEvery iterations, or is nothing but rounding. The threshold is relative: R NMF's
// nmf.stop.stationary asks for an absolute change below 2.2e-16, which an
// objective of 1e7, rounded to about 1e-9, never shows.
//
// On the leukemia data at rank 3 brunet so stops after about 850 iterations,
// 2e-6 above the value it creeps to; 1e-6 would stop it after 550, 5e-6 above.
func Objective() Criterion { return &objective{} }

const (
	objectiveEvery = 50
	objectiveFall  = 1e-7
)

type objective struct {
	old   float64
	asked bool
}

func (c *objective) Every() int { return objectiveEvery }

func (c *objective) Met(p *Progress) bool {
	if p.Iter%objectiveEvery != 0 {
		return false
	}
	loss := p.Loss()
	met := c.asked && (c.old-loss <= objectiveFall*loss || p.exact())
	c.old, c.asked = loss, true
	return met
}

// Settled stops when the labels are the same in three checks on end, one every fifth
// iteration, and the objective fell by less than settledFall of itself since the last,
// or is nothing but rounding, as where V has rank k.
// It suits methods that need tens of iterations, as KL and HALS. Of 1000 samples or
// more one in 1000 may change: among so many some always lie between two metagenes,
// and would keep a run going for thousands of iterations.
//
// Over the data sets of docs/fast-solvers.md, which has the figures, KL so stops
// after 20 to 145 iterations in the median, mostly within 1e-5 of where it would end.
func Settled() Criterion { return &settled{} }

const (
	settledEvery = 5
	settledSame  = 2
	settledFall  = 3e-6
)

// SettledShare is of how many samples the rule Settled lets one change.
const SettledShare = 1000

type settled struct {
	old  []int
	same int
	loss float64
}

func (c *settled) Every() int { return settledEvery }

func (c *settled) Met(p *Progress) bool {
	if p.Iter == 0 || p.Iter%settledEvery != 0 {
		return false
	}
	now := p.Labels()
	changed := len(now) - len(c.old) // all, the first time
	for j, l := range c.old {
		if l != now[j] {
			changed++
		}
	}
	if c.old = append(c.old[:0], now...); changed <= len(now)/SettledShare {
		c.same++
	} else {
		c.same = 0
	}
	if c.same < settledSame-1 {
		return false // no need of the objective, which costs half an iteration
	}
	old, loss := c.loss, p.Loss()
	c.loss = loss
	return c.same >= settledSame && (old-loss < settledFall*loss || p.exact())
}

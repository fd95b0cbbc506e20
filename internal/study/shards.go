package study

import (
	"fmt"
	"io"
	"strings"

	"subtype/internal/runlog"
	"subtype/internal/spec"
	"subtype/internal/sweep"
	"subtype/internal/usage"
	"subtype/internal/words"
)

// Shards are the files given to combine.
type Shards struct {
	files   []shardFile
	header  runlog.Header // that most of them share
	records []sweep.Record
}

// shardFile is one of them.
type shardFile struct {
	name string
	log  *runlog.Log // nil: not readable
	err  error
}

// ReadShards reads shards; one may be "-", stdin.
func ReadShards(names []string, stdin io.Reader) *Shards {
	s := &Shards{}
	for _, name := range names {
		f := shardFile{name: name}
		if name == "-" {
			f.log, f.err = runlog.ReadFrom(stdin)
		} else {
			f.log, f.err = runlog.ReadFile(name)
		}
		s.files = append(s.files, f)
	}
	return s
}

// Adopt sets what decides the runs, and is not asked for, to what the shards were made
// with, and takes their runs. It says what is wrong with every one of them, and which are
// missing.
func (s *Shards) Adopt(to *spec.Spec, asked func(string) bool) error {
	h, ok := s.reference()
	if ok {
		if err := to.Adopt(h, asked); err != nil {
			return err
		}
	}
	s.header = h
	return s.gather()
}

// checkAgainst refuses shards that are not of an analysis.
func (s *Shards) checkAgainst(h runlog.Header) error {
	if why := spec.Difference(s.header, h); why != "" {
		return usage.Errorf("the shards are of another analysis (%s): their plan digest is %.12s…, this one's %.12s…", why,
			s.header.ID(), h.ID())
	}
	if !s.header.SamePlan(h) {
		was, is := planTexts(s.header, h)
		return usage.Errorf("the shards are of %s, and asked for are %s", was, is)
	}
	return nil
}

// planKey says which shards belong to one plan.
func (f shardFile) planKey() string {
	h := f.log.Header
	return fmt.Sprint(h.ID(), h.Ranks, h.Restarts, h.Each, h.Sets, h.Shard.Count)
}

// reference is the header that most shards share, of equally many the first.
func (s *Shards) reference() (h runlog.Header, ok bool) {
	votes := map[string]int{}
	for _, f := range s.files {
		if f.log != nil {
			votes[f.planKey()]++
		}
	}
	most := 0
	for _, f := range s.files {
		if f.log != nil && votes[f.planKey()] > most {
			most, h, ok = votes[f.planKey()], f.log.Header, true
		}
	}
	return h, ok
}

// gather takes the records of all shards of the plan.
func (s *Shards) gather() error {
	var wrong []string
	by := map[int][]string{}
	for _, f := range s.files {
		if f.log == nil {
			wrong = append(wrong, fmt.Sprintf("unreadable: %s: %v", f.name, f.err))
			continue
		}
		if why := foreignShard(f.log.Header, s.header); why != "" {
			wrong = append(wrong, fmt.Sprintf("foreign: %s is %s", f.name, why))
			continue
		}
		by[f.log.Shard.Index] = append(by[f.log.Shard.Index], f.name)
		if why := f.damage(); why != "" {
			wrong = append(wrong, why)
			continue
		}
		asked := map[sweep.Task]bool{}
		for _, t := range f.log.Tasks() {
			asked[t] = true
		}
		for _, r := range f.log.Records {
			if asked[r.Task] {
				s.records = append(s.records, r)
			}
		}
	}
	parts := s.header.Shard.Count
	var missing []string
	for part := 1; part <= parts; part++ {
		switch names := by[part]; {
		case len(names) == 0:
			missing = append(missing, fmt.Sprintf("%d/%d", part, parts))
		case len(names) > 1:
			wrong = append(wrong, fmt.Sprintf("doubled: part %d of %d is in %s", part, parts, strings.Join(names, " and ")))
		}
	}
	if len(missing) > 0 {
		wrong = append(wrong, "missing: "+shortList(missing))
	}
	if len(wrong) > 0 {
		return usage.Errorf("the shards cannot be combined:\n  %s", strings.Join(wrong, "\n  "))
	}
	return nil
}

// foreignShard says what makes a shard one of another plan than the others; "" where
// nothing does.
func foreignShard(found, h runlog.Header) string {
	if why := spec.Difference(found, h); why != "" {
		return fmt.Sprintf("of another analysis (%s): its plan digest is %.12s…, that of the others %.12s…",
			strings.Replace(why, ", this is ", ", the others are ", 1), found.ID(), h.ID())
	}
	if !found.SamePlan(h) {
		was, is := planTexts(found, h)
		return fmt.Sprintf("of another plan (%s, the others of %s)", was, is)
	}
	if found.Shard.Count != h.Shard.Count {
		return fmt.Sprintf("part %d of %d, the others are of %d", found.Shard.Index, found.Shard.Count, h.Shard.Count)
	}
	return ""
}

// planTexts describe two plans that differ.
func planTexts(a, b runlog.Header) (string, string) {
	was, is := planText(a), planText(b)
	if was == is {
		is = "other data sets"
	}
	return was, is
}

// damage says what a shard lacks or has too much; "" where it is whole.
func (f shardFile) damage() string {
	tasks, missing := len(f.log.Tasks()), len(f.log.Lacking())
	switch {
	case missing > 0:
		text := fmt.Sprintf("incomplete: %s holds %d of the %s of part %d of %d", f.name, tasks-missing, words.Plural(tasks,
			"run"),
			f.log.Shard.Index, f.log.Shard.Count)
		if f.log.Torn > 0 {
			text += fmt.Sprintf(", and %d torn or damaged bytes", f.log.Torn)
		}
		return text + "; the factorize command that made it completes it"
	case f.log.Torn > 0:
		return fmt.Sprintf("damaged: %s has %d bytes after its last run that do not belong there", f.name, f.log.Torn)
	}
	return ""
}

// shortList joins the first of a list.
func shortList(all []string) string {
	const most = 20
	if len(all) <= most {
		return strings.Join(all, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(all[:most], ", "), len(all)-most)
}

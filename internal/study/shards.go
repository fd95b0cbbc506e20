package study

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"subtype/internal/runlog"
	"subtype/internal/sweep"
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
func (s *Shards) Adopt(spec *Spec, asked func(string) bool) error {
	h, ok := s.reference()
	if ok {
		if err := spec.adopt(h, asked); err != nil {
			return err
		}
	}
	s.header = h
	return s.gather()
}

// adopt sets a Spec to that of a run log, but for what is asked for.
func (s *Spec) adopt(h runlog.Header, asked func(string) bool) error {
	fields := append(slices.Clone(h.Fields), runlog.Field{Name: "ranks", Value: RanksText(h.Ranks)},
		runlog.Field{Name: "restarts", Value: fmt.Sprint(h.Restarts)},
		runlog.Field{Name: "resample", Value: fmt.Sprint(sweep.Subsamples(h.Sets))})
	for _, f := range fields {
		switch f.Name {
		case inputField, numericsField, valuesField:
			continue
		case "genes":
			if !asked(f.Name) {
				return Usagef("the shards were made with --genes %s: give it again", f.Value)
			}
		case "top-genes":
			s.Prepare.TopGenesAsked = true
		case "duplicates": // --strict let the shards be made, however they came to it
			s.Prepare.DuplicatesAsked = true
		}
		if asked(f.Name) {
			continue
		}
		if err := s.Set(f.Name, f.Value); err != nil {
			return Usagef("the shards were made with --%s %s, by another version of this program: %w", f.Name, f.Value, err)
		}
	}
	return nil
}

// checkAgainst refuses shards that are not of an analysis.
func (s *Shards) checkAgainst(h runlog.Header) error {
	if why := difference(s.header, h); why != "" {
		return Usagef("the shards are of another analysis (%s): their plan digest is %.12s…, this one's %.12s…", why,
			s.header.ID(), h.ID())
	}
	if !s.header.SamePlan(h) {
		was, is := planTexts(s.header, h)
		return Usagef("the shards are of %s, and asked for are %s", was, is)
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
		return Usagef("the shards cannot be combined:\n  %s", strings.Join(wrong, "\n  "))
	}
	return nil
}

// damage says what a shard lacks or has too much; "" where it is whole.
func (f shardFile) damage() string {
	tasks, missing := len(f.log.Tasks()), len(lacking(f.log))
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

package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"subtype/internal/runlog"
	"subtype/internal/sweep"
	"subtype/internal/words"
)

// shardFile is one of the files given to combine.
type shardFile struct {
	name string
	log  *runlog.Log // nil: not readable
	err  error
}

func readShards(names []string, stdin io.Reader) []shardFile {
	var all []shardFile
	for _, name := range names {
		f := shardFile{name: name}
		if name == "-" {
			f.log, f.err = runlog.ReadFrom(stdin)
		} else {
			f.log, f.err = runlog.ReadFile(name)
		}
		all = append(all, f)
	}
	return all
}

// shardPlan says which shards belong together.
type shardPlan struct {
	id, ranks       string
	restarts, parts int
}

func (f shardFile) plan() shardPlan {
	r := ranks(f.log.Ranks)
	return shardPlan{f.log.ID(), r.String(), f.log.Restarts, f.log.Shard.Count}
}

// reference is the header that most shards share, of equally many the first.
func reference(all []shardFile) (h runlog.Header, ok bool) {
	votes := map[shardPlan]int{}
	for _, f := range all {
		if f.log != nil {
			votes[f.plan()]++
		}
	}
	most := 0
	for _, f := range all {
		if f.log != nil && votes[f.plan()] > most {
			most, h, ok = votes[f.plan()], f.log.Header, true
		}
	}
	return h, ok
}

// gather takes the records of all shards of a plan, or says what is wrong with
// every one of them and which are missing.
func gather(all []shardFile, h runlog.Header) ([]sweep.Record, error) {
	var wrong []string
	by := map[int][]string{}
	var records []sweep.Record
	for _, f := range all {
		if f.log == nil {
			wrong = append(wrong, fmt.Sprintf("unreadable: %s: %v", f.name, f.err))
			continue
		}
		if why := strange(f.log.Header, h); why != "" {
			wrong = append(wrong, fmt.Sprintf("foreign: %s is %s", f.name, why))
			continue
		}
		by[f.log.Shard.Index] = append(by[f.log.Shard.Index], f.name)
		tasks, lack := f.log.Tasks(), lacking(f.log)
		switch {
		case len(lack) > 0:
			text := fmt.Sprintf("incomplete: %s holds %d of the %s of part %d of %d", f.name, len(tasks)-len(lack), words.Plural(len(tasks), "run"), f.log.Shard.Index, h.Shard.Count)
			if f.log.Torn > 0 {
				text += fmt.Sprintf(", and %d torn or damaged bytes", f.log.Torn)
			}
			wrong = append(wrong, text+"; the factorize command that made it completes it")
		case f.log.Torn > 0:
			wrong = append(wrong, fmt.Sprintf("damaged: %s has %d bytes after its last run that do not belong there", f.name, f.log.Torn))
		default:
			asked := map[sweep.Task]bool{}
			for _, t := range tasks {
				asked[t] = true
			}
			for _, r := range f.log.Records {
				if asked[r.Task] {
					records = append(records, r)
				}
			}
		}
	}
	var missing []string
	for part := 1; part <= h.Shard.Count; part++ {
		switch names := by[part]; {
		case len(names) == 0:
			missing = append(missing, fmt.Sprintf("%d/%d", part, h.Shard.Count))
		case len(names) > 1:
			wrong = append(wrong, fmt.Sprintf("doubled: part %d of %d is in %s", part, h.Shard.Count, strings.Join(names, " and ")))
		}
	}
	if len(missing) > 0 {
		wrong = append(wrong, "missing: "+shortList(missing))
	}
	if len(wrong) > 0 {
		return nil, usagef("the shards cannot be combined:\n  %s", strings.Join(wrong, "\n  "))
	}
	return records, nil
}

// shortList joins the first of a list.
func shortList(all []string) string {
	const most = 20
	if len(all) <= most {
		return strings.Join(all, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(all[:most], ", "), len(all)-most)
}

// strange says what makes a shard one of another plan; "" when nothing does.
func strange(found, h runlog.Header) string {
	if why := different(found, h); why != "" {
		return fmt.Sprintf("of another analysis (%s): its plan digest is %.12s…, that of the others %.12s…", strings.Replace(why, ", this is ", ", the others are ", 1), found.ID(), h.ID())
	}
	if !found.SamePlan(h) {
		return fmt.Sprintf("of another plan (%s, the others of %s)", planText(found), planText(h))
	}
	if found.Shard.Count != h.Shard.Count {
		return fmt.Sprintf("part %d of %d, the others are of %d", found.Shard.Index, found.Shard.Count, h.Shard.Count)
	}
	return ""
}

func planText(h runlog.Header) string {
	r := ranks(slices.Clone(h.Ranks))
	return fmt.Sprintf("ranks %s with %s each", r.String(), words.Plural(h.Restarts, "run"))
}

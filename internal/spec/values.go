package spec

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"subtype/internal/expr/textfile"
	"subtype/internal/sweep"
)

// parseRanks parses ranks and ranges of them: "2-6", "2,3,5", "2-4,8".
func parseRanks(s string) ([]int, error) {
	var all []int
	for _, part := range strings.Split(s, ",") {
		first, last, isRange := strings.Cut(part, "-")
		a, err := parseWhole(first)
		b := a
		if err == nil && isRange {
			b, err = parseWhole(last)
		}
		switch {
		case err != nil:
			return nil, fmt.Errorf("%q: write ranks as 2-6, 2,3,5 or 2-4,8", s)
		case a < 2:
			return nil, fmt.Errorf("%q: ranks begin at 2", s)
		case b < a:
			return nil, fmt.Errorf("%q: the range %s runs backwards", s, part)
		case b > sweep.MostRank:
			return nil, fmt.Errorf("%q: ranks end at %d", s, sweep.MostRank)
		}
		for k := a; k <= b; k++ {
			all = append(all, k)
		}
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// RanksText is the shortest way to write ranks.
func RanksText(ranks []int) string {
	var parts []string
	for i := 0; i < len(ranks); {
		j := i
		for j+1 < len(ranks) && ranks[j+1] == ranks[j]+1 {
			j++
		}
		if j == i {
			parts = append(parts, strconv.Itoa(ranks[i]))
		} else {
			parts = append(parts, fmt.Sprintf("%d-%d", ranks[i], ranks[j]))
		}
		i = j + 1
	}
	return strings.Join(parts, ",")
}

// parseWhole parses a decimal number; unlike the flags of libraries it takes 010 for ten.
func parseWhole(s string) (int, error) {
	n, err := strconv.ParseUint(s, 10, 31)
	return int(n), err
}

// ParseCount parses a whole number from least on. A word may stand for 0.
func ParseCount(s string, least int, zero string) (int, error) {
	if zero != "" && s == zero {
		return 0, nil
	}
	n, err := parseWhole(s)
	if err != nil || n < least {
		or := ""
		if zero != "" {
			or = " or " + zero
		}
		return 0, fmt.Errorf("%q is not a whole number from %d on%s", s, least, or)
	}
	return n, nil
}

// mostNull is how many sets without groups are drawn at most.
const mostNull = 10_000

// parseNull parses a number of sets without groups: a spread needs two.
func parseNull(s string) (int, error) {
	n, err := parseWhole(s)
	if err != nil || n == 1 || n > mostNull {
		return 0, fmt.Errorf("%q is neither 0 nor a whole number from 2 to %d", s, mostNull)
	}
	return n, nil
}

// parseSeed parses any unsigned 64-bit number.
func parseSeed(s string) (uint64, error) {
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("%q is not a whole number from 0 to 18446744073709551615", s)
	}
	return n, nil
}

// parseWord takes one of several words.
func parseWord(s string, words []string) (string, error) {
	if !slices.Contains(words, s) {
		return "", fmt.Errorf("%q is none of %s", s, strings.Join(words, ", "))
	}
	return s, nil
}

// figureFormats are those that figures can have.
var figureFormats = []string{"png", "svg", "pdf"}

// figureWidths are columns of a journal; figure.Fonts knows them.
var figureWidths = []string{"double", "single"}

// parseFormats parses formats of figures, comma-separated; they come in a fixed order.
func parseFormats(s string) ([]string, error) {
	parts := strings.Split(s, ",")
	for _, part := range parts {
		if _, err := parseWord(part, figureFormats); err != nil {
			return nil, err
		}
	}
	absent := func(known string) bool { return !slices.Contains(parts, known) }
	return slices.DeleteFunc(slices.Clone(figureFormats), absent), nil
}

// parseEncoding takes the name of an encoding of text.
func parseEncoding(s string) (string, error) {
	if s != Auto && !textfile.KnownEncoding(s) {
		return "", fmt.Errorf("%q is no encoding that is known; for example: utf-8, windows-1252, iso-8859-15, gbk, big5, "+
			"shift_jis, utf-16le", s)
	}
	return s, nil
}

// SplitNames cuts names at commas; one that holds a comma stands in quotes, as in a CSV file.
func SplitNames(text string) ([]string, error) {
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	r := csv.NewReader(strings.NewReader(text))
	r.TrimLeadingSpace = true
	all, err := r.Read()
	if _, end := r.Read(); err != nil || end != io.EOF {
		return nil, fmt.Errorf("%q: write names with commas between them; one that holds a comma or a quote stands in "+
			"quotes: %s", text, `'age,"weight, kg"'`)
	}
	for i := range all {
		all[i] = strings.TrimSpace(all[i])
	}
	return slices.DeleteFunc(all, func(name string) bool { return name == "" }), nil
}

// JoinNames is what SplitNames cuts into these names.
func JoinNames(all []string) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Write(all)
	w.Flush()
	return strings.TrimSuffix(b.String(), "\n")
}

// ParseShard parses a part of the runs: "3/16" or, as Snakemake names it, "3-of-16".
func ParseShard(s string) (sweep.Shard, error) {
	index, count, ok := strings.Cut(s, "/")
	if !ok {
		index, count, ok = strings.Cut(s, "-of-")
	}
	i, err1 := parseWhole(index)
	n, err2 := parseWhole(count)
	shard := sweep.Shard{Index: i, Count: n}
	if !ok || err1 != nil || err2 != nil || shard.Check() != nil {
		return sweep.Shard{}, fmt.Errorf("%q: write a shard as 3/16 or 3-of-16, from 1 to %d", s, sweep.MostShards)
	}
	return shard, nil
}

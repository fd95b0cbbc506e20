package report

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"subtype/internal/figure"
	"subtype/internal/lineage"
	"subtype/internal/style"
	"subtype/internal/survey"
)

// mixed is the study with subtypes of ranks that are numbered otherwise than their samples
// go: S1 of 3 is in S2 of 2, and so on.
func mixed(t testing.TB) *Study {
	s := made(t)
	var groupings []lineage.Grouping
	for i := range s.Survey.Ranks {
		r := &s.Survey.Ranks[i]
		for j := range r.Subtypes {
			third := j * 3 / len(r.Subtypes)
			r.Subtypes[j] = map[int][]int{2: {1, 1, 0}, 3: {0, 1, 2}, 4: {2, 3, 1}}[r.K][third]
			if j == 0 && r.K == 4 {
				r.Subtypes[j] = 0
			}
		}
		groupings = append(groupings, lineage.Grouping{K: r.K, Subtypes: r.Subtypes})
	}
	s.Survey.Lineage = lineage.New(groupings, 3)
	return s
}

// The same samples have the same colour in figures, legends and sheets, at every rank.
func TestSubtypesHaveOneColourEverywhere(t *testing.T) {
	s := mixed(t)
	f, err := excelize.OpenReader(bytes.NewReader(written(t, s)))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{ // by rank and subtype
		"3 S1": style.Hex(style.SubtypeColors[0]), "3 S2": style.Hex(style.SubtypeColors[1]),
		"3 S3": style.Hex(style.SubtypeColors[2]), "2 S1": style.Hex(style.SubtypeColors[2]),
		"4 S2": style.Hex(style.SubtypeColors[2]), "4 S3": style.Hex(style.SubtypeColors[0]),
		"4 S4": style.Hex(style.SubtypeColors[1]), "4 S1": style.Hex(style.SubtypeColors[3]),
	}
	seen := map[string]int{}
	check := func(where string, k int, name, color string) {
		key := fmt.Sprintf("%d %s", k, name)
		if seen[where]++; want[key] != "" && want[key] != color {
			t.Errorf("%s: %s of %d has colour %s, want %s", where, name, k, color, want[key])
		}
	}
	for i := range s.Survey.Ranks {
		r := &s.Survey.Ranks[i]
		track := figure.SubtypeTrack("Subtype", r.Subtypes, s.context().ColorsAt(r.K))
		for j, q := range r.Subtypes {
			check("tracks", r.K, fmt.Sprintf("S%d", q+1), style.Hex(track.Colors[j]))
		}
		for _, e := range track.Legend.Entries {
			check("legends", r.K, strings.Fields(e.Label)[0], style.Hex(e.Color))
		}
	}
	cell := func(sheet string, column, row int) (text, color string) {
		name, _ := excelize.CoordinatesToCellName(column, row)
		text, err := f.GetCellValue(sheet, name)
		if err != nil {
			t.Fatal(err)
		}
		id, _ := f.GetCellStyle(sheet, name)
		if style, err := f.GetStyle(id); err == nil && len(style.Fill.Color) > 0 {
			color = style.Fill.Color[0]
		}
		return text, color
	}
	rows, _ := f.GetRows(lineageSheet)
	for i := range rows {
		for _, columns := range [][2]int{{1, 2}, {3, 4}} {
			if k, _ := cell(lineageSheet, columns[0], i+1); len(k) == 1 {
				name, color := cell(lineageSheet, columns[1], i+1)
				check("the sheet of the lineage", int(k[0]-'0'), name, color)
			}
		}
	}
	rows, _ = f.GetRows(assignmentsSheet)
	for i := 3; i < len(rows); i++ {
		name, color := cell(assignmentsSheet, 2, i+1)
		check("the sheet of the samples", 3, name, color)
	}
	for _, where := range []string{"tracks", "legends", "the sheet of the lineage", "the sheet of the samples"} {
		if seen[where] < 8 {
			t.Errorf("%s: %d subtypes looked at", where, seen[where])
		}
	}
	if n := len(style.SubtypeColors); n != lineage.Distinct {
		t.Errorf("%d colours, %d are said to differ", n, lineage.Distinct)
	}
}

// The figure has every subtype of every rank, and the chosen one is marked.
func TestTheLineageFigureShowsEverySubtype(t *testing.T) {
	s := mixed(t)
	var b bytes.Buffer
	if err := s.lineageFigure().SVG(&b); err != nil {
		t.Fatal(err)
	}
	for i := range s.Survey.Ranks {
		r := &s.Survey.Ranks[i]
		for q, n := range s.Survey.Lineage.Sizes(r.K) {
			if label := fmt.Sprintf(">S%d: %d<", q+1, n); !strings.Contains(b.String(), label) {
				t.Errorf("k = %d: no %s", r.K, label)
			}
		}
		if heading := fmt.Sprintf(`font-weight="bold" fill="#d55e00">k = %d<`, r.K); strings.Contains(b.String(),
			heading) != (r.K == 3) {
			t.Errorf("k = %d: marked or not", r.K)
		}
	}
	flows := len(s.Survey.Lineage.Flows)
	if got := strings.Count(b.String(), `fill-opacity="`); got != flows {
		t.Errorf("%d ribbons, want %d", got, flows)
	}
}

// What is said of the neighbours of the chosen rank follows from lineage.tsv.
func TestAcrossSaysWhatTheTableHolds(t *testing.T) {
	labels := func(sizes ...int) (out []int) {
		for q, n := range sizes {
			out = append(out, slices.Repeat([]int{q % 10}, n)...)
		}
		return out
	}
	two := lineage.Grouping{K: 2, Subtypes: labels(30, 10)}
	three := lineage.Grouping{K: 3, Subtypes: slices.Concat(labels(18), slices.Repeat([]int{2}, 9), labels(3, 10))}
	for _, c := range []struct {
		groupings []lineage.Grouping
		chosen    int
		want      string
	}{
		{[]lineage.Grouping{two}, 2, ""},
		{[]lineage.Grouping{two, three}, 2,
			"From k = 2 to 3, S1 (30 samples) splits into S1 (21) and S3 (9); the other one keeps 10 of 10 samples together."},
		{[]lineage.Grouping{two, three}, 3,
			"From k = 2 to 3, S1 (30 samples) splits into S1 (21) and S3 (9); the other one keeps 10 of 10 samples together."},
		{[]lineage.Grouping{two, {K: 4, Subtypes: slices.Concat(labels(25), []int{2, 2, 3, 3, 3}, slices.Repeat([]int{1},
			9), []int{0})}}, 2,
			"From k = 2 to 4, no subtype gives a fifth of its samples or more to a second one: 34 of 40 samples stay together."},
		{[]lineage.Grouping{
			{K: 5, Subtypes: []int{0, 0, 1, 1, 2, 2, 3, 3, 4, 4}}, {K: 6, Subtypes: []int{0, 1, 0, 1, 2, 3, 2, 3, 4, 5}}}, 5,
			"From k = 5 to 6, S1 (2 samples) splits into S1 (1) and S2 (1); S2 (2 samples) splits into S1 (1) and S2 (1); " +
				"S3 (2 samples) splits into S3 (1) and S4 (1); 2 more subtypes split, too."},
	} {
		s := &Study{Survey: &survey.Survey{Lineage: lineage.New(c.groupings, c.chosen)}}
		if got := s.Survey.Lineage.Text(); got != c.want {
			t.Errorf("%s\nwant %s", got, c.want)
		}
	}
}

// One rank has no neighbour: there is neither figure nor sheet, and the table is empty.
func TestOneRankHasNoLineage(t *testing.T) {
	s := made(t)
	s.Survey.Ranks = s.Survey.Ranks[1:2]
	s.Survey.Lineage = lineage.New([]lineage.Grouping{{K: 3, Subtypes: s.Survey.Ranks[0].Subtypes}}, 3)
	if f := s.figures(); f.lineage != nil {
		t.Error("there is a figure")
	}
	f, err := excelize.OpenReader(bytes.NewReader(written(t, s)))
	if err != nil {
		t.Fatal(err)
	}
	if slices.Contains(f.GetSheetList(), lineageSheet) {
		t.Error("there is a sheet")
	}
	if rows := records(t, s.lineageTable().Data()); len(rows) != 1 {
		t.Errorf("%v", rows)
	}
}

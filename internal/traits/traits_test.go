package traits

import (
	"math"
	"slices"
	"strings"
	"testing"

	"subtype/internal/expr/annotation"
)

func col(name string, values ...string) annotation.Column {
	return annotation.Column{Name: name, Values: values}
}

// times repeats values until there are n of them.
func times(n int, values ...string) (out []string) {
	for i := range n {
		out = append(out, values[i%len(values)])
	}
	return out
}

func TestTypesOfColumns(t *testing.T) {
	var ages, ids, notes []string
	for i := range 40 {
		ages = append(ages, []string{"34", "51.5", "67", ""}[i%4]+strings.Repeat("1", i%3))
		ids = append(ids, "TCGA-"+string(rune('A'+i%26))+string(rune('a'+i/26)))
		notes = append(notes, "seen on day "+ids[i])
	}
	for i := range ages {
		if i%4 == 3 {
			ages[i] = ""
		}
	}
	for _, c := range []struct {
		column annotation.Column
		want   Type
		levels string
	}{
		{col("gender", times(40, "male", "female")...), Category, "female male"},
		{col("grade", times(40, "G3", "G2", "G1", "")...), Ordered, "G1 G2 G3"},
		{col("stage", times(40, "Stage IIIA", "Stage I", "Stage II", "Stage IV", "Stage IA")...), Ordered,
			"Stage I Stage IA Stage II Stage IIIA Stage IV"},
		{col("t", times(40, "T2", "T1b", "T1a", "T4")...), Ordered, "T1a T1b T2 T4"},
		{col("size", times(40, ">5", "<2", "2-5")...), Ordered, "<2 2-5 >5"},
		{col("risk", times(40, "High", "Low", "Intermediate")...), Ordered, "Low Intermediate High"},
		{col("ecog", times(40, "2", "0", "1")...), Ordered, "0 1 2"},
		{col("cluster", times(40, "2", "0", "1")...), Category, "0 1 2"},
		{col("label", times(40, "C2", "C1", "C3")...), Category, "C1 C2 C3"},
		{col("age", ages...), Number, ""},
		{col("size_cm", times(40, "1.5", "2", "3.5")...), Number, ""},
		{col("patient_id", ids...), Identifier, ""},
		{col("remark", notes...), Text, ""},
		{col("site", times(40, "left", "left", "")...), Constant, ""},
		{col("nothing", times(40, "")...), Empty, ""},
		{col("run", times(40, "2021-03-01", "2021-04-07")...), Date, ""},
		{col("run", times(40, "3/1/2021", "4/17/2021")...), Date, ""},
		{col("run", times(40, "3/1/2021", "4/7/2021")...), Category, "3/1/2021 4/7/2021"},
	} {
		got, err := Of(c.column, "")
		if err != nil || got.Type != c.want || strings.Join(got.Levels, " ") != c.levels ||
			got.Tested() == (got.Why != "") {
			t.Errorf("%s %v: %s %v %q %v, want %s %s", c.column.Name, c.column.Values[:3], got.Type, got.Levels, got.Why, err,
				c.want, c.levels)
		}
	}
}

// A type that is asked for is taken, or refused in words.
func TestTypesAskedFor(t *testing.T) {
	codes := col("cluster", "1", "2", "", "10")
	for want, ok := range map[Type]bool{Category: true, Ordered: true, Number: true, Text: true, Date: true} {
		c := codes
		if want == Date {
			c = col("day", "2020-01-02", "", "1970-01-01")
		}
		got, err := Of(c, want)
		if (err == nil) != ok || got.Type != want {
			t.Errorf("%s: %+v, %v", want, got, err)
		}
	}
	o, _ := Of(codes, Ordered)
	if !slices.Equal(o.Levels, []string{"1", "2", "10"}) || !slices.Equal(o.Level, []int{0, 1, -1, 2}) {
		t.Errorf("ordered codes: %+v", o)
	}
	d, _ := Of(col("day", "2020-01-02", "", "1970-01-01"), Date)
	if d.Numbers[0] != 18263 || !math.IsNaN(d.Numbers[1]) || d.Numbers[2] != 0 || DateText(d.Numbers[0]) != "2020-01-02" {
		t.Errorf("dates: %v", d.Numbers)
	}
	if _, err := Of(col("sex", "male", "female"), Number); err == nil || !strings.Contains(err.Error(), `"male"`) {
		t.Errorf("a word as a number: %v", err)
	}
	if _, err := Of(col("sex", "male", "female"), Ordered); err == nil {
		t.Error("words without an order were put in order")
	}
	if _, err := All(nil, map[string]Type{"x": Number}, nil); err == nil {
		t.Error("a column that is not there has a type")
	}
}

func TestEndpointsByTheUsualNames(t *testing.T) {
	for _, c := range []struct {
		columns      []annotation.Column
		name, unit   string
		known, event int
	}{
		{[]annotation.Column{col("os_time_months", "1", "2", "", "0"), col("os_event", "0", "1", "1", "1")}, "OS",
			"months", 3, 2},
		{[]annotation.Column{col("OS", "0", "1", "1", ""), col("OS.time", "1", "2", "3", "4")}, "OS", "", 3, 2},
		{[]annotation.Column{col("OS_STATUS", "1:DECEASED", "0:LIVING", "0:LIVING", ""), col("OS_MONTHS", "1", "2", "3",
			"4")},
			"OS", "months", 3, 1},
		{[]annotation.Column{col("Overall Survival (Days)", "1", "2", "3", "4"), col("Overall.Survival.Status", "dead",
			"alive",
			"dead", "alive")}, "OS", "days", 4, 2},
		{[]annotation.Column{col("PFI.time", "1", "2", "3", "4"), col("PFI", "1", "1", "2", "2")}, "PFI", "", 4, 2},
		{[]annotation.Column{col("time", "1", "2", "3", "4"), col("status", "1", "0", "1", "0")}, "time", "", 4, 2},
		{[]annotation.Column{col("days_to_death", "", "20", "", ""), col("days_to_last_follow_up", "5", "", "7", ""),
			col("vital_status", "Alive", "Dead", "Alive", "Alive")}, "OS", "days", 3, 1},
		{[]annotation.Column{col("dmfs_years", "1", "2", "3", "4"), col("dmfs_event", "TRUE", "FALSE", "TRUE", "FALSE")},
			"DMFS",
			"years", 4, 2},
	} {
		found, told := Found(c.columns)
		if len(found) != 1 || len(told) > 0 {
			t.Errorf("%s: %+v %v", c.columns[0].Name, found, told)
			continue
		}
		e := found[0]
		if e.Name != c.name || e.Unit != c.unit || e.Known != c.known || e.Events != c.event || e.Coding == "" {
			t.Errorf("%s: %+v", c.columns[0].Name, e)
		}
		all, err := All(c.columns, nil, found)
		if err != nil || slices.ContainsFunc(all, func(x Column) bool { return x.Tested() }) {
			t.Errorf("%s: its columns are tested, too: %+v %v", c.columns[0].Name, all, err)
		}
	}
}

// What is no endpoint is not taken for one, and what looks like one is told.
func TestWhatIsNoEndpoint(t *testing.T) {
	for _, columns := range [][]annotation.Column{
		{col("time_to_freeze_minutes", "1", "2"), col("status", "0", "1")},
		{col("os_time", "1", "2")},
		{col("age", "1", "2"), col("event", "0", "1")},
		{col("time", "early", "late"), col("status", "0", "1")},
		{col("os_time", "1", "2"), col("os_censored", "0", "1")},
	} {
		if found, _ := Found(columns); len(found) > 0 {
			t.Errorf("%s, %s: %+v", columns[0].Name, columns[len(columns)-1].Name, found)
		}
	}
	found, told := Found([]annotation.Column{col("os_time", "1", "2", "3"), col("os_status", "7", "8", "9")})
	if len(found) > 0 || len(told) != 1 || !strings.Contains(told[0], "which is the event") {
		t.Errorf("%v %v", found, told)
	}
}

func TestEndpointsAskedFor(t *testing.T) {
	columns := []annotation.Column{col("follow", "1", "2", "3"), col("end", "x", "y", "x"), col("word", "a", "b", "c")}
	e, err := Find(columns, Asked{"follow", "end", "y"})
	if err != nil || e.Events != 1 || e.Known != 3 || e.Name != "follow" {
		t.Errorf("%+v %v", e, err)
	}
	for _, a := range []Asked{{"follow", "end", ""}, {"follow", "end", "z"}, {"follow", "no", ""}, {"no", "end", "x"},
		{"word", "end", "x"}} {
		if _, err := Find(columns, a); err == nil {
			t.Errorf("%v is an endpoint", a)
		}
	}
}

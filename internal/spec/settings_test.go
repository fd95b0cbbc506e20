package spec

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"subtype/internal/expr"
	"subtype/internal/runlog"
)

// others are values of all settings, none the default.
var others = map[string]string{
	"format": "gct", "sep": "comma", "decimal": "comma", "encoding": "gbk", "sheet": "two",
	"header-line": "3", "unnamed": "drop", "keep-samples": `T*,"a, b"`, "drop-samples": "S1,S2", "drop-genes": "MT-*",
	"transpose": "true", "inf": "missing", "duplicates": "sum", "missing": "knn", "log2": "yes",
	"center": "median", "negatives": "split", "drop-empty-samples": "true", "rename-duplicate-samples": "true",
	"fix-excel-genes": "true", "strict": "true", "top-genes": "7", "filter": "variance", "genes": "genes.txt",
	"with": "p=b.tsv", "with-samples": "shared", "kind": "a:log2=no,p:weight=0.5",
	"annotations": "a.tsv", "annotations-key": `ID,"b, c"`, "annotate": `age,"say ""x"""`,
	"survival": "os_time:os_event,pfs:progressed:yes", "adjust": "age,stage", "confounders": "plate",
	"column-types": `age=number,"grade, WHO=ordered"`,
	"algorithm":    "lee", "init": "nndsvd", "read": "clusters", "background": "yes",
	"stop": "objective", "loss": "0.5", "alpha-w": "0.25", "alpha-h": "1.5", "l1-ratio": "0.75", "tolerance": "0.001",
	"shuffle": "true", "theta": "0.125", "sparse-beta": "3", "sparse-eta": "4", "weights": "w.tsv", "start-basis": "b.tsv",
	"start-coefficients": "c.tsv", "fixed-basis": "f.tsv", "max-iterations": "9", "scale": "sum", "seed": "8",
	"imported": "R NMF 0.25",
	"ranks":    "3-5,7", "restarts": "4",
	"resample": "3", "null": "19", "null-kind": "permuted",
	"title": "A study", "gene-names": "names.csv", "gene-sets": "h.gmt",
	"rank": "5", "rank-rule": "pac", "figures": "svg", "figure-width": "single", "font": "f.ttf",
}

// Whatever is recorded can be set again, and every field of a Spec is some setting's.
func TestRecordedSettingsAreSetAgain(t *testing.T) {
	s, again := New(), New()
	for _, setting := range settings {
		if err := s.Set(setting.Name, others[setting.Name]); err != nil || others[setting.Name] == "" {
			t.Errorf("%s %q: %v", setting.Name, others[setting.Name], err)
		}
	}
	recorded := s.Recorded()
	if len(recorded) != len(settings) || len(others) != len(settings) {
		t.Errorf("%d of %d settings are recorded", len(recorded), len(settings))
	}
	for _, option := range recorded {
		if option.Value != others[option.Name] {
			t.Errorf("%s %s is recorded as %s", option.Name, others[option.Name], option.Value)
		}
		if err := again.Set(option.Name, option.Value); err != nil {
			t.Errorf("%s %s: %v", option.Name, option.Value, err)
		}
	}
	if !reflect.DeepEqual(again, s) {
		t.Errorf("%+v, want %+v", again, s)
	}
	fresh := reflect.ValueOf(*New())
	for i := range fresh.NumField() - 1 { // the last is no setting: it is what files hold
		part := fresh.Field(i)
		for f := range part.NumField() {
			name := part.Type().Field(f).Name
			changed := reflect.ValueOf(*s).Field(i).Field(f).Interface()
			if reflect.DeepEqual(part.Field(f).Interface(), changed) {
				t.Errorf("no setting changes %s.%s", fresh.Type().Field(i).Name, name)
			}
		}
	}
}

// A setting is part of the plan digest exactly where it decides the runs, and a decision
// that is not a setting's changes neither.
func TestDigestIsOfWhatDecides(t *testing.T) {
	m := &expr.Matrix{Name: "expr.tsv", SHA256: "ab", Genes: []string{"A"}, Samples: []string{"x", "y"},
		Values: [][]float64{{1, 2}}}
	plain := New()
	plain.Set("algorithm", "kl")
	plain.Settle()
	want := plain.Header(m).ID()
	undecided := []string{"ranks", "restarts", "rank", "rank-rule", "resample", "null", "null-kind", "figures",
		"annotations", "annotate", "annotations-key", "survival", "adjust", "confounders", "column-types",
		"gene-names", "gene-sets", "font", "title", "figure-width"}
	for _, setting := range settings {
		s := New()
		s.Set("algorithm", "kl")
		s.Set(setting.Name, others[setting.Name])
		s.Settle()
		if got := s.Header(m).ID(); (got == want) != slices.Contains(undecided, setting.Name) {
			t.Errorf("%s: the digest is %s, of the defaults %s", setting.Name, got, want)
		}
		if setting.Decides == slices.Contains(undecided, setting.Name) {
			t.Errorf("%s decides: %v", setting.Name, setting.Decides)
		}
	}
}

// What is left to the algorithm: hals has a view and a reading of its own, the others do
// as R does; what is asked for stays.
func TestWhatIsLeftToTheAlgorithm(t *testing.T) {
	names := []string{"log2", "negatives", "read", "background", "stop", "scale"}
	for flags, want := range map[string]string{
		"":                                          "auto shift-gene clusters yes settled max",
		"algorithm=kl":                              "no refuse largest no settled max",
		"algorithm=brunet":                          "no refuse largest no connectivity none",
		"algorithm=lee":                             "no refuse largest no connectivity none",
		"algorithm=euclidean":                       "no refuse largest no connectivity none",
		"read=largest":                              "auto shift-gene largest no settled max",
		"log2=no negatives=refuse":                  "no refuse clusters yes settled max",
		"algorithm=kl read=clusters":                "no refuse clusters no settled max",
		"algorithm=brunet log2=auto":                "no refuse largest no connectivity none",
		"background=no scale=sum":                   "auto shift-gene clusters no settled sum",
		"algorithm=lee negatives=shift-gene":        "no shift-gene largest no connectivity none",
		"algorithm=kl read=clusters background=yes": "no refuse clusters yes settled max",
	} {
		s := New()
		for _, flag := range strings.Fields(flags) {
			name, value, _ := strings.Cut(flag, "=")
			if err := s.Set(name, value); err != nil {
				t.Fatal(err)
			}
		}
		s.Settle()
		var got []string
		for _, name := range names {
			got = append(got, s.Get(name))
		}
		if text := strings.Join(got, " "); text != want {
			t.Errorf("%q: %s, want %s", flags, text, want)
		}
	}
}

// Analyses that were begun are continued: the bytes that the digest is of never change.
func TestFieldsStayAsTheyAre(t *testing.T) {
	m := &expr.Matrix{Name: "expr.tsv", SHA256: "ab", Genes: []string{"A"}, Samples: []string{"x", "y"},
		Values: [][]float64{{1, 2}}}
	s := New()
	s.Set("algorithm", "kl")
	s.Settle()
	var text []string
	for _, f := range s.Header(m).Fields {
		text = append(text, f.Name+"="+f.Value)
	}
	const want = "input=ab format=auto sep=auto decimal=auto encoding=auto sheet= transpose=auto inf=refuse " +
		"duplicates=max-mad missing=refuse log2=no negatives=refuse drop-empty-samples=false " +
		"rename-duplicate-samples=false fix-excel-genes=false strict=false top-genes=5000 filter=mad algorithm=kl " +
		"init=random stop=settled max-iterations=2000 scale=max seed=1 numerics=1 " +
		"values=fcbc9d52e43a3a14302692d0ec5b14123f0d8e088352c2454a3d5bc75974289c"
	if got := strings.Join(text, " "); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	s.Set("genes", "/data/list.txt")
	s.Settle()
	if h := s.Header(m); h.Field("genes") != "list.txt" || h.Field("top-genes") != "all" || h.Fields[18].Name != "genes" {
		t.Errorf("%v", h.Fields)
	}
	mixed := New()
	mixed.Set("algorithm", "kl")
	mixed.Set("read", "clusters")
	mixed.Settle()
	s = New()
	s.Set("algorithm", "kl")
	s.Settle()
	if why := Difference(mixed.Header(m), s.Header(m)); why != "with --read clusters, this is with largest" {
		t.Error(why)
	}
	s.Set("algorithm", "brunet")
	if why := Difference(mixed.Header(m), s.Header(m)); why != "with --algorithm kl, this is with brunet" {
		t.Error(why)
	}
	if why := Difference(runlog.Header{}, s.Header(m)); why == "" {
		t.Error("nothing differs from nothing")
	}
}

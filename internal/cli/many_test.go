package cli

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"subtype/internal/survey"
)

// many is a table of more samples than are looked at in pairs, in three groups that
// overlap.
func many(samples int) string {
	r := rand.New(rand.NewPCG(2, 2))
	var b strings.Builder
	b.WriteString("gene")
	for j := range samples {
		fmt.Fprintf(&b, "\tcell %d", j)
	}
	for i := range 24 {
		fmt.Fprintf(&b, "\nGENE%d", i)
		for j := range samples {
			x := 3 * r.Float64()
			if i%3 == j%3 {
				x += 2 * r.Float64()
			}
			fmt.Fprintf(&b, "\t%.2f", x)
		}
	}
	return b.String() + "\n"
}

// Above the number of samples up to which all pairs are looked at the whole way holds:
// the consensus is told by profile, and run, combine, a resumed run and a report made
// anew leave the same.
func TestManySamples(t *testing.T) {
	const samples = survey.EverySample + 100
	input, whole := write(t, "expr.tsv", many(samples)), t.TempDir()
	job := func(out string, more ...string) []string {
		return append([]string{"run", input, "--transpose=false", "--ranks", "2-3", "--restarts", "3",
			"--figures", "svg", "-o", out}, more...)
	}
	mustRun(t, job(whole, "--rank", "3")...)

	dir := t.TempDir()
	var shards []string
	for i := 1; i <= 2; i++ {
		shards = append(shards, filepath.Join(dir, fmt.Sprintf("%d.runs", i)))
		mustRun(t, "factorize", input, "--transpose=false", "--ranks", "2-3", "--restarts", "3", "--shard",
			fmt.Sprintf("%d/2", i), "-o", shards[i-1])
	}
	combined := filepath.Join(dir, "combined")
	mustRun(t, append([]string{"combine", input, "--figures", "svg", "--rank", "3", "-o", combined}, shards...)...)
	sameFolder(t, "combined", combined, whole)

	resumed := filepath.Join(dir, "resumed")
	stopped(t, 2, job(resumed, "--rank", "3")...)
	mustRun(t, job(resumed, "--rank", "3")...)
	sameFolder(t, "resumed", resumed, whole)

	mustRun(t, job(resumed, "--rank", "2")...)
	again := copied(t, whole)
	mustRun(t, "report", again, "--rank", "2")
	sameFolder(t, "another rank", again, resumed)
	mustRun(t, "report", again, "--rank", "3")
	sameFolder(t, "and back", again, whole)

	files := folderBytes(t, whole)
	for k := 2; k <= 3; k++ {
		if _, ok := files[fmt.Sprintf("ranks/k%d/consensus.tsv.gz", k)]; ok {
			t.Errorf("k = %d: all pairs were written", k)
		}
		profiles(t, k, samples, files)
		for _, figure := range []string{"consensus", "coefficients"} {
			const shown = "(1000 of 2100 samples, evenly along the tree)"
			if name := fmt.Sprintf("figures/%s_k%d.svg", figure, k); !strings.Contains(files[name], shown) {
				t.Errorf("%s does not say %q", name, shown)
			}
		}
	}
	f, err := excelize.OpenReader(strings.NewReader(files["report.xlsx"]))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	text := ""
	for _, sheet := range []string{"Summary", "Consensus k=3"} {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		text += fmt.Sprintln(rows)
	}
	for _, want := range []string{
		"With 2100 samples the figures show 1000 of them, and the tree of coefficients is that of 2000.",
		"they are in ranks/k3/profiles.tsv.gz",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the workbook does not say %q", want)
		}
	}
}

// profiles checks the label profiles of a rank: every sample is counted once, in its
// subtype.
func profiles(t *testing.T, k, samples int, files map[string]string) {
	t.Helper()
	z, err := gzip.NewReader(strings.NewReader(files[fmt.Sprintf("ranks/k%d/profiles.tsv.gz", k)]))
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if _, err := io.Copy(&text, z); err != nil {
		t.Fatal(err)
	}
	counted, subtypes := map[string]float64{}, map[string]string{}
	sizes, total := map[string]float64{}, 0.0
	for _, row := range tsv(t, files[fmt.Sprintf("ranks/k%d/assignments.tsv", k)]) {
		subtypes[row["sample"]] = row["subtype"]
		sizes[row["subtype"]]++
	}
	rows := tsv(t, text.String())
	for _, row := range rows {
		n := number(t, row["samples"])
		counted[row["subtype"]] += n
		total += n
		if subtypes[row["first_sample"]] != row["subtype"] || row["run_3"] == "" {
			t.Errorf("k = %d: %v, and the sample is of %s", k, row, subtypes[row["first_sample"]])
		}
	}
	if fmt.Sprint(counted) != fmt.Sprint(sizes) || int(total) != samples || len(rows) <= k {
		t.Errorf("k = %d: %d profiles of %v samples, by subtype %v; the subtypes have %v", k, len(rows), total,
			counted, sizes)
	}
}

package simulate

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"subtype/internal/product"
)

// write writes a data set of some seed into a folder.
func write(t *testing.T, dir string, seed uint64, force bool) error {
	t.Helper()
	o := options("log")
	o.Seed = seed
	set := newSet(t, o)
	f, err := product.Open(dir, set.Product("1.2.3"), force)
	if err != nil {
		return err
	}
	defer f.Close()
	if f.Complete() {
		return nil
	}
	return f.Write(context.Background(), set.Files(context.Background()), nil)
}

// contentOf is what a folder holds.
func contentOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		all[e.Name()] = string(data)
	}
	return all
}

func TestFilesOfTheUserStay(t *testing.T) {
	for _, name := range []string{MatrixName, TruthName, GenesName, AboutName, AboutName + ".lock"} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, name), []byte("mine\n"), 0o666); err != nil {
			t.Fatal(err)
		}
		for _, force := range []bool{false, true} {
			if err := write(t, dir, 1, force); err == nil || !strings.Contains(err.Error(), "not from this program") {
				t.Errorf("%s, force %v: error %v", name, force, err)
			}
		}
		if got := contentOf(t, dir); len(got) != 1 || got[name] != "mine\n" {
			t.Errorf("beside %s of the user's there is now %d more, or it was changed", name, len(got)-1)
		}
	}
}

func TestAnotherDataSetNeedsForce(t *testing.T) {
	dir := t.TempDir()
	if err := write(t, dir, 1, false); err != nil {
		t.Fatal(err)
	}
	first := contentOf(t, dir)
	if err := write(t, dir, 2, false); err == nil || !strings.Contains(err.Error(), "with --seed 1, this is with 2") {
		t.Errorf("error %v", err)
	}
	if !maps.Equal(first, contentOf(t, dir)) {
		t.Error("a data set that was refused has changed the folder")
	}
	if err := write(t, dir, 2, true); err != nil {
		t.Fatal(err)
	}
	if second := contentOf(t, dir); len(second) != 4 || maps.Equal(first, second) {
		t.Error("--force has not replaced the data set")
	}
	if err := os.WriteFile(filepath.Join(dir, TruthName), []byte("edited\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := write(t, dir, 1, true); err == nil || !strings.Contains(err.Error(), "was changed since") {
		t.Errorf("error %v", err)
	}
}

// Killed before, between or after its last steps, the same command completes the folder.
func TestWhateverIsMissingIsMadeAgain(t *testing.T) {
	dir := t.TempDir()
	if err := write(t, dir, 1, false); err != nil {
		t.Fatal(err)
	}
	whole := contentOf(t, dir)
	for _, gone := range [][]string{{MatrixName}, {MatrixName, TruthName}, {MatrixName, TruthName, GenesName},
		{MatrixName, TruthName, GenesName, AboutName}} {
		for _, name := range gone {
			if err := os.Rename(filepath.Join(dir, name), filepath.Join(dir, name+".subtype-tmp")); err != nil {
				t.Fatal(err)
			}
		}
		if err := write(t, dir, 1, false); err != nil {
			t.Errorf("without %v: %v", gone, err)
		}
		if !maps.Equal(whole, contentOf(t, dir)) {
			t.Errorf("without %v another folder comes out", gone)
		}
	}
}

func TestNothingIsLeftOfWhatIsCutShort(t *testing.T) {
	dir := t.TempDir()
	set := newSet(t, options("log"))
	f, err := product.Open(dir, set.Product("1.2.3"), false)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := f.Write(ctx, set.Files(ctx), nil); err == nil {
		t.Error("no error")
	}
	f.Close()
	if got := contentOf(t, dir); len(got) != 0 {
		t.Errorf("left: %v", got)
	}
}

package files

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error { _, err := io.WriteString(w, s); return err }
}

func open(t *testing.T) (*Folder, string) {
	t.Helper()
	dir := t.TempDir()
	f, err := Make(filepath.Join(dir, "a", "results"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f, dir
}

// names lists all that is in a folder.
func names(t *testing.T, dir string) string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if path != dir {
			name, _ := filepath.Rel(dir, path)
			all = append(all, filepath.ToSlash(name))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(all, " ")
}

func TestWholeOrNotAtAll(t *testing.T) {
	f, _ := open(t)
	digest, err := f.Write("ranks/k3/a.tsv", text("hello"))
	if err != nil {
		t.Fatal(err)
	}
	if again, err := f.Digest("ranks/k3/a.tsv"); err != nil || again != digest ||
		digest != "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824" {
		t.Errorf("%s, %s, %v", digest, again, err)
	}
	full := errors.New("disk full")
	for _, name := range []string{"ranks/k3/a.tsv", "ranks/k4/b.tsv"} {
		_, err := f.Write(name, func(w io.Writer) error { io.WriteString(w, "torn"); return full })
		if !errors.Is(err, full) || !strings.Contains(err.Error(), f.Path(name)) {
			t.Error(err)
		}
	}
	if data, _ := f.Read("ranks/k3/a.tsv"); string(data) != "hello" {
		t.Errorf("%q", data)
	}
	if all := names(t, f.path); all != "ranks ranks/k3 ranks/k3/a.tsv" {
		t.Errorf("what failed left something: %s", all)
	}
	// What a killed process left is no obstacle, and a staged file changes nothing.
	os.WriteFile(f.Path(Temporary("b")), []byte("torn"), 0o666)
	if _, err := f.Stage("b", text("new")); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Find("b"); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	if err := f.Commit("b"); err != nil {
		t.Fatal(err)
	}
	if data, _ := f.Read("b"); string(data) != "new" {
		t.Errorf("%q", data)
	}
	for _, name := range []string{"ranks/k3/a.tsv", "ranks/k3/a.tsv", "absent/b"} {
		if err := f.Remove(name); err != nil {
			t.Error(err)
		}
	}
	if all := names(t, f.path); all != "b ranks" {
		t.Errorf("%s", all)
	}
}

// Nothing outside is read, written or removed, whatever stands in the folder and
// whatever a name says.
func TestNothingOutsideIsReached(t *testing.T) {
	f, dir := open(t)
	outside := filepath.Join(dir, "outside")
	os.Mkdir(outside, 0o777)
	os.WriteFile(filepath.Join(outside, "victim"), []byte("keep"), 0o666)
	os.WriteFile(f.Path("inside"), []byte("keep"), 0o666)
	os.Mkdir(f.Path("folder"), 0o777)
	for link, to := range map[string]string{
		"file": filepath.Join(outside, "victim"), "relative": "../../outside/victim", "dir": outside, "near": "folder",
		"neighbour": "inside", "dangling": filepath.Join(outside, "new"), Temporary("x"): filepath.Join(outside, "victim"),
	} {
		if err := os.Symlink(to, f.Path(link)); err != nil {
			t.Skip(err)
		}
	}
	before := names(t, dir)
	for _, name := range []string{
		"file", "relative", "dir/victim", "dir/new", "near/new", "neighbour", "dangling", "folder", "inside/x",
		"../../outside/victim", "../results/inside", "folder/../inside", filepath.Join(outside, "victim"), "", ".", "a//b",
		"./inside",
	} {
		if _, err := f.Find(name); !errors.Is(err, ErrForeign) {
			t.Errorf("find %q: %v", name, err)
		}
		if data, err := f.Read(name); err == nil {
			t.Errorf("read %q: %q", name, data)
		}
		if _, err := f.Digest(name); err == nil {
			t.Errorf("the digest of %q", name)
		}
		if _, err := f.Write(name, text("gone")); err == nil {
			t.Errorf("%q was written", name)
		}
		if err := f.Remove(name); err == nil {
			t.Errorf("%q was removed", name)
		}
	}
	if _, err := f.Write("x", text("gone")); !errors.Is(err, ErrForeign) ||
		!strings.Contains(err.Error(), "is a link where this program would have a file") {
		t.Errorf("through a link with the name of a temporary file: %v", err)
	}
	if after := names(t, dir); after != before {
		t.Errorf("%s\nbefore\n%s", after, before)
	}
	for _, path := range []string{filepath.Join(outside, "victim"), f.Path("inside")} {
		if data, _ := os.ReadFile(path); string(data) != "keep" {
			t.Errorf("%s: %q", path, data)
		}
	}
	// Of a file with two names, the other stays as it is.
	if err := os.Link(filepath.Join(outside, "victim"), f.Path("hard")); err != nil {
		t.Skip(err)
	}
	if _, err := f.Write("hard", text("new")); err != nil {
		t.Error(err)
	}
	if data, _ := os.ReadFile(filepath.Join(outside, "victim")); string(data) != "keep" {
		t.Errorf("%q", data)
	}
}

// The folder itself may be reached through a link.
func TestFolderMayBeALink(t *testing.T) {
	f, dir := open(t)
	link := filepath.Join(dir, "link")
	if err := os.Symlink(f.path, link); err != nil {
		t.Skip(err)
	}
	g, err := Make(link)
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	if _, err := g.Write("a", text("x")); err != nil {
		t.Error(err)
	}
	if data, err := f.Read("a"); string(data) != "x" {
		t.Errorf("%q, %v", data, err)
	}
}

// What a command that is left was writing is removed, and nothing else.
func TestUnfinishedFilesAreRemoved(t *testing.T) {
	dir := t.TempDir()
	done, half := filepath.Join(dir, "done"), filepath.Join(dir, "half")
	var all temporaries
	for _, name := range []string{done, half} {
		all.begin(name)
		os.WriteFile(name, []byte("x"), 0o600)
	}
	all.end(done)
	all.abandon()
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) != 1 || left[0] != done {
		t.Errorf("left: %q", left)
	}
}

// A file that somebody made larger than any of ours is not read.
func TestHugeFilesAreNotRead(t *testing.T) {
	f, _ := open(t)
	if err := os.WriteFile(f.Path("summary.json"), []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(f.Path("summary.json"), mostRead+1); err != nil { // takes no room on the disk
		t.Skip(err)
	}
	if _, err := f.Read("summary.json"); !errors.Is(err, ErrForeign) || !strings.Contains(err.Error(),
		"is larger than 1024 MB") {
		t.Error(err)
	}
}

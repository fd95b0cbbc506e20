// Command release makes the archives of a release: for every platform a static binary with its
// manual page, completions, documentation and the licences of all that is linked, a bill of
// materials in CycloneDX, and SHA256SUMS of all files.
//
//	go run ./release -o dist                 # the version of the tag at HEAD
//	go run ./release -o dist -version 1.2.3  # without a tag
//	go run ./release -licences DIR           # the licences alone, of a binary for this platform
//
// The same sources and the same version of Go give the same bytes, in any folder, on any day.
package main

import (
	"cmp"
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// platform is what a binary is for.
type platform struct{ os, arch string }

var platforms = []platform{{"linux", "amd64"}, {"linux", "arm64"}, {"darwin", "amd64"}, {"darwin", "arm64"},
	{"windows", "amd64"}, {"windows", "arm64"}}

func (p platform) String() string { return p.os + "/" + p.arch }

func main() {
	out := flag.String("o", "dist", "`folder` of the archives; made if absent, and must be empty")
	version := flag.String("version", "", "`version` of the release (default: of the tag at HEAD, which must be clean)")
	only := flag.String("platforms", "", "`list` of platforms, as linux/amd64,darwin/arm64 (default: all)")
	texts := flag.String("licences", "", "write only the licences of all that is linked here, into this `folder`")
	flag.Parse()
	var err error
	if *texts != "" {
		err = writeLicences(*texts)
	} else {
		err = release(*out, *version, *only)
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "release: %v\n", err)
		os.Exit(1)
	}
}

func release(out, version, only string) error {
	var err error
	if version == "" {
		version, err = tagged()
	}
	if err == nil && !isVersion.MatchString(version) {
		err = fmt.Errorf("%q is no version: want one like 1.2.3 or 1.2.3-rc.1", version)
	}
	if err != nil {
		return err
	}
	chosen, err := choose(only)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o777); err != nil {
		return err
	}
	if found, err := os.ReadDir(out); err != nil || len(found) > 0 {
		return cmp.Or(err, fmt.Errorf("%s is not empty", out))
	}
	work, err := os.MkdirTemp("", "release")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	common, err := commonFiles(work, version)
	if err != nil {
		return err
	}
	for _, p := range chosen {
		if err := pack(out, work, version, p, common); err != nil {
			return fmt.Errorf("%s: %w", p, err)
		}
	}
	return sums(out)
}

// isVersion knows versions as semver.org writes them, without what is built.
var isVersion = regexp.MustCompile(`^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?$`)

// tagged is the version of the tag at HEAD.
func tagged() (string, error) {
	changed, err := command(nil, "git", "status", "--porcelain")
	if err != nil {
		return "", err
	}
	if changed != "" {
		return "", fmt.Errorf("there are changes that are not committed:\n%s", changed)
	}
	tag, err := command(nil, "git", "describe", "--tags", "--exact-match", "--match", "v[0-9]*")
	if err != nil {
		return "", fmt.Errorf("%w; tag the commit v1.2.3, or say -version", err)
	}
	return strings.TrimPrefix(strings.TrimSpace(tag), "v"), nil
}

// choose takes platforms from a list.
func choose(list string) ([]platform, error) {
	if list == "" {
		return platforms, nil
	}
	var chosen []platform
	for _, name := range strings.Split(list, ",") {
		i := slices.IndexFunc(platforms, func(p platform) bool { return p.String() == name })
		if i < 0 {
			return nil, fmt.Errorf("%q is none of %v", name, platforms)
		}
		chosen = append(chosen, platforms[i])
	}
	return chosen, nil
}

// command runs a command and returns what it prints.
func command(env []string, name string, args ...string) (string, error) {
	c := exec.Command(name, args...)
	c.Env = append(os.Environ(), env...)
	out, err := c.Output()
	if failed, ok := err.(*exec.ExitError); ok {
		err = fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, failed.Stderr)
	}
	return string(out), err
}

// sums writes SHA256SUMS, as sha256sum does and checks.
func sums(dir string) error {
	names, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		return err
	}
	var b strings.Builder
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "%x  %s\n", sha256.Sum256(data), filepath.Base(name))
	}
	return os.WriteFile(filepath.Join(dir, "SHA256SUMS"), []byte(b.String()), 0o666)
}

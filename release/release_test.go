package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestVersionsAndPlatforms(t *testing.T) {
	for version, want := range map[string]bool{"1.2.3": true, "0.1.0-rc.1": true, "v1.2.3": false, "1.2": false,
		"1.2.3\n": false, "01.2.3": false, "1.2.3 -X main.a=b": false} {
		if isVersion.MatchString(version) != want {
			t.Errorf("%q: want %v", version, want)
		}
	}
	chosen, err := choose("windows/arm64,linux/amd64")
	if err != nil || !slices.Equal(chosen, []platform{{"windows", "arm64"}, {"linux", "amd64"}}) {
		t.Errorf("%v, %v", chosen, err)
	}
	if _, err := choose("linux/386"); err == nil {
		t.Error("a platform that is not built for is taken")
	}
}

func TestFullFolderIsRefused(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "x"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := release(dir, "1.2.3", ""); err == nil || !strings.Contains(err.Error(), "is not empty") {
		t.Errorf("%v", err)
	}
}

func TestLicencesAreKnownByTheirWords(t *testing.T) {
	for text, want := range map[string][]string{
		"MIT License\n\nPermission is hereby granted, free of charge, to any\n> person obtaining a copy of this " +
			"software": {"MIT"},
		"Redistribution and use in source and\n * binary forms, … Neither the name of": {"BSD-3-Clause"},
		"Redistribution and use in source and binary forms":                            {"BSD-2-Clause"},
		"                Apache License\n      Version 2.0, January 2004":              {"Apache-2.0"},
		"All rights reserved": nil,
	} {
		if got := identifiers(text); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

// An archive depends on its files alone, not on their order.
func TestArchivesAreOfTheirFiles(t *testing.T) {
	files := []file{{"b", []byte("text"), false}, {"a/program", []byte("code"), true}}
	turned := []file{files[1], files[0]}
	dir := t.TempDir()
	for ending, write := range map[string]func(string, string, []file) error{".tar.gz": writeTar, ".zip": writeZip} {
		one, two := filepath.Join(dir, "one"+ending), filepath.Join(dir, "two"+ending)
		if err := write(one, "top", files); err != nil {
			t.Fatal(err)
		}
		if err := write(two, "top", turned); err != nil {
			t.Fatal(err)
		}
		a, b := read(t, one), read(t, two)
		if !bytes.Equal(a, b) {
			t.Errorf("%s: the order of the files shows", ending)
		}
		got := unpack(t, one)
		if len(got) != 2 || string(got["top/b"].data) != "text" || got["top/b"].program || !got["top/a/program"].program {
			t.Errorf("%s: %v", ending, got)
		}
	}
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// unpack reads an archive.
func unpack(t *testing.T, name string) map[string]file {
	t.Helper()
	all := map[string]file{}
	take := func(name string, mode int64, r io.Reader) {
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all[name] = file{name, data, mode&0o111 != 0}
	}
	if strings.HasSuffix(name, ".zip") {
		z, err := zip.OpenReader(name)
		if err != nil {
			t.Fatal(err)
		}
		defer z.Close()
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			take(f.Name, int64(f.Mode()), r)
		}
		return all
	}
	z, err := gzip.NewReader(bytes.NewReader(read(t, name)))
	if err != nil {
		t.Fatal(err)
	}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		take(h.Name, h.Mode, r)
	}
}

// What a release holds, where one has been made: RELEASE is its folder (.ci/release).
func TestReleaseIsWhole(t *testing.T) {
	dir := os.Getenv("RELEASE")
	if dir == "" {
		t.Skip("RELEASE names no release")
	}
	sums := string(read(t, filepath.Join(dir, "SHA256SUMS")))
	archives, err := filepath.Glob(filepath.Join(dir, "subtype_*"))
	if err != nil || len(archives) == 0 {
		t.Fatalf("%v, no archives in %s", err, dir)
	}
	for _, name := range archives {
		if line := fmt.Sprintf("%x  %s\n", sha256.Sum256(read(t, name)), filepath.Base(name)); !strings.Contains(sums, line) {
			t.Errorf("SHA256SUMS lacks %s", line)
		}
		if strings.HasSuffix(name, ".json") {
			continue
		}
		top := strings.TrimSuffix(strings.TrimSuffix(filepath.Base(name), ".tar.gz"), ".zip")
		program := "subtype"
		if strings.Contains(top, "_windows_") {
			program = "subtype.exe"
		}
		files := unpack(t, name)
		for _, want := range []string{program, "LICENSE", "README.md", "CHANGELOG.md", "docs/reading.md", "man/subtype.1",
			"completions/_subtype", "completions/subtype.bash", "completions/subtype.fish",
			"licences/report.html/LICENCES.txt"} {
			if f, ok := files[top+"/"+want]; !ok || len(f.data) == 0 || f.program != (want == program) {
				t.Errorf("%s: no %s, or not as it should be", top, want)
			}
		}
		checkBill(t, filepath.Join(dir, top+".cdx.json"), top, files)
	}
}

// checkBill wants the licence of everything that the bill names in the archive.
func checkBill(t *testing.T, name, top string, files map[string]file) {
	t.Helper()
	var b bill
	if err := json.Unmarshal(read(t, name), &b); err != nil {
		t.Fatal(err)
	}
	if want := strings.Split(top, "_")[1]; b.Metadata.Component.Version != want {
		t.Errorf("%s is of version %s", top, b.Metadata.Component.Version)
	}
	for _, want := range []string{"std", "gonum.org/v1/gonum", "codeberg.org/go-fonts/liberation", "uplot"} {
		if !slices.ContainsFunc(b.Components, func(c component) bool { return c.Name == want }) {
			t.Errorf("%s does not name %s", name, want)
		}
	}
	for _, c := range b.Components {
		folder := top + "/licences/" + c.Name + "@" + c.Version + "/"
		switch {
		case c.Name == "std":
			folder = top + "/licences/go@"
		case strings.HasPrefix(c.URL, "pkg:npm/"):
			folder = top + "/licences/report.html/"
		}
		found := false
		for file := range files {
			found = found || strings.HasPrefix(file, folder)
		}
		if !found || len(c.Licences) == 0 {
			t.Errorf("%s: no licence of %s", top, c.Ref)
		}
	}
}

// Whatever packs the program is of its version.
func TestPackagesAreOfThisVersion(t *testing.T) {
	found := regexp.MustCompile(`(?m)^var Version = "(.*)"$`).FindSubmatch(read(t, "../internal/study/study.go"))
	if found == nil {
		t.Fatal("the version is not where it was")
	}
	version := string(found[1])
	for name, want := range map[string]string{
		"../packaging/bioconda/meta.yaml":  `{% set version = "` + version + `" %}`,
		"../packaging/Dockerfile":          "\nARG VERSION=" + version + "\n",
		"../packaging/subtype.def":         "\n    VERSION=" + version + "\n",
		"../packaging/homebrew/subtype.rb": "/v" + version + ".tar.gz",
		"../CITATION.cff":                  "\nversion: " + version + "\n",
		"../codemeta.json":                 `"version": "` + version + `"`,
		"../workflow/environment.yaml":     "- subtype >=" + version,
		"../CHANGELOG.md":                  "\n## " + version,
		"../packaging/bioconda/build.sh":   "-X subtype/internal/study.Version=$PKG_VERSION",
	} {
		if !strings.Contains(string(read(t, name)), want) {
			t.Errorf("%s does not say %q", name, want)
		}
	}
}

package main

import (
	"debug/buildinfo"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
)

// module is one that is linked into a binary, or whose text is part of it.
type module struct {
	name, version string
	url           string // package URL, which names it in any bill of materials
	sum           string // of its content, as go.sum has it; "": not known
	licences      []file
	spdx          []string // identifiers of its licences
}

// linkedModules are those of a binary, which says itself what it was linked of, with Go's own
// library and the scripts of report.html.
func linkedModules(binary string, p platform) ([]module, error) {
	info, err := buildinfo.ReadFile(binary)
	if err != nil {
		return nil, err
	}
	folders, err := packageFolders(p)
	if err != nil {
		return nil, err
	}
	goroot, err := command(nil, "go", "env", "GOROOT")
	if err != nil {
		return nil, err
	}
	version := strings.TrimPrefix(info.GoVersion, "go")
	all := []module{{name: "std", version: version, url: "pkg:golang/std@" + version}}
	err = all[0].collect("go@"+version, strings.TrimSpace(goroot), nil)
	for _, d := range info.Deps {
		if d.Replace != nil {
			return nil, fmt.Errorf("%s is replaced", d.Path)
		}
		m := module{name: d.Path, version: d.Version, url: "pkg:golang/" + d.Path + "@" + d.Version, sum: d.Sum}
		found := folders[d.Path]
		err = errors.Join(err, m.collect(d.Path+"@"+d.Version, found.root, found.packages))
		all = append(all, m)
	}
	scripts, more := scriptLibraries()
	return append(all, scripts...), errors.Join(err, more)
}

// writeLicences writes the texts of a binary for this platform, for packages that others build.
func writeLicences(dir string) error {
	work, err := os.MkdirTemp("", "release")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	here, binary := platform{runtime.GOOS, runtime.GOARCH}, filepath.Join(work, "here")
	if err := build(binary, "0.0.0", here); err != nil {
		return err
	}
	linked, err := linkedModules(binary, here)
	if err != nil {
		return err
	}
	for _, m := range linked {
		for _, f := range m.licences {
			path := filepath.Join(dir, filepath.FromSlash(strings.TrimPrefix(f.name, "licences/")))
			if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
				return err
			}
			if err := os.WriteFile(path, f.data, 0o666); err != nil {
				return err
			}
		}
	}
	return nil
}

// places are where a module's files are: its root, and the packages that are linked.
type places struct {
	root     string
	packages []string
}

func packageFolders(p platform) (map[string]places, error) {
	list, err := command(environment(p), "go", "list", "-deps", "-json=Dir,Module", ".")
	if err != nil {
		return nil, err
	}
	all := map[string]places{}
	for d := json.NewDecoder(strings.NewReader(list)); ; {
		var found struct {
			Dir    string
			Module *struct{ Path, Dir string }
		}
		if err := d.Decode(&found); err == io.EOF {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		if m := found.Module; m != nil {
			all[m.Path] = places{m.Dir, append(all[m.Path].packages, found.Dir)}
		}
	}
}

var isLicence = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|authors|third_party_licenses|patents)`)

// collect takes the texts of licences: those at the root, those beside the packages that are
// linked, and all in folders of licences. A module without any cannot be handed on.
func (m *module) collect(shown, root string, packages []string) error {
	folders := []string{root}
	for _, dir := range packages {
		for ; len(dir) > len(root); dir = filepath.Dir(dir) {
			folders = append(folders, dir)
		}
	}
	slices.Sort(folders)
	for _, folder := range slices.Compact(folders) {
		entries, err := os.ReadDir(folder)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if isLicence.MatchString(e.Name()) && !strings.HasSuffix(e.Name(), ".go") {
				if err := m.add(shown, root, filepath.Join(folder, e.Name())); err != nil {
					return err
				}
			}
		}
	}
	if len(m.spdx) == 0 {
		return fmt.Errorf("%s has no licence that is known", shown)
	}
	return nil
}

// add takes a file, or all files of a folder.
func (m *module) add(shown, root, name string) error {
	return filepath.WalkDir(name, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		below, err := filepath.Rel(root, name)
		m.licences = append(m.licences, file{path.Join("licences", shown, filepath.ToSlash(below)), text, false})
		for _, id := range identifiers(string(text)) {
			if !slices.Contains(m.spdx, id) {
				m.spdx = append(m.spdx, id)
			}
		}
		return err
	})
}

var spaces = regexp.MustCompile(`[\s>*]+`)

// identifiers are those of the licences whose words stand in a text.
func identifiers(text string) []string {
	text = strings.ToLower(spaces.ReplaceAllString(text, " "))
	has := func(s string) bool { return strings.Contains(text, s) }
	var all []string
	for _, known := range []struct {
		id  string
		is  bool
		not bool
	}{
		{"Apache-2.0", has("apache license version 2.0"), false},
		{"MIT", has("permission is hereby granted, free of charge, to any person obtaining a copy of this software"), false},
		{"BSD-3-Clause", has("redistribution and use in source and binary forms") && has("neither the name"), false},
		{"BSD-2-Clause", has("redistribution and use in source and binary forms"), has("neither the name")},
		{"OFL-1.1", has("sil open font license") && has("version 1.1"), false},
		{"FTL", has("the freetype project license"), false},
		{"CC-BY-4.0", has("creative commons attribution 4.0 international public license"), false},
	} {
		if known.is && !known.not {
			all = append(all, known.id)
		}
	}
	return all
}

var heading = regexp.MustCompile(`(?m)^([a-z][a-z-]*) (\d\S*) \(([A-Za-z0-9.-]+)\)$`)

// scriptLibraries are what internal/page has of npm, with their licences.
func scriptLibraries() ([]module, error) {
	name := filepath.Join("internal", "page", "web", "LICENCES.txt")
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var all []module
	for _, found := range heading.FindAllSubmatch(text, -1) {
		m := module{name: string(found[1]), version: string(found[2]), spdx: []string{string(found[3])}}
		m.url = "pkg:npm/" + m.name + "@" + m.version
		all = append(all, m)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("%s names no library", name)
	}
	all[0].licences = []file{{"licences/report.html/LICENCES.txt", text, false}}
	return all, nil
}

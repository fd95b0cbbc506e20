package main

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// environment is that of every build: what a person has set up changes no byte.
func environment(p platform) []string {
	return []string{"GOOS=" + p.os, "GOARCH=" + p.arch, "CGO_ENABLED=0", "GOAMD64=v1", "GOARM64=v8.0", "GOFLAGS=",
		"GOEXPERIMENT=", "GOFIPS140=off", "GOWORK=off"}
}

// build makes a binary.
func build(target, version string, p platform) error {
	_, err := command(environment(p), "go", "build", "-trimpath", "-buildvcs=false",
		"-ldflags", "-s -w -X subtype/internal/study.Version="+version, "-o", target, ".")
	return err
}

// commonFiles are what all archives hold: documentation, and what the program says of itself.
func commonFiles(work, version string) ([]file, error) {
	here := filepath.Join(work, "here")
	if err := build(here, version, platform{runtime.GOOS, runtime.GOARCH}); err != nil {
		return nil, err
	}
	var all []file
	for name, args := range map[string]string{"man/subtype.1": "man", "completions/subtype.bash": "completion bash",
		"completions/_subtype": "completion zsh", "completions/subtype.fish": "completion fish"} {
		text, err := command(nil, here, strings.Fields(args)...)
		if err != nil {
			return nil, err
		}
		all = append(all, file{name, []byte(text), false})
	}
	for _, pattern := range []string{"LICENSE", "README.md", "CHANGELOG.md", "CITATION.cff", "docs/*", "convert/*.*"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				return nil, err
			}
			all = append(all, file{filepath.ToSlash(name), data, false})
		}
	}
	return all, nil
}

// pack makes the archive of a platform, and its bill of materials.
func pack(out, work, version string, p platform, common []file) error {
	name := strings.Join([]string{"subtype", version, p.os, p.arch}, "_")
	program, write, ending := "subtype", writeTar, ".tar.gz"
	if p.os == "windows" {
		program, write, ending = "subtype.exe", writeZip, ".zip"
	}
	binary := filepath.Join(work, name)
	if err := build(binary, version, p); err != nil {
		return err
	}
	data, err := os.ReadFile(binary)
	if err != nil {
		return err
	}
	linked, err := linkedModules(binary, p)
	if err != nil {
		return err
	}
	bill, err := billOfMaterials(version, p, linked)
	if err != nil {
		return err
	}
	files := append([]file{{program, data, true}}, common...)
	for _, m := range linked {
		files = append(files, m.licences...)
	}
	if err := os.WriteFile(filepath.Join(out, name+".cdx.json"), bill, 0o666); err != nil {
		return err
	}
	return write(filepath.Join(out, name+ending), name, files)
}

package main

import (
	"encoding/json"
	"strings"
)

// bill is a bill of materials in CycloneDX 1.6, as far as it is filled in here. It has no time
// and no number of its own, which would differ from build to build.
type bill struct {
	Format       string       `json:"bomFormat"`
	Spec         string       `json:"specVersion"`
	Version      int          `json:"version"`
	Metadata     metadata     `json:"metadata"`
	Components   []component  `json:"components"`
	Dependencies []dependency `json:"dependencies"`
}

type metadata struct {
	Component  component  `json:"component"`
	Properties []property `json:"properties"`
}

type component struct {
	Ref        string     `json:"bom-ref"`
	Type       string     `json:"type"`
	Name       string     `json:"name"`
	Version    string     `json:"version"`
	Scope      string     `json:"scope,omitempty"`
	Licences   []licence  `json:"licenses,omitempty"`
	URL        string     `json:"purl,omitempty"`
	Properties []property `json:"properties,omitempty"`
}

type licence struct {
	Licence struct {
		ID string `json:"id"`
	} `json:"license"`
}

type property struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type dependency struct {
	Ref       string   `json:"ref"`
	DependsOn []string `json:"dependsOn,omitempty"`
}

// billOfMaterials lists what is in a binary.
func billOfMaterials(version string, p platform, linked []module) ([]byte, error) {
	main := component{Ref: "pkg:golang/subtype@" + version, Type: "application", Name: "subtype", Version: version,
		URL: "pkg:golang/subtype@" + version, Licences: licences([]string{"MIT"})}
	b := bill{Format: "CycloneDX", Spec: "1.6", Version: 1, Metadata: metadata{main,
		[]property{{"subtype:os", p.os}, {"subtype:arch", p.arch}}}}
	all := dependency{Ref: main.Ref}
	for _, m := range linked {
		c := component{Ref: m.url, Type: "library", Name: m.name, Version: m.version, Scope: "required", URL: m.url,
			Licences: licences(m.spdx)}
		if m.sum != "" {
			c.Properties = []property{{"subtype:go.sum", m.sum}}
		}
		b.Components = append(b.Components, c)
		all.DependsOn = append(all.DependsOn, m.url)
	}
	b.Dependencies = []dependency{all}
	var text strings.Builder
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(b)
	return []byte(text.String()), err
}

func licences(ids []string) []licence {
	all := make([]licence, len(ids))
	for i, id := range ids {
		all[i].Licence.ID = id
	}
	return all
}

package study

import (
	"crypto/sha256"
	"encoding/hex"
	"io"

	"subtype/internal/figure"
	"subtype/internal/input"
	"subtype/internal/usage"
)

// mostFont is larger than any font, in bytes.
const mostFont = 128 << 20

// Fonts reads the file of --font, if any, for figures of the width of --figure-width.
func Fonts(path, width string) (*figure.Fonts, error) {
	fonts, _, err := loadFonts(path, width)
	return fonts, err
}

// loadFonts reads the file of --font, if any, and returns its SHA-256 too.
func loadFonts(path, width string) (*figure.Fonts, string, error) {
	var file []byte
	digest := ""
	if path != "" {
		f, err := input.Open(path)
		if err != nil {
			return nil, "", err
		}
		defer f.Close()
		if file, err = io.ReadAll(io.LimitReader(f, mostFont+1)); err != nil {
			return nil, "", usage.Wrap(err)
		}
		if len(file) > mostFont {
			return nil, "", usage.Errorf("%s is no font: it is larger than %d MB", path, mostFont>>20)
		}
		digest = sha256Of(file)
	}
	fonts, err := figure.NewFonts(file)
	if err != nil {
		return nil, "", usage.Errorf("%s is not a TrueType or OpenType font: %w", path, err)
	}
	return fonts.Within(width), digest, nil
}

// sha256Of is a SHA-256 in hexadecimal.
func sha256Of(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

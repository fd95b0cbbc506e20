package exprtest

import "testing/fstest"

const (
	Features = "ENSG1\tTP53\tGene Expression\nENSG2\tEGFR\tGene Expression\nAB1\tCD3\tAntibody Capture\n"
	Barcodes = "AAA-1\nCCC-1\nGGG-1\n"
	Counts   = "%%MatrixMarket matrix coordinate integer general\n%metadata_json: {}\n3 3 5\n1 1 5\n3 1 9\n2 2 7\n1 3 " +
		"2\n2 3 1\n"
)

// tenX is a folder as Cell Ranger writes it, with files replaced; "" leaves one
// out.
func Folder(replace map[string]string) fstest.MapFS {
	files := map[string]string{"features.tsv": Features, "barcodes.tsv": Barcodes, "matrix.mtx": Counts}
	for name, text := range replace {
		files[name] = text
	}
	folder := fstest.MapFS{}
	for name, text := range files {
		if text != "" {
			folder[name] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	return folder
}

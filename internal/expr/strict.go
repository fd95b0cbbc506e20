package expr

import "maps"

// Why --strict lets a finding pass that does not stand in the way.
const (
	observed = "nothing was done about it"
	format   = "it is how the format is read"
	detail   = "a finding that sums it up decides"
)

// passes are the codes that --strict lets pass, and why: a reason above, or the flag
// that asked for what was done. Every other finding tells of a repair that nobody asked
// for: a code that is not here is refused.
var passes = map[string]string{
	"utf-16": format, "zip-entry": format, "firehose": format, "feature-names": format, "dense": observed,
	"transposed": "--transpose", "annotations-by-column": "--annotations with a CLS file",

	"log2": "--log2 yes", "logged-twice": "--log2 yes", "looks-linear": observed, "looks-like-counts": observed,
	"negative-values": "--negatives", "missing-values": "--missing", "infinite": "--inf missing",
	"missing-sample": observed,
	"duplicate-gene": detail, "zero-gene": detail, "constant-genes": observed,
	"gene-filter": "--top-genes, which has a default",
	"genes-named": "--genes", "genes-absent": observed,
	"excel-gene": "--fix-excel-genes", "excel-genes": "--fix-excel-genes",
	"sample-renamed": "--rename-duplicate-samples", "empty-sample": "--drop-empty-samples",

	"header": observed, "names-differ-in-case": observed, "names-differ-in-version": observed,
	"mixed-identifiers":       observed,
	"more-samples-than-genes": observed, "few-samples": observed, "few-genes": observed,
	"dominant-gene": observed, "dominant-sample": observed, "library-size": observed, "like-samples": observed,
	"samples-alike": observed,
	"sex-genes":     observed, "blood-genes": observed, "mitochondrial-genes": observed,

	"annotations": observed, "annotations-unclear": observed, "annotations-missing": observed,
	"annotations-over": observed,
	"annotations-time": observed,
}

// ways are the flags that ask for a repair, where there is one.
var ways = map[string]string{
	"decimal-comma": "--decimal comma", "duplicate-genes": "--duplicates max-mad",
	"identical-rows": "--duplicates max-mad",
	"missing-gene":   "--missing drop-genes", "excel-date-gene": "--fix-excel-genes",
}

// strict turns repairs that nobody asked for into refusals.
func (p *preparation) strict() {
	if !p.options.Strict {
		return
	}
	asked := maps.Clone(passes)
	if p.options.Duplicates != "" {
		asked["duplicate-genes"], asked["identical-rows"] = "--duplicates", "--duplicates"
	}
	if p.options.FixExcelGenes {
		asked["excel-date-gene"] = "--fix-excel-genes"
	}
	p.out.refuseRepairs(asked)
}

// refuseRepairs makes fatal what does not pass.
func (fs Findings) refuseRepairs(passes map[string]string) {
	for i := range fs {
		f := &fs[i]
		if f.Severity == Fatal || passes[f.Code] != "" {
			continue
		}
		f.Severity = Fatal
		f.Done = "refused, as --strict allows no repair that was not asked for"
		switch way := ways[f.Code]; {
		case way != "":
			f.Remedy, f.Flags = "use "+way, way
		case f.Remedy == "":
			f.Remedy = "correct the file, or leave out --strict"
		}
	}
}

package finding

// Why --strict lets a finding pass that does not stand in the way.
const (
	observed = "nothing was done about it"
	format   = "it is how the format is read"
	detail   = "a finding that sums it up decides"
)

// StrictPasses are the codes that --strict lets pass, and why: a reason above, or the flag
// that asked for what was done. Every other finding tells of a repair that nobody asked
// for: a code that is not here is refused.
var StrictPasses = map[Code]string{
	UTF16: format, ZipEntry: format, Firehose: format, FeatureNames: format, Dense: observed, HDF5: observed,
	Transposed: "--transpose", AnnotationsByColumn: "--annotations with a CLS file",

	Log2: "--log2, which has a default", Centred: "--center median", LoggedTwice: "--log2 yes",
	LooksLinear: observed, LooksLikeCounts: observed,
	NegativeValues: "--negatives", MissingValues: "--missing", Infinite: "--inf missing",
	MissingSample: observed,
	DuplicateGene: detail, ZeroGene: detail, ConstantGenes: observed,
	GeneFilter: "--top-genes, which has a default",
	GenesNamed: "--genes", GenesAbsent: observed, NamesAbsent: observed,
	SamplesChosen: "--keep-samples, --drop-samples", GenesDropped: "--drop-genes", SampleColumns: "--transpose",
	ExcelGene: "--fix-excel-genes", ExcelGenes: "--fix-excel-genes",
	SampleRenamed: "--rename-duplicate-samples", EmptySample: "--drop-empty-samples",

	Header: observed, NamesDifferInCase: observed, NamesDifferInVersion: observed,
	MixedIdentifiers:     observed,
	MoreSamplesThanGenes: observed, FewSamples: observed, FewGenes: observed,
	DominantGene: observed, DominantSample: observed, LibrarySize: observed, LikeSamples: observed,
	SamplesAlike: observed,
	SexGenes:     observed, BloodGenes: observed, MitochondrialGenes: observed,
	NormalTissue: observed, ControlSamples: observed, SeveralOfPatient: observed, LogFloor: observed,

	Annotations: observed, AnnotationsUnclear: observed, AnnotationsMissing: observed,
	AnnotationsOver: observed,
	AnnotationsTime: observed, AnnotationsHeader: format, AnnotationsUnknown: format,
	AnnotationsNamesakes: "--annotations with several files", DrawnAnnotations: observed,
}

// WaysToAsk are the flags that ask for a repair, where there is one.
var WaysToAsk = map[Code]string{
	DecimalComma: "--decimal comma", DuplicateGenes: "--duplicates max-mad",
	IdenticalRows: "--duplicates max-mad",
	MissingGene:   "--missing drop-genes", ExcelDateGene: "--fix-excel-genes",
}

// RefuseRepairs makes fatal what does not pass.
func (fs Findings) RefuseRepairs(passes map[Code]string) {
	for i := range fs {
		f := &fs[i]
		if f.Severity == Fatal || passes[f.Code] != "" {
			continue
		}
		f.Severity = Fatal
		f.Done = "refused, as --strict allows no repair that was not asked for"
		switch way := WaysToAsk[f.Code]; {
		case way != "":
			f.Remedy, f.Flags = "use "+way, way
		case f.Remedy == "":
			f.Remedy = "correct the file, or leave out --strict"
		}
	}
}

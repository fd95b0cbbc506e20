package finding

// Code names the kind of a finding: stable, for machines. All codes stand here, and
// in docs/checks.md.
type Code string

// What the file is.
const (
	NoData     Code = "no-data"
	NotATable  Code = "not-a-table"
	NotAList   Code = "not-a-list"
	FactorFile Code = "factor-file"
	Format     Code = "format"
	OneSample  Code = "one-sample"
	RowNumbers Code = "row-numbers"
	Title      Code = "title"
)

// Text and packing.
const (
	Encoding    Code = "encoding"
	UTF16       Code = "utf-16"
	Quotes      Code = "quotes"
	LineTooLong Code = "line-too-long"
	Truncated   Code = "truncated"
	Expands     Code = "expands"
	Nested      Code = "nested"
	ZipEntry    Code = "zip-entry"
	ZipEntries  Code = "zip-entries"
)

// How the table is written.
const (
	Separator           Code = "separator"
	DecimalComma        Code = "decimal-comma"
	Ragged              Code = "ragged"
	Header              Code = "header"
	HeaderComment       Code = "header-comment"
	HeaderWithoutCorner Code = "header-without-corner"
	EmptyLastColumn     Code = "empty-last-column"
)

// Columns and rows that are no samples and no genes.
const (
	GeneColumns    Code = "gene-columns"
	TextColumn     Code = "text-column"
	Statistics     Code = "statistics"
	MeasureColumns Code = "measure-columns"
	TestResults    Code = "test-results"
	SeveralValues  Code = "several-values"
	Export         Code = "export"
	SampleColumns  Code = "sample-columns"
	TextRow        Code = "text-row"
	NoGenes        Code = "no-genes"
	Transposed     Code = "transposed"
)

// Cells and sheets.
const (
	NotANumber       Code = "not-a-number"
	TypographicMinus Code = "typographic-minus"
	ExcelDateGene    Code = "excel-date-gene"
	ExcelDateSample  Code = "excel-date-sample"
	Sheets           Code = "sheets"
	Formula          Code = "formula"
)

// Formats.
const (
	GCT          Code = "gct"
	Firehose     Code = "firehose"
	MatrixMarket Code = "matrix-market"
	Folder       Code = "folder"
	FeatureNames Code = "feature-names"
	OtherAssay   Code = "other-assay"
	Dense        Code = "dense"
	HDF5         Code = "hdf5"
	Parquet      Code = "parquet"
)

// Missing and infinite values.
const (
	MissingValues Code = "missing-values"
	MissingGene   Code = "missing-gene"
	MissingSample Code = "missing-sample"
	Infinite      Code = "infinite"
)

// Sign and scale.
const (
	NegativeValues  Code = "negative-values"
	Log2Negative    Code = "log2-negative"
	Log2            Code = "log2"
	LooksLinear     Code = "looks-linear"
	LoggedTwice     Code = "logged-twice"
	LooksLikeCounts Code = "looks-like-counts"
	Centred         Code = "centred"
)

// Rows of one name.
const (
	DuplicateGene  Code = "duplicate-gene"
	DuplicateGenes Code = "duplicate-genes"
	IdenticalRows  Code = "identical-rows"
)

// Genes kept and left out.
const (
	ZeroGene      Code = "zero-gene"
	ZeroGenes     Code = "zero-genes"
	ConstantGenes Code = "constant-genes"
	GeneFilter    Code = "gene-filter"
	FewGenes      Code = "few-genes"
	TooFewGenes   Code = "too-few-genes"
)

// --genes.
const (
	GenesNamed   Code = "genes-named"
	GenesRespelt Code = "genes-respelt"
	GenesAbsent  Code = "genes-absent"
)

// Gene names.
const (
	ExcelGene            Code = "excel-gene"
	ExcelGenes           Code = "excel-genes"
	NamesTrimmed         Code = "names-trimmed"
	NamesCleaned         Code = "names-cleaned"
	NamesDifferInCase    Code = "names-differ-in-case"
	NamesDifferInVersion Code = "names-differ-in-version"
	MixedIdentifiers     Code = "mixed-identifiers"
	GeneName             Code = "gene-name"
)

// Samples.
const (
	SampleName           Code = "sample-name"
	SampleRenamed        Code = "sample-renamed"
	SamplesChosen        Code = "samples-chosen"
	GenesDropped         Code = "genes-dropped"
	NamesAbsent          Code = "names-absent"
	EmptySample          Code = "empty-sample"
	NoSamples            Code = "no-samples"
	FewSamples           Code = "few-samples"
	TooFewSamples        Code = "too-few-samples"
	RankTooLarge         Code = "rank-too-large"
	MoreSamplesThanGenes Code = "more-samples-than-genes"
	SamplesLacking       Code = "samples-lacking"
	SampleAlone          Code = "sample-alone"
	SamplesAlone         Code = "samples-alone"
	SamplesShared        Code = "samples-shared"
	SamplesRespelt       Code = "samples-respelt"
)

// Quality.
const (
	DominantGene       Code = "dominant-gene"
	DominantSample     Code = "dominant-sample"
	LibrarySize        Code = "library-size"
	LikeSamples        Code = "like-samples"
	SamplesAlike       Code = "samples-alike"
	SexGenes           Code = "sex-genes"
	BloodGenes         Code = "blood-genes"
	MitochondrialGenes Code = "mitochondrial-genes"
	NormalTissue       Code = "normal-tissue"
	ControlSamples     Code = "control-samples"
	SeveralOfPatient   Code = "several-of-patient"
	LogFloor           Code = "log-floor"
)

// Values no factorisation can work with.
const (
	TooLarge Code = "too-large"
	TooSmall Code = "too-small"
)

// --annotations.
const (
	Annotations         Code = "annotations"
	AnnotationsRespelt  Code = "annotations-respelt"
	AnnotationsCleaned  Code = "annotations-cleaned"
	AnnotationsUnclear  Code = "annotations-unclear"
	AnnotationsMissing  Code = "annotations-missing"
	AnnotationsOver     Code = "annotations-over"
	AnnotationsRepeated Code = "annotations-repeated"
	AnnotationsByColumn Code = "annotations-by-column"
	AnnotationsTime     Code = "annotations-time"
	// Which column, and which lines.
	AnnotationsKeyUnclear Code = "annotations-key-unclear"
	AnnotationsPatients   Code = "annotations-patients"
	AnnotationsDiffer     Code = "annotations-differ"
	AnnotationsNameless   Code = "annotations-nameless"
	AnnotationsHeader     Code = "annotations-header"
	AnnotationsTurned     Code = "annotations-turned"
	AnnotationsUnknown    Code = "annotations-unknown"
	// Several files, and what figures show of them.
	AnnotationsNamesakes Code = "annotations-namesakes"
	DrawnAnnotations     Code = "drawn-annotations"

	CLS Code = "cls"
)

package cli

import (
	"slices"
	"strconv"
	"strings"

	"subtype/internal/spec"

	"github.com/urfave/cli/v2"
)

// help is what --help says of a setting. "WORDS" stands for the words that it can be.
type help struct{ name, category, usage string }

// helps are all settings in the order of --help: those of the matrix, of the runs, and of
// the report.
var (
	inputHelps = []help{
		{"format", inputCategory, "what the file is: WORDS (auto: by its content)"},
		{"sep", inputCategory, "what separates the fields: WORDS"},
		{"decimal", inputCategory, "the decimal sign: WORDS (auto: a comma only where semicolons separate)"},
		{"encoding", inputCategory, "the encoding of the text by its `NAME`: gbk, windows-1252, shift_jis, … (auto: UTF-8, " +
			"or UTF-16 where it shows)"},
		{"sheet", inputCategory, "read the sheet `NAME` of a workbook instead of the first, or the matrix NAME of " +
			"an AnnData file (raw/X, layers/counts) instead of X"},
		{"header-line", inputCategory, "the line, or the row of a sheet, with the names of the samples is number `N`; what " +
			"stands above it is passed over (auto: it is found)"},
		{"unnamed", inputCategory, "rows without the name of a gene, nor another identifier: WORDS"},
		{"keep-samples", inputCategory, "read only these samples: `NAMES` with commas between them, * for any letters, or " +
			"@FILE with one a line; may be given several times"},
		{"drop-samples", inputCategory, "leave these samples, or columns that are none, out: `NAMES` as for --keep-samples"},
		{"transpose", inputCategory, "genes stand in columns and samples in rows; takes the whole file into memory " +
			"(--transpose=false: they do not, whatever their names look like)"},
		{"inf", inputCategory, "infinite values: WORDS"},
		{"duplicates", prepareCategory, "genes with one name: WORDS"},
		{"missing", prepareCategory, "missing values: WORDS (knn: from the 10 genes most alike; mask: left out of account)"},
		{"log2", prepareCategory, "take log2(x+1): WORDS; auto: for hals of values that look linear, else no"},
		{"center", prepareCategory, "what is subtracted from each gene after that: WORDS"},
		{"negatives", prepareCategory, "negative values: WORDS (shift-gene: each gene minus its minimum, whatever that " +
			"is); auto: shift-gene for hals, else refuse"},
		{"drop-empty-samples", prepareCategory, "leave out samples whose values are all 0 or missing instead of refusing " +
			"them"},
		{"rename-duplicate-samples", prepareCategory, "number samples of one name (S, S.1, S.2) instead of refusing them"},
		{"fix-excel-genes", prepareCategory, "read gene names that a spreadsheet turned into dates (2-Sep) as the gene " +
			"meant (SEPTIN2), where that is certain"},
		{"strict", prepareCategory, "refuse whatever would be repaired without having been asked for"},
		{"top-genes", prepareCategory, "keep the `N` most variable genes, or all"},
		{"filter", prepareCategory, "the measure of variability: WORDS"},
		{"genes", prepareCategory, "keep only the genes named in `FILE`, one a line; all of them unless --top-genes is " +
			"given too"},
		{"drop-genes", prepareCategory, "leave these genes out: `NAMES` as for --keep-samples"},
		{"with", kindsCategory, "the matrix `FILE` of another kind of data on the same samples, or NAME=FILE; all kinds " +
			"are factorised together; may be given several times"},
		{"with-samples", kindsCategory, "which samples go on: WORDS; all: a kind that lacks a sample leaves it out of its " +
			"account (default), shared: those that every kind has"},
		{"kind", kindsCategory, "a setting of one kind of data alone, `NAME:SETTING=VALUE`, as in protein:log2=no, or its " +
			"weight beside the others, as in protein:weight=0.5; the kind of EXPR is called as its file up to the first " +
			"dot; several with commas"},
		{annotationsName, inputCategory, "table `FILE` about the samples or their patients; shown beside the " +
			"results, never used in the computation; may be given several times"},
		{annotateName, inputCategory, "columns of annotations that figures show, `NAME,…` in that order; without it, the " +
			"twelve that tell most"},
		{annotationsKey, inputCategory, "the column `NAME` of that table that holds the samples' (or patients') names; " +
			"without it, the one whose values name most of them"},
		{"survival", clinicalCategory, "columns of the time and of the status at its end, `TIME:STATUS`, or " +
			"TIME:STATUS:EVENT " +
			"with the value that is the event; several with commas; without it, those with the usual names"},
		{"adjust", clinicalCategory, "columns `NAME,…` that hazard ratios of the subtypes are adjusted for"},
		{"confounders", clinicalCategory, "columns `NAME,…` that are no biology, beside those whose names say so (batch, " +
			"plate, centre, purity, …): subtypes that follow one raise an alarm"},
		{"column-types", clinicalCategory, "what columns hold, `NAME=TYPE,…`: category, ordered, number, date, or text, " +
			"which " +
			"is left out; without it, found by their values"},
	}
	factorHelps = []help{
		{"ranks", factorsCategory, "numbers of subtypes to look at: 2-6, 2,3,5 or 2-4,8"},
		{"restarts", factorsCategory, "`N` runs from random starts at each rank; auto: 20 and more, up to 200, until the " +
			"best optimum was found 5 times and the agreement between starts is known to ±0.05"},
		{"resample", factorsCategory, "ask whether subtypes come again in other patients and from other genes: `N` " +
			"subsamples, and halves of genes and samples (3 for every 8); 0: do not"},
		{"algorithm", factorsCategory, "hals (Euclidean) and kl (Kullback-Leibler) are fast; brunet, lee, snmf/r, snmf/l, " +
			"nsNMF and ls-nmf are as in R's NMF package, to every digit; mu and cd as in scikit-learn; euclidean is the " +
			"plain update of Lee and Seung; ard switches metagenes off that are not needed"},
		{"loss", factorsCategory, "what is lowered: frobenius, kullback-leibler, itakura-saito, or `β` of a β-divergence; " +
			"without --algorithm the fast one for it is taken, mu where there is none; auto: the algorithm's"},
		{"alpha-w", factorsCategory, "strength of a penalty on the basis W (kl, hals, cd, mu), times the number of samples"},
		{"alpha-h", factorsCategory, "strength of a penalty on the coefficients H, times the number of genes; same: as " +
			"--alpha-w"},
		{"l1-ratio", factorsCategory, "how much of a penalty is the L1 norm, from 0 to 1; the rest is half the squared L2 " +
			"norm"},
		{"theta", factorsCategory, "smoothing of nsNMF, from 0 to 1"},
		{"sparse-beta", factorsCategory, "strength of sparseness of snmf/r (coefficients) and snmf/l (basis)"},
		{"sparse-eta", factorsCategory, "penalty on the other factor there; -1: the largest value of the matrix"},
		{"shuffle", factorsCategory, "cd takes the metagenes in random order"},
		{"weights", factorsCategory, "table `FILE`, genes x samples, of the weights of the values: 0, or 1e-6 to 1e6"},
		{"fixed-basis", factorsCategory, "table `FILE` of metagenes that are known and stay as they are, the first of all " +
			"(kl, hals, brunet, euclidean, mu, cd)"},
		{"start-basis", factorsCategory, "table `FILE` of the basis from which run 1 starts at the rank with as many " +
			"metagenes; " +
			"the format of basis.tsv"},
		{"start-coefficients", factorsCategory, "table `FILE` of the coefficients of that start, as coefficients.tsv; " +
			"without " +
			"it, those that fit the basis best"},
		{"init", factorsCategory, "random, or from singular vectors (run 1 of each rank; the others at random): nndsvd and " +
			"nndsvda fill zeros with the mean, nndsvdar with small random numbers, nndsvd0 keeps them"},
		{"stop", factorsCategory, "a run ends when its labels no longer change (connectivity), its objective no longer " +
			"falls (objective), both (settled), or by scikit-learn's --tolerance (tolerance), or as R ends snmf (kkt) " +
			"and ls-nmf (stationary); auto: settled for kl and hals, tolerance for mu and cd, as R for others"},
		{"tolerance", factorsCategory, "share of what was to be gained at the start that ends a run of --stop tolerance"},
		{"max-iterations", factorsCategory, "or after `N` iterations; auto: 2000, but 200 for mu and cd, 20000 for snmf, " +
			"ard"},
		{"scale", factorsCategory, "norm of the basis columns when labels and gene scores are read: WORDS; auto: max " +
			"for kl and hals, else none, as R"},
		{"read", factorsCategory, "how subtypes are read from the coefficients: WORDS (largest: a metagene is a subtype; " +
			"clusters: k-means); auto: clusters for hals, else largest"},
		{"background", factorsCategory, "one metagene more than subtypes, for what they share: WORDS; it needs --read " +
			"clusters; auto: yes for hals with clusters, else no"},
		{"seed", factorsCategory, "a run's start depends on (seed, rank, run) only"},
	}
	groupHelps = []help{
		{"null", rankCategory, "ask whether there are any subtypes: compare with `N` data sets without groups; 0: do not"},
		{"null-kind", rankCategory, "what these are like: WORDS (correlated: means and correlations of the genes stay; " +
			"permuted: values are permuted within each gene)"},
	}
	figureWidthHelp = help{"figure-width", outputCategory, "how wide figures are on paper at most, as columns of a " +
		"journal: WORDS (single: 85 mm; double: 174 mm); text is 6 points and more in both"}
	reportHelps = []help{
		{"title", outputCategory, "`TEXT` at the head of the report, in place of the name of the input"},
		{"rank", rankCategory, "take this `K` instead of choosing one"},
		{"rank-rule", rankCategory, "the rule that chooses: WORDS"},
		{"figures", outputCategory, "formats of the figures, with commas between them: WORDS"},
		figureWidthHelp,
		{"gene-names", outputCategory, "table `FILE` of what genes are called: their names in the matrix, symbols and, if " +
			"wanted, descriptions; shown in the report and used to match gene sets; none: without"},
		{"gene-sets", outputCategory, "`FILE.gmt` of gene sets to test in every subtype; may be given several times; none: " +
			"without"},
		{"font", outputCategory, "TrueType or OpenType `FILE` for the figures, for names that the built-in font cannot " +
			"write"},
	}
)

// Settings of the annotations, on which no run depends.
const annotationsName, annotateName, annotationsKey = "annotations", "annotate", "annotations-key"

var annotationSettings = []string{annotationsName, annotateName, annotationsKey, "survival", "adjust", "confounders",
	"column-types"}

func (o *options) inputFlags() []cli.Flag  { return o.flags(inputHelps) }
func (o *options) factorFlags() []cli.Flag { return o.flags(factorHelps) }
func (o *options) groupFlags() []cli.Flag  { return o.flags(groupHelps) }
func (o *options) reportFlags() []cli.Flag { return o.flags(reportHelps) }

// without leaves flags out.
func without(flags []cli.Flag, names ...string) []cli.Flag {
	return slices.DeleteFunc(flags, func(f cli.Flag) bool { return slices.Contains(names, f.Names()[0]) })
}

// flags are those of settings.
func (o *options) flags(helps []help) []cli.Flag {
	var flags []cli.Flag
	for _, h := range helps {
		setting, ok := spec.SettingByName(h.name)
		if !ok {
			panic("cli: there is no setting " + h.name)
		}
		usage := strings.Replace(h.usage, "WORDS", strings.Join(setting.Words, ", "), 1)
		if !setting.Switch {
			flags = append(flags, &cli.GenericFlag{Name: h.name, Category: h.category, Usage: usage,
				Value: &value{o.spec, setting}})
			continue
		}
		f := &cli.BoolFlag{Name: h.name, Category: h.category, Usage: usage,
			Action: func(_ *cli.Context, on bool) error { return o.spec.Set(h.name, strconv.FormatBool(on)) }}
		if o.spec.Get(h.name) != "false" { // neither on nor off
			f.DefaultText = "refused where it looks so"
		}
		flags = append(flags, f)
	}
	return flags
}

// value is the value of a flag: a setting of a Spec.
type value struct {
	spec    *spec.Spec
	setting spec.Setting
}

// Set gives the setting a value.
func (v *value) Set(s string) error { return v.spec.Set(v.setting.Name, s) }

func (v *value) String() string {
	if v.spec == nil {
		return ""
	}
	return v.spec.Get(v.setting.Name)
}

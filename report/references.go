package report

import (
	"fmt"
	"slices"
	"strings"
)

// work is a cited work.
type work struct {
	authors, year string // as the text cites it
	text          string // as the list of references gives it
}

// String cites a work within brackets: "Brunet et al. 2004".
func (w *work) String() string { return w.authors + " " + w.year }

// named cites a work as part of a sentence: "Brunet et al. (2004)".
type named struct{ *work }

func (n named) String() string { return n.authors + " (" + n.year + ")" }

// The works that the program cites.
var (
	arthur = &work{"Arthur and Vassilvitskii", "2007", "Arthur D, Vassilvitskii S. k-means++: the advantages of " +
		"careful seeding. Proceedings of the 18th ACM-SIAM Symposium on Discrete Algorithms 2007; 1027–1035."}
	boutsidis = &work{"Boutsidis and Gallopoulos", "2008", "Boutsidis C, Gallopoulos E. SVD based initialization: a " +
		"head start for nonnegative matrix factorization. Pattern Recognition 2008; 41:1350–1362."}
	brunet = &work{"Brunet et al.", "2004", "Brunet J-P, Tamayo P, Golub TR, Mesirov JP. Metagenes and molecular " +
		"pattern discovery using matrix factorization. PNAS 2004; 101:4164–4169."}
	calinski = &work{"Caliński and Harabasz", "1974", "Caliński T, Harabasz J. A dendrite method for cluster " +
		"analysis. Communications in Statistics 1974; 3:1–27."}
	cichocki = &work{"Cichocki and Phan", "2009", "Cichocki A, Phan A-H. Fast local algorithms for large scale " +
		"nonnegative matrix and tensor factorizations. IEICE Transactions on Fundamentals 2009; E92-A:708–721."}
	firehose = &work{"Broad Institute", "2016", "Broad Institute TCGA Genome Data Analysis Center. Analysis-ready " +
		"standardized TCGA data from Broad GDAC Firehose 2016_01_28 run (module mRNAseq_Clustering_CNMF). 2016; " +
		"doi:10.7908/C11G0KM9."}
	gaujoux = &work{"Gaujoux and Seoighe", "2010", "Gaujoux R, Seoighe C. A flexible R package for nonnegative " +
		"matrix factorization. BMC Bioinformatics 2010; 11:367."}
	gillis = &work{"Gillis and Glineur", "2012", "Gillis N, Glineur F. Accelerated multiplicative updates and " +
		"hierarchical ALS algorithms for nonnegative matrix factorization. Neural Computation 2012; 24:1085–1105."}
	helgeson = &work{"Helgeson et al.", "2021", "Helgeson ES, Vock DM, Bair E. Nonparametric cluster significance " +
		"testing with reference to a unimodal null distribution. Biometrics 2021; 77:1215–1226."}
	hennig = &work{"Hennig", "2007", "Hennig C. Cluster-wise assessment of cluster stability. Computational Statistics " +
		"and Data Analysis 2007; 52:258–271."}
	hesterberg = &work{"Hesterberg", "2015", "Hesterberg TC. What teachers should know about the bootstrap: resampling " +
		"in the undergraduate statistics curriculum. American Statistician 2015; 69:371–386."}
	hoyer = &work{"Hoyer", "2004", "Hoyer PO. Non-negative matrix factorization with sparseness constraints. " +
		"Journal of Machine Learning Research 2004; 5:1457–1469."}
	hubert = &work{"Hubert and Arabie", "1985", "Hubert L, Arabie P. Comparing partitions. Journal of Classification " +
		"1985; 2:193–218."}
	hutchins = &work{"Hutchins et al.", "2008", "Hutchins LN, Murphy SM, Singh P, Graber JH. Position-dependent " +
		"motif characterization using non-negative matrix factorization. Bioinformatics 2008; 24:2684–2690."}
	kimPark = &work{"Kim and Park", "2007", "Kim H, Park H. Sparse non-negative matrix factorizations via " +
		"alternating non-negativity-constrained least squares for microarray data analysis. Bioinformatics 2007; " +
		"23:1495–1502."}
	langsrud = &work{"Langsrud", "2005", "Langsrud Ø. Rotation tests. Statistics and Computing 2005; 15:53–60."}
	leeSeung = &work{"Lee and Seung", "2001", "Lee DD, Seung HS. Algorithms for non-negative matrix factorization. " +
		"Advances in Neural Information Processing Systems 2001; 13:556–562."}
	monti = &work{"Monti et al.", "2003", "Monti S, Tamayo P, Mesirov J, Golub T. Consensus clustering: a " +
		"resampling-based method for class discovery and visualization of gene expression microarray data. Machine " +
		"Learning 2003; 52:91–118."}
	panoply = &work{"Mani et al.", "2021", "Mani DR, Maynard M, Kothadia R, et al. PANOPLY: a cloud-based platform " +
		"for automated and reproducible proteogenomic data analysis. Nature Methods 2021; 18:580–582."}
	rousseeuw = &work{"Rousseeuw", "1987", "Rousseeuw PJ. Silhouettes: a graphical aid to the interpretation and " +
		"validation of cluster analysis. Journal of Computational and Applied Mathematics 1987; 20:53–65."}
	senbabao = &work{"Șenbabaoğlu et al.", "2014", "Șenbabaoğlu Y, Michailidis G, Li JZ. Critical limitations of " +
		"consensus clustering in class discovery. Scientific Reports 2014; 4:6207."}
	troyanska = &work{"Troyanskaya et al.", "2001", "Troyanskaya O, Cantor M, Sherlock G, et al. Missing value " +
		"estimation methods for DNA microarrays. Bioinformatics 2001; 17:520–525."}
)

// ruleSources are what the rules for choosing k follow, by rank.Named.Source.
var ruleSources = map[string]*work{
	"": nil, "Hutchins 2008": hutchins, "Brunet 2004": brunet, "Șenbabaoğlu 2014": senbabao, "PANOPLY": panoply,
	"Firehose": firehose,
}

// prose is a text that knows which works it cites.
type prose struct {
	text  strings.Builder
	works []*work
}

// add adds a sentence. A *work, or a named one, among the arguments is cited.
func (p *prose) add(format string, args ...any) {
	for _, a := range args {
		switch a := a.(type) {
		case *work:
			p.works = append(p.works, a)
		case named:
			p.works = append(p.works, a.work)
		case *prose:
			p.works = append(p.works, a.works...)
		}
	}
	if p.text.Len() > 0 {
		p.text.WriteByte(' ')
	}
	fmt.Fprintf(&p.text, format, args...)
}

// String is the text so far.
func (p *prose) String() string { return p.text.String() }

// cited is a piece of a sentence, for another one's arguments.
func cited(format string, args ...any) *prose {
	p := &prose{}
	p.add(format, args...)
	return p
}

// listed gives works in the order of the list of references, each once, but for
// those that stand elsewhere.
func listed(works, elsewhere []*work) []string {
	var out []string
	for _, w := range works {
		if w != nil && !slices.Contains(elsewhere, w) && !slices.Contains(out, w.text) {
			out = append(out, w.text)
		}
	}
	slices.SortFunc(out, func(a, b string) int { return strings.Compare(sortKey(a), sortKey(b)) })
	return out
}

// sortKey puts Ș among the letters S.
func sortKey(s string) string { return strings.NewReplacer("Ș", "S", "ń", "n").Replace(s) }

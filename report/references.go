package report

import (
	"slices"
	"strings"
)

// reference is a cited work, by what the text cites it as.
type reference struct{ key, text string }

var references = []reference{
	{"Boutsidis", "Boutsidis C, Gallopoulos E. SVD based initialization: a head start for nonnegative matrix factorization. Pattern Recognition 2008; 41:1350–1362."},
	{"Brunet", "Brunet J-P, Tamayo P, Golub TR, Mesirov JP. Metagenes and molecular pattern discovery using matrix factorization. PNAS 2004; 101:4164–4169."},
	{"Cichocki", "Cichocki A, Phan A-H. Fast local algorithms for large scale nonnegative matrix and tensor factorizations. IEICE Transactions on Fundamentals 2009; E92-A:708–721."},
	{"Gaujoux", "Gaujoux R, Seoighe C. A flexible R package for nonnegative matrix factorization. BMC Bioinformatics 2010; 11:367."},
	{"Gillis", "Gillis N, Glineur F. Accelerated multiplicative updates and hierarchical ALS algorithms for nonnegative matrix factorization. Neural Computation 2012; 24:1085–1105."},
	{"Kim and Park", "Kim H, Park H. Sparse non-negative matrix factorizations via alternating non-negativity-constrained least squares for microarray data analysis. Bioinformatics 2007; 23:1495–1502."},
	{"Lee and Seung", "Lee DD, Seung HS. Algorithms for non-negative matrix factorization. Advances in Neural Information Processing Systems 2001; 13:556–562."},
	{"Monti", "Monti S, Tamayo P, Mesirov J, Golub T. Consensus clustering: a resampling-based method for class discovery and visualization of gene expression microarray data. Machine Learning 2003; 52:91–118."},
	{"Rousseeuw", "Rousseeuw PJ. Silhouettes: a graphical aid to the interpretation and validation of cluster analysis. Journal of Computational and Applied Mathematics 1987; 20:53–65."},
	{"enbabao", "Șenbabaoğlu Y, Michailidis G, Li JZ. Critical limitations of consensus clustering in class discovery. Scientific Reports 2014; 4:6207."},
}

// References are the works that the methods text cites.
func (s *Study) References() []string {
	text := strings.Join(s.Methods(), " ")
	var out []string
	for _, r := range references {
		if strings.Contains(text, r.key) {
			out = append(out, r.text)
		}
	}
	return slices.Clip(out)
}

package cite

import "slices"

// The works that the program cites.
var (
	Arthur = known("Arthur and Vassilvitskii", "2007", "Arthur D, Vassilvitskii S. k-means++: the advantages of "+
		"careful seeding. Proceedings of the 18th ACM-SIAM Symposium on Discrete Algorithms 2007; 1027–1035.")
	Benjamini = known("Benjamini and Hochberg", "1995", "Benjamini Y, Hochberg Y. Controlling the false discovery "+
		"rate: a "+
		"practical and powerful approach to multiple testing. Journal of the Royal Statistical Society B 1995; 57:289–300.")
	Boutsidis = known("Boutsidis and Gallopoulos", "2008", "Boutsidis C, Gallopoulos E. SVD based initialization: a "+
		"head start for nonnegative matrix factorization. Pattern Recognition 2008; 41:1350–1362.")
	Brunet = known("Brunet et al.", "2004", "Brunet J-P, Tamayo P, Golub TR, Mesirov JP. Metagenes and molecular "+
		"pattern discovery using matrix factorization. PNAS 2004; 101:4164–4169.")
	Calinski = known("Caliński and Harabasz", "1974", "Caliński T, Harabasz J. A dendrite method for cluster "+
		"analysis. Communications in Statistics 1974; 3:1–27.")
	CarmonaSaez = known("Carmona-Saez et al.", "2006", "Carmona-Saez P, Pascual-Marqui RD, Tirado F, Carazo JM, "+
		"Pascual-Montano A. Biclustering of gene expression data by non-smooth non-negative matrix factorization. BMC "+
		"Bioinformatics 2006; 7:78.")
	IntNMF = known("Chalise and Fridley", "2017", "Chalise P, Fridley BL. Integrative clustering of multi-level omic "+
		"data based on non-negative matrix factorization algorithm. PLoS ONE 2017; 12:e0176278.")
	Cichocki = known("Cichocki and Phan", "2009", "Cichocki A, Phan A-H. Fast local algorithms for large scale "+
		"nonnegative matrix and tensor factorizations. IEICE Transactions on Fundamentals 2009; E92-A:708–721.")
	Cox = known("Cox", "1972", "Cox DR. Regression models and life-tables. Journal of the Royal Statistical Society B "+
		"1972; 34:187–220.")
	Efron = known("Efron", "1977", "Efron B. The efficiency of Cox's likelihood function for censored data. Journal of "+
		"the American Statistical Association 1977; 72:557–565.")
	Fevotte = known("Févotte and Idier", "2011", "Févotte C, Idier J. Algorithms for nonnegative matrix factorization "+
		"with the β-divergence. Neural Computation 2011; 23:2421–2456.")
	Eide = known("Eide et al.", "2017", "Eide PW, Bruun J, Lothe RA, Sveen A. CMScaller: an R package for consensus "+
		"molecular subtyping of colorectal cancer pre-clinical models. Scientific Reports 2017; 7:16618.")
	Firehose = known("Broad Institute", "2016", "Broad Institute TCGA Genome Data Analysis Center. Analysis-ready "+
		"standardized TCGA data from Broad GDAC Firehose 2016_01_28 run (module mRNAseq_Clustering_CNMF). 2016; "+
		"doi:10.7908/C11G0KM9.")
	Gaujoux = known("Gaujoux and Seoighe", "2010", "Gaujoux R, Seoighe C. A flexible R package for nonnegative "+
		"matrix factorization. BMC Bioinformatics 2010; 11:367.")
	Geman = known("Geman et al.", "2004", "Geman D, d'Avignon C, Naiman DQ, Winslow RL. Classifying gene expression "+
		"profiles from pairwise mRNA comparisons. Statistical Applications in Genetics and Molecular Biology 2004; 3:19.")
	Gillis = known("Gillis and Glineur", "2012", "Gillis N, Glineur F. Accelerated multiplicative updates and "+
		"hierarchical ALS algorithms for nonnegative matrix factorization. Neural Computation 2012; 24:1085–1105.")
	Grambsch = known("Grambsch and Therneau", "1994", "Grambsch PM, Therneau TM. Proportional hazards tests and "+
		"diagnostics based on weighted residuals. Biometrika 1994; 81:515–526.")
	Haberman = known("Haberman", "1973", "Haberman SJ. The analysis of residuals in cross-classified tables. Biometrics "+
		"1973; 29:205–220.")
	Helgeson = known("Helgeson et al.", "2021", "Helgeson ES, Vock DM, Bair E. Nonparametric cluster significance "+
		"testing with reference to a unimodal null distribution. Biometrics 2021; 77:1215–1226.")
	Hennig = known("Hennig", "2007", "Hennig C. Cluster-wise assessment of cluster stability. Computational Statistics "+
		"and Data Analysis 2007; 52:258–271.")
	Hesterberg = known("Hesterberg", "2015", "Hesterberg TC. What teachers should know about the bootstrap: resampling "+
		"in the undergraduate statistics curriculum. American Statistician 2015; 69:371–386.")
	Hoshida = known("Hoshida", "2010", "Hoshida Y. Nearest template prediction: a single-sample-based flexible class "+
		"prediction with confidence assessment. PLoS ONE 2010; 5:e15543.")
	Hoyer = known("Hoyer", "2004", "Hoyer PO. Non-negative matrix factorization with sparseness constraints. "+
		"Journal of Machine Learning Research 2004; 5:1457–1469.")
	Hubert = known("Hubert and Arabie", "1985", "Hubert L, Arabie P. Comparing partitions. Journal of Classification "+
		"1985; 2:193–218.")
	Hutchins = known("Hutchins et al.", "2008", "Hutchins LN, Murphy SM, Singh P, Graber JH. Position-dependent "+
		"motif characterization using non-negative matrix factorization. Bioinformatics 2008; 24:2684–2690.")
	KaplanMeier = known("Kaplan and Meier", "1958", "Kaplan EL, Meier P. Nonparametric estimation from incomplete "+
		"observations. Journal of the American Statistical Association 1958; 53:457–481.")
	Kapp = known("Kapp and Tibshirani", "2007", "Kapp AV, Tibshirani R. Are clusters found in one dataset present in "+
		"another dataset? Biostatistics 2007; 8:9–31.")
	KimPark = known("Kim and Park", "2007", "Kim H, Park H. Sparse non-negative matrix factorizations via "+
		"alternating non-negativity-constrained least squares for microarray data analysis. Bioinformatics 2007; "+
		"23:1495–1502.")
	Kruskal = known("Kruskal and Wallis", "1952", "Kruskal WH, Wallis WA. Use of ranks in one-criterion variance "+
		"analysis. Journal of the American Statistical Association 1952; 47:583–621.")
	Langsrud = known("Langsrud", "2005", "Langsrud Ø. Rotation tests. Statistics and Computing 2005; 15:53–60.")
	LeeSeung = known("Lee and Seung", "2001", "Lee DD, Seung HS. Algorithms for non-negative matrix factorization. "+
		"Advances in Neural Information Processing Systems 2001; 13:556–562.")
	Mantel = known("Mantel", "1966", "Mantel N. Evaluation of survival data and two new rank order statistics arising in "+
		"its consideration. Cancer Chemotherapy Reports 1966; 50:163–170.")
	Mehta = known("Mehta and Patel", "1983", "Mehta CR, Patel NR. A network algorithm for performing Fisher's exact test "+
		"in r × c contingency tables. Journal of the American Statistical Association 1983; 78:427–434.")
	Monti = known("Monti et al.", "2003", "Monti S, Tamayo P, Mesirov J, Golub T. Consensus clustering: a "+
		"resampling-based method for class discovery and visualization of gene expression microarray data. Machine "+
		"Learning 2003; 52:91–118.")
	Panoply = known("Mani et al.", "2021", "Mani DR, Maynard M, Kothadia R, et al. PANOPLY: a cloud-based platform "+
		"for automated and reproducible proteogenomic data analysis. Nature Methods 2021; 18:580–582.")
	PascualMontano = known("Pascual-Montano et al.", "2006", "Pascual-Montano A, Carazo JM, Kochi K, Lehmann D, "+
		"Pascual-Marqui RD. Nonsmooth nonnegative matrix factorization (nsNMF). IEEE Transactions on Pattern Analysis and "+
		"Machine Intelligence 2006; 28:403–415.")
	Pedregosa = known("Pedregosa et al.", "2011", "Pedregosa F, Varoquaux G, Gramfort A, et al. Scikit-learn: machine "+
		"learning in Python. Journal of Machine Learning Research 2011; 12:2825–2830.")
	Phipson = known("Phipson et al.", "2016", "Phipson B, Lee S, Majewski IJ, Alexander WS, Smyth GK. Robust "+
		"hyperparameter estimation protects against hypervariable genes and improves power to detect differential "+
		"expression. Annals of Applied Statistics 2016; 10:946–963.")
	Rousseeuw = known("Rousseeuw", "1987", "Rousseeuw PJ. Silhouettes: a graphical aid to the interpretation and "+
		"validation of cluster analysis. Journal of Computational and Applied Mathematics 1987; 20:53–65.")
	Royston = known("Royston and Parmar", "2013", "Royston P, Parmar MKB. Restricted mean survival time: an alternative "+
		"to the hazard ratio for the design and analysis of randomized trials with a time-to-event outcome. BMC Medical "+
		"Research Methodology 2013; 13:152.")
	Senbabaoglu = known("Șenbabaoğlu et al.", "2014", "Șenbabaoğlu Y, Michailidis G, Li JZ. Critical limitations of "+
		"consensus clustering in class discovery. Scientific Reports 2014; 4:6207.")
	Smyth = known("Smyth", "2004", "Smyth GK. Linear models and empirical Bayes methods for assessing differential "+
		"expression in microarray experiments. Statistical Applications in Genetics and Molecular Biology 2004; 3(1):3.")
	Subramanian = known("Subramanian et al.", "2005", "Subramanian A, Tamayo P, Mootha VK, et al. Gene set enrichment "+
		"analysis: a knowledge-based approach for interpreting genome-wide expression profiles. PNAS 2005; "+
		"102:15545–15550.")
	Tan = known("Tan and Févotte", "2013", "Tan VYF, Févotte C. Automatic relevance determination in nonnegative matrix "+
		"factorization with the β-divergence. IEEE Transactions on Pattern Analysis and Machine Intelligence 2013; "+
		"35:1592–1605.")
	TanPairs = known("Tan et al.", "2005", "Tan AC, Naiman DQ, Xu L, Winslow RL, Geman D. Simple decision rules for "+
		"classifying human cancers from gene expression profiles. Bioinformatics 2005; 21:3896–3904.")
	Tibshirani = known("Tibshirani et al.", "2001", "Tibshirani R, Walther G, Hastie T. Estimating the number of "+
		"clusters in a data set via the gap statistic. Journal of the Royal Statistical Society B 2001; 63:411–423.")
	Troyanskaya = known("Troyanskaya et al.", "2001", "Troyanskaya O, Cantor M, Sherlock G, et al. Missing value "+
		"estimation methods for DNA microarrays. Bioinformatics 2001; 17:520–525.")
	Wang = known("Wang et al.", "2006", "Wang G, Kossenkov AV, Ochs MF. LS-NMF: a modified non-negative matrix "+
		"factorization algorithm utilizing uncertainty estimates. BMC Bioinformatics 2006; 7:175.")
	Wu = known("Wu and Smyth", "2012", "Wu D, Smyth GK. Camera: a competitive gene set test accounting for inter-gene "+
		"correlation. Nucleic Acids Research 2012; 40:e133.")
)

// All are all works that the program knows, in order.
func All() []*Work { return slices.Clone(all) }

var all []*Work

// known makes a work that All lists.
func known(authors, year, text string) *Work {
	w := &Work{authors, year, text}
	all = append(all, w)
	return w
}

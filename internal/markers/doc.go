// Package markers says how much, how surely and in what direction genes differ between
// subtypes. What is kept of a matrix are sums by gene and group (Sums), and from them
// everything else is derived: means, detection, ranks, and moderated t.
//
// The moderated t follows Smyth, Statistical Applications in Genetics and Molecular Biology
// 3(1):3 (2004); a prior variance that depends on the mean and prior degrees of freedom that
// hold against outliers follow Phipson, Lee, Majewski, Alexander and Smyth, Annals of
// Applied Statistics 10:946–963 (2016). Numbers are those of limma 3.54.
package markers

// Package null asks whether samples fall into groups at all: whether k-means finds
// groups in them that are tighter than it finds in samples without groups, whose
// genes have the same means and the same covariance.
//
// With X the genes × samples matrix of expression, each gene's mean taken away, and
// X = U S Vᵀ, a matrix without groups is
//
//	X₀ = U S Qᵀ
//
// where Q, like V, has orthonormal columns orthogonal to the vector of ones: so the
// means are the same, and X₀X₀ᵀ = XXᵀ. The columns of Q are drawn one by one, that of
// the strongest component first, each from the distribution with one peak that is
// nearest to the component's own scores, and made orthonormal to those before. So a
// gradient stays a gradient, and a skewed component skewed, but what has a gap loses
// it. The points that k-means sees are the rows of V S and of Q S: genes are not
// needed for the null, which makes it cheap.
//
// The idea of a reference without clusters that keeps the covariance is that of M3C,
// John et al., Scientific Reports 10:1816 (2020); that it be unimodal is Helgeson,
// Vock and Bair, Biometrics 77:1215 (2021); the exact covariance by orthonormal
// draws is Langsrud, Statistics and Computing 15:53 (2005).
//
// Every sum runs in a stated order in code of this package, and what is drawn comes
// from the caller's random streams: the result is the same to the last bit whatever
// the processor and the number of threads.
package null

// Package consensus describes how many labelings of the same samples agree:
// co-clustering counts, the consensus matrix and its tree, the groups cut from
// it, and measures of how clear and stable they are. It knows labels and
// distances only, not where they come from.
//
// Samples are numbered from 0 in the order in which the caller holds them. Ties
// are broken by that order, so a caller who wants results that do not depend
// on it must fix it first (bytewise by name, say).
//
// Numbers are those of R: hclust and cutree (stats), silhouette (cluster),
// cophcor and dispersion (NMF).
package consensus

// Package lineage follows subtypes from one number of them to the next: which samples
// two subtypes have in common, which subtypes split and merge, and which of them are to
// look alike, so that the same patients have the same colour wherever they are shown.
package lineage

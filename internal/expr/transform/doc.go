// Package transform holds what preparing fitted to an expression matrix, frozen, so that
// a matrix of other samples can be brought to the same rows on the same scale.
package transform

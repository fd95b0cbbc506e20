// Package column tells what the columns of a table are, by their names and their first
// values together: samples, or what programs put beside them. It decides nothing: what
// is not certain is said to be so.
package column

// Package clinical compares subtypes with what is known of the samples: a test for each
// column and the subtypes that differ, agreement with classes that were given, and whether
// subtypes follow what is no biology. It knows columns and labels, and nothing of how the
// labels were made: a column that was made from the same expression is not told apart.
package clinical

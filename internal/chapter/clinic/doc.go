// Package clinic shows what subtypes mean for the patients: a table of their features, how
// long they live, agreement with classes that were given, and what is no biology. It works
// on what is known of the samples when the matrix is gone.
package clinic

// Package annotation holds what is known about samples: it reads tables and CLS files
// about them, joins these to the samples of a matrix by name, and tells which columns
// are numbers and which are groups.
package annotation

// Package annotation holds what is known about samples: it reads tables and CLS files
// about them, finds the column that names samples or their patients, joins tables to the
// samples of a matrix by name, tells which columns are numbers and which are groups, and
// chooses those that figures show.
package annotation

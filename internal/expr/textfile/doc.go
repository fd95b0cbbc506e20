// Package textfile opens files as people have them: it takes compression and text
// encodings off, refuses what is no table, gives the lines with their numbers and the
// digest of the file, and reads separated fields and numbers.
package textfile

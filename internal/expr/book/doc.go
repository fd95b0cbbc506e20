// Package book reads the sheets of workbooks row by row, and tells names that a spreadsheet turned
// into dates.
package book

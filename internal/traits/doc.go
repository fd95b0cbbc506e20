// Package traits tells what columns about samples hold, for tests: categories, ordered
// categories, numbers, dates, identifiers or texts, and which of them are a time under
// observation and a status at its end. What it finds can be said otherwise.
package traits

// Package finding holds what is noticed about an input: each Finding with a code, a
// place and a count, and the Refusal of an input that cannot be used, which lists
// every fatal finding. All codes are declared here.
package finding

// Package survival compares how long groups of patients live: Kaplan and Meier's curves,
// the log-rank test, Cox's model and what tests its assumption, and the restricted mean. It
// gives the numbers of R's package survival. What cannot be estimated is not a number, and
// is said.
package survival

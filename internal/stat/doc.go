// Package stat holds the distributions and tests that the analyses of subtypes use. Tails
// keep their relative accuracy far out, and no bit of any result depends on the processor:
// everything is made of products and sums that are written out, of square roots and of
// logarithms.
package stat

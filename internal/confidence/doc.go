// Package confidence says how far a grouping of samples can be relied on: whether it
// comes again from other starts, in other samples and from other genes; how sure each
// sample's subtype is; and in one word, whether there are subtypes.
//
// It sees labels and numbers only.
package confidence

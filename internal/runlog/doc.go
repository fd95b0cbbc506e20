// Package runlog keeps finished runs in a file that survives whatever stops the
// program: records are only ever appended, each with a checksum, and what a
// crash tears off the end is recognised and dropped.
//
// # Layout
//
// All fixed-width integers are little-endian. A uvarint is that of
// encoding/binary, in its shortest form; a text is a uvarint length and so many
// bytes of UTF-8.
//
//	offset  bytes  content
//	0       8      "SUBTLOG\n"
//	8       4      version of this layout, 2 or 3
//	12             a frame with the header, then a frame for each run
//
// A frame:
//
//	0       4      n, the length of the payload
//	4       n      payload
//	4+n     8      the first 8 bytes of the SHA-256 of: the 8 bytes that end the
//	               frame before (for the first frame the 12 bytes that begin the
//	               file), then the frame's own first 4+n bytes
//
// As every checksum covers the one before, a frame that checks vouches for all
// before it: none of them is changed, lost, doubled or from another file.
//
// The payload of the first frame, the header:
//
//	32             plan digest: the SHA-256 of the fields below, as written here
//	uvarint        number of fields
//	  text, text   name and value of each: all that decides a run's result
//	text           base name of the input
//	uvarint        number of samples
//	uvarint        restarts, at most
//	uvarint        number of ranks, then each rank as a uvarint, rising
//	uvarint ×2     shard: its index from 1, and how many there are
//	uvarint        number of data sets drawn from the matrix, then for each
//	  uvarints     its name, see below
//	  uvarint      its runs at each rank
//	uvarints       version 3 only: the restarts at each rank
//
// Neither ranks nor restarts nor data sets nor the shard are part of the digest,
// since a run is the same whatever others are done.
//
// The name of a data set is four uvarints, all 0 for the matrix itself: the number of
// the data set without groups, of the subsample of the samples, of the split of the
// genes, and which halves: that of the genes (1 or 2, 0 without a split) and three times
// that of the samples (1 or 2, 0 without a halving). Where it is one of samples a fifth
// uvarint follows, the number of the halving.
//
// The payload of every other frame, a record:
//
//	uvarints       the name of the data set
//	uvarint        rank k, from 2
//	uvarint        run, from 1
//	uvarint        iterations
//	1              status: 0 converged, 1 limit of iterations
//	8              the loss: the bits of a float64
//	⌈samples/8⌉    for a subsample only: a bit a sample, 1 where it is present, the
//	               first in the lowest bit of the first byte, unused bits 0
//	⌈b·present/8⌉  labels from 0 of the samples present, in their order, b bits
//	               each, where b is what k−1 needs in binary; the first label in
//	               the lowest bits of the first byte, unused bits 0
//
// A log is complete when it holds every task of its shard. While runs come in,
// records stand in the order in which they finished; a finished file has them in
// the order of the plan, so that its bytes depend on the plan alone.
//
// Version 3 is written where the restarts differ between the ranks, else version 2.
// Version 1 is the same as 2 without data sets, in header and records; it is read, and
// not written any more.
package runlog

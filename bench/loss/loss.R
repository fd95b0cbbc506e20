args <- commandArgs(TRUE)
suppressMessages(library(RcppML))
setRcppMLthreads(1)
v <- as.matrix(read.table(args[1], sep = "\t"))
storage.mode(v) <- "double"
k <- as.integer(args[2])
for (seed in seq_len(as.integer(args[3]))) {
  for (n in as.integer(strsplit(args[4], " ")[[1]])) {
    time <- system.time(f <- nmf(v, k, tol = 0, maxit = n, verbose = FALSE, seed = seed))[["elapsed"]]
    cat("RcppML", seed, n, time, format(sum((v - f$w %*% (f$d * f$h))^2) / 2, digits = 15), "\n")
  }
}

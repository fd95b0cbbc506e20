# Times of R's NMF package on two matrices; see compare.sh.
suppressMessages(library(NMF))
args <- commandArgs(TRUE)
read <- function(f) as.matrix(read.delim(f, row.names = 1, check.names = FALSE))
say <- function(key, seconds) cat(key, "\t", format(seconds, digits = 6), "\n", sep = "")
iteration <- function(x, k, method, n) {
  t <- system.time(nmf(x, k, method, seed = 1, nrun = 1, maxIter = n, .opt = "-p"))[["elapsed"]]
  t0 <- system.time(nmf(x, k, method, seed = 1, nrun = 1, maxIter = 1, .opt = "-p"))[["elapsed"]]
  (t - t0) / (n - 1)
}
small <- read(args[1]); small <- small[rowSums(small) > 0, ]
large <- read(args[2])
for (k in c(3, 6)) say(paste0("r brunet 38 ", k), iteration(small, k, "brunet", 300))
for (k in c(2, 4, 6)) say(paste0("r brunet 500 ", k), iteration(large, k, "brunet", 30))
say("r lee 500 4", iteration(large, 4, "lee", 30))
for (method in c("nsNMF", "snmf/r")) say(paste0("r ", method, " 500 4"), iteration(large, 4, method, 20))
weight <- matrix(1, nrow(large), ncol(large))
lsnmf <- function(n) system.time(nmf(large, 4, "ls-nmf", seed = 1, nrun = 1, maxIter = n, weight = weight, .opt = "-p"))[["elapsed"]]
say("r ls-nmf 500 4", (lsnmf(20) - lsnmf(1)) / 19)
say("r survey 38", system.time(nmf(small, 2:6, "brunet", nrun = 50, seed = 1, .opt = "P2"))[["elapsed"]])

# Sparse, non-smooth and weighted factorisations as R's NMF package computes them.
#   Rscript nmf_more.R | gzip -9n > nmf_more.txt.gz        (R 4.2.2, NMF 0.25)
# The matrices and starts of nmf.R, and weights written out by formula: no random numbers.
suppressMessages(library(NMF))
nmf.options(parallel = FALSE, verbose = FALSE)
source("write.R")
out <- stdout()

V  <- outer(1:6, 1:5, function(i, j) ((7 * i + 3 * j) %% 11) + 1)
W0 <- outer(1:6, 1:2, function(i, a) ((5 * i + 2 * a) %% 7) / 7 + 0.1)
H0 <- outer(1:2, 1:5, function(a, j) ((3 * a + 4 * j) %% 5) / 5 + 0.1)
m <- 40; n <- 12; k <- 3
V2  <- outer(1:m, 1:n, function(i, j) ((i * i + 5 * i * j + 3 * j * j) %% 23) * (((i + 2 * j) %% 4) != 0) + 0.25 * ((i %% n) == (j - 1)))
W20 <- outer(1:m, 1:k, function(i, a) ((5 * i + 11 * a + i * a) %% 17) / 17 + 0.05)
H20 <- outer(1:k, 1:n, function(a, j) ((3 * a + 7 * j + a * j) %% 13) / 13 + 0.05)

one <- function(tag, V, W0, H0, method, maxIter, ...) {
  seed <- if (method == "nsNMF") nmfModel(model = "NMFns", W = W0, H = H0, ...) else nmfModel(W = W0, H = H0)
  fit <- if (method == "nsNMF") nmf(V, ncol(W0), method, seed = seed, maxIter = maxIter)
         else nmf(V, ncol(W0), method, seed = seed, maxIter = maxIter, ...)
  put(out, paste0(tag, ".W"), basis(fit))
  put(out, paste0(tag, ".H"), coef(fit))
  put(out, paste0(tag, ".iterations"), niter(fit))
  put(out, paste0(tag, ".deviance"), deviance(fit))
}
for (size in c("small", "large")) {
  v <- if (size == "small") V else V2; w <- if (size == "small") W0 else W20; h <- if (size == "small") H0 else H20
  for (it in c(1, 10, 100, 20000)) {
    for (method in c("snmf/r", "snmf/l")) {
      one(paste(size, method, "default", it, sep = "."), v, w, h, method, it)
      one(paste(size, method, "other", it, sep = "."), v, w, h, method, it, beta = 0.5, eta = 2)
    }
  }
  weight <- outer(seq_len(nrow(v)), seq_len(ncol(v)), function(i, j) ((3 * i + 5 * j) %% 4) / 2)
  for (it in c(1, 10, 100)) {
    one(paste(size, "nsNMF.0.5", it, sep = "."), v, w, h, "nsNMF", it)
    one(paste(size, "nsNMF.0.2", it, sep = "."), v, w, h, "nsNMF", it, theta = 0.2)
    one(paste(size, "ls-nmf.weighted", it, sep = "."), v, w, h, "ls-nmf", it, weight = weight)
    one(paste(size, "ls-nmf.plain", it, sep = "."), v, w, h, "ls-nmf", it, weight = matrix(1, nrow(v), ncol(v)))
  }
  one(paste(size, "nsNMF.0.5", 2000, sep = "."), v, w, h, "nsNMF", 2000)
  one(paste(size, "ls-nmf.weighted", 2000, sep = "."), v, w, h, "ls-nmf", 2000, weight = weight)
}

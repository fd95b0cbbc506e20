# Consensus matrices with many ties, their trees and the measures read from them.
#   Rscript tree.R | gzip -9n > tree.txt.gz     (R 4.2.2, NMF 0.25, cluster 2.1.4)
# A case: n, k0, the runs' labels, then hclust's merges, heights and order, the
# cophenetic distances and correlation, cutree and silhouettes for k = 2 to 6, and dispersion.
suppressMessages({library(NMF); library(cluster)})
source("write.R")
out <- stdout()
set.seed(20041116, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

cases <- list(do.call(rbind, lapply(strsplit(c("1112222", "1112221", "1122222", "2221111", "1112212",
  "1112222", "1212222", "1112221", "1112222", "1122222"), ""), as.integer)))
for (i in 1:140) {
  n <- sample(8:60, 1); k <- sample(2:6, 1); runs <- sample(c(3, 5, 10, 12, 20, 30, 50), 1)
  noise <- sample(c(0, 0.02, 0.1, 0.3, 1), 1)
  truth <- sample(k, n, replace = TRUE)
  cases[[length(cases) + 1]] <- t(sapply(seq_len(runs), function(r) {
    l <- truth; flip <- runif(n) < noise; l[flip] <- sample(k, sum(flip), replace = TRUE)
    sample(k)[l]
  }))
}
for (i in seq_along(cases)) {
  L <- cases[[i]]; n <- ncol(L); tag <- paste0("case", i)
  C <- Reduce(`+`, lapply(seq_len(nrow(L)), function(r) outer(L[r, ], L[r, ], `==`) + 0)) / nrow(L)
  D <- as.dist(1 - C)
  h <- hclust(D, "average")
  put(out, paste0(tag, ".runs"), nrow(L))
  put(out, paste0(tag, ".labels"), t(L))
  put(out, paste0(tag, ".merge"), t(h$merge))
  put(out, paste0(tag, ".height"), h$height)
  put(out, paste0(tag, ".order"), h$order)
  put(out, paste0(tag, ".cophenetic"), cophenetic(h))
  put(out, paste0(tag, ".cophcor"), cophcor(C, linkage = "average"))
  put(out, paste0(tag, ".dispersion"), dispersion(C))
  for (k in 2:6) {
    ct <- cutree(h, k)
    put(out, paste0(tag, ".cut", k), ct)
    put(out, paste0(tag, ".silhouette", k), silhouette(ct, D)[, "sil_width"])
  }
}

# Euclidean distances between points, with their silhouettes; no ties.
X <- outer(1:30, 1:4, function(i, j) ((i * 37 + j * 101 + i * i * j) %% 97) / 97)
h <- hclust(dist(X), "average")
put(out, "points.X", t(X))
put(out, "points.merge", t(h$merge))
put(out, "points.height", h$height)
put(out, "points.order", h$order)
put(out, "points.cut4", cutree(h, 4))
put(out, "points.silhouette4", silhouette(cutree(h, 4), dist(X))[, "sil_width"])

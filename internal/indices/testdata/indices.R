# Reference values for the plain indices: 40 points in 3 dimensions, average linkage.
# R with the packages cluster (silhouette, clusGap). Rscript indices.R > indices.tsv
library(cluster)
n <- 40
i <- 1:n
x <- cbind(((7 * i) %% 13) / 13 + 3 * (i %% 4 == 0), ((5 * i) %% 11) / 11 + 4 * (i %% 4 == 1),
           ((3 * i) %% 17) / 17 - 2 * (i %% 4 == 2))
h <- hclust(dist(x), "average")
cut <- function(x, k) list(cluster = cutree(hclust(dist(x), "average"), k))
set.seed(1)
gap <- clusGap(x, cut, K.max = 8, B = 2000, d.power = 2, spaceH0 = "scaledPCA", verbose = FALSE)$Tab
cat("k\tch\tsilhouette\theight\tgap\tgap_sd\n")
for (k in 1:8) {
  l <- cutree(h, k)
  centre <- colMeans(x)
  within <- sum(sapply(split(1:n, l), function(s) sum(scale(x[s, , drop = FALSE], scale = FALSE)^2)))
  total <- sum(scale(x, scale = FALSE)^2)
  ch <- if (k > 1) (total - within) / (k - 1) / (within / (n - k)) else NA
  s <- if (k > 1) mean(silhouette(l, dist(x))[, 3]) else NA
  cat(k, format(ch, digits = 15), format(s, digits = 15), format(if (k > 1) h$height[n - k + 1] else NA, digits = 15),
      format(gap[k, "gap"], digits = 15), format(gap[k, "SE.sim"], digits = 15), sep = "\t")
  cat("\n")
}

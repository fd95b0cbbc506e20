# Factorisations, model quality and gene scores as R's NMF package computes them.
#   Rscript nmf.R > nmf.txt        (R 4.2.2, NMF 0.25, cluster 2.1.4)
# Every start is written out by formula, so no random numbers take part.
suppressMessages(library(NMF))
nmf.options(parallel = FALSE, verbose = FALSE)
source("write.R")
out <- stdout()

V  <- outer(1:6, 1:5, function(i, j) ((7 * i + 3 * j) %% 11) + 1)
W0 <- outer(1:6, 1:2, function(i, a) ((5 * i + 2 * a) %% 7) / 7 + 0.1)
H0 <- outer(1:2, 1:5, function(a, j) ((3 * a + 4 * j) %% 5) / 5 + 0.1)

# A larger, sparser one with zeros in V, for the guards and the features.
m <- 40; n <- 12; k <- 3
V2  <- outer(1:m, 1:n, function(i, j) ((i * i + 5 * i * j + 3 * j * j) %% 23) * (((i + 2 * j) %% 4) != 0) + 0.25 * ((i %% n) == (j - 1)))
W20 <- outer(1:m, 1:k, function(i, a) ((5 * i + 11 * a + i * a) %% 17) / 17 + 0.05)
H20 <- outer(1:k, 1:n, function(a, j) ((3 * a + 7 * j + a * j) %% 13) / 13 + 0.05)

one <- function(tag, V, W0, H0, method, maxIter) {
  fit <- nmf(V, ncol(W0), method, seed = nmfModel(W = W0, H = H0), maxIter = maxIter)
  put(out, paste0(tag, ".W"), basis(fit))
  put(out, paste0(tag, ".H"), coef(fit))
  put(out, paste0(tag, ".iterations"), niter(fit))
  put(out, paste0(tag, ".deviance"), deviance(fit))
  put(out, paste0(tag, ".rss"), rss(fit, V))
  put(out, paste0(tag, ".evar"), evar(fit, V))
  put(out, paste0(tag, ".sparseness"), sparseness(fit))
  put(out, paste0(tag, ".labels"), as.integer(predict(fit)))
  # coefficients and basis rows that correlate perfectly have no silhouette of their own at k = 2
  if (ncol(W0) > 2) {
    put(out, paste0(tag, ".silhouette_coefficients"), summary(silhouette(fit, what = "samples"))$avg.width)
    put(out, paste0(tag, ".silhouette_basis"), summary(silhouette(fit, what = "features"))$avg.width)
  }
  put(out, paste0(tag, ".feature_score"), featureScore(fit, method = "kim"))
  sel <- extractFeatures(fit, method = "kim")
  for (a in seq_along(sel)) put(out, paste0(tag, ".features", a), if (all(is.na(sel[[a]]))) integer(0) else sort(sel[[a]]))
}
for (method in c("brunet", "lee")) {
  for (it in c(1, 10, 2000)) one(paste0("small.", method, ".", it), V, W0, H0, method, it)
  for (it in c(1, 10, 100, 2000)) one(paste0("large.", method, ".", it), V2, W20, H20, method, it)
}

# Kim and Park's gene scores on a basis matrix given row by row.
B <- rbind(c(5,1,1), c(1,1,1), c(.1,4,.2), c(2,2,.5), c(.3,.2,6), c(1,.9,.8), c(1.1,1,1))
put(out, "basis.feature_score", featureScore(B, method = "kim"))
sel <- extractFeatures(B, method = "kim")
for (a in seq_along(sel)) put(out, paste0("basis.features", a), if (all(is.na(sel[[a]]))) integer(0) else sel[[a]])

# Makes expr.tsv, fits.rds (brunet) and reference.tsv with R's NMF package 0.25 (R 4.2.2); then
#   Rscript ../../../../../convert/from-r-nmf.R fits.rds runs
suppressPackageStartupMessages(library(NMF))
nmf.options(cores = 1)
set.seed(1)
m <- 60
n <- 24
x <- matrix(2 + 3 * runif(m * n), m, n, dimnames = list(sprintf("GENE%02d", 1:m), sprintf("patient %02d", 1:n)))
for (i in 1:m) for (j in 1:n) if (i %% 3 == j %% 3) x[i, j] <- x[i, j] + 8 * runif(1)
x <- round(x, 3)[sample(m), sample(n)]
write.table(cbind(gene = rownames(x), as.data.frame(x, check.names = FALSE)), "expr.tsv", sep = "\t", quote = FALSE,
            row.names = FALSE)
fits <- nmf(x, 2:3, "brunet", nrun = 5, seed = 1, .options = "k-p")
saveRDS(fits, "fits.rds", compress = "xz")
# What the package says of them. Its trees break ties by the order of the samples.
rows <- lapply(fits$fit, function(f) {
  data.frame(rank = nbasis(f), cophenetic = sprintf("%.15g", cophcor(consensus(f))), dispersion = sprintf("%.15g", dispersion(consensus(f))),
             rss = sprintf("%.15g", sum((x - fitted(minfit(f)))^2)), residual = sprintf("%.15g", min(sapply(f@.Data, deviance))))
})
write.table(do.call(rbind, rows), "reference.tsv", sep = "\t", quote = FALSE, row.names = FALSE)

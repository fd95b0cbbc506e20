# Nearest template prediction by its formulas, as Hoshida (2010) and CMScaller
# (Eide et al. 2017) state them: cosines of z-scores with templates, and p-values
# from 20000 draws of random genes. Written for this test; no code of either.
set.seed(1)
genes <- 300; samples <- 12; draws <- 20000
z <- round(matrix(rnorm(genes * samples), genes), 4)
sets <- list(1:20, 21:35, 36:60)
for (j in 1:9) z[sets[[(j - 1) %% 3 + 1]], j] <- round(z[sets[[(j - 1) %% 3 + 1]], j] + j / 8, 4)
cosines <- function(x, t) colSums(x * t) / sqrt(sum(x^2) * colSums(t^2))
result <- function(sets) {
  k <- length(sets); all <- unlist(sets)
  t <- sapply(seq_len(k), function(q) as.numeric(rep(seq_len(k), lengths(sets)) == q))
  if (k == 2) t[t == 0] <- -1
  t(apply(z, 2, function(x) {
    s <- cosines(x[all], t)
    with <- replicate(draws, max(cosines(sample(x, length(all), replace = TRUE), t)))
    without <- replicate(draws, cosines(sample(x, length(all)), t))
    rank1 <- function(null) rank(-c(max(s), null))[1] / (length(null) + 1)
    c(s, maximum = max(rank1(with), 1 / draws), pooled = rank1(as.vector(without)))
  }))
}
three <- result(sets); two <- result(sets[1:2])
write.table(z, "testdata/ntp_z.tsv", sep = "\t", row.names = FALSE, col.names = FALSE)
write.table(format(three, digits = 15), "testdata/ntp_three.tsv", sep = "\t", quote = FALSE, row.names = FALSE, col.names = FALSE)
write.table(format(two, digits = 15), "testdata/ntp_two.tsv", sep = "\t", quote = FALSE, row.names = FALSE, col.names = FALSE)

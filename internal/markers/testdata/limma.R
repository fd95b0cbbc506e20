# Reference values of limma 3.54: Rscript limma.R MATRIX LABELS COLUMN > NAME.tsv
# MATRIX: genes in rows, tab-separated, gz or not. LABELS: sample and classes. Prints for each
# of the four kinds of moderation the prior, then for some genes and all classes what is said
# of them; values of all genes go into sums, so that each of them counts.
suppressMessages(library(limma))
args <- commandArgs(TRUE)
x <- as.matrix(read.delim(args[1], row.names = 1, check.names = FALSE))
labels <- read.delim(args[2], check.names = FALSE)
labels <- labels[[args[3]]][match(colnames(x), labels[[1]])]
x <- x[, !is.na(labels)]
group <- factor(labels[!is.na(labels)], sort(unique(labels[!is.na(labels)]), method = "radix"))
if (max(x) > 100) x <- log2(x + 1)
x <- x[apply(x, 1, function(v) max(v) > min(v)), ]
put <- function(...) cat(..., sep = "\t", fill = FALSE)
num <- function(v) paste(sprintf("%.17g", v), collapse = " ")
design <- model.matrix(~ 0 + group)
n <- table(group)
k <- nlevels(group)
contrasts <- sapply(1:k, function(q) { w <- -as.numeric(n) / sum(n[-q]); w[q] <- 1; w })
pairs <- do.call(cbind, lapply(1:k, function(q) sapply(setdiff(1:k, q), function(r) { w <- rep(0, k); w[q] <- 1; w[r] <- -1; w })))
shown <- unique(round(seq(1, nrow(x), length.out = 40)))
fit0 <- lmFit(x, design)
for (trend in c(FALSE, TRUE)) for (robust in c(FALSE, TRUE)) {
  fit <- eBayes(contrasts.fit(fit0, contrasts), trend = trend, robust = robust)
  least <- eBayes(contrasts.fit(fit0, pairs), trend = trend, robust = robust)$t
  name <- paste0(ifelse(trend, "trend", "flat"), ifelse(robust, "_robust", ""))
  q <- matrix(p.adjust(as.vector(t(fit$p.value)), "BH"), ncol = k, byrow = TRUE)
  d0 <- rep_len(fit$df.prior, nrow(x)); s0 <- rep_len(fit$s2.prior, nrow(x))
  put("sum", name, num(c(sum(log(s0)), sum(pmin(d0, 1e6)), sum(abs(fit$t)), sum(log(fit$p.value)), sum(log(q)))), "\n")
  for (g in shown) {
    put("prior", name, rownames(x)[g], num(c(s0[g], d0[g])), "\n")
    for (s in 1:k) {
      t <- least[g, (s - 1) * (k - 1) + 1:(k - 1)]
      t <- if (fit$coefficients[g, s] < 0) max(t) else min(t)
      put("gene", name, rownames(x)[g], levels(group)[s], num(c(fit$coefficients[g, s], fit$t[g, s], fit$p.value[g, s], q[g, s], t)), "\n")
    }
  }
}
for (g in shown) for (s in levels(group)) {
  a <- x[g, group == s]; b <- x[g, group != s]
  w <- suppressWarnings(wilcox.test(a, b))
  put("ranks", "", rownames(x)[g], s, num(c(w$statistic / (length(a) * length(b)), w$p.value)), "\n")
}

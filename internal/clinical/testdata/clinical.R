# Reference values of R's stats: Rscript clinical.R > clinical.tsv
# Rscript clinical.R FOLDER > sets.tsv: the same of data sets in a folder that are not part of
# the project, without the data.
num <- function(x) paste(sprintf("%.17g", as.numeric(x)), collapse = " ")
table_case <- function(name, m, counts = TRUE) {
  p <- tryCatch(fisher.test(m, workspace = 2e8)$p.value, error = function(e) NA)
  x <- suppressWarnings(chisq.test(m, correct = FALSE))
  v <- sqrt(x$statistic / sum(m) / (min(dim(m)) - 1))
  cat("table", name, if (counts) nrow(m), if (counts) num(t(m)), num(p), num(c(x$statistic, x$parameter, x$p.value, v)),
      num(t(x$stdres)), sep = "\t"); cat("\n")
}
number_case <- function(name, x, g, data = TRUE) {
  keep <- !is.na(x) & !is.na(g); x <- x[keep]; g <- factor(g[keep])
  k <- kruskal.test(x, g)
  r <- rank(x); n <- length(x); s2 <- var(r)
  z <- sapply(levels(g), function(l) { m <- sum(g == l); (mean(r[g == l]) - (n + 1) / 2) / sqrt(s2 / m * (n - m) / n) })
  eta <- summary(lm(r ~ g))$r.squared
  q <- sapply(levels(g), function(l) quantile(x[g == l], c(0.25, 0.5, 0.75)))
  cat("number", name, if (data) num(x), if (data) num(as.integer(g) - 1), num(c(k$statistic, k$parameter, k$p.value, eta)),
      num(z), num(q), sep = "\t"); cat("\n")
}
folder <- commandArgs(TRUE)
if (length(folder) == 0) {
  m <- function(rows, ...) matrix(c(...), nrow = rows, byrow = TRUE)
  table_case("2 x 2", m(2, 3, 1, 1, 3))
  table_case("2 x 2 larger", m(2, 12, 5, 3, 18))
  table_case("tea", m(2, 10, 2, 3, 15))
  table_case("job satisfaction", m(4, 1, 2, 1, 0, 3, 3, 6, 1, 10, 10, 14, 9, 6, 7, 12, 11))
  table_case("3 x 3", m(3, 5, 0, 1, 2, 6, 0, 1, 3, 7))
  table_case("strong", m(3, 40, 1, 0, 3, 30, 2, 0, 4, 25))
  table_case("6 x 2", m(6, 10, 2, 8, 4, 3, 9, 5, 7, 6, 6, 1, 11))
  table_case("an empty row", m(3, 4, 2, 0, 0, 1, 5)[c(1, 3), ])
  table_case("4 x 3, 150", m(4, 20, 15, 10, 25, 12, 3, 10, 5, 15, 12, 13, 10))
  table_case("4 x 3, weak", m(4, 14, 13, 12, 13, 12, 11, 14, 13, 10, 13, 12, 13))
  table_case("5 x 5", m(5, 2, 0, 0, 1, 0, 0, 3, 1, 0, 0, 1, 0, 2, 0, 1, 0, 0, 0, 4, 0, 0, 1, 0, 0, 2))
  i <- 1:70
  number_case("no ties", (37 * i) %% 71 + i / 1000, i %% 3)
  number_case("ties", (37 * i) %% 7, (i * i) %% 4)
  number_case("two groups", ((37 * i) %% 11)^2 + 20 * (i %% 2), i %% 2)
} else {
  d <- read.delim(file.path(folder, "lgg_tcga150", "labels.tsv"))
  for (x in c("transcriptome2016", "histology", "grade", "gender"))
    table_case(paste("lgg_tcga150", x), table(d[[x]], d$label), FALSE)
  table_case("lgg_tcga150 histology, transcriptome2016", table(d$histology, d$transcriptome2016), FALSE)
  number_case("lgg_tcga150 age", d$age, d$label, FALSE)
}

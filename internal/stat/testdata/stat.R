# Reference values of R's stats: Rscript stat.R > stat.tsv
# One line a value: what, its arguments, the value, separated by tabs.
put <- function(what, args, value)
  cat(what, paste(sprintf("%.17g", args), collapse = " "), paste(sprintf("%.17g", value), collapse = " "), sep = "\t", "\n")
for (z in c(-9, -3, -0.5, 0, 1e-9, 0.1, 1, 1.5, 1.96, 3, 5, 8, 12, 20, 37)) put("normal", z, pnorm(z, lower.tail = FALSE))
for (p in c(0.5, 0.4, 0.1, 0.025, 1e-5, 1e-50, 0.975, 0.6)) put("quantile", p, qnorm(p, lower.tail = FALSE))
for (df in c(0.5, 1, 2, 2.7, 5, 10, 30.4, 58, 148, 1000.5, 1e5, 1e7))
  for (t in c(-3, 0, 0.01, 0.5, 1, 1.7, 2.5, 5, 10, 30)) put("student", c(t, df), pt(t, df, lower.tail = FALSE))
for (df1 in c(1, 2, 3, 7.5, 40))
  for (df2 in c(1, 3.3, 12, 147, 5000))
    for (f in c(0.01, 0.3, 1, 2, 4.5, 20, 100)) put("f", c(f, df1, df2), pf(f, df1, df2, lower.tail = FALSE))
for (df in c(1, 2, 3, 4, 9, 25, 100, 1000, 25000))
  for (x in c(0.01, 0.4, 0.9, 1, 1.1, 1.3, 2, 5, 20, 60)) put("chisq", c(x * df, df), pchisq(x * df, df, lower.tail = FALSE))
for (x in c(1, 8, 700)) put("chisq", c(x, 1), pchisq(x, 1, lower.tail = FALSE))
hyper <- function(x, m, n, k) put("hyper", c(x, m, n, k), phyper(x - 1, m, n, k, lower.tail = FALSE))
for (x in 0:10) hyper(x, 10, 30, 12)
for (x in c(1, 30, 50, 60, 90, 150, 200)) hyper(x, 200, 4800, 1000)
for (x in c(5, 25, 60, 200)) hyper(x, 200, 19800, 2500)
for (x in c(-740, -100, -1, -1e-5, 0, 1e-5, 0.3466, 1, 50, 700)) put("exp", x, exp(x))
p <- c(0.01, 0.02, 0.03, 0.04, 0.9, 0.5, 1e-9, 0.02, 1)
put("bh", p, p.adjust(p, "BH"))
i <- 1:60
x <- (37 * i) %% 61 + i / 100          # no ties
y <- (37 * i) %% 7                     # ties
g <- (i * i) %% 4                      # groups 0 and 1 only
h <- (i * 3 + i %/% 7) %% 5
rank3 <- function(x) put("ranks", x, rank(x))
rank3(y)
for (v in list(x, y)) for (l in list(g, h)) {
  k <- kruskal.test(v, l)
  put("kruskal", c(v, l), c(k$statistic, k$parameter, k$p.value))
}
mw <- function(a, b) {
  w <- suppressWarnings(wilcox.test(a, b))
  put("wilcox", c(length(a), a, b), c(w$statistic, w$p.value))
}
mw(x[1:10], x[11:60]); mw(x[1:10], x[11:50]); mw(x[1:30], x[31:60]); mw(y[1:10], y[11:40]); mw(x[1:3], x[4:6])
mw(sort(x)[1:25], sort(x)[26:60]); mw(1:49, 50:98 + 0.5); mw(c(1, 2, 2, 3), c(2, 5, 6)); mw(x[1:5], x[1:5] + 100)
mw((13 * (1:200)) %% 211 + 60, (17 * (1:300)) %% 311)

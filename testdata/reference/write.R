# How the reference scripts write their values: one line a value, its name, a
# tab, the numbers with 17 significant digits (enough to give back the same
# double), separated by blanks; matrices column by column, as R keeps them.
put <- function(out, name, x) {
  cat(name, "\t", paste(sprintf("%.17g", as.numeric(x)), collapse = " "), "\n", sep = "", file = out)
}

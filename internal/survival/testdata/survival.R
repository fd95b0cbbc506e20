# Reference values of R's survival (3.5-3): Rscript survival.R [folder of data sets] > survival.tsv
# One line a case: the case, times, events, groups, a covariate, then name=values, by tabs.
# Rscript survival.R FOLDER > sets.tsv: the same of data sets in a folder that are not part of
# the project, without the data and the curves.
suppressMessages(library(survival))
num <- function(x) paste(sprintf("%.17g", as.numeric(x)), collapse = " ")
out <- character()
put <- function(name, x) out <<- c(out, paste0(name, "=", num(x)))
curve <- function(name, s, end) {
  q <- quantile(s, 0.5)
  put(paste0(name, "time"), s$time); put(paste0(name, "risk"), s$n.risk); put(paste0(name, "events"), s$n.event)
  put(paste0(name, "surv"), s$surv); put(paste0(name, "se"), s$std.err * s$surv)
  put(paste0(name, "low"), s$lower); put(paste0(name, "high"), s$upper)
  put(paste0(name, "median"), c(q$quantile, q$lower, q$upper))
  if (end >= min(s$time)) put(paste0(name, "rmean"), summary(s, rmean = end)$table[c("rmean", "se(rmean)")])
}
case <- function(name, time, event, group, x, cox = TRUE, infinite = FALSE) {
  out <<- character()
  d <- data.frame(time, event, g = factor(group), x)
  curve("all.", survfit(Surv(time, event) ~ 1, d), max(time) * 0.8)
  first <- levels(d$g)[1]
  curve("first.", survfit(Surv(time, event) ~ 1, d[d$g == first, ]), max(time[d$g == first]) * 0.8)
  if (nlevels(d$g) > 1) {
    s <- survdiff(Surv(time, event) ~ g, d)
    put("logrank", c(s$chisq, sum(s$exp > 0) - 1, if (sum(s$exp > 0) > 1) pchisq(s$chisq, sum(s$exp > 0) - 1, lower.tail = FALSE) else NA))
    put("observed", s$obs); put("expected", s$exp)
  }
  for (ties in c("efron", "breslow")) if (cox) {
    for (adjusted in c(FALSE, TRUE)) {
      f <- suppressWarnings(if (adjusted) coxph(Surv(time, event) ~ g + x, d, ties = ties) else coxph(Surv(time, event) ~ g, d, ties = ties))
      s <- suppressWarnings(summary(f))
      n <- paste0(ties, if (adjusted) ".x" else "", ".")
      put(paste0(n, "loglik"), f$loglik)
      put(paste0(n, "score"), f$score)
      if (!infinite) {
        put(paste0(n, "coef"), coef(f)); put(paste0(n, "se"), sqrt(diag(vcov(f))))
        put(paste0(n, "p"), s$coefficients[, "Pr(>|z|)"])
        put(paste0(n, "ci"), t(s$conf.int[, c(1, 3, 4)]))
        put(paste0(n, "wald"), f$wald.test)
        z <- cox.zph(f)$table
        put(paste0(n, "zph"), t(z))
      }
    }
  }
  if (length(folder) > 0) {
    out <<- out[!grepl("^(all|first)[.](time|risk|events|surv|se|low|high)=", out)]
    cat(name, out, sep = "\t"); cat("\n")
    return(invisible())
  }
  cat(name, num(time), num(event), num(as.integer(d$g) - 1), num(x), out, sep = "\t"); cat("\n")
}
folder <- commandArgs(TRUE)
if (length(folder) == 0) {
  i <- 1:60
  x <- ((29 * i) %% 31) / 7
  case("no ties", (37 * i) %% 61 + i / 100, as.integer((i * i) %% 7 != 1), i %% 3, x)
  case("ties", (37 * i) %% 11 + 1, as.integer((i * i) %% 5 != 0), i %% 2, x)
  case("times of 0", (37 * i) %% 9, as.integer(i %% 4 != 0), i %% 3, x)
  case("rounding", ((37 * i) %% 13 + 1) / 10 + (i %% 5) * 1e-12, as.integer(i %% 4 != 0), i %% 3, x)
  case("effect", (37 * i) %% 61 * ifelse(i %% 3 == 0, 3, 1) + 0.5, as.integer(i %% 5 != 0), i %% 3, x)
  case("all censored", (37 * i) %% 61 + 1, 0 * i, i %% 3, x, cox = FALSE)
  case("one event", (37 * i) %% 61 + 1, as.integer(i == 7), i %% 3, x, infinite = TRUE)
  case("a subtype of one", (37 * i) %% 61 + 1, as.integer(i %% 4 != 0), ifelse(i == 31, 2, i %% 2), x)
  case("a subtype without events", (37 * i) %% 61 + 1, as.integer(i %% 3 != 2 & i %% 4 != 0), i %% 3, x, infinite = TRUE)
  case("half exactly", c(1, 2, 3, 4, 5, 6, 7, 8), c(1, 1, 1, 1, 0, 1, 1, 0), c(0, 1, 0, 1, 0, 1, 0, 1), c(3, 1, 4, 1, 5, 9, 2, 6))
  case("all die", i[1:20] %/% 2 + 1, rep(1, 20), i[1:20] %% 2, x[1:20])
  case("one patient", 5, 1, 0, 1, cox = FALSE)
} else {
  read <- function(set) read.delim(file.path(folder, set, "labels.tsv"))
  d <- read("lgg_tcga150"); d <- d[!is.na(d$os_time_months) & !is.na(d$os_event) & !is.na(d$label) & !is.na(d$age), ]
  case("lgg_tcga150", d$os_time_months, d$os_event, d$label, d$age)
  d <- read("lgg_tcga150"); d <- d[!is.na(d$os_time_months) & !is.na(d$os_event) & !is.na(d$grade) & !is.na(d$age), ]
  case("lgg_tcga150 grade", d$os_time_months, d$os_event, d$grade, d$age)
  d <- read("dlbcl_rosenwald60"); d <- d[!is.na(d$os_time_years) & !is.na(d$label), ]
  case("dlbcl_rosenwald60", d$os_time_years, d$os_event, d$label, as.integer(d$set == "Training"))
}

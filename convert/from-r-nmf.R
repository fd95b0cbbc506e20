# Writes the runs of R's NMF package (0.23 or newer) as a folder for `subtype import`.
#
#   Rscript from-r-nmf.R FITS.rds RUNS            # what saveRDS(fits, "FITS.rds") wrote
#   Rscript from-r-nmf.R ALL.RData RUNS NAME      # the object NAME of a file of save()
#
# or, in R:  source("from-r-nmf.R"); write_runs(fits, "RUNS").  Then:  subtype import EXPR RUNS
#
# The fits are what nmf(x, 2:6, nrun = 50, .options = "k") or nmfEstimateRank() gave, a list of
# nmf(x, k, nrun = 50, .options = "k"), or one of these. Without keep.all ("k") the package keeps
# the best run alone, and nothing can be made of that. Which matrix was factorised is not in the
# fits: EXPR is that x, for instance from
#   write.table(cbind(gene = rownames(x), as.data.frame(x, check.names = FALSE)), "expr.tsv",
#               sep = "\t", quote = FALSE, row.names = FALSE)

write_runs <- function(fits, folder) {
  suppressPackageStartupMessages(library(NMF))
  if (inherits(fits, "NMF.rank")) fits <- fits$fit
  if (!is.list(fits) || isVirtualClass(class(fits)[1]) || methods::is(fits, "NMFfitX")) fits <- list(fits)
  names_of <- c(brunet = "brunet", KL = "brunet", lee = "lee", Frobenius = "lee", nsNMF = "nsNMF")
  about <- NULL
  runs <- NULL
  best <- list()
  for (fit in fits) {
    if (!methods::is(fit, "NMFfitXn")) {
      stop("a fit of class ", class(fit)[1], " has no runs: it was made without keep.all. Only ",
           "nmf(..., nrun = 50, .options = \"k\") keeps what is needed")
    }
    k <- nbasis(fit)
    all <- fit@.Data
    method <- algorithm(all[[1]])
    if (is.na(names_of[method])) stop("runs of the algorithm ", method, " cannot be imported")
    if (is.null(colnames(coef(all[[1]]))) || is.null(rownames(basis(all[[1]])))) {
      stop("the fits have no names of genes and samples: give the matrix row and column names, and fit it again")
    }
    settings <- c(program = paste("R NMF", packageVersion("NMF")), algorithm = names_of[[method]])
    if (method == "nsNMF") settings["theta"] <- sprintf("%.17g", fit(all[[1]])@theta)
    if (!is.null(about) && !identical(about, settings)) stop("the fits are of different algorithms")
    about <- settings
    residuals <- vapply(all, deviance, numeric(1))
    for (run in seq_along(all)) {
      labels <- apply(coef(all[[run]]), 2, which.max)
      steps <- niter(all[[run]])
      runs <- rbind(runs, c(k, run, sprintf("%.17g", residuals[run]), if (length(steps)) steps else 0, labels))
    }
    best[[as.character(k)]] <- all[[which.min(residuals)]]
  }
  if (!dir.create(folder)) stop("cannot make the folder ", folder, ", or it is there already")
  lines <- function(name, rows) writeLines(apply(rows, 1, paste, collapse = "\t"), file.path(folder, name))
  lines("about.tsv", cbind(names(about), about))
  samples <- colnames(coef(best[[1]]))
  lines("runs.tsv", rbind(c("rank", "run", "residual", "iterations", samples), runs))
  for (k in names(best)) {
    digits <- function(m) matrix(sprintf("%.17g", m), nrow(m))
    head <- as.character(seq_len(as.integer(k)))
    w <- basis(best[[k]])
    h <- t(coef(best[[k]]))
    lines(paste0("basis_k", k, ".tsv"), rbind(c("gene", head), cbind(rownames(w), digits(w))))
    lines(paste0("coefficients_k", k, ".tsv"), rbind(c("sample", head), cbind(rownames(h), digits(h))))
  }
  invisible(folder)
}

if (sys.nframe() == 0) {
  given <- commandArgs(trailingOnly = TRUE)
  if (length(given) < 2 || length(given) > 3) stop("usage: Rscript from-r-nmf.R FITS.rds|ALL.RData RUNS [NAME]")
  suppressPackageStartupMessages(library(NMF))
  if (length(given) == 3) {
    place <- new.env()
    load(given[1], place)
    fits <- get(given[3], place)
  } else {
    fits <- readRDS(given[1])
  }
  write_runs(fits, given[2])
}

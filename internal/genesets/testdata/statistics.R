# Input of the references and limma's part of them: Rscript statistics.R
# Writes statistics.tsv (moderated t of the T-cell leukemias against the others, a row a gene
# symbol), sets.gmt (genes by words in their descriptions) and camera.tsv (limma 3.54's cameraPR,
# R's phyper).
suppressMessages(library(limma))
x <- log2(as.matrix(read.delim("../../../testdata/leukemia.tsv.gz", row.names = 1, check.names = FALSE)) + 1)
labels <- read.delim("../../../testdata/leukemia_annotations.tsv")
names <- read.delim("../../../testdata/leukemia_gene_names.tsv", quote = "", row.names = 1)[rownames(x), ]
t <- eBayes(lmFit(x, model.matrix(~ labels$label == "ALL-T")))$t[, 2]
keep <- names$symbol != "" & !duplicated(names$symbol)
t <- setNames(round(t[keep], 9), names$symbol[keep]); about <- names$description[keep]
t <- t[order(-t)][!duplicated(t[order(-t)])]
write.table(data.frame(names(t), sprintf("%.9f", t)), "statistics.tsv", sep = "\t", quote = FALSE, row.names = FALSE, col.names = FALSE)
about <- names$description[match(names(t), names$symbol)]
words <- c("T-cell|T cell", "ribosomal", "kinase", "immunoglobulin", "receptor", "histone", "protease", "lymphocyte", "mitochond", "HLA|MHC")
sets <- lapply(words, function(w) names(t)[grep(w, about, ignore.case = TRUE)])
names(sets) <- toupper(gsub("[^A-Za-z]", "_", words))
cat(paste(names(sets), words, sapply(sets, paste, collapse = "\t"), sep = "\t"), file = "sets.gmt", sep = "\n")
camera <- cameraPR(t, lapply(sets, function(s) match(s, names(t))), sort = FALSE)
best <- names(t)[1:50]
both <- sapply(sets, function(s) sum(s %in% best)); size <- lengths(sets)
hyper <- phyper(both - 1, size, length(t) - size, 50, lower.tail = FALSE)
cat(paste(names(sets), size, sprintf("%.17g", camera$PValue), camera$Direction, both, sprintf("%.17g", hyper), sep = "\t"), file = "camera.tsv", sep = "\n")

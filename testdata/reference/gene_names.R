# The names of the leukemia genes: Rscript gene_names.R > ../leukemia_gene_names.tsv
# Needs Debian 12's r-cran-nmf 0.25-1 (data esGolub, with a description of each probe set) and
# r-bioc-org.hs.eg.db 3.16.0-1 (Entrez Gene, annotation of 2022-09).
# A probe set is called by the accession of the sequence that it was made of. The symbol is that of the
# one gene that Entrez Gene links to the accession; else, where the description begins with a word in
# capitals that is the symbol or alias of one gene, and a word of two or more letters follows, that one; else it is empty.
suppressMessages({ library(NMF); library(org.Hs.eg.db) })
data(esGolub)
d <- Biobase::fData(esGolub)
probe <- rownames(d)
accession <- sub("_.*", "", probe)
one <- function(map, keys) {
  found <- AnnotationDbi::mget(keys, map, ifnotfound = NA)
  vapply(found, function(v) if (length(v) == 1) as.character(v) else NA_character_, "")
}
entrez <- one(org.Hs.egACCNUM2EG, accession)
first <- sub("^([A-Z][A-Z0-9-]+) [A-Za-z][A-Za-z].*$", "\\1", d$Description)
first[first == d$Description] <- NA
lacks <- is.na(entrez) & !is.na(first)
entrez[lacks] <- ifelse(is.na(one(org.Hs.egSYMBOL2EG, first[lacks])), one(org.Hs.egALIAS2EG, first[lacks]),
                        one(org.Hs.egSYMBOL2EG, first[lacks]))
symbol <- ifelse(is.na(entrez), "", one(org.Hs.egSYMBOL, ifelse(is.na(entrez), "none", entrez)))
symbol[is.na(symbol)] <- ""
cat("gene\tsymbol\tdescription\n")
cat(paste(probe, symbol, trimws(gsub("[\t\r\n]", " ", d$Description)), sep = "\t"), sep = "\n")

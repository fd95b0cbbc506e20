"""Running sums by gseapy 1.3.1: python3 prerank.py > prerank.tsv (after statistics.R)
set, score, normalised score, p among random sets, genes of the leading edge."""
import gseapy
import pandas
ranks = pandas.read_csv("statistics.tsv", sep="\t", header=None, index_col=0)
found = gseapy.prerank(ranks, "sets.gmt", min_size=2, max_size=5000, permutation_num=20000, seed=1, threads=2,
                       outdir=None, weight=1.0)
for name in sorted(found.results):
    r = found.results[name]
    print(name, repr(float(r["es"])), repr(float(r["nes"])), repr(float(r["pval"])), r["lead_genes"], sep="\t")

#!/usr/bin/env python3
"""Says what becomes of new patients whose values lack genes, stand on another scale, or are no such patients.

    bench/changed_patients.py SUBTYPE WORK STUDY ANALYSIS NEW [STRANGER...] > table.md

ANALYSIS is a folder of results of patients of STUDY (labels.tsv), NEW an expression matrix of others, on a
logarithmic scale, whose class is known, STRANGERs are matrices of patients with another disease. Every
subtype stands for the class that most of its samples in training have.
"""
import json
import os
import random
import sys

from new_patients import column, lines, run

program, work, study, analysis, new, *strangers = sys.argv[1:]
os.makedirs(work, exist_ok=True)
classes = column(os.path.join(study, "labels.tsv"), "label")
own = column(os.path.join(analysis, "assignments.tsv"), "subtype")
most = {}
for subtype in set(own.values()):
    of = [classes[s] for s in own if own[s] == subtype]
    most[subtype] = max(sorted(set(of)), key=of.count)
head, *genes = lines(new)
rng = random.Random(1)
heading = ("| patients | assigned | of these right | most likely right | mean probability | told |\n"
           "|---|---|---|---|---|---|")
print(heading)


def predict(name, rows, *flags, samples=head):
    path, out = (os.path.join(work, f"{name.replace(' ', '_')}.{s}") for s in ("tsv", "predict"))
    with open(path, "w") as f:
        f.writelines("\t".join(row) + "\n" for row in [samples, *rows])
    run(program, "predict", analysis, path, "-o", out, "--force", *flags)
    table = os.path.join(out, "predictions.tsv")
    likely, assigned, p = (column(table, c) for c in ("most_likely", "subtype", "probability"))
    with open(os.path.join(out, "predict.json")) as f:
        told = json.load(f)["results"]["told"] or []
    said = [s for s in assigned if assigned[s] != "NA"]
    right = lambda group: sum(most.get(likely[s]) == classes.get(s) for s in group)
    known = [float(x) for x in p.values() if x != "NA"]
    print(f"| {name} | {len(said)} of {len(likely)} | {right(said)} | {right(likely)} | "
          f"{sum(known) / max(1, len(known)):.3f} | {'; '.join(told)} |", flush=True)
    return {row[0]: row for row in lines(table)}


def changed(f):
    return [[row[0]] + [x if x == "NA" else repr(f(float(x))) for x in row[1:]] for row in genes]


everyone = predict("as they are", genes)
for share in 0.75, 0.5, 0.25, 0.1, 0.05:
    predict(f"{share:.0%} of the genes", [row for row in genes if rng.random() < share])
predict("2 to the x", changed(lambda x: 2 ** x))
predict("counts", changed(lambda x: float(round(2 ** x))))
predict("half of x and 1", changed(lambda x: x / 2 + 1))
offsets = [rng.gauss(0, 1) for _ in genes]
moved = [[row[0]] + [x if x == "NA" else repr(float(x) + d) for x in row[1:]] for row, d in zip(genes, offsets)]
predict("each gene moved by N(0, 1)", moved)
predict("the same with --recentre", moved, "--recentre")
at = random.Random(2).choice(range(1, len(head)))
alone = predict("one patient alone", [[row[0], row[at]] for row in genes], samples=[head[0], head[at]])
print(f"\nAlone as among the others: {alone[head[at]] == everyone[head[at]]}\n")
print(heading)
predict("genes shuffled among patients", [[row[0]] + rng.sample(row[1:], len(row) - 1) for row in genes])
names = rng.sample([row[0] for row in genes], len(genes))
predict("names of genes shuffled", [[name] + row[1:] for name, row in zip(names, genes)])
for path in strangers:
    top, *rows = lines(path)
    predict("strangers " + os.path.basename(os.path.dirname(path)), rows, samples=top)

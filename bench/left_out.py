#!/usr/bin/env python3
"""Says how classifiers do on samples that they never saw, group by group.

    bench/left_out.py SUBTYPE WORK STUDY GROUPS [FLAG...]

Cuts the samples of STUDY (expr.tsv or expr.tsv.gz, labels.tsv) into GROUPS of like classes. Each
group is predicted by the classifier of an analysis of all others, with the defaults and FLAGs.
Every subtype stands for the class that most of its samples in training have. Prints the table of
class and prediction, and each sample that is predicted wrongly or not assigned.
"""
import json
import os
import random
import sys

from new_patients import column, lines, run, write


def main():
    if len(sys.argv) < 5:
        sys.exit(__doc__)
    program, work, study, groups, *flags = sys.argv[1:]
    groups = int(groups)
    os.makedirs(work, exist_ok=True)
    source = next(p for p in (os.path.join(study, "expr.tsv.gz"), os.path.join(study, "expr.tsv")) if os.path.exists(p))
    rows, classes = lines(source), column(os.path.join(study, "labels.tsv"), "label")
    samples = rows[0][1:]
    order = list(range(len(samples)))
    random.Random(1).shuffle(order)
    order.sort(key=lambda j: classes.get(samples[j], "NA"))
    counts, ranks = {}, []
    for g in range(groups):
        train, new, out, said = (os.path.join(work, f"{g}.{s}") for s in ("train.tsv", "new.tsv", "subtype", "predict"))
        left = set(order[g::groups])
        write(train, rows, [j for j in range(len(samples)) if j not in left])
        write(new, rows, sorted(left))
        if not os.path.exists(os.path.join(out, "summary.json")):
            run(program, "run", train, "-o", out, "--figures", "svg", *flags)
        with open(os.path.join(out, "classifier.json")) as f:
            refused = json.load(f).get("refused")
        if refused:
            print(f"no rule without {', '.join(samples[j] for j in sorted(left))}: {refused}")
            for j in left:
                key = classes[samples[j]], "NA", False
                counts[key] = counts.get(key, 0) + 1
            continue
        run(program, "predict", out, new, "-o", said, "--force")
        own = column(os.path.join(out, "assignments.tsv"), "subtype")
        ranks.append(len(set(own.values())))
        most = {}
        for q in set(own.values()):
            of = [classes[s] for s in own if own[s] == q]
            most[q] = max(sorted(set(of)), key=of.count)
        table = os.path.join(said, "predictions.tsv")
        likely, assigned, why = (column(table, name) for name in ("most_likely", "subtype", "why"))
        for s, q in likely.items():
            key = classes[s], most.get(q, "NA"), assigned[s] != "NA"
            counts[key] = counts.get(key, 0) + 1
            if key[0] != key[1] or not key[2]:
                print(f"{s}: {key[0]}, most likely {key[1]} ({q}), {'assigned' if key[2] else why[s]}")
    names = sorted({c for c, _, _ in counts})
    print(f"ranks: {ranks}")
    print("| class | samples | most likely right | assigned | of these right |\n|---|---|---|---|---|")
    for c in names + [None]:
        of = {k: n for k, n in counts.items() if c in (None, k[0])}
        total, right = sum(of.values()), sum(n for k, n in of.items() if k[0] == k[1])
        assigned = sum(n for k, n in of.items() if k[2])
        good = sum(n for k, n in of.items() if k[2] and k[0] == k[1])
        print(f"| {c or 'all'} | {total} | {right} | {assigned} | {good} |")


if __name__ == "__main__":
    main()

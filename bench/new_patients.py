#!/usr/bin/env python3
"""Compares what classifiers expect of new patients with what they meet.

    bench/new_patients.py SUBTYPE WORK [--join] STUDY... > table.md

SUBTYPE is the program, WORK a folder that keeps what was computed, a STUDY a folder with
expr.tsv or expr.tsv.gz (genes x samples) and labels.tsv (sample, class). Every study is cut
into two halves of like classes. Each half is analysed by itself, with the defaults of the
program (--negatives split where values are negative), and its classifier applied to the
other half. As right counts, of each new sample,

  - whole: the subtype that an analysis of all samples gives at the rank of the half;
  - joined, with --join: that which the analysis of the half gives when a fifth as many new
    samples are added to it, this one among them.

The subtypes of these analyses are named like those of the half that they share most samples
with. Where they do not agree about the half itself ("same"), no classifier can meet both.

Prints a table of all halves, and the calibration of all predictions together.
"""
import gzip
import itertools
import json
import os
import random
import subprocess
import sys


def lines(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt") as f:
        return [line.rstrip("\n").split("\t") for line in f]


def column(path, name):
    head, *rows = lines(path)
    at = head.index(name)
    return {row[0]: row[at] for row in rows}


def write(path, rows, keep):
    with open(path, "w") as f:
        for row in rows:
            f.write("\t".join([row[0]] + [row[1 + j] for j in keep]) + "\n")


def run(program, *args):
    done = subprocess.run([program, *args, "--quiet"], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{args}: {done.stderr}")


def measure(program, work, study):
    name = os.path.basename(os.path.normpath(study))
    work = os.path.join(work, name)
    os.makedirs(work, exist_ok=True)
    source = next(p for p in (os.path.join(study, "expr.tsv.gz"), os.path.join(study, "expr.tsv")) if os.path.exists(p))
    rows, classes = lines(source), column(os.path.join(study, "labels.tsv"), "label")
    samples = rows[0][1:]
    order = list(range(len(samples)))
    random.Random(1).shuffle(order)
    order.sort(key=lambda j: classes.get(samples[j], "NA"))
    values = [x for row in rows[1:] for x in row[1:]]
    flags = []
    if any(x.startswith("-") for x in values):
        flags += ["--negatives", "split"]
    if "NA" in values or "" in values:
        flags += ["--missing", "median"]
    whole = os.path.join(work, "whole")
    if not os.path.exists(os.path.join(whole, "summary.json")):
        run(program, "run", source, "-o", whole, "--resample", "0", "--null", "0", "--figures", "svg", *flags)
    found = []
    for half in 0, 1:
        path, other = (os.path.join(work, f"{s}.tsv") for s in ("ab"[half], "ba"[half]))
        write(path, rows, sorted(order[half::2]))
        write(other, rows, sorted(order[1 - half::2]))
        out, new = os.path.join(work, f"{half}.subtype"), os.path.join(work, f"{half}.predict")
        if not os.path.exists(os.path.join(out, "summary.json")):
            run(program, "run", path, "-o", out, "--figures", "svg", *flags)
        found.append(compare(program, name, work, half, out, path, other, new, whole, classes, flags))
    return found


def named(own, others, k):
    """The subtypes of others, named like those of own that they share most samples with."""
    names = [f"S{q + 1}" for q in range(k)]
    shared = {(a, b): 0 for a in names for b in names}
    for s, q in own.items():
        shared[others[s], q] += 1
    best = max(itertools.permutations(names), key=lambda p: sum(shared[a, b] for a, b in zip(names, p)))
    return {s: dict(zip(names, best))[q] for s, q in others.items()}


def join(program, work, half, path, other, own, k, flags):
    """What the analysis says of new samples that are added to it, a fifth as many at a time."""
    rows, added, new = lines(path), lines(other), len(lines(other)[0]) - 1
    parts = max(1, round(new / (len(own) / 5)))
    said, same = {}, []
    for part in range(parts):
        keep = range(part, new, parts)
        out = os.path.join(work, f"{half}.join{part}")
        if not os.path.exists(os.path.join(out, "summary.json")):
            joined = out + ".tsv"
            with open(joined, "w") as f:
                for a, b in zip(rows, added):
                    f.write("\t".join(a + [b[1 + j] for j in keep]) + "\n")
            run(program, "run", joined, "-o", out, "--resample", "0", "--null", "0", "--figures", "svg",
                "--ranks", str(k), *flags)
            os.remove(joined)
        found = named(own, column(os.path.join(out, "assignments.tsv"), "subtype"), k)
        said.update((added[0][1 + j], found[added[0][1 + j]]) for j in keep)
        same += [found[s] == q for s, q in own.items()]
    return said, sum(same) / len(same)


def compare(program, name, work, half, out, path, other, new, whole, classes, flags):
    with open(os.path.join(out, "classifier.json")) as f:
        c = json.load(f)
    k = c["rank"]
    result = {"study": name, "k": k, "verdict": c["verdict"], "samples": c["samples"], "refused": c.get("refused", "")}
    if result["refused"]:
        return result
    if not os.path.exists(os.path.join(new, "predictions.tsv")):
        run(program, "predict", os.path.join(out, "classifier.json"), other, "-o", new, "--force")
    own = column(os.path.join(out, "assignments.tsv"), "subtype")
    truth = named(own, column(os.path.join(whole, "ranks", f"k{k}", "assignments.tsv"), "subtype"), k)
    joined, same_joined = {}, float("nan")
    if join_too:
        joined, same_joined = join(program, work, half, path, other, own, k, flags)
    said = column(os.path.join(new, "predictions.tsv"), "most_likely")
    probability = column(os.path.join(new, "predictions.tsv"), "probability")
    assigned = [s for s, q in column(os.path.join(new, "predictions.tsv"), "subtype").items() if q != "NA"]
    right = {s: said[s] == truth[s] for s in said}
    expected = c.get("expected", {})
    # Classes: each subtype stands for the class that most of its samples in training have.
    most = {}
    for q in sorted(set(own.values())):
        of = [classes[s] for s in own if own[s] == q and classes.get(s, "NA") != "NA"]
        most[q] = max(sorted(set(of)), key=of.count) if of else "NA"
    known = lambda group: [s for s in group if classes.get(s, "NA") != "NA"]
    share = lambda hits: sum(hits) / len(hits) if hits else float("nan")
    result.update(
        new=len(said), same=share([truth[s] == own[s] for s in own]), expected=expected.get("accuracy"),
        low=expected.get("accuracy_low"), high=expected.get("accuracy_high"), met=share(list(right.values())),
        joined=share([said[s] == joined[s] for s in joined]), same_joined=same_joined,
        assigned_expected=expected.get("assigned"), assigned=len(assigned) / len(said),
        right_expected=expected.get("assigned_accuracy"), right=share([right[s] for s in assigned]),
        class_training=share([most[own[s]] == classes[s] for s in known(own)]),
        class_new=share([most[said[s]] == classes[s] for s in known(said) if said[s] != "NA"]),
        points=[(float(probability[s]), right[s]) for s in said if probability[s] != "NA"])
    return result


def text(x):
    return "–" if x is None or x != x else f"{x:.2f}"


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    global join_too
    program, work, *studies = [a for a in sys.argv[1:] if a != "--join"]
    join_too = len(studies) + 3 < len(sys.argv)
    print("| study, samples → new | verdict, k | expected | met, whole (same) | met, joined (same) | assigned: "
          "expected, met | right of these: expected, met | classes: training, new |\n|---|---|---|---|---|---|---|---|")
    points, halves = [], []
    for study in studies:
        for r in measure(program, work, study):
            if r["refused"]:
                print(f"| {r['study']}, {r['samples']} | {r['verdict']}, {r['k']} | no rule: {r['refused']} |||||| ")
                continue
            halves.append(r)
            if r["expected"] is not None:
                points += r["points"]
            print(f"| {r['study']}, {r['samples']} → {r['new']} | {r['verdict']}, {r['k']} | {text(r['expected'])} "
                  f"({text(r['low'])} to {text(r['high'])}) | {text(r['met'])} ({text(r['same'])}) | "
                  f"{text(r['joined'])} ({text(r['same_joined'])}) | "
                  f"{text(r['assigned_expected'])}, {text(r['assigned'])} | "
                  f"{text(r['right_expected'])}, {text(r['right'])} | "
                  f"{text(r['class_training'])}, {text(r['class_new'])} |", flush=True)
    print("\n| probability | predictions | mean probability | right |\n|---|---|---|---|")
    edges = [0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.000001]
    for a, b in zip(edges, edges[1:]):
        of = [(p, r) for p, r in points if a <= p < b]
        if of:
            print(f"| {a:g} to {min(b, 1):g} | {len(of)} | {sum(p for p, _ in of) / len(of):.3f} | "
                  f"{sum(r for _, r in of) / len(of):.3f} |")


if __name__ == "__main__":
    main()

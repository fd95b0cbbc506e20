#!/usr/bin/env python3
"""Writes the runs of cNMF (1.3 or newer) as a folder for `subtype import`.

    python from-cnmf.py OUTPUT_DIR NAME RUNS
    subtype import OUTPUT_DIR/NAME/cnmf_tmp/NAME.norm_counts.h5ad RUNS

OUTPUT_DIR and NAME are those of `cnmf prepare` and `cnmf factorize`; the files of the runs must
still be in cnmf_tmp. cNMF keeps the spectra of each run but not the usages: these are fitted again,
as cNMF itself does, and a cell's group is the program of its largest usage, every spectrum scaled
to sum 1. Needs what cNMF needs: numpy, scipy, pandas, anndata, scikit-learn, PyYAML.
"""
import os
import sys

import anndata
import numpy as np
import pandas as pd
import scipy.sparse as sp
import yaml
from sklearn.decomposition import non_negative_factorization


def read_table(path):
    with np.load(path, allow_pickle=True) as f:
        return pd.DataFrame(**f)


def loss(x, usage, spectra, divergence):
    """As subtype has it: half the squared distance, or the divergence."""
    fitted = usage @ spectra
    if divergence == "frobenius":
        return float(((x - fitted) ** 2).sum() / 2)
    some = x > 0
    return float((x[some] * np.log(x[some] / fitted[some])).sum() - x.sum() + fitted.sum())


def fit(x, spectra, settings):
    usage, _, _ = non_negative_factorization(x, n_components=len(spectra), H=spectra, update_H=False, **settings)
    size = spectra.sum(axis=1)
    return usage * size, spectra / size[:, None]


def lines(folder, name, rows):
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="\n") as f:
        f.writelines("\t".join(map(str, row)) + "\n" for row in rows)


def numbers(name, row):
    return [name] + [repr(float(v)) for v in row]


def convert(output, name, folder):
    base = os.path.join(output, name, "cnmf_tmp", name)
    with open(base + ".nmf_idvrun_params.yaml", encoding="utf-8") as f:
        settings = yaml.safe_load(f)
    divergence = settings["beta_loss"]
    if divergence not in ("frobenius", "kullback-leibler"):
        sys.exit(f"runs with the loss {divergence} cannot be imported")
    if settings.get("alpha_W") or settings.get("alpha_H"):
        sys.exit("runs with penalties (alpha_usage, alpha_spectra) cannot be imported")
    counts = anndata.read_h5ad(base + ".norm_counts.h5ad")
    x = counts.X.toarray() if sp.issparse(counts.X) else np.asarray(counts.X)
    x = np.ascontiguousarray(x, dtype=np.float64)
    planned = read_table(base + ".nmf_params.df.npz")
    runs, best = {}, {}
    for k, iteration in zip(planned["n_components"].astype(int), planned["iter"].astype(int)):
        path = f"{base}.spectra.k_{k}.iter_{iteration}.df.npz"
        if not os.path.exists(path):
            print(f"{path} is not there: left out", file=sys.stderr)
            continue
        usage, spectra = fit(x, read_table(path).to_numpy(dtype=np.float64), settings)
        found = loss(x, usage, spectra, divergence)
        runs.setdefault(k, []).append((found, usage.argmax(axis=1) + 1))
        if k not in best or found < best[k][0]:
            best[k] = (found, usage, spectra, len(runs[k]))
    if not runs:
        sys.exit(f"no run is in {os.path.dirname(base)}")
    most = min(len(all_of_k) for all_of_k in runs.values())
    if any(best[k][3] > most for k in runs):
        sys.exit(f"some ranks have fewer runs than others ({most}): let cnmf factorize finish")
    os.mkdir(folder)
    version = __import__("importlib.metadata").metadata.version
    try:
        program = "cNMF " + version("cnmf")
    except Exception:  # the results may have come from elsewhere
        program = "cNMF"
    lines(folder, "about.tsv", [("program", program), ("algorithm", settings["solver"]), ("loss", divergence)])
    rows = [["rank", "run", "residual", "iterations", *counts.obs_names]]
    for k in sorted(runs):
        rows += [[k, i + 1, repr(found), 0, *labels] for i, (found, labels) in enumerate(runs[k][:most])]
        _, usage, spectra, _ = best[k]
        head = list(range(1, k + 1))
        lines(folder, f"basis_k{k}.tsv", [["gene", *head]] + [numbers(g, w) for g, w in zip(counts.var_names, spectra.T)])
        lines(folder, f"coefficients_k{k}.tsv", [["sample", *head]] + [numbers(s, h) for s, h in zip(counts.obs_names, usage)])
    lines(folder, "runs.tsv", rows)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit("usage: python from-cnmf.py OUTPUT_DIR NAME RUNS")
    convert(*sys.argv[1:])

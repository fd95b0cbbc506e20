"""Writes the files that the tests read, with anndata 0.12, h5py 3.16 and scipy:  python make.py

All hold the matrix of expected(): 12 genes, of which the third is TP53, in 9 samples. What older
versions wrote is made with h5py as anndata 0.6 and 0.7 and Cell Ranger 2 and 3 lay it down.
"""
import glob
import gzip
import os
import warnings

import anndata
import h5py
import numpy as np
import pandas as pd
import scipy.sparse as sp

warnings.filterwarnings("ignore")
samples = ["s%d" % j for j in range(9)]
genes = ["g%d" % i for i in range(12)]
genes[2] = "TP53"


def expected():
    """Samples in rows."""
    x = np.zeros((9, 12), "f4")
    for s in range(9):
        for g in range(12):
            if (s * 5 + g * 7) % 4 == 0:
                x[s, g] = (s * 13 + g * 3) % 17 + 0.5
    return x


def obs():
    return pd.DataFrame({
        "batch": pd.Categorical(["a", "b", None] * 3, categories=["b", "a"]),
        "age": np.arange(9) * 11,
        "score": np.where(np.arange(9) == 4, np.nan, np.arange(9) / 4).astype("f4"),
        "doublet": np.arange(9) % 3 == 0,
        "note": ["α", "", "x", "y", "z", "u", "v", "w", "t"],
        "count": pd.array([1, None, 3] * 3, dtype="Int64"),
        "good": pd.array([True, None, False] * 3, dtype="boolean"),
    }, index=samples)


def new(name, x, libver="earliest", **options):
    a = anndata.AnnData(x, obs(), pd.DataFrame(index=genes))
    if name == "csr":
        a.raw = anndata.AnnData(sp.csr_matrix(expected() + 1), obs(), pd.DataFrame(index=["r" + g for g in genes]))
        a.layers["counts"] = sp.csc_matrix(expected() * 2)
        a.uns["colours"] = np.array(["red", "blue"])
        a.obsm["X_pca"] = np.zeros((9, 2))
    a.write_h5ad(name + ".h5ad", **options)


def old(name, x, form):
    """What anndata 0.6 (records) or 0.7 (groups) wrote."""
    with h5py.File(name + ".h5ad", "w", libver="earliest") as f:
        text = h5py.string_dtype()
        if form == "0.6":
            g = f.create_group("X")
            m = sp.csr_matrix(x)
            g.attrs["h5sparse_format"], g.attrs["h5sparse_shape"] = "csr", m.shape
            for k in ["data", "indices", "indptr"]:
                g.create_dataset(k, data=getattr(m, k), maxshape=(None,))
            o = np.zeros(9, [("index", "S2"), ("batch", "i1"), ("age", "<i8")])
            o["index"], o["batch"], o["age"] = samples, [1, 0, -1] * 3, np.arange(9) * 11
            v = np.zeros(12, [("index", "S4")])
            v["index"] = genes
            f["obs"], f["var"] = o, v
            f["uns/batch_categories"] = np.array(["b", "a"], object)
            return
        f.create_dataset("X", data=x, compression="lzf", chunks=(4, 5))
        f["X"].attrs["encoding-type"], f["X"].attrs["encoding-version"] = "array", "0.2.0"
        o, v = f.create_group("obs"), f.create_group("var")
        for g, order in [(o, ["batch", "age"]), (v, [])]:
            g.attrs["encoding-type"], g.attrs["encoding-version"], g.attrs["_index"] = "dataframe", "0.1.0", "names"
            g.attrs["column-order"] = np.array(order, object if order else float)
        o.create_dataset("names", data=samples, dtype=text)
        v.create_dataset("names", data=genes, dtype=text)
        o["batch"] = np.array([1, 0, -1] * 3, "i1")
        o["age"] = np.arange(9) * 11
        c = o.create_dataset("__categories/batch", data=["b", "a"], dtype=text)
        c.attrs["ordered"] = False
        o["batch"].attrs["categories"] = c.ref


def ten_x(name, x, version):
    m = sp.csc_matrix(x.T.astype("i4"))  # genes in rows, cell by cell
    with h5py.File(name + ".h5", "w", libver="earliest") as f:
        g = f.create_group("matrix" if version == 3 else "GRCh38")
        how = dict(compression="gzip", shuffle=True)
        for k, t in [("data", "i4"), ("indices", "i8"), ("indptr", "i8")]:
            g.create_dataset(k, data=getattr(m, k).astype(t), chunks=(20,), maxshape=(None,), **how)
        g.create_dataset("shape", data=np.array(m.shape, "i4"), **how)
        g.create_dataset("barcodes", data=np.array([s + "-1" for s in samples], "S18"), **how)
        if version == 2:
            g["genes"] = np.array(["ENSG%d" % i for i in range(12)], "S15")
            g["gene_names"] = np.array(genes, "S18")
            f.create_group("mm10")
            for k in ["data", "indices", "indptr", "barcodes", "genes", "gene_names", "shape"]:
                f["mm10/" + k] = g[k][...]
            return
        h = g.create_group("features")
        h["id"] = np.array(["ENSG%d" % i for i in range(12)], "S15")
        h["name"] = np.array(genes, "S18")
        h["feature_type"] = np.array(["Gene Expression"] * 10 + ["Antibody Capture"] * 2, "S18")
        h["genome"] = np.array(["GRCh38"] * 12, "S6")
        h["_all_tag_keys"] = np.array(["genome"], "S6")


x = expected()
new("csr", sp.csr_matrix(x), compression="gzip")
new("csc", sp.csc_matrix(x.astype("f8")))
new("dense", x, compression="lzf")
old("old06", x, "0.6")
old("old07", x, "0.7")
ten_x("cellranger2", x, 2)
ten_x("cellranger3", x, 3)
with h5py.File("latest.h5ad", "w", libver="latest") as f:
    a = anndata.AnnData(sp.csr_matrix(x), obs(), pd.DataFrame(index=genes))
    anndata.io.write_elem(f, "/", a)

for path in glob.glob("*.h5") + glob.glob("*.h5ad"):
    with open(path, "rb") as f, open(path + ".gz", "wb") as out:
        with gzip.GzipFile(fileobj=out, mode="wb", mtime=0, filename="") as z:
            z.write(f.read())
    os.remove(path)

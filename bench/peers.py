"""Times of one iteration of scikit-learn's multiplicative updates; see compare.sh."""
import gzip
import sys
import time
import warnings

import numpy as np
from sklearn.decomposition import non_negative_factorization

warnings.filterwarnings("ignore")


def read(path):
    text = gzip.open(path, "rt") if path.endswith(".gz") else open(path)
    next(text)
    return np.array([[float(x) for x in line.split("\t")[1:]] for line in text])


for name, path, k, n in (("38 3", sys.argv[1], 3, 200), ("500 4", sys.argv[2], 4, 20)):
    x = read(path)
    x = x[x.sum(axis=1) > 0]
    rng = np.random.default_rng(1)
    w, h = rng.uniform(0, 1, (x.shape[0], k)), rng.uniform(0, 1, (k, x.shape[1]))

    def run(solver, loss, iterations):
        began = time.perf_counter()
        non_negative_factorization(x + (loss == "itakura-saito"), W=w.copy(), H=h.copy(), n_components=k, init="custom",
                                   solver=solver, beta_loss=loss, tol=0, max_iter=iterations)
        return time.perf_counter() - began

    for key, solver, loss in (("mu", "mu", "kullback-leibler"), ("cd", "cd", "frobenius"),
                              ("mu-frobenius", "mu", "frobenius"), ("mu-itakura-saito", "mu", "itakura-saito")):
        run(solver, loss, 1)
        print(f"sklearn {key} {name}\t{(run(solver, loss, n) - run(solver, loss, 1)) / (n - 1):.6g}")

"""scikit-learn's solvers, losses and penalties from a given start.

    python3 sklearn_all.py | gzip -9n > sklearn_all.txt.gz      (scikit-learn 1.9.1)

The matrices and starts of nmf.R, written out by formula, and a part of the leukemia
matrix. scikit-learn's samples are rows, so it is given the transpose of V: its W is our H,
its alpha_W the penalty on our coefficients, and the other way round.
"""
import csv
import gzip
import warnings
import numpy as np
from sklearn.decomposition import _nmf, non_negative_factorization

warnings.filterwarnings("ignore")


def put(name, x):
    x = np.asarray(x, dtype=float)
    print(name + "\t" + " ".join("%.17g" % v for v in x.flatten(order="F")))


def grid(rows, cols, f):
    return np.array([[f(i, j) for j in range(1, cols + 1)] for i in range(1, rows + 1)], dtype=float)


m, n, k = 40, 12, 3
problems = {
    "small": (
        grid(6, 5, lambda i, j: (7 * i + 3 * j) % 11 + 1),
        grid(6, 2, lambda i, a: ((5 * i + 2 * a) % 7) / 7 + 0.1),
        grid(2, 5, lambda a, j: ((3 * a + 4 * j) % 5) / 5 + 0.1)),
    "large": (
        grid(m, n, lambda i, j: ((i * i + 5 * i * j + 3 * j * j) % 23) * (((i + 2 * j) % 4) != 0) + 0.25 * (i % n == j - 1)),
        grid(m, k, lambda i, a: ((5 * i + 11 * a + i * a) % 17) / 17 + 0.05),
        grid(k, n, lambda a, j: ((3 * a + 7 * j + a * j) % 13) / 13 + 0.05)),
}
with gzip.open("../leukemia.tsv.gz", "rt") as f:
    rows = list(csv.reader(f, delimiter="\t"))
V = np.array([[float(x) for x in row[1:]] for row in rows[1:41]])
problems["leukemia"] = (V, grid(40, 3, lambda i, a: 100 * (((5 * i + 11 * a + i * a) % 17) / 17 + 0.05)),
                        grid(3, V.shape[1], lambda a, j: ((3 * a + 7 * j + a * j) % 13) / 13 + 0.05))

betas = {"2": 2, "1": 1, "0": 0, "0.5": 0.5, "1.5": 1.5, "3": 3}
penalties = {"none": (0, 0, 0), "l1": (0.02, 0.03, 1), "l2": (0.02, 0.03, 0), "mixed": (0.01, 0.04, 0.3), "w": (0.05, 0, 0.5)}
for size, (V, W0, H0) in problems.items():
    for what, (alpha_w, alpha_h, ratio) in penalties.items():
        for solver, loss, beta in [("cd", "cd", 2)] + [("mu", "mu" + b, x) for b, x in betas.items()]:
            if what not in ("none", "mixed") and beta not in (1, 2):
                continue
            X = V + (beta <= 0)
            for it in (1, 10, 100):
                if size == "leukemia" and it < 100:
                    continue
                Ht, Wt, _ = non_negative_factorization(
                    X.T.copy(), W=H0.T.copy(), H=W0.T.copy(), n_components=W0.shape[1], init="custom", solver=solver,
                    beta_loss=beta, tol=0, max_iter=it, alpha_W=alpha_h, alpha_H=alpha_w, l1_ratio=ratio, shuffle=False)
                tag = "%s.%s.%s.%d." % (size, loss, what, it)
                put(tag + "W", Wt.T)
                put(tag + "H", Ht.T)
    # With a tolerance: where it stops.
    for solver, beta in (("cd", 2), ("mu", 2), ("mu", 1)):
        _, _, it = non_negative_factorization(
            V.T.copy(), W=H0.T.copy(), H=W0.T.copy(), n_components=W0.shape[1], init="custom", solver=solver,
            beta_loss=beta, tol=1e-4, max_iter=200)
        put("%s.%s%s.iterations" % (size, solver, beta), it)

# scikit-learn takes a randomised SVD; with the exact one in its place the
# start is defined to the last digits.
_nmf._randomized_svd = _nmf.randomized_svd = lambda X, k, random_state=None: tuple(
    p[..., :k] if q else p[:k] for p, q in zip(np.linalg.svd(X, full_matrices=False), (True, True, False)))
_nmf.svd_flip = lambda U, V: (U, V)
for size, (V, W0, H0) in problems.items():
    W, H = _nmf._initialize_nmf(V, W0.shape[1], init="nndsvd")
    put(size + ".nndsvd.W", W)
    put(size + ".nndsvd.H", H)

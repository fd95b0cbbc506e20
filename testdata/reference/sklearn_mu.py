"""scikit-learn's multiplicative updates from a given start.

    python3 sklearn_mu.py > sklearn_mu.txt      (scikit-learn 1.2.1)

The same matrices and starts as in nmf.R, written out by formula. scikit-learn
updates its W (samples x components) first, so given the transpose of V it
does what `subtype` does: coefficients first, then the basis. Also NNDSVD
starts with zeros filled by the mean (variant a), from an exact SVD.
"""
import warnings
import numpy as np
from sklearn.decomposition import non_negative_factorization
from sklearn.decomposition import _nmf

warnings.filterwarnings("ignore")


def put(name, x):
    x = np.asarray(x, dtype=float)
    print(name + "\t" + " ".join("%.17g" % v for v in x.flatten(order="F")))


def grid(rows, cols, f):
    return np.array([[f(i, j) for j in range(1, cols + 1)] for i in range(1, rows + 1)], dtype=float)


small = (
    grid(6, 5, lambda i, j: (7 * i + 3 * j) % 11 + 1),
    grid(6, 2, lambda i, a: ((5 * i + 2 * a) % 7) / 7 + 0.1),
    grid(2, 5, lambda a, j: ((3 * a + 4 * j) % 5) / 5 + 0.1),
)
m, n, k = 40, 12, 3
large = (
    grid(m, n, lambda i, j: ((i * i + 5 * i * j + 3 * j * j) % 23) * (((i + 2 * j) % 4) != 0) + 0.25 * (i % n == j - 1)),
    grid(m, k, lambda i, a: ((5 * i + 11 * a + i * a) % 17) / 17 + 0.05),
    grid(k, n, lambda a, j: ((3 * a + 7 * j + a * j) % 13) / 13 + 0.05),
)
for size, (V, W0, H0) in (("small", small), ("large", large)):
    for loss in ("frobenius", "kullback-leibler"):
        for it in (1, 10, 100):
            Ht, Wt, _ = non_negative_factorization(
                V.T.copy(), W=H0.T.copy(), H=W0.T.copy(), n_components=W0.shape[1], init="custom",
                solver="mu", beta_loss=loss, tol=0, max_iter=it)
            put("%s.%s.%d.W" % (size, loss, it), Wt.T)
            put("%s.%s.%d.H" % (size, loss, it), Ht.T)

# scikit-learn takes a randomised SVD; with the exact one in its place the
# start is defined to the last digits.
_nmf.randomized_svd = lambda X, k, random_state=None: tuple(
    p[..., :k] if q else p[:k] for p, q in zip(np.linalg.svd(X, full_matrices=False), (True, True, False)))
_nmf.svd_flip = lambda U, V: (U, V)
for size, (V, W0, H0) in (("small", small), ("large", large)):
    W, H = _nmf._initialize_nmf(V, W0.shape[1], init="nndsvda")
    put(size + ".nndsvda.W", W)
    put(size + ".nndsvda.H", H)

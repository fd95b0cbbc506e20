import sys
import time
import warnings

import numpy as np
from sklearn.decomposition import non_negative_factorization

warnings.filterwarnings("ignore")
path, k, seeds, grid = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), [int(n) for n in sys.argv[4].split()]
v = np.loadtxt(path, delimiter="\t")
for seed in range(1, seeds + 1):
    for n in grid:
        began = time.perf_counter()
        w, h, _ = non_negative_factorization(v, n_components=k, init="random", solver="cd", tol=0, max_iter=n,
                                             random_state=seed)
        spent = time.perf_counter() - began
        print("scikit-learn", seed, n, f"{spent:.6g}", f"{((v - w @ h) ** 2).sum() / 2:.15g}")

#!/usr/bin/env bash
# Makes counts.txt, the folder out of cNMF 1.7.1 and the folder runs, with the Python that has cNMF.
set -euo pipefail
python - <<'PYTHON'
import numpy as np
import pandas as pd
rng = np.random.default_rng(4)
cells, genes = 24, 45
mean = rng.uniform(0.5, 3, genes)[None, :] * rng.uniform(0.8, 1.2, cells)[:, None]
for i in range(cells):
    mean[i, i % 3::3] *= 4
pd.DataFrame(rng.poisson(mean), index=[f"cell{i + 1}" for i in range(cells)],
             columns=[f"GENE{j + 1}" for j in range(genes)]).to_csv("counts.txt", sep="\t")
PYTHON
rm -rf out runs
cnmf prepare --output-dir out --name t -c counts.txt -k 2 3 --n-iter 4 --seed 3 --numgenes 40
cnmf factorize --output-dir out --name t --worker-index 0 --total-workers 1
rm -f out/t/cnmf_tmp/t.tpm* out/t/*.png counts.txt
python ../../../../../convert/from-cnmf.py out t runs

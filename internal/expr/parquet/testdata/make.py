"""Writes the files that the tests read, with pandas 2.3 and pyarrow 26:  python make.py

All hold a matrix of 60 genes, of which the third is TP53, in 7 samples: expected().
"""
import decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

genes = ["g%d" % i for i in range(60)]
genes[2] = "TP53"
samples = ["s%d" % j for j in range(7)]


def expected():
    return pd.DataFrame([[(i * 13 + j * 5) % 17 / 8 for j in range(7)] for i in range(60)], genes, samples)


x = expected()
x.to_parquet("index.parquet")
x.rename_axis("gene").to_parquet("named.parquet", compression="zstd", row_group_size=25)
x.rename_axis("gene").reset_index().to_parquet("column.parquet", compression="gzip", index=False)
x.reset_index(drop=True).to_parquet("nameless.parquet")
x.T.to_parquet("samples.parquet", compression="snappy")
x.to_parquet("brotli.parquet", compression="brotli")
y = x.rename_axis("gene").reset_index()
y.insert(1, "description", "what it is, é")
y.loc[4, "s1"] = np.nan
for k, t in zip(samples[2:], ["f4", "f2"]):
    y[k] = y[k].astype(t)
table = pa.Table.from_pandas(y, preserve_index=False)
pq.write_table(table, "plain.parquet", use_dictionary=False, data_page_version="2.0", compression="lz4",
               version="2.6", data_page_size=64)
pq.write_table(table, "split.parquet", use_dictionary=["gene"], compression="none",
               column_encoding={"s0": "BYTE_STREAM_SPLIT", "s1": "PLAIN", "description": "DELTA_BYTE_ARRAY"})
z = (x * 8).astype("i8").rename_axis("gene").reset_index()
z["s1"], z["s2"], z["s3"] = z.s1.astype("i4"), z.s2.astype("u1"), z.s3.astype("Int64")
z["s4"] = [decimal.Decimal(int(v)).scaleb(-1) * 10 for v in z.s4]
pq.write_table(pa.Table.from_pandas(z, preserve_index=False), "whole.parquet", use_dictionary=False,
               column_encoding={"s0": "DELTA_BINARY_PACKED", "gene": "DELTA_LENGTH_BYTE_ARRAY"})
pd.DataFrame({"gene": genes[:3], "list": [[1], [2], [3]]}).to_parquet("lists.parquet")

"""Snakemake wrapper for subtype run: from an expression matrix to a report."""

import os

from snakemake.shell import shell

extra = snakemake.params.get("extra", "")
log = snakemake.log_fmt_shell(stdout=True, stderr=True)

annotations = snakemake.input.get("annotations", [])
if isinstance(annotations, str):
    annotations = [annotations]
tables = ["--annotations=" + table for table in annotations]

# The program writes a folder; outputs are files in it, as many as a workflow needs.
folders = {os.path.dirname(path) for path in snakemake.output}
if len(folders) != 1:
    raise ValueError("all outputs have to be in one folder, which is that of the results")
folder = folders.pop() or "."

# --force: what an analysis with other params has left there gives way.
shell(
    "subtype run {snakemake.input.matrix:q} {tables:q} {extra}"
    " --threads {snakemake.threads} --force -o {folder:q} {log}"
)

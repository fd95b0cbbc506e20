# Molecular subtypes of one or several cohorts, the runs of each divided into jobs
# that may go to other machines:
#
#     snakemake -c2
#
# What to analyse stands in config/config.yaml. results/COHORT is what `subtype run`
# would have written, byte for byte.
from snakemake.utils import min_version

min_version("7.21")


configfile: "config/config.yaml"


include: "workflow/common.smk"


localrules:
    all,
    program,


wildcard_constraints:
    cohort="[^/]+",
    shard="[0-9]+-of-[0-9]+",


# Only where there is no program in the PATH, nor one named in the config.
rule program:
    output:
        "work/bin/subtype",
    params:
        source=str(SOURCE),
        digest=sources(),
    log:
        "logs/program.log",
    shell:
        """
        exec 2> {log:q}
        if ! command -v go > /dev/null; then
            echo "neither subtype nor go is in the PATH; install one, or say in the config where subtype is" >&2
            exit 1
        fi
        CGO_ENABLED=0 go build -C {params.source:q} -buildvcs=false -trimpath -o "$PWD"/{output:q} .
        """


# Refuses a matrix that cannot be used before anything is computed, and estimates
# what the runs will take.
rule check:
    input:
        BUILT,
        files("check"),
        matrix=matrix,
    output:
        "work/{cohort}/check.json",
    params:
        flags=flags("check"),
    log:
        "logs/{cohort}/check.log",
    benchmark:
        "benchmarks/{cohort}/check.tsv"
    resources:
        mem_mb=reading,
        runtime=lambda wildcards, attempt: 10 * attempt,
    shell:
        "subtype check {input.matrix:q} {params.flags} --json > {output:q} 2> {log:q}"


# Apart from check, so that other annotations are no reason to factorise again; yet it
# comes before the shards, which would be in vain if the names do not fit.
rule check_annotations:
    input:
        BUILT,
        files("check_annotations"),
        matrix=matrix,
    output:
        "work/{cohort}/annotations.json",
    params:
        flags=flags("check_annotations"),
    log:
        "logs/{cohort}/annotations.log",
    priority: 1
    resources:
        mem_mb=reading,
        runtime=lambda wildcards, attempt: 10 * attempt,
    shell:
        "subtype check {input.matrix:q} {params.flags} --json > {output:q} 2> {log:q}"


# A job that fails keeps its runs beside the output, in a file that Snakemake does
# not know, and the next attempt goes on from there. --force: unless they are of
# other options.
rule factorize:
    input:
        BUILT,
        files("factorize"),
        check="work/{cohort}/check.json",
        matrix=matrix,
    output:
        "work/{cohort}/{shard}.runs",
    params:
        flags=flags("factorize"),
    log:
        "logs/{cohort}/{shard}.log",
    benchmark:
        "benchmarks/{cohort}/{shard}.tsv"
    threads: 1
    resources:
        mem_mb=memory,
        runtime=minutes,
    shell:
        "subtype factorize {input.matrix:q} --shard {wildcards.shard} {params.flags}"
        " --threads {threads} --force --wait -o {output:q} 2> {log:q}"


# The program writes more into the folder than what is named here. It finds in its own
# summary.json what an earlier analysis has left and this one does not have, and removes
# it; so Snakemake, which removes a rule's outputs before it starts, must not know that
# file. Nor is the folder, or one in it, an output: Snakemake would put a file of its own
# there.
rule combine:
    input:
        BUILT,
        files("combine"),
        annotations,
        matrix=matrix,
        shards=shards,
    output:
        report="results/{cohort}/report.xlsx",
        assignments="results/{cohort}/assignments.tsv",
        genes="results/{cohort}/genes.tsv",
        survey="results/{cohort}/rank_survey.tsv",
        checks="results/{cohort}/input_checks.tsv",
        runs="results/{cohort}/runs.log",
    params:
        flags=flags("combine"),
        folder="results/{cohort}",
    log:
        "logs/{cohort}/combine.log",
    benchmark:
        "benchmarks/{cohort}/combine.tsv"
    threads: 2
    resources:
        mem_mb=memory,
        runtime=lambda wildcards, attempt: 30 * attempt,
    shell:
        "subtype combine {input.matrix:q} {input.shards:q} {params.flags}"
        " --threads {threads} --force --wait -o {params.folder:q} > {log:q} 2>&1"


rule all:
    default_target: True
    input:
        expand(rules.combine.output, cohort=COHORTS),

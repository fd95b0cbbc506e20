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


rule all:
    default_target: True
    input:
        expand("results/{cohort}/report.xlsx", cohort=COHORTS),


# Everything below takes the program from this one place, so that nothing is done
# again because the program has moved, or was built anew: `ancient`.
rule program:
    input:
        sources(),
    output:
        "work/bin/subtype",
    params:
        found=PROGRAM,
        source=str(SOURCE),
    log:
        "logs/program.log",
    shell:
        """
        exec 2> {log:q}
        if [ -n {params.found:q} ]; then
            ln -sfn {params.found:q} {output:q}
        elif command -v go > /dev/null; then
            CGO_ENABLED=0 go build -C {params.source:q} -buildvcs=false -trimpath -o "$PWD"/{output:q} .
        else
            echo "neither subtype nor go is in the PATH; install one, or say in the config where subtype is" >&2
            exit 1
        fi
        """


# Refuses a matrix that cannot be used before anything is computed, and estimates
# what the runs will take.
rule check:
    input:
        files("check"),
        program=ancient("work/bin/subtype"),
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
        mem_mb=lambda wildcards, input, attempt: attempt * int(200 + 30 * input.size_mb),
        runtime=lambda wildcards, attempt: 10 * attempt,
    shell:
        "{input.program:q} check {input.matrix:q} {params.flags} --json > {output:q} 2> {log:q}"


# A job that fails keeps its runs beside the output, in a file that Snakemake does
# not know, and the next attempt goes on from there. --force: unless they are of
# other options.
rule factorize:
    input:
        files("factorize"),
        program=ancient("work/bin/subtype"),
        check=ancient("work/{cohort}/check.json"),
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
        "{input.program:q} factorize {input.matrix:q} --shard {wildcards.shard} {params.flags}"
        " --threads {threads} --force --wait -o {output:q} 2> {log:q}"


# The program writes more into the folder than what is named here. It finds in its own
# summary.json what an earlier analysis has left and this one does not have, and removes
# it; so Snakemake, which removes a rule's outputs before it starts, must not know that
# file. Nor is the folder, or one in it, an output: Snakemake would put a file of its own
# there.
rule combine:
    input:
        files("combine"),
        program=ancient("work/bin/subtype"),
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
        "{input.program:q} combine {input.matrix:q} {input.shards:q} {params.flags}"
        " --threads {threads} --force --wait -o {params.folder:q} > {log:q} 2>&1"

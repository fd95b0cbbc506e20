# Molecular subtypes of one or several cohorts:
#
#     snakemake -c2
#
# What to analyse stands in config/config.yaml. The rules are in workflow/Snakefile, where
# other workflows and the catalogue of workflows look for them.
include: "workflow/Snakefile"


localrules:
    default,


# Snakemake takes no target from a file that is included.
rule default:
    default_target: True
    input:
        rules.all.input,

process SUBTYPE_PREDICT {
    tag "${meta.id}"
    label 'process_single'

    conda "${moduleDir}/environment.yml"

    input:
    tuple val(meta), path(classifier), path(matrix)

    output:
    tuple val(meta), path("${prefix}"), emit: results
    tuple val(meta), path("${prefix}/predictions.tsv"), emit: predictions
    tuple val("${task.process}"), val('subtype'), eval("subtype --version | sed 's/subtype //'"), emit: versions_subtype, topic: versions

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    prefix = task.ext.prefix ?: "${meta.id}"
    """
    subtype predict ${classifier} ${matrix} ${args} --threads ${task.cpus} -o ${prefix}
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}"
    """
    mkdir -p ${prefix}
    touch ${prefix}/predictions.tsv
    """
}

process SUBTYPE_FACTORIZE {
    tag "${meta.id}"
    label 'process_low'

    conda "${moduleDir}/environment.yml"

    input:
    tuple val(meta), path(matrix), val(shard)

    output:
    tuple val(meta), path("*.runs"), emit: runs
    tuple val("${task.process}"), val('subtype'), eval("subtype --version | sed 's/subtype //'"), emit: versions_subtype, topic: versions

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    def prefix = task.ext.prefix ?: "${meta.id}"
    """
    subtype factorize ${matrix} --shard ${shard} ${args} --threads ${task.cpus} -o ${prefix}.${shard}.runs
    """

    stub:
    def prefix = task.ext.prefix ?: "${meta.id}"
    """
    touch ${prefix}.${shard}.runs
    """
}

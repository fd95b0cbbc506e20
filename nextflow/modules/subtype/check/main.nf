process SUBTYPE_CHECK {
    tag "${meta.id}"
    label 'process_single'

    conda "${moduleDir}/environment.yml"

    input:
    tuple val(meta), path(matrix), path(annotations, stageAs: 'annotations/*')

    output:
    tuple val(meta), path("*.check.json"), emit: json
    tuple val("${task.process}"), val('subtype'), eval("subtype --version | sed 's/subtype //'"), emit: versions_subtype, topic: versions

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    def prefix = task.ext.prefix ?: "${meta.id}"
    def tables = annotations ? [annotations].flatten().collect { "--annotations ${it}" }.join(' ') : ''
    """
    subtype check ${matrix} ${tables} ${args} --json > ${prefix}.check.json
    """

    stub:
    def prefix = task.ext.prefix ?: "${meta.id}"
    """
    echo '{}' > ${prefix}.check.json
    """
}

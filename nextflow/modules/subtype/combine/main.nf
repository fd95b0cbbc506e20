process SUBTYPE_COMBINE {
    tag "${meta.id}"
    label 'process_medium'

    conda "${moduleDir}/environment.yml"

    input:
    tuple val(meta), path(matrix), path(runs), path(annotations, stageAs: 'annotations/*')

    output:
    tuple val(meta), path("${prefix}"), emit: results
    tuple val(meta), path("${prefix}/report.xlsx"), emit: report
    tuple val(meta), path("${prefix}/report.html"), emit: page
    tuple val(meta), path("${prefix}/assignments.tsv"), emit: assignments
    tuple val(meta), path("${prefix}/classifier.json"), emit: classifier, optional: true
    path "${prefix}/multiqc/*_mqc.*", emit: multiqc
    tuple val("${task.process}"), val('subtype'), eval("subtype --version | sed 's/subtype //'"), emit: versions_subtype, topic: versions

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    prefix = task.ext.prefix ?: "${meta.id}"
    def tables = annotations ? [annotations].flatten().collect { "--annotations ${it}" }.join(' ') : ''
    """
    subtype combine ${matrix} ${runs} ${tables} ${args} --threads ${task.cpus} -o ${prefix}
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}"
    """
    mkdir -p ${prefix}/multiqc
    touch ${prefix}/report.xlsx ${prefix}/report.html ${prefix}/assignments.tsv ${prefix}/classifier.json
    touch ${prefix}/multiqc/general_mqc.json
    """
}

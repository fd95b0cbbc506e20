process SUBTYPE_REPORT {
    tag "${meta.id}"
    label 'process_low'

    conda "${moduleDir}/environment.yml"

    input:
    tuple val(meta), path(results, stageAs: 'before/*')

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
    """
    cp -RL ${results} ${prefix}
    subtype report ${prefix} ${args} --threads ${task.cpus}
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}"
    """
    mkdir -p ${prefix}/multiqc
    touch ${prefix}/report.xlsx ${prefix}/report.html ${prefix}/assignments.tsv ${prefix}/classifier.json
    touch ${prefix}/multiqc/general_mqc.json
    """
}

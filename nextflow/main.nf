#!/usr/bin/env nextflow
// Molecular subtypes of several cohorts, the runs of each divided into shards:
//
//     nextflow run nextflow/main.nf --input cohorts.csv
//
// cohorts.csv has a header, cohort,matrix,annotations, and a line a cohort; annotations may
// be empty, or several files with ; between. Every folder in --outdir is what `subtype run`
// with --options would have written, byte for byte.
nextflow.enable.dsl = 2

include { SUBTYPE_CHECK     } from './modules/subtype/check/main'
include { SUBTYPE_FACTORIZE } from './modules/subtype/factorize/main'
include { SUBTYPE_COMBINE   } from './modules/subtype/combine/main'
include { SUBTYPE_REPORT    } from './modules/subtype/report/main'
include { SUBTYPE_PREDICT   } from './modules/subtype/predict/main'

// From cohorts, [meta, matrix, annotations], to their results. Nothing is factorised before
// check has found the matrix and the annotations usable.
workflow SUBTYPE {
    take:
    cohorts // channel: [ val(meta), path(matrix), [ path(annotations) ] ]
    shards  // how many jobs share the runs of a cohort

    main:
    SUBTYPE_CHECK(cohorts)
    checked = SUBTYPE_CHECK.out.json.join(cohorts).map { meta, _json, matrix, _annotations -> [meta, matrix] }
    SUBTYPE_FACTORIZE(checked.combine(channel.of(1..shards).map { i -> "${i}-of-${shards}" }))
    runs = SUBTYPE_FACTORIZE.out.runs.groupTuple(size: shards).map { meta, files -> [meta, files.sort { f -> f.name }] }
    SUBTYPE_COMBINE(
        cohorts.join(runs).map { meta, matrix, annotations, files -> [meta, matrix, files, annotations] }
    )

    emit:
    results    = SUBTYPE_COMBINE.out.results
    classifier = SUBTYPE_COMBINE.out.classifier
    multiqc    = SUBTYPE_COMBINE.out.multiqc
}

workflow {
    if (!params.input) {
        error("--input is needed: a table with the columns cohort, matrix, annotations")
    }
    cohorts = channel.fromPath(params.input, checkIfExists: true).splitCsv(header: true).map { row ->
        def tables = (row.annotations ?: '').split(';').findAll { name -> name }
        [[id: row.cohort], file(row.matrix, checkIfExists: true), tables.collect { name -> file(name, checkIfExists: true) }]
    }
    SUBTYPE(cohorts, params.shards as int)
    if (params.report_options) {
        SUBTYPE_REPORT(SUBTYPE.out.results)
    }
    if (params.predict) {
        SUBTYPE_PREDICT(
            SUBTYPE.out.classifier.combine(channel.fromPath(params.predict, checkIfExists: true))
        )
    }
}

package column

import "regexp"

// clinical are names, as plain writes them, of columns about samples in a table with
// samples in rows.
var clinical = set(`age, age at diagnosis, sex, gender, race, ethnicity, os, os time, os status, os months, os days,
	os event, os censor, pfs, pfs time, pfs status, pfs months, pfi, pfi time, dfs, dfs time, dfs status, dfs months,
	dfi, dfi time, dss, dss time, rfs, rfs time, dmfs, dmfs time, time, event, status, vital status, censor,
	censored, survival, survival time, survival status, survival days, survival months, days to death,
	days to last follow up, days to last followup, days to birth, followup, follow up, futime, fustat, stage,
	pathologic stage, tumor stage, tumour stage, grade, tumor grade, histology, label, labels, class, classes, target,
	y, outcome, response, subtype, subtypes, cluster, group, groups, type, sample type, tumor type, tumour type,
	cancer type, cancer, diagnosis, disease, tissue, condition, treatment, batch, plate, cohort, study, center, centre,
	site, patient, patient id, patientid, donor, donor id, sample, sample id, sampleid, barcode, lineage,
	primary disease, weight, height, bmi, smoker, smoking, er, pr, er status, pr status, her2 status, msi, purity, ploidy,
	tmb, n counts, n genes, total counts, percent mito, pct counts mt, library size, rin, index`)

// dated is a name of a span of time, or one that begins or ends like a fact.
var dated = regexp.MustCompile(`^(days|months|years) to |(^| )(time|days|months|event|status|censor(ed)?|stage|grade|` +
	`score|survival|relapse|recurrence|metastasis|purity|response|treatment|years)$|` +
	`^(age|sex|gender|race|(os|pfi|dfi|dss|pfs|dfs|rfs|dmfs)( time)?|pathologic|clinical|gleason|tumou?r (size|` +
	`stage|grade)|` +
	`vital|cluster|batch|dead|alive|slide|plate|smoking)( [\w ]+)?$`)

// TellAbout tells what the columns of a table with samples in rows are: genes (Sample, as
// their values are read), or facts about the samples (Gene by name, GeneText by words).
func TellAbout(header []string, rows [][]string, comma bool) *Layout {
	t := &view{header: header, rows: rows, comma: comma}
	for i := len(t.rows) - 1; i >= 0; i-- {
		if len(t.rows[i]) < len(header) {
			t.rows = append(t.rows[:i:i], t.rows[i+1:]...)
		}
	}
	l := &Layout{Columns: make([]Column, len(header))}
	text := 0
	for at := 1; at < len(header); at++ {
		switch name := plain(header[at]); {
		case clinical[name], dated.MatchString(name):
			l.Columns[at].Kind = Gene
		case t.isText(at):
			l.Columns[at].Kind = GeneText
			text++
		}
	}
	t.orange(l)
	for at, name := range header {
		if m := orangeName.FindStringSubmatch(name); m != nil && l.Export != "" &&
			(m[1] != "" || m[2] == "D" || m[2] == "S") {
			l.Columns[at].Kind = Gene
		}
	}
	if 2*text > len(header)-1 { // numbers that cannot be read, which reading tells
		for at := range l.Columns {
			if l.Columns[at].Kind == GeneText {
				l.Columns[at].Kind = Sample
			}
		}
	}
	return l
}

// aboutSamples are names of rows that are no genes: facts about the samples.
var aboutSamples = set(`age, sex, gender, batch, os time, os, os status, pfs, pfs time, event, stage, grade, group,
		class,
	label, labels, condition, treatment, cohort, subtype, diagnosis, vital status, tissue, sample type`)

// IsAboutSamples says whether a row of this name is a fact about the samples.
func IsAboutSamples(name string) bool { return aboutSamples[plain(name)] }

package annotation

import (
	"fmt"
	"strings"
	"testing"
)

// joined are columns and findings of files about samples, as text.
func joined(t *testing.T, samples string, o Options, texts ...string) (string, string) {
	t.Helper()
	var tables []*Table
	for i, text := range texts {
		a, err := Read(fmt.Sprintf("file%d", i+1), strings.NewReader(text), "")
		if err != nil {
			t.Fatal(err)
		}
		tables = append(tables, a)
	}
	columns, found, err := JoinAll(tables, Samples{Names: strings.Fields(samples)}, nil, o)
	told := fmt.Sprint(err)
	for _, f := range found {
		told += "\n" + string(f.Code) + f.String()
	}
	var b strings.Builder
	for _, c := range columns {
		fmt.Fprintf(&b, "%s=%s; ", c.Name, strings.Join(c.Values, ","))
	}
	return strings.TrimSuffix(b.String(), "; "), told
}

// The samples' names are found wherever they stand, whole or in part.
func TestTheColumnOfNamesIsFoundByItsValues(t *testing.T) {
	const cBio = "#Patient Identifier\tSample Identifier\tType\n#-\t-\t-\n#STRING\tSTRING\tSTRING\n#1\t1\t1\n"
	const biotab = "bcr_patient_uuid\tbcr_patient_barcode\tgender\tbirth_days_to\nbcr_patient_uuid\t" +
		"bcr_patient_barcode\tgender\tdays_to_birth\nCDE_ID:\tCDE_ID:2003301\tCDE_ID:2200604\tCDE_ID:\n"
	for name, c := range map[string]struct {
		samples, text, want string
		told                []string
		not                 string
		keys                []string
	}{
		"cBioPortal, a patient twice": {samples: "TCGA-AA-3500-01 TCGA-AA-3500-06 TCGA-AA-3501-01",
			text: cBio + "PATIENT_ID\tSAMPLE_ID\tTYPE\nTCGA-AA-3500\tTCGA-AA-3500-06\tMet\nTCGA-AA-3501\tTCGA-AA-3501-01\t" +
				"Primary\nTCGA-AA-3500\tTCGA-AA-3500-01\tPrimary\n",
			want: "PATIENT_ID=TCGA-AA-3500,TCGA-AA-3500,TCGA-AA-3501; TYPE=Primary,Met,Primary",
			told: []string{`3 of the 3 samples in the matrix have annotations; 0 of its 3 lines are not in the matrix: joined ` +
				`by column 2, "SAMPLE_ID"`}, not: "annotations-patients"},
		"a sample that is not there stays without": {samples: "TCGA-AA-3500-01 TCGA-AA-3500-06 TCGA-AA-3501-01",
			text: "PATIENT_ID\tSAMPLE_ID\tTYPE\nTCGA-AA-3501\tTCGA-AA-3501-01\tPrimary\nTCGA-AA-3500\tTCGA-AA-3500-01\tX\n",
			want: "PATIENT_ID=TCGA-AA-3500,,TCGA-AA-3501; TYPE=X,,Primary",
			told: []string{`no annotations for 1 sample: "TCGA-AA-3500-06"`}},
		"TCGA's patients": {samples: "TCGA-AA-3500-01A-11R-1-07 TCGA-AA-3500-11A-01R-1-07 TCGA-AA-3501-01A-11R-1-07",
			text: biotab + "u1\tTCGA-AA-3500\tMALE\t-20000\nu2\tTCGA-AA-3501\t[Not Available]\t-21000\n",
			want: "bcr_patient_uuid=u1,u1,u2; gender=MALE,MALE,; birth_days_to=-20000,-20000,-21000",
			told: []string{"lines 2 and 3 are headers of TCGA's too", `words for what is not known: "[Not Available]" (1)`,
				"3 samples have what lines about 2 patients say", "1 of them has several samples"},
			not: "annotations-time"},
		"GDC, two lines a case": {samples: "TCGA-AA-3500-01A TCGA-AA-3501-01A",
			text: "case_id\tcase_submitter_id\tage\ttreatment\tdays\nu1\tTCGA-AA-3500\t50\tdrug\t'--\nu1\tTCGA-AA-3500\t50\t" +
				"radiation\t7\nu2\tTCGA-AA-3501\t60\tnone\t'--\nu2\tTCGA-AA-3501\t60\tnone\t'--\n",
			want: "case_id=u1,u2; age=50,60; treatment=,none; days=7,",
			told: []string{`"TCGA-AA-3500" stands on lines 2 and 3, which differ in "treatment": where they differ, the value ` +
				"is left unknown", `"TCGA-AA-3501" stands on line 4 too, with the same values`}},
		"Xena": {samples: "TCGA-AA-3500-01 TCGA-AA-3501-01",
			text: "_PATIENT\tsampleID\tage\nTCGA-AA-3500\tTCGA-AA-3500-01\t50\nTCGA-AA-3501\tTCGA-AA-3501-01\t60\n",
			want: "_PATIENT=TCGA-AA-3500,TCGA-AA-3501; age=50,60"},
		"GEO": {samples: "GSM12 GSM13_b.CEL.gz", text: "title\tgeo_accession\tage\nx\tGSM13\t7\ny\tGSM12\t8\n",
			want: "title=y,x; age=8,7"},
		"the same rows by two columns": {samples: "a b", text: "x\ty\tage\na\ta\t1\nb\tb\t2\n", want: "y=a,b; age=1,2",
			not: "annotations-key-unclear"},
		"other rows by two columns": {samples: "a b", text: "x\ty\tage\na\tb\t1\nb\ta\t2\n", want: "y=b,a; age=1,2",
			told: []string{`column 1, "x" names 2 samples of the matrix, and so on other lines does column 2, "y": joined by ` +
				"the first of them"}},
		"said": {samples: "a b", text: "x\ty\tage\na\tb\t1\nb\ta\t2\n", want: "x=b,a; age=2,1", keys: []string{"Y"},
			not: "annotations-key-unclear"},
		"numbers like names": {samples: "1 2 3", text: "grade\tid\tage\n3\t1\t2\n3\t2\t1\n1\t3\t3\n2\t4\t1\n",
			want: "grade=3,3,1; age=2,1,3"},
		"a name by chance": {samples: "p-1 p-2 p-3 7", text: "id\tage\nq1\t7\nq2\t8\nq3\t9\n",
			told: []string{`none of its samples ("q1", "q2", "q3") is in the matrix`, `in column 1, "id", and in the others`}},
		"patients of another project": {samples: "C3L-01-T C3L-01-N C3L-02-T", text: "case\tsex\nC3L-01\tF\nC3L-02\tM\n",
			want: "sex=F,F,M", told: []string{`3 samples have what lines about 2 patients say ("C3L-01-T" is of "C3L-01")`}},
		"no patients beside samples": {samples: "MCF7 MCF7-tam", text: "cell\tsex\nMCF7\tF\n", want: "sex=F,",
			told: []string{`no annotations for 1 sample: "MCF7-tam"`}},
		"one batch is no patient": {samples: "B1-a B1-b", text: "batch\tday\nB1\t3\n", told: []string{"none of its samples"}},
		"paths": {samples: "/data/x/HBR_1.bam /data/x/UHR_1.sorted.bam",
			text: "sample\tage\nUHR_1\t1\nHBR_1\t2\n", want: "age=2,1", told: []string{`"/data/x/HBR_1.bam" as "HBR_1"`}},
		"paths of one base": {samples: "/a/S1.bam /b/S1.bam /b/S2.bam", text: "sample\tage\nS1\t1\nS2\t2\n", want: "age=,,2",
			told: []string{"annotations-unclear"}},
		"folders": {samples: "a/S1/Aligned.sortedByCoord.out.bam a/S2/Aligned.sortedByCoord.out.bam",
			text: "sample\tage\nS1\t1\nS2\t2\n", want: "age=1,2"},
		"paths as R leaves them": {samples: "X.data.x.HBR_1.bam X..x.UHR_1.bam",
			text: "sample\tage\nUHR-1\t1\nHBR-1\t2\n", want: "age=2,1"},
		"files in the table": {samples: "HBR_1 UHR_1", text: "FileName\tage\nUHR_1.CEL.gz\t1\nHBR_1.CEL.gz\t2\n",
			want: "age=2,1"},
		"no header": {samples: "a b", text: "a\t1\nb\t2\n", told: []string{`the header names sample "a"`}},
		"samples across, as Firehose has them": {samples: "TCGA-AA-3500-01 TCGA-AA-3501-01",
			text: "Hybridization REF\ttcga-aa-3501\ttcga-aa-3500\ttcga-aa-9999\nage\t50\t60\t70\nsex\tm\tNA\tf\n",
			want: "age=60,50; sex=,m", told: []string{"annotations-turned1: file1: the header names 2 samples of the matrix",
				"2 of the 2 samples in the matrix have annotations; 1 of its 3 columns are not in the matrix"}},
		"across, twice": {samples: "a b", text: "x\ta\tb\ta\nage\t1\t2\t3\n", want: "age=,2",
			told: []string{`"a" stands on columns 2 and 4, which differ in "age"`}},
		"a header after a #": {samples: "a b", text: "# made by q\n#SampleID\tage\na\t1\nb\t2\n", want: "age=1,2",
			told: []string{"header-comment2: file1: the line that begins with # names the samples' column"}},
		"a line without a name": {samples: "a b", text: "id\tage\na\t1\n\t2\nb\t3\n", want: "age=1,3",
			told: []string{"annotations-nameless3: column 1: file1: the line names no sample: left out"}},
		"units and dates": {samples: "a b", text: "id\tdose\tday\na\t5 mg\t2019-01-02\nb\t7 mg\t2019-02-03\n",
			want: "dose=5 mg,7 mg; day=2019-01-02,2019-02-03"},
	} {
		got, told := joined(t, c.samples, Options{Keys: c.keys}, c.text)
		if got != c.want {
			t.Errorf("%s: %s\nwant %s\n%s", name, got, c.want, told)
		}
		for _, want := range c.told {
			if !strings.Contains(told, want) {
				t.Errorf("%s: %s\nlacks %q", name, told, want)
			}
		}
		if c.not != "" && strings.Contains(told, c.not) {
			t.Errorf("%s: %s\nhas %q", name, told, c.not)
		}
	}
}

func TestSeveralFilesAreJoined(t *testing.T) {
	const samples = "sample\tpatient\tage\nS1\tA\t1\nS2\tA\t2\nS3\tB\t3\n"
	for name, c := range map[string]struct {
		files []string
		want  string
		told  []string
	}{
		"patients by the file of samples": {files: []string{samples, "Patient\tsex\nA\tF\nB\tM\n"},
			want: "patient=A,A,B; age=1,2,3; sex=F,F,M",
			told: []string{`joined by column 1, "Patient", with what is known already of "patient"`,
				`file2: 3 samples have what lines about 2 patients say ("S1" is of "A"); 1 of them has several samples`}},
		"in the other order": {files: []string{"PATIENT\tsex\nA\tF\nB\tM\n", samples},
			want: "sex=F,F,M; patient=A,A,B; age=1,2,3"},
		"the same column twice": {files: []string{samples, "id\tage\nS3\t3\nS1\t1\nS2\t2\n"},
			want: "patient=A,A,B; age=1,2,3",
			told: []string{`file2: 1 column says the same as in an earlier file: "age": taken once`}},
		"another column of the same name": {files: []string{samples, "id\tage\nS3\t4\nS1\t1\n"},
			want: "patient=A,A,B; age=1,2,3; age (file2)=1,,4", told: []string{`kept apart as "age (file2)"`}},
		"nobody": {files: []string{samples, "id\tage\nx\t4\n"}, told: []string{"none of its samples"}},
	} {
		got, told := joined(t, "S1 S2 S3", Options{}, c.files...)
		if got != c.want {
			t.Errorf("%s: %s\nwant %s\n%s", name, got, c.want, told)
		}
		for _, want := range c.told {
			if !strings.Contains(told, want) {
				t.Errorf("%s: %s\nlacks %q", name, told, want)
			}
		}
	}
}

func TestAColumnThatIsNotThereIsNamed(t *testing.T) {
	a, err := Read("a", strings.NewReader("SAMPLE_ID\tage\nx\t1\n"), "")
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{"sample_id": "", "sampel_id": `; did you mean "SAMPLE_ID"?`,
		"zzz": `; there are "SAMPLE_ID", "age"`} {
		if got := UnknownKey([]*Table{a}, []string{key}); !strings.HasSuffix(got, want) || (got == "") != (want == "") {
			t.Errorf("%s: %s", key, got)
		}
	}
}

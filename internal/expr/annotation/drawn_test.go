package annotation

import (
	"fmt"
	"strings"
	"testing"
)

// column is one of values made from the number of the sample.
func column(name string, n int, value func(int) string) Column {
	c := Column{Name: name}
	for j := range n {
		c.Values = append(c.Values, value(j))
	}
	return c
}

// Figures show what tells samples apart; what they leave out is told with its reason.
func TestTellingAnnotationsAreDrawn(t *testing.T) {
	const n = 40
	of := func(levels int) func(int) string { return func(j int) string { return fmt.Sprintf("g%d", j*7%levels) } }
	common := []Column{
		column("empty", n, func(int) string { return "" }),
		column("site", n, func(int) string { return "x" }),
		column("patient", n, func(j int) string { return fmt.Sprint("P", j) }),
		column("remark", n, func(j int) string { return []string{"seen", ""}[min(1, j/3)] }),
		column("barcode_nr", n, func(j int) string { return fmt.Sprint(1000 + j) }),
		column("sex", n, of(2)),
		column("days_to_birth", n, func(j int) string { return fmt.Sprint(-20000 - j) }),
	}
	d, wrong := Choose(common, nil)
	f := d.Finding(common)
	const want = `figures show 3 of 7 annotations: "barcode_nr", "sex", "days_to_birth"; not shown are 1 without a ` +
		`value ("empty"), 1 the same for all samples ("site"), 1 names or remarks ("patient"), ` +
		`1 known of few samples ("remark")`
	if wrong != "" || f.Text != want || f.Severity != "note" {
		t.Errorf("%s %s, want %s", f.Severity, f.Text, want)
	}
	many := common
	for c := range 20 {
		many = append(many, column(fmt.Sprintf("x%d", c), n,
			func(j int) string { return fmt.Sprint("g", j*(c+1)/3%(2+c%5)) }), column(fmt.Sprintf("rare%d", c), n,
			func(j int) string { return []string{"no", "yes"}[min(1, (j+c)%20/19)] }))
	}
	many = append(many, column("Gender", n, func(j int) string { return strings.ToUpper(of(2)(j)) }), column("tumor_grade",
		n, of(3)), column("half", n, func(j int) string { return []string{"", of(3)(j)}[j%2] }))
	d, _ = Choose(many, nil)
	f = d.Finding(many)
	for _, want := range []string{`figures show 12 of 50 annotations: `, `"sex", `, `"tumor_grade"`, `tell less ("`} {
		if !strings.Contains(f.Text, want) {
			t.Errorf("%s\nlacks %s", f.Text, want)
		}
	}
	shown, _, _ := strings.Cut(f.Text, "; not shown")
	for _, bad := range []string{`"Gender"`, `"half"`, `"barcode_nr"`, `"empty"`} { // Gender says what sex says
		if strings.Contains(shown, bad) {
			t.Errorf("%s\nhas %s", shown, bad)
		}
	}
	if f.Severity != "warning" {
		t.Errorf("telling columns are left out with a %s", f.Severity)
	}

	d, wrong = Choose(common, []string{"SEX", "patient", "sex"})
	if wrong != "" || fmt.Sprint(d.Shown) != "[5 2]" || !strings.Contains(d.Finding(common).Text,
		`figures show 2 of 7 annotations: "sex", "patient"; not shown are 5 not named by --annotate ("empty", "site",`) {
		t.Errorf("%v %s %s", d.Shown, wrong, d.Finding(common).Text)
	}
	if _, wrong = Choose(common, []string{"sxe"}); wrong != `there is no column "sxe"; there are "empty", "site", `+
		`"patient", "remark", "barcode_nr" and 2 more` {
		t.Error(wrong)
	}
	if _, wrong = Choose(common, []string{"remrak"}); wrong != `there is no column "remrak"; did you mean "remark"?` {
		t.Error(wrong)
	}
	if _, wrong = Choose(common, []string{"patent"}); wrong != `there is no column "patent"; did you mean "patient"?` {
		t.Error(wrong)
	}
}

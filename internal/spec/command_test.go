package spec

import "testing"

// The command names what is not as it would be anyway, and nothing else.
func TestCommand(t *testing.T) {
	for _, c := range []struct {
		set  [][2]string
		want string
	}{
		{nil, "subtype run 'my data.tsv'"},
		{[][2]string{{"ranks", "2-4"}, {"seed", "7"}}, "subtype run 'my data.tsv' --seed 7 --ranks 2-4"},
		{[][2]string{{"algorithm", "kl"}, {"log2", "yes"}}, "subtype run 'my data.tsv' --log2 yes --algorithm kl"},
		{[][2]string{{"loss", "0.5"}}, "subtype run 'my data.tsv' --algorithm mu --loss 0.5"},
		{[][2]string{{"with", "b.tsv"}, {"with", "p=a, b.tsv"}, {"gene-sets", "h.gmt"}, {"gene-sets", "c.gmt"}},
			"subtype run 'my data.tsv' --with b.tsv --with 'p=a, b.tsv' --gene-sets h.gmt --gene-sets c.gmt"},
		{[][2]string{{"strict", "true"}, {"title", "it's"}}, `subtype run 'my data.tsv' --strict --title 'it'\''s'`},
	} {
		s := New()
		for _, o := range c.set {
			if err := s.Set(o[0], o[1]); err != nil {
				t.Fatal(err)
			}
		}
		s.Settle()
		if got := Command(s.Recorded(), "my data.tsv"); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
		again := New()
		for _, o := range c.set {
			again.Set(o[0], o[1])
		}
	}
}

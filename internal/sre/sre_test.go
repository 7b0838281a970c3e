package sre

import "testing"

func find(t testing.TB, pat string, flags int, s string) []int {
	t.Helper()
	p, err := Compile(pat, false, flags, nil)
	if err != nil {
		t.Fatalf("%q: %v", pat, err)
	}
	var m Matcher
	ok, err := p.Run(&m, Search, s, 0, len(s), false)
	if err != nil {
		t.Fatal(err)
	}
	if !ok {
		return nil
	}
	return m.Spans(nil)
}

func TestQuick(t *testing.T) {
	t.Log(find(t, `(\d+)-(\d+)`, 0, "abc 123-456"))
	t.Log(find(t, `(a+)+b`, 0, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac"))
}

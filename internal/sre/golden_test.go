package sre

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"testing"
)

// The golden file is written by testdata/gen.py under CPython. Set SRE_GOLDEN to test another file.

type goldenCase struct {
	P  string   `json:"p"`
	B  bool     `json:"b"`
	F  int      `json:"f"`
	E  []any    `json:"e"`
	S  string   `json:"s"`
	W  []string `json:"w"`
	Fl int      `json:"fl"`
	G  int      `json:"g"`
	N  [][]any  `json:"n"`
	T  [][]any  `json:"t"`
	R  [][]any  `json:"r"`
}

var kindNames = map[Kind]string{KindPattern: "PatternError", KindValue: "ValueError", KindOverflow: "OverflowError",
	KindIndex: "IndexError", KindRecursion: "RecursionError"}

// raw undoes the Latin-1 spelling of bytes in the golden file.
func raw(v any) string {
	var b []byte
	for _, r := range v.(string) {
		b = append(b, byte(r))
	}
	return string(b)
}

func testNames(name string) (rune, bool) {
	switch name {
	case "DIGIT ONE":
		return '1', true
	case "LATIN SMALL LETTER A":
		return 'a', true
	}
	return 0, false
}

func errText(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return fmt.Sprintf("%s %q %d", kindNames[e.Kind], e.Msg, e.Pos)
	}
	return err.Error()
}

func wantErr(e []any) string {
	return fmt.Sprintf("%s %q %d", e[0], e[1], int(e[2].(float64)))
}

func ints(v any) []int {
	if v == nil {
		return nil
	}
	var out []int
	for _, x := range v.([]any) {
		out = append(out, int(x.(float64)))
	}
	return out
}

func result(m *Matcher) []int { return m.Spans([]int{m.LastIndex()}) }

// findAll is finditer: an empty match may follow a match but not stand where the last one was empty.
func findAll(p *Program, m *Matcher, s string, pos, end int) ([][]int, error) {
	var out [][]int
	must := false
	for pos <= end {
		ok, err := p.Run(m, Search, s, pos, end, must)
		if err != nil || !ok {
			return out, err
		}
		out = append(out, result(m))
		b, e := m.Span(0)
		must = b == e
		pos = e
	}
	return out, nil
}

func sub(p *Program, m *Matcher, t *Template, s string) string {
	var out []byte
	last, pos, must := 0, 0, false
	for pos <= len(s) {
		if ok, _ := p.Run(m, Search, s, pos, len(s), must); !ok {
			break
		}
		b, e := m.Span(0)
		out = append(out, s[last:b]...)
		out = t.Append(out, m, s)
		last, pos, must = e, e, b == e
	}
	return string(append(out, s[last:]...))
}

func TestGolden(t *testing.T) {
	file := os.Getenv("SRE_GOLDEN")
	if file == "" {
		file = "testdata/golden.json"
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var cases []goldenCase
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	testGolden(t, cases, &Matcher{})
	t.Run("memo", func(t *testing.T) { testGolden(t, cases, &Matcher{eager: true}) })
}

func testGolden(t *testing.T, cases []goldenCase, m *Matcher) {
	bad, total := 0, 0
	fail := func(format string, a ...any) {
		if bad++; bad <= 60 {
			t.Errorf(format, a...)
		}
	}
	for _, c := range cases {
		pat := raw(c.P)
		total++
		p, err := Compile(pat, c.B, c.F, &Options{LookupName: testNames})
		if err != nil || c.E != nil {
			got, want := "no error", "no error"
			if err != nil {
				got = errText(err)
			}
			if c.E != nil {
				want = wantErr(c.E)
			}
			if got != want {
				fail("%q flags %d: got %s, want %s", pat, c.F, got, want)
			} else if c.S != "" {
				if text, _, _ := err.(*Error).Describe(pat, c.B); text != c.S {
					fail("%q: str(err) %q, want %q", pat, text, c.S)
				}
			}
			continue
		}
		if !slices.Equal(p.Warnings, c.W) {
			fail("%q: warnings %q, want %q", pat, p.Warnings, c.W)
		}
		if p.Flags != c.Fl || p.Groups != c.G {
			fail("%q: flags %d groups %d, want %d and %d", pat, p.Flags, p.Groups, c.Fl, c.G)
		}
		var names []Group
		for _, n := range c.N {
			names = append(names, Group{raw(n[0]), int(n[1].(float64))})
		}
		if !slices.Equal(p.Names, names) {
			fail("%q: names %v, want %v", pat, p.Names, names)
		}
		for _, tc := range c.T {
			total++
			method, s, pos, end := tc[0].(string), raw(tc[1]), int(tc[2].(float64)), int(tc[3].(float64))
			if method == "finditer" {
				got, _ := findAll(p, m, s, pos, end)
				var want [][]int
				for _, v := range tc[4].([]any) {
					want = append(want, ints(v))
				}
				if !slices.EqualFunc(got, want, slices.Equal) {
					fail("%q flags %d: %s(%q, %d, %d) = %v, want %v", pat, c.F, method, s, pos, end, got, want)
				}
				continue
			}
			md := map[string]Mode{"match": Match, "fullmatch": FullMatch, "search": Search}[method]
			ok, err := p.Run(m, md, s, pos, end, false)
			var got []int
			if ok {
				got = result(m)
			}
			if want := ints(tc[4]); err != nil || !slices.Equal(got, want) {
				fail("%q flags %d: %s(%q, %d, %d) = %v, want %v (%v)", pat, c.F, method, s, pos, end, got, want, err)
			}
		}
		for _, tc := range c.R {
			total++
			repl, s := raw(tc[0]), raw(tc[1])
			tmpl, err := p.ParseTemplate(repl, &Options{})
			if err != nil || tc[3] != nil {
				got, want := "no error", "no error"
				if err != nil {
					got = errText(err)
				}
				if tc[3] != nil {
					want = wantErr(tc[3].([]any))
				}
				if got != want {
					fail("%q template %q: got %s, want %s", pat, repl, got, want)
				}
				continue
			}
			if got, want := sub(p, m, tmpl, s), raw(tc[2]); got != want {
				fail("%q.sub(%q, %q) = %q, want %q", pat, repl, s, got, want)
			}
		}
	}
	if bad > 60 {
		t.Errorf("... %d of %d wrong", bad, total)
	}
	t.Logf("%d checks", total)
}

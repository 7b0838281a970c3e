package sre

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// catastrophic are patterns that a backtracking matcher would be at for ever, with subjects of n characters.
func catastrophic(n int) []catastrophe {
	as := strings.Repeat("a", n)
	return []catastrophe{
		{`(a+)+b`, as, false},
		{`(a+)+b`, as + "b", true},
		{`(a|a)*b`, as, false},
		{`(a|aa)+$`, as + "b", false},
		{`^(a|aa)+$`, as + "b", false},
		{`(.*)*x`, as, false},
		{`(.*?)*x`, as, false},
		{`(a*)*b`, as, false},
		{`((a*)*)*b`, as, false},
		{`(?:a?){30}b`, as, false},
		{`(a{1,5})+b`, as, false},
		{`(?:a{2,3}){2,}b`, as, false},
		{`(x+x+)+y`, strings.Repeat("x", n), false},
		{`a*a*a*a*b`, as, false},
		{`[ab]*a[ab]*a[ab]*c`, as, false},
		{`(?:(?:a|b)+c?)+d`, as, false},
		{`(?:\w+\s?)*!`, strings.Repeat("word ", n/5), false},
		{`^(?:\w+\s?)*$`, strings.Repeat("word ", n/5) + "!", false},
		{`(?=(a+)+b)c`, as, false},
		{`(?!(a+)+b)c`, as, false},
		{`(?>(a+)+b)c`, as, false},
		{`(a+)+?b`, as, false},
		{`(?:a+?)+?b`, as, false},
		{`(?:(?:a+)+)+b`, as, false},
		{`(?:ab|a|b)*c`, strings.Repeat("ab", n/2), false},
		{`\s+$`, strings.Repeat(" ", n) + "x", false},
		{`,\s*a*$`, "," + strings.Repeat(" ", n) + "x", false},
		{`(é+)+b`, strings.Repeat("é", n), false},
		{`(?:é|\w)*!`, strings.Repeat("é", n), false},
		{`a*b`, as, false},
		{`ca*b`, strings.Repeat("c", n) + as, false},
	}
}

type catastrophe struct {
	pat, s string
	want   bool
}

// Catastrophic patterns finish fast on long subjects, with the right answer.
func TestCatastrophic(t *testing.T) {
	const n = 50000
	eighth := catastrophic(n / 8)
	for i, c := range catastrophic(n) {
		spent := func(c catastrophe) time.Duration {
			start := time.Now()
			if got := find(t, c.pat, 0, c.s) != nil; got != c.want {
				t.Errorf("%s on %d bytes: %v", c.pat, len(c.s), got)
			}
			return time.Since(start)
		}
		d := spent(c)
		if d > 100*time.Millisecond {
			t.Logf("%s took %v", c.pat, d)
		}
		if d < time.Second {
			continue
		}
		// A slow machine, or time that grows faster than the subject? Eight times as much may take as much longer, not 64 times.
		part := spent(eighth[i])
		for range 4 {
			d, part = min(d, spent(c)), min(part, spent(eighth[i]))
		}
		if d > time.Second && d > 24*part {
			t.Errorf("%s took %v, and %v on an eighth of the subject", c.pat, d, part)
		}
	}
}

func TestDeepStack(t *testing.T) {
	s := strings.Repeat("x", 500000)
	for _, pat := range []string{`(x)*`, `(x)*y`, `(x)*?y`, `(x|y)*z`, `(?:(x)|y){2,}z`, `(?=(x)+)x`, `(?>(?:(x)|y)+)`, `(?:(x)|y)++`} {
		find(t, pat, 0, s)
	}
}

func TestLargePatterns(t *testing.T) {
	for name, pat := range map[string]string{
		"literal":   strings.Repeat("abcdefgh", 1<<17),
		"stars":     strings.Repeat("a*", 1<<19),
		"groups":    strings.Repeat("(a)", 1<<18),
		"alts":      strings.Repeat("ab|", 1<<18) + "c",
		"altgroups": strings.Repeat("(?:ab|cd)", 1<<17),
		"sets":      strings.Repeat("[ab]", 1<<18),
		"bigset":    "[" + strings.Repeat("abc", 1<<18) + "]",
		"comment":   "(?#" + strings.Repeat("x", 1<<20) + ")",
		"optional":  strings.Repeat("(?:ab)?", 1<<17),
		"counts":    strings.Repeat("(?:ab){2,3}", 1<<16),
		"nullalts":  strings.Repeat("a?|", 1<<18),
		"words":     words(1 << 17),
	} {
		start := time.Now()
		p, err := Compile(pat, false, 0, nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		built := time.Since(start)
		var m Matcher
		p.Run(&m, Search, "abababc", 0, 7, false)
		t.Logf("%s: %d instructions, compiled in %v, ran in %v", name, len(p.code), built, time.Since(start)-built)
	}
}

func words(n int) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		for j := i; j > 0; j /= 7 {
			b.WriteByte(byte('a' + j%7))
		}
		b.WriteByte('|')
	}
	return b.String()
}

func TestNesting(t *testing.T) {
	for _, open := range []string{"(", "(?:", "(?=", "(?>", "(?<=", "(?i:", "(?P<a%d>", "()(?(1)"} {
		for _, n := range []int{400, 100000} {
			pat := strings.Repeat(open, n) + "a" + strings.Repeat(")", n)
			_, err := Compile(pat, false, 0, nil)
			var e *Error
			if n == 400 {
				if err != nil && open != "(?P<a%d>" {
					t.Errorf("%s: %v", open, err)
				}
			} else if !errors.As(err, &e) || e.Kind != KindRecursion && open != "(?P<a%d>" {
				t.Errorf("%s: %v", open, err)
			}
		}
	}
	find(t, strings.Repeat("(?:", 900)+"a"+strings.Repeat(")*", 900), 0, "aaab")
	find(t, strings.Repeat("(", 900)+"a"+strings.Repeat("){2,3}", 900), 0, "aaab")
	find(t, strings.Repeat("(", 900)+"a?"+strings.Repeat(")*?", 900)+"b", 0, "aaab")
}

func TestHooks(t *testing.T) {
	stop := errors.New("stop")
	p, err := Compile(`(a+)+\1b`, false, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	calls := 0
	m := Matcher{Poll: func() error {
		if calls++; calls > 10 {
			return stop
		}
		return nil
	}}
	s := strings.Repeat("a", 5000)
	if _, err := p.Run(&m, Search, s, 0, len(s), false); err != stop {
		t.Errorf("poll: %v", err)
	}
	p, _ = Compile(`(?:(a)|b)*c`, false, 0, nil)
	used := 0
	m = Matcher{Charge: func(n int) error {
		if used += n; used > 1<<20 {
			return stop
		}
		return nil
	}}
	s = strings.Repeat("a", 1000000)
	if _, err := p.Run(&m, Search, s, 0, len(s), false); err != stop {
		t.Errorf("charge: %v after %d", err, used)
	}
	if _, err := Compile(strings.Repeat("a*", 1<<18), false, 0, &Options{Charge: func(n int) error { return stop }}); err != stop {
		t.Errorf("compile: %v", err)
	}
	if _, err := Compile(strings.Repeat("a*", 1<<18), false, 0, &Options{Poll: func() error { return stop }}); err != stop {
		t.Errorf("compile: %v", err)
	}
}

func TestVersion314(t *testing.T) {
	if find(t, `\B`, 0, "") == nil {
		t.Error(`\B on the empty string`)
	}
	if find(t, `a\z`, 0, "a\n") != nil || find(t, `a\z`, 0, "ba") == nil {
		t.Error(`\z`)
	}
}

func TestLookbehindWidth(t *testing.T) {
	s := strings.Repeat("x", 2500000)
	if got := find(t, `(?<=((.{128}){128}){128})`, 0, s); got == nil || got[0] != 1<<21 {
		t.Errorf("got %v", got)
	}
	if _, err := Compile(`(?<=((.{4194304}){4194304}){4194304})`, false, 0, nil); err == nil || err.Error() != "looks too much behind" {
		t.Error(err)
	}
}

func TestCounter(t *testing.T) {
	s := "aé日\U0001F600b"
	c := NewCounter(s)
	spans := []int{0, 1, 3, 6, 10, 11, -1, 3}
	c.Convert(spans)
	for i, want := range []int{0, 1, 2, 3, 4, 5, -1, 2} {
		if spans[i] != want {
			t.Errorf("span %d: %d, want %d", i, spans[i], want)
		}
	}
	if got := c.Offset(3); got != 6 {
		t.Errorf("offset 3: %d", got)
	}
	if got := c.Offset(1); got != 1 {
		t.Errorf("offset 1: %d", got)
	}
}

func TestEscape(t *testing.T) {
	if got, _ := Escape("a.b*c-é \n", nil); got != "a\\.b\\*c\\-é\\ \\\n" {
		t.Errorf("%q", got)
	}
}

func TestLexicon(t *testing.T) {
	p, _, err := CompileLexicon([]string{`[a-zA-Z_]\w*`, `\d+\.\d*`, `\d+`, `=|\+|-|\*|/`, `\s+`, `(x)(?P<a>y)\1`, `!(y)\1`}, false, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []int
	var m Matcher
	s := "sum = 3*foo + 312.50 + bar!yy"
	for pos := 0; pos < len(s); {
		ok, err := p.Run(&m, Match, s, pos, len(s), false)
		if !ok || err != nil {
			t.Fatal(pos, err)
		}
		_, pos = m.Span(0)
		got = append(got, m.LastIndex())
	}
	if want := []int{1, 5, 4, 5, 3, 4, 1, 5, 4, 5, 2, 5, 4, 5, 1, 7}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// A phrase's own groups have the numbers of the phrases' groups, and cannot be more than those.
func TestLexiconGroups(t *testing.T) {
	p, _, err := CompileLexicon([]string{`x(a)`, `(\*{1,2})x\1`, `((c))(d)`}, false, 0, nil)
	if err != nil || p.Groups != 3 {
		t.Fatal(p, err)
	}
	for s, want := range map[string][][2]int{
		"xa":  {{1, 2}, {-1, -1}, {-1, -1}},
		"*x*": {{0, 1}, {0, 3}, {-1, -1}},
		"cd":  {{0, 1}, {0, 1}, {1, 2}},
	} {
		var m Matcher
		ok, err := p.Run(&m, Match, s, 0, len(s), false)
		if !ok || err != nil {
			t.Fatal(s, err)
		}
		for i, w := range want {
			if from, to := m.Span(i + 1); from != w[0] || to != w[1] {
				t.Errorf("%s: group %d is %d:%d, want %v", s, i+1, from, to, w)
			}
		}
	}
	if _, bad, err := CompileLexicon([]string{`x`, `(a)(b)(c)`}, false, 0, nil); err != ErrLexiconGroups || bad != -1 {
		t.Error(bad, err)
	}
	if _, bad, err := CompileLexicon([]string{`x`, `(`}, false, 0, nil); err == nil || bad != 1 {
		t.Error(bad, err)
	}
}

// One Program serves many goroutines.
func TestShared(t *testing.T) {
	p, err := Compile(`(?i)(\w+)\s*(?:=|é)\s*([^\W\d]+|ſ)`, false, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	s := strings.Repeat("Größe = straßE ", 100)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			var m Matcher
			all, err := findAll(p, &m, s, 0, len(s))
			if err != nil || len(all) != 100 {
				t.Errorf("%d matches, %v", len(all), err)
			}
		})
	}
	wg.Wait()
}

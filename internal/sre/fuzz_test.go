package sre

import (
	"errors"
	"slices"
	"testing"
)

var errEnough = errors.New("enough")

func limited(eager bool) *Matcher {
	n, mem := 0, 0
	return &Matcher{eager: eager,
		Poll: func() error {
			if n++; n > 50 {
				return errEnough
			}
			return nil
		},
		Charge: func(b int) error {
			if mem += b; mem > 1<<24 {
				return errEnough
			}
			return nil
		}}
}

// Any pattern compiles or gives an Error, and any program runs on any subject without a panic.
func FuzzCompile(f *testing.F) {
	for _, p := range []string{`(a|b)*?c{2,3}+`, `(?P<x>[^\W\d]+)(?(x)y|\1)`, `(?i)\u212a[k-z]`, `(?<=ab)(?>x)++$`, `[[a--b&&]`, `\N{`, "\xed\xa0\x80"} {
		f.Add(p, "aabccxyz \n", 0, false)
		f.Add(p, "\xff\xe9", FlagIgnoreCase|FlagMultiline, true)
	}
	f.Fuzz(func(t *testing.T, pat, s string, flags int, isBytes bool) {
		if len(pat) > 2000 {
			return
		}
		p, err := Compile(pat, isBytes, flags&0x1ff, nil)
		if err != nil {
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("%v", err)
			}
			e.Describe(pat, isBytes)
			return
		}
		for _, md := range []Mode{Match, FullMatch, Search} {
			m := limited(false)
			ok, err := p.Run(m, md, s, 0, len(s), false)
			if err == nil && ok {
				if b, e := m.Span(0); b < 0 || e < b || e > len(s) {
					t.Fatalf("span %d %d", b, e)
				}
			}
		}
		if tmpl, err := p.ParseTemplate(s, &Options{}); err == nil && len(tmpl.Parts) > 2*len(s)+1 {
			t.Fatal("parts")
		}
	})
}

// Remembering failures changes no result.
func FuzzMatch(f *testing.F) {
	f.Add(`(a+|b?)*c`, "aabbaac", 0)
	f.Add(`(?:(a)|b{1,3}){2,}(?=.)`, "abbbabab", 0)
	f.Add(`((?:x*)*y|(z+)+)+?$`, "xxyzzyx", FlagIgnoreCase)
	f.Fuzz(func(t *testing.T, pat, s string, flags int) {
		if len(pat) > 200 || len(s) > 200 {
			return
		}
		p, err := Compile(pat, true, flags&(FlagIgnoreCase|FlagMultiline|FlagDotAll|FlagVerbose), nil)
		if err != nil {
			return
		}
		for _, md := range []Mode{Match, FullMatch, Search} {
			a, b := limited(false), limited(true)
			ok1, err1 := p.Run(a, md, s, 0, len(s), false)
			ok2, err2 := p.Run(b, md, s, 0, len(s), false)
			if err1 != nil || err2 != nil {
				continue
			}
			if ok1 != ok2 || ok1 && !slices.Equal(result(a), result(b)) {
				t.Fatalf("%q on %q: %v %v, remembering %v %v", pat, s, ok1, result(a), ok2, result(b))
			}
		}
	})
}

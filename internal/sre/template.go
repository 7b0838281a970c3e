// template.go: replacement templates of sub() and expand().

package sre

import (
	"fmt"
	"strconv"
)

// Part is a piece of a template: literal text, or with Group >= 0 what that group matched.
type Part struct {
	Literal string
	Group   int
}

// Template is a parsed replacement.
type Template struct {
	Parts []Part // no two literals in a row, none empty
}

// ParseTemplate parses a replacement for the program's groups. Errors are *Error, an unknown name is of KindIndex; or what a
// hook returned.
func (p *Program) ParseTemplate(repl string, opt *Options) (*Template, error) {
	t := &Template{}
	if opt.Charge != nil {
		if err := opt.Charge(8 * len(repl)); err != nil {
			return nil, err
		}
	}
	text, err := decode(repl, p.IsBytes, opt.Poll)
	if err != nil {
		return nil, err
	}
	s := newSource(text, p.IsBytes)
	var lit []byte
	add := func(r rune) {
		if p.IsBytes {
			lit = append(lit, byte(r))
		} else {
			lit = appendRune(lit, r)
		}
	}
	group := func(g int, pos int) {
		if g > p.Groups {
			s.fail("invalid group reference "+strconv.Itoa(g), pos)
			return
		}
		if len(lit) > 0 {
			t.Parts = append(t.Parts, Part{string(lit), -1})
			lit = nil
		}
		t.Parts = append(t.Parts, Part{Group: g})
	}
	for n := 1; s.err == nil; n++ {
		if n&(longScan/16-1) == 0 && opt.Poll != nil {
			if err := opt.Poll(); err != nil {
				return nil, err
			}
		}
		here := s.tell()
		tok := s.get()
		if tok.c == eof || s.err != nil {
			break
		}
		if tok.c != '\\' {
			add(tok.c)
			continue
		}
		c := tok.esc
		switch {
		case c == 'g':
			p.templateGroup(s, group)
		case c == '0':
			ds := append([]rune{c}, s.getWhile(2, isOct)...)
			n, _ := parseInt(ds, 8, 1<<20)
			add(rune(n & 0xff))
		case isDec(c):
			ds := []rune{c}
			if s.next.c != '\\' && isDec(s.next.c) {
				ds = append(ds, s.get().c)
				if isOct(c) && isOct(ds[1]) && s.next.c != '\\' && isOct(s.next.c) {
					ds = append(ds, s.get().c)
					n, _ := parseInt(ds, 8, 1<<20)
					if n > 0o377 {
						s.fail(fmt.Sprintf(`octal escape value \%s outside of range 0-0o377`, string(ds)), here)
						break
					}
					add(rune(n))
					break
				}
			}
			n, _ := parseInt(ds, 10, maxGroups)
			group(int(n), here+1)
		default:
			if r, ok := simpleEscape(c); ok {
				add(r)
			} else if isAlpha(c) {
				s.fail("bad escape "+tok.text(), here)
			} else {
				add('\\')
				add(c)
			}
		}
	}
	if s.err != nil {
		return nil, s.err
	}
	if len(lit) > 0 {
		t.Parts = append(t.Parts, Part{string(lit), -1})
	}
	return t, nil
}

func (p *Program) templateGroup(s *source, group func(g, pos int)) {
	if !s.match('<') {
		s.fail("missing <", s.tell())
		return
	}
	name := s.getUntil('>', "group name")
	if s.err != nil {
		return
	}
	at := s.tell() - len(name) - 1
	number := true
	for _, r := range name {
		number = number && isDec(r)
	}
	if number {
		n, over := parseInt(name, 10, maxGroups)
		if over || n >= maxGroups {
			s.fail("invalid group reference "+trimZeros(name), at)
			return
		}
		group(int(n), at)
		return
	}
	checker := parser{source: s}
	checker.checkName(name, 1)
	if s.err != nil {
		return
	}
	if g, ok := p.GroupIndex(string(name)); ok {
		group(g, at)
		return
	}
	s.failKind(KindIndex, "unknown group name "+quote(name, false), -1)
}

// Literal returns the text of a template without groups.
func (t *Template) Literal() (string, bool) {
	switch len(t.Parts) {
	case 0:
		return "", true
	case 1:
		if t.Parts[0].Group < 0 {
			return t.Parts[0].Literal, true
		}
	}
	return "", false
}

// Append appends the replacement for the match that m holds; groups that did not match are empty.
func (t *Template) Append(dst []byte, m *Matcher, subject string) []byte {
	for i := range t.Parts {
		part := &t.Parts[i]
		if part.Group < 0 {
			dst = append(dst, part.Literal...)
		} else if s, e := m.Span(part.Group); s >= 0 {
			dst = append(dst, subject[s:e]...)
		}
	}
	return dst
}

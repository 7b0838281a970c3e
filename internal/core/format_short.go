// This file formats by the specs that programs use most, [<>][0][width][.precision][d|f|s]: numbers and text that are short,
// laid out straight into the new string. Whatever else a spec says, and every error, is package fmtspec's.
package core

import (
	"math"
	"strconv"
	"strings"
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/numtext"
)

// shortSpec is a spec of that form. What formatShort lays out is shorter than shortFormat bytes.
type shortSpec struct {
	align byte // 0, '<' or '>'
	zero  bool
	width int
	prec  int // -1: none
	typ   byte
}

const shortFormat = 64

func parseShort(s string) (sp shortSpec, ok bool) {
	sp.prec = -1
	if len(s) > shortFormat {
		return sp, false
	}
	i := 0
	if s[0] == '<' || s[0] == '>' {
		sp.align = s[0]
		i++
	}
	if i < len(s) && s[i] == '0' {
		if sp.align != 0 {
			return sp, false
		}
		sp.zero = true
		i++
	}
	for ; i < len(s) && s[i]-'0' < 10; i++ {
		if sp.width = sp.width*10 + int(s[i]-'0'); sp.width >= shortFormat {
			return sp, false
		}
	}
	if i+1 < len(s) && s[i] == '.' && s[i+1]-'0' < 10 {
		sp.prec = int(s[i+1] - '0')
		i += 2
	}
	if i < len(s) {
		sp.typ = s[i]
		i++
	}
	return sp, i == len(s)
}

// formatShort is format(v, spec) of an exact int in 64 bits, float or str; ok is false where it is not for this file.
func formatShort(v Value, spec string) (r Value, ok bool) {
	sp, ok := parseShort(spec)
	if !ok {
		return Unbound, false
	}
	var buf [shortFormat]byte
	var text []byte
	switch {
	case v.ref == nil:
		if sp.typ != 0 && sp.typ != 'd' || sp.prec >= 0 {
			return Unbound, false
		}
		text = strconv.AppendInt(buf[:0], v.Small(), 10)
	case v.ref == &floatHeader:
		f := math.Float64frombits(v.bits)
		if sp.typ != 'f' || !(math.Abs(f) < 1e15) {
			return Unbound, false
		}
		if sp.prec < 0 {
			sp.prec = 6
		}
		text = numtext.AppendFloat(buf[:0], f, 'f', sp.prec, 0)
	default:
		s := As[Str](v)
		if sp.typ != 0 && sp.typ != 's' || sp.prec >= 0 || sp.zero || !s.ASCII() || len(s.s) >= shortFormat {
			return Unbound, false
		}
		if sp.align == 0 {
			sp.align = '<'
		}
		text = append(buf[:0], s.s...)
	}
	size := max(len(text), sp.width)
	pad := size - len(text)
	if size <= 1 {
		return newStrCopy(string(text), size).Val(), true
	}
	o, b := strRoom(size, size)
	switch {
	case sp.align == '<':
		copy(b, text)
		fillBytes(b[len(text):], ' ')
	case !sp.zero:
		fillBytes(b[:pad], ' ')
		copy(b[pad:], text)
	default:
		at := 0
		if text[0] == '-' {
			b[0], at = '-', 1
		}
		fillBytes(b[at:at+pad], '0')
		copy(b[at+pad:], text[at:])
	}
	return o.Val(), true
}

// percentShort is s % args of a short ASCII format whose directives are %%, %d and %s of ints in 64 bits, %s of short ASCII
// text and %.Nf of floats; ok is false where it is not for this file.
func percentShort(s *Str, args Value) (r Value, ok bool) {
	f := s.s
	if len(f) > shortFormat || !s.ASCII() {
		return Unbound, false
	}
	one := [1]Value{args}
	items := one[:]
	if tup := AsTuple(args); tup != nil {
		items = tup.items
	}
	var buf [2 * shortFormat]byte
	out := buf[:0]
	at := 0
	for {
		i := strings.IndexByte(f, '%')
		if i < 0 {
			out = append(out, f...)
			break
		}
		out = append(out, f[:i]...)
		if f = f[i+1:]; f == "" {
			return Unbound, false
		}
		if f[0] == '%' {
			out = append(out, '%')
			f = f[1:]
			continue
		}
		if at == len(items) {
			return Unbound, false
		}
		v := items[at]
		at++
		switch c := f[0]; {
		case v.ref == nil && (c == 'd' || c == 's'):
			out = strconv.AppendInt(out, v.Small(), 10)
			f = f[1:]
		case v.ref == &floatHeader && c == '.' && len(f) > 2 && f[1]-'0' < 10 && f[2] == 'f':
			x := math.Float64frombits(v.bits)
			if !(math.Abs(x) < 1e15) {
				return Unbound, false
			}
			out = numtext.AppendFloat(out, x, 'f', int(f[1]-'0'), 0)
			f = f[3:]
		case c == 's' && v.exactly(&StrType):
			text := As[Str](v)
			if !text.ASCII() || len(text.s) > shortFormat {
				return Unbound, false
			}
			out = append(out, text.s...)
			f = f[1:]
		default:
			return Unbound, false
		}
		if len(out) > shortFormat+32 {
			return Unbound, false
		}
	}
	if at != len(items) {
		return Unbound, false
	}
	return newStrCopy(unsafe.String(unsafe.SliceData(out), len(out)), len(out)).Val(), true
}

func fillBytes(b []byte, c byte) {
	for i := range b {
		b[i] = c
	}
}

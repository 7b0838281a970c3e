// This file formats dates and times by strftime() directives, and reads them by strptime(). What is common in formats is
// done here; anything else is left to module time, with the directives that it has no values for replaced.
package datetime_

import (
	"strconv"
	"strings"

	"github.com/vivarium-py/vivarium/internal/core"
)

var (
	nStructTime = core.Intern("struct_time")
	nStrftime   = core.Intern("strftime")
	nTimeTuple  = core.Intern("timetuple")
)

// timetuple makes a time.struct_time.
func (d *date) timetuple(t *thread, c clock, dst int) (value, error) {
	m, err := t.Import("time")
	if err != nil {
		return core.Unbound, err
	}
	n := func(i int) value { return core.Int(int64(i)) }
	items := core.NewTuple(n(int(d.y)), n(int(d.m)), n(int(d.d)), n(c.h), n(c.m), n(c.s), n(weekDay(d.ordinal())), n(yearDay(int(d.y), int(d.m), int(d.d))), n(dst))
	return t.CallMethod(m, nStructTime, items)
}

func momentTuple(t *thread, v value) (value, error) {
	m := momentOf(v)
	flag := -1
	if !m.tz.IsNone() {
		d, err := askOffset(t, m.tz, nDst, v)
		if err != nil {
			return core.Unbound, err
		}
		if d != nil {
			if flag = 0; !d.zero() {
				flag = 1
			}
		}
	}
	return m.timetuple(t, m.clock(), flag)
}

// fields is what directives show.
type fields struct {
	v    value // the object
	d    date
	c    clock
	tz   value
	arg  value // of the time zone's methods
	none bool  // a date: it has no time zone
}

func fieldsOf(v value) fields {
	switch {
	case v.IsInstance(&momentType):
		m := momentOf(v)
		return fields{v: v, d: date{y: m.y, m: m.m, d: m.d}, c: m.clock(), tz: m.tz, arg: v}
	case v.IsInstance(&timeType):
		x := timeOf(v)
		return fields{v: v, d: date{y: 1900, m: 1, d: 1}, c: x.clock(), tz: x.tz, arg: none}
	}
	d := dateOf(v)
	return fields{v: v, d: date{y: d.y, m: d.m, d: d.d}, tz: none, arg: none}
}

// zone appends %z, %:z or %Z.
func (f *fields) zone(t *thread, b []byte, c byte) ([]byte, error) {
	if c == 'Z' {
		n, err := askName(t, f.tz, f.arg)
		if err != nil || n.IsNone() {
			return b, err
		}
		if !n.IsExactly(&core.StrType) {
			// What replaces the percent signs of a name for time.strftime() may be a method of the program's.
			percent := core.StrVal("%")
			r, err := t.CallMethod(n, core.Intern("replace"), percent, core.StrVal("%%"))
			if err == nil && core.AsStr(r) == nil {
				err = t.TypeError("expected str instance, %s found", r.TypeName())
			}
			if err == nil {
				r, err = t.CallMethod(core.AsStr(r).Exact().Val(), core.Intern("replace"), core.StrVal("%%"), percent)
			}
			if err != nil {
				return b, err
			}
			n = r
		}
		return t.AppendText(b, core.AsStr(n).String())
	}
	d, err := askOffset(t, f.tz, nUtcOffset, f.arg)
	if err != nil {
		return b, err
	}
	sep := ""
	if c == ':' {
		sep = ":"
	}
	return putOffset(b, d, sep), nil
}

// simple appends a directive that needs nothing but the fields; ok is false for the others.
func (f *fields) simple(b []byte, c byte) (out []byte, ok bool) {
	d := &f.d
	switch c {
	case 'Y':
		b = d.putYear(b, int(d.y))
	case 'm':
		b = put2(b, int(d.m))
	case 'd':
		b = put2(b, int(d.d))
	case 'H':
		b = put2(b, f.c.h)
	case 'M':
		b = put2(b, f.c.m)
	case 'S':
		b = put2(b, f.c.s)
	case 'I':
		b = put2(b, (f.c.h+11)%12+1)
	case 'p':
		if f.c.h < 12 {
			b = append(b, "AM"...)
		} else {
			b = append(b, "PM"...)
		}
	case 'f':
		b = put6(b, f.c.us)
	case 'y':
		b = put2(b, int(d.y))
	case 'j':
		b = put3(b, yearDay(int(d.y), int(d.m), int(d.d)))
	case 'B':
		b = append(b, monthNames[d.m]...)
	case 'b', 'h':
		b = append(b, monthNames[d.m][:3]...)
	case 'A':
		b = append(b, dayNames[weekDay(d.ordinal())]...)
	case 'a':
		b = append(b, dayNames[weekDay(d.ordinal())][:3]...)
	case 'F':
		b = append(d.putYear(b, int(d.y)), '-')
		b = put2(append(put2(b, int(d.m)), '-'), int(d.d))
	case 'T':
		b = f.c.putISO(b, 3)
	case 'G':
		y, _, _ := isoWeek(int(d.y), d.ordinal())
		b = d.putYear(b, y)
	case 'V':
		_, w, _ := isoWeek(int(d.y), d.ordinal())
		b = put2(b, w)
	case 'C':
		b = put2(b, int(d.y)/100)
	case 'u':
		b = append(b, byte('1'+weekDay(d.ordinal())))
	case '%':
		b = append(b, '%')
	default:
		return b, false
	}
	return b, true
}

func (d *date) putYear(b []byte, y int) []byte {
	if y < 0 || y > 9999 {
		return strconv.AppendInt(b, int64(y), 10)
	}
	return put4(b, y)
}

// format is strftime().
func format(t *thread, v value, layout *core.Str) (value, error) {
	f := fieldsOf(v)
	if typ := v.Type(); typ.IsHeap() && v.IsInstance(&dateType) {
		if own := typ.Lookup(nTimeTuple); own != momentType.Lookup(nTimeTuple) && own != dateType.Lookup(nTimeTuple) {
			return f.byTime(t, layout)
		}
	}
	if v.IsInstance(&momentType) && !f.tz.IsNone() {
		if _, err := askOffset(t, f.tz, nDst, v); err != nil { // as timetuple() does
			return core.Unbound, err
		}
	}
	s := layout.String()
	b := make([]byte, 0, min(2*len(s)+16, 4096))
	var err error
	steps := 0
	for {
		i := strings.IndexByte(s, '%')
		if steps++; steps&63 == 0 {
			if err := t.PollAtomic(64); err != nil {
				return core.Unbound, err
			}
		}
		if i < 0 {
			break
		}
		if b, err = t.AppendText(b, s[:i]); err != nil {
			return core.Unbound, err
		}
		if b, err = t.Room(b, 32); err != nil {
			return core.Unbound, err
		}
		s = s[i:]
		if len(s) < 2 {
			break
		}
		c, n := s[1], 2
		switch {
		case c == 'z' || c == 'Z':
			b, err = f.zone(t, b, c)
		case c == ':' && len(s) > 2 && s[2] == 'z':
			n = 3
			b, err = f.zone(t, b, ':')
		default:
			var ok bool
			if b, ok = f.simple(b, c); !ok {
				return f.byTime(t, layout)
			}
		}
		if err != nil {
			return core.Unbound, err
		}
		s = s[n:]
	}
	if b, err = t.AppendText(b, s); err != nil {
		return core.Unbound, err
	}
	return t.TextOf(b)
}

// byTime has time.strftime() format, after replacing what only this module knows.
func (f *fields) byTime(t *thread, layout *core.Str) (value, error) {
	s := layout.String()
	var b []byte
	var err error
	for steps := 0; ; steps++ {
		if steps&63 == 63 {
			if err := t.PollAtomic(64); err != nil {
				return core.Unbound, err
			}
		}
		i := strings.IndexByte(s, '%')
		if i < 0 || i+1 >= len(s) {
			break
		}
		if b, err = t.AppendText(b, s[:i]); err != nil {
			return core.Unbound, err
		}
		c, n := s[i+1], 2
		at := len(b)
		switch {
		case c == 'z' || c == 'Z':
			b, err = f.zone(t, b, c)
		case c == ':' && i+2 < len(s) && s[i+2] == 'z':
			n = 3
			b, err = f.zone(t, b, ':')
		case c == 'f' || strings.IndexByte("YGCF", c) >= 0 && f.d.y < 1000:
			b, _ = f.simple(b, c)
			at = len(b)
		default:
			b = append(b, '%', c)
			at = len(b)
		}
		if err == nil && strings.IndexByte(string(b[at:]), '%') >= 0 {
			b, err = t.AppendText(b[:at:at], strings.ReplaceAll(string(b[at:]), "%", "%%"))
		}
		if err != nil {
			return core.Unbound, err
		}
		s = s[i+n:]
	}
	if b, err = t.AppendText(b, s); err != nil {
		return core.Unbound, err
	}
	layoutText, err := t.TextOf(b)
	if err != nil {
		return core.Unbound, err
	}
	var tuple value
	if f.v.IsInstance(&timeType) {
		tuple, err = f.d.timetuple(t, f.c, -1)
	} else {
		tuple, err = t.CallMethod(f.v, nTimeTuple)
	}
	if err != nil {
		return core.Unbound, err
	}
	m, err := t.Import("time")
	if err != nil {
		return core.Unbound, err
	}
	return t.CallMethod(m, nStrftime, layoutText, tuple)
}

func strftimeMethod() core.Func {
	return core.Func{Name: "strftime", Sig: "(self, /, format)", Flags: core.Polls | core.Charges, Doc: "format -> strftime() style string.", Fn: func(t *thread, a []value) (value, error) {
		s := core.AsStr(a[1])
		if s == nil {
			return core.Unbound, t.TypeError("strftime() argument 1 must be str, not %s", errText(a[1]))
		}
		return format(t, a[0], s)
	}}
}

func formatMethod() core.Func {
	return core.Func{Name: "__format__", Sig: "(self, format, /)", Flags: core.Polls | core.Charges, Doc: "Formats self with strftime.", Fn: func(t *thread, a []value) (value, error) {
		s := core.AsStr(a[1])
		if s == nil {
			return core.Unbound, t.TypeError("__format__() argument 1 must be str, not %s", errText(a[1]))
		}
		if s.Len() == 0 {
			r, err := t.Str(a[0])
			if err != nil {
				return core.Unbound, err
			}
			return r.Val(), nil
		}
		return t.CallMethod(a[0], nStrftime, a[1])
	}}
}

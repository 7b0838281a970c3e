// Package datetime_ is the native module _datetime: dates, times of day, moments, durations and time zones. Its values are
// immutable. Invariant: an object's fields are within their ranges, but for those that a pickle's bytes brought.
package datetime_

import (
	"sync"

	"github.com/vivarium-py/vivarium/internal/core"
)

type (
	thread = core.Thread
	value  = core.Value
)

var (
	dateType, timeType, momentType, deltaType core.Type
	tzinfoType, timezoneType, isoType         core.Type
	setupOnce                                 sync.Once
)

func setup() {
	setupDelta()
	setupZones()
	setupDate()
	setupIsoDate()
	setupTime()
	setupMoment()
}

// Module is _datetime.
func Module() *core.ModuleDef {
	return &core.ModuleDef{
		Name: "_datetime",
		Doc:  "Fast implementation of the datetime module.",
		Types: func() []*core.Type {
			setupOnce.Do(setup)
			return []*core.Type{&dateType, &momentType, &timeType, &deltaType, &timezoneType, &tzinfoType}
		},
		Init: func(t *thread, m *core.Module) error {
			d := m.Dict()
			d.SetStr(core.Intern("MINYEAR"), core.Int(minYear))
			d.SetStr(core.Intern("MAXYEAR"), core.Int(maxYear))
			d.SetStr(core.Intern("UTC"), utc)
			names := []value{}
			for _, n := range []string{"date", "datetime", "time", "timedelta", "timezone", "tzinfo", "MINYEAR", "MAXYEAR", "UTC"} {
				names = append(names, core.Intern(n).Val())
			}
			d.SetStr(core.Intern("__all__"), core.TupleOf(names))
			return nil
		},
	}
}

// method and classMethod declare natives of constant time.
func method(name, sig, doc string, f core.NativeFn) core.Func {
	return core.Func{Name: name, Sig: sig, Flags: core.Pure, Doc: doc, Fn: f}
}

func classMethod(name, sig, doc string, f core.NativeFn) core.Func {
	return core.Func{Name: name, Sig: sig, Flags: core.Pure | core.ClassM, Doc: doc, Fn: f}
}

// hosted is a native that asks the host for time or zone.
func hosted(f core.Func) core.Func {
	f.Flags = f.Flags&^core.Pure | core.HostOp
	return f
}

// typeText is the name of a class as reprs show it: the builtin ones with their module.
func typeText(v value) string {
	typ := v.Type()
	if typ.IsHeap() {
		return typ.Name()
	}
	return typ.FullName()
}

// errText is the name of a type as messages about an argument show it.
func errText(v value) string {
	if v.IsNone() {
		return "None"
	}
	return v.TypeName()
}

// cInt reads an argument that is a C int.
func cInt(t *thread, v value) (int, error) {
	if v.IsSmall() {
		n := v.Small()
		switch {
		case n > 1<<31-1:
			return 0, t.OverflowError("signed integer is greater than maximum")
		case n < -1<<31:
			return 0, t.OverflowError("signed integer is less than minimum")
		}
		return int(n), nil
	}
	r, err := t.Index(v)
	if err != nil {
		return 0, err
	}
	if n, b, _ := core.AsInt(r); b == nil {
		return cInt(t, core.Int(n))
	}
	return 0, t.OverflowError("Python int too large to convert to C long")
}

// params are the parameters of a constructor: positional ones, of which the first need are required, then keyword-only ones.
type params struct {
	names      []*core.Str
	need, most int
	tz         int // index of tzinfo, -1
}

func newParams(need, most, tz int, names ...string) *params {
	p := &params{need: need, most: most, tz: tz}
	for _, n := range names {
		p.names = append(p.names, core.Intern(n))
	}
	return p
}

// parse reads the arguments of a constructor into out, which has the defaults, and tz; it words errors as CPython's parser of
// arguments does for a function without a name.
func (p *params) parse(t *thread, pos []value, kw value, out []int, tz *value) error {
	var named *core.Dict
	nkw := 0
	if !kw.IsUnbound() {
		named = core.AsDict(kw)
		nkw = named.Len()
	}
	if n := len(pos) + nkw; n > len(p.names) {
		kind := ""
		if len(pos) == 0 {
			kind = "keyword "
		}
		return t.TypeError("function takes at most %d %sarguments (%d given)", len(p.names), kind, n)
	}
	if len(pos) > p.most {
		return t.TypeError("function takes at most %d positional arguments (%d given)", p.most, len(pos))
	}
	used := 0
	for i, name := range p.names {
		var v value
		switch {
		case i < len(pos):
			v = pos[i]
		case used < nkw:
			x, ok := named.GetStr(name)
			if ok {
				v = x
				used++
				break
			}
			fallthrough
		default:
			if i < p.need {
				return t.TypeError("function missing required argument '%s' (pos %d)", name.String(), i+1)
			}
			continue
		}
		if i == p.tz {
			*tz = v
			continue
		}
		n, err := cInt(t, v)
		if err != nil {
			return err
		}
		out[i] = n
	}
	if used < nkw {
	keywords:
		for i, k, _, ok := named.Next(0); ok; i, k, _, ok = named.Next(i) {
			text := core.AsStr(k).String()
			for j, name := range p.names {
				if name.String() == text {
					if j < len(pos) {
						return t.TypeError("argument for function given by name ('%s') and position (%d)", text, j+1)
					}
					continue keywords
				}
			}
			return t.TypeError("this function got an unexpected keyword argument '%s'", text)
		}
	}
	return nil
}

// pickled gives the bytes of a pickle's state if v can be that: n of them; a str comes from a pickle of Python 2.
func pickled(t *thread, v value, n int, what string, month int) (b []byte, err error) {
	if x := core.AsBytes(v); x != nil {
		if b = x.Bytes(); len(b) == n {
			return b, nil
		}
		return nil, nil
	}
	s := core.AsStr(v)
	if s == nil || s.Len() != n {
		return nil, nil
	}
	if month >= 0 {
		if m := s.RuneAt(month) & 0x7f; m < 1 || m > 12 {
			return nil, nil
		}
	} else if s.RuneAt(0)&0x7f >= 24 {
		return nil, nil
	}
	for i := range n {
		r := s.RuneAt(i)
		if r > 255 {
			return nil, t.ValueError("Failed to encode latin1 string when unpickling a %s object. pickle.load(data, encoding='latin1') is assumed.", what)
		}
		b = append(b, byte(r))
	}
	return b, nil
}

func checkDate(t *thread, y, m, d int) error {
	if y < minYear || y > maxYear {
		return t.ValueError("year must be in 1..9999, not %d", y)
	}
	if m < 1 || m > 12 {
		return t.ValueError("month must be in 1..12, not %d", m)
	}
	if d < 1 || d > 28 && d > daysIn(y, m) {
		return t.ValueError("day %d must be in range 1..%d for month %d in year %d", d, daysIn(y, m), m, y)
	}
	return nil
}

func checkClock(t *thread, c clock) error {
	if uint(c.h) > 23 {
		return t.ValueError("hour must be in 0..23, not %d", c.h)
	}
	if uint(c.m) > 59 {
		return t.ValueError("minute must be in 0..59, not %d", c.m)
	}
	if uint(c.s) > 59 {
		return t.ValueError("second must be in 0..59, not %d", c.s)
	}
	if uint(c.us) > 999999 {
		return t.ValueError("microsecond must be in 0..999999, not %d", c.us)
	}
	return nil
}

func checkFold(t *thread, fold int) error {
	if fold != 0 && fold != 1 {
		return t.ValueError("fold must be either 0 or 1, not %d", fold)
	}
	return nil
}

func checkZone(t *thread, tz value) error {
	if !tz.IsNone() && !tz.IsInstance(&tzinfoType) {
		return t.TypeError("tzinfo argument must be None or of a tzinfo subclass, not type '%s'", tz.TypeName())
	}
	return nil
}

// put2 and its like append numbers with leading zeros.
func put2(b []byte, n int) []byte { return append(b, byte('0'+n/10%10), byte('0'+n%10)) }

func put3(b []byte, n int) []byte {
	return append(b, byte('0'+n/100%10), byte('0'+n/10%10), byte('0'+n%10))
}

func put4(b []byte, n int) []byte { return put2(put2(b, n/100), n) }

func put6(b []byte, n int) []byte { return put3(put3(b, n/1000), n) }

// text makes a str of bytes that are ASCII, or else WTF-8.
func text(b []byte) value { return core.StrVal(string(b)) }

// This file implements tzinfo and timezone, and asking any time zone. Invariant: the offset of a timezone is an exact timedelta
// of less than a day, its name an exact str or None, so that instances cross to other interpreters as they are.
package datetime_

import (
	"github.com/vivarium-py/vivarium/internal/core"
)

type zoneInfo struct{ core.Header }

type fixedZone struct {
	zoneInfo
	offset value
	name   value // None: made from the offset
}

func zoneOf(v value) *fixedZone { return core.As[fixedZone](v) }

// utc is timezone.utc.
var utc = makeZone(makeDelta(0, 0, 0), core.None)

func makeZone(offset, name value) value {
	return core.Make(&timezoneType, &(&fixedZone{offset: offset, name: name}).Header)
}

var (
	nUtcOffset   = core.Intern("utcoffset")
	nDst         = core.Intern("dst")
	nTzName      = core.Intern("tzname")
	nFromUTC     = core.Intern("fromutc")
	nGetInitArgs = core.Intern("__getinitargs__")
	nGetState    = core.Intern("__getstate__")
)

func offsetInDay(d *delta) bool { return d.days == 0 || d.days == -1 && d.dayPart() > 0 }

func badOffset(t *thread, offset value) error {
	r, err := t.Repr(offset)
	if err != nil {
		return err
	}
	return t.ValueError("offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not %s", r.String())
}

// newZone is timezone(offset, name).
func newZone(t *thread, offset, name value) (value, error) {
	d := asDelta(offset)
	if name.IsNone() && d.zero() {
		return utc, nil
	}
	if !offsetInDay(d) {
		return core.Unbound, badOffset(t, offset)
	}
	if !offset.IsExactly(&deltaType) {
		offset = makeDelta(d.days, d.s, d.us)
	}
	if s := core.AsStr(name); s != nil {
		name = s.Exact().Val()
	}
	return makeZone(offset, name), nil
}

// zoneOfSeconds is the timezone of an offset in microseconds.
func zoneOfMicros(t *thread, us int64) (value, error) {
	d, err := newDelta(t, &deltaType, 0, us)
	if err != nil {
		return core.Unbound, err
	}
	return newZone(t, d, core.None)
}

// askOffset calls utcoffset() or dst() of a time zone, which may be None: nil is None.
func askOffset(t *thread, tz value, name *core.Str, arg value) (*delta, error) {
	if tz.IsNone() {
		return nil, nil
	}
	if tz.IsExactly(&timezoneType) {
		if name == nDst {
			return nil, nil
		}
		return deltaOf(zoneOf(tz).offset), nil
	}
	r, err := t.CallMethod(tz, name, arg)
	if err != nil || r.IsNone() {
		return nil, err
	}
	d := asDelta(r)
	if d == nil {
		return nil, t.TypeError("tzinfo.%s() must return None or timedelta, not '%s'", name.String(), r.TypeName())
	}
	if !offsetInDay(d) {
		return nil, badOffset(t, r)
	}
	return d, nil
}

// askName calls tzname().
func askName(t *thread, tz, arg value) (value, error) {
	if tz.IsNone() {
		return core.None, nil
	}
	if tz.IsExactly(&timezoneType) {
		return zoneOf(tz).text(), nil
	}
	r, err := t.CallMethod(tz, nTzName, arg)
	if err == nil && !r.IsNone() && core.AsStr(r) == nil {
		err = t.TypeError("tzinfo.tzname() must return None or a string, not '%s'", r.TypeName())
	}
	return r, err
}

// deltaOrNone is a duration as Python code sees it.
func deltaOrNone(d *delta) value {
	if d == nil {
		return core.None
	}
	return core.Obj(&d.Header)
}

// text is tzname().
func (z *fixedZone) text() value {
	if !z.name.IsNone() {
		return z.name
	}
	d := deltaOf(z.offset)
	if d.zero() {
		return core.StrVal("UTC")
	}
	return text(putOffset([]byte("UTC"), d, ":"))
}

// putOffset appends +HH:MM[:SS[.ffffff]]; nothing for nil.
func putOffset(b []byte, d *delta, sep string) []byte {
	if d == nil {
		return b
	}
	us, _ := d.micros()
	if us < 0 {
		b = append(b, '-')
		us = -us
	} else {
		b = append(b, '+')
	}
	s, us := us/1_000_000, us%1_000_000
	b = put2(b, int(s/3600))
	b = append(b, sep...)
	b = put2(b, int(s/60%60))
	if s%60 != 0 || us != 0 {
		b = append(b, sep...)
		b = put2(b, int(s%60))
		if us != 0 {
			b = put6(append(b, '.'), int(us))
		}
	}
	return b
}

// fromUTC is tz.fromutc(m) for a time zone of any kind.
func fromUTC(t *thread, tz, m value) (value, error) {
	if tz.IsExactly(&timezoneType) {
		return momentPlus(t, m, deltaOf(zoneOf(tz).offset), 1)
	}
	return t.CallMethod(tz, nFromUTC, m)
}

// fromUTCMethod is tzinfo.fromutc, by the rules of the documentation.
func fromUTCMethod(t *thread, a []value) (value, error) {
	if !a[1].IsInstance(&momentType) {
		return core.Unbound, t.TypeError("fromutc: argument must be a datetime")
	}
	m := momentOf(a[1])
	if !m.tz.Is(a[0]) {
		return core.Unbound, t.ValueError("fromutc: dt.tzinfo is not self")
	}
	offset, err := m.utcoffset(t)
	if err != nil {
		return core.Unbound, err
	}
	if offset == nil {
		return core.Unbound, t.ValueError("fromutc: non-None utcoffset() result required")
	}
	dst, err := askOffset(t, m.tz, nDst, a[1])
	if err != nil {
		return core.Unbound, err
	}
	if dst == nil {
		return core.Unbound, t.ValueError("fromutc: non-None dst() result required")
	}
	standard, err := subDeltas(t, offset, dst)
	if err != nil {
		return core.Unbound, err
	}
	r, err := momentPlus(t, a[1], deltaOf(standard), 1)
	if err != nil {
		return core.Unbound, err
	}
	if dst, err = askOffset(t, m.tz, nDst, r); err != nil {
		return core.Unbound, err
	}
	if dst == nil {
		return core.Unbound, t.ValueError("fromutc: tz.dst() gave inconsistent results; cannot convert")
	}
	if dst.zero() {
		return r, nil
	}
	return momentPlus(t, r, dst, 1)
}

// asked checks the argument of the methods of timezone.
func asked(t *thread, name string, v value) error {
	if v.IsNone() || v.IsInstance(&momentType) {
		return nil
	}
	return t.TypeError("%s(dt) argument must be a datetime instance or None, not %s", name, v.TypeName())
}

func initArgs(z *fixedZone) value {
	if z.name.IsNone() {
		return core.NewTuple(z.offset)
	}
	return core.Pair(z.offset, z.name)
}

func setupZones() {
	abstract := func(name, doc string) core.Func {
		return method(name, "(self, object, /)", doc, func(t *thread, a []value) (value, error) {
			return core.Unbound, t.Raise(&core.ExcNotImplementedError, "a tzinfo subclass must implement %s()", name)
		})
	}
	tzinfoType.Setup(&core.TypeSpec{
		Name: "datetime.tzinfo", Layout: core.LayoutOf[zoneInfo](), Flags: core.FlagBase | core.FlagGeneric | core.FlagNoWeakref,
		Doc: "The base of classes of time zones, which define utcoffset(), dst() and\ntzname().",
		New: &core.Func{Name: "tzinfo", Sig: "(cls, *args, **kwargs)", Flags: core.Pure | core.AnyArgs, Fn: func(t *thread, a []value) (value, error) {
			return core.Obj(&core.New[zoneInfo](core.AsType(a[0])).Header), nil
		}},
		Methods: []core.Func{
			abstract("tzname", "Return the name of the zone at that datetime."),
			abstract("utcoffset", "Return how far the zone is from UTC at that datetime, as a timedelta; west is\nnegative."),
			abstract("dst", "Return how much of that is daylight saving time, as a timedelta."),
			method("fromutc", "(self, object, /)", "Turn a datetime in UTC into one of this zone.", fromUTCMethod),
			method("__reduce__", "(self, /)", "-> (cls, state)", func(t *thread, a []value) (value, error) {
				args := core.NewTuple()
				f, err := t.LookupAttr(a[0], nGetInitArgs)
				if err == nil && !f.IsUnbound() {
					args, err = t.Call(f)
				}
				if err != nil {
					return core.Unbound, err
				}
				state, err := t.CallMethod(a[0], nGetState)
				if err != nil {
					return core.Unbound, err
				}
				return core.NewTuple(a[0].Type().Val(), args, state), nil
			}),
		},
	})
	timezoneType.Setup(&core.TypeSpec{
		Name: "datetime.timezone", Base: &tzinfoType, Layout: core.LayoutOf[fixedZone](), Flags: core.FlagGeneric | core.FlagAtom,
		Doc: "A time zone that is always the same distance from UTC.",
		New: &core.Func{Name: "timezone", Sig: "(cls, offset, name=<unrepresentable>)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
			if asDelta(a[1]) == nil {
				return core.Unbound, t.TypeError("timezone() argument 1 must be datetime.timedelta, not %s", errText(a[1]))
			}
			name := core.None
			if !a[2].IsUnbound() {
				if name = a[2]; core.AsStr(name) == nil {
					return core.Unbound, t.TypeError("timezone() argument 2 must be str, not %s", errText(name))
				}
			}
			return newZone(t, a[1], name)
		}},
		Slots: core.Slots{
			Repr: func(t *thread, v value) (value, error) {
				if v.Is(utc) {
					return core.StrVal("datetime.timezone.utc"), nil
				}
				z := zoneOf(v)
				r, err := t.Repr(z.offset)
				if err != nil {
					return core.Unbound, err
				}
				if z.name.IsNone() {
					return core.StrVal("datetime.timezone(" + r.String() + ")"), nil
				}
				n, err := t.Repr(z.name)
				if err != nil {
					return core.Unbound, err
				}
				return t.JoinText("datetime.timezone(", r.String(), ", ", n.String(), ")")
			},
			Str:  func(t *thread, v value) (value, error) { return zoneOf(v).text(), nil },
			Hash: func(t *thread, v value) (int64, error) { return deltaOf(zoneOf(v).offset).hash(), nil },
			Compare: func(t *thread, a, b value, op core.CmpOp) (value, error) {
				if op != core.CmpEq && op != core.CmpNe || !a.IsInstance(&timezoneType) || !b.IsInstance(&timezoneType) {
					return core.NotImplemented, nil
				}
				return core.BoolCompare(deltaOf(zoneOf(a).offset).compare(deltaOf(zoneOf(b).offset)), op), nil
			},
			Traverse: func(h *core.Header, visit func(value)) {
				z := zoneOf(core.Obj(h))
				visit(z.offset)
				visit(z.name)
			},
		},
		Methods: []core.Func{
			method("tzname", "(self, object, /)", "Return the name of the zone, such as UTC+01:00 if it was given none.", func(t *thread, a []value) (value, error) {
				return zoneOf(a[0]).text(), asked(t, "tzname", a[1])
			}),
			method("utcoffset", "(self, object, /)", "Return fixed offset.", func(t *thread, a []value) (value, error) {
				return zoneOf(a[0]).offset, asked(t, "utcoffset", a[1])
			}),
			method("dst", "(self, object, /)", "Return None.", func(t *thread, a []value) (value, error) {
				return core.None, asked(t, "dst", a[1])
			}),
			method("fromutc", "(self, object, /)", "Turn a datetime in UTC into one of this zone.", func(t *thread, a []value) (value, error) {
				if !a[1].IsInstance(&momentType) {
					return core.Unbound, t.TypeError("fromutc: argument must be a datetime")
				}
				if !momentOf(a[1]).tz.Is(a[0]) {
					return core.Unbound, t.ValueError("fromutc: dt.tzinfo is not self")
				}
				return momentPlus(t, a[1], deltaOf(zoneOf(a[0]).offset), 1)
			}),
			method("__getinitargs__", "(self, /)", "pickle support", func(t *thread, a []value) (value, error) { return initArgs(zoneOf(a[0])), nil }),
		},
		Attrs: []core.Attr{{Name: "utc", Value: utc},
			{Name: "min", Value: makeZone(makeDelta(-1, 60, 0), core.None)}, {Name: "max", Value: makeZone(makeDelta(0, 86340, 0), core.None)}},
	})
}

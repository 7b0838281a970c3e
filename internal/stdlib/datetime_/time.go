// This file implements time, a time of day. Years are not known to it: time zones are asked with None.
package datetime_

import (
	"strconv"

	"github.com/vivarium-py/vivarium/internal/core"
)

var none = core.None

// clock is a reading of a clock.
type clock struct{ h, m, s, us int }

// micros is the time since midnight.
func (c clock) micros() int64 { return int64(c.h*3600+c.m*60+c.s)*1_000_000 + int64(c.us) }

func clockOfMicros(us int64) clock {
	s := int(us / 1_000_000)
	return clock{s / 3600, s / 60 % 60, s % 60, int(us % 1_000_000)}
}

type timeOfDay struct {
	core.Header
	h, m, s, fold uint8
	us            uint32
	tz            value
}

func timeOf(v value) *timeOfDay { return core.As[timeOfDay](v) }

func (x *timeOfDay) clock() clock { return clock{int(x.h), int(x.m), int(x.s), int(x.us)} }

func (x *timeOfDay) set(c clock, tz value, fold int) {
	x.h, x.m, x.s, x.us, x.tz, x.fold = uint8(c.h), uint8(c.m), uint8(c.s), uint32(c.us), tz, uint8(fold)
}

func makeTime(c clock, tz value, fold int) value {
	x := &timeOfDay{}
	x.set(c, tz, fold)
	return core.Make(&timeType, &x.Header)
}

// newTime checks the fields and makes an instance of cls.
func newTime(t *thread, cls *core.Type, c clock, tz value, fold int) (value, error) {
	if err := checkClock(t, c); err != nil {
		return core.Unbound, err
	}
	if err := checkFold(t, fold); err != nil {
		return core.Unbound, err
	}
	if err := checkZone(t, tz); err != nil {
		return core.Unbound, err
	}
	if cls == &timeType {
		return makeTime(c, tz, fold), nil
	}
	x := core.New[timeOfDay](cls)
	x.set(c, tz, fold)
	return core.Obj(&x.Header), nil
}

// timeIn makes a time of any subclass, by calling it where it is a Python class.
func timeIn(t *thread, cls *core.Type, c clock, tz value, fold int) (value, error) {
	if cls == &timeType {
		return newTime(t, cls, c, tz, fold)
	}
	if err := checkFold(t, fold); err != nil {
		return core.Unbound, err
	}
	v, err := t.Call(cls.Val(), core.Int(int64(c.h)), core.Int(int64(c.m)), core.Int(int64(c.s)), core.Int(int64(c.us)), tz)
	if err == nil && fold != 0 && v.IsInstance(&timeType) {
		timeOf(v).fold = uint8(fold)
	}
	return v, err
}

var timeParams = newParams(0, 5, 4, "hour", "minute", "second", "microsecond", "tzinfo", "fold")

func timeNew(t *thread, a []value) (value, error) {
	cls, pos := core.AsType(a[0]), core.AsTuple(a[1]).Items()
	if n := len(pos); (n == 1 || n == 2) && a[2].IsUnbound() {
		b, err := pickled(t, pos[0], 6, "time", -1)
		if err != nil {
			return core.Unbound, err
		}
		if b != nil && b[0]&0x7f < 24 {
			tz, err := stateZone(t, pos[1:])
			if err != nil {
				return core.Unbound, err
			}
			x := core.New[timeOfDay](cls)
			x.set(clock{int(b[0] & 0x7f), int(b[1]), int(b[2]), int(b[3])<<16 | int(b[4])<<8 | int(b[5])}, tz, int(b[0]>>7))
			return core.Obj(&x.Header), nil
		}
	}
	var f [6]int
	tz := none
	if err := timeParams.parse(t, pos, a[2], f[:], &tz); err != nil {
		return core.Unbound, err
	}
	return newTime(t, cls, clock{f[0], f[1], f[2], f[3]}, tz, f[5])
}

// stateZone is the time zone beside the bytes of a pickle's state.
func stateZone(t *thread, rest []value) (value, error) {
	if len(rest) == 0 {
		return none, nil
	}
	if tz := rest[0]; tz.IsNone() || tz.IsInstance(&tzinfoType) {
		return tz, nil
	}
	return core.Unbound, t.TypeError("bad tzinfo state arg")
}

func plainTime(t *thread, args []value) (value, error) {
	if len(args) > 5 {
		return core.Unbound, nil
	}
	var f [4]int
	tz := none
	for i, x := range args {
		switch {
		case i == 4:
			tz = x
		case !x.IsSmall() || uint64(x.Small()) > 999999:
			return core.Unbound, nil
		default:
			f[i] = int(x.Small())
		}
	}
	return newTime(t, &timeType, clock{f[0], f[1], f[2], f[3]}, tz, 0)
}

// specs are the values of timespec, by how many parts they show.
var specs = map[string]int{"auto": 0, "hours": 1, "minutes": 2, "seconds": 3, "milliseconds": 4, "microseconds": 5}

// specOf reads a timespec.
func specOf(t *thread, v value, at int) (int, error) {
	if v.IsUnbound() {
		return 0, nil
	}
	s := core.AsStr(v)
	if s == nil {
		return 0, t.TypeError("isoformat() argument %d must be str, not %s", at, errText(v))
	}
	n, ok := specs[s.String()]
	if !ok {
		return 0, t.ValueError("Unknown timespec value")
	}
	return n, nil
}

func (c clock) putISO(b []byte, spec int) []byte {
	if spec == 0 {
		if spec = 3; c.us != 0 {
			spec = 5
		}
	}
	b = put2(b, c.h)
	if spec > 1 {
		b = put2(append(b, ':'), c.m)
	}
	if spec > 2 {
		b = put2(append(b, ':'), c.s)
	}
	switch spec {
	case 4:
		b = put3(append(b, '.'), c.us/1000)
	case 5:
		b = put6(append(b, '.'), c.us)
	}
	return b
}

func (x *timeOfDay) utcoffset(t *thread) (*delta, error) { return askOffset(t, x.tz, nUtcOffset, none) }

func timeISO(t *thread, v value, spec int) (value, error) {
	x := timeOf(v)
	b := x.clock().putISO(make([]byte, 0, 32), spec)
	d, err := x.utcoffset(t)
	if err != nil {
		return core.Unbound, err
	}
	return text(putOffset(b, d, ":")), nil
}

// pack is the state of a time in a pickle of a protocol.
func (x *timeOfDay) pack(protocol int) []byte {
	h := x.h
	if protocol > 3 {
		h |= x.fold << 7
	}
	return []byte{h, x.m, x.s, byte(x.us >> 16), byte(x.us >> 8), byte(x.us)}
}

func withZone(state []byte, tz value) value {
	if tz.IsNone() {
		return core.NewTuple(core.NewBytes(state))
	}
	return core.Pair(core.NewBytes(state), tz)
}

func timeCompare(t *thread, a, b value, op core.CmpOp) (value, error) {
	if !a.IsInstance(&timeType) || !b.IsInstance(&timeType) {
		return core.NotImplemented, nil
	}
	x, y := timeOf(a), timeOf(b)
	p, q := x.clock().micros(), y.clock().micros()
	if !x.tz.Is(y.tz) {
		d, err := x.utcoffset(t)
		if err != nil {
			return core.Unbound, err
		}
		e, err := y.utcoffset(t)
		if err != nil {
			return core.Unbound, err
		}
		if (d == nil) != (e == nil) {
			return mixed(t, op, "can't compare offset-naive and offset-aware times")
		}
		if d != nil {
			m, _ := d.micros()
			n, _ := e.micros()
			p, q = p-m, q-n
		}
	}
	return core.BoolCompare(sign(p-q), op), nil
}

// mixed is the comparison of values of which only one has an offset.
func mixed(t *thread, op core.CmpOp, what string) (value, error) {
	switch op {
	case core.CmpEq:
		return core.False, nil
	case core.CmpNe:
		return core.True, nil
	}
	return core.Unbound, t.TypeError("%s", what)
}

// putTail appends what the reprs of time and datetime have after the minutes.
func putTail(t *thread, b []byte, c clock, tz value, fold uint8, foldFirst bool) ([]byte, error) {
	if c.s != 0 || c.us != 0 {
		b = strconv.AppendInt(append(b, ", "...), int64(c.s), 10)
	}
	if c.us != 0 {
		b = strconv.AppendInt(append(b, ", "...), int64(c.us), 10)
	}
	if fold != 0 && foldFirst {
		b = append(b, ", fold=1"...)
	}
	if !tz.IsNone() {
		r, err := t.Repr(tz)
		if err != nil {
			return nil, err
		}
		if b, err = t.AppendText(append(b, ", tzinfo="...), r.String()); err != nil {
			return nil, err
		}
	}
	if fold != 0 && !foldFirst {
		b = append(b, ", fold=1"...)
	}
	return append(b, ')'), nil
}

// tzMethods are utcoffset(), tzname() and dst() of time and datetime; ask gives the time zone and its argument.
func tzMethods(ask func(v value) (tz, arg value)) []core.Func {
	offset := func(name *core.Str, doc string) core.Func {
		return method(name.String(), "(self, /)", doc, func(t *thread, a []value) (value, error) {
			tz, arg := ask(a[0])
			d, err := askOffset(t, tz, name, arg)
			return deltaOrNone(d), err
		})
	}
	return []core.Func{
		offset(nUtcOffset, "Return self.tzinfo.utcoffset(self)."),
		method("tzname", "(self, /)", "Return self.tzinfo.tzname(self).", func(t *thread, a []value) (value, error) {
			tz, arg := ask(a[0])
			return askName(t, tz, arg)
		}),
		offset(nDst, "Return self.tzinfo.dst(self)."),
	}
}

func protocolOf(t *thread, v value) (int, error) { return cInt(t, v) }

func setupTime() {
	getset := func(name string, get func(x *timeOfDay) int) core.GetSet {
		return field(name, "", func(v value) int { return get(timeOf(v)) })
	}
	replace := func(t *thread, a []value) (value, error) {
		x := timeOf(a[0])
		f := [4]int{int(x.h), int(x.m), int(x.s), int(x.us)}
		if err := given(t, a[1:], f[:]); err != nil {
			return core.Unbound, err
		}
		tz, fold := x.tz, [1]int{int(x.fold)}
		if !a[5].IsUnbound() {
			tz = a[5]
		}
		if err := given(t, a[6:], fold[:]); err != nil {
			return core.Unbound, err
		}
		return timeIn(t, a[0].Type(), clock{f[0], f[1], f[2], f[3]}, tz, fold[0])
	}
	const replaceSig = "(self, /, hour=<unrepresentable>, minute=<unrepresentable>, second=<unrepresentable>, microsecond=<unrepresentable>, tzinfo=<unrepresentable>, *, fold=<unrepresentable>)"
	timeType.Setup(&core.TypeSpec{
		Name: "datetime.time", Layout: core.LayoutOf[timeOfDay](), Flags: core.FlagBase | core.FlagGeneric | core.FlagNoWeakref,
		Doc:   "time([hour[, minute[, second[, microsecond[, tzinfo]]]]], *, fold=0)\n\nA time of day, in the zone tzinfo, or in none that is said if it is None.",
		New:   &core.Func{Name: "time", Sig: "(cls, *args, **kwargs)", Flags: core.Pure, Fn: timeNew},
		Plain: plainTime,
		Slots: core.Slots{
			Repr: func(t *thread, v value) (value, error) {
				x := timeOf(v)
				b := append([]byte(typeText(v)), '(')
				b = strconv.AppendInt(b, int64(x.h), 10)
				b = strconv.AppendInt(append(b, ", "...), int64(x.m), 10)
				b, err := putTail(t, b, x.clock(), x.tz, x.fold, false)
				if err != nil {
					return core.Unbound, err
				}
				return text(b), nil
			},
			Str: func(t *thread, v value) (value, error) {
				if v.IsExactly(&timeType) {
					return timeISO(t, v, 0)
				}
				return t.CallMethod(v, nIsoFormat)
			},
			Hash: func(t *thread, v value) (int64, error) {
				x := timeOf(v)
				if x.tz.IsNone() {
					return hashBytes(t, x.pack(0))
				}
				d, err := x.utcoffset(t)
				if err != nil {
					return 0, err
				}
				if d == nil {
					return hashBytes(t, x.pack(0))
				}
				us, _ := d.micros()
				return hashMicros(x.clock().micros() - us), nil
			},
			Compare:  timeCompare,
			Traverse: func(h *core.Header, visit func(value)) { visit(timeOf(core.Obj(h)).tz) },
		},
		GetSets: []core.GetSet{
			getset("hour", func(x *timeOfDay) int { return int(x.h) }),
			getset("minute", func(x *timeOfDay) int { return int(x.m) }),
			getset("second", func(x *timeOfDay) int { return int(x.s) }),
			getset("microsecond", func(x *timeOfDay) int { return int(x.us) }),
			{Name: "tzinfo", Get: func(t *thread, v value) (value, error) { return timeOf(v).tz, nil }},
			getset("fold", func(x *timeOfDay) int { return int(x.fold) }),
		},
		Attrs: []core.Attr{{Name: "min", Value: makeTime(clock{}, none, 0)}, {Name: "max", Value: makeTime(clock{23, 59, 59, 999999}, none, 0)},
			{Name: "resolution", Value: makeDelta(0, 0, 1)}},
		Methods: append([]core.Func{
			strptimeMethod("_strptime_datetime_time", "string, format -> new time parsed from a string (like time.strptime()).", timeRead),
			method("isoformat", "(self, /, timespec=<unrepresentable>)", "Return a string such as 12:30:00.500000+01:00.\n\ntimespec says where it stops: at 'hours', 'minutes', 'seconds', 'milliseconds'\nor 'microseconds'; 'auto' leaves out microseconds if there are none.", func(t *thread, a []value) (value, error) {
				spec, err := specOf(t, a[1], 1)
				if err != nil {
					return core.Unbound, err
				}
				return timeISO(t, a[0], spec)
			}),
			strftimeMethod(), formatMethod(),
			method("replace", replaceSig, "Return a copy with some fields changed.", replace),
			method("__replace__", replaceSig, "The same as replace().", replace),
			classMethod("fromisoformat", "(cls, object, /)", "Read a time from a string such as 12:30:00+01:00.", func(t *thread, a []value) (value, error) {
				s := core.AsStr(a[1])
				if s == nil {
					return core.Unbound, t.TypeError("fromisoformat: argument must be str")
				}
				x, err := shorten(t, s.String())
				if err != nil {
					return core.Unbound, err
				}
				if len(x) > 0 && x[0] == 'T' {
					x = x[1:]
				}
				c, z, ok := parseTime(x)
				if !ok {
					return core.Unbound, isoError(t, s)
				}
				if c.h == 24 {
					if c.m != 0 || c.s != 0 || c.us != 0 {
						return core.Unbound, midnightError(t)
					}
					c.h = 0
				}
				tz, err := z.zone(t)
				if err != nil {
					return core.Unbound, err
				}
				return timeIn(t, core.AsType(a[0]), c, tz, 0)
			}),
			method("__reduce_ex__", "(self, proto, /)", "__reduce_ex__(proto) -> (cls, state)", func(t *thread, a []value) (value, error) {
				p, err := protocolOf(t, a[1])
				x := timeOf(a[0])
				return core.Pair(a[0].Type().Val(), withZone(x.pack(p), x.tz)), err
			}),
			method("__reduce__", "(self, /)", "__reduce__() -> (cls, state)", func(t *thread, a []value) (value, error) {
				x := timeOf(a[0])
				return core.Pair(a[0].Type().Val(), withZone(x.pack(2), x.tz)), nil
			}),
		}, tzMethods(func(v value) (tz, arg value) { return timeOf(v).tz, none })...),
	})
}

func midnightError(t *thread) error {
	return t.ValueError("minute, second, and microsecond must be 0 when hour is 24")
}

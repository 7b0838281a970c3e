// This file implements datetime: a date, a time of day and a time zone. Time zones are asked by the rules of PEP 495.
package datetime_

import (
	"math"
	"strconv"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host"
	"github.com/vivarium-py/vivarium/internal/stdlib/instant"
)

type moment struct {
	date
	h, mi, s, fold uint8
	us             uint32
	tz             value
}

func momentOf(v value) *moment { return core.As[moment](v) }

var nIsoFormat = core.Intern("isoformat")

const epochMicros = (epochDay - 1) * dayMicros

func (m *moment) clock() clock { return clock{int(m.h), int(m.mi), int(m.s), int(m.us)} }

// micros is the reading of the clock on the wall, in microseconds since the beginning of year 1.
func (m *moment) micros() int64 { return int64(m.ordinal()-1)*dayMicros + m.clock().micros() }

func (m *moment) val() value { return core.Obj(&m.Header) }

func (m *moment) set(y, mo, d int, c clock, tz value, fold int) {
	m.y, m.m, m.d = uint16(y), uint8(mo), uint8(d)
	m.h, m.mi, m.s, m.us, m.tz, m.fold = uint8(c.h), uint8(c.m), uint8(c.s), uint32(c.us), tz, uint8(fold)
}

func makeMoment(y, mo, d int, c clock, tz value, fold int) value {
	m := &moment{}
	m.set(y, mo, d, c, tz, fold)
	return core.Make(&momentType, &m.Header)
}

// newMoment checks the fields and makes an instance of cls.
func newMoment(t *thread, cls *core.Type, y, mo, d int, c clock, tz value, fold int) (value, error) {
	if err := checkDate(t, y, mo, d); err != nil {
		return core.Unbound, err
	}
	if err := checkClock(t, c); err != nil {
		return core.Unbound, err
	}
	if err := checkFold(t, fold); err != nil {
		return core.Unbound, err
	}
	if err := checkZone(t, tz); err != nil {
		return core.Unbound, err
	}
	if cls == &momentType {
		return makeMoment(y, mo, d, c, tz, fold), nil
	}
	m := core.New[moment](cls)
	m.set(y, mo, d, c, tz, fold)
	return m.val(), nil
}

// momentIn makes a datetime of any subclass, by calling it where it is a Python class.
func momentIn(t *thread, cls *core.Type, y, mo, d int, c clock, tz value, fold int) (value, error) {
	if cls == &momentType {
		return newMoment(t, cls, y, mo, d, c, tz, fold)
	}
	if err := checkFold(t, fold); err != nil {
		return core.Unbound, err
	}
	n := func(i int) value { return core.Int(int64(i)) }
	v, err := t.Call(cls.Val(), n(y), n(mo), n(d), n(c.h), n(c.m), n(c.s), n(c.us), tz)
	if err == nil && fold != 0 && v.IsInstance(&momentType) {
		momentOf(v).fold = uint8(fold)
	}
	return v, err
}

// momentOfMicros is the inverse of micros.
func momentOfMicros(t *thread, cls *core.Type, us int64, tz value, fold int) (value, error) {
	days, us := floorDiv(us, dayMicros)
	if days < 0 || days >= maxOrdinal {
		return core.Unbound, t.OverflowError("date value out of range")
	}
	y, mo, d := fromOrdinal(int(days) + 1)
	if cls == &momentType {
		return makeMoment(y, mo, d, clockOfMicros(us), tz, fold), nil
	}
	return momentIn(t, cls, y, mo, d, clockOfMicros(us), tz, fold)
}

// momentPlus is m + n*d, without a fold.
func momentPlus(t *thread, v value, d *delta, n int64) (value, error) {
	m := momentOf(v)
	days := int64(m.ordinal()-1) + n*int64(d.days)
	if days < -2 || days > maxOrdinal+1 {
		return core.Unbound, t.OverflowError("date value out of range")
	}
	return momentOfMicros(t, v.Type(), days*dayMicros+m.clock().micros()+n*d.dayPart(), m.tz, 0)
}

var momentParams = newParams(3, 8, 7, "year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo", "fold")

func momentNew(t *thread, a []value) (value, error) {
	cls, pos := core.AsType(a[0]), core.AsTuple(a[1]).Items()
	if n := len(pos); (n == 1 || n == 2) && a[2].IsUnbound() {
		b, err := pickled(t, pos[0], 10, "datetime", 2)
		if err != nil {
			return core.Unbound, err
		}
		if b != nil && b[2]&0x7f >= 1 && b[2]&0x7f <= 12 {
			tz, err := stateZone(t, pos[1:])
			if err != nil {
				return core.Unbound, err
			}
			m := core.New[moment](cls)
			m.set(int(b[0])<<8|int(b[1]), int(b[2]&0x7f), int(b[3]), clock{int(b[4]), int(b[5]), int(b[6]), int(b[7])<<16 | int(b[8])<<8 | int(b[9])}, tz, int(b[2]>>7))
			return m.val(), nil
		}
	}
	var f [9]int
	tz := none
	if err := momentParams.parse(t, pos, a[2], f[:], &tz); err != nil {
		return core.Unbound, err
	}
	return newMoment(t, cls, f[0], f[1], f[2], clock{f[3], f[4], f[5], f[6]}, tz, f[8])
}

func plainMoment(t *thread, args []value) (value, error) {
	if len(args) < 3 || len(args) > 8 {
		return core.Unbound, nil
	}
	var f [7]int
	tz := none
	for i, x := range args {
		switch {
		case i == 7:
			tz = x
		case !x.IsSmall() || uint64(x.Small()) > 999999:
			return core.Unbound, nil
		default:
			f[i] = int(x.Small())
		}
	}
	return newMoment(t, &momentType, f[0], f[1], f[2], clock{f[3], f[4], f[5], f[6]}, tz, 0)
}

func (m *moment) utcoffset(t *thread) (*delta, error) {
	return askOffset(t, m.tz, nUtcOffset, m.val())
}

// copyWith is a copy of the instance with another time zone and fold; no constructor runs.
func (m *moment) copyWith(tz value, fold int) value {
	c := core.New[moment](m.val().Type())
	c.set(int(m.y), int(m.m), int(m.d), m.clock(), tz, fold)
	return c.val()
}

// exactWith is the same moment as an exact datetime.
func (m *moment) exactWith(tz value, fold int) *moment {
	return momentOf(makeMoment(int(m.y), int(m.m), int(m.d), m.clock(), tz, fold))
}

// wallSeconds are the seconds of a broken-down time since the beginning of year 1, which may be in any year.
func wallSeconds(x host.LocalTime) int64 {
	// The calendar repeats every 400 years.
	cycles, y := floorDiv(int64(x.Year-1), 400)
	days := cycles*146097 + int64(toOrdinal(int(y)+1, x.Month, x.Day)) - 1
	return days*86400 + int64(x.Hour*3600+x.Minute*60+x.Second)
}

// local gives the reading of the local clock at an instant, as seconds since the epoch as if it showed UTC.
func local(t *thread, sec int64) (int64, error) {
	x, err := t.Interp().Host().Local(sec)
	if err != nil {
		return 0, t.OSError(err)
	}
	if x.Year < minYear || x.Year > maxYear {
		return 0, t.ValueError("year must be in 1..9999, not %d", x.Year)
	}
	return wallSeconds(x) - (epochDay-1)*86400, nil
}

// localInstant finds the instant at which the local clock shows m, which has no offset: PEP 495 says how.
func (m *moment) localInstant(t *thread, fold int) (int64, error) {
	wall, _ := floorDiv(m.micros()-epochMicros, 1_000_000)
	const day = 86400
	l, err := local(t, wall)
	if err != nil {
		return 0, err
	}
	a := l - wall
	u1 := wall - a
	t1, err := local(t, u1)
	if err != nil {
		return 0, err
	}
	b := t1 - u1
	if t1 == wall {
		// One solution; look a day before or after for another one.
		u2 := u1 - day
		if fold != 0 {
			u2 = u1 + day
		}
		l, err := local(t, u2)
		if err != nil {
			return 0, err
		}
		if b = l - u2; a == b {
			return u1, nil
		}
	}
	u2 := wall - b
	t2, err := local(t, u2)
	if err != nil {
		return 0, err
	}
	switch {
	case t2 == wall:
		return u2, nil
	case t1 == wall:
		return u1, nil
	case fold != 0:
		return min(u1, u2), nil
	}
	return max(u1, u2), nil
}

// localZone is the time zone of the place at the time of m.
func (m *moment) localZone(t *thread, offset *delta) (value, error) {
	var sec int64
	if offset == nil {
		s, err := m.localInstant(t, int(m.fold))
		if err != nil {
			return core.Unbound, err
		}
		other, err := m.localInstant(t, 1-int(m.fold))
		if err != nil {
			return core.Unbound, err
		}
		if other != s && (other > s) == (m.fold != 0) {
			s = other // in a gap: the offset before it, or with fold after it
		}
		sec = s
	} else {
		us, _ := offset.micros()
		sec, _ = floorDiv(m.micros()-us-epochMicros, 1_000_000)
	}
	x, err := t.Interp().Host().Local(sec)
	if err != nil {
		return core.Unbound, t.OSError(err)
	}
	d, err := newDelta(t, &deltaType, 0, int64(x.Offset)*1_000_000)
	if err != nil {
		return core.Unbound, err
	}
	return newZone(t, d, core.StrVal(x.Zone))
}

// timestampMicros reads a timestamp as seconds and microseconds, rounded half to even.
func timestampMicros(t *thread, v value) (sec int64, us int, err error) {
	f, ok := core.AsFloat(v)
	if !ok {
		if _, _, ok := core.AsInt(v); !ok && core.SlotsOf(v).Index == nil {
			return 0, 0, t.TypeError("argument must be int or float, not %s", v.TypeName())
		}
		sec, err = instant.Seconds(t, v)
		return sec, 0, err
	}
	if math.IsNaN(f) {
		return 0, 0, t.ValueError("Invalid value NaN (not a number)")
	}
	whole, frac := math.Modf(f)
	frac = math.RoundToEven(frac * 1e6)
	if frac >= 1e6 {
		frac -= 1e6
		whole++
	} else if frac < 0 {
		frac += 1e6
		whole--
	}
	if !(whole >= math.MinInt64 && whole < math.MaxInt64) {
		return 0, 0, t.OverflowError("timestamp out of range for platform time_t")
	}
	return int64(whole), int(frac), nil
}

// momentAt makes the datetime of an instant: in a time zone, in local time, or in UTC without a time zone.
func momentAt(t *thread, cls *core.Type, sec int64, us int, inUTC bool, tz value) (value, error) {
	h := t.Interp().Host()
	var x host.LocalTime
	var err error
	naiveUTC := inUTC || !tz.IsNone()
	if naiveUTC {
		x, err = h.UTC(sec)
	} else {
		x, err = h.Local(sec)
	}
	if err != nil {
		return core.Unbound, t.OSError(err)
	}
	if err := checkDate(t, x.Year, x.Month, x.Day); err != nil {
		return core.Unbound, err
	}
	fold := 0
	if !naiveUTC && sec > -(epochDay-3)*86400 {
		// The second of two equal readings of the clock, where it was set back during the last day.
		if back := int64(x.Offset - h.LocalOffset(sec-86400)); back < 0 && h.LocalOffset(sec+back) == x.Offset-int(back) {
			fold = 1
		}
	}
	v, err := momentIn(t, cls, x.Year, x.Month, x.Day, clock{x.Hour, x.Minute, min(x.Second, 59), us}, tz, fold)
	if err != nil || tz.IsNone() {
		return v, err
	}
	return fromUTC(t, tz, v)
}

// now is momentAt for this instant.
func now(t *thread, cls *core.Type, inUTC bool, tz value) (value, error) {
	sec, ns := floorDiv(t.Interp().Host().Now(), 1e9)
	return momentAt(t, cls, sec, int(ns/1000), inUTC, tz)
}

// optionalZone reads tz=None.
func optionalZone(t *thread, v value) (value, error) {
	if v.IsUnbound() {
		return none, nil
	}
	return v, checkZone(t, v)
}

// pack is the state of a datetime in a pickle of a protocol.
func (m *moment) pack(protocol int) []byte {
	b := m.date.pack()
	if protocol > 3 {
		b[2] |= m.fold << 7
	}
	return []byte{b[0], b[1], b[2], b[3], m.h, m.mi, m.s, byte(m.us >> 16), byte(m.us >> 8), byte(m.us)}
}

func hashMicros(us int64) int64 {
	days, us := floorDiv(us, dayMicros)
	d := delta{days: int32(days), s: int32(us / 1_000_000), us: int32(us % 1_000_000)}
	return d.hash()
}

func momentHash(t *thread, v value) (int64, error) {
	m := momentOf(v)
	if m.tz.IsNone() {
		return hashBytes(t, m.pack(0))
	}
	at := m
	if m.fold != 0 {
		at = momentOf(m.copyWith(m.tz, 0))
	}
	d, err := at.utcoffset(t)
	if err != nil {
		return 0, err
	}
	if d == nil {
		return hashBytes(t, m.pack(0))
	}
	us, _ := d.micros()
	return hashMicros(m.micros() - us), nil
}

// offsetsOf asks both for their offsets.
func offsetsOf(t *thread, a, b *moment) (d, e *delta, err error) {
	if d, err = a.utcoffset(t); err == nil {
		e, err = b.utcoffset(t)
	}
	return d, e, err
}

// problematic reports a moment in a gap or a fold of its time zone: its offset depends on the fold.
func (m *moment) problematic(t *thread, offset *delta) (bool, error) {
	if m.tz.IsNone() || m.tz.IsExactly(&timezoneType) {
		return false, nil
	}
	other := momentOf(m.copyWith(m.tz, 1-int(m.fold)))
	d, err := other.utcoffset(t)
	if err != nil {
		return false, err
	}
	if d == nil || offset == nil {
		return d != offset, nil
	}
	return d.compare(offset) != 0, nil
}

func momentCompare(t *thread, a, b value, op core.CmpOp) (value, error) {
	if !a.IsInstance(&momentType) || !b.IsInstance(&momentType) {
		return core.NotImplemented, nil
	}
	x, y := momentOf(a), momentOf(b)
	if x.tz.Is(y.tz) {
		c := x.date.compare(&y.date)
		if c == 0 {
			c = sign(x.clock().micros() - y.clock().micros())
		}
		return core.BoolCompare(c, op), nil
	}
	d, e, err := offsetsOf(t, x, y)
	if err != nil {
		return core.Unbound, err
	}
	if (d == nil) != (e == nil) {
		return mixed(t, op, "can't compare offset-naive and offset-aware datetimes")
	}
	p, q := x.micros(), y.micros()
	if d != nil {
		m, _ := d.micros()
		n, _ := e.micros()
		p, q = p-m, q-n
	}
	if p == q && (op == core.CmpEq || op == core.CmpNe) {
		for _, z := range [2]struct {
			m *moment
			d *delta
		}{{x, d}, {y, e}} {
			odd, err := z.m.problematic(t, z.d)
			if err != nil {
				return core.Unbound, err
			}
			if odd {
				return core.Bool(op == core.CmpNe), nil
			}
		}
	}
	return core.BoolCompare(sign(p-q), op), nil
}

func momentSub(t *thread, a, b value) (value, error) {
	if !a.IsInstance(&momentType) {
		return core.NotImplemented, nil
	}
	if d := asDelta(b); d != nil {
		return momentPlus(t, a, d, -1)
	}
	if !b.IsInstance(&momentType) {
		return core.NotImplemented, nil
	}
	x, y := momentOf(a), momentOf(b)
	us := x.micros() - y.micros()
	if !x.tz.Is(y.tz) {
		d, e, err := offsetsOf(t, x, y)
		if err != nil {
			return core.Unbound, err
		}
		if (d == nil) != (e == nil) {
			return core.Unbound, t.TypeError("can't subtract offset-naive and offset-aware datetimes")
		}
		if d != nil {
			m, _ := d.micros()
			n, _ := e.micros()
			us += n - m
		}
	}
	return newDelta(t, &deltaType, 0, us)
}

func momentISO(t *thread, v value, sep string, spec int) (value, error) {
	m := momentOf(v)
	b := m.clock().putISO(append(m.putISO(make([]byte, 0, 40)), sep...), spec)
	if !m.tz.IsNone() {
		d, err := m.utcoffset(t)
		if err != nil {
			return core.Unbound, err
		}
		b = putOffset(b, d, ":")
	}
	return text(b), nil
}

func momentISOMethod(t *thread, a []value) (value, error) {
	sep := "T"
	if !a[1].IsUnbound() {
		s := core.AsStr(a[1])
		if s == nil {
			return core.Unbound, t.TypeError("isoformat() argument 1 must be a unicode character, not %s", errText(a[1]))
		}
		if s.Len() != 1 {
			return core.Unbound, t.TypeError("isoformat() argument 1 must be a unicode character, not a string of length %d", s.Len())
		}
		sep = s.String()
	}
	spec, err := specOf(t, a[2], 2)
	if err != nil {
		return core.Unbound, err
	}
	return momentISO(t, a[0], sep, spec)
}

func momentFromISO(t *thread, a []value) (value, error) {
	s := core.AsStr(a[1])
	if s == nil {
		return core.Unbound, t.TypeError("fromisoformat: argument must be str")
	}
	text, err := shorten(t, s.String())
	if err != nil {
		return core.Unbound, err
	}
	y, mo, d, c, z, ok := parseMoment(text)
	if !ok {
		return core.Unbound, isoError(t, s)
	}
	if c.h == 24 && mo <= 12 {
		if c.m != 0 || c.s != 0 || c.us != 0 {
			return core.Unbound, midnightError(t)
		}
		if mo >= 1 {
			if last := daysIn(y, mo); d < last {
				c.h, d = 0, d+1
			} else if d == last {
				c.h, d = 0, 1
				if mo++; mo > 12 {
					mo, y = 1, y+1
				}
			} else {
				c.h = 0 // the day is wrong anyway
			}
		} else {
			c.h = 0
		}
	}
	tz, err := z.zone(t)
	if err != nil {
		return core.Unbound, err
	}
	return momentIn(t, core.AsType(a[0]), y, mo, d, c, tz, 0)
}

func momentReplace(t *thread, a []value) (value, error) {
	m := momentOf(a[0])
	f := [7]int{int(m.y), int(m.m), int(m.d), int(m.h), int(m.mi), int(m.s), int(m.us)}
	if err := given(t, a[1:], f[:]); err != nil {
		return core.Unbound, err
	}
	tz, fold := m.tz, [1]int{int(m.fold)}
	if !a[8].IsUnbound() {
		tz = a[8]
	}
	if err := given(t, a[9:], fold[:]); err != nil {
		return core.Unbound, err
	}
	return momentIn(t, a[0].Type(), f[0], f[1], f[2], clock{f[3], f[4], f[5], f[6]}, tz, fold[0])
}

func momentAsTimezone(t *thread, a []value) (value, error) {
	m := momentOf(a[0])
	tz, err := optionalZone(t, a[1])
	if err != nil {
		return core.Unbound, err
	}
	if !tz.IsNone() && m.tz.Is(tz) {
		return a[0], nil
	}
	var offset *delta
	mine := m.tz
	if !mine.IsNone() {
		if offset, err = m.utcoffset(t); err != nil {
			return core.Unbound, err
		}
	}
	if offset == nil {
		if mine, err = m.localZone(t, nil); err != nil {
			return core.Unbound, err
		}
		offset = deltaOf(zoneOf(mine).offset)
		if !tz.IsNone() && tz.Is(mine) {
			return a[0], nil
		}
	}
	inUTC, err := momentPlus(t, a[0], offset, -1)
	if err != nil {
		return core.Unbound, err
	}
	if !inUTC.IsInstance(&momentType) {
		return core.Unbound, t.TypeError("%s() must return a datetime, not %s", a[0].Type().Name(), inUTC.TypeName())
	}
	if tz.IsNone() {
		if tz, err = momentOf(inUTC).localZone(t, deltaOf(zoneOf(utc).offset)); err != nil {
			return core.Unbound, err
		}
	}
	return fromUTC(t, tz, momentOf(inUTC).copyWith(tz, 0))
}

func momentTimestamp(t *thread, a []value) (value, error) {
	m := momentOf(a[0])
	if !m.tz.IsNone() {
		d, err := m.utcoffset(t)
		if err != nil {
			return core.Unbound, err
		}
		if d != nil {
			us, _ := d.micros()
			days, us := floorDiv(m.micros()-us-epochMicros, dayMicros)
			x := delta{days: int32(days), s: int32(us / 1_000_000), us: int32(us % 1_000_000)}
			return core.Float(x.totalSeconds()), nil
		}
	}
	sec, err := m.localInstant(t, int(m.fold))
	return core.Float(float64(sec) + float64(m.us)/1e6), err
}

// combine is datetime.combine(date, time[, tzinfo]).
func combine(t *thread, a []value) (value, error) {
	if !a[1].IsInstance(&dateType) {
		return core.Unbound, t.TypeError("combine() argument 1 must be datetime.date, not %s", errText(a[1]))
	}
	if !a[2].IsInstance(&timeType) {
		return core.Unbound, t.TypeError("combine() argument 2 must be datetime.time, not %s", errText(a[2]))
	}
	d, x := dateOf(a[1]), timeOf(a[2])
	tz := x.tz
	if !a[3].IsUnbound() {
		tz = a[3]
	}
	return momentIn(t, core.AsType(a[0]), int(d.y), int(d.m), int(d.d), x.clock(), tz, int(x.fold))
}

// deprecated warns of a function that gives times of UTC without saying so.
func deprecated(t *thread, name, instead string) error {
	return t.Warn(&core.ExcDeprecationWarning, "datetime.datetime."+name+"() is deprecated and scheduled for removal in a future version. Use timezone-aware objects to represent datetimes in UTC: datetime.datetime."+instead+".", 1)
}

func setupMoment() {
	getset := func(name string, get func(m *moment) int) core.GetSet {
		return field(name, "", func(v value) int { return get(momentOf(v)) })
	}
	s := core.Slots{
		Repr: func(t *thread, v value) (value, error) {
			m := momentOf(v)
			b := append([]byte(typeText(v)), '(')
			for i, n := range [5]int{int(m.y), int(m.m), int(m.d), int(m.h), int(m.mi)} {
				if i > 0 {
					b = append(b, ", "...)
				}
				b = strconv.AppendInt(b, int64(n), 10)
			}
			b, err := putTail(t, b, m.clock(), m.tz, m.fold, true)
			if err != nil {
				return core.Unbound, err
			}
			return text(b), nil
		},
		Str: func(t *thread, v value) (value, error) {
			if v.IsExactly(&momentType) {
				return momentISO(t, v, " ", 0)
			}
			return t.CallMethod(v, nIsoFormat, core.StrVal(" "))
		},
		Hash: momentHash, Compare: momentCompare,
		Traverse: func(h *core.Header, visit func(value)) { visit(momentOf(core.Obj(h)).tz) },
	}
	s.Binary[core.OpAdd] = func(t *thread, a, b value) (value, error) {
		d := asDelta(b)
		if d == nil {
			if d, a = asDelta(a), b; d == nil {
				return core.NotImplemented, nil
			}
		}
		if !a.IsInstance(&momentType) {
			return core.NotImplemented, nil
		}
		return momentPlus(t, a, d, 1)
	}
	s.Binary[core.OpSub] = momentSub
	const replaceSig = "(self, /, year=<unrepresentable>, month=<unrepresentable>, day=<unrepresentable>, hour=<unrepresentable>, minute=<unrepresentable>, second=<unrepresentable>, microsecond=<unrepresentable>, tzinfo=<unrepresentable>, *, fold=<unrepresentable>)"
	momentType.Setup(&core.TypeSpec{
		Name: "datetime.datetime", Base: &dateType, Layout: core.LayoutOf[moment](), Flags: core.FlagBase | core.FlagGeneric | core.FlagNoWeakref,
		Doc:   "datetime(year, month, day[, hour[, minute[, second[, microsecond[,\ntzinfo]]]]], *, fold=0)\n\nA date and a time of day, in the zone tzinfo, or in none that is said if it is\nNone.",
		New:   &core.Func{Name: "datetime", Sig: "(cls, *args, **kwargs)", Flags: core.Pure, Fn: momentNew},
		Plain: plainMoment, Slots: s,
		GetSets: []core.GetSet{
			getset("hour", func(m *moment) int { return int(m.h) }),
			getset("minute", func(m *moment) int { return int(m.mi) }),
			getset("second", func(m *moment) int { return int(m.s) }),
			getset("microsecond", func(m *moment) int { return int(m.us) }),
			{Name: "tzinfo", Get: func(t *thread, v value) (value, error) { return momentOf(v).tz, nil }},
			getset("fold", func(m *moment) int { return int(m.fold) }),
		},
		Attrs: []core.Attr{{Name: "min", Value: makeMoment(1, 1, 1, clock{}, none, 0)},
			{Name: "max", Value: makeMoment(9999, 12, 31, clock{23, 59, 59, 999999}, none, 0)}, {Name: "resolution", Value: makeDelta(0, 0, 1)}},
		Methods: append([]core.Func{
			hosted(classMethod("now", "(cls, /, tz=None)", "Return the present date and time: in the zone tz, or local and without a zone.", func(t *thread, a []value) (value, error) {
				tz, err := optionalZone(t, a[1])
				if err != nil {
					return core.Unbound, err
				}
				return now(t, core.AsType(a[0]), false, tz)
			})),
			hosted(classMethod("utcnow", "(cls, /)", "Return the present date and time in UTC, without a zone. Use now(UTC) instead.", func(t *thread, a []value) (value, error) {
				if err := deprecated(t, "utcnow", "now(datetime.UTC)"); err != nil {
					return core.Unbound, err
				}
				return now(t, core.AsType(a[0]), true, none)
			})),
			hosted(classMethod("fromtimestamp", "(cls, timestamp, tz=None)", "Return the date and time in tz (or local) of a time in seconds since 1970.", func(t *thread, a []value) (value, error) {
				tz, err := optionalZone(t, a[2])
				if err != nil {
					return core.Unbound, err
				}
				sec, us, err := timestampMicros(t, a[1])
				if err != nil {
					return core.Unbound, err
				}
				return momentAt(t, core.AsType(a[0]), sec, us, false, tz)
			})),
			hosted(classMethod("utcfromtimestamp", "(cls, timestamp, /)", "Return the UTC date and time of a time in seconds since 1970, without a zone.\n\nUse fromtimestamp(t, UTC) instead.", func(t *thread, a []value) (value, error) {
				if err := deprecated(t, "utcfromtimestamp", "fromtimestamp(timestamp, datetime.UTC)"); err != nil {
					return core.Unbound, err
				}
				sec, us, err := timestampMicros(t, a[1])
				if err != nil {
					return core.Unbound, err
				}
				return momentAt(t, core.AsType(a[0]), sec, us, true, none)
			})),
			strptimeMethod("_strptime_datetime_datetime", "Read a datetime from a string by a format, as time.strptime() does.", momentRead),
			classMethod("combine", "(cls, date, time, tzinfo=<unrepresentable>)", "Join a date and a time to a datetime.", combine),
			classMethod("fromisoformat", "(cls, object, /)", "Read a datetime from a string such as 2024-02-29T12:30:00+01:00.", momentFromISO),
			method("date", "(self, /)", "Return the date alone.", func(t *thread, a []value) (value, error) {
				m := momentOf(a[0])
				return makeDate(int(m.y), int(m.m), int(m.d)), nil
			}),
			method("time", "(self, /)", "Return the time of day alone, without the zone.", func(t *thread, a []value) (value, error) {
				m := momentOf(a[0])
				return makeTime(m.clock(), none, int(m.fold)), nil
			}),
			method("timetz", "(self, /)", "Return the time of day, with its zone.", func(t *thread, a []value) (value, error) {
				m := momentOf(a[0])
				return makeTime(m.clock(), m.tz, int(m.fold)), nil
			}),
			method("ctime", "(self, /)", "Return ctime() style string.", func(t *thread, a []value) (value, error) {
				m := momentOf(a[0])
				return text(m.putCTime(make([]byte, 0, 24), m.clock())), nil
			}),
			hosted(method("timetuple", "(self, /)", "Return the parts in the form of time.localtime().", func(t *thread, a []value) (value, error) {
				return momentTuple(t, a[0])
			})),
			hosted(method("timestamp", "(self, /)", "Return POSIX timestamp as float.", momentTimestamp)),
			hosted(method("utctimetuple", "(self, /)", "Return the parts, in UTC, in the form of time.gmtime().", func(t *thread, a []value) (value, error) {
				m := momentOf(a[0])
				d, err := m.utcoffset(t)
				if err != nil {
					return core.Unbound, err
				}
				if d != nil {
					r, err := momentPlus(t, m.exactWith(none, 0).val(), d, -1)
					if err != nil {
						return core.Unbound, err
					}
					m = momentOf(r)
				}
				return m.timetuple(t, m.clock(), 0)
			})),
			method("isoformat", "(self, /, sep=<unrepresentable>, timespec=<unrepresentable>)", "Return a string such as 2024-02-29T12:30:00.500000+01:00.\n\nsep is the character between date and time. timespec says where the time\nstops: at 'hours', 'minutes', 'seconds', 'milliseconds' or 'microseconds';\n'auto' leaves out microseconds if there are none.", momentISOMethod),
			method("replace", replaceSig, "Return a copy with some fields changed.", momentReplace),
			method("__replace__", replaceSig, "The same as replace().", momentReplace),
			hosted(method("astimezone", "(self, /, tz=None)", "Return the same moment in another zone, by default the local one.", momentAsTimezone)),
			method("__reduce_ex__", "(self, proto, /)", "__reduce_ex__(proto) -> (cls, state)", func(t *thread, a []value) (value, error) {
				p, err := protocolOf(t, a[1])
				m := momentOf(a[0])
				return core.Pair(a[0].Type().Val(), withZone(m.pack(p), m.tz)), err
			}),
			method("__reduce__", "(self, /)", "__reduce__() -> (cls, state)", func(t *thread, a []value) (value, error) {
				m := momentOf(a[0])
				return core.Pair(a[0].Type().Val(), withZone(m.pack(2), m.tz)), nil
			}),
		}, tzMethods(func(v value) (tz, arg value) { return momentOf(v).tz, v })...),
	})
}

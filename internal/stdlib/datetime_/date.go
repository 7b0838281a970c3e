// This file implements date and IsoCalendarDate. A datetime starts with the fields of a date.
package datetime_

import (
	"strconv"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/stdlib/instant"
)

type date struct {
	core.Header
	y    uint16
	m, d uint8
}

func dateOf(v value) *date { return core.As[date](v) }

// A pickle's bytes may bring years and days that do not exist, but never such a month.

// isDate reports a date that is no datetime.
func isDate(v value) bool { return v.IsInstance(&dateType) && !v.IsInstance(&momentType) }

func (d *date) ordinal() int { return toOrdinal(int(d.y), int(d.m), int(d.d)) }

func makeDate(y, m, d int) value {
	return core.Make(&dateType, &(&date{y: uint16(y), m: uint8(m), d: uint8(d)}).Header)
}

// dateIn makes a date of a class that may be any subclass of date, by calling it where it is a Python class.
func dateIn(t *thread, cls *core.Type, y, m, d int) (value, error) {
	switch cls {
	case &dateType:
		if err := checkDate(t, y, m, d); err != nil {
			return core.Unbound, err
		}
		return makeDate(y, m, d), nil
	case &momentType:
		return newMoment(t, cls, y, m, d, clock{}, core.None, 0)
	}
	return t.Call(cls.Val(), core.Int(int64(y)), core.Int(int64(m)), core.Int(int64(d)))
}

var dateParams = newParams(3, 3, -1, "year", "month", "day")

func dateNew(t *thread, a []value) (value, error) {
	cls, pos := core.AsType(a[0]), core.AsTuple(a[1]).Items()
	if len(pos) == 1 && a[2].IsUnbound() {
		b, err := pickled(t, pos[0], 4, "date", 2)
		if err != nil {
			return core.Unbound, err
		}
		if b != nil && b[2] >= 1 && b[2] <= 12 {
			d := core.New[date](cls)
			d.y, d.m, d.d = uint16(b[0])<<8|uint16(b[1]), b[2], b[3]
			return core.Obj(&d.Header), nil
		}
	}
	var f [3]int
	if err := dateParams.parse(t, pos, a[2], f[:], nil); err != nil {
		return core.Unbound, err
	}
	if err := checkDate(t, f[0], f[1], f[2]); err != nil {
		return core.Unbound, err
	}
	if cls == &dateType {
		return makeDate(f[0], f[1], f[2]), nil
	}
	d := core.New[date](cls)
	d.y, d.m, d.d = uint16(f[0]), uint8(f[1]), uint8(f[2])
	return core.Obj(&d.Header), nil
}

// plainDate is date(y, m, d) with small ints.
func plainDate(t *thread, args []value) (value, error) {
	if len(args) != 3 || !args[0].IsSmall() || !args[1].IsSmall() || !args[2].IsSmall() {
		return core.Unbound, nil
	}
	y, m, d := args[0].Small(), args[1].Small(), args[2].Small()
	if y < minYear || y > maxYear || m < 1 || m > 12 || d < 1 || d > 28 && d > int64(daysIn(int(y), int(m))) {
		return core.Unbound, nil
	}
	return makeDate(int(y), int(m), int(d)), nil
}

func dateFromTimestamp(t *thread, cls *core.Type, sec int64) (value, error) {
	x, err := t.Interp().Host().Local(sec)
	if err != nil {
		return core.Unbound, t.OSError(err)
	}
	return dateIn(t, cls, x.Year, x.Month, x.Day)
}

// pack is the state of a date in a pickle.
func (d *date) pack() [4]byte { return [4]byte{byte(d.y >> 8), byte(d.y), d.m, d.d} }

func (d *date) iso() []byte {
	b := make([]byte, 0, 32)
	return d.putISO(b)
}

func (d *date) putISO(b []byte) []byte {
	if d.y > 9999 {
		b = strconv.AppendInt(b, int64(d.y), 10)
	} else {
		b = put4(b, int(d.y))
	}
	return put2(append(put2(append(b, '-'), int(d.m)), '-'), int(d.d))
}

// putCTime appends "Sat Jan  1 01:02:03 2000".
func (d *date) putCTime(b []byte, c clock) []byte {
	b = append(b, dayNames[weekDay(d.ordinal())][:3]...)
	b = append(append(b, ' '), monthNames[d.m][:3]...)
	b = append(b, ' ')
	if d.d < 10 {
		b = append(b, ' ', '0'+d.d)
	} else {
		b = put2(b, int(d.d))
	}
	b = put2(append(b, ' '), c.h)
	b = put2(append(b, ':'), c.m)
	b = put2(append(b, ':'), c.s)
	return put4(append(b, ' '), int(d.y))
}

// datePlus is d + n days.
func datePlus(t *thread, v value, n int64) (value, error) {
	n += int64(dateOf(v).ordinal())
	if n < 1 || n > maxOrdinal {
		return core.Unbound, t.OverflowError("date value out of range")
	}
	y, m, d := fromOrdinal(int(n))
	return dateIn(t, v.Type(), y, m, d)
}

func (d *date) compare(o *date) int {
	if c := int(d.y) - int(o.y); c != 0 {
		return c
	}
	if c := int(d.m) - int(o.m); c != 0 {
		return c
	}
	return int(d.d) - int(o.d)
}

func hashBytes(t *thread, b []byte) (int64, error) { return t.Hash(core.NewBytes(b)) }

// isoError is the error for a text that is no ISO 8601 one.
func isoError(t *thread, s *core.Str) error {
	r, err := t.Repr(s.Val())
	if err != nil {
		return err
	}
	return t.ValueError("Invalid isoformat string: %s", r.String())
}

func setupDate() {
	s := core.Slots{
		Repr: func(t *thread, v value) (value, error) {
			d := dateOf(v)
			b := append([]byte(typeText(v)), '(')
			b = strconv.AppendInt(b, int64(d.y), 10)
			b = strconv.AppendInt(append(b, ", "...), int64(d.m), 10)
			b = strconv.AppendInt(append(b, ", "...), int64(d.d), 10)
			return text(append(b, ')')), nil
		},
		Str: func(t *thread, v value) (value, error) {
			if v.IsExactly(&dateType) {
				return text(dateOf(v).iso()), nil
			}
			return t.CallMethod(v, nIsoFormat)
		},
		Hash: func(t *thread, v value) (int64, error) {
			b := dateOf(v).pack()
			return hashBytes(t, b[:])
		},
		Compare: func(t *thread, a, b value, op core.CmpOp) (value, error) {
			if !isDate(a) || !isDate(b) {
				return core.NotImplemented, nil
			}
			return core.BoolCompare(dateOf(a).compare(dateOf(b)), op), nil
		},
	}
	s.Binary[core.OpAdd] = func(t *thread, a, b value) (value, error) {
		d := asDelta(b)
		if d == nil {
			if d, a = asDelta(a), b; d == nil {
				return core.NotImplemented, nil
			}
		}
		if !isDate(a) {
			return core.NotImplemented, nil
		}
		return datePlus(t, a, int64(d.days))
	}
	s.Binary[core.OpSub] = func(t *thread, a, b value) (value, error) {
		if !isDate(a) {
			return core.NotImplemented, nil
		}
		if isDate(b) {
			return makeDelta(int32(dateOf(a).ordinal()-dateOf(b).ordinal()), 0, 0), nil
		}
		if d := asDelta(b); d != nil {
			return datePlus(t, a, -int64(d.days))
		}
		return core.NotImplemented, nil
	}
	getset := func(name string, get func(d *date) int) core.GetSet {
		return field(name, "", func(v value) int { return get(dateOf(v)) })
	}
	replace := func(t *thread, a []value) (value, error) {
		d := dateOf(a[0])
		f := [3]int{int(d.y), int(d.m), int(d.d)}
		if err := given(t, a[1:], f[:]); err != nil {
			return core.Unbound, err
		}
		return dateIn(t, a[0].Type(), f[0], f[1], f[2])
	}
	const replaceSig = "(self, /, year=<unrepresentable>, month=<unrepresentable>, day=<unrepresentable>)"
	dateType.Setup(&core.TypeSpec{
		Name: "datetime.date", Layout: core.LayoutOf[date](), Flags: core.FlagBase | core.FlagGeneric | core.FlagAtom | core.FlagNoWeakref,
		Doc:   "date(year, month, day)\n\nA date of the Gregorian calendar, which counts for all times.",
		New:   &core.Func{Name: "date", Sig: "(cls, *args, **kwargs)", Flags: core.Pure, Fn: dateNew},
		Plain: plainDate, Slots: s,
		GetSets: []core.GetSet{
			getset("year", func(d *date) int { return int(d.y) }),
			getset("month", func(d *date) int { return int(d.m) }),
			getset("day", func(d *date) int { return int(d.d) }),
		},
		Attrs: []core.Attr{{Name: "min", Value: makeDate(1, 1, 1)}, {Name: "max", Value: makeDate(9999, 12, 31)}, {Name: "resolution", Value: makeDelta(1, 0, 0)}},
		Methods: []core.Func{
			hosted(classMethod("fromtimestamp", "(cls, timestamp, /)", "Return the local date of a time in seconds since 1970.", func(t *thread, a []value) (value, error) {
				sec, err := instant.Seconds(t, a[1])
				if err != nil {
					return core.Unbound, err
				}
				return dateFromTimestamp(t, core.AsType(a[0]), sec)
			})),
			classMethod("fromordinal", "(cls, ordinal, /)", "Return the date of a day counted from 1 January of year 1, which is 1.", func(t *thread, a []value) (value, error) {
				n, err := cInt(t, a[1])
				if err != nil {
					return core.Unbound, err
				}
				if n < 1 {
					return core.Unbound, t.ValueError("ordinal must be >= 1")
				}
				y, m, d := fromOrdinal(n)
				return dateIn(t, core.AsType(a[0]), y, m, d)
			}),
			classMethod("fromisoformat", "(cls, object, /)", "Read a date from a string such as 2024-02-29, 20240229 or 2024-W09-4.", func(t *thread, a []value) (value, error) {
				s := core.AsStr(a[1])
				if s == nil {
					return core.Unbound, t.TypeError("fromisoformat: argument must be str")
				}
				y, m, d, ok := parseDate(s.String())
				if !ok {
					return core.Unbound, isoError(t, s)
				}
				return dateIn(t, core.AsType(a[0]), y, m, d)
			}),
			classMethod("fromisocalendar", "(cls, year, week, day)", "Return the date of an ISO year, week number and weekday (1 is Monday), as\nisocalendar() gives them.", func(t *thread, a []value) (value, error) {
				var f [3]int
				for i := range f {
					n, err := cInt(t, a[i+1])
					if err != nil {
						if core.Matches(err, &core.ExcOverflowError) {
							err = t.ValueError("ISO calendar component out of range")
						}
						return core.Unbound, err
					}
					f[i] = n
				}
				switch {
				case f[0] < minYear || f[0] > maxYear:
					return core.Unbound, t.ValueError("year must be in 1..9999, not %d", f[0])
				case f[1] < 1 || f[1] > weeksIn(f[0]):
					return core.Unbound, t.ValueError("Invalid week: %d", f[1])
				case f[2] < 1 || f[2] > 7:
					return core.Unbound, t.ValueError("Invalid weekday: %d (range is [1, 7])", f[2])
				}
				y, m, d := fromOrdinal(firstMonday(f[0]) + (f[1]-1)*7 + f[2] - 1)
				return dateIn(t, core.AsType(a[0]), y, m, d)
			}),
			strptimeMethod("_strptime_datetime_date", "string, format -> new date parsed from a string (like time.strptime()).", dateRead),
			hosted(classMethod("today", "(cls, /)", "Return the present date; of a datetime, the date and time, both local.", func(t *thread, a []value) (value, error) {
				cls := core.AsType(a[0])
				if cls == &dateType {
					sec, _ := floorDiv(t.Interp().Host().Now(), 1e9)
					return dateFromTimestamp(t, cls, sec)
				}
				m, err := t.Import("time")
				if err != nil {
					return core.Unbound, err
				}
				now, err := t.CallMethod(m, core.Intern("time"))
				if err != nil {
					return core.Unbound, err
				}
				return t.CallMethod(a[0], core.Intern("fromtimestamp"), now)
			})),
			method("ctime", "(self, /)", "Return ctime() style string.", func(t *thread, a []value) (value, error) {
				return text(dateOf(a[0]).putCTime(make([]byte, 0, 24), clock{})), nil
			}),
			strftimeMethod(), formatMethod(),
			hosted(method("timetuple", "(self, /)", "Return the parts in the form of time.localtime().", func(t *thread, a []value) (value, error) {
				return dateOf(a[0]).timetuple(t, clock{}, -1)
			})),
			method("isocalendar", "(self, /)", "Return ISO year, week number and weekday (1 is Monday), as a named tuple.", func(t *thread, a []value) (value, error) {
				d := dateOf(a[0])
				y, w, n := isoWeek(int(d.y), d.ordinal())
				return core.NewTupleIn(&isoType, core.Int(int64(y)), core.Int(int64(w)), core.Int(int64(n))), nil
			}),
			method("isoformat", "(self, /)", "Return the date as a string such as 2024-02-29.", func(t *thread, a []value) (value, error) { return text(dateOf(a[0]).iso()), nil }),
			method("isoweekday", "(self, /)", "Return the day of the week, from 1 for Monday to 7.", func(t *thread, a []value) (value, error) {
				return core.Int(int64(weekDay(dateOf(a[0]).ordinal()) + 1)), nil
			}),
			method("toordinal", "(self, /)", "Return the number of the day, counted from 1 January of year 1, which is 1.", func(t *thread, a []value) (value, error) {
				return core.Int(int64(dateOf(a[0]).ordinal())), nil
			}),
			method("weekday", "(self, /)", "Return the day of the week, from 0 for Monday to 6.", func(t *thread, a []value) (value, error) {
				return core.Int(int64(weekDay(dateOf(a[0]).ordinal()))), nil
			}),
			method("replace", replaceSig, "Return a copy with some fields changed.", replace),
			method("__replace__", replaceSig, "The same as replace().", replace),
			method("__reduce__", "(self, /)", "__reduce__() -> (cls, state)", func(t *thread, a []value) (value, error) {
				b := dateOf(a[0]).pack()
				return core.Pair(a[0].Type().Val(), core.NewTuple(core.NewBytes(b[:]))), nil
			}),
		},
	})
}

// given reads the int arguments that are there into out.
func given(t *thread, args []value, out []int) error {
	for i := range out {
		if args[i].IsUnbound() {
			continue
		}
		n, err := cInt(t, args[i])
		if err != nil {
			return err
		}
		out[i] = n
	}
	return nil
}

func setupIsoDate() {
	item := func(name string, i int) core.GetSet {
		return core.GetSet{Name: name, Get: func(t *thread, v value) (value, error) { return core.AsTuple(v).Items()[i], nil }}
	}
	isoType.Setup(&core.TypeSpec{
		Name: "datetime.IsoCalendarDate", Base: &core.TupleType, Flags: core.FlagGeneric,
		Doc: "What isocalendar() returns: a tuple of year, week and weekday, which are\nattributes too.",
		New: &core.Func{Name: "IsoCalendarDate", Sig: "(cls, year, week, weekday)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
			return core.NewTupleIn(&isoType, a[1], a[2], a[3]), nil
		}},
		Slots: core.Slots{Repr: func(t *thread, v value) (value, error) {
			b := t.NewText()
			b.Put("datetime.IsoCalendarDate(")
			for i, name := range [3]string{"year=", ", week=", ", weekday="} {
				r, err := t.Repr(core.AsTuple(v).Items()[i])
				if err != nil {
					return core.Unbound, err
				}
				b.Put(name, r.String())
			}
			b.PutByte(')')
			return b.Val()
		}},
		GetSets: []core.GetSet{item("year", 0), item("week", 1), item("weekday", 2)},
		Methods: []core.Func{method("__reduce__", "(self, /)", "__reduce__() -> (cls, state)", func(t *thread, a []value) (value, error) {
			return core.Pair(core.TupleType.Val(), core.NewTuple(core.NewTuple(core.AsTuple(a[0]).Items()...))), nil
		})},
	})
}

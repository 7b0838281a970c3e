// This file reads dates, times and datetimes by strptime(). What package strptime does not know is left to module _strptime.
package datetime_

import (
	"errors"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/strptime"
)

// readTime reads a text: nil where the module m is to read it, _strptime.
func readTime(t *thread, text, layout *core.Str) (r *strptime.Result, m value, err error) {
	z := t.Interp().Host().Zone()
	var fault error
	repr := func(s string) string {
		v, err := t.Text(s)
		if err != nil {
			fault = err
			return ""
		}
		r, err := t.Repr(v)
		if err != nil {
			fault = err
			return ""
		}
		return r.String()
	}
	r, err = strptime.Parse(text.String(), layout.String(), strptime.Zones{Names: z.Names, Daylight: z.Daylight}, &strptime.Hooks{Repr: repr, Poll: t.Poll, Charge: t.Charge})
	if fault != nil {
		return nil, core.Unbound, fault
	}
	var bad *strptime.Error
	if errors.As(err, &bad) {
		if bad.Odd {
			if m, err = t.Import("_strptime"); !core.Matches(err, &core.ExcImportError) {
				return nil, m, err
			}
		}
		words, err := t.JoinText(bad.Parts...)
		if err != nil {
			return nil, core.Unbound, err
		}
		if err = t.RaiseValue(&core.ExcValueError, words); bad.Bad {
			err = core.FromNone(err)
		}
		return nil, core.Unbound, err
	}
	if err != nil {
		return nil, core.Unbound, err
	}
	if r.DayWithoutYear {
		if err := t.Warn(&core.ExcDeprecationWarning, strptime.Ambiguous, 1); err != nil {
			return nil, core.Unbound, err
		}
	}
	return r, core.Unbound, nil
}

// zoneRead is the time zone that a text had, None if it had no offset.
func zoneRead(t *thread, r *strptime.Result) (value, error) {
	if !r.HasOffset {
		return none, nil
	}
	d, err := newDelta(t, &deltaType, 0, int64(r.Offset)*1_000_000+int64(r.OffsetMicros))
	if err != nil {
		return core.Unbound, err
	}
	if r.Zone != "" {
		return newZone(t, d, core.StrVal(r.Zone))
	}
	return newZone(t, d, none)
}

// strptimeMethod is strptime(); name is its function in module _strptime.
func strptimeMethod(name, doc string, make func(t *thread, cls *core.Type, r *strptime.Result) (value, error)) core.Func {
	return core.Func{Name: "strptime", Sig: "(cls, string, format, /)", Flags: core.Polls | core.Charges | core.ClassM, Doc: doc, Fn: func(t *thread, a []value) (value, error) {
		for i, v := range a[1:] {
			if core.AsStr(v) == nil {
				return core.Unbound, t.TypeError("strptime() argument %d must be str, not %s", i+1, errText(v))
			}
		}
		r, m, err := readTime(t, core.AsStr(a[1]), core.AsStr(a[2]))
		if err != nil {
			return core.Unbound, err
		}
		if r != nil {
			return make(t, core.AsType(a[0]), r)
		}
		f, err := t.LookupAttr(m, core.Intern(name))
		if err == nil && f.IsUnbound() {
			f, err = t.GetAttr(m, core.Intern("_strptime_datetime")) // before 3.14
		}
		if err != nil {
			return core.Unbound, err
		}
		return t.Call(f, a[0], a[1], a[2])
	}}
}

func dateRead(t *thread, cls *core.Type, r *strptime.Result) (value, error) {
	return dateIn(t, cls, r.Year, r.Month, r.Day)
}

func timeRead(t *thread, cls *core.Type, r *strptime.Result) (value, error) {
	tz, err := zoneRead(t, r)
	if err != nil {
		return core.Unbound, err
	}
	return timeIn(t, cls, clock{r.Hour, r.Minute, r.Second, r.Micros}, tz, 0)
}

func momentRead(t *thread, cls *core.Type, r *strptime.Result) (value, error) {
	tz, err := zoneRead(t, r)
	if err != nil {
		return core.Unbound, err
	}
	return momentIn(t, cls, r.Year, r.Month, r.Day, clock{r.Hour, r.Minute, r.Second, r.Micros}, tz, 0)
}

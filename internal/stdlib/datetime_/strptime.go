// This file reads dates, times and datetimes by strptime(). What package strptime does not know is left to module _strptime.
package datetime_

import (
	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/stdlib/instant"
	"github.com/vivarium-py/vivarium/internal/strptime"
)

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
		r, m, err := instant.Parse(t, core.AsStr(a[1]).String(), core.AsStr(a[2]).String())
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

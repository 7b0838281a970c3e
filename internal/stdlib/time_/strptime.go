// This file is time.strptime(). What package strptime does not know is left to module _strptime.
package time_

import (
	"errors"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/strptime"
)

func parse(t *core.Thread, a []core.Value) (core.Value, error) {
	layout := "%a %b %d %H:%M:%S %Y"
	for i, v := range a {
		if v.IsUnbound() {
			continue
		}
		if core.AsStr(v) == nil {
			cls, err := t.Repr(v.Type().Val())
			if err != nil {
				return core.Unbound, err
			}
			return core.Unbound, t.TypeError("strptime() argument %d must be str, not %s", i, cls.String())
		}
	}
	text, args := core.AsStr(a[0]), a[:1]
	if s := core.AsStr(a[1]); s != nil {
		args, layout = a, s.String()
	}
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
	r, err := strptime.Parse(text.String(), layout, strptime.Zones{Names: z.Names, Daylight: z.Daylight}, &strptime.Hooks{Repr: repr, Poll: t.Poll, Charge: t.Charge})
	if fault != nil {
		return core.Unbound, fault
	}
	var bad *strptime.Error
	if errors.As(err, &bad) {
		if bad.Odd {
			return byModule(t, bad, args)
		}
		return core.Unbound, refused(t, bad)
	}
	if err != nil {
		return core.Unbound, err
	}
	if r.DayWithoutYear {
		if err := t.Warn(&core.ExcDeprecationWarning, strptime.Ambiguous, 1); err != nil {
			return core.Unbound, err
		}
	}
	n := func(i int) core.Value { return core.Int(int64(i)) }
	zone, offset := core.None, core.None
	if r.HasZone {
		zone = core.StrVal(r.Zone)
	}
	if r.HasOffset {
		offset = n(r.Offset)
	}
	return core.NewStructSeq(&structTime, n(r.Year), n(r.Month), n(r.Day), n(r.Hour), n(r.Minute), n(r.Second), n(r.Weekday), n(r.YearDay), n(r.DST), zone, offset), nil
}

func refused(t *core.Thread, bad *strptime.Error) error {
	text, err := t.JoinText(bad.Parts...)
	if err != nil {
		return err
	}
	if err = t.RaiseValue(&core.ExcValueError, text); bad.Bad {
		err = core.FromNone(err)
	}
	return err
}

// byModule reads a text by module _strptime; without a library folder it is refused.
func byModule(t *core.Thread, bad *strptime.Error, args []core.Value) (core.Value, error) {
	m, err := t.Import("_strptime")
	if core.Matches(err, &core.ExcImportError) {
		return core.Unbound, refused(t, bad)
	}
	if err != nil {
		return core.Unbound, err
	}
	return t.CallMethod(m, core.Intern("_strptime_time"), args...)
}

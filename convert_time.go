// This file converts times: datetime.datetime and time.Time, datetime.timedelta and time.Duration. Python counts in
// microseconds: what is finer is cut off on the way to it.

package vivarium

import (
	"math"
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
)

// datetimeAttr gives an attribute of module datetime.
func datetimeAttr(t *core.Thread, what, name string) (core.Value, error) {
	m, err := t.Import("datetime")
	if err != nil {
		if core.ExceptionOf(err) == nil {
			return core.Unbound, err
		}
		e := convErr("a %s needs module datetime, which cannot be imported: %v", what, err)
		e.Err = err
		return core.Unbound, e
	}
	return t.GetAttr(m, core.Intern(name))
}

func (e *encoder) time(x time.Time) (core.Value, error) {
	if y := x.Year(); y < 1 || y > 9999 {
		return core.Unbound, &ConversionError{Message: "year " + e.t.Int2Text(int64(y)) + " is out of the range of datetime", Range: true}
	}
	cls, err := datetimeAttr(e.t, "time.Time", "datetime")
	if err != nil {
		return core.Unbound, err
	}
	name, offset := x.Zone()
	var tz core.Value
	if x.Location() == time.UTC {
		zone, err := datetimeAttr(e.t, "time.Time", "timezone")
		if err != nil {
			return core.Unbound, err
		}
		if tz, err = e.t.GetAttr(zone, core.Intern("utc")); err != nil {
			return core.Unbound, err
		}
	} else {
		delta, err := e.duration(time.Duration(offset) * time.Second)
		if err != nil {
			return core.Unbound, err
		}
		zone, err := datetimeAttr(e.t, "time.Time", "timezone")
		if err != nil {
			return core.Unbound, err
		}
		args := []core.Value{delta}
		if name != "" {
			args = append(args, core.StrVal(validText(name)))
		}
		if tz, err = e.t.Call(zone, args...); err != nil {
			return core.Unbound, err
		}
	}
	n := func(i int) core.Value { return core.Int(int64(i)) }
	return e.t.Call(cls, n(x.Year()), n(int(x.Month())), n(x.Day()), n(x.Hour()), n(x.Minute()), n(x.Second()), n(x.Nanosecond()/1000), tz)
}

func (e *encoder) duration(d time.Duration) (core.Value, error) {
	cls, err := datetimeAttr(e.t, "time.Duration", "timedelta")
	if err != nil {
		return core.Unbound, err
	}
	s := d / time.Second
	return e.t.Call(cls, core.Int(0), core.Int(int64(s)), core.Int(int64((d-s*time.Second)/time.Microsecond)))
}

// moment converts a datetime or a timedelta; ok is false for anything else.
func (d *decoder) moment(v core.Value) (x any, ok bool, err error) {
	if v.Ref() == nil || v.IsFloat() {
		return nil, false, nil
	}
	kind := ""
	for _, c := range v.Type().MRO() {
		switch c.FullName() {
		case "datetime.datetime", "_datetime.datetime", "_pydatetime.datetime":
			kind = "datetime"
		case "datetime.timedelta", "_datetime.timedelta", "_pydatetime.timedelta":
			kind = "timedelta"
		}
	}
	switch kind {
	case "datetime":
		x, err := d.datetime(v)
		return x, err == nil, err
	case "timedelta":
		x, err := d.timedelta(v)
		return x, err == nil, err
	}
	return nil, false, nil
}

func (d *decoder) attrInts(v core.Value, names ...string) ([]int64, error) {
	out := make([]int64, len(names))
	for i, n := range names {
		x, err := d.t.GetAttr(v, core.Intern(n))
		if err != nil {
			return nil, err
		}
		small, b, ok := core.AsInt(x)
		if !ok || b != nil {
			return nil, at(mismatch(x, "int"), n)
		}
		out[i] = small
	}
	return out, nil
}

// maxDays is how many days a time.Duration holds.
const maxDays = int64(math.MaxInt64/(24*time.Hour)) - 1

// timedelta converts a timedelta, which may be longer than a time.Duration can be.
func (d *decoder) timedelta(v core.Value) (time.Duration, error) {
	f, err := d.attrInts(v, "days", "seconds", "microseconds")
	if err != nil {
		return 0, err
	}
	if days := f[0]; days > maxDays || days < -maxDays {
		return 0, &ConversionError{Message: d.t.Int2Text(days) + " days are out of the range of time.Duration", Range: true}
	}
	return time.Duration(f[0])*24*time.Hour + time.Duration(f[1])*time.Second + time.Duration(f[2])*time.Microsecond, nil
}

// datetime converts a datetime; one without a time zone is taken as UTC.
func (d *decoder) datetime(v core.Value) (time.Time, error) {
	f, err := d.attrInts(v, "year", "month", "day", "hour", "minute", "second", "microsecond")
	if err != nil {
		return time.Time{}, err
	}
	loc := time.UTC
	off, err := d.t.CallMethod(v, core.Intern("utcoffset"))
	if err != nil {
		return time.Time{}, err
	}
	if off.Given() {
		delta, err := d.timedelta(off)
		if err != nil {
			return time.Time{}, err
		}
		name := ""
		if n, err := d.t.CallMethod(v, core.Intern("tzname")); err != nil {
			return time.Time{}, err
		} else if s := core.AsStr(n); s != nil {
			name = goText(s)
		}
		if delta != 0 || name != "UTC" {
			loc = time.FixedZone(name, int(delta/time.Second))
		}
	}
	return time.Date(int(f[0]), time.Month(f[1]), int(f[2]), int(f[3]), int(f[4]), int(f[5]), int(f[6])*1000, loc), nil
}

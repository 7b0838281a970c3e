// This file is time.strptime(). What package strptime does not know is left to module _strptime.
package time_

import (
	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/stdlib/instant"
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
	r, m, err := instant.Parse(t, text.String(), layout)
	if err != nil {
		return core.Unbound, err
	}
	if r == nil {
		return t.CallMethod(m, core.Intern("_strptime_time"), args...)
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

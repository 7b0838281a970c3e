// Package instant is what time and datetime have in common: time stamps, and texts read by strptime().
package instant

import (
	"errors"
	"math"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/strptime"
)

// Seconds reads a time stamp, rounded down, as seconds since the epoch.
func Seconds(t *core.Thread, v core.Value) (int64, error) {
	if f, ok := core.AsFloat(v); ok {
		if math.IsNaN(f) {
			return 0, t.ValueError("Invalid value NaN (not a number)")
		}
		if f = math.Floor(f); !(f >= math.MinInt64 && f < math.MaxInt64) {
			return 0, t.OverflowError("timestamp out of range for platform time_t")
		}
		return int64(f), nil
	}
	r, err := t.Index(v)
	if err != nil {
		return 0, err
	}
	n, b, _ := core.AsInt(r)
	if b != nil {
		return 0, t.OverflowError("timestamp out of range for platform time_t")
	}
	return n, nil
}

// Parse reads a text by a layout. Where package strptime does not know the layout, r is nil and m is the module that does,
// _strptime; without it, which is of a library folder, the text is refused.
func Parse(t *core.Thread, text, layout string) (r *strptime.Result, m core.Value, err error) {
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
	r, err = strptime.Parse(text, layout, strptime.Zones{Names: z.Names, Daylight: z.Daylight}, &strptime.Hooks{Repr: repr, Poll: t.Poll, Charge: t.Charge})
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

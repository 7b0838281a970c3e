// Package time is the native module time, over the host's clocks.
package time

import (
	"math"
	"sync"
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host"
)

type (
	thread = core.Thread
	value  = core.Value
)

var structTimeType core.Type

var setupOnce sync.Once

func setup() {
	core.SetupStructSeq(&structTimeType, core.StructSeqSpec{
		Name: "time.struct_time",
		Doc:  "The time value as returned by gmtime(), localtime(), and strptime(), and\naccepted by asctime(), mktime() and strftime().",
		Fields: []string{"tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst",
			"tm_zone", "tm_gmtoff"},
		Visible: 9,
	})
}

func num(n int) value { return core.Int(int64(n)) }

func structTime(t host.LocalTime, dst int) value {
	return core.NewStructSeq(&structTimeType, num(t.Year), num(t.Month), num(t.Day), num(t.Hour), num(t.Minute), num(t.Second),
		num(t.Weekday), num(t.YearDay), num(dst), core.StrVal(t.Zone), num(t.Offset))
}

func dstOf(t host.LocalTime) int {
	if t.DST {
		return 1
	}
	return 0
}

func hostOf(t *thread) *host.Host { return t.Interp().Host() }

// clock makes the float and the _ns function of a clock.
func clock(name string, doc string, read func(t *thread) (int64, error)) []core.Func {
	return []core.Func{
		{Name: name, Sig: "()", Flags: core.HostOp, Doc: doc, Fn: func(t *thread, a []value) (value, error) {
			ns, err := read(t)
			return core.Float(float64(ns) / 1e9), err
		}},
		{Name: name + "_ns", Sig: "()", Flags: core.HostOp, Doc: doc, Fn: func(t *thread, a []value) (value, error) {
			ns, err := read(t)
			return core.Int(ns), err
		}},
	}
}

func threadTime(t *thread) (int64, error) {
	if ns, err := hostOf(t).KernelClock(clockThreadCPU); err == nil {
		return ns, nil
	}
	return hostOf(t).ProcessCPU(), nil
}

// Clocks of Linux by number.
const (
	clockRealtime     = 0
	clockMonotonic    = 1
	clockProcessCPU   = 2
	clockThreadCPU    = 3
	clockMonotonicRaw = 4
	clockBoottime     = 7
	clockTAI          = 11
)

// seconds reads the argument of gmtime, localtime and ctime: None is now.
func seconds(t *thread, v value) (int64, error) {
	if !v.Given() {
		return floorDiv(hostOf(t).Now(), 1e9), nil
	}
	if v.IsFloat() {
		f := v.Float64()
		if f != f {
			return 0, t.ValueError("Invalid value NaN (not a number)")
		}
		f = math.Floor(f)
		if f < -1<<62 || f > 1<<62 {
			return 0, t.OverflowError("timestamp out of range for platform time_t")
		}
		return int64(f), nil
	}
	n, err := t.Index(v)
	if err != nil {
		return 0, err
	}
	s, b, _ := core.AsInt(n)
	if b != nil {
		return 0, t.OverflowError("timestamp out of range for platform time_t")
	}
	return s, nil
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// fields reads a time tuple of 9 items.
func fields(t *thread, v value, name string) ([11]int, string, error) {
	var f [11]int
	tup := core.AsTuple(v)
	if tup == nil {
		return f, "", t.TypeError("Tuple or struct_time argument required")
	}
	if tup.Len() != 9 {
		return f, "", t.TypeError("%s(): illegal time tuple argument", name)
	}
	for i, x := range tup.Items() {
		s, b, ok := core.AsInt(x)
		if !ok {
			n, err := t.Index(x)
			if err != nil {
				return f, "", err
			}
			s, b, _ = core.AsInt(n)
		}
		if b != nil || s > math.MaxInt32 || s < math.MinInt32 {
			if i == 0 {
				return f, "", t.OverflowError("year out of range")
			}
			return f, "", t.OverflowError("signed integer is greater than maximum")
		}
		f[i] = int(s)
	}
	zone := ""
	if v.IsInstance(&structTimeType) {
		if z, err := t.GetAttr(v, core.Intern("tm_zone")); err == nil {
			if s := core.AsStr(z); s != nil {
				zone = s.String()
			}
		}
		if o, err := t.GetAttr(v, core.Intern("tm_gmtoff")); err == nil && o.IsSmall() {
			f[9], f[10] = int(o.Small()), 1
		}
	}
	return f, zone, nil
}

// checked is fields with the ranges that strftime and asctime need; 0 counts as the first month and day.
func checked(t *thread, v value, name string) ([11]int, string, error) {
	f, zone, err := fields(t, v, name)
	if err != nil {
		return f, zone, err
	}
	if f[1] == 0 {
		f[1] = 1
	}
	if f[2] == 0 {
		f[2] = 1
	}
	if f[7] == 0 {
		f[7] = 1
	}
	f[6] = ((f[6] % 7) + 7) % 7
	for _, c := range []struct {
		i, lo, hi int
		msg       string
	}{{1, 1, 12, "month out of range"}, {2, 1, 31, "day of month out of range"}, {3, 0, 23, "hour out of range"}, {4, 0, 59, "minute out of range"}, {5, 0, 61, "seconds out of range"}, {7, 1, 366, "day of year out of range"}} {
		if f[c.i] < c.lo || f[c.i] > c.hi {
			return f, zone, t.ValueError("%s", c.msg)
		}
	}
	return f, zone, nil
}

func now(t *thread) (host.LocalTime, error) {
	lt, err := hostOf(t).Local(floorDiv(hostOf(t).Now(), 1e9))
	if err != nil {
		err = t.OSError(err)
	}
	return lt, err
}

func fromLocal(lt host.LocalTime) [11]int {
	return [11]int{lt.Year, lt.Month, lt.Day, lt.Hour, lt.Minute, lt.Second, lt.Weekday, lt.YearDay, dstOf(lt), lt.Offset, 1}
}

func sleep(t *thread, a []value) (value, error) {
	var d time.Duration
	if s, b, ok := core.AsInt(a[0]); ok {
		if b != nil || s > math.MaxInt64/int64(time.Second) {
			return core.Unbound, t.OverflowError("timestamp too large to convert to C PyTime_t")
		}
		d = time.Duration(s) * time.Second
	} else {
		f, err := t.ToFloat(a[0])
		if err != nil {
			if core.Matches(err, &core.ExcTypeError) {
				return core.Unbound, t.TypeError("'%s' object cannot be interpreted as an integer", a[0].TypeName())
			}
			return core.Unbound, err
		}
		if f != f {
			return core.Unbound, t.ValueError("Invalid value NaN (not a number)")
		}
		if f > math.MaxInt64/1e9 {
			return core.Unbound, t.OverflowError("timestamp too large to convert to C PyTime_t")
		}
		d = time.Duration(math.Ceil(f * 1e9))
	}
	if d < 0 {
		return core.Unbound, t.ValueError("sleep length must be non-negative")
	}
	if err := hostOf(t).Sleep(t, d); err != nil {
		return core.Unbound, t.OSError(err)
	}
	return core.None, nil
}

func clockInfo(t *thread, a []value) (value, error) {
	s := core.AsStr(a[0])
	if s == nil {
		return core.Unbound, t.TypeError("get_clock_info() argument 1 must be str, not %s", a[0].TypeName())
	}
	impl, mono, adj := "", true, false
	switch s.String() {
	case "time":
		impl, mono, adj = "clock_gettime(CLOCK_REALTIME)", false, true
	case "monotonic", "perf_counter":
		impl = "clock_gettime(CLOCK_MONOTONIC)"
	case "process_time":
		impl = "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)"
	case "thread_time":
		impl = "clock_gettime(CLOCK_THREAD_CPUTIME_ID)"
	default:
		return core.Unbound, t.ValueError("unknown clock")
	}
	return core.NewNamespace(
		core.Attr{Name: "implementation", Value: core.StrVal(impl)}, core.Attr{Name: "monotonic", Value: core.Bool(mono)},
		core.Attr{Name: "adjustable", Value: core.Bool(adj)}, core.Attr{Name: "resolution", Value: core.Float(1e-9)}), nil
}

// Package time_ is module time: clocks, sleeping, and broken-down times. All time comes from the interpreter's host.
package time_

import (
	"math"
	"strings"
	"sync"
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host"
	"github.com/vivarium-py/vivarium/internal/stdlib/instant"
)

var (
	structTime core.Type
	setupOnce  sync.Once
)

// Numbers of Linux's clocks.
const (
	clockRealtime  = 0
	clockMonotonic = 1
	clockProcess   = 2
	clockThread    = 3
)

func setup() {
	core.SetupStructSeq(&structTime, core.StructSeqSpec{Name: "time.struct_time", Visible: 9,
		Doc:    "A time in parts, as localtime(), gmtime() and strptime() return it: a tuple of\ntm_year, tm_mon, tm_mday, tm_hour, tm_min, tm_sec, tm_wday, tm_yday and\ntm_isdst, and the attributes tm_zone and tm_gmtoff.",
		Fields: strings.Fields("tm_year tm_mon tm_mday tm_hour tm_min tm_sec tm_wday tm_yday tm_isdst tm_zone tm_gmtoff")})
}

// clock declares a function that reads a clock as seconds, and one that gives nanoseconds.
func clock(name, doc string, read func(t *core.Thread) (int64, error)) []core.Func {
	return []core.Func{
		{Name: name, Sig: "()", Flags: core.HostOp, Doc: doc, Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			ns, err := read(t)
			return core.Float(seconds(ns)), err
		}},
		{Name: name + "_ns", Sig: "()", Flags: core.HostOp, Doc: doc, Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			ns, err := read(t)
			return core.Int(ns), err
		}},
	}
}

// seconds divides nanoseconds by 1e9 with one rounding where the seconds need it.
func seconds(ns int64) float64 { return float64(ns) / 1e9 }

type meterKey struct{}

// threadTime gives the CPU time of the running thread.
func threadTime(t *core.Thread) (int64, error) {
	if !t.Interp().Host().TimePasses() {
		return 0, nil
	}
	m := core.StateOf(t.Interp(), meterKey{}, func() map[int64]*host.CPUMeter { return map[int64]*host.CPUMeter{} })
	c := m[t.Ident()]
	if c == nil {
		if len(m) > 256 {
			clear(m)
		}
		c = &host.CPUMeter{}
		c.Start()
		m[t.Ident()] = c
	}
	return c.Tick(), nil
}

// clockID reads the number of a clock.
func clockID(t *core.Thread, v core.Value) (int32, error) {
	n, err := t.CInt(v)
	return int32(n), err
}

// clockInfo describes the clocks that get_clock_info knows.
var clockInfo = map[string]struct {
	impl             string
	mono, adjustable bool
	id               int32
}{
	"time":         {"clock_gettime(CLOCK_REALTIME)", false, true, clockRealtime},
	"monotonic":    {"clock_gettime(CLOCK_MONOTONIC)", true, false, clockMonotonic},
	"perf_counter": {"clock_gettime(CLOCK_MONOTONIC)", true, false, clockMonotonic},
	"process_time": {"clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", true, false, clockProcess},
	"thread_time":  {"clock_gettime(CLOCK_THREAD_CPUTIME_ID)", true, false, clockThread},
}

func getClockInfo(t *core.Thread, a []core.Value) (core.Value, error) {
	s := core.AsStr(a[0])
	if s == nil {
		return core.Unbound, t.TypeError("get_clock_info() argument 1 must be str, not %s", a[0].TypeName())
	}
	c, ok := clockInfo[s.String()]
	if !ok {
		return core.Unbound, t.ValueError("unknown clock")
	}
	res, err := t.Interp().Host().KernelClockRes(c.id)
	if err != nil {
		return core.Unbound, t.OSError(err)
	}
	names := core.AsTuple(core.NewTuple(core.Intern("implementation").Val(), core.Intern("monotonic").Val(), core.Intern("adjustable").Val(), core.Intern("resolution").Val()))
	return t.CallKw(core.SimpleNamespaceType.Val(), []core.Value{core.StrVal(c.impl), core.Bool(c.mono), core.Bool(c.adjustable), core.Float(seconds(res))}, names)
}

func sleep(t *core.Thread, a []core.Value) (core.Value, error) {
	ns, err := t.Seconds(a[0], core.RoundCeiling)
	if err != nil {
		return core.Unbound, err
	}
	if ns < 0 {
		return core.Unbound, t.ValueError("sleep length must be non-negative")
	}
	if err := t.Interp().Host().Sleep(t, time.Duration(ns)); err != nil {
		return core.Unbound, t.OSError(err)
	}
	return core.None, nil
}

// secondsOf reads a number of seconds since the epoch; absent is now.
func secondsOf(t *core.Thread, v core.Value) (int64, error) {
	if !v.Given() {
		return floorDiv(t.Interp().Host().Now(), 1e9), nil
	}
	return instant.Seconds(t, v)
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func timeTuple(x host.LocalTime) core.Value {
	n := func(i int) core.Value { return core.Int(int64(i)) }
	dst := 0
	if x.DST {
		dst = 1
	}
	return core.NewStructSeq(&structTime, n(x.Year), n(x.Month), n(x.Day), n(x.Hour), n(x.Minute), n(x.Second), n(x.Weekday), n(x.YearDay), n(dst), core.StrVal(x.Zone), n(x.Offset))
}

// broken declares gmtime and localtime.
func broken(name, doc string, conv func(h *host.Host, sec int64) (host.LocalTime, error)) core.Func {
	return core.Func{Name: name, Sig: "(seconds=None, /)", Flags: core.HostOp, Doc: doc, Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
		sec, err := secondsOf(t, a[0])
		if err != nil {
			return core.Unbound, err
		}
		x, err := conv(t.Interp().Host(), sec)
		if err != nil {
			return core.Unbound, t.OSError(err)
		}
		return timeTuple(x), nil
	}}
}

// tupleArg reads a time tuple. Years count from 0, months from 0, week days from Sunday, days of the year from 0, as C has them.
func tupleArg(t *core.Thread, fn string, v core.Value) (tm, error) {
	var x tm
	tup := core.AsTuple(v)
	if tup == nil {
		return x, t.TypeError("Tuple or struct_time argument required")
	}
	items := tup.Items()
	if len(items) != 9 {
		return x, t.TypeError("%s(): illegal time tuple argument", fn)
	}
	dst := []*int{&x.year, &x.mon, &x.day, &x.hour, &x.min, &x.sec, &x.wday, &x.yday, &x.isdst}
	for i, p := range dst {
		r, err := t.Index(items[i])
		if err != nil {
			return x, err
		}
		n, b, _ := core.AsInt(r)
		if b != nil || n > math.MaxInt32 || n < math.MinInt32 {
			switch {
			case b != nil:
				return x, t.OverflowError("Python int too large to convert to C long")
			case n > 0:
				return x, t.OverflowError("signed integer is greater than maximum")
			}
			return x, t.OverflowError("signed integer is less than minimum")
		}
		*p = int(n)
	}
	if x.year < math.MinInt32+1900 {
		return x, t.OverflowError("year out of range")
	}
	x.mon--
	x.wday = (x.wday + 1) % 7
	x.yday--
	x.zone, x.offset = "", 0
	if v.IsExactly(&structTime) {
		f := core.StructItems(v)
		if s := core.AsStr(f[9]); s != nil {
			x.zone, x.hasZone = s.String(), true
		}
		if n, b, ok := core.AsInt(f[10]); ok && b == nil {
			x.offset = int(n)
		}
	}
	return x, nil
}

// check does what checktm does: fields in range, zeroes allowed where they mean "first".
func (x *tm) check(t *core.Thread) error {
	bad := func(what string) error { return t.ValueError("%s out of range", what) }
	if x.mon == -1 {
		x.mon = 0
	} else if x.mon < 0 || x.mon > 11 {
		return bad("month")
	}
	if x.day == 0 {
		x.day = 1
	} else if x.day < 0 || x.day > 31 {
		return bad("day of month")
	}
	switch {
	case x.hour < 0 || x.hour > 23:
		return bad("hour")
	case x.min < 0 || x.min > 59:
		return bad("minute")
	case x.sec < 0 || x.sec > 61:
		return bad("seconds")
	case x.wday < 0:
		return bad("day of week")
	}
	if x.yday == -1 {
		x.yday = 0
	} else if x.yday < 0 || x.yday > 365 {
		return bad("day of year")
	}
	return nil
}

// now is the local time as a tm.
func now(t *core.Thread, sec int64) (tm, error) {
	x, err := t.Interp().Host().Local(sec)
	if err != nil {
		return tm{}, t.OSError(err)
	}
	dst := 0
	if x.DST {
		dst = 1
	}
	return tm{year: x.Year, mon: x.Month - 1, day: x.Day, hour: x.Hour, min: x.Minute, sec: x.Second, wday: (x.Weekday + 1) % 7, yday: x.YearDay - 1, isdst: dst, zone: x.Zone, hasZone: true, offset: x.Offset}, nil
}

func mktime(t *core.Thread, a []core.Value) (core.Value, error) {
	x, err := tupleArg(t, "mktime", a[0])
	if err != nil {
		return core.Unbound, err
	}
	dst := x.isdst
	if dst > 1 {
		dst = 1
	}
	sec, err := t.Interp().Host().Mktime(x.year, x.mon+1, x.day, x.hour, x.min, x.sec, dst)
	if err != nil {
		return core.Unbound, t.OverflowError("mktime argument out of range")
	}
	return core.Float(float64(sec)), nil
}

func strftime(t *core.Thread, a []core.Value) (core.Value, error) {
	f := core.AsStr(a[0])
	if f == nil {
		return core.Unbound, t.TypeError("strftime() argument 1 must be str, not %s", a[0].TypeName())
	}
	var x tm
	var err error
	if a[1].IsUnbound() {
		if x, err = now(t, floorDiv(t.Interp().Host().Now(), 1e9)); err != nil {
			return core.Unbound, err
		}
	} else if x, err = tupleArg(t, "strftime", a[1]); err != nil {
		return core.Unbound, err
	} else if err := x.check(t); err != nil {
		return core.Unbound, err
	}
	if x.isdst < -1 {
		x.isdst = -1
	} else if x.isdst > 1 {
		x.isdst = 1
	}
	b := x.format(t, f.String())
	return b.Val()
}

func asctime(t *core.Thread, a []core.Value) (core.Value, error) {
	var x tm
	var err error
	if a[0].IsUnbound() {
		x, err = now(t, floorDiv(t.Interp().Host().Now(), 1e9))
	} else if x, err = tupleArg(t, "asctime", a[0]); err == nil {
		err = x.check(t)
	}
	if err != nil {
		return core.Unbound, err
	}
	return core.StrVal(x.asctime()), nil
}

func ctime(t *core.Thread, a []core.Value) (core.Value, error) {
	sec, err := secondsOf(t, a[0])
	if err != nil {
		return core.Unbound, err
	}
	x, err := now(t, sec)
	if err != nil {
		return core.Unbound, err
	}
	return core.StrVal(x.asctime()), nil
}

// setZone fills timezone, altzone, daylight and tzname.
func setZone(t *core.Thread, d *core.Dict) {
	z := t.Interp().Host().Zone()
	day := int64(0)
	if z.Daylight {
		day = 1
	}
	d.SetStr(core.Intern("timezone"), core.Int(int64(z.Timezone)))
	d.SetStr(core.Intern("altzone"), core.Int(int64(z.Altzone)))
	d.SetStr(core.Intern("daylight"), core.Int(day))
	d.SetStr(core.Intern("tzname"), core.NewTuple(core.StrVal(z.Names[0]), core.StrVal(z.Names[1])))
}

// Module declares time.
func Module() *core.ModuleDef {
	funcs := []core.Func{
		core.Func{Name: "sleep", Sig: "(seconds, /)", Flags: core.Blocks | core.HostOp, Fn: sleep, Doc: "Wait for that many seconds."}.WithAudit("time.sleep", 0),
		broken("gmtime", "Return a time in seconds since 1970, by default now, as parts in UTC.", (*host.Host).UTC),
		broken("localtime", "Return a time in seconds since 1970, by default now, as parts in local time.", (*host.Host).Local),
		{Name: "mktime", Sig: "(time_tuple, /)", Flags: core.HostOp, Fn: mktime, Doc: "Return a local time in parts as seconds since 1970."},
		{Name: "strftime", Sig: "(format, time_tuple=<unrepresentable>, /)", Flags: core.HostOp | core.Charges, Fn: strftime, Doc: "Write a time in parts, by default now, as a format such as '%Y-%m-%d %H:%M'\nsays."},
		{Name: "strptime", Sig: "(string, format=<unrepresentable>, /)", Flags: core.Polls, Doc: "Read a time in parts from a string, as a format such as '%Y-%m-%d %H:%M' says.\n\nRaise ValueError if the string does not fit.", Fn: parse},
		{Name: "asctime", Sig: "(time_tuple=<unrepresentable>, /)", Flags: core.HostOp, Fn: asctime, Doc: "Write a time in parts, by default now, in the form 'Thu Feb 29 12:30:00 2024'."},
		{Name: "ctime", Sig: "(seconds=None, /)", Flags: core.HostOp, Fn: ctime, Doc: "Write a time in seconds since 1970, by default now, in the form 'Thu Feb 29\n12:30:00 2024', in local time."},
		{Name: "tzset", Sig: "()", Flags: core.HostOp, Doc: "Take the local time zone from os.environ['TZ'].", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			t.Interp().Host().Tzset()
			m, err := t.Import("time")
			if err != nil {
				return core.Unbound, err
			}
			setZone(t, core.As[core.Module](m).Dict())
			return core.None, nil
		}},
		{Name: "get_clock_info", Sig: "(name, /)", Flags: core.HostOp, Fn: getClockInfo, Doc: "Return what a clock is like: implementation, resolution, monotonic, adjustable."},
		{Name: "clock_gettime", Sig: "(clk_id, /)", Flags: core.HostOp, Doc: "Return what a clock shows, in seconds.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			ns, err := gettime(t, a[0])
			return core.Float(seconds(ns)), err
		}},
		{Name: "clock_gettime_ns", Sig: "(clk_id, /)", Flags: core.HostOp, Doc: "Return what a clock shows, in nanoseconds.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			ns, err := gettime(t, a[0])
			return core.Int(ns), err
		}},
		{Name: "clock_getres", Sig: "(clk_id, /)", Flags: core.HostOp, Doc: "Return how fine a clock is, in seconds.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			id, err := clockID(t, a[0])
			if err != nil {
				return core.Unbound, err
			}
			ns, err := t.Interp().Host().KernelClockRes(id)
			if err != nil {
				return core.Unbound, t.OSError(err)
			}
			return core.Float(seconds(ns)), nil
		}},
		{Name: "clock_settime", Sig: "(clk_id, time, /)", Flags: core.HostOp, Doc: "Set the time of the specified clock: never permitted here.", Fn: clockSet},
		{Name: "clock_settime_ns", Sig: "(clk_id, time, /)", Flags: core.HostOp, Doc: "Set the time of the specified clock: never permitted here.", Fn: clockSet},
	}
	wall := func(t *core.Thread) (int64, error) { return t.Interp().Host().Now(), nil }
	mono := func(t *core.Thread) (int64, error) { return t.Interp().Host().Monotonic(), nil }
	funcs = append(funcs, clock("time", "Return the current time since the Epoch.", wall)...)
	funcs = append(funcs, clock("monotonic", "Monotonic clock, cannot go backward.", mono)...)
	funcs = append(funcs, clock("perf_counter", "Performance counter for benchmarking.", mono)...)
	funcs = append(funcs, clock("process_time", "Process time for profiling: the CPU time of the whole process.", func(t *core.Thread) (int64, error) { return t.Interp().Host().ProcessCPU(), nil })...)
	funcs = append(funcs, clock("thread_time", "Thread time for profiling: the CPU time of this thread.", threadTime)...)
	n := func(i int64) core.Value { return core.Int(i) }
	return &core.ModuleDef{
		Name: "time", Doc: "Clocks, waiting, and times as text and in parts.", Funcs: funcs,
		Types: func() []*core.Type { setupOnce.Do(setup); return []*core.Type{&structTime} },
		Attrs: []core.Attr{{Name: "_STRUCT_TM_ITEMS", Value: n(11)}, {Name: "CLOCK_REALTIME", Value: n(0)}, {Name: "CLOCK_MONOTONIC", Value: n(1)}, {Name: "CLOCK_PROCESS_CPUTIME_ID", Value: n(2)},
			{Name: "CLOCK_THREAD_CPUTIME_ID", Value: n(3)}, {Name: "CLOCK_MONOTONIC_RAW", Value: n(4)}, {Name: "CLOCK_BOOTTIME", Value: n(7)}, {Name: "CLOCK_TAI", Value: n(11)}},
		Init: func(t *core.Thread, m *core.Module) error { setZone(t, m.Dict()); return nil },
	}
}

func gettime(t *core.Thread, v core.Value) (int64, error) {
	id, err := clockID(t, v)
	if err != nil {
		return 0, err
	}
	if id == clockThread {
		return threadTime(t)
	}
	ns, err := t.Interp().Host().KernelClock(id)
	if err != nil {
		return 0, t.OSError(err)
	}
	return ns, nil
}

func clockSet(t *core.Thread, a []core.Value) (core.Value, error) {
	if _, err := clockID(t, a[0]); err != nil {
		return core.Unbound, err
	}
	if _, err := t.Seconds(a[1], core.RoundFloor); err != nil {
		return core.Unbound, err
	}
	return core.Unbound, t.OSErrorNumber(int(host.EPERM))
}

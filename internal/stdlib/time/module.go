// This file declares the module.
package time

import (
	"github.com/vivarium-py/vivarium/internal/core"
)

// Module declares time.
func Module() *core.ModuleDef {
	var funcs []core.Func
	funcs = append(funcs, clock("time", "Return the current time in seconds since the Epoch.", func(t *thread) (int64, error) { return hostOf(t).Now(), nil })...)
	funcs = append(funcs, clock("monotonic", "Monotonic clock, cannot go backward.", func(t *thread) (int64, error) { return hostOf(t).Monotonic(), nil })...)
	funcs = append(funcs, clock("perf_counter", "Performance counter for benchmarking.", func(t *thread) (int64, error) { return hostOf(t).Monotonic(), nil })...)
	funcs = append(funcs, clock("process_time", "Process time for profiling: sum of the kernel and user-space CPU time.", func(t *thread) (int64, error) { return hostOf(t).ProcessCPU(), nil })...)
	funcs = append(funcs, clock("thread_time", "Thread time for profiling: sum of the kernel and user-space CPU time.", threadTime)...)
	clockID := func(t *thread, v value) (int32, error) {
		n, err := t.IndexInt(v)
		return int32(n), err
	}
	gettime := func(ns bool) core.NativeFn {
		return func(t *thread, a []value) (value, error) {
			id, err := clockID(t, a[0])
			if err != nil {
				return core.Unbound, err
			}
			n, err := hostOf(t).KernelClock(id)
			if err != nil {
				return core.Unbound, t.OSError(err)
			}
			if ns {
				return core.Int(n), nil
			}
			return core.Float(float64(n) / 1e9), nil
		}
	}
	broken := func(utc bool) core.NativeFn {
		return func(t *thread, a []value) (value, error) {
			n, err := seconds(t, a[0])
			if err != nil {
				return core.Unbound, err
			}
			if utc {
				lt, err := hostOf(t).UTC(n)
				if err != nil {
					return core.Unbound, t.OSError(err)
				}
				lt.Zone = "GMT"
				return structTime(lt, 0), nil
			}
			lt, err := hostOf(t).Local(n)
			if err != nil {
				return core.Unbound, t.OSError(err)
			}
			return structTime(lt, dstOf(lt)), nil
		}
	}
	funcs = append(funcs, []core.Func{
		{Name: "sleep", Sig: "(object, /)", Flags: core.Blocks | core.HostOp, Doc: "sleep(seconds)\n\nDelay execution for a given number of seconds.  The argument may be\na floating-point number for subsecond precision.", Fn: sleep},
		{Name: "gmtime", Sig: "(seconds=None, /)", Flags: core.HostOp, Doc: "Convert seconds since the Epoch to a time tuple expressing UTC (a.k.a.\nGMT).", Fn: broken(true)},
		{Name: "localtime", Sig: "(seconds=None, /)", Flags: core.HostOp, Doc: "Convert seconds since the Epoch to a time tuple expressing local time.", Fn: broken(false)},
		{Name: "mktime", Sig: "(tuple, /)", Flags: core.HostOp, Doc: "Convert a time tuple in local time to seconds since the Epoch.", Fn: func(t *thread, a []value) (value, error) {
			f, _, err := fields(t, a[0], "mktime")
			if err != nil {
				return core.Unbound, err
			}
			n, err := mktime(t, f)
			return core.Float(float64(n)), err
		}},
		{Name: "asctime", Sig: "(tuple=None, /)", Flags: core.HostOp, Doc: "Convert a time tuple to a string, e.g. 'Sat Jun 06 16:26:11 1998'.", Fn: func(t *thread, a []value) (value, error) {
			if !a[0].Given() {
				lt, err := now(t)
				return core.StrVal(asctime(fromLocal(lt))), err
			}
			f, _, err := checked(t, a[0], "asctime")
			if err != nil {
				return core.Unbound, err
			}
			return core.StrVal(asctime(f)), nil
		}},
		{Name: "ctime", Sig: "(seconds=None, /)", Flags: core.HostOp, Doc: "Convert a time in seconds since the Epoch to a string in local time.", Fn: func(t *thread, a []value) (value, error) {
			n, err := seconds(t, a[0])
			if err != nil {
				return core.Unbound, err
			}
			lt, err := hostOf(t).Local(n)
			if err != nil {
				return core.Unbound, t.OSError(err)
			}
			return core.StrVal(asctime(fromLocal(lt))), nil
		}},
		{Name: "strftime", Sig: "(format, tuple=None, /)", Flags: core.HostOp, Doc: "Convert a time tuple to a string according to a format specification.", Fn: func(t *thread, a []value) (value, error) {
			s := core.AsStr(a[0])
			if s == nil {
				return core.Unbound, t.TypeError("strftime() argument 1 must be str, not %s", a[0].TypeName())
			}
			var f [11]int
			zone := ""
			if !a[1].Given() {
				lt, err := now(t)
				if err != nil {
					return core.Unbound, err
				}
				f, zone = fromLocal(lt), lt.Zone
			} else {
				var err error
				if f, zone, err = checked(t, a[1], "strftime"); err != nil {
					return core.Unbound, err
				}
			}
			text, err := strftime(t, s.String(), f, zone)
			return core.StrVal(text), err
		}},
		{Name: "strptime", Sig: "(string, format='%a %b %d %H:%M:%S %Y', /)", Flags: core.Polls, Doc: "Parse a string to a time tuple according to a format specification.", Fn: func(t *thread, a []value) (value, error) {
			m, err := t.Import("_strptime")
			if err != nil {
				return core.Unbound, err
			}
			return t.CallMethod(m, core.Intern("_strptime_time"), a[0], a[1])
		}},
		{Name: "get_clock_info", Sig: "(name, /)", Flags: core.Pure, Doc: "Get information of the specified clock.", Fn: clockInfo},
		{Name: "clock_gettime", Sig: "(clk_id, /)", Flags: core.HostOp, Fn: gettime(false)},
		{Name: "clock_gettime_ns", Sig: "(clk_id, /)", Flags: core.HostOp, Fn: gettime(true)},
		{Name: "clock_getres", Sig: "(clk_id, /)", Flags: core.HostOp, Fn: func(t *thread, a []value) (value, error) {
			id, err := clockID(t, a[0])
			if err != nil {
				return core.Unbound, err
			}
			n, err := hostOf(t).KernelClockRes(id)
			if err != nil {
				return core.Unbound, t.OSError(err)
			}
			return core.Float(float64(n) / 1e9), nil
		}},
	}...)
	zone := func(t *thread, d *core.Dict) {
		z := hostOf(t).Zone()
		day := 0
		if z.Daylight {
			day = 1
		}
		for _, x := range []core.Attr{
			{Name: "timezone", Value: num(z.Timezone)}, {Name: "altzone", Value: num(z.Altzone)}, {Name: "daylight", Value: num(day)},
			{Name: "tzname", Value: core.NewTuple(core.StrVal(z.Names[0]), core.StrVal(z.Names[1]))},
		} {
			d.SetStr(core.Intern(x.Name), x.Value)
		}
	}
	funcs = append(funcs, core.Func{Name: "tzset", Sig: "()", Flags: core.HostOp, Doc: "Initialize, or reinitialize, the local timezone to the value stored in\nos.environ['TZ'].", Fn: func(t *thread, a []value) (value, error) {
		hostOf(t).Tzset()
		if m, err := t.Import("time"); err == nil {
			zone(t, core.As[core.Module](m).Dict())
		}
		return core.None, nil
	}})
	return &core.ModuleDef{
		Name:  "time",
		Doc:   "This module provides various functions to manipulate time values.",
		Funcs: funcs,
		Types: func() []*core.Type { setupOnce.Do(setup); return []*core.Type{&structTimeType} },
		Attrs: []core.Attr{
			{Name: "CLOCK_REALTIME", Value: num(clockRealtime)}, {Name: "CLOCK_MONOTONIC", Value: num(clockMonotonic)},
			{Name: "CLOCK_PROCESS_CPUTIME_ID", Value: num(clockProcessCPU)}, {Name: "CLOCK_THREAD_CPUTIME_ID", Value: num(clockThreadCPU)},
			{Name: "CLOCK_MONOTONIC_RAW", Value: num(clockMonotonicRaw)}, {Name: "CLOCK_BOOTTIME", Value: num(clockBoottime)}, {Name: "CLOCK_TAI", Value: num(clockTAI)},
			{Name: "_STRUCT_TM_ITEMS", Value: num(11)},
		},
		Init: func(t *thread, m *core.Module) error {
			if hostOf(t) != nil {
				zone(t, m.Dict())
			}
			return nil
		},
	}
}

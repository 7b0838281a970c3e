// Clocks, sleeping, and time zones.
// Invariant: with a fixed clock nothing here depends on the machine's time: the clock starts at the granted instant and
// moves only by sleeping, which returns at once.
package host

import (
	"math"
	"runtime"
	"strings"
	"sync"
	"time"

	"golang.org/x/sys/unix"

	"github.com/vivarium-py/vivarium/internal/policy"
)

// The monotonic clock by way of Go's, which needs no system call, shifted to the kernel's so that it agrees with other
// processes.
var (
	startTime = time.Now()
	startMono = kernelClock(unix.CLOCK_MONOTONIC)
)

func kernelClock(id int32) int64 {
	var ts unix.Timespec
	if unix.ClockGettime(id, &ts) != nil {
		return 0
	}
	return ts.Nano()
}

func monotonic() int64 { return startMono + int64(time.Since(startTime)) }

func (h *Host) clockFixed() bool {
	c, _ := h.pol.Clock()
	return c == policy.ClockFixed
}

// Now returns the wall clock in nanoseconds since the epoch.
func (h *Host) Now() int64 {
	if c, at := h.pol.Clock(); c == policy.ClockFixed {
		return at + h.fixed.Load()
	}
	return time.Now().UnixNano()
}

// Monotonic returns a clock in nanoseconds that never goes back.
func (h *Host) Monotonic() int64 {
	if h.clockFixed() {
		return h.fixed.Load()
	}
	return monotonic()
}

// Uptime returns the nanoseconds since the host was made.
func (h *Host) Uptime() int64 {
	if h.clockFixed() {
		return h.fixed.Load()
	}
	return monotonic() - h.started
}

// ProcessCPU returns the CPU time of the whole process, in nanoseconds.
func (h *Host) ProcessCPU() int64 {
	if h.clockFixed() {
		return 0
	}
	return kernelClock(unix.CLOCK_PROCESS_CPUTIME_ID)
}

// TimePasses reports that how long things take may be seen: not with a fixed clock.
func (h *Host) TimePasses() bool { return !h.clockFixed() }

// ThreadCPU returns the CPU time of the operating system's thread that runs the caller, and that thread's id. A
// goroutine moves between threads: differences mean something only while the id stays the same (see CPUMeter).
func ThreadCPU() (ns int64, tid int) {
	tid = unix.Gettid()
	return kernelClock(unix.CLOCK_THREAD_CPUTIME_ID), tid
}

// CPUMeter adds up the CPU time of one goroutine. Between two calls of Tick it counts the thread's CPU time if the
// goroutine stayed on it, and otherwise the time that passed or the process used, whichever is less: the most it can have
// used. It belongs to one goroutine; Total may be read from any.
type CPUMeter struct {
	mu    sync.Mutex
	total int64
	on    bool
	cpu   int64
	tid   int
	at    int64
	all   int64 // the whole process's
}

// Start begins or resumes counting.
func (m *CPUMeter) Start() {
	m.mu.Lock()
	m.cpu, m.tid = ThreadCPU()
	m.at, m.all = monotonic(), kernelClock(unix.CLOCK_PROCESS_CPUTIME_ID)
	m.on = true
	m.mu.Unlock()
}

// Tick counts what was used since the last call and returns the total.
func (m *CPUMeter) Tick() int64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.on {
		return m.total
	}
	cpu, tid := ThreadCPU()
	now, all := monotonic(), kernelClock(unix.CLOCK_PROCESS_CPUTIME_ID)
	used := min(now-m.at, all-m.all)
	if tid == m.tid {
		used = min(used, cpu-m.cpu)
	}
	m.total += max(used, 0)
	m.cpu, m.tid, m.at, m.all = cpu, tid, now, all
	return m.total
}

// Stop counts what was used and pauses, as around a wait.
func (m *CPUMeter) Stop() {
	m.Tick()
	m.mu.Lock()
	m.on = false
	m.mu.Unlock()
}

// Total returns what was counted so far.
func (m *CPUMeter) Total() int64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.total
}

// KernelClock reads a clock of Linux by its number, for time.clock_gettime.
func (h *Host) KernelClock(id int32) (int64, error) {
	if h.clockFixed() {
		switch id {
		case unix.CLOCK_REALTIME, unix.CLOCK_REALTIME_COARSE, unix.CLOCK_TAI:
			return h.Now(), nil
		}
		return h.fixed.Load(), nil
	}
	var ts unix.Timespec
	if err := unix.ClockGettime(id, &ts); err != nil {
		return 0, osError("clock_gettime", err)
	}
	return ts.Nano(), nil
}

// KernelClockRes returns the resolution of a clock of Linux in nanoseconds.
func (h *Host) KernelClockRes(id int32) (int64, error) {
	var ts unix.Timespec
	if err := unix.ClockGetres(id, &ts); err != nil {
		return 0, osError("clock_getres", err)
	}
	return ts.Nano(), nil
}

// Sleep waits for d, or until the monotonic clock has moved by it if the clock is fixed.
func (h *Host) Sleep(w Waiter, d time.Duration) error {
	if h.clockFixed() {
		if h.killed(w) {
			return ErrKilled
		}
		h.advance(d)
		return nil
	}
	if d <= 0 {
		// Give others a chance, as a sleep of 0 does.
		block(w, runtime.Gosched)
		if h.killed(w) {
			return ErrKilled
		}
		return nil
	}
	if err := h.park(w, nil, deadlineAfter(d)); err != ErrTimeout {
		return err
	}
	return nil
}

// advance moves a fixed clock; without one it does nothing. It saturates: a program may sleep for ever, over and over.
func (h *Host) advance(d time.Duration) {
	for d > 0 && h.clockFixed() {
		old := h.fixed.Load()
		next := old + int64(d)
		if next < old || next > math.MaxInt64/4 {
			next = math.MaxInt64 / 4
		}
		if h.fixed.CompareAndSwap(old, next) {
			return
		}
	}
}

// realTime is how long a wait for files with a timeout lasts, which is followed by advance(timeout) when nothing came. With a
// fixed clock that is as long as other threads of the interpreter may need, where only they can make a file ready.
func (h *Host) realTime(timeout time.Duration, files ...*file) time.Duration {
	if timeout <= 0 || !h.clockFixed() {
		return timeout
	}
	_, written := h.pol.FileRoots()
	if !h.pol.NetNone() || !h.pol.RunsNone() || len(written) > 0 { // sockets and pipes may lead to other processes
		return timeout
	}
	for _, f := range files {
		if f != nil && (f.std || f.rd != nil || f.path != "" || f.outside.Load()) {
			return timeout
		}
	}
	return min(timeout, othersTurn)
}

// othersTurn is the real time that other threads of an interpreter get before a fixed clock moves past a timeout.
const othersTurn = time.Millisecond

// Wait waits until ready is closed or delivers, or d has passed (ErrTimeout): for locks, queues and the like, which
// belong to the core. Forever never passes; with a fixed clock a timeout passes at once and moves the clock.
func (h *Host) Wait(w Waiter, ready <-chan struct{}, d time.Duration) error {
	if d >= 0 && h.clockFixed() {
		select {
		case <-ready:
			return nil
		default:
		}
		// Give other threads of the interpreter real time to make it ready before virtual time passes.
		if err := h.park(w, ready, deadlineAfter(min(d, othersTurn))); err != ErrTimeout {
			return err
		}
		if err := h.Sleep(w, d); err != nil {
			return err
		}
		return ErrTimeout
	}
	return h.park(w, ready, deadlineAfter(d))
}

// AfterFunc runs f in its own goroutine after d, unless stopped or the host is closed before.
func (h *Host) AfterFunc(d time.Duration, f func()) (stop func() bool) {
	t := time.AfterFunc(d, func() {
		select {
		case <-h.done:
		default:
			f()
		}
	})
	return t.Stop
}

// timeZone is the zone of an interpreter: TZ of its environment, read at the first use and at Tzset.
type timeZone struct {
	mu  sync.Mutex
	loc *time.Location
}

func (z *timeZone) init(parent *Host) {
	if parent != nil {
		parent.tz.mu.Lock()
		z.loc = parent.tz.loc
		parent.tz.mu.Unlock()
	}
}

// Tzset reads TZ again.
func (h *Host) Tzset() {
	h.tz.mu.Lock()
	h.tz.loc = nil
	h.tz.mu.Unlock()
}

func (h *Host) location() *time.Location {
	h.tz.mu.Lock()
	defer h.tz.mu.Unlock()
	if h.tz.loc == nil {
		tz, set := h.env.get("TZ")
		h.tz.loc = loadZone(tz, set, h.pol)
	}
	return h.tz.loc
}

// loadZone reads a value of TZ as the C library does: a name of the zone database, a file, or a POSIX rule.
func loadZone(tz string, set bool, pol *policy.Policy) *time.Location {
	if !set {
		if c, _ := pol.Clock(); c == policy.ClockFixed {
			return time.UTC
		}
		return time.Local
	}
	tz = strings.TrimPrefix(tz, ":")
	if tz == "" {
		return time.UTC
	}
	if tz[0] == '/' {
		if rest, ok := strings.CutPrefix(tz, "/usr/share/zoneinfo/"); ok {
			tz = rest
		} else {
			return time.UTC
		}
	}
	if len(tz) > 255 {
		return time.UTC
	}
	if loc, err := time.LoadLocation(tz); err == nil && tz != "Local" {
		return loc
	}
	if loc := posixZone(tz); loc != nil {
		return loc
	}
	return time.UTC
}

// posixZone makes a zone of a rule such as "EST5EDT,M3.2.0,M11.1.0", by wrapping it in the smallest zone file that says
// no more than that rule. nil if it is no rule.
func posixZone(rule string) *time.Location {
	name, off, rest, ok := posixName(rule)
	if !ok {
		return nil
	}
	dst := rest != ""
	if dst && strings.IndexByte(rest, ',') < 0 {
		rule += ",M3.2.0,M11.1.0" // the C library's rule when none is given
	}
	header := func(b []byte) []byte {
		b = append(b, "TZif2"...)
		b = append(b, make([]byte, 15)...)
		for _, n := range []uint32{0, 0, 0, 0, 1, uint32(len(name) + 1)} { // isut, isstd, leap, time, type, char
			b = append(b, byte(n>>24), byte(n>>16), byte(n>>8), byte(n))
		}
		b = append(b, byte(off>>24), byte(off>>16), byte(off>>8), byte(off), 0, 0)
		return append(append(b, name...), 0)
	}
	data := header(header(nil))
	data = append(append(append(data, '\n'), rule...), '\n')
	loc, err := time.LoadLocationFromTZData(rule, data)
	if err != nil {
		return nil
	}
	return loc
}

// posixName reads the name and offset that start a POSIX rule. off is seconds east of Greenwich.
func posixName(s string) (name string, off int32, rest string, ok bool) {
	if strings.HasPrefix(s, "<") {
		i := strings.IndexByte(s, '>')
		if i < 0 {
			return
		}
		name, s = s[1:i], s[i+1:]
	} else {
		i := 0
		for i < len(s) && (s[i]|0x20 >= 'a' && s[i]|0x20 <= 'z') {
			i++
		}
		name, s = s[:i], s[i:]
	}
	if len(name) < 3 || s == "" {
		return
	}
	sign := int32(-1)
	if s[0] == '-' || s[0] == '+' {
		if s[0] == '-' {
			sign = 1
		}
		s = s[1:]
	}
	unit := int32(3600)
	digits := 0
	for unit > 0 {
		n, i := int32(0), 0
		for i < len(s) && i < 3 && s[i] >= '0' && s[i] <= '9' {
			n = n*10 + int32(s[i]-'0')
			i++
		}
		if i == 0 {
			break
		}
		digits += i
		off += n * unit
		s = s[i:]
		unit /= 60
		if unit == 0 || s == "" || s[0] != ':' {
			break
		}
		s = s[1:]
	}
	return name, sign * off, s, digits > 0
}

// LocalTime is the broken-down form of an instant.
type LocalTime struct {
	Year, Month, Day, Hour, Minute, Second int
	Weekday                                int // Monday is 0
	YearDay                                int // from 1
	DST                                    bool
	Offset                                 int // seconds east of Greenwich
	Zone                                   string
}

func breakDown(t time.Time) LocalTime {
	name, off := t.Zone()
	return LocalTime{
		Year: t.Year(), Month: int(t.Month()), Day: t.Day(),
		Hour: t.Hour(), Minute: t.Minute(), Second: t.Second(),
		Weekday: (int(t.Weekday()) + 6) % 7, YearDay: t.YearDay(),
		DST: t.IsDST(), Offset: off, Zone: zoneName(name, off),
	}
}

// zoneName writes the abbreviation as the zone database of the C library has it; Go's leaves "UTC" empty offsets alone.
func zoneName(name string, off int) string {
	if name == "" && off == 0 {
		return "UTC"
	}
	return name
}

// maxUnix bounds the instants whose year fits the C library's int.
const maxUnix = int64(67767976233532799)

// Local breaks an instant, in seconds since the epoch, down in the interpreter's time zone.
func (h *Host) Local(sec int64) (LocalTime, error) {
	if sec > maxUnix || sec < -maxUnix {
		return LocalTime{}, osError("localtime", EOVERFLOW)
	}
	return breakDown(time.Unix(sec, 0).In(h.location())), nil
}

// LocalOffset gives how many seconds the interpreter's time zone is east of Greenwich at an instant.
func (h *Host) LocalOffset(sec int64) int {
	_, off := time.Unix(sec, 0).In(h.location()).Zone()
	return off
}

// UTC breaks an instant, in seconds since the epoch, down in UTC.
func (h *Host) UTC(sec int64) (LocalTime, error) {
	if sec > maxUnix || sec < -maxUnix {
		return LocalTime{}, osError("gmtime", EOVERFLOW)
	}
	return breakDown(time.Unix(sec, 0).UTC()), nil
}

// Mktime is the inverse of Local: fields out of range carry over; dst is 1 if daylight saving time is meant, 0 if not,
// -1 to find out. Month counts from 1.
func (h *Host) Mktime(year, month, day, hour, minute, second, dst int) (int64, error) {
	for _, n := range []int{year, month, day, hour, minute, second} {
		if n > math.MaxInt32 || n < math.MinInt32 {
			return 0, osError("mktime", EOVERFLOW)
		}
	}
	loc := h.location()
	t := time.Date(year, time.Month(month), day, hour, minute, second, 0, loc)
	if dst >= 0 && t.IsDST() != (dst > 0) {
		// Read the fields by the offset of the other kind of time, the nearest in time.
		const week = 7 * 24 * time.Hour
		_, have := t.Zone()
		for d := week; d < 54*week; d += week {
			for _, u := range []time.Time{t.Add(-d), t.Add(d)} {
				if u.IsDST() == (dst > 0) {
					_, want := u.Zone()
					return t.Unix() + int64(have-want), nil
				}
			}
		}
	}
	return t.Unix(), nil
}

// Zone describes the time zone as Python's time module shows it.
type Zone struct {
	Timezone int       // seconds west of Greenwich of standard time
	Altzone  int       // and of daylight saving time
	Daylight bool      // whether the zone has any
	Names    [2]string // of standard and of daylight saving time
}

// Zone returns the interpreter's time zone, by the year that it is now.
func (h *Host) Zone() Zone {
	loc := h.location()
	year := time.Unix(h.Now()/1e9, 0).In(loc).Year()
	jan := time.Date(year, 1, 1, 0, 0, 0, 0, loc)
	jul := time.Date(year, 7, 1, 0, 0, 0, 0, loc)
	jn, jo := jan.Zone()
	ln, lo := jul.Zone()
	jn, ln = zoneName(jn, jo), zoneName(ln, lo)
	if jo <= lo {
		return Zone{-jo, -lo, jo != lo, [2]string{jn, ln}}
	}
	return Zone{-lo, -jo, true, [2]string{ln, jn}}
}

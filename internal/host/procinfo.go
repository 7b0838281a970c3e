// What a process can ask about itself and the machine: numbers, users, resources.
package host

import (
	"bytes"
	"os"
	"runtime"
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

func itoa(n int) string { return strconv.Itoa(n) }

// Getpid returns the number of the process.
func (h *Host) Getpid() int { return unix.Getpid() }

// Getppid returns the number of the parent process.
func (h *Host) Getppid() int { return unix.Getppid() }

// ThreadID returns the number of the operating system's thread that runs the caller.
func (h *Host) ThreadID() int { return unix.Gettid() }

// Users returns the real and effective user and group.
func (h *Host) Users() (uid, euid, gid, egid int) {
	return unix.Getuid(), unix.Geteuid(), unix.Getgid(), unix.Getegid()
}

// Resuid returns the real, effective and saved user.
func (h *Host) Resuid() (r, e, s int) { return unix.Getresuid() }

// Resgid returns the real, effective and saved group.
func (h *Host) Resgid() (r, e, s int) { return unix.Getresgid() }

// Groups returns the supplementary groups.
func (h *Host) Groups() ([]int, error) {
	g, err := unix.Getgroups()
	return g, osError("getgroups", err)
}

// Pgid returns the process group of a process; 0 is this one.
func (h *Host) Pgid(pid int) (int, error) {
	g, err := unix.Getpgid(pid)
	return g, osError("getpgid", err)
}

// Sid returns the session of a process; 0 is this one.
func (h *Host) Sid(pid int) (int, error) {
	s, err := unix.Getsid(pid)
	return s, osError("getsid", err)
}

// Setpgid moves a process, by default this one, to a process group.
func (h *Host) Setpgid(pid, pgid int) error {
	if pid == 0 || len(h.matching(pid)) == 0 {
		if err := h.pol.Process("changing the group of", "process "+itoa(pid)); err != nil {
			return osError("setpgid", err)
		}
	}
	if pid == 0 || pid == unix.Getpid() {
		if err := h.ofProcess("setpgid"); err != nil {
			return err
		}
	}
	return osError("setpgid", unix.Setpgid(pid, pgid))
}

// Setsid makes the process the leader of a new session.
func (h *Host) Setsid() error {
	if err := h.pol.Process("changing the session", ""); err != nil {
		return osError("setsid", err)
	}
	if err := h.ofProcess("setsid"); err != nil {
		return err
	}
	_, err := unix.Setsid()
	return osError("setsid", err)
}

// Tcgetpgrp returns the foreground process group of a terminal.
func (h *Host) Tcgetpgrp(fd int) (pg int, err error) {
	err = h.withFile("tcgetpgrp", fd, func(f *file) error {
		if f.kfd < 0 {
			return ENOTTY
		}
		pg, err = unix.IoctlGetInt(f.kfd, unix.TIOCGPGRP)
		return err
	})
	return pg, err
}

// Uname describes the system.
type Uname struct {
	Sysname, Nodename, Release, Version, Machine string
}

// Uname describes the system. A confined host learns no name of the machine.
func (h *Host) Uname() (Uname, error) {
	var u unix.Utsname
	if err := unix.Uname(&u); err != nil {
		return Uname{}, osError("uname", err)
	}
	n := Uname{cstr(u.Sysname[:]), cstr(u.Nodename[:]), cstr(u.Release[:]), cstr(u.Version[:]), cstr(u.Machine[:])}
	if !h.pol.Everything() {
		n.Nodename = "localhost"
	}
	return n, nil
}

// Hostname returns the name of the machine.
func (h *Host) Hostname() (string, error) {
	u, err := h.Uname()
	return u.Nodename, err
}

func cstr(b []byte) string {
	if i := bytes.IndexByte(b, 0); i >= 0 {
		b = b[:i]
	}
	return string(b)
}

// CPUCount returns how many processors the machine has.
func (h *Host) CPUCount() int {
	if data, err := os.ReadFile("/sys/devices/system/cpu/online"); err == nil {
		n := 0
		for _, part := range strings.Split(strings.TrimSpace(string(data)), ",") {
			lo, hi, ranged := strings.Cut(part, "-")
			a, err := strconv.Atoi(lo)
			if err != nil {
				n = 0
				break
			}
			b := a
			if ranged {
				if b, err = strconv.Atoi(hi); err != nil {
					n = 0
					break
				}
			}
			n += b - a + 1
		}
		if n > 0 {
			return n
		}
	}
	return runtime.NumCPU()
}

// Affinity returns the processors that the process may run on.
func (h *Host) Affinity(pid int) ([]int, error) {
	var set unix.CPUSet
	if err := unix.SchedGetaffinity(pid, &set); err != nil {
		return nil, osError("sched_getaffinity", err)
	}
	var cpus []int
	for i := 0; i < len(set)*64; i++ {
		if set.IsSet(i) {
			cpus = append(cpus, i)
		}
	}
	return cpus, nil
}

// Loadavg returns the load of the machine over 1, 5 and 15 minutes. A confined host does not learn what else the machine does.
func (h *Host) Loadavg() (avg [3]float64, err error) {
	if !h.pol.Everything() {
		return avg, osError("getloadavg", unix.EPERM)
	}
	var si unix.Sysinfo_t
	if err := unix.Sysinfo(&si); err != nil {
		return avg, osError("getloadavg", err)
	}
	for i := range avg {
		avg[i] = float64(si.Loads[i]) / 65536
	}
	return avg, nil
}

// PageSize returns the size of a page of memory.
func (h *Host) PageSize() int { return os.Getpagesize() }

// PhysicalPages returns how many pages of memory the machine has, and how many are free.
func (h *Host) PhysicalPages() (total, free int64) {
	var si unix.Sysinfo_t
	if unix.Sysinfo(&si) != nil {
		return 0, 0
	}
	page := uint64(os.Getpagesize())
	unit := uint64(si.Unit)
	return int64(uint64(si.Totalram) * unit / page), int64(uint64(si.Freeram) * unit / page)
}

// Times are those of os.times, in nanoseconds.
type Times struct {
	User, System, ChildrenUser, ChildrenSystem, Elapsed int64
}

// Times returns the CPU times of the process and its children; with a fixed clock no time is spent.
func (h *Host) Times() (Times, error) {
	if h.clockFixed() {
		return Times{Elapsed: h.Monotonic()}, nil
	}
	var self, kids unix.Rusage
	if err := unix.Getrusage(unix.RUSAGE_SELF, &self); err != nil {
		return Times{}, osError("times", err)
	}
	if err := unix.Getrusage(unix.RUSAGE_CHILDREN, &kids); err != nil {
		return Times{}, osError("times", err)
	}
	return Times{self.Utime.Nano(), self.Stime.Nano(), kids.Utime.Nano(), kids.Stime.Nano(), h.Monotonic()}, nil
}

// Getrusage returns what the process (0), its children (-1) or the calling thread (1) have used; with a fixed clock that is nothing,
// since it tells of time that passes.
func (h *Host) Getrusage(who int) (r Rusage, err error) {
	var k unix.Rusage
	if err := unix.Getrusage(who, &k); err != nil {
		return r, osError("getrusage", err)
	}
	if h.clockFixed() {
		return Rusage{}, nil
	}
	r.fill(&k)
	return r, nil
}

// Getrlimit returns the soft and hard limit of a resource of the process.
func (h *Host) Getrlimit(resource int) (soft, hard uint64, err error) {
	var l unix.Rlimit
	if err := unix.Getrlimit(resource, &l); err != nil {
		return 0, 0, osError("getrlimit", err)
	}
	return l.Cur, l.Max, nil
}

// Setrlimit sets the limits of a resource of the whole process; an interpreter that is not it may set them to what they are.
func (h *Host) Setrlimit(resource int, soft, hard uint64) error {
	if err := h.pol.Process("changing the process's resource limits", ""); err != nil {
		return osError("setrlimit", err)
	}
	if s, m, err := h.Getrlimit(resource); err != nil || s == soft && m == hard {
		return err
	}
	if err := h.ofProcess("setrlimit"); err != nil {
		return err
	}
	// Go's own call also keeps its memory of RLIMIT_NOFILE for children right.
	return osError("setrlimit", syscall.Setrlimit(resource, &syscall.Rlimit{Cur: soft, Max: hard}))
}

// Priority returns the scheduling priority of a process (which 0), group (1) or user (2).
func (h *Host) Priority(which, who int) (int, error) {
	p, err := unix.Getpriority(which, who)
	return 20 - p, osError("getpriority", err)
}

// SetPriority sets the scheduling priority of a process (which 0), group (1) or user (2).
func (h *Host) SetPriority(which, who, prio int) error {
	if err := h.pol.Process("changing the priority of a process", ""); err != nil {
		return osError("setpriority", err)
	}
	if which != 0 || who == 0 || who == unix.Getpid() {
		if err := h.ofProcess("setpriority"); err != nil {
			return err
		}
	}
	return osError("setpriority", unix.Setpriority(which, who, prio))
}

// Executable returns the path of the running program, "" if it is not known or not to be known.
func (h *Host) Executable() string {
	if !h.pol.Everything() {
		return ""
	}
	p, err := os.Executable()
	if err != nil {
		return ""
	}
	return p
}
